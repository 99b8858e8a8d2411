//! One run: read ahead, write in batches, keep the position with each, and say in the end what became of every record.

use std::time::Instant;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::line::Line;
use super::model::{ImportError, Kind, Outcome, Request};
use super::rejects::Rejects;
use super::source::{self, Read1, Source, Tail};
use super::tables::{self, Run, Start};
use super::whereabouts;
use super::writer::Writer;
use crate::organisations::bulk::{self, Incoming};
use crate::organisations::model::OUTSIDE;
use crate::organisations::{court_territory, days, territory_of};
use crate::platform::access::{self, Action, Actor, Node};
use crate::platform::hash::hex;
use crate::platform::journal::{self, Entry, Journal};
use crate::platform::region::Region;

/// Items the reader may be ahead.
const AHEAD: usize = 2000;

/// How far a run is, for whoever watches.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Step {
    /// Bytes read.
    pub done: u64,
    /// Bytes there are.
    pub total: u64,
    /// Records read.
    pub records: u64,
}

/// What the reading thread sends.
enum Message {
    Item(Read1, (u64, u64)),
    Failed(ImportError),
    End(Tail),
}

/// Runs an import to its end, from where an interrupted one of the same input stopped.
///
/// # Errors
/// See [`ImportError`]; what was committed stays.
pub async fn import(
    journal: &Journal,
    region: &Region,
    actor: &Actor,
    request: &Request,
    watch: &(dyn Fn(Step) + Send + Sync),
) -> Result<Outcome, ImportError> {
    let begun = Instant::now();
    let opened = {
        let request = request.clone();
        tokio::task::spawn_blocking(move || source::open(&request))
    };
    let source = opened.await.map_err(|_| ImportError::ReaderGone)??;
    let run = if request.dry_run {
        Run::new(journal.clock().id())
    } else {
        let (name, fingerprint) = (request.path.display().to_string(), fingerprint_of(request, &source));
        let as_of = request.as_of.map(days);
        let start = Start {
            register: request.kind.code(),
            source: &name,
            fingerprint: &fingerprint,
            as_of,
        };
        start_or_resume(journal, actor, &start).await?
    };
    let mut reading = Reading {
        region,
        request,
        watch,
        rejects: Rejects::open(request.rejects.as_deref())?,
        writer: Writer::new(journal, region, actor, run, request.dry_run),
        outcome: Outcome {
            register: request.kind.code().to_owned(),
            dry_run: request.dry_run,
            resumed_after: run.position,
            as_of: request.as_of,
            ..Outcome::default()
        },
        records: 0,
    };
    reading.all(read_ahead(source)).await?;
    let mut outcome = reading.outcome;
    outcome.count(reading.writer.run().done);
    if !request.dry_run {
        finish(journal, actor, run.id, &outcome).await?;
    }
    outcome.seconds = begun.elapsed().as_secs_f64();
    Ok(outcome)
}

/// An import while it reads.
struct Reading<'a> {
    region: &'a Region,
    request: &'a Request,
    watch: &'a (dyn Fn(Step) + Send + Sync),
    rejects: Rejects,
    writer: Writer<'a>,
    outcome: Outcome,
    /// Records that were not left out, from the first of the input on.
    records: u64,
}

impl Reading<'_> {
    async fn all(&mut self, mut messages: mpsc::Receiver<Message>) -> Result<(), ImportError> {
        while self.request.limit.is_none_or(|limit| self.outcome.read < limit) {
            match messages.recv().await.ok_or(ImportError::ReaderGone)? {
                Message::Failed(error) => return Err(error),
                Message::Item(item, bytes) => self.item(item, bytes).await?,
                Message::End(tail) => {
                    self.outcome.rows = tail.rows;
                    self.outcome.ignored = tail.ignored;
                    break;
                }
            }
        }
        self.writer.flush().await?;
        self.rejects.flush()
    }

    async fn item(&mut self, item: Read1, (done, total): (u64, u64)) -> Result<(), ImportError> {
        match item {
            Read1::Rejected(reject) => {
                self.outcome.rejected += 1;
                self.rejects.add(&reject)
            }
            Read1::Skipped(reason) => {
                self.outcome.read += 1;
                self.outcome.skip(reason);
                Ok(())
            }
            Read1::Record(item) => {
                self.outcome.read += 1;
                if self.record(*item).await? {
                    (self.watch)(Step {
                        done,
                        total,
                        records: self.outcome.read,
                    });
                }
                Ok(())
            }
        }
    }

    /// Writes a record that an interrupted run had not written; true where a batch was.
    async fn record(&mut self, item: Incoming) -> Result<bool, ImportError> {
        if self.request.region_only && !touches(self.region, &item) {
            self.outcome.skip("outside_region");
            return Ok(false);
        }
        if self.request.dry_run {
            whereabouts::count(self.region, &item.record, &mut self.outcome.places);
        }
        self.records += 1;
        if self.records <= self.outcome.resumed_after {
            Ok(false)
        } else {
            self.writer.take(item).await
        }
    }
}

/// Imports lines that come from no file, such as the demonstration's. Once it has ended, the same `label` does nothing more.
///
/// # Errors
/// See [`ImportError`]; what was committed stays.
pub async fn import_lines(
    journal: &Journal,
    region: &Region,
    actor: &Actor,
    label: &str,
    lines: impl Iterator<Item = Line>,
) -> Result<Outcome, ImportError> {
    let mut outcome = Outcome {
        register: Kind::Lines.code().to_owned(),
        ..Outcome::default()
    };
    let fingerprint = hex(&Sha256::digest(label));
    let start = Start {
        register: Kind::Lines.code(),
        source: label,
        fingerprint: &fingerprint,
        as_of: None,
    };
    if tables::is_finished(journal.database().maintenance(), &start).await? {
        return Ok(outcome);
    }
    let run = start_or_resume(journal, actor, &start).await?;
    let done = usize::try_from(run.position).unwrap_or(usize::MAX);
    let mut writer = Writer::new(journal, region, actor, run, false);
    for item in lines
        .filter_map(|line| incoming(line, journal.clock().today()))
        .skip(done)
    {
        writer.take(item).await?;
    }
    writer.flush().await?;
    outcome.count(writer.run().done);
    outcome.read = writer.run().position;
    finish(journal, actor, run.id, &outcome).await?;
    Ok(outcome)
}

/// A line whose codes are known, dated by its register or else by the day it is read.
fn incoming(line: Line, today: NaiveDate) -> Option<Incoming> {
    let listing = line.listed.map(source::listing).transpose().ok()?;
    let as_of = line.record.as_of.unwrap_or(today);
    Incoming::new(line.record, as_of, listing).ok()
}

/// Recognises the same input asked for in the same way.
fn fingerprint_of(request: &Request, source: &Source) -> String {
    let choice = format!(
        "{} {:?} {} {:?}",
        source.fingerprint(),
        request.limit,
        request.region_only,
        request.as_of
    );
    hex(&Sha256::digest(choice))
}

/// The unfinished run of the same input, or a new one.
async fn start_or_resume(journal: &Journal, actor: &Actor, start: &Start<'_>) -> Result<Run, ImportError> {
    if let Some(run) = tables::find_unfinished(journal.database().maintenance(), start).await? {
        return Ok(run);
    }
    let fresh = Run::new(journal.clock().id());
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::ImportOrganisations, &Node).map_err(bulk::BulkError::from)?;
            tables::create_run(&tx, fresh.id, start).await?;
            let entry = entry("registry.start", fresh.id, &json!({ "register": start.register }));
            let receipt = journal::append(&tx, journal.clock(), grant, entry).await?;
            Ok::<_, ImportError>((receipt, ()))
        })
        .await?;
    Ok(fresh)
}

async fn finish(journal: &Journal, actor: &Actor, id: Uuid, outcome: &Outcome) -> Result<(), ImportError> {
    let counts = &serde_json::to_value(outcome).map_err(bulk::BulkError::from)?;
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::ImportOrganisations, &Node).map_err(bulk::BulkError::from)?;
            tables::finish_run(&tx, id).await?;
            let receipt = journal::append(&tx, journal.clock(), grant, entry("registry.finish", id, counts)).await?;
            Ok((receipt, ()))
        })
        .await
}

fn entry(action: &'static str, run: Uuid, says: &Value) -> Entry {
    Entry::of(action, format!("run:{}", crate::platform::id::encode(run)), None, says)
}

fn read_ahead(mut source: Source) -> mpsc::Receiver<Message> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        while let Some(item) = source.next() {
            let message = match item {
                Ok(item) => Message::Item(item, source.progress()),
                Err(error) => Message::Failed(error),
            };
            // Nobody listens any more: the run has ended or failed.
            if sender.blocking_send(message).is_err() {
                return;
            }
        }
        let _ = sender.blocking_send(Message::End(source.tail()));
    });
    receiver
}

/// Whether any place of the record lies in a territory of the region.
fn touches(region: &Region, item: &Incoming) -> bool {
    item.record
        .places()
        .any(|address| territory_of(region, &item.record, address) != OUTSIDE)
        || court_territory(region, &item.record).is_some()
}

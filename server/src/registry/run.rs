//! One run: read ahead, write in batches of at most a tenth of a second, keep the position with each.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::line::Line;
use super::model::{ImportError, Outcome, Request};
use super::source::{self, Read1, Source, Tail};
use super::tables::{self, Run, Start};
use crate::organisations::bulk::{self, Changed, Context, Incoming};
use crate::organisations::model::OUTSIDE;
use crate::organisations::{days, territory_of};
use crate::platform::access::{self, Action, Actor, Node};
use crate::platform::journal::{self, Entry, Journal, Part};
use crate::platform::region::Region;

/// How long a batch may hold the writer.
const BATCH: Duration = Duration::from_millis(100);
/// Records of a batch, least and most.
const SIZES: (usize, usize) = (10, 1000);
/// Items the reader may be ahead.
const AHEAD: usize = 2000;

/// How far a run is, for whoever watches.
#[derive(Clone, Copy, Debug, Default)]
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
    let fingerprint = fingerprint_of(request, &source);
    let mut run = start(
        journal,
        actor,
        request,
        &request.path.display().to_string(),
        &fingerprint,
    )
    .await?;
    let mut outcome = Outcome {
        register: request.kind.code().to_owned(),
        dry_run: request.dry_run,
        resumed_after: run.position,
        as_of: request.as_of,
        ..Outcome::default()
    };
    outcome.count(run.done);
    let mut rejects = rejects_file(request)?;
    let mut messages = read_ahead(source);
    let mut writer = Writer {
        journal,
        region,
        actor,
        request,
        size: 100,
        batch: Vec::new(),
    };
    let skip = run.position;
    let mut records = 0;
    loop {
        match messages.recv().await.ok_or(ImportError::ReaderGone)? {
            Message::End(tail) => {
                outcome.rows = tail.rows;
                outcome.ignored = tail.ignored;
                break;
            }
            Message::Failed(error) => return Err(error),
            Message::Item(Read1::Rejected(reject), _) => {
                outcome.rejected += 1;
                write_reject(&mut rejects, &reject)?;
            }
            Message::Item(Read1::Skipped(reason), _) => {
                outcome.read += 1;
                outcome.skip(reason);
            }
            Message::Item(Read1::Record(item), (done, total)) => {
                outcome.read += 1;
                if request.region_only && !touches(region, &item) {
                    outcome.skip("outside_region");
                } else {
                    records += 1;
                    if records > skip
                        && let Some(changed) = writer.take(*item, &mut run).await?
                    {
                        outcome.count(changed);
                        watch(Step {
                            done,
                            total,
                            records: outcome.read,
                        });
                    }
                }
                if request.limit.is_some_and(|limit| outcome.read >= limit) {
                    break;
                }
            }
        }
    }
    outcome.count(writer.flush(&mut run).await?);
    finish(journal, actor, request, run.id, &outcome).await?;
    if let Some((file, path)) = &mut rejects {
        file.flush().map_err(|source| ImportError::File {
            path: path.clone(),
            source,
        })?;
    }
    outcome.seconds = begun.elapsed().as_secs_f64();
    Ok(outcome)
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
async fn start(
    journal: &Journal,
    actor: &Actor,
    request: &Request,
    name: &str,
    fingerprint: &str,
) -> Result<Run, ImportError> {
    let fresh = Run {
        id: journal.clock().id(),
        position: 0,
        done: Changed::default(),
    };
    if request.dry_run {
        return Ok(fresh);
    }
    let register = request.kind.code();
    if let Some(run) = tables::find_unfinished(journal.database().maintenance(), register, fingerprint).await? {
        return Ok(run);
    }
    let start = &Start {
        register,
        source: name,
        fingerprint,
        as_of: request.as_of.map(days),
    };
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::ImportOrganisations, &Node).map_err(bulk::BulkError::from)?;
            tables::create_run(&tx, fresh.id, start).await?;
            let entry = entry("registry.start", fresh.id, register);
            let receipt = journal::append(&tx, journal.clock(), grant, entry).await?;
            Ok::<_, ImportError>((receipt, ()))
        })
        .await?;
    Ok(fresh)
}

async fn finish(
    journal: &Journal,
    actor: &Actor,
    request: &Request,
    id: Uuid,
    outcome: &Outcome,
) -> Result<(), ImportError> {
    if request.dry_run {
        return Ok(());
    }
    let counts = &serde_json::to_string(outcome).map_err(bulk::BulkError::from)?;
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::ImportOrganisations, &Node).map_err(bulk::BulkError::from)?;
            tables::finish_run(&tx, id).await?;
            let receipt = journal::append(&tx, journal.clock(), grant, entry("registry.finish", id, counts)).await?;
            Ok((receipt, ()))
        })
        .await
}

fn entry(action: &'static str, run: Uuid, says: &str) -> Entry {
    let bytes = serde_json::json!({ "organisations": [], "run": says })
        .to_string()
        .into_bytes();
    Entry {
        action,
        subject: format!("run:{}", crate::platform::id::encode(run)),
        parts: vec![Part { about: None, bytes }],
    }
}

/// Collects records and writes them when there are enough for a tenth of a second.
struct Writer<'a> {
    journal: &'a Journal,
    region: &'a Region,
    actor: &'a Actor,
    request: &'a Request,
    size: usize,
    batch: Vec<Incoming>,
}

impl Writer<'_> {
    async fn take(&mut self, item: Incoming, run: &mut Run) -> Result<Option<Changed>, ImportError> {
        self.batch.push(item);
        if self.batch.len() < self.size {
            Ok(None)
        } else {
            self.flush(run).await.map(Some)
        }
    }

    async fn flush(&mut self, run: &mut Run) -> Result<Changed, ImportError> {
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return Ok(Changed::default());
        }
        let begun = Instant::now();
        let changed = self.write(&batch, run).await?;
        self.adapt(batch.len(), begun.elapsed());
        Ok(changed)
    }

    async fn write(&self, batch: &[Incoming], run: &mut Run) -> Result<Changed, ImportError> {
        let (journal, dry_run, before) = (self.journal, self.request.dry_run, *run);
        let context = Context {
            clock: journal.clock(),
            region: self.region,
            actor: self.actor,
            run: run.id,
        };
        let written = journal
            .batch(|tx| async move {
                let (receipt, changed) = bulk::apply(&tx, context, batch).await?;
                if dry_run {
                    return Err(ImportError::Undo(changed));
                }
                let after = after(before, batch.len(), changed);
                tables::move_run(&tx, &after).await?;
                Ok((receipt, changed))
            })
            .await;
        let changed = match written {
            Ok(changed) | Err(ImportError::Undo(changed)) => changed,
            Err(error) => return Err(error),
        };
        *run = after(before, batch.len(), changed);
        Ok(changed)
    }

    /// Aims at four fifths of the time a batch may take.
    fn adapt(&mut self, records: usize, took: Duration) {
        let aim = BATCH.as_secs_f64() * 0.8;
        let ratio = (aim / took.as_secs_f64().max(0.000_1)).clamp(0.5, 2.0);
        let next = if ratio > 1.2 {
            records * 3 / 2
        } else if ratio < 0.8 {
            records * 2 / 3
        } else {
            records
        };
        self.size = next.clamp(SIZES.0, SIZES.1);
    }
}

fn after(before: Run, records: usize, changed: Changed) -> Run {
    let mut done = before.done;
    done.created += changed.created;
    done.changed += changed.changed;
    done.attached += changed.attached;
    done.unchanged += changed.unchanged;
    Run {
        id: before.id,
        position: before.position + u64::try_from(records).unwrap_or_default(),
        done,
    }
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
        .any(|address| territory_of(region, address) != OUTSIDE)
}

type Rejects = Option<(BufWriter<File>, std::path::PathBuf)>;

fn rejects_file(request: &Request) -> Result<Rejects, ImportError> {
    let Some(path) = request.rejects.clone() else {
        return Ok(None);
    };
    match File::create(&path) {
        Ok(file) => Ok(Some((BufWriter::new(file), path))),
        Err(source) => Err(ImportError::File { path, source }),
    }
}

/// One line of tab-separated text: file, line, reason, excerpt.
fn write_reject(rejects: &mut Rejects, reject: &registers::Reject) -> Result<(), ImportError> {
    let Some((file, path)) = rejects else { return Ok(()) };
    let excerpt: String = reject
        .excerpt
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    writeln!(
        file,
        "{}\t{}\t{}\t{}\t{excerpt}",
        reject.file,
        reject.line,
        reject.reason.code(),
        reject.reason
    )
    .map_err(|source| ImportError::File {
        path: path.clone(),
        source,
    })
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
    let request = Request::of_lines();
    let mut outcome = Outcome {
        register: request.kind.code().to_owned(),
        ..Outcome::default()
    };
    let fingerprint = hex(&Sha256::digest(label));
    let db = journal.database().maintenance();
    if tables::is_finished(db, request.kind.code(), &fingerprint).await? {
        return Ok(outcome);
    }
    let mut run = start(journal, actor, &request, label, &fingerprint).await?;
    outcome.count(run.done);
    let done = usize::try_from(run.position).unwrap_or(usize::MAX);
    let mut writer = Writer {
        journal,
        region,
        actor,
        request: &request,
        size: 100,
        batch: Vec::new(),
    };
    for line in lines.skip(done) {
        let Some(item) = incoming(line, journal.clock().today()) else {
            continue;
        };
        if let Some(changed) = writer.take(item, &mut run).await? {
            outcome.count(changed);
        }
    }
    outcome.count(writer.flush(&mut run).await?);
    finish(journal, actor, &request, run.id, &outcome).await?;
    Ok(outcome)
}

/// A line whose codes are known, dated by its register or else by the day it is read.
fn incoming(line: Line, today: NaiveDate) -> Option<Incoming> {
    let listing = line.listed.map(source::listing).transpose().ok()?;
    Some(Incoming {
        as_of: line.record.as_of.unwrap_or(today),
        record: line.record,
        listing,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

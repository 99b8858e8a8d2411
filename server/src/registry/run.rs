//! One run: read ahead, write in batches, keep the position with each, and say in the end what became of every record.

use std::time::Instant;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use super::course::Course;
use super::extracts::{self, Stored};
use super::line::Line;
use super::model::{ImportError, Kind, Outcome, Request, Step};
use super::rejects::Rejects;
use super::source::{self, Read1, Source, Tail};
use super::tables;
use super::whereabouts;
use super::writer::Writer;
use crate::organisations::bulk::Incoming;
use crate::organisations::model::OUTSIDE;
use crate::organisations::{court_territory, territory_of};
use crate::platform::access::Actor;
use crate::platform::hash::hex;
use crate::platform::journal::Journal;
use crate::platform::region::Region;

/// Batches the reader may be ahead: it reads on while one is written.
const AHEAD: usize = 2;
/// Things read that are handed over together: to wake the other thread for each costs a fifth of reading.
const TOGETHER: usize = 64;
/// Records after which a run tells how far it is, where no batch is written.
const TOLD: u64 = 1000;

/// What the reading thread sends.
enum Message {
    /// What it read, and the bytes read by then and in all.
    Items(Vec<Read1>, (u64, u64)),
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
    let mut course = Course::begin(journal, actor, request).await?;
    let mut outcome = Outcome {
        register: request.kind.code().to_owned(),
        dry_run: request.dry_run,
        as_of: request.as_of,
        ..Outcome::default()
    };
    let done = match carry_out((journal, region, actor), request, watch, &mut course, &mut outcome).await {
        Ok(()) => Ok(outcome),
        Err(error) => Err(error),
    };
    let mut outcome = course.end(done).await?;
    outcome.seconds = begun.elapsed().as_secs_f64();
    Ok(outcome)
}

async fn carry_out(
    (journal, region, actor): (&Journal, &Region, &Actor),
    request: &Request,
    watch: &(dyn Fn(Step) + Send + Sync),
    course: &mut Course<'_>,
    outcome: &mut Outcome,
) -> Result<(), ImportError> {
    let opened = {
        let (request, stored) = (request.clone(), Stored::new(journal.database().reader()));
        tokio::task::spawn_blocking(move || source::open(&request, stored))
    };
    let stop = course.stop();
    let source = tokio::select! {
        biased;
        () = stop.cancelled() => return Err(ImportError::Cancelled(0)),
        opened = opened => opened.map_err(|_| ImportError::ReaderGone)??,
    };
    let extract = source.extract().unwrap_or_default();
    if extract.is_update {
        let last = tables::last_extract(journal.database().reader(), request.kind.code()).await?;
        extracts::check(extract, last)?;
    }
    let mut run = course.opened(&fingerprint_of(request, &source)).await?;
    if extract.is_update {
        // What an update makes of a record depends on what is stored: it begins anew, and what was written is unchanged.
        run = tables::Run::new(run.id, run.holder);
    }
    // Of a part of an extract nobody can say what the next update changes.
    course
        .numbered(extract.number.filter(|_| request.limit.is_none()))
        .await?;
    outcome.resumed_after = run.position;
    let mut reading = Reading {
        region,
        request,
        watch,
        course,
        rejects: Rejects::open(request.rejects.as_deref())?,
        writer: Writer::new((journal, region, actor), (run, course.stop()), request.dry_run),
        step: Step::default(),
        outcome,
        records: 0,
    };
    let ahead = (AHEAD * reading.writer.most()).div_ceil(TOGETHER);
    let read = reading.all(read_ahead(source, ahead)).await;
    reading.course.tell(reading.step, reading.outcome);
    let run = *reading.writer.run();
    course.moved(run);
    outcome.count(run.done);
    read
}

/// A folder for sorting, beside the rows where they are in one.
///
/// # Errors
/// When it cannot be made.
pub fn scratch(journal: &Journal) -> std::io::Result<tempfile::TempDir> {
    match journal.database().folder() {
        Some(folder) => tempfile::Builder::new().prefix("import-").tempdir_in(folder),
        None => tempfile::Builder::new().prefix("passerelle-import-").tempdir(),
    }
}

/// An import while it reads.
struct Reading<'a> {
    region: &'a Region,
    request: &'a Request,
    watch: &'a (dyn Fn(Step) + Send + Sync),
    course: &'a Course<'a>,
    rejects: Rejects,
    writer: Writer<'a>,
    step: Step,
    outcome: &'a mut Outcome,
    /// Records that were not left out, from the first of the input on.
    records: u64,
}

impl Reading<'_> {
    async fn all(&mut self, mut messages: mpsc::Receiver<Message>) -> Result<(), ImportError> {
        let stop = self.course.stop();
        loop {
            let message = tokio::select! {
                biased;
                () = stop.cancelled() => return Err(ImportError::Cancelled(self.writer.run().position)),
                message = messages.recv() => message,
            };
            match message.ok_or(ImportError::ReaderGone)? {
                Message::Failed(error) => return Err(error),
                Message::Items(items, bytes) => {
                    for item in items {
                        if self.request.limit.is_some_and(|limit| self.outcome.read >= limit) {
                            return self.rest().await;
                        }
                        self.item(item, bytes).await?;
                        if stop.is_cancelled() {
                            break;
                        }
                    }
                }
                Message::End(tail) => {
                    self.outcome.rows = tail.rows;
                    self.outcome.ignored = tail.ignored;
                    self.step.done = self.step.total;
                    return self.rest().await;
                }
            }
        }
    }

    /// Writes what is read and not written yet.
    async fn rest(&mut self) -> Result<(), ImportError> {
        self.writer.flush().await?;
        self.rejects.flush()
    }

    async fn item(&mut self, item: Read1, (done, total): (u64, u64)) -> Result<(), ImportError> {
        let wrote = match item {
            Read1::Rejected(reject) => {
                self.outcome.rejected += 1;
                self.course.reject(&reject);
                self.rejects.add(&reject)?;
                false
            }
            Read1::Skipped(reason) => {
                self.outcome.read += 1;
                self.outcome.skip(reason);
                false
            }
            Read1::Record(item) => {
                self.outcome.read += 1;
                self.record(*item).await?
            }
        };
        self.step = Step {
            done,
            total,
            records: self.outcome.read,
        };
        if wrote {
            (self.watch)(self.step);
        }
        if wrote || (self.outcome.read + self.outcome.rejected).is_multiple_of(TOLD) {
            self.course.tell(self.step, self.outcome);
        }
        Ok(())
    }

    /// Writes a record that an interrupted run had not written; true where a batch was.
    async fn record(&mut self, mut item: Incoming) -> Result<bool, ImportError> {
        // What is known and has left the region is still told of.
        item.only_known = self.request.region_only && !touches(self.region, &item);
        if !item.only_known {
            self.outcome.newest = self.outcome.newest.max(Some(item.as_of));
        }
        if self.request.dry_run && !item.only_known {
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
    let register = Kind::Lines.code();
    if tables::is_finished(journal.database().maintenance(), register, &fingerprint).await? {
        return Ok(outcome);
    }
    let request = Request::of(Kind::Lines, label.into());
    let mut course = Course::begin(journal, actor, &request).await?;
    let run = course.opened(&fingerprint).await?;
    let done = usize::try_from(run.position).unwrap_or(usize::MAX);
    let mut writer = Writer::new((journal, region, actor), (run, course.stop()), false);
    for item in lines
        .filter_map(|line| incoming(line, journal.clock().today()))
        .skip(done)
    {
        writer.take(item).await?;
    }
    writer.flush().await?;
    outcome.count(writer.run().done);
    outcome.read = writer.run().position;
    course.end(Ok(outcome)).await
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

fn read_ahead(mut source: Source, messages: usize) -> mpsc::Receiver<Message> {
    let (sender, receiver) = mpsc::channel(messages);
    tokio::task::spawn_blocking(move || {
        loop {
            let (items, end) = read_some(&mut source);
            // Nobody listens any more: the run has ended or failed.
            if sender.blocking_send(Message::Items(items, source.progress())).is_err() {
                return;
            }
            if let Some(end) = end {
                let _ = sender.blocking_send(end);
                return;
            }
        }
    });
    receiver
}

/// What comes next, and how it ends where it does.
fn read_some(source: &mut Source) -> (Vec<Read1>, Option<Message>) {
    let mut items = Vec::with_capacity(TOGETHER);
    while items.len() < TOGETHER {
        match source.next() {
            Some(Ok(item)) => items.push(item),
            Some(Err(error)) => return (items, Some(Message::Failed(error))),
            None => return (items, Some(Message::End(source.tail()))),
        }
    }
    (items, None)
}

/// Whether any place of the record lies in a territory of the region.
fn touches(region: &Region, item: &Incoming) -> bool {
    item.record
        .places()
        .any(|address| territory_of(region, &item.record, address) != OUTSIDE)
        || court_territory(region, &item.record).is_some()
}

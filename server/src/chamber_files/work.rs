//! What was ordered is done: a task of the server, batch by batch, each one transaction that also keeps how far it came. One
//! that was cut off goes on there. People's writes go first, as before an import of a register.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::actions::{FileError, entry};
use super::look::{Row, rows};
use super::model::{BATCH, Counts, FileId, Mapping, State};
use super::queries::{File, read, there};
use super::reading::Sheet;
use super::rules::{Entry, Fate, judge};
use super::tables::{file, row};
use crate::organisations::actions::{Filed, Filing, TakenBack, file as write_filed, take_back};
use crate::organisations::bulk::{BulkError, Context};
use crate::organisations::model::OrganisationId;
use crate::platform::access::{self, Action, Actor, Grant, Node, Purpose};
use crate::platform::database::Tx;
use crate::platform::files::Files;
use crate::platform::journal::{self, Journal, Receipt};
use crate::platform::region::Region;

/// How often it is looked for work nobody told of.
const ASK: Duration = Duration::from_secs(10);

/// What the work takes.
#[derive(Clone)]
pub struct Worker {
    /// Rows and their journal.
    pub journal: Journal,
    /// Territories, chambers, shelf lives.
    pub region: Arc<Region>,
    /// Where the plain tables lie.
    pub files: Files,
}

/// Does what was ordered until the process ends.
pub async fn follow(worker: Worker) {
    let mut changes = worker.journal.changes();
    loop {
        if let Err(error) = worker.run_due().await {
            tracing::error!(%error, "a chamber's file could not be worked on; it is tried again");
        }
        changes.next(ASK).await;
    }
}

impl Worker {
    /// Does all that is ordered; how many files came to their end.
    ///
    /// # Errors
    /// See [`FileError`]; what was begun goes on the next time.
    pub async fn run_due(&self) -> Result<usize, FileError> {
        let open = [State::Importing, State::Undoing].map(State::code);
        let due = file::Entity::find()
            .filter(file::Column::State.is_in(open))
            .order_by_asc(file::Column::ChangedAt)
            .all(self.journal.database().reader())
            .await?;
        let mut done = 0;
        for row in due {
            let id = FileId(row.id);
            match self.run(row).await {
                Ok(()) => done += 1,
                // Another chamber's file does not wait for this one.
                Err(error) => tracing::error!(file = %id, %error, "a chamber's file could not be worked on"),
            }
        }
        Ok(done)
    }

    async fn run(&self, row: file::Model) -> Result<(), FileError> {
        if row.state == State::Importing.code() {
            return self.import(row.try_into()?).await;
        }
        while self.undo_batch(FileId(row.id)).await? {}
        Ok(())
    }

    async fn import(&self, file: File) -> Result<(), FileError> {
        let (sheet, rows) = rows(&self.files, &self.region, &file).await?;
        while self.import_batch(file.id, &sheet, &rows).await? {}
        Ok(())
    }

    /// The next rows. False: none is left.
    async fn import_batch(&self, id: FileId, sheet: &Sheet, rows: &[Row]) -> Result<bool, FileError> {
        self.journal
            .batch(|tx| async move {
                let row = load(&tx, id).await?;
                if row.state != State::Importing.code() {
                    // Another node has done it.
                    return Err(FileError::Moved);
                }
                let begin = usize::try_from(row.position).unwrap_or_default();
                let end = rows.len().min(begin + BATCH);
                let counts = self.take(&tx, &row, (sheet, rows), begin..end).await?;
                let is_last = end == rows.len();
                let row = file::Model {
                    position: i64::try_from(end).unwrap_or(i64::MAX),
                    counts: serde_json::to_string(&counts)?,
                    state: if is_last { State::Imported } else { State::Importing }
                        .code()
                        .to_owned(),
                    changed_at: tx.now(),
                    ended_at: is_last.then_some(tx.now()),
                    ..row
                };
                let receipt = self.tell(&tx, "chamber_files.rows", &row).await?;
                row.into_active_model().reset_all().update(tx.connection()).await?;
                Ok((receipt, !is_last))
            })
            .await
            .or_else(|error| match error {
                FileError::Moved => Ok(false),
                error => Err(error),
            })
    }

    async fn take(
        &self,
        tx: &Tx,
        file: &file::Model,
        (sheet, rows): (&Sheet, &[Row]),
        range: std::ops::Range<usize>,
    ) -> Result<Counts, FileError> {
        let mut counts: Counts = read(&file.counts)?;
        let mapping: Mapping = read(&file.mapping)?;
        let rows = rows.get(range.clone()).unwrap_or_default();
        let there = there(
            tx.connection(),
            &file.chamber,
            rows.iter().filter_map(|row| row.as_ref().ok()),
        )
        .await?;
        for (place, read) in range.zip(rows) {
            let line = sheet.rows.get(place).map_or(0, |row| row.line);
            let judged = judge(place, read.clone(), &there, (&mapping, &file.chamber));
            let (entry, target) = match (judged.entry, judged.fate) {
                (Some(entry), Fate::New) => (entry, None),
                (Some(entry), Fate::Attaches(id, _) | Fate::Changes(id, _) | Fate::Same(id)) => (entry, Some(id)),
                _ => {
                    counts.wrong += 1;
                    continue;
                }
            };
            match self.write(tx, file, &mapping, &entry, target).await {
                Ok(Some(filing)) => {
                    let outcome = count(&mut counts, &filing);
                    keep(tx, file.id, line, &entry, outcome, &filing).await?;
                }
                Ok(None) => counts.unchanged += 1,
                // A colleague was quicker.
                Err(BulkError::Rule(_)) => counts.wrong += 1,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(counts)
    }

    async fn write(
        &self,
        tx: &Tx,
        file: &file::Model,
        mapping: &Mapping,
        entry: &Entry,
        target: Option<OrganisationId>,
    ) -> Result<Option<Filing>, BulkError> {
        let filed = Filed {
            chamber: &file.chamber,
            kind: entry.kind.unwrap_or(mapping.kind),
            numbers: &entry.numbers,
            facts: &entry.facts,
        };
        let actor = importer();
        write_filed(tx, self.context(&actor, file.id), right()?, target, filed).await
    }

    /// The last rows that are not yet taken back. False: none is left.
    async fn undo_batch(&self, id: FileId) -> Result<bool, FileError> {
        self.journal
            .batch(|tx| async move {
                let file = load(&tx, id).await?;
                if file.state != State::Undoing.code() {
                    return Err(FileError::Moved);
                }
                let mut counts: Counts = read(&file.counts)?;
                let rows = row::Entity::find()
                    .filter(row::Column::FileId.eq(id.0))
                    .filter(row::Column::Outcome.is_not_in(["undone", "kept"]))
                    .order_by_desc(row::Column::Line)
                    .limit(u64::try_from(BATCH).unwrap_or(u64::MAX))
                    .all(tx.connection())
                    .await?;
                let is_last = rows.len() < BATCH;
                for row in rows {
                    self.undo_row(&tx, row, &mut counts).await?;
                }
                let file = file::Model {
                    counts: serde_json::to_string(&counts)?,
                    state: if is_last { State::Undone } else { State::Undoing }.code().to_owned(),
                    changed_at: tx.now(),
                    ended_at: is_last.then_some(tx.now()),
                    ..file
                };
                let receipt = self.tell(&tx, "chamber_files.rows_undone", &file).await?;
                file.into_active_model().reset_all().update(tx.connection()).await?;
                Ok((receipt, !is_last))
            })
            .await
            .or_else(|error| match error {
                FileError::Moved => Ok(false),
                error => Err(error),
            })
    }

    async fn undo_row(&self, tx: &Tx, row: row::Model, counts: &mut Counts) -> Result<(), FileError> {
        let actor = importer();
        let taken = match &row.undo {
            Some(undo) => {
                let filing: Filing = read(undo)?;
                take_back(tx, self.context(&actor, row.file_id), right()?, &filing).await?
            }
            None => TakenBack::Kept,
        };
        let outcome = match taken {
            TakenBack::Undone => {
                counts.undone += 1;
                "undone"
            }
            TakenBack::Kept => {
                counts.kept += 1;
                "kept"
            }
        };
        let row = row::Model {
            outcome: outcome.to_owned(),
            ..row
        };
        row.into_active_model().reset_all().update(tx.connection()).await?;
        Ok(())
    }

    fn context<'a>(&'a self, actor: &'a Actor, run: Uuid) -> Context<'a> {
        Context {
            clock: self.journal.clock(),
            region: &self.region,
            actor,
            run,
        }
    }

    async fn tell(&self, tx: &Tx, action: &'static str, row: &file::Model) -> Result<Receipt, FileError> {
        let grant = right().map_err(FileError::Bulk)?;
        Ok(journal::append(tx, self.journal.clock(), grant, entry(action, row)).await?)
    }
}

/// The person who ordered it is in the journal with the order; the rows are the platform's work.
const fn importer() -> Actor {
    Actor::system(Purpose::Import)
}

fn right() -> Result<Grant, BulkError> {
    Ok(access::decide(&importer(), Action::ImportOrganisations, &Node)?)
}

async fn load(tx: &Tx, id: FileId) -> Result<file::Model, FileError> {
    let found = file::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    found.ok_or(FileError::Moved)
}

fn count(counts: &mut Counts, filing: &Filing) -> &'static str {
    let (counted, outcome) = if filing.is_new() {
        (&mut counts.created, "created")
    } else if filing.is_listing() {
        (&mut counts.attached, "attached")
    } else {
        (&mut counts.changed, "changed")
    };
    *counted += 1;
    outcome
}

async fn keep(
    tx: &Tx,
    file: Uuid,
    line: usize,
    entry: &Entry,
    outcome: &str,
    filing: &Filing,
) -> Result<(), FileError> {
    let row = row::Model {
        file_id: file,
        line: i64::try_from(line).unwrap_or(i64::MAX),
        organisation_id: filing.organisation().0,
        row_key: entry.key.clone(),
        outcome: outcome.to_owned(),
        undo: Some(serde_json::to_string(filing)?),
    };
    row.into_active_model().reset_all().insert(tx.connection()).await?;
    Ok(())
}

//! What pages read of runs: lists, one with its rejected rows, the last of each register.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, QueryResult};
use serde::Serialize;
use uuid::Uuid;

use super::model::{Asked, Failure, OF_WRITER, Outcome, RunId, RunState, Step};
use super::pulse::SILENT;
use super::tables::{signed, unsigned};
use crate::organisations::bulk::Changed;
use crate::organisations::from_days;
use crate::platform::access::Grant;
use crate::platform::database::{DatabaseError, Sql};

/// Runs of the list; those before are in the journal.
const MOST: i64 = 100;

const LISTED: Sql = Sql::both(
    "SELECT id, register, source, as_of, started_at, position, counts, state, asked, actor, begun_at, seen_at, cancel_at,
            bytes_done, bytes_total, outcome, failure, joined_to
     FROM import_run WHERE state <> 'joined' ORDER BY started_at DESC, id DESC LIMIT $1",
);
const ONE: Sql = Sql::both(
    "SELECT id, register, source, as_of, started_at, position, counts, state, asked, actor, begun_at, seen_at, cancel_at,
            bytes_done, bytes_total, outcome, failure, joined_to
     FROM import_run WHERE id = $1",
);
/// Of each register the run that ended last.
const LAST: Sql = Sql::both(
    "SELECT id, register, source, as_of, started_at, position, counts, state, asked, actor, begun_at, seen_at, cancel_at,
            bytes_done, bytes_total, outcome, failure, joined_to
     FROM import_run r WHERE state = 'finished' AND NOT EXISTS
       (SELECT 1 FROM import_run l WHERE l.register = r.register AND l.state = 'finished'
        AND (l.finished_at > r.finished_at OR (l.finished_at = r.finished_at AND l.id > r.id)))",
);
const ALIVE: Sql = Sql::both("SELECT id FROM import_run WHERE state = 'running' AND seen_at > $1 LIMIT 1");
const REJECTS: Sql =
    Sql::both("SELECT file, line, code, reason FROM import_reject WHERE run_id = $1 ORDER BY position LIMIT $2");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[LISTED, ONE, LAST, ALIVE, REJECTS];

/// A run as it is shown.
#[derive(Clone, Debug)]
pub(super) struct RunView {
    pub(super) id: RunId,
    pub(super) register: String,
    /// The name of its file or folder.
    pub(super) source: String,
    pub(super) as_of: Option<NaiveDate>,
    pub(super) started_at: i64,
    /// When it was last begun or resumed.
    pub(super) begun_at: i64,
    /// Its last sign of life, or its end.
    pub(super) seen_at: i64,
    /// Records written.
    pub(super) written: u64,
    pub(super) counts: Changed,
    pub(super) outcome: Outcome,
    pub(super) step: Step,
    pub(super) asked: Asked,
    /// As the journal names who wanted it.
    pub(super) actor: String,
    pub(super) failure: Option<Failure>,
    pub(super) joined_to: Option<RunId>,
    state: RunState,
    cancelling: bool,
}

crate::words! {
    /// Where a run stands, as people are told.
    Shown {
        /// It goes on.
        Running = "running",
        /// It was asked to stop and is at its last batch.
        Stopping = "stopping",
        /// Its process is gone without a word.
        Interrupted = "interrupted",
        /// Somebody stopped it.
        Cancelled = "cancelled",
        /// It could not go on.
        Failed = "failed",
        /// It came to its end.
        Finished = "finished",
    }
}

impl Shown {
    /// Whether it is driven by some process now.
    pub(super) const fn is_alive(self) -> bool {
        matches!(self, Self::Running | Self::Stopping)
    }

    /// Whether it can be gone on with.
    pub(super) const fn can_resume(self) -> bool {
        matches!(self, Self::Interrupted | Self::Cancelled | Self::Failed)
    }
}

impl RunView {
    fn read(row: &QueryResult) -> Result<Self, DatabaseError> {
        let text = |column| row.try_get_by_index::<String>(column);
        let source = text(2)?;
        let outcome: Outcome = serde_json::from_str(&text(15)?).unwrap_or_default();
        let as_of: Option<i64> = row.try_get_by_index(3)?;
        let failure: Option<String> = row.try_get_by_index(16)?;
        Ok(Self {
            id: RunId(row.try_get_by_index(0)?),
            register: text(1)?,
            source: source.rsplit('/').next().unwrap_or_default().to_owned(),
            as_of: outcome.newest.or_else(|| as_of.map(from_days)),
            started_at: row.try_get_by_index(4)?,
            written: unsigned(row, 5)?,
            counts: serde_json::from_str(&text(6)?).unwrap_or_default(),
            state: RunState::from_code(&text(7)?).unwrap_or(RunState::Failed),
            asked: serde_json::from_str(&text(8)?).unwrap_or_default(),
            actor: text(9)?,
            begun_at: row.try_get_by_index(10)?,
            seen_at: row.try_get_by_index(11)?,
            cancelling: row.try_get_by_index::<Option<i64>>(12)?.is_some(),
            step: Step {
                done: unsigned(row, 13)?,
                total: unsigned(row, 14)?,
                records: outcome.read,
            },
            failure: failure.and_then(|json| serde_json::from_str(&json).ok()),
            joined_to: row.try_get_by_index::<Option<Uuid>>(17)?.map(RunId),
            outcome,
        })
    }

    /// Where it stands at a time.
    pub(super) const fn shown(&self, now: i64) -> Shown {
        match self.state {
            RunState::Running if self.seen_at <= now - SILENT => Shown::Interrupted,
            RunState::Running if self.cancelling => Shown::Stopping,
            RunState::Running => Shown::Running,
            RunState::Cancelled => Shown::Cancelled,
            RunState::Failed => Shown::Failed,
            RunState::Finished | RunState::Joined => Shown::Finished,
        }
    }

    /// Records read: what was written is known at once, how many were left out within a second.
    pub(super) fn records(&self) -> u64 {
        // What the writer left out is in what it has done.
        let skipped = self.outcome.skipped.iter();
        let skipped: u64 = skipped
            .filter(|(reason, _)| !OF_WRITER.contains(&reason.as_str()))
            .map(|(_, count)| count)
            .sum();
        self.step.records.max(self.written + skipped)
    }

    /// Microseconds that are left at the pace so far; none where nothing is known of it.
    pub(super) fn left(&self) -> Option<u64> {
        let took = u64::try_from(self.seen_at - self.begun_at).ok()?;
        let rest = self.step.total.checked_sub(self.step.done)?;
        took.checked_mul(rest)?.checked_div(self.step.done)
    }

    /// Records a second so far.
    pub(super) fn rate(&self) -> Option<u64> {
        let took = u64::try_from(self.seen_at - self.begun_at).ok()?;
        self.step.records.checked_mul(1_000_000)?.checked_div(took)
    }
}

/// A rejected row.
#[derive(Clone, Debug)]
pub(super) struct RejectView {
    pub(super) file: String,
    pub(super) line: u64,
    pub(super) code: String,
    pub(super) reason: String,
}

/// The newest runs, the newest first.
pub(super) async fn runs(db: &impl ConnectionTrait) -> Result<Vec<RunView>, DatabaseError> {
    LISTED
        .all(db, vec![MOST.into()])
        .await?
        .iter()
        .map(RunView::read)
        .collect()
}

/// A run as the command line lists it.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Its id.
    pub id: RunId,
    /// `running`, `stopping`, `interrupted`, `cancelled`, `failed` or `finished`.
    pub state: &'static str,
    /// Word of the register.
    pub register: String,
    /// The name of its file or folder.
    pub source: String,
    /// Records read.
    pub read: u64,
    /// Rejected rows.
    pub rejected: u64,
    /// Why it failed, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The newest runs, the newest first, where they stand at a time.
///
/// # Errors
/// When the database refuses.
pub async fn lines(db: &impl ConnectionTrait, now: i64) -> Result<Vec<Line>, DatabaseError> {
    let line = |run: RunView| Line {
        id: run.id,
        state: run.shown(now).code(),
        read: run.records(),
        rejected: run.outcome.rejected,
        register: run.register,
        source: run.source,
        reason: run.failure.map(|failure| failure.detail),
    };
    Ok(runs(db).await?.into_iter().map(line).collect())
}

pub(super) async fn run(db: &impl ConnectionTrait, id: RunId) -> Result<Option<RunView>, DatabaseError> {
    ONE.one(db, vec![id.0.into()])
        .await?
        .as_ref()
        .map(RunView::read)
        .transpose()
}

/// The last run of each register that came to its end.
pub(super) async fn last_runs(db: &impl ConnectionTrait) -> Result<Vec<RunView>, DatabaseError> {
    LAST.all(db, vec![]).await?.iter().map(RunView::read).collect()
}

/// Some run that goes on.
pub(super) async fn alive(db: &impl ConnectionTrait, now: i64) -> Result<Option<RunId>, DatabaseError> {
    match ALIVE.one(db, vec![(now - SILENT).into()]).await? {
        Some(row) => Ok(Some(RunId(row.try_get_by_index(0)?))),
        None => Ok(None),
    }
}

/// The first rejected rows of a run.
pub(super) async fn rejects(
    db: &impl ConnectionTrait,
    id: RunId,
    limit: usize,
) -> Result<Vec<RejectView>, DatabaseError> {
    let limit = signed(u64::try_from(limit).unwrap_or(u64::MAX));
    let rows = REJECTS.all(db, vec![id.0.into(), limit.into()]).await?;
    let read = |row: &QueryResult| {
        Ok(RejectView {
            file: row.try_get_by_index(0)?,
            line: unsigned(row, 1)?,
            code: row.try_get_by_index(2)?,
            reason: row.try_get_by_index(3)?,
        })
    };
    rows.iter().map(read).collect()
}

/// An import that goes on.
#[derive(Clone, Debug)]
pub struct GoingOn {
    /// Which.
    pub id: RunId,
    /// Its file or folder.
    pub source: String,
    /// Records read so far.
    pub read: u64,
}

/// The imports that go on, whichever process drives them, for whoever may see what the service does.
///
/// # Errors
/// When the database refuses.
pub async fn going_on(_: &Grant, db: &impl ConnectionTrait, now: i64) -> Result<Vec<GoingOn>, DatabaseError> {
    let runs = runs(db).await?.into_iter().filter(|run| run.shown(now).is_alive());
    let going_on = runs.map(|run| GoingOn {
        id: run.id,
        read: run.records(),
        source: run.source,
    });
    Ok(going_on.collect())
}

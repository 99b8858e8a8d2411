//! Rows of runs: how one begins, is held by a process, moves and ends. What pages read of them is in `queries.rs`.

use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::model::{Failure, Outcome, RunState, Step};
use super::rejects::KeptReject;
use crate::organisations::bulk::Changed;
use crate::platform::database::{DatabaseError, Insert, Sql, Tx};

/// Rejected rows one statement writes.
const REJECTS: Insert = Insert {
    table: "import_reject",
    columns: &["run_id", "position", "file", "line", "code", "reason"],
};
const UNFINISHED: Sql = Sql::both(
    "SELECT id, seen_at, state FROM import_run WHERE register = $1 AND fingerprint = $2 AND id <> $3
     AND state IN ('running', 'cancelled', 'failed') ORDER BY started_at DESC LIMIT 1",
);
const FINISHED: Sql =
    Sql::both("SELECT count(*) FROM import_run WHERE register = $1 AND fingerprint = $2 AND state = 'finished'");
const START: Sql = Sql::both(
    "INSERT INTO import_run (id, register, source, fingerprint, as_of, started_at, finished_at, position, counts,
                             state, asked, actor, begun_at, seen_at)
     VALUES ($1, $2, $3, $4, $5, $6, NULL, 0, '{}', 'running', $7, $8, $6, $6)",
);
/// Somebody wants it to go on: nothing of how it ended stays.
const REVIVE: Sql = Sql::both(
    "UPDATE import_run SET state = 'running', holder = NULL, cancel_at = NULL, failure = NULL, begun_at = $2, seen_at = $2,
                           bytes_done = 0, actor = $3
     WHERE id = $1 AND state IN ('running', 'cancelled', 'failed')",
);
/// From here on only this process moves it: a batch of whoever held it before no longer commits.
const HOLD: Sql = Sql::both(
    "UPDATE import_run SET holder = $2, seen_at = $3 WHERE id = $1 AND state = 'running'
     RETURNING position, counts, fingerprint",
);
const DROP_REJECTS: Sql = Sql::both("DELETE FROM import_reject WHERE run_id = $1");
const NAME: Sql = Sql::both("UPDATE import_run SET fingerprint = $3 WHERE id = $1 AND holder = $2");
const NUMBER: Sql = Sql::both("UPDATE import_run SET extract_number = $3 WHERE id = $1 AND holder = $2");
const LAST_EXTRACT: Sql = Sql::both(
    "SELECT extract_number FROM import_run
     WHERE register = $1 AND state = 'finished' AND extract_number IS NOT NULL
     ORDER BY finished_at DESC, id DESC LIMIT 1",
);
const JOIN: Sql =
    Sql::both("UPDATE import_run SET state = 'joined', joined_to = $2, seen_at = $3, finished_at = $3 WHERE id = $1");
const MOVE: Sql =
    Sql::both("UPDATE import_run SET position = $2, counts = $3 WHERE id = $1 AND holder = $4 RETURNING cancel_at");
const BEAT: Sql = Sql::both(
    "UPDATE import_run SET seen_at = $3, bytes_done = $4, bytes_total = $5, outcome = $6
     WHERE id = $1 AND holder = $2 AND state = 'running' RETURNING cancel_at",
);
const END: Sql = Sql::both(
    "UPDATE import_run SET state = $3, seen_at = $4, finished_at = $5, outcome = $6, failure = $7, bytes_done = $8,
                           bytes_total = $9
     WHERE id = $1 AND holder = $2",
);
const CANCEL: Sql = Sql::both(
    "UPDATE import_run SET cancel_at = $2 WHERE id = $1 AND state = 'running' AND cancel_at IS NULL AND seen_at > $3",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[
    UNFINISHED,
    FINISHED,
    START,
    REVIVE,
    HOLD,
    DROP_REJECTS,
    NAME,
    NUMBER,
    LAST_EXTRACT,
    JOIN,
    MOVE,
    BEAT,
    END,
    CANCEL,
];

/// A run as the process that drives it knows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) id: Uuid,
    /// What this process holds it by.
    pub(super) holder: Uuid,
    /// Records committed.
    pub(super) position: u64,
    /// What became of them.
    pub(super) done: Changed,
}

impl Run {
    /// One that has written nothing yet.
    pub(super) fn new(id: Uuid, holder: Uuid) -> Self {
        Self {
            id,
            holder,
            position: 0,
            done: Changed::default(),
        }
    }
}

/// What a run is about.
pub(super) struct Start<'a> {
    pub(super) register: &'a str,
    pub(super) source: &'a str,
    /// Empty until the input was opened.
    pub(super) fingerprint: &'a str,
    pub(super) as_of: Option<i64>,
    /// The request, so that another process can go on with it.
    pub(super) asked: &'a str,
    /// As the journal names who wants it.
    pub(super) actor: &'a str,
}

/// The newest run of the same input that did not come to its end, other than `not`; and whether it was seen after `since`.
pub(super) async fn find_unfinished(
    db: &impl ConnectionTrait,
    (register, fingerprint): (&str, &str),
    not: Uuid,
    since: i64,
) -> Result<Option<(Uuid, bool)>, DatabaseError> {
    let values = vec![register.into(), fingerprint.into(), not.into()];
    let Some(row) = UNFINISHED.one(db, values).await? else {
        return Ok(None);
    };
    let is_running = row.try_get_by_index::<String>(2)? == RunState::Running.code();
    let alive = is_running && row.try_get_by_index::<i64>(1)? > since;
    Ok(Some((row.try_get_by_index(0)?, alive)))
}

/// Whether a run of the same input came to its end.
pub(super) async fn is_finished(
    db: &impl ConnectionTrait,
    register: &str,
    fingerprint: &str,
) -> Result<bool, DatabaseError> {
    match FINISHED.one(db, vec![register.into(), fingerprint.into()]).await? {
        Some(row) => Ok(row.try_get_by_index::<i64>(0)? > 0),
        None => Ok(false),
    }
}

pub(super) async fn create_run(tx: &Tx, id: Uuid, start: &Start<'_>) -> Result<(), DatabaseError> {
    let values = vec![
        id.into(),
        start.register.into(),
        start.source.into(),
        start.fingerprint.into(),
        start.as_of.into(),
        tx.now().into(),
        start.asked.into(),
        start.actor.into(),
    ];
    START.run(tx.connection(), values).await?;
    Ok(())
}

/// False where it came to its end, or was joined to another.
pub(super) async fn revive_run(tx: &Tx, id: Uuid, actor: &str) -> Result<bool, DatabaseError> {
    let values = vec![id.into(), tx.now().into(), actor.into()];
    Ok(REVIVE.run(tx.connection(), values).await? > 0)
}

/// Takes a run over, with the fingerprint its input had; its rejected rows are listed anew.
pub(super) async fn hold_run(tx: &Tx, id: Uuid, holder: Uuid) -> Result<Option<(Run, String)>, DatabaseError> {
    let values = vec![id.into(), holder.into(), tx.now().into()];
    let Some(row) = HOLD.one(tx.connection(), values).await? else {
        return Ok(None);
    };
    DROP_REJECTS.run(tx.connection(), vec![id.into()]).await?;
    let run = Run {
        id,
        holder,
        position: unsigned(&row, 0)?,
        done: serde_json::from_str(&row.try_get_by_index::<String>(1)?).unwrap_or_default(),
    };
    Ok(Some((run, row.try_get_by_index(2)?)))
}

pub(super) async fn name_run(tx: &Tx, run: &Run, fingerprint: &str) -> Result<(), DatabaseError> {
    let values = vec![run.id.into(), run.holder.into(), fingerprint.into()];
    NAME.run(tx.connection(), values).await?;
    Ok(())
}

/// The run reads the extract with that number.
pub(super) async fn number_run(tx: &Tx, run: &Run, extract: u32) -> Result<(), DatabaseError> {
    let values = vec![run.id.into(), run.holder.into(), i64::from(extract).into()];
    NUMBER.run(tx.connection(), values).await?;
    Ok(())
}

/// The extract of the register that was read last to its end.
pub(super) async fn last_extract(db: &impl ConnectionTrait, register: &str) -> Result<Option<u32>, DatabaseError> {
    match LAST_EXTRACT.one(db, vec![register.into()]).await? {
        Some(row) => Ok(u32::try_from(row.try_get_by_index::<i64>(0)?).ok()),
        None => Ok(None),
    }
}

/// What was asked for is what `to` began: that one goes on.
pub(super) async fn join_run(tx: &Tx, id: Uuid, to: Uuid) -> Result<(), DatabaseError> {
    JOIN.run(tx.connection(), vec![id.into(), to.into(), tx.now().into()])
        .await?;
    Ok(())
}

/// Whether it is to stop, asked for by somebody; nothing where another process holds the run: its batch must not commit.
pub(super) async fn move_run(tx: &Tx, run: &Run) -> Result<Option<bool>, DatabaseError> {
    let counts = serde_json::to_string(&run.done).unwrap_or_default();
    let values = vec![
        run.id.into(),
        signed(run.position).into(),
        counts.into(),
        run.holder.into(),
    ];
    is_asked_to_stop(MOVE.one(tx.connection(), values).await?)
}

/// What a sign of life says.
pub(super) struct Sign<'a> {
    pub(super) step: Step,
    pub(super) outcome: &'a Outcome,
    /// Rejected rows that are not written yet, and the number of the first.
    pub(super) rejects: (usize, &'a [KeptReject]),
}

/// Whether it is to stop, asked for by somebody; nothing where another process holds the run.
pub(super) async fn beat_run(tx: &Tx, run: &Run, sign: &Sign<'_>) -> Result<Option<bool>, DatabaseError> {
    let values = vec![
        run.id.into(),
        run.holder.into(),
        tx.now().into(),
        signed(sign.step.done).into(),
        signed(sign.step.total).into(),
        json(sign.outcome).into(),
    ];
    let asked = is_asked_to_stop(BEAT.one(tx.connection(), values).await?)?;
    if asked.is_some() {
        add_rejects(tx, run.id, sign.rejects).await?;
    }
    Ok(asked)
}

/// Of a row that says since when.
fn is_asked_to_stop(row: Option<QueryResult>) -> Result<Option<bool>, DatabaseError> {
    let since = row.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?;
    Ok(since.map(|since| since.is_some()))
}

/// False where another process holds the run.
pub(super) async fn end_run(
    tx: &Tx,
    run: &Run,
    sign: &Sign<'_>,
    (state, failure): (RunState, Option<&Failure>),
) -> Result<bool, DatabaseError> {
    let finished = (state == RunState::Finished).then(|| tx.now());
    let values = vec![
        run.id.into(),
        run.holder.into(),
        state.code().into(),
        tx.now().into(),
        finished.into(),
        json(sign.outcome).into(),
        failure.map(json).into(),
        signed(sign.step.done).into(),
        signed(sign.step.total).into(),
    ];
    let held = END.run(tx.connection(), values).await? > 0;
    if held {
        add_rejects(tx, run.id, sign.rejects).await?;
    }
    Ok(held)
}

/// Asks a living run to stop; false where there is none, or it was asked before.
pub(super) async fn cancel_run(tx: &Tx, id: Uuid, since: i64) -> Result<bool, DatabaseError> {
    let values = vec![id.into(), tx.now().into(), since.into()];
    Ok(CANCEL.run(tx.connection(), values).await? > 0)
}

async fn add_rejects(tx: &Tx, run: Uuid, (first, rejects): (usize, &[KeptReject])) -> Result<(), DatabaseError> {
    let mut values = Vec::with_capacity(rejects.len() * REJECTS.columns.len());
    for (place, reject) in (i64::try_from(first).unwrap_or(i64::MAX)..).zip(rejects) {
        values.extend([
            run.into(),
            place.into(),
            reject.file.as_str().into(),
            signed(reject.line).into(),
            reject.code.into(),
            reject.reason.as_str().into(),
        ]);
    }
    if values.is_empty() {
        return Ok(());
    }
    REJECTS.run(tx.connection(), values).await.map_err(Into::into)
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(row: &QueryResult, column: usize) -> Result<u64, DatabaseError> {
    Ok(u64::try_from(row.try_get_by_index::<i64>(column)?).unwrap_or_default())
}

//! Rows of runs.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::organisations::bulk::Changed;
use crate::platform::database::{DatabaseError, Sql, Tx};

const UNFINISHED: Sql = Sql::both(
    "SELECT id, position, counts FROM import_run
     WHERE register = $1 AND fingerprint = $2 AND finished_at IS NULL ORDER BY started_at DESC LIMIT 1",
);
const FINISHED: Sql =
    Sql::both("SELECT count(*) FROM import_run WHERE register = $1 AND fingerprint = $2 AND finished_at IS NOT NULL");
const START: Sql = Sql::both(
    "INSERT INTO import_run (id, register, source, fingerprint, as_of, started_at, finished_at, position, counts)
     VALUES ($1, $2, $3, $4, $5, $6, NULL, 0, '{}')",
);
const MOVE: Sql = Sql::both("UPDATE import_run SET position = $2, counts = $3 WHERE id = $1");
const FINISH: Sql = Sql::both("UPDATE import_run SET finished_at = $2 WHERE id = $1");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[UNFINISHED, FINISHED, START, MOVE, FINISH];

/// A run and how far it came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) id: Uuid,
    /// Records committed.
    pub(super) position: u64,
    /// What became of them.
    pub(super) done: Changed,
}

impl Run {
    /// One that has written nothing yet.
    pub(super) fn new(id: Uuid) -> Self {
        Self {
            id,
            position: 0,
            done: Changed::default(),
        }
    }
}

/// The run of the same input that was not finished.
pub(super) async fn find_unfinished(
    db: &impl ConnectionTrait,
    start: &Start<'_>,
) -> Result<Option<Run>, DatabaseError> {
    let Some(row) = UNFINISHED
        .one(db, vec![start.register.into(), start.fingerprint.into()])
        .await?
    else {
        return Ok(None);
    };
    let position: i64 = row.try_get_by_index(1)?;
    let counts: String = row.try_get_by_index(2)?;
    Ok(Some(Run {
        id: row.try_get_by_index(0)?,
        position: u64::try_from(position).unwrap_or_default(),
        done: serde_json::from_str(&counts).unwrap_or_default(),
    }))
}

/// Whether a run of the same input came to its end.
pub(super) async fn is_finished(db: &impl ConnectionTrait, start: &Start<'_>) -> Result<bool, DatabaseError> {
    match FINISHED
        .one(db, vec![start.register.into(), start.fingerprint.into()])
        .await?
    {
        Some(row) => Ok(row.try_get_by_index::<i64>(0)? > 0),
        None => Ok(false),
    }
}

/// What a run is about.
pub(super) struct Start<'a> {
    pub(super) register: &'a str,
    pub(super) source: &'a str,
    pub(super) fingerprint: &'a str,
    pub(super) as_of: Option<i64>,
}

pub(super) async fn create_run(tx: &Tx, id: Uuid, start: &Start<'_>) -> Result<(), DatabaseError> {
    let values = vec![
        id.into(),
        start.register.into(),
        start.source.into(),
        start.fingerprint.into(),
        start.as_of.into(),
        tx.now().into(),
    ];
    START.run(tx.connection(), values).await?;
    Ok(())
}

pub(super) async fn move_run(tx: &Tx, run: &Run) -> Result<(), DatabaseError> {
    let counts = serde_json::to_string(&run.done).unwrap_or_default();
    let position = i64::try_from(run.position).unwrap_or(i64::MAX);
    MOVE.run(tx.connection(), vec![run.id.into(), position.into(), counts.into()])
        .await?;
    Ok(())
}

pub(super) async fn finish_run(tx: &Tx, id: Uuid) -> Result<(), DatabaseError> {
    FINISH.run(tx.connection(), vec![id.into(), tx.now().into()]).await?;
    Ok(())
}

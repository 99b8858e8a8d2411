//! How it stands with letters, for whoever looks after the node: what waits, what was given up, what is held.

use sea_orm::ConnectionTrait;

use super::hold;
use crate::platform::database::{DatabaseError, Sql};

const WAITING: Sql = Sql::both(
    "SELECT count(*), min(not_before) FROM mail
     WHERE sent_at IS NULL AND failed_at IS NULL AND held = false AND not_before <= $1",
);
const LAST_ERROR: Sql = Sql::both(
    "SELECT error FROM mail WHERE sent_at IS NULL AND failed_at IS NULL AND held = false AND error IS NOT NULL
     ORDER BY not_before DESC LIMIT 1",
);
/// By the index of those that have not left.
const GIVEN_UP: Sql = Sql::both("SELECT count(*) FROM mail WHERE sent_at IS NULL AND failed_at > $1");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[WAITING, LAST_ERROR, GIVEN_UP];

/// Letters as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Due and not sent.
    pub waiting: i64,
    /// Since when the oldest of them is due: microseconds.
    pub since: Option<i64>,
    /// What the mail server, or the way to it, said last about one of them.
    pub error: Option<String>,
    /// Given up since the time that was asked for.
    pub given_up: i64,
    /// Held since a restore, until somebody lets them go.
    pub held: i64,
}

/// How letters stand now; those given up since `since` are counted.
///
/// # Errors
/// When the database refuses.
pub async fn standing(db: &impl ConnectionTrait, now: i64, since: i64) -> Result<Standing, DatabaseError> {
    let mut standing = Standing::default();
    if let Some(row) = WAITING.one(db, vec![now.into()]).await? {
        standing.waiting = row.try_get_by_index(0)?;
        standing.since = row.try_get_by_index(1)?;
    }
    if let Some(row) = LAST_ERROR.one(db, vec![]).await? {
        standing.error = row.try_get_by_index(0)?;
    }
    if let Some(row) = GIVEN_UP.one(db, vec![since.into()]).await? {
        standing.given_up = row.try_get_by_index(0)?;
    }
    standing.held = hold::held(db).await?.iter().map(|(_, count)| count).sum();
    Ok(standing)
}

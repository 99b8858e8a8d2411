//! Letters that were given up, for whoever runs the service: to be tried again once what kept them is mended, or dropped.

use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::platform::database::{DatabaseError, Sql, Tx};

const NEWEST: Sql = Sql::both(
    "SELECT id, address, kind, failed_at, tries, error FROM mail
     WHERE failed_at IS NOT NULL AND sent_at IS NULL ORDER BY failed_at DESC, id LIMIT $1",
);
/// Its three days of patience begin now.
const AGAIN: Sql = Sql::both(
    "UPDATE mail SET failed_at = NULL, next_try_at = NULL, tries = 0, not_before = $2
     WHERE id = $1 AND failed_at IS NOT NULL AND sent_at IS NULL",
);
const ALL_AGAIN: Sql = Sql::both(
    "UPDATE mail SET failed_at = NULL, next_try_at = NULL, tries = 0, not_before = $1
     WHERE failed_at IS NOT NULL AND sent_at IS NULL",
);
const DROP_ONE: Sql = Sql::both("DELETE FROM mail WHERE id = $1 AND failed_at IS NOT NULL AND sent_at IS NULL");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[NEWEST, AGAIN, ALL_AGAIN, DROP_ONE];

/// A letter nobody tries to send any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    /// Its id.
    pub id: Uuid,
    /// The part of its address behind the @: who it was to is nobody's business here.
    pub host: String,
    /// What it is.
    pub kind: String,
    /// When it was given up: microseconds.
    pub at: i64,
    /// How often it was tried.
    pub tries: i64,
    /// What the mail server said last.
    pub error: String,
}

impl GivenUp {
    fn read(row: &QueryResult) -> Result<Self, DatabaseError> {
        let address: String = row.try_get_by_index(1)?;
        let error: Option<String> = row.try_get_by_index(5)?;
        Ok(Self {
            id: row.try_get_by_index(0)?,
            host: address.rsplit('@').next().unwrap_or_default().to_owned(),
            kind: row.try_get_by_index(2)?,
            at: row.try_get_by_index(3)?,
            tries: row.try_get_by_index(4)?,
            // A server may name whom it refuses.
            error: error.unwrap_or_default().replace(&address, "…"),
        })
    }
}

/// The newest of them, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn newest(db: &impl ConnectionTrait, limit: i64) -> Result<Vec<GivenUp>, DatabaseError> {
    NEWEST
        .all(db, vec![limit.into()])
        .await?
        .iter()
        .map(GivenUp::read)
        .collect()
}

/// Has one of them tried again, or all where none is named; how many.
///
/// # Errors
/// When the database refuses.
pub async fn again(tx: &Tx, id: Option<Uuid>) -> Result<u64, DatabaseError> {
    let (db, now) = (tx.connection(), tx.now());
    match id {
        Some(id) => Ok(AGAIN.run(db, vec![id.into(), now.into()]).await?),
        None => Ok(ALL_AGAIN.run(db, vec![now.into()]).await?),
    }
}

/// Drops one of them for good; how many there were.
///
/// # Errors
/// When the database refuses.
pub async fn drop_one(tx: &Tx, id: Uuid) -> Result<u64, DatabaseError> {
    Ok(DROP_ONE.run(tx.connection(), vec![id.into()]).await?)
}

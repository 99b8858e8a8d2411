//! A restored copy does not know which of its letters have left since it was made. It holds them all, and those that will tell
//! of entries it already had, until the operator lets them go or drops them.

use sea_orm::ConnectionTrait;

use crate::platform::database::{DatabaseError, Sql, Tx};

const HOLD: Sql = Sql::both("UPDATE mail SET held = true WHERE sent_at IS NULL AND failed_at IS NULL");
/// Their links have ended with the sessions.
const DROP_LINKS: Sql =
    Sql::both("DELETE FROM mail WHERE sent_at IS NULL AND kind IN ('sign_in', 'reset', 'invitation')");
const UNTIL: Sql = Sql::both(
    "INSERT INTO mail_hold (until_seq, since) VALUES ($1, $2) ON CONFLICT (until_seq) DO UPDATE SET since = excluded.since",
);
const HELD: Sql = Sql::both(
    "SELECT kind, count(*) FROM mail WHERE held = true AND sent_at IS NULL AND failed_at IS NULL GROUP BY kind ORDER BY kind",
);
/// Their three days of patience begin now.
const RELEASE: Sql = Sql::both(
    "UPDATE mail SET held = false, not_before = CASE WHEN not_before < $1 THEN $1 ELSE not_before END
     WHERE held = true AND sent_at IS NULL AND failed_at IS NULL",
);
const DISCARD: Sql = Sql::both("DELETE FROM mail WHERE held = true AND sent_at IS NULL AND failed_at IS NULL");
const END: Sql = Sql::both("DELETE FROM mail_hold");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[HOLD, DROP_LINKS, UNTIL, HELD, RELEASE, DISCARD, END];

/// Holds what has not left, and what will tell of entries up to `until`; how many letters wait.
///
/// # Errors
/// When the database refuses.
pub async fn hold(tx: &Tx, until: i64) -> Result<u64, DatabaseError> {
    let db = tx.connection();
    DROP_LINKS.run(db, vec![]).await?;
    UNTIL.run(db, vec![until.into(), tx.now().into()]).await?;
    Ok(HOLD.run(db, vec![]).await?)
}

/// What is held, by kind.
///
/// # Errors
/// When the database refuses.
pub async fn held(db: &impl ConnectionTrait) -> Result<Vec<(String, i64)>, DatabaseError> {
    let rows = HELD.all(db, vec![]).await?;
    let read = |row: &sea_orm::QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    rows.iter().map(read).collect()
}

/// Lets the held letters go, or drops them; how many. From then on nothing is held.
///
/// # Errors
/// When the database refuses.
pub async fn release(tx: &Tx, discard: bool) -> Result<u64, DatabaseError> {
    let db = tx.connection();
    let letters = if discard {
        DISCARD.run(db, vec![]).await?
    } else {
        RELEASE.run(db, vec![tx.now().into()]).await?
    };
    END.run(db, vec![]).await?;
    Ok(letters)
}

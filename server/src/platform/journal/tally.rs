//! A reader that works once a cluster: counts entries by day and verb. The figures of later observatories begin here.

use std::collections::BTreeMap;

use super::{Journal, Read, Turn};
use crate::platform::clock::DAY;
use crate::platform::database::{Database, DatabaseError, Sql, Tx};

const NAME: &str = "tally";
const ENTRIES: i64 = 500;

const ADD: Sql = Sql::both(
    "INSERT INTO tally (day, action, entries) VALUES ($1, $2, $3)
     ON CONFLICT (day, action) DO UPDATE SET entries = tally.entries + excluded.entries",
);
const COUNTED: Sql = Sql::both(
    "SELECT CAST(coalesce((SELECT sum(entries) FROM tally), 0) AS BIGINT),
            (SELECT count(*) FROM entry WHERE seq <= coalesce((SELECT cursor FROM reader WHERE name = 'tally'), 0))",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[ADD, COUNTED];

/// Counts what came since the last time.
///
/// # Errors
/// When the database refuses; nothing is counted then.
pub async fn count(journal: &Journal) -> Result<Turn, DatabaseError> {
    journal
        .read_once(NAME, ENTRIES, |tx, entries| async move { add(&tx, &entries).await })
        .await
}

async fn add(tx: &Tx, entries: &[Read]) -> Result<(), DatabaseError> {
    let mut counts: BTreeMap<(i64, &str), i64> = BTreeMap::new();
    for entry in entries {
        *counts
            .entry((entry.at.div_euclid(DAY), entry.action.as_str()))
            .or_default() += 1;
    }
    for ((day, action), entries) in counts {
        ADD.run(tx.connection(), vec![day.into(), action.into(), entries.into()])
            .await?;
    }
    Ok(())
}

/// What the table says and what counting again gives, up to the reader's cursor.
///
/// # Errors
/// When the database refuses.
pub async fn recount(database: &Database) -> Result<(i64, i64), DatabaseError> {
    match COUNTED.one(database.reader(), vec![]).await? {
        Some(row) => Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)),
        None => Ok((0, 0)),
    }
}

/// Counts until the process ends, on whichever node is quicker.
pub async fn follow(journal: Journal) {
    journal.follow("entries could not be counted", || count(&journal)).await;
}

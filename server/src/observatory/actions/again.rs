//! Counting the rows again. What the reader kept must be what the rows are; where it is not, it is said (in the log, and in an entry
//! of the journal that stays) and mended by the difference, so that what the reader adds meanwhile is not lost.

use std::collections::BTreeSet;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, IsolationLevel, TransactionOptions};
use serde_json::json;

use super::{ObservatoryError, READER, bounds_of, count, own, year_of};
use crate::introductions::queries::counted as introductions;
use crate::observatory::model::{Counts, Figure, Source};
use crate::observatory::tables::{self, Kept};
use crate::outcomes::counted as outcomes;
use crate::platform::database::{Database, DatabaseError, Transaction};
use crate::platform::journal::{self, Entry, Journal, is_read_up};
use crate::platform::region::Region;

/// How often the reader may turn out to be behind before it is left for another day.
const TRIES: usize = 50;
/// Between two of them.
const PAUSE: Duration = Duration::from_millis(200);
/// Years that are looked at where nothing says which there are.
const YEARS: i32 = 2;

/// A count that was not what the rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of which figure.
    pub figure: Figure,
    /// Of which year.
    pub year: i32,
    /// Its line.
    pub line: String,
    /// Its column.
    pub column: String,
    /// What was kept.
    pub kept: u64,
    /// What the rows are.
    pub rows: u64,
}

/// Counts the rows again, and mends what differs; what that was. Nothing where the reader does not come to the end of the journal.
///
/// # Errors
/// When the database refuses.
pub async fn recount(journal: &Journal, region: &Region) -> Result<Option<Vec<Difference>>, ObservatoryError> {
    for _ in 0..TRIES {
        while count(journal, region).await?.read > 0 {}
        if let Some(found) = compare(journal.database(), region, journal.clock().now()).await? {
            if !found.is_empty() {
                mend(journal, &found).await?;
            }
            return Ok(Some(found));
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(None)
}

/// What of the counts is not what the rows are; nothing where the reader is behind the journal.
///
/// # Errors
/// When the database refuses.
pub async fn compare(database: &Database, region: &Region, now: i64) -> Result<Option<Vec<Difference>>, DatabaseError> {
    // One picture of rows and counts: what others write meanwhile is in both or in neither.
    let isolation = database.backend() == DbBackend::Postgres;
    let options = TransactionOptions {
        isolation_level: isolation.then_some(IsolationLevel::RepeatableRead),
        ..TransactionOptions::default()
    };
    let tx = database.reader().begin_with_options(options).await?;
    let found = if is_read_up(&tx, READER).await? {
        Some(differences(&tx, region, now).await?)
    } else {
        None
    };
    drop(tx);
    Ok(found)
}

async fn differences(db: &Transaction, region: &Region, now: i64) -> Result<Vec<Difference>, DatabaseError> {
    let kept = tables::kept(db).await?;
    let rows = rows(db, region, &kept, now).await?;
    let mut found = Vec::new();
    let nothing = Counts::new();
    for key in kept.keys().chain(rows.keys()).collect::<BTreeSet<_>>() {
        let (kept, rows) = (kept.get(key).unwrap_or(&nothing), rows.get(key).unwrap_or(&nothing));
        for cell in kept.keys().chain(rows.keys()).collect::<BTreeSet<_>>() {
            let of = |counts: &Counts| counts.get(cell).copied().unwrap_or_default();
            if of(kept) != of(rows) {
                found.push(Difference {
                    figure: key.0,
                    year: key.1,
                    line: cell.0.clone(),
                    column: cell.1.clone(),
                    kept: of(kept),
                    rows: of(rows),
                });
            }
        }
    }
    Ok(found)
}

/// All counts as the rows are.
async fn rows(db: &impl ConnectionTrait, region: &Region, kept: &Kept, now: i64) -> Result<Kept, DatabaseError> {
    let this = year_of(region, now);
    let first = kept
        .keys()
        .map(|(_, year)| *year)
        .min()
        .unwrap_or(this)
        .min(this - YEARS);
    let mut all = Kept::new();
    for year in first..=this {
        let between = bounds_of(region, year);
        for figure in Figure::ALL {
            let cells = match figure.source() {
                Source::Introductions(what) => introductions::counted(db, what, between).await?,
                Source::Outcomes(what) => outcomes::counted(db, what, between).await?,
            };
            let cells = cells.into_iter().map(|(line, column, many)| ((line, column), many));
            all.insert((*figure, year), cells.collect());
        }
    }
    Ok(all)
}

async fn mend(journal: &Journal, found: &[Difference]) -> Result<(), ObservatoryError> {
    let figures: BTreeSet<&str> = found.iter().map(|one| one.figure.code()).collect();
    tracing::error!(
        counts = found.len(),
        ?figures,
        "the observatory's counts were not what the rows are; they are mended"
    );
    let clock = journal.clock();
    journal
        .write(|tx| async move {
            for one in found {
                let number = |many: u64| i64::try_from(many).unwrap_or(i64::MAX);
                let by = number(one.rows) - number(one.kept);
                tables::add(tx.connection(), (one.figure, one.year), (&one.line, &one.column), by).await?;
            }
            let cells = found.iter().take(50).map(|one| {
                json!({ "figure": one.figure, "year": one.year, "line": one.line, "column": one.column,
                        "kept": one.kept, "rows": one.rows })
            });
            let says = json!({ "counts": found.len(), "differences": cells.collect::<Vec<_>>() });
            let entry = Entry::of("observatory.mended", "observatory".to_owned(), None, &says);
            Ok((journal::append(&tx, clock, own()?, entry).await?, ()))
        })
        .await
}

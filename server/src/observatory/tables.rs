//! Rows of this feature, used by its own actions and queries only.

use sea_orm::{ConnectionTrait, Value};

use super::model::{Counts, Figure};
use super::rules::{Table, hash};
use crate::platform::database::{DatabaseError, Sql};

const ADD: Sql = Sql::both(
    "INSERT INTO observatory_count (figure, year, line, item, many) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (figure, year, line, item) DO UPDATE SET many = observatory_count.many + excluded.many",
);
const COUNTS: Sql = Sql::both("SELECT figure, year, line, item, many FROM observatory_count WHERE many > 0");
const PUBLISH: Sql = Sql::both(
    "INSERT INTO observatory_table (figure, year, month, complete, position, startups, chambers, hash, body)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
const PUBLISHED: Sql =
    Sql::both("SELECT position, startups, chambers, hash, body FROM observatory_table WHERE year = $1 ORDER BY month");
const YEARS: Sql = Sql::both("SELECT DISTINCT year FROM observatory_table ORDER BY year DESC");
/// The newest of each year.
const NEWEST: Sql = Sql::both(
    "SELECT position, startups, chambers, hash, body FROM observatory_table t WHERE figure = $1
       AND month = (SELECT max(month) FROM observatory_table o WHERE o.figure = t.figure AND o.year = t.year)",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[ADD, COUNTS, PUBLISH, PUBLISHED, YEARS, NEWEST];

/// Counts by figure and year.
pub(super) type Kept = std::collections::BTreeMap<(Figure, i32), Counts>;

/// Adds to a count, or takes from it.
pub(super) async fn add(
    db: &impl ConnectionTrait,
    (figure, year): (Figure, i32),
    (line, item): (&str, &str),
    many: i64,
) -> Result<(), DatabaseError> {
    let values: Vec<Value> = vec![
        figure.code().into(),
        i64::from(year).into(),
        line.into(),
        item.into(),
        many.into(),
    ];
    ADD.run(db, values).await?;
    Ok(())
}

/// All counts.
pub(super) async fn kept(db: &impl ConnectionTrait) -> Result<Kept, DatabaseError> {
    let mut kept = Kept::new();
    for row in COUNTS.all(db, vec![]).await? {
        let (figure, year): (String, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let (Some(figure), Ok(year)) = (Figure::from_code(&figure), i32::try_from(year)) else {
            continue;
        };
        let many: i64 = row.try_get_by_index(4)?;
        let key = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        let counts = kept.entry((figure, year)).or_default();
        counts.insert(key, u64::try_from(many).unwrap_or_default());
    }
    Ok(kept)
}

/// A table with what is kept beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub(super) table: Table,
    /// How far the journal had been read.
    pub(super) position: i64,
    /// Start-ups listed on that day.
    pub(super) startups: u64,
    /// Chambers that worked here on that day.
    pub(super) chambers: u64,
    /// SHA-256 of the text.
    pub(super) hash: String,
    /// The text.
    pub(super) body: String,
}

/// Writes a table down, once for all.
pub(super) async fn publish(
    db: &impl ConnectionTrait,
    table: &Table,
    month: i64,
    (position, startups, chambers): (i64, u64, u64),
) -> Result<(), DatabaseError> {
    let (body, count) = (table.text(), |number: u64| i64::try_from(number).unwrap_or(i64::MAX));
    let values: Vec<Value> = vec![
        table.figure.code().into(),
        i64::from(table.year).into(),
        month.into(),
        table.complete.into(),
        position.into(),
        count(startups).into(),
        count(chambers).into(),
        hash(&body).into(),
        body.into(),
    ];
    PUBLISH.run(db, values).await?;
    Ok(())
}

fn read(rows: &[sea_orm::QueryResult]) -> Result<Vec<Published>, DatabaseError> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let body: String = row.try_get_by_index(4)?;
        // A figure this version does not know.
        let Some(table) = Table::read(&body) else { continue };
        let count = |column: usize| -> Result<u64, sea_orm::DbErr> {
            Ok(u64::try_from(row.try_get_by_index::<i64>(column)?).unwrap_or_default())
        };
        found.push(Published {
            table,
            position: row.try_get_by_index(0)?,
            startups: count(1)?,
            chambers: count(2)?,
            hash: row.try_get_by_index(3)?,
            body,
        });
    }
    Ok(found)
}

/// All that was published of a year, in order.
pub(super) async fn published(db: &impl ConnectionTrait, year: i32) -> Result<Vec<Published>, DatabaseError> {
    read(&PUBLISHED.all(db, vec![i64::from(year).into()]).await?)
}

/// The newest tables of a figure, one a year.
pub(super) async fn newest(db: &impl ConnectionTrait, figure: Figure) -> Result<Vec<Published>, DatabaseError> {
    read(&NEWEST.all(db, vec![figure.code().into()]).await?)
}

/// Years of which something was published, the newest first.
pub(super) async fn years(db: &impl ConnectionTrait) -> Result<Vec<i32>, DatabaseError> {
    let mut years = Vec::new();
    for row in YEARS.all(db, vec![]).await? {
        years.extend(i32::try_from(row.try_get_by_index::<i64>(0)?));
    }
    Ok(years)
}

//! The figures of the home page, each a query: how many, how old, how much of it is stale.

use sea_orm::Value;

use crate::organisations::rules::days;
use crate::platform::access::Scope;
use crate::platform::database::{Database, DatabaseError, Sql};
use chrono::NaiveDate;

/// Over listed and member organisations inside the region that are not known to have ceased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many.
    pub organisations: u64,
    /// Start-ups among them: the numerator of coverage.
    pub startups: u64,
    /// By territory code.
    pub territories: Vec<(String, u64)>,
    /// Days since the newest core fact: half of them are younger.
    pub median_age_days: Option<u64>,
    /// Those whose core facts are all past their shelf life.
    pub stale: u64,
    /// Registered companies beside them.
    pub registered: u64,
}

const BY_TERRITORY: Sql = Sql::both(
    "SELECT territory, count(*) FROM organisation
     WHERE standing IN ('listed', 'member') AND legal_status <> 'ceased' AND territory <> 'outside' AND erased_at IS NULL
       AND (public OR $1)
     GROUP BY territory ORDER BY territory",
);
const COUNTS: Sql = Sql::both(
    "SELECT count(*),
            coalesce(sum(CASE WHEN kind = 'startup' THEN 1 ELSE 0 END), 0),
            coalesce(sum(CASE WHEN stale_at < $2 THEN 1 ELSE 0 END), 0)
     FROM organisation
     WHERE standing IN ('listed', 'member') AND legal_status <> 'ceased' AND territory <> 'outside' AND erased_at IS NULL
       AND (public OR $1)",
);
const MEDIAN: Sql = Sql::both(
    "SELECT as_of FROM organisation
     WHERE standing IN ('listed', 'member') AND legal_status <> 'ceased' AND territory <> 'outside' AND erased_at IS NULL
       AND (public OR $1)
     ORDER BY as_of DESC LIMIT 1 OFFSET $2",
);
const REGISTERED: Sql = Sql::both("SELECT count(*) FROM organisation WHERE standing = 'registered' AND (public OR $1)");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[BY_TERRITORY, COUNTS, MEDIAN, REGISTERED];

/// Counts them.
///
/// # Errors
/// When the database refuses.
pub async fn figures(scope: &Scope, database: &Database, today: NaiveDate) -> Result<Figures, DatabaseError> {
    let db = database.reader();
    let all = || Value::from(!scope.public_only());
    let mut figures = Figures::default();
    for row in BY_TERRITORY.all(db, vec![all()]).await? {
        figures
            .territories
            .push((row.try_get_by_index(0)?, count(row.try_get_by_index(1)?)));
    }
    if let Some(row) = COUNTS.one(db, vec![all(), days(today).into()]).await? {
        figures.organisations = count(row.try_get_by_index(0)?);
        figures.startups = count(row.try_get_by_index(1)?);
        figures.stale = count(row.try_get_by_index(2)?);
    }
    let middle = i64::try_from(figures.organisations / 2).unwrap_or_default();
    if let Some(row) = MEDIAN.one(db, vec![all(), middle.into()]).await? {
        let as_of: i64 = row.try_get_by_index(0)?;
        figures.median_age_days = Some(count(days(today) - as_of));
    }
    if let Some(row) = REGISTERED.one(db, vec![all()]).await? {
        figures.registered = count(row.try_get_by_index(0)?);
    }
    Ok(figures)
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

//! The figures of the home page, each a query: how many, how old, how much of it is stale.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{COLUMNS, visible};
use crate::organisations::model::{Kind, OUTSIDE, Standing};
use crate::organisations::rules::days;
use crate::organisations::tables::organisation::{Column, Entity};
use crate::platform::access::Scope;
use crate::platform::database::{Database, DatabaseError};

/// Over listed and member organisations with a place inside the region that are not known to have ceased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many.
    pub organisations: u64,
    /// Start-ups among them: the numerator of coverage.
    pub startups: u64,
    /// By territory code: one that has places in several counts in each, so that these may add up to more.
    pub territories: Vec<(String, u64)>,
    /// Days since the newest core fact: half of them are younger.
    pub median_age_days: Option<u64>,
    /// Those whose core facts are all past their shelf life.
    pub stale: u64,
    /// Registered companies beside them.
    pub registered: u64,
}

/// Counts them.
///
/// # Errors
/// When the database refuses.
pub async fn figures(scope: &Scope, database: &Database, today: NaiveDate) -> Result<Figures, DatabaseError> {
    let db = database.reader();
    let counted: Vec<(String, i64)> = visible(scope)
        .select_only()
        .column(Column::Territories)
        .column_as(Column::Id.count(), "organisations")
        .group_by(Column::Territories)
        .into_tuple()
        .all(db)
        .await?;
    let organisations = counted.iter().map(|(_, found)| count(*found)).sum();
    let middle: Option<i64> = visible(scope)
        .select_only()
        .column(Column::AsOf)
        .order_by_desc(Column::AsOf)
        .offset(organisations / 2)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    let registered = Entity::find()
        .filter(scope.condition(COLUMNS))
        .filter(Column::Standing.eq(Standing::Registered.code()));
    Ok(Figures {
        organisations,
        startups: visible(scope)
            .filter(Column::Kind.eq(Kind::Startup.code()))
            .count(db)
            .await?,
        median_age_days: middle.map(|as_of| count(days(today) - as_of)),
        stale: visible(scope).filter(Column::StaleAt.lt(days(today))).count(db).await?,
        registered: registered.count(db).await?,
        territories: by_territory(&counted),
    })
}

/// The organisations of each territory inside the region, from how many count in which of them together.
fn by_territory(counted: &[(String, i64)]) -> Vec<(String, u64)> {
    let mut territories: BTreeMap<&str, u64> = BTreeMap::new();
    for (together, found) in counted {
        for territory in together.split_whitespace().filter(|code| *code != OUTSIDE) {
            *territories.entry(territory).or_default() += count(*found);
        }
    }
    territories
        .into_iter()
        .map(|(code, count)| (code.to_owned(), count))
        .collect()
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

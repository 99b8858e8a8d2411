//! The figures of the home page, each a query: how many, how old, how much of it is stale.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{COLUMNS, visible};
use crate::organisations::model::{Kind, Standing};
use crate::organisations::rules::days;
use crate::organisations::tables::organisation::{Column, Entity};
use crate::platform::access::Scope;
use crate::platform::database::{Database, DatabaseError};

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

/// Counts them.
///
/// # Errors
/// When the database refuses.
pub async fn figures(scope: &Scope, database: &Database, today: NaiveDate) -> Result<Figures, DatabaseError> {
    let db = database.reader();
    let counted: Vec<(String, i64)> = visible(scope)
        .select_only()
        .column(Column::Territory)
        .column_as(Column::Id.count(), "organisations")
        .group_by(Column::Territory)
        .order_by_asc(Column::Territory)
        .into_tuple()
        .all(db)
        .await?;
    let territories: Vec<(String, u64)> = counted
        .into_iter()
        .map(|(territory, found)| (territory, count(found)))
        .collect();
    let organisations = territories.iter().map(|(_, found)| found).sum();
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
        territories,
    })
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

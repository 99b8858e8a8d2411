//! Organisations of some kinds, narrowed by what their rows say, and by rows of another feature.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, Condition, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::lists::with_texts;
use super::{Summary, visible};
use crate::organisations::model::{Age, Kind};
use crate::organisations::rules::{AGEING_AFTER, days};
use crate::organisations::tables::organisation::{Column, Entity};
use crate::platform::access::Scope;
use crate::platform::database::{Database, DatabaseError};

/// Which of those everybody sees; each filter narrows further, the values of one widen.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    /// Of these kinds.
    pub kinds: Vec<Kind>,
    /// Codes of the territory of the seat.
    pub territories: Vec<String>,
    /// NACE 2.1 divisions.
    pub divisions: Vec<String>,
    /// How old what is known of them is.
    pub ages: Vec<Age>,
    /// Ids another feature chooses.
    pub among: Option<SelectStatement>,
    /// Those with the newest facts first, instead of those that were listed last.
    pub by_age: bool,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct Narrowed {
    /// How many there are on all pages.
    pub total: u64,
    /// Those of this page.
    pub items: Vec<Summary>,
    /// Where the next page begins behind: what it is ordered by, and the id.
    pub next: Option<(i64, Uuid)>,
}

fn aged(age: Age, today: NaiveDate) -> Condition {
    let holds = Column::StaleAt.gte(days(today));
    let fresh = Column::AsOf.gte(days(today - AGEING_AFTER));
    match age {
        Age::Stale => Condition::all().add(Column::StaleAt.lt(days(today))),
        Age::Ageing => Condition::all().add(holds).add(fresh.not()),
        Age::Fresh => Condition::all().add(holds).add(fresh),
    }
}

impl Narrow {
    fn narrow(&self, scope: &Scope, today: NaiveDate) -> Select<Entity> {
        let words = |values: &[String]| values.to_vec();
        let mut query = visible(scope).filter(Column::ListedAt.is_not_null());
        if !self.kinds.is_empty() {
            query = query.filter(Column::Kind.is_in(self.kinds.iter().map(|kind| kind.code())));
        }
        if !self.territories.is_empty() {
            query = query.filter(Column::Territory.is_in(words(&self.territories)));
        }
        if !self.divisions.is_empty() {
            query = query.filter(Column::Division.is_in(words(&self.divisions)));
        }
        if !self.ages.is_empty() {
            let ages = self.ages.iter();
            query = query.filter(ages.fold(Condition::any(), |any, age| any.add(aged(*age, today))));
        }
        match &self.among {
            Some(among) => query.filter(Column::Id.in_subquery(among.clone())),
            None => query,
        }
    }

    const fn order(&self) -> Column {
        if self.by_age { Column::AsOf } else { Column::ListedAt }
    }
}

/// Those that fit, a page of them.
///
/// # Errors
/// When the database refuses.
pub async fn narrowed(
    scope: &Scope,
    database: &Database,
    today: NaiveDate,
    narrow: &Narrow,
    (after, limit): (Option<(i64, Uuid)>, u64),
) -> Result<Narrowed, DatabaseError> {
    let all = narrow.narrow(scope, today);
    let total = all.clone().count(database.reader()).await?;
    let order = narrow.order();
    let mut query = all.order_by_desc(order).order_by_desc(Column::Id).limit(limit + 1);
    if let Some((value, id)) = after {
        let behind = Condition::any()
            .add(order.lt(value))
            .add(order.eq(value).and(Column::Id.lt(id)));
        query = query.filter(behind);
    }
    let mut rows = query.all(database.reader()).await?;
    let more = u64::try_from(rows.len()).unwrap_or_default() > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let value = |as_of: i64, listed_at: Option<i64>| match narrow.by_age {
        true => as_of,
        false => listed_at.unwrap_or_default(),
    };
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| (value(row.as_of, row.listed_at), row.id));
    Ok(Narrowed {
        total,
        next,
        items: with_texts(database, rows).await?,
    })
}

/// How many of some kinds there are in each NACE division.
///
/// # Errors
/// When the database refuses.
pub async fn divisions_of(
    scope: &Scope,
    database: &Database,
    kinds: &[Kind],
) -> Result<HashMap<String, u64>, DatabaseError> {
    let rows: Vec<(Option<String>, i64)> = visible(scope)
        .filter(Column::Kind.is_in(kinds.iter().map(|kind| kind.code())))
        .select_only()
        .column(Column::Division)
        .column_as(Column::Id.count(), "found")
        .group_by(Column::Division)
        .into_tuple()
        .all(database.reader())
        .await?;
    let counted = rows
        .into_iter()
        .filter_map(|(code, count)| Some((code?, u64::try_from(count).ok()?)));
    Ok(counted.collect())
}

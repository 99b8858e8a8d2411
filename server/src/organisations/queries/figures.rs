//! The figures of the home page: how many, how old, how much of it is stale, in the whole and by territory.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, Func};
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
    /// By territory, those that have any.
    pub territories: Vec<OfTerritory>,
    /// Days since the newest core fact: half of them are younger.
    pub median_age_days: Option<u64>,
    /// Those whose core facts are all past their shelf life.
    pub stale: u64,
    /// Registered companies beside them.
    pub registered: u64,
}

/// The same of one territory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfTerritory {
    /// Its code.
    pub code: String,
    /// How many.
    pub organisations: u64,
    /// Days since the newest core fact: half of them are younger.
    pub median_age_days: Option<u64>,
    /// Those whose core facts are all past their shelf life.
    pub stale: u64,
}

/// So many organisations that count in these territories have their newest core fact of that day, so many of them are stale.
#[derive(Clone, Debug)]
struct Counted {
    /// Codes, space between; it counts in each of them, and once in the whole.
    territories: String,
    as_of: i64,
    count: u64,
    stale: u64,
}

/// Counts them.
///
/// # Errors
/// When the database refuses.
pub async fn figures(scope: &Scope, database: &Database, today: NaiveDate) -> Result<Figures, DatabaseError> {
    let db = database.reader();
    // One pass for all: days are few, however many organisations there are.
    let is_stale = Expr::case(Column::StaleAt.lt(days(today)), 1);
    let counted: Vec<(String, i64, i64, i64)> = visible(scope)
        .select_only()
        .column(Column::Territories)
        .column(Column::AsOf)
        .column_as(Column::Id.count(), "organisations")
        .column_as(Expr::expr(Func::count(is_stale)), "stale")
        .group_by(Column::Territories)
        .group_by(Column::AsOf)
        .order_by_asc(Column::Territories)
        .order_by_desc(Column::AsOf)
        .into_tuple()
        .all(db)
        .await?;
    let counted = counted.into_iter().map(|(territories, as_of, found, stale)| Counted {
        territories,
        as_of,
        count: count(found),
        stale: count(stale),
    });
    let counted: Vec<Counted> = counted.collect();
    let registered = Entity::find()
        .filter(scope.condition(COLUMNS))
        .filter(Column::Standing.eq(Standing::Registered.code()));
    let startups = visible(scope).filter(Column::Kind.eq(Kind::Startup.code()));
    Ok(Figures {
        startups: startups.count(db).await?,
        registered: registered.count(db).await?,
        ..summed(&counted, days(today))
    })
}

/// The figures of what was counted, in the whole and by territory.
fn summed(counted: &[Counted], today: i64) -> Figures {
    let of = |code: String, of_it: &[&Counted]| OfTerritory {
        code,
        organisations: of_it.iter().map(|one| one.count).sum(),
        median_age_days: median(of_it, today),
        stale: of_it.iter().map(|one| one.stale).sum(),
    };
    let mut by_territory: BTreeMap<&str, Vec<&Counted>> = BTreeMap::new();
    for one in counted {
        for territory in one.territories.split_whitespace().filter(|code| *code != OUTSIDE) {
            by_territory.entry(territory).or_default().push(one);
        }
    }
    let territories = by_territory
        .into_iter()
        .map(|(code, of_it)| of(code.to_owned(), &of_it));
    let whole = of(String::new(), &counted.iter().collect::<Vec<_>>());
    Figures {
        organisations: whole.organisations,
        territories: territories.collect(),
        median_age_days: whole.median_age_days,
        stale: whole.stale,
        ..Figures::default()
    }
}

/// The age of the one in the middle, the newest first.
fn median(counted: &[&Counted], today: i64) -> Option<u64> {
    let mut by_day = counted.to_vec();
    by_day.sort_by_key(|one| std::cmp::Reverse(one.as_of));
    let middle = by_day.iter().map(|one| one.count).sum::<u64>() / 2;
    let mut passed = 0;
    let found = by_day.iter().find(|one| {
        passed += one.count;
        passed > middle
    })?;
    Some(count(today - found.as_of))
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(territories: &str, as_of: i64, (count, stale): (u64, u64)) -> Counted {
        Counted {
            territories: territories.into(),
            as_of,
            count,
            stale,
        }
    }

    #[test]
    fn the_middle_of_days_that_are_counted() {
        let counted = [
            of("LU", 100, (1, 0)),
            of("LU", 90, (1, 0)),
            of("LU", 10, (1, 1)),
            of("SAR", 95, (2, 0)),
            of("SAR", 50, (4, 3)),
        ];
        let figures = summed(&counted, 100);
        assert_eq!(
            (figures.organisations, figures.stale, figures.median_age_days),
            (9, 4, Some(50))
        );
        let told: Vec<_> = figures
            .territories
            .iter()
            .map(|one| (one.code.as_str(), one.organisations, one.stale, one.median_age_days))
            .collect();
        assert_eq!(told, [("LU", 3, 1, Some(10)), ("SAR", 6, 3, Some(50))]);
        assert_eq!(summed(&[], 100), Figures::default());
        // What says tomorrow is of today.
        assert_eq!(summed(&[of("LU", 101, (1, 0))], 100).median_age_days, Some(0));
    }
}

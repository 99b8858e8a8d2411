//! Every read of this feature: what was published, for everybody.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{Figure, TOTAL};
use super::tables::{self, Published};
use crate::app::App;
use crate::platform::database::{Database, DatabaseError};
use crate::platform::disclosure::LEAST;
use crate::platform::region::OUTSIDE;
use crate::platform::web::{Detail, Error, FromPairs, Pairs, Result};

/// A year as it is shown: of each figure the newest table, or that of a day.
pub(super) struct Year {
    /// Which; none where nothing was published yet.
    pub(super) year: Option<i32>,
    /// The years there are, the newest first.
    pub(super) years: Vec<i32>,
    /// The tables, in the order of the figures.
    pub(super) shown: Vec<Published>,
    /// The days on which anything of the year was published, the newest first.
    pub(super) days: Vec<NaiveDate>,
}

/// What is asked for: a year, a day, and in the file a figure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    pub(super) year: Option<i32>,
    pub(super) published: Option<NaiveDate>,
}

impl FromPairs for Asked {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            year: pairs.parsed("year")?,
            published: pairs.parsed("published")?,
        })
    }
}

/// A file: one figure.
#[derive(Clone, Copy, Debug)]
pub(super) struct AskedFigure {
    pub(super) figure: Figure,
    pub(super) of: Asked,
}

impl FromPairs for AskedFigure {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let figure = pairs.one("figure")?;
        let figure = match figure.as_deref() {
            None => Figure::Introductions,
            Some(code) => Figure::from_code(code).ok_or_else(|| refused("figure"))?,
        };
        Ok(Self {
            figure,
            of: Asked::from_pairs(pairs)?,
        })
    }
}

fn refused(name: &'static str) -> Error {
    Error::Malformed(Detail::new("error-parameter-value").with("name", name))
}

/// What was published of a year; the newest year where none is named. One of which nothing was published, or a day on which
/// nothing was, is refused.
pub(super) async fn year(app: &App, asked: &Asked) -> Result<Year> {
    let db = app.journal.database().reader();
    let years = tables::years(db).await?;
    let year = match asked.year {
        Some(year) if !years.contains(&year) => return Err(refused("year")),
        Some(year) => Some(year),
        None => years.first().copied(),
    };
    let all = match year {
        Some(year) => tables::published(db, year).await?,
        None => Vec::new(),
    };
    let mut days: Vec<NaiveDate> = all.iter().map(|one| one.table.published).collect();
    days.sort_unstable_by(|one, other| other.cmp(one));
    days.dedup();
    if asked.published.is_some_and(|day| !days.contains(&day)) {
        return Err(refused("published"));
    }
    let until = |one: &&Published| asked.published.is_none_or(|day| one.table.published <= day);
    let newest = |figure: &Figure| {
        let mut of = all.iter().rev().filter(until);
        of.find(|one| one.table.figure == *figure).cloned()
    };
    Ok(Year {
        year,
        years,
        shown: Figure::ALL.iter().filter_map(newest).collect(),
        days,
    })
}

/// Confirmed outcomes between each two territories, of all years and in both directions, the most first: as many as the newest tables
/// tell. What they hide is not told here either, nor what became of it since; a bridge of fewer than [`LEAST`] is none.
///
/// # Errors
/// When the database refuses.
pub async fn bridges(database: &Database) -> Result<Vec<(String, String, u64)>, DatabaseError> {
    let mut between: BTreeMap<(String, String), u64> = BTreeMap::new();
    for published in tables::newest(database.reader(), Figure::Outcomes).await? {
        for ((from, to), cell) in published.table.cells {
            let is_bridge = from != to && [&from, &to].into_iter().all(|code| code != TOTAL && code != OUTSIDE);
            if is_bridge {
                let ends = if from < to { (from, to) } else { (to, from) };
                *between.entry(ends).or_default() += cell.least();
            }
        }
    }
    let told = between.into_iter().filter(|(_, count)| *count >= LEAST);
    let mut bridges: Vec<_> = told.map(|((one, two), count)| (one, two, count)).collect();
    bridges.sort_by_key(|bridge| Reverse(bridge.2));
    Ok(bridges)
}

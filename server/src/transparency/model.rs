//! A report: tables of figures that everybody may see.

use chrono::NaiveDate;

use crate::platform::disclosure::{Safe, Shown};

/// A table of the report. Its title, definition and what its columns mean are texts by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// Open cases by age.
    Open,
    /// Decisions by ground.
    Decisions,
    /// Decisions by what the case was about.
    Kinds,
    /// Working time to a decision.
    Time,
    /// Appeals and what became of them.
    Appeals,
}

impl Name {
    /// The stable code.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Decisions => "decisions",
            Self::Kinds => "kinds",
            Self::Time => "time",
            Self::Appeals => "appeals",
        }
    }
}

/// The classes of age of an open case in days since it came; an older one is in a class of its own.
pub(super) const AGES: [i64; 3] = [7, 30, 90];
/// Codes of these classes.
pub(super) const AGE_CODES: [&str; 4] = ["to_7_days", "to_30_days", "to_90_days", "older"];
/// What becomes of an appeal.
pub(super) const OUTCOMES: [&str; 4] = ["appealed", "upheld", "overturned", "withdrawn"];
/// Code of a total.
pub(super) const TOTAL: &str = "total";

/// A figure as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    /// A count.
    Count(u64),
    /// Working time in microseconds.
    Time(i64),
    /// Not shown: too few, or it would tell of too few.
    Hidden,
    /// There is none.
    None,
}

impl From<Shown> for Figure {
    fn from(shown: Shown) -> Self {
        match shown {
            Shown::Count(count) => Self::Count(count),
            Shown::Hidden => Self::Hidden,
        }
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: Name,
    /// Codes of the columns.
    pub(super) columns: Vec<String>,
    /// Codes of the chambers, or [`TOTAL`], with a figure a column.
    pub(super) rows: Vec<(String, Vec<Figure>)>,
    /// The statement that makes it.
    pub(super) query: &'static str,
}

impl Table {
    /// A table of counts with its totals. Columns and rows of nothing but nought are left out; what is hidden never is.
    pub(super) fn of_counts(name: Name, query: &'static str, safe: &Safe, codes: (&[String], &[&str])) -> Self {
        let with_total = |codes: Vec<String>| codes.into_iter().chain([TOTAL.to_owned()]).collect::<Vec<_>>();
        let rows = with_total(codes.0.to_vec());
        let columns = with_total(codes.1.iter().map(|code| (*code).to_owned()).collect());
        let something = |shown: Shown| shown != Shown::Count(0);
        let kept: Vec<usize> = (0..columns.len())
            .filter(|column| {
                *column + 1 == columns.len() || (0..rows.len()).any(|row| something(safe.at(row, *column)))
            })
            .collect();
        let figures = |row: usize| {
            kept.iter()
                .map(|column| safe.at(row, *column).into())
                .collect::<Vec<Figure>>()
        };
        Self {
            name,
            query,
            columns: kept.iter().filter_map(|column| columns.get(*column).cloned()).collect(),
            rows: something_of(rows.into_iter().enumerate().map(|(at, code)| (code, figures(at)))),
        }
    }

    /// Whether no figure of it can be shown.
    pub(super) fn is_hidden(&self) -> bool {
        let mut figures = self.rows.iter().flat_map(|(_, figures)| figures);
        figures.all(|figure| *figure == Figure::Hidden)
    }

    /// Whether there is nothing to count.
    pub(super) fn is_empty(&self) -> bool {
        let figures = self.rows.iter().flat_map(|(_, figures)| figures);
        figures
            .into_iter()
            .all(|figure| matches!(figure, Figure::Count(0) | Figure::None))
    }
}

/// The rows that are not nothing but nought, and the total.
pub(super) fn something_of(rows: impl Iterator<Item = (String, Vec<Figure>)>) -> Vec<(String, Vec<Figure>)> {
    let nothing = |figure: &Figure| matches!(figure, Figure::Count(0) | Figure::None);
    let kept = rows.filter(|(code, figures)| code == TOTAL || !figures.iter().all(nothing));
    kept.collect()
}

/// A year's report, with what is open now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Report {
    pub(super) year: i32,
    /// The years there are reports of, the newest first.
    pub(super) years: Vec<i32>,
    /// The day it was made.
    pub(super) as_of: NaiveDate,
    pub(super) tables: Vec<Table>,
}

//! A figure as it was published: a table of counts that are shown or not, and the text of which the hash is shown. The text is the
//! file people load down, byte by byte, so that anybody can compute the hash again.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::observatory::model::{Figure, MEDIAN, TOTAL};
use crate::platform::hash::hex;

/// The first line of the text.
const HEAD: &str = "figure,year,complete,published,line,column,value,at_least";

/// A count as it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::observatory) enum Cell {
    /// As it is.
    Shown(u64),
    /// Not shown; it is not less than what was shown before.
    Hidden(u64),
}

impl Cell {
    /// The count, where it is shown.
    pub(in crate::observatory) const fn shown(self) -> Option<u64> {
        match self {
            Self::Shown(count) => Some(count),
            Self::Hidden(_) => None,
        }
    }

    /// What it is at least.
    pub(in crate::observatory) const fn least(self) -> u64 {
        match self {
            Self::Shown(count) | Self::Hidden(count) => count,
        }
    }

    /// Whether it says that there is none.
    pub(in crate::observatory) const fn is_none(self) -> bool {
        matches!(self, Self::Shown(0))
    }
}

/// A figure of a year, as it was published on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::observatory) struct Table {
    /// Which.
    pub(in crate::observatory) figure: Figure,
    /// Of which calendar year.
    pub(in crate::observatory) year: i32,
    /// Whether the year was over.
    pub(in crate::observatory) complete: bool,
    /// When.
    pub(in crate::observatory) published: NaiveDate,
    /// Codes of the lines, [`TOTAL`] the last where there are totals.
    pub(in crate::observatory) lines: Vec<String>,
    /// Codes of the columns, likewise.
    pub(in crate::observatory) columns: Vec<String>,
    /// By line and column.
    pub(in crate::observatory) cells: BTreeMap<(String, String), Cell>,
    /// Middle times in tenths of a day, by column; of the steps only.
    pub(in crate::observatory) medians: BTreeMap<String, u64>,
}

impl Table {
    /// A count; none where the table has no such line or column.
    pub(in crate::observatory) fn at(&self, line: &str, column: &str) -> Option<Cell> {
        self.cells.get(&(line.to_owned(), column.to_owned())).copied()
    }

    /// Lines without the total.
    pub(in crate::observatory) fn inner_lines(&self) -> impl Iterator<Item = &String> {
        self.lines.iter().filter(|line| *line != TOTAL)
    }

    /// Columns without the total.
    pub(in crate::observatory) fn inner_columns(&self) -> impl Iterator<Item = &String> {
        self.columns.iter().filter(|column| *column != TOTAL)
    }

    /// The total of a line, a column or all: as it was published, or what the counts that are shown come to at least.
    pub(in crate::observatory) fn total(&self, line: &str, column: &str) -> Cell {
        if let Some(cell) = self.at(line, column) {
            return cell;
        }
        let mut cells = self.cells.iter().filter(|((of, at), _)| {
            *of != TOTAL && *at != TOTAL && (line == TOTAL || of == line) && (column == TOTAL || at == column)
        });
        let (mut sum, mut all) = (0, true);
        for (_, cell) in &mut cells {
            sum += cell.least();
            all &= cell.shown().is_some();
        }
        if all { Cell::Shown(sum) } else { Cell::Hidden(sum) }
    }

    /// The text.
    pub(in crate::observatory) fn text(&self) -> String {
        let mut text = format!("{HEAD}\r\n");
        let before = format!(
            "{},{},{},{}",
            self.figure.code(),
            self.year,
            self.complete,
            self.published
        );
        for line in &self.lines {
            for column in &self.columns {
                let _ = match self.at(line, column) {
                    Some(Cell::Shown(count)) => write!(text, "{before},{line},{column},{count},{count}\r\n"),
                    Some(Cell::Hidden(least)) => write!(text, "{before},{line},{column},,{least}\r\n"),
                    None => Ok(()),
                };
            }
        }
        for (column, tenths) in &self.medians {
            let _ = write!(text, "{before},{MEDIAN},{column},{}.{},\r\n", tenths / 10, tenths % 10);
        }
        text
    }

    /// Reads what [`Table::text`] wrote.
    pub(in crate::observatory) fn read(text: &str) -> Option<Self> {
        let mut table: Option<Self> = None;
        for row in text.lines().skip(1) {
            let fields: Vec<&str> = row.split(',').collect();
            let [figure, year, complete, published, line, column, value, least] = fields.as_slice() else {
                return None;
            };
            if table.is_none() {
                table = Some(Self {
                    figure: Figure::from_code(figure)?,
                    year: year.parse().ok()?,
                    complete: complete.parse().ok()?,
                    published: published.parse().ok()?,
                    lines: Vec::new(),
                    columns: Vec::new(),
                    cells: BTreeMap::new(),
                    medians: BTreeMap::new(),
                });
            }
            let table = table.as_mut()?;
            if *line == MEDIAN {
                let tenths = value.replace('.', "").parse().ok()?;
                table.medians.insert((*column).to_owned(), tenths);
                continue;
            }
            let cell = match value.parse() {
                Ok(count) => Cell::Shown(count),
                Err(_) => Cell::Hidden(least.parse().ok()?),
            };
            for (axis, code) in [(&mut table.lines, line), (&mut table.columns, column)] {
                if !axis.iter().any(|known| known == code) {
                    axis.push((*code).to_owned());
                }
            }
            table.cells.insert(((*line).to_owned(), (*column).to_owned()), cell);
        }
        table
    }
}

/// SHA-256 of a text, in hexadecimal digits.
pub(in crate::observatory) fn hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let key = |line: &str, column: &str| (line.to_owned(), column.to_owned());
        let table = Table {
            figure: Figure::Steps,
            year: 2026,
            complete: true,
            published: "2027-01-01".parse().unwrap(),
            lines: vec!["ended".into()],
            columns: vec!["submitted".into(), "screened".into(), TOTAL.into()],
            cells: [
                (key("ended", "submitted"), Cell::Shown(12)),
                (key("ended", "screened"), Cell::Hidden(5)),
                (key("ended", TOTAL), Cell::Shown(19)),
            ]
            .into(),
            medians: [("screened".to_owned(), 15)].into(),
        };
        let text = table.text();
        assert_eq!(
            text.lines().nth(2),
            Some("steps,2026,true,2027-01-01,ended,screened,,5")
        );
        assert_eq!(
            text.lines().last(),
            Some("steps,2026,true,2027-01-01,median_days,screened,1.5,")
        );
        assert_eq!(Table::read(&text).as_ref(), Some(&table));
        assert_eq!(hash(&text).len(), 64);
        assert_eq!(table.total("ended", TOTAL), Cell::Shown(19));
        assert_eq!(
            table.total(TOTAL, "screened"),
            Cell::Hidden(5),
            "not said; at least this"
        );
    }
}

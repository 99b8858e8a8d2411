//! Which counts of a year are told on a day, so that neither that day nor all days together tell of few.
//!
//! **What a reader is taken to know**: all that was ever published, with its days; that counts only grow; that totals are sums; that
//! there are no more meetings between two territories than introductions, and no more outcomes than meetings, from the beginning
//! on; how many of each there were in earlier years, to the last one. Still each count that is not shown could be one of numbers
//! at least five apart.
//!
//! **Why that holds.** While a year runs no totals are published (what the page calls "at least" is the sum of what is shown and
//! says nothing more), so that the counts of two territories are bound to each other alone; `platform/disclosure/growth.rs` says
//! exactly by what, and tells only what leaves enough room. When the year is over the table is published once with its totals.
//! Then a count that is hidden can still be another one if it lies on cycles of hidden counts along which so much can move;
//! what moves stays at or above all that was shown of it and its part as it truly is, and at or below what it is a part of as
//! that truly is, or both move alike; so nothing published before is other than it was. Where no such cycles are found the
//! totals stay away.
//!
//! What one figure tells of another beyond that: those at their end are a part of all introductions, so that they are
//! published only when there are no more of them than introductions are shown ([`Group::waits`]).
//!
//! Nobody counts the same thing twice: a year's figure is told until the year is over, and never again.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::table::{Cell, Table};
use crate::observatory::model::{Counts, Figure, TOTAL};
use crate::platform::disclosure::{Day, Past, Safe, suppress_wide, told_now};

/// Figures that are published together, with all it takes to say which of their counts are told.
pub(in crate::observatory) struct Group<'a> {
    /// Each a part of the one before.
    pub(in crate::observatory) figures: &'a [Figure],
    /// Of which year.
    pub(in crate::observatory) year: i32,
    /// Whether it is over.
    pub(in crate::observatory) complete: bool,
    /// The day.
    pub(in crate::observatory) published: NaiveDate,
    /// Codes of lines and columns.
    pub(in crate::observatory) axes: [Vec<String>; 2],
    /// What is counted of the year, by figure.
    pub(in crate::observatory) now: Vec<Counts>,
    /// What was counted of all years before.
    pub(in crate::observatory) ahead: Vec<Counts>,
    /// What was published of the year, the tables of all figures by day, in order.
    pub(in crate::observatory) before: Vec<Vec<Table>>,
}

/// One count of each figure.
struct Counted {
    now: Vec<u64>,
    ahead: Vec<u64>,
    /// What was published of it, and last what may be today.
    days: Vec<Day>,
}

impl Group<'_> {
    /// Whether nothing was counted or published.
    pub(in crate::observatory) fn is_empty(&self) -> bool {
        self.before.is_empty() && self.now.iter().all(BTreeMap::is_empty)
    }

    fn counted(&self, line: &str, column: &str) -> Counted {
        let key = (line.to_owned(), column.to_owned());
        let of = |counts: &[Counts]| -> Vec<u64> {
            let counts = counts
                .iter()
                .map(|counts| counts.get(&key).copied().unwrap_or_default());
            counts.collect()
        };
        let day = |tables: &Vec<Table>| -> Day {
            let cells = tables.iter().map(|table| table.at(line, column).and_then(Cell::shown));
            cells.collect()
        };
        let (now, ahead) = (of(&self.now), of(&self.ahead));
        let mut days: Vec<Day> = self.before.iter().map(day).collect();
        let told = told_now(&days, &now, &ahead);
        days.push(
            now.iter()
                .zip(told)
                .map(|(count, told)| told.then_some(*count))
                .collect(),
        );
        Counted { now, ahead, days }
    }

    /// The tables of the day.
    fn tables(&self, counted: &[Vec<Counted>]) -> Vec<Table> {
        let safe = if self.complete {
            totals(counted, self.figures.len())
        } else {
            Vec::new()
        };
        let tables = self.figures.iter().enumerate().map(|(place, figure)| {
            let safe = safe.get(place).and_then(Option::as_ref);
            self.table(*figure, place, counted, safe)
        });
        tables.collect()
    }

    fn table(&self, figure: Figure, place: usize, counted: &[Vec<Counted>], safe: Option<&Safe>) -> Table {
        let [lines, columns] = &self.axes;
        let mut cells = BTreeMap::new();
        for (height, (line, row)) in lines.iter().zip(counted).enumerate() {
            for (width, (column, one)) in columns.iter().zip(row).enumerate() {
                let told = safe.map_or_else(|| one.told(place), |safe| safe.at(height, width).count());
                cells.insert((line.clone(), column.clone()), one.cell(place, told));
            }
        }
        let mut table = Table {
            figure,
            year: self.year,
            complete: self.complete,
            published: self.published,
            lines: lines.clone(),
            columns: columns.clone(),
            cells,
            medians: BTreeMap::new(),
        };
        if let Some(safe) = safe {
            add_totals(&mut table, safe);
        }
        table
    }
}

impl Counted {
    fn told(&self, place: usize) -> Option<u64> {
        self.days.last().and_then(|day| day.get(place).copied().flatten())
    }

    /// As it is published; one that is hidden with what was told of it before.
    fn cell(&self, place: usize, told: Option<u64>) -> Cell {
        told.map_or_else(|| Cell::Hidden(self.last(place)), Cell::Shown)
    }

    /// What was told of it last before today.
    fn last(&self, place: usize) -> u64 {
        let before = self.days.iter().rev().skip(1);
        let mut told = before.filter_map(|day| day.get(place).copied().flatten());
        told.next().unwrap_or_default()
    }

    fn count(&self, place: usize) -> u64 {
        self.now.get(place).copied().unwrap_or_default()
    }

    /// The count of another figure of the same, compared with all that came before.
    fn compared(&self, place: usize, other: usize) -> Option<u64> {
        let count = self.now.get(other)? + self.ahead.get(other)?;
        Some(count.saturating_sub(self.ahead.get(place).copied().unwrap_or_default()))
    }

    /// It is not less than what was told of it, nor than its part.
    fn least(&self, place: usize) -> u64 {
        let part = self.compared(place, place + 1).unwrap_or_default();
        self.last(place).max(part)
    }

    /// What bounds it where it moves and nothing else does: it is not more than what it is a part of, unless that is bound to
    /// nothing and can follow.
    fn alone(&self, place: usize, safe: &[Option<Safe>]) -> Past {
        let is_bound = |whole: &usize| safe.get(*whole).is_some_and(Option::is_some) || self.told(*whole).is_some();
        let whole = (0..place).rev().find(is_bound);
        Past {
            hidden: self.told(place).is_none(),
            least: self.least(place),
            most: whole.and_then(|whole| self.compared(place, whole)),
        }
    }

    /// What bounds it where all it is a part of moves with it: then it may grow as far as it likes, and no farther shrink than
    /// each of them may.
    fn together(&self, place: usize) -> Past {
        let own = self.count(place).saturating_sub(self.least(place));
        let others = (0..place).map(|whole| self.count(whole).saturating_sub(self.last(whole)));
        let less = others.fold(own, u64::min);
        Past {
            hidden: self.told(place).is_none(),
            least: self.count(place) - less,
            most: None,
        }
    }
}

/// The tables of a year that is over with their totals, those that can be told with them. One that cannot by itself can often
/// where the same is hidden in what it is a part of, and both move together; unless that hides more there than it tells.
fn totals(counted: &[Vec<Counted>], figures: usize) -> Vec<Option<Safe>> {
    let one = |line: usize, column: usize| counted.get(line).and_then(|row| row.get(column));
    let grid = |place: usize| -> Vec<Vec<u64>> {
        let row = |row: &Vec<Counted>| row.iter().map(|one| one.count(place)).collect();
        counted.iter().map(row).collect()
    };
    let mut all: Vec<Option<Safe>> = Vec::new();
    for place in 0..figures {
        let alone = |line, column| one(line, column).map(|one| one.alone(place, &all)).unwrap_or_default();
        let (mut found, mut is_worth_it) = (suppress_wide(&grid(place), alone), false);
        if found.is_none() && place > 0 && all.iter().all(Option::is_some) {
            let together = |line, column| one(line, column).map(|one| one.together(place)).unwrap_or_default();
            found = suppress_wide(&grid(place), together);
            if let Some(found) = &found {
                let less: Vec<Option<Safe>> = all.iter().map(|safe| Some(safe.clone()?.without(found))).collect();
                let hidden = |all: &[Option<Safe>]| all.iter().flatten().map(Safe::hidden).sum::<usize>();
                is_worth_it = hidden(&less) - hidden(&all) < found.telling();
                if is_worth_it {
                    all = less;
                }
            }
            found = found.filter(|_| is_worth_it);
        }
        all.push(found);
    }
    all
}

fn add_totals(table: &mut Table, safe: &Safe) {
    let (height, width) = (table.lines.len(), table.columns.len());
    let cell = |line: usize, column: usize| safe.at(line, column).count().map_or(Cell::Hidden(0), Cell::Shown);
    for (at, line) in table.lines.clone().into_iter().enumerate() {
        table.cells.insert((line, TOTAL.to_owned()), cell(at, width));
    }
    table.columns.push(TOTAL.to_owned());
    // The totals of one line are the line again.
    if height > 1 {
        for at in 0..=width {
            let column = table.columns.get(at).cloned().unwrap_or_default();
            table.cells.insert((TOTAL.to_owned(), column), cell(height, at));
        }
        table.lines.push(TOTAL.to_owned());
    }
}

/// The tables of a day.
pub(in crate::observatory) fn tell(group: &Group<'_>) -> Vec<Table> {
    let [lines, columns] = &group.axes;
    let row = |line: &String| columns.iter().map(|column| group.counted(line, column)).collect();
    let counted: Vec<Vec<Counted>> = lines.iter().map(row).collect();
    group.tables(&counted)
}

impl Group<'_> {
    /// Whether those at their end must wait: there are more of them, in all years, than introductions are shown. `shown`: what the
    /// newest tables of introductions of all years come to at least.
    pub(in crate::observatory) fn waits(&self, shown: u64) -> bool {
        let all = |counts: &[Counts]| counts.iter().flat_map(BTreeMap::values).sum::<u64>();
        self.figures.contains(&Figure::Steps) && all(&self.now) + all(&self.ahead) > shown
    }
}

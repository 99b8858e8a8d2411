//! Which counts of a table are not shown. Small ones (1 to 4) are taken out, and with them as many others as it takes that
//! none that is missing can be worked out from those that are shown, the totals included.
//!
//! A table with its totals is a network: a line is a node, a count an edge between its row and its column, and a count that is
//! not shown can be another one exactly where it lies on a cycle of counts that are not shown, along which one can be added
//! and taken away by turns without any shown total telling (Gusfield, "A graph theoretic approach to statistical data
//! security", 1988). A count of nought cannot become less, so a cycle has a direction. The cheapest cycle is what is taken out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Counts below this are not shown; nought says nothing about anybody and is.
pub const LEAST: u64 = 5;

/// A count as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Count(u64),
    /// Not shown.
    Hidden,
}

impl Shown {
    /// The count, where it is shown.
    #[must_use]
    pub const fn count(self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Hidden => None,
        }
    }
}

/// A table with its totals, as it may be shown: the last row and the last column are the totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Safe {
    /// Rows of as many counts as there are columns, and one more.
    pub rows: Vec<Vec<Shown>>,
}

impl Safe {
    /// A count, hidden where there is none.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> Shown {
        let found = self.rows.get(row).and_then(|row| row.get(column));
        found.copied().unwrap_or(Shown::Hidden)
    }
}

impl Safe {
    /// How many counts are not shown.
    #[must_use]
    pub fn hidden(&self) -> usize {
        let all = self.rows.iter().flatten();
        all.filter(|shown| **shown == Shown::Hidden).count()
    }

    /// How many counts that are not nought are shown.
    #[must_use]
    pub fn telling(&self) -> usize {
        let all = self.rows.iter().flatten();
        all.filter(|shown| shown.count().is_some_and(|count| count > 0)).count()
    }

    /// Without what is hidden in another one of the same size.
    #[must_use]
    pub fn without(mut self, other: &Self) -> Self {
        for (row, cells) in self.rows.iter_mut().enumerate() {
            for (column, cell) in cells.iter_mut().enumerate() {
                if other.at(row, column) == Shown::Hidden {
                    *cell = Shown::Hidden;
                }
            }
        }
        self
    }
}

/// Takes the small counts out of a table, and what they could be worked out from. The total of all stays unless it is small
/// itself, so that several tables of the same things may show it: then none is shown of any of them.
#[must_use]
pub fn suppress(counts: &[Vec<u64>]) -> Safe {
    let mut table = Table::new(counts);
    if is_small(table.count(table.height - 1, table.width - 1)) {
        return table.nothing();
    }
    for row in 0..table.height {
        for column in 0..table.width {
            if is_small(table.count(row, column)) {
                table.hide(row, column);
            }
        }
    }
    // What lies on the cycle of another small one is safe already.
    for row in 0..table.height {
        for column in 0..table.width {
            if is_small(table.count(row, column)) {
                let cycle = table.cycle(row, column);
                for (row, column) in cycle.unwrap_or_else(|| table.everything()) {
                    table.hide(row, column);
                }
            }
        }
    }
    table.shown()
}

const fn is_small(count: u64) -> bool {
    0 < count && count < LEAST
}

/// What is known of a count of a table from elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// It is not to be shown, however large.
    pub hidden: bool,
    /// It cannot be less.
    pub least: u64,
    /// It cannot be more.
    pub most: Option<u64>,
}

/// As [`suppress`], with what readers know from elsewhere, and so that whatever is hidden could be one of numbers at least [`LEAST`]
/// apart. Nothing where no way is found: then the totals must not be shown.
#[must_use]
pub fn suppress_wide(counts: &[Vec<u64>], past: impl Fn(usize, usize) -> Past) -> Option<Safe> {
    let mut table = Table::new(counts);
    table.step = LEAST;
    if is_small(table.count(table.height - 1, table.width - 1)) {
        return None;
    }
    for row in 0..table.height {
        for column in 0..table.width {
            let inner = row + 1 < table.height && column + 1 < table.width;
            let known = if inner { past(row, column) } else { Past::default() };
            table.bind(row, column, known);
            if known.hidden || is_small(table.count(row, column)) {
                table.hide(row, column);
            }
        }
    }
    while let Some((row, column)) = table.narrow() {
        let choices = [
            table.cycle(row, column).unwrap_or_default(),
            table.filled(),
            table.everything(),
        ];
        let hides = |cells: &Vec<(usize, usize)>| cells.iter().any(|(row, column)| !table.is_hidden(*row, *column));
        for (row, column) in choices.into_iter().find(hides)? {
            table.hide(row, column);
        }
    }
    Some(table.shown())
}

/// A table with its totals as a network.
pub(super) struct Table {
    pub(super) height: usize,
    pub(super) width: usize,
    counts: Vec<u64>,
    hidden: Vec<bool>,
    /// By how much each can shrink and grow.
    pub(super) less: Vec<u64>,
    pub(super) more: Vec<u64>,
    /// By how much all counts of a cycle must be able to move.
    step: u64,
}

impl Table {
    fn new(counts: &[Vec<u64>]) -> Self {
        let inner = counts.iter().map(Vec::len).max().unwrap_or_default();
        let mut rows: Vec<Vec<u64>> = Vec::new();
        for row in counts {
            let mut row = row.clone();
            row.resize(inner, 0);
            row.push(row.iter().sum());
            rows.push(row);
        }
        let of_column = |column: usize| rows.iter().filter_map(|row| row.get(column)).sum();
        rows.push((0..=inner).map(of_column).collect());
        let counts: Vec<u64> = rows.concat();
        Self {
            height: rows.len(),
            width: inner + 1,
            hidden: vec![false; counts.len()],
            less: counts.clone(),
            more: vec![u64::MAX; counts.len()],
            step: 1,
            counts,
        }
    }

    /// What bounds a count from elsewhere.
    fn bind(&mut self, row: usize, column: usize, known: Past) {
        let (at, count) = (row * self.width + column, self.count(row, column));
        if let Some(less) = self.less.get_mut(at) {
            *less = count.saturating_sub(known.least);
        }
        if let (Some(more), Some(most)) = (self.more.get_mut(at), known.most) {
            *more = most.saturating_sub(count);
        }
    }

    /// A count that is hidden and could be told more closely than it must be.
    fn narrow(&self) -> Option<(usize, usize)> {
        let all = (0..self.height).flat_map(|row| (0..self.width).map(move |column| (row, column)));
        let mut hidden = all.filter(|(row, column)| self.is_hidden(*row, *column));
        hidden.find(|(row, column)| self.room(*row, *column, self.step) < self.step)
    }

    pub(super) fn count(&self, row: usize, column: usize) -> u64 {
        self.counts.get(row * self.width + column).copied().unwrap_or_default()
    }

    pub(super) fn is_hidden(&self, row: usize, column: usize) -> bool {
        self.hidden.get(row * self.width + column).copied().unwrap_or_default()
    }

    fn hide(&mut self, row: usize, column: usize) {
        if let Some(hidden) = self.hidden.get_mut(row * self.width + column) {
            *hidden = true;
        }
    }

    pub(super) fn is_total(&self, row: usize, column: usize) -> bool {
        // A total counts the other way round in its line; the total of all does so twice.
        (row + 1 == self.height) != (column + 1 == self.width)
    }

    fn is_total_of_all(&self, row: usize, column: usize) -> bool {
        row + 1 == self.height && column + 1 == self.width
    }

    fn everything(&self) -> Vec<(usize, usize)> {
        let all = (0..self.height).flat_map(|row| (0..self.width).map(move |column| (row, column)));
        all.filter(|(row, column)| !self.is_total_of_all(*row, *column))
            .collect()
    }

    /// The same without what is nought.
    fn filled(&self) -> Vec<(usize, usize)> {
        let mut all = self.everything();
        all.retain(|(row, column)| self.count(*row, *column) > 0);
        all
    }

    /// What it costs to take a count out; nothing where it is out already. Totals are what readers look for first. Nought
    /// protects nobody in the eyes of who knows that it can be nothing else: a chamber that does not work yet, a kind that
    /// does not occur.
    fn cost(&self, row: usize, column: usize) -> u64 {
        match () {
            () if self.is_hidden(row, column) => 0,
            () if self.count(row, column) == 0 => 1_000_000,
            () if self.is_total(row, column) => 1_000 + 10 * self.count(row, column),
            () => 1 + self.count(row, column),
        }
    }

    /// The way a count may go: `(more, less)` as seen along the edge from its row to its column.
    fn ways(&self, row: usize, column: usize) -> (bool, bool) {
        let at = row * self.width + column;
        let can = |by: &[u64]| by.get(at).is_some_and(|by| *by >= self.step);
        if self.is_total(row, column) {
            (can(&self.less), can(&self.more))
        } else {
            (can(&self.more), can(&self.less))
        }
    }

    /// The counts of the cheapest cycle through one.
    fn cycle(&self, row: usize, column: usize) -> Option<Vec<(usize, usize)>> {
        let (more, less) = self.ways(row, column);
        let forth = more.then(|| self.path(self.height + column, row, (row, column)));
        let back = less.then(|| self.path(row, self.height + column, (row, column)));
        let best = [forth, back]
            .into_iter()
            .flatten()
            .flatten()
            .min_by_key(|(cost, _)| *cost);
        best.map(|(_, path)| path)
    }

    /// The cheapest way between two lines that does not use one count, with what it costs. Lines are numbered: rows, columns.
    fn path(&self, from: usize, to: usize, without: (usize, usize)) -> Option<(u64, Vec<(usize, usize)>)> {
        let lines = self.height + self.width;
        let mut best: Vec<(u64, Option<usize>)> = vec![(u64::MAX, None); lines];
        let mut queue = BinaryHeap::from([Reverse((0_u64, from, from))]);
        while let Some(Reverse((cost, line, before))) = queue.pop() {
            let known = best.get_mut(line)?;
            if known.0 != u64::MAX {
                continue;
            }
            *known = (cost, (line != from).then_some(before));
            if line == to {
                break;
            }
            for (row, column, next) in self.neighbours(line) {
                if (row, column) != without && !self.is_total_of_all(row, column) {
                    queue.push(Reverse((cost + self.cost(row, column), next, line)));
                }
            }
        }
        let (cost, _) = *best.get(to)?;
        let mut path = vec![without];
        let mut line = to;
        while let Some((_, Some(before))) = best.get(line) {
            path.push(self.between(*before, line));
            line = *before;
        }
        (line == from && cost != u64::MAX).then_some((cost, path))
    }

    /// The count between two lines.
    const fn between(&self, one: usize, other: usize) -> (usize, usize) {
        if one < self.height {
            (one, other - self.height)
        } else {
            (other, one - self.height)
        }
    }

    /// The counts of a line that may change in the direction away from it, each with the line at its other end.
    fn neighbours(&self, line: usize) -> Vec<(usize, usize, usize)> {
        if line < self.height {
            let all = (0..self.width).filter(|column| self.ways(line, *column).0);
            all.map(|column| (line, column, self.height + column)).collect()
        } else {
            let column = line - self.height;
            let all = (0..self.height).filter(|row| self.ways(*row, column).1);
            all.map(|row| (row, column, row)).collect()
        }
    }

    fn shown(&self) -> Safe {
        let cell = |row, column| {
            if self.is_hidden(row, column) {
                Shown::Hidden
            } else {
                Shown::Count(self.count(row, column))
            }
        };
        let rows = (0..self.height).map(|row| (0..self.width).map(|column| cell(row, column)).collect());
        Safe { rows: rows.collect() }
    }

    fn nothing(&self) -> Safe {
        Safe {
            rows: vec![vec![Shown::Hidden; self.width]; self.height],
        }
    }
}

#[cfg(test)]
#[path = "table_test.rs"]
mod tests;

//! By how much a count that is hidden could differ, exactly: how much flows through it along hidden counts, up and down. A network's
//! bounds are whole numbers where its counts are, so that each number between them is one the count could be.

use std::collections::VecDeque;

use super::table::Table;

/// What can still be moved along each count.
struct Residual {
    less: Vec<u64>,
    more: Vec<u64>,
}

impl Table {
    /// How far apart the numbers are that a hidden count could be, up to `enough`.
    pub(super) fn room(&self, row: usize, column: usize, enough: u64) -> u64 {
        let up = self.moved(row, column, true, enough);
        up + self.moved(row, column, false, enough - up)
    }

    /// By how much it can grow, or shrink, up to `enough`.
    fn moved(&self, row: usize, column: usize, up: bool, enough: u64) -> u64 {
        let own = if up { &self.more } else { &self.less };
        let own = own.get(row * self.width + column).copied().unwrap_or_default();
        let mut residual = Residual {
            less: self.less.clone(),
            more: self.more.clone(),
        };
        // From the line the count leads into back to the one it comes from; a total counts the other way round.
        let along = up != self.is_total(row, column);
        let (from, to) = if along {
            (self.height + column, row)
        } else {
            (row, self.height + column)
        };
        let mut moved = 0;
        while moved < enough.min(own) {
            let Some(path) = self.way(from, to, (row, column), &residual) else {
                break;
            };
            let narrowest = path
                .iter()
                .map(|(at, up)| residual.left(*at, *up))
                .min()
                .unwrap_or_default();
            let step = narrowest.min(enough.min(own) - moved);
            for (at, up) in path {
                residual.take(at, up, step);
            }
            moved += step;
        }
        moved
    }

    /// A shortest way between two lines along hidden counts: which of them grow, which shrink.
    fn way(&self, from: usize, to: usize, without: (usize, usize), left: &Residual) -> Option<Vec<(usize, bool)>> {
        let mut came: Vec<Option<(usize, usize, bool)>> = vec![None; self.height + self.width];
        let mut queue = VecDeque::from([from]);
        while let Some(line) = queue.pop_front() {
            if line == to {
                break;
            }
            let steps = if line < self.height { self.width } else { self.height };
            for other in 0..steps {
                let (row, column, next) = if line < self.height {
                    (line, other, self.height + other)
                } else {
                    (other, line - self.height, other)
                };
                let up = (line < self.height) != self.is_total(row, column);
                let at = row * self.width + column;
                let free = self.is_hidden(row, column) && (row, column) != without && left.left(at, up) > 0;
                if free && next != from && came.get(next).is_some_and(Option::is_none) {
                    if let Some(slot) = came.get_mut(next) {
                        *slot = Some((line, at, up));
                    }
                    queue.push_back(next);
                }
            }
        }
        let mut way = Vec::new();
        let mut line = to;
        while line != from {
            let (before, at, up) = (*came.get(line)?)?;
            way.push((at, up));
            line = before;
        }
        Some(way)
    }
}

impl Residual {
    fn left(&self, at: usize, up: bool) -> u64 {
        let side = if up { &self.more } else { &self.less };
        side.get(at).copied().unwrap_or_default()
    }

    fn take(&mut self, at: usize, up: bool, step: u64) {
        let (from, to) = if up {
            (&mut self.more, &mut self.less)
        } else {
            (&mut self.less, &mut self.more)
        };
        if let (Some(from), Some(to)) = (from.get_mut(at), to.get_mut(at)) {
            *from = from.saturating_sub(step);
            *to = to.saturating_add(step);
        }
    }
}

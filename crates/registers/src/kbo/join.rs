//! The last pass: all rows of one enterprise come one after the other and become its record.

use super::assemble::Assembly;
use super::head::Head;
use super::scratch::Row;
use crate::sort::Sorted;
use crate::{Item, ReadError};

/// Rows by enterprise, in order of the numbers.
pub(crate) struct Join {
    rows: Sorted,
    total: u64,
    head: Head,
    present: Option<Assembly>,
}

impl Join {
    pub(crate) fn new(rows: Sorted, total: u64, head: Head) -> Self {
        Self {
            rows,
            total,
            head,
            present: None,
        }
    }

    /// The next enterprise, as a record or skipped.
    pub(crate) fn advance(&mut self) -> Result<Option<Item>, ReadError> {
        loop {
            let Some(bytes) = self.rows.next()? else {
                return Ok(self.present.take().map(Assembly::finish));
            };
            let Some(row) = Row::read(bytes) else {
                return Err(self.rows.garbled());
            };
            match &mut self.present {
                Some(present) if present.number == row.first => present.add(&row, &self.head),
                _ => {
                    let mut next = Assembly::new(row.first, self.head.as_of);
                    next.add(&row, &self.head);
                    if let Some(done) = self.present.replace(next) {
                        return Ok(Some(done.finish()));
                    }
                }
            }
        }
    }

    /// The share of the rows that were joined, in thousandths.
    pub(crate) fn thousandths(&self) -> u64 {
        self.rows.given * 1000 / self.total.max(1)
    }
}

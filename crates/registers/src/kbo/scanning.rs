//! The files of an extract one after the other: every row is checked and sorted in.

use std::collections::BTreeMap;

use super::files::{Found, Input};
use super::head::Head;
use super::scan::{Scan, Verdict};
use crate::sort::Sorter;
use crate::table::{Step, Table};
use crate::{Item, Options, ReadError, RowCounts, Skip};

/// The first pass, and what is known of the files also after it.
pub(crate) struct Scanning {
    row_limit: usize,
    scan: Option<Box<Scan>>,
    left: std::vec::IntoIter<Input>,
    present: Option<(Input, Box<Table>)>,
    pub(crate) rows: BTreeMap<String, RowCounts>,
    pub(crate) ignored: Vec<String>,
    pub(crate) fingerprint: [u8; 32],
    /// Bytes of the files, of an archive as packed.
    pub(crate) total: u64,
    /// Bytes to read, and of the files that are read to the end.
    unpacked: (u64, u64),
}

impl Scanning {
    /// Looks at every header and at the scratch folder; reads no row yet.
    pub(crate) fn open(found: Found, options: &Options, is_update: bool) -> Result<Self, ReadError> {
        let (mut rows, mut size) = (BTreeMap::new(), 0);
        for input in &found.inputs {
            input.table(options.row_limit)?;
            size += input.size()?;
            rows.insert(input.name().to_owned(), RowCounts::default());
        }
        let (fingerprint, total) = found.mark;
        let sorter = || Sorter::new(&options.scratch, options.run_bytes / 2);
        let scan = Scan::new(sorter()?, sorter()?, Head::new(options.as_of), is_update);
        Ok(Self {
            row_limit: options.row_limit,
            scan: Some(Box::new(scan)),
            left: found.inputs.into_iter(),
            present: None,
            rows,
            ignored: found.ignored,
            fingerprint,
            total,
            unpacked: (size, 0),
        })
    }

    /// The next item of the files; nothing when all are read.
    pub(crate) fn advance(&mut self) -> Result<Option<Item>, ReadError> {
        loop {
            let Some((input, table)) = &mut self.present else {
                let Some(input) = self.left.next() else { return Ok(None) };
                let table = Box::new(input.table(self.row_limit)?);
                self.present = Some((input, table));
                continue;
            };
            let Some(scan) = &mut self.scan else { return Ok(None) };
            let (item, over) = match table.advance()? {
                Step::End => (None, true),
                Step::Rejected(reject) => (Some(Item::Rejected(reject)), false),
                Step::Row => (take(scan, input, table)?, false),
            };
            if let Some(counts) = self.rows.get_mut(input.name()) {
                *counts = table.counts;
            }
            if over {
                self.unpacked.1 += table.bytes();
                self.present = None;
            }
            if item.is_some() {
                return Ok(item);
            }
        }
    }

    /// What the rows amount to, once all are read.
    pub(crate) fn finish(&mut self) -> Option<Box<Scan>> {
        self.scan.take()
    }

    /// Reading is the first half of the way, what comes after it the second: `thousandths` of that are done.
    pub(crate) fn progress(&self, thousandths: Option<u64>) -> (u64, u64) {
        let half = self.total / 2;
        let done = match thousandths {
            Some(done) => half + (self.total - half) * done / 1000,
            None => {
                let present = self.present.as_ref().map_or(0, |(_, table)| table.bytes());
                let (all, before) = self.unpacked;
                // Of an archive the bytes are counted unpacked.
                half * ((before + present).min(all) * 1000 / all.max(1)) / 1000
            }
        };
        (done.min(self.total), self.total)
    }

    /// Closes the files of the scratch folder.
    pub(crate) fn stop(&mut self) {
        self.scan = None;
        self.present = None;
    }
}

/// What becomes of the present row, told as an item if it is not simply used or dropped.
fn take(scan: &mut Scan, input: &Input, table: &mut Table) -> Result<Option<Item>, ReadError> {
    Ok(match scan.take(input, table)? {
        Verdict::Used => None,
        Verdict::Dropped => {
            table.counts.dropped += 1;
            None
        }
        Verdict::Person => {
            table.counts.dropped += 1;
            Some(Item::Skipped {
                reason: Skip::NaturalPerson,
                number: None,
            })
        }
        Verdict::Rejected(reason, value) => Some(Item::Rejected(table.reject(reason, &value))),
    })
}

//! The extract of the Belgian KBO/BCE: nine CSV files joined in bounded memory.
//!
//! Three passes: `scan` checks every row and sorts it, details of establishments find their
//! enterprise by the order of unit numbers (here), `join` makes records of what lies together.

mod assemble;
mod codes;
mod countries;
mod files;
mod head;
mod join;
mod numbers;
mod scan;
mod scratch;

pub(crate) use countries::code as country_code;
pub(crate) use numbers::{Number, Numbers};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use files::Official;
use head::Head;
use join::Join;
use scan::{Scan, Verdict};
use scratch::{Kind, Row};

use crate::reader::Format;
use crate::sort::{Sorted, Sorter};
use crate::table::{Step, Table};
use crate::{Item, Options, ReadError, RowCounts, Skip};

/// The reader of an extract.
pub(crate) struct Kbo {
    row_limit: usize,
    stage: Stage,
    rows: BTreeMap<String, RowCounts>,
    ignored: Vec<String>,
    fingerprint: [u8; 32],
    total: u64,
    /// Bytes of the files that are read to the end.
    finished: u64,
}

/// Where the reading is.
enum Stage {
    Scan {
        scan: Box<Scan>,
        left: std::vec::IntoIter<(Official, PathBuf)>,
        present: Option<(Official, Box<Table>)>,
    },
    Join(Box<Join>),
    /// Over, or between two of the others.
    Done,
}

impl Kbo {
    /// Looks at the folder, at every header and at the scratch folder; reads no row yet.
    pub(crate) fn open(folder: &Path, options: &Options) -> Result<Self, ReadError> {
        let found = files::find(folder)?;
        let mut rows = BTreeMap::new();
        for (file, path) in &found.files {
            Table::open(path, file.name(), &file.columns(), options.row_limit)?;
            rows.insert(file.name().to_owned(), RowCounts::default());
        }
        let marks = found.files.iter().map(|(file, path)| (file.name(), path.as_path()));
        let (fingerprint, total) = crate::fingerprint(marks)?;
        let sorter = || Sorter::new(&options.scratch, options.run_bytes / 2);
        let head = Head::new(folder.join(Official::Meta.name()), options.as_of);
        let scan = Box::new(Scan::new(sorter()?, sorter()?, head));
        Ok(Self {
            row_limit: options.row_limit,
            stage: Stage::Scan {
                scan,
                left: found.files.into_iter(),
                present: None,
            },
            rows,
            ignored: found.ignored,
            fingerprint,
            total,
            finished: 0,
        })
    }

    fn end_file(&mut self) {
        if let Stage::Scan { present, .. } = &mut self.stage {
            self.finished += present.take().map_or(0, |(_, table)| table.bytes());
        }
    }

    /// Brings the details of establishments to their enterprises, then sorts those.
    fn begin_join(&mut self) -> Result<(), ReadError> {
        let Stage::Scan { scan, .. } = std::mem::replace(&mut self.stage, Stage::Done) else {
            return Ok(());
        };
        let Scan {
            mut entries,
            units,
            head,
            ..
        } = *scan;
        bring_home(units.finish()?, &mut entries)?;
        let total = entries.rows;
        self.stage = Stage::Join(Box::new(Join::new(entries.finish()?, total, head)));
        Ok(())
    }
}

impl Format for Kbo {
    fn advance(&mut self) -> Result<Option<Item>, ReadError> {
        loop {
            match &mut self.stage {
                Stage::Scan {
                    present: Some((file, table)),
                    scan,
                    ..
                } => {
                    let file = *file;
                    let item = match table.advance()? {
                        Step::End => None,
                        Step::Rejected(reject) => Some(Some(Item::Rejected(reject))),
                        Step::Row => Some(take(scan, file, table)?),
                    };
                    if let Some(counts) = self.rows.get_mut(file.name()) {
                        *counts = table.counts;
                    }
                    match item {
                        Some(Some(item)) => return Ok(Some(item)),
                        Some(None) => {}
                        None => self.end_file(),
                    }
                }
                Stage::Scan { left, present, .. } => match left.next() {
                    Some((file, path)) => {
                        let table = Table::open(&path, file.name(), &file.columns(), self.row_limit)?;
                        *present = Some((file, Box::new(table)));
                    }
                    None => self.begin_join()?,
                },
                Stage::Join(join) => return join.advance(),
                Stage::Done => return Ok(None),
            }
        }
    }

    fn rows(&self) -> &BTreeMap<String, RowCounts> {
        &self.rows
    }

    fn ignored(&self) -> &[String] {
        &self.ignored
    }

    fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }

    /// Reading is the first half of the way, joining the second.
    fn progress(&self) -> (u64, u64) {
        let done = match &self.stage {
            Stage::Scan { present, .. } => {
                let present = present.as_ref().map_or(0, |(_, table)| table.bytes());
                (self.finished + present) / 2
            }
            Stage::Join(join) => (self.total / 2) + self.total / 2 * join.thousandths() / 1000,
            Stage::Done => self.total,
        };
        (done.min(self.total), self.total)
    }

    fn stop(&mut self) {
        self.stage = Stage::Done;
    }
}

/// What becomes of the present row, told as an item if it is not simply used or dropped.
fn take(scan: &mut Scan, file: Official, table: &mut Table) -> Result<Option<Item>, ReadError> {
    Ok(match scan.take(file, table)? {
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

/// Rows by unit: the unit itself, which names its enterprise, then what is said of it.
fn bring_home(mut units: Sorted, entries: &mut Sorter) -> Result<(), ReadError> {
    let mut home: Option<(Number, Number)> = None;
    let mut out = Vec::new();
    loop {
        let Some(bytes) = units.next()? else {
            return Ok(());
        };
        let Some(row) = Row::read(bytes) else {
            return Err(units.garbled());
        };
        match (row.kind, home) {
            (Kind::Entry, _) => home = row.said.parse().ok().map(|owner| (row.first, Number(owner))),
            (_, Some((unit, owner))) if unit == row.first => {
                Row {
                    first: owner,
                    second: unit,
                    ..row
                }
                .write(&mut out);
                entries.push(&out)?;
            }
            _ => return Err(units.garbled()),
        }
    }
}

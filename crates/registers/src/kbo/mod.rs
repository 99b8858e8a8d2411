//! The extracts of the Belgian KBO/BCE, as folder or zip: nine CSV files joined in bounded memory,
//! and the updates that change what was read of them.
//!
//! Three passes: `scan` checks every row and sorts it, details of establishments find their
//! enterprise by the order of unit numbers (here, of updates in `update`), then what lies together
//! becomes a record: of a full extract in `join`, of an update with what was stored in `change`.

mod assemble;
mod change;
mod codes;
mod countries;
mod extract;
mod files;
mod head;
mod join;
mod numbers;
mod scan;
mod scanning;
mod scratch;
mod unfold;
mod update;

pub(crate) use countries::code as country_code;
pub use extract::{Extract, extract_of};
pub(crate) use numbers::{Number, Numbers};
pub use update::Known;
pub(crate) use update::Update;

use std::collections::BTreeMap;
use std::path::Path;

use join::Join;
use scan::Scan;
use scanning::Scanning;
use scratch::{Kind, Row};

use crate::reader::Format;
use crate::sort::{Sorted, Sorter};
use crate::{Item, Options, ReadError, RowCounts};

/// The reader of a full extract.
pub(crate) struct Kbo {
    scanning: Scanning,
    stage: Stage,
}

/// Where the reading is.
enum Stage {
    Scan,
    Join(Box<Join>),
    Done,
}

impl Kbo {
    /// Looks at the folder or zip, at every header and at the scratch folder; reads no row yet.
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Self, ReadError> {
        if extract_of(path)?.is_some_and(|extract| extract.is_update) {
            return Err(ReadError::UpdateExtract { path: path.to_owned() });
        }
        Ok(Self {
            scanning: Scanning::open(files::full(path)?, options, false)?,
            stage: Stage::Scan,
        })
    }
}

/// Brings the details of establishments to their enterprises, then sorts those.
fn begin_join(scan: Scan) -> Result<Join, ReadError> {
    let Scan {
        mut entries,
        units,
        head,
        ..
    } = scan;
    bring_home(units.finish()?, &mut entries)?;
    let total = entries.rows;
    Ok(Join::new(entries.finish()?, total, head))
}

impl Format for Kbo {
    fn advance(&mut self) -> Result<Option<Item>, ReadError> {
        loop {
            match &mut self.stage {
                Stage::Scan => {
                    if let Some(item) = self.scanning.advance()? {
                        return Ok(Some(item));
                    }
                    self.stage = match self.scanning.finish() {
                        Some(scan) => Stage::Join(Box::new(begin_join(*scan)?)),
                        None => Stage::Done,
                    };
                }
                Stage::Join(join) => return join.advance(),
                Stage::Done => return Ok(None),
            }
        }
    }

    fn rows(&self) -> &BTreeMap<String, RowCounts> {
        &self.scanning.rows
    }

    fn ignored(&self) -> &[String] {
        &self.scanning.ignored
    }

    fn fingerprint(&self) -> [u8; 32] {
        self.scanning.fingerprint
    }

    fn progress(&self) -> (u64, u64) {
        self.scanning.progress(match &self.stage {
            Stage::Scan => None,
            Stage::Join(join) => Some(join.thousandths()),
            Stage::Done => Some(1000),
        })
    }

    fn stop(&mut self) {
        self.scanning.stop();
        self.stage = Stage::Done;
    }
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

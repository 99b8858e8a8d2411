//! Legal entity identifiers by GLEIF: the golden copy, or what its API answers. Sole proprietors are
//! natural persons and skipped.

mod golden;
mod map;
mod model;
mod rows;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use model::Lei;
use rows::Rows;

use crate::reader::Format;
use crate::seen::{Known, Seen};
use crate::values::excerpt;
use crate::{Item, Options, ReadError, Reject, RejectReason, RowCounts, Skip};

/// Why a row is refused, and for which value.
type Refused = (RejectReason, String);

/// The reader of a file.
pub(crate) struct Gleif {
    path: PathBuf,
    name: String,
    as_of: Option<NaiveDate>,
    rows: Rows,
    seen: Seen,
    persons: [(&'static str, u64); 1],
    counts: BTreeMap<String, RowCounts>,
    fingerprint: [u8; 32],
    total: u64,
    over: bool,
}

impl Gleif {
    /// Looks at the first bytes of the file, and at the header of a golden copy.
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Self, ReadError> {
        let (rows, total) = Rows::open(path, options)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (fingerprint, _) = crate::fingerprint(std::iter::once((name.as_str(), path)))?;
        Ok(Self {
            path: path.to_owned(),
            counts: BTreeMap::from([(name.clone(), RowCounts::default())]),
            name,
            as_of: options.as_of,
            rows,
            seen: Seen::default(),
            persons: [("sole_proprietor", 0)],
            fingerprint,
            total,
            over: false,
        })
    }

    fn item(&mut self, row: Lei) -> Result<Item, Refused> {
        let category = row.entity.as_ref().and_then(|entity| entity.category.as_deref());
        let person = category.is_some_and(|category| category.trim().eq_ignore_ascii_case("SOLE_PROPRIETOR"));
        let read = map::read(row, self.as_of);
        // The number of a natural person is no more for show than the name.
        let (number, record) = read.map_err(|(reason, value)| (reason, if person { String::new() } else { value }))?;
        let shown = if person { String::new() } else { number.clone() };
        match self.seen.insert(&number) {
            Known::New => {}
            Known::Twice => return Err((RejectReason::Duplicate, shown)),
            Known::Full { limit } => return Err((RejectReason::TooMany { limit }, shown)),
        }
        if person {
            self.persons[0].1 += 1;
            let reason = Skip::NaturalPerson;
            return Ok(Item::Skipped { reason, number: None });
        }
        Ok(record.map_or(
            Item::Skipped {
                reason: Skip::NoName,
                number: Some(number),
            },
            Item::Record,
        ))
    }
}

impl Format for Gleif {
    fn advance(&mut self) -> Result<Option<Item>, ReadError> {
        let Some((line, row)) = self.rows.advance(&self.path)? else {
            self.over = true;
            return Ok(None);
        };
        // Of a row that cannot be read nobody knows whom it is about.
        let item = row
            .map_err(|reason| (reason, String::new()))
            .and_then(|row| self.item(row));
        let counts = self.counts.entry(self.name.clone()).or_default();
        counts.read += 1;
        Ok(Some(item.unwrap_or_else(|(reason, value)| {
            counts.rejected += 1;
            Item::Rejected(Reject {
                file: self.name.clone(),
                line,
                reason,
                excerpt: excerpt(&value),
            })
        })))
    }

    fn rows(&self) -> &BTreeMap<String, RowCounts> {
        &self.counts
    }

    fn persons(&self) -> &[(&'static str, u64)] {
        &self.persons
    }

    fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }

    fn progress(&self) -> (u64, u64) {
        let done = if self.over {
            self.total
        } else {
            self.rows.bytes().min(self.total)
        };
        (done, self.total)
    }
}

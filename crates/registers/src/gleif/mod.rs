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

use crate::item::Refused;
use crate::reader::Format;
use crate::seen::{Known, Seen};
use crate::single::Single;
use crate::{Item, Options, ReadError, RejectReason, RowCounts, Skip};

/// The reader of a file.
pub(crate) struct Gleif {
    path: PathBuf,
    file: Single,
    as_of: Option<NaiveDate>,
    rows: Rows,
    seen: Seen,
    persons: [(&'static str, u64); 1],
}

impl Gleif {
    /// Looks at the first bytes of the file, and at the header of a golden copy.
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Self, ReadError> {
        let (rows, total) = Rows::open(path, options)?;
        let mut file = Single::of(path)?;
        file.total = total;
        Ok(Self {
            path: path.to_owned(),
            file,
            as_of: options.as_of,
            rows,
            seen: Seen::default(),
            persons: [("sole_proprietor", 0)],
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
            self.file.end();
            return Ok(None);
        };
        // Of a row that cannot be read nobody knows whom it is about.
        let item = row
            .map_err(|reason| (reason, String::new()))
            .and_then(|row| self.item(row));
        Ok(Some(self.file.count(line, item)))
    }

    fn rows(&self) -> &BTreeMap<String, RowCounts> {
        self.file.rows()
    }

    fn persons(&self) -> &[(&'static str, u64)] {
        &self.persons
    }

    fn fingerprint(&self) -> [u8; 32] {
        self.file.fingerprint
    }

    fn progress(&self) -> (u64, u64) {
        self.file.progress(self.rows.bytes())
    }
}

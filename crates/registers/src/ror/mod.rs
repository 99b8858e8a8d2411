//! The list of research organisations of ROR: JSON lines or one JSON array, with records of schema
//! 1 and schema 2 side by side.

mod fields;
mod map;
mod names;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::entries::{Array, Entries, Entry};
use crate::input::{Lines, Source, open_text, unreadable};
use crate::item::Refused;
use crate::reader::Format;
use crate::single::Single;
use crate::{Item, Options, ReadError, RejectReason, RowCounts};

/// Numbers kept to find those that come twice; ROR has some 120,000 organisations.
const NUMBERS: usize = 1_000_000;

/// The reader of a list.
pub(crate) struct Ror {
    path: PathBuf,
    file: Single,
    as_of: Option<NaiveDate>,
    entries: Entries<Source>,
    text: Vec<u8>,
    seen: HashSet<String>,
}

impl Ror {
    /// Looks at the first bytes of the file.
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Self, ReadError> {
        let expected = "JSON lines or a JSON array";
        let source = open_text(path, expected)?;
        let head = source.get_ref().0.get_ref();
        let limit = options.row_limit;
        let entries = match head.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => Entries::Lines(Lines::new(source, limit)),
            Some(b'[') => Entries::Array(Array::new(source, limit)),
            first => {
                let found = if first == Some(&b'<') {
                    "HTML or XML"
                } else {
                    "other text"
                };
                let mend = "give the .json or .jsonl file of the ROR data dump";
                return Err(ReadError::WrongFormat {
                    path: path.to_owned(),
                    found,
                    expected,
                    mend,
                });
            }
        };
        Ok(Self {
            path: path.to_owned(),
            file: Single::of(path)?,
            as_of: options.as_of,
            entries,
            text: Vec::new(),
            seen: HashSet::new(),
        })
    }

    fn item(&mut self) -> Result<Item, Refused> {
        let Ok(text) = std::str::from_utf8(&self.text) else {
            return Err((RejectReason::Encoding, self.head()));
        };
        let Ok(value) = serde_json::from_str(text) else {
            return Err((RejectReason::Json, self.head()));
        };
        let (number, item) = map::item(value, self.as_of)?;
        if self.seen.contains(&number) {
            return Err((RejectReason::Duplicate, number));
        }
        if self.seen.len() >= NUMBERS {
            return Err((RejectReason::TooMany { limit: NUMBERS }, number));
        }
        self.seen.insert(number);
        Ok(item)
    }

    /// The beginning of an entry that cannot be read.
    fn head(&self) -> String {
        let head = self.text.get(..40).unwrap_or(&self.text);
        String::from_utf8_lossy(head).into_owned()
    }
}

impl Format for Ror {
    fn advance(&mut self) -> Result<Option<Item>, ReadError> {
        let entry = self.entries.advance(&mut self.text);
        let (line, item) = match entry.map_err(|error| unreadable(&self.path, error))? {
            Entry::End => {
                self.file.end();
                return Ok(None);
            }
            Entry::Text(line) => (line, self.item()),
            Entry::Bad(line, reason) => (line, Err((reason, self.head()))),
        };
        Ok(Some(self.file.count(line, item)))
    }

    fn rows(&self) -> &BTreeMap<String, RowCounts> {
        self.file.rows()
    }

    fn fingerprint(&self) -> [u8; 32] {
        self.file.fingerprint
    }

    fn progress(&self) -> (u64, u64) {
        self.file.progress(self.entries.bytes())
    }
}

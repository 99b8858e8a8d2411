//! German companies of 2017 to 2019 as OffeneRegister published them: JSON lines, plain or packed by
//! gzip or bzip2. Officers are counted and never read; the rest is what is named in `company`.

mod address;
mod company;
mod map;
mod number;
mod persons;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use company::Company;
use map::Read;
use persons::Rule;
use serde_json::error::Category;

use crate::input::{Line, Lines, Source, unreadable};
use crate::item::Refused;
use crate::packed::{self, Done};
use crate::reader::Format;
use crate::seen::{Known, Seen};
use crate::single::Single;
use crate::{Item, Options, ReadError, RejectReason, RowCounts, Skip};

const MEND: &str = "give OffeneRegister's .jsonl file, or its .gz or .bz2 as it is";

/// The reader of a file.
pub(crate) struct OffeneRegister {
    path: PathBuf,
    file: Single,
    as_of: Option<NaiveDate>,
    lines: Lines<Source>,
    done: Done,
    text: Vec<u8>,
    seen: Seen,
    persons: [(&'static str, u64); 3],
}

impl OffeneRegister {
    /// Looks at the first bytes of the file, unpacked.
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Self, ReadError> {
        let expected = "JSON lines";
        let (source, done) = packed::open_text(path, expected)?;
        let head = source.get_ref().0.get_ref();
        let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
        if first != Some(&b'{') {
            let found = match first {
                Some(b'<') => "HTML or XML",
                Some(b'[') => "a JSON array",
                _ => "other text",
            };
            return Err(ReadError::WrongFormat {
                path: path.to_owned(),
                found,
                expected,
                mend: MEND,
            });
        }
        Ok(Self {
            path: path.to_owned(),
            file: Single::of(path)?,
            as_of: options.as_of,
            lines: Lines::new(source, options.row_limit),
            done,
            text: Vec::new(),
            seen: Seen::default(),
            persons: Rule::ALL.map(|rule| (rule.code(), 0)),
        })
    }

    /// The next line that is not blank.
    fn line(&mut self) -> Result<Line, ReadError> {
        loop {
            self.text.clear();
            let line = self.lines.append(&mut self.text);
            let line = line.map_err(|error| unreadable(&self.path, error))?;
            if line != Line::Whole || !self.text.iter().all(u8::is_ascii_whitespace) {
                return Ok(line);
            }
        }
    }

    /// A line that cannot be read may be about a natural person, so nothing of it is shown.
    fn item(&mut self) -> Result<Item, Refused> {
        let Ok(text) = std::str::from_utf8(&self.text) else {
            return Err((RejectReason::Encoding, String::new()));
        };
        let company: Company<'_> = serde_json::from_str(text).map_err(|fault| match fault.classify() {
            Category::Data => (RejectReason::Shape { field: "record" }, String::new()),
            _ => (RejectReason::Json, String::new()),
        })?;
        let (number, read) = map::read(company, self.as_of)?;
        match self.seen.insert(&number) {
            Known::New => {}
            // The number of a natural person is no more for show than the name.
            known => {
                let number = if matches!(read, Read::Person(_)) {
                    String::new()
                } else {
                    number
                };
                return Err(match known {
                    Known::Full { limit } => (RejectReason::TooMany { limit }, number),
                    _ => (RejectReason::Duplicate, number),
                });
            }
        }
        Ok(match read {
            Read::Record(record) => Item::Record(record),
            Read::Nameless => Item::Skipped {
                reason: Skip::NoName,
                number: Some(number),
            },
            Read::Person(rule) => {
                let count = self.persons.iter_mut().find(|(code, _)| *code == rule.code());
                if let Some((_, count)) = count {
                    *count += 1;
                }
                Item::Skipped {
                    reason: Skip::NaturalPerson,
                    number: None,
                }
            }
        })
    }
}

impl Format for OffeneRegister {
    fn advance(&mut self) -> Result<Option<Item>, ReadError> {
        let item = match self.line()? {
            Line::End => {
                self.file.end();
                return Ok(None);
            }
            Line::Whole => self.item(),
            Line::TooLong => {
                let limit = self.lines.limit();
                Err((RejectReason::TooLong { limit }, String::new()))
            }
        };
        Ok(Some(self.file.count(self.lines.line, item)))
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
        self.file.progress(self.done.bytes())
    }
}

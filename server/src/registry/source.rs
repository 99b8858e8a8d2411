//! Reading on a thread of its own: a register's file or JSON lines become a channel of items, two batches ahead at most.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::time::UNIX_EPOCH;

use chrono::{DateTime, NaiveDate};
use registers::{Extract, Item, Options, Reader, Register, Reject, RejectReason, RowCounts};
use sha2::{Digest, Sha256};

use super::extracts::Stored;
use super::line::{FactClass, Line, ListedStanding, Listing as LineListing};
use super::model::{ImportError, Kind, Request, Rows};
use crate::organisations::add_national;
use crate::organisations::bulk::Incoming;
use crate::organisations::model::{Class, Kind as OrganisationKind, Listing, Standing, Stated, field_of};
use crate::platform::hash::hex;

/// Longest line of JSON.
const LINE_LIMIT: usize = 4 << 20;

/// One thing read.
pub(super) enum Read1 {
    /// A record.
    Record(Box<Incoming>),
    /// One that makes no organisation.
    Skipped(&'static str),
    /// A row that could not be used.
    Rejected(Reject),
}

/// An opened input.
pub(super) enum Source {
    Register {
        reader: Box<Reader>,
        as_of: NaiveDate,
        extract: Option<Extract>,
    },
    Lines(Box<Lines>),
}

/// What is known of an input in the end.
#[derive(Default)]
pub(super) struct Tail {
    pub(super) rows: BTreeMap<String, Rows>,
    pub(super) ignored: Vec<String>,
}

/// Opens the input. The date is that of the register, of the request, or of the newest file: when it was retrieved.
///
/// An update changes what is `stored`.
pub(super) fn open(request: &Request, stored: Stored) -> Result<Source, ImportError> {
    match request.kind {
        Kind::Register(register) => {
            let mut options = Options::new(&request.scratch);
            options.as_of = request.as_of;
            let retrieved = retrieved(&request.path);
            let extract = match register {
                Register::Kbo => registers::extract_of(&request.path)?,
                _ => None,
            };
            let reader = if extract.is_some_and(|extract| extract.is_update) {
                registers::open_update(&request.path, options, Box::new(stored))?
            } else {
                registers::open(register, &request.path, options)?
            };
            Ok(Source::Register {
                reader: Box::new(reader),
                as_of: request.as_of.unwrap_or(retrieved),
                extract,
            })
        }
        Kind::Lines => Lines::open(&request.path, request.as_of).map(|lines| Source::Lines(Box::new(lines))),
    }
}

/// The day the newest file of the input was last written.
fn retrieved(path: &Path) -> NaiveDate {
    let own = std::fs::metadata(path).ok();
    let inside = std::fs::read_dir(path)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.metadata().ok());
    own.into_iter()
        .chain(inside)
        .filter(std::fs::Metadata::is_file)
        .filter_map(|found| found.modified().ok()?.duration_since(UNIX_EPOCH).ok())
        .filter_map(|since| DateTime::from_timestamp(i64::try_from(since.as_secs()).ok()?, 0))
        .map(|time| time.date_naive())
        .max()
        .unwrap_or_default()
}

impl Source {
    /// Recognises the same input again.
    pub(super) fn fingerprint(&self) -> String {
        match self {
            Self::Register { reader, .. } => hex(&reader.fingerprint()),
            Self::Lines(lines) => lines.fingerprint.clone(),
        }
    }

    /// Which extract it is, where the register counts them.
    pub(super) const fn extract(&self) -> Option<Extract> {
        match self {
            Self::Register { extract, .. } => *extract,
            Self::Lines(_) => None,
        }
    }

    /// Bytes read and bytes there are.
    pub(super) fn progress(&self) -> (u64, u64) {
        match self {
            Self::Register { reader, .. } => reader.progress(),
            Self::Lines(lines) => (lines.done, lines.total),
        }
    }

    /// Rows by file, and files that were not read.
    pub(super) fn tail(&self) -> Tail {
        match self {
            Self::Register { reader, .. } => Tail {
                rows: reader
                    .rows()
                    .iter()
                    .map(|(file, counts)| (file.clone(), rows(*counts)))
                    .collect(),
                ignored: reader.ignored().to_vec(),
            },
            Self::Lines(lines) => Tail {
                rows: [(lines.name.clone(), lines.rows)].into(),
                ignored: Vec::new(),
            },
        }
    }
}

const fn rows(counts: RowCounts) -> Rows {
    Rows {
        read: counts.read,
        rejected: counts.rejected,
    }
}

impl Iterator for Source {
    type Item = Result<Read1, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Register { reader, as_of, .. } => Some(match reader.next()? {
                Ok(Item::Record(record)) => {
                    let as_of = record.as_of.unwrap_or(*as_of);
                    match Incoming::new(*record, as_of, None) {
                        Ok(incoming) => Ok(Read1::Record(Box::new(incoming))),
                        Err(error) => Err(ImportError::Bulk(error.into())),
                    }
                }
                Ok(Item::Skipped { reason, .. }) => Ok(Read1::Skipped(reason.code())),
                Ok(Item::Rejected(reject)) => Ok(Read1::Rejected(reject)),
                Err(error) => Err(error.into()),
            }),
            Self::Lines(lines) => lines.next(),
        }
    }
}

/// JSON lines as `generate` prints them.
pub(super) struct Lines {
    input: BufReader<File>,
    name: String,
    as_of: Option<NaiveDate>,
    retrieved: NaiveDate,
    fingerprint: String,
    line: u64,
    done: u64,
    total: u64,
    rows: Rows,
    /// Digests of register and number of what was read: sixteen bytes a record.
    seen: HashSet<[u8; 16]>,
}

impl Lines {
    fn open(path: &Path, as_of: Option<NaiveDate>) -> Result<Self, ImportError> {
        let failed = |source| ImportError::File {
            path: path.into(),
            source,
        };
        let found = std::fs::metadata(path).map_err(failed)?;
        if !found.is_file() {
            let kind = std::io::Error::other("not a file; give the path of a file of JSON lines");
            return Err(failed(kind));
        }
        if found.len() == 0 {
            return Err(failed(std::io::Error::other(
                "the file is empty; make it again with `passerelle generate`",
            )));
        }
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let (mark, total) = registers::fingerprint([(name.as_str(), path)].into_iter())?;
        let file = File::open(path).map_err(failed)?;
        Ok(Self {
            input: BufReader::with_capacity(1 << 20, file),
            name,
            as_of,
            retrieved: retrieved(path),
            fingerprint: hex(&mark),
            line: 0,
            done: 0,
            total,
            rows: Rows::default(),
            seen: HashSet::new(),
        })
    }

    fn next(&mut self) -> Option<Result<Read1, ImportError>> {
        loop {
            let mut bytes = Vec::new();
            let limit = u64::try_from(LINE_LIMIT).unwrap_or(u64::MAX);
            let read = match self.input.by_ref().take(limit).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(read) => read,
                Err(source) => {
                    return Some(Err(ImportError::File {
                        path: self.name.clone().into(),
                        source,
                    }));
                }
            };
            self.line += 1;
            self.done += u64::try_from(read).unwrap_or_default();
            if read == LINE_LIMIT && bytes.last() != Some(&b'\n') {
                self.rows.read += 1;
                if let Err(source) = self.skip_line() {
                    return Some(Err(ImportError::File {
                        path: self.name.clone().into(),
                        source,
                    }));
                }
                return Some(Ok(self.reject(RejectReason::TooLong { limit: LINE_LIMIT }, &[])));
            }
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            self.rows.read += 1;
            return Some(Ok(self.parse(&bytes)));
        }
    }

    /// Reads on to the end of a line without keeping it.
    fn skip_line(&mut self) -> std::io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(buffer.len(), |place| place + 1);
            let is_last = buffer.is_empty() || end.is_some();
            self.input.consume(used);
            self.done += u64::try_from(used).unwrap_or_default();
            if is_last {
                return Ok(());
            }
        }
    }

    fn parse(&mut self, bytes: &[u8]) -> Read1 {
        let line: Line = match serde_json::from_slice(bytes) {
            Ok(line) => line,
            Err(error) if error.is_data() => return self.reject(RejectReason::Shape { field: "line" }, bytes),
            Err(_) => return self.reject(RejectReason::Json, bytes),
        };
        if line.record.names.is_empty() {
            return Read1::Skipped(registers::Skip::NoName.code());
        }
        let listing = match line.listed.map(listing).transpose() {
            Ok(listing) => listing,
            Err(field) => return self.reject(RejectReason::UnknownCode { column: field }, bytes),
        };
        // The earlier line wins, as among the rows of a register.
        if !self.seen.insert(key(&line.record)) {
            return self.reject(RejectReason::Duplicate, line.record.number.as_bytes());
        }
        let as_of = self.as_of.or(line.record.as_of).unwrap_or(self.retrieved);
        let mut record = line.record;
        // Readers of registers do this themselves, by their own rules.
        add_national(&mut record.identifiers);
        match Incoming::new(record, as_of, listing) {
            Ok(incoming) => Read1::Record(Box::new(incoming)),
            Err(_) => self.reject(RejectReason::Json, bytes),
        }
    }

    fn reject(&mut self, reason: RejectReason, bytes: &[u8]) -> Read1 {
        self.rows.rejected += 1;
        let excerpt = String::from_utf8_lossy(bytes)
            .trim()
            .chars()
            .take(registers::EXCERPT_LIMIT)
            .collect();
        Read1::Rejected(Reject {
            file: self.name.clone(),
            line: self.line,
            reason,
            excerpt,
        })
    }
}

fn key(record: &registers::Record) -> [u8; 16] {
    let digest = Sha256::digest(format!("{} {}", record.register.code(), record.number));
    digest.first_chunk().copied().unwrap_or_default()
}

/// A line's listing in the words of the domain; the field whose code nobody knows otherwise.
pub(super) fn listing(line: LineListing) -> Result<Listing, &'static str> {
    let kind = OrganisationKind::from_code(&line.kind).ok_or("kind")?;
    let facts = line.facts.into_iter().map(|fact| {
        field_of(&fact.field).ok_or("field")?;
        let class = match fact.class {
            FactClass::Declared => Class::Declared,
            FactClass::Attested => Class::Attested,
        };
        Ok::<_, &'static str>(Stated {
            field: fact.field,
            language: fact.language,
            value: fact.value,
            class,
            on: fact.on,
            state: None,
        })
    });
    Ok(Listing {
        standing: match line.standing {
            ListedStanding::Listed => Standing::Listed,
            ListedStanding::Member => Standing::Member,
        },
        kind,
        chamber: line.chamber,
        languages: line.languages,
        listed_on: line.listed_on,
        facts: facts.collect::<Result<_, _>>()?,
    })
}

//! The forms GLEIF's records come in: the golden copy as CSV (in its zip archive too), JSON lines, one
//! JSON array, or a page of the API.

use std::collections::VecDeque;
use std::fs;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::golden::Places;
use super::model::{Envelope, Lei};
use crate::archive::{is_zip, open_entry};
use crate::entries::{Array, Entries, Entry};
use crate::input::{Bytes, Lines, Source, open_text, text_of, unreadable};
use crate::table::{Columns, Step, Table};
use crate::{ENTRY_LIMIT, Options, ReadError, RejectReason};

const EXPECTED: &str = "GLEIF's golden copy (CSV) or JSON of its API";

/// One row: the line it begins on, and what it is. Nothing at the end.
pub(crate) type Row = Option<(u64, Result<Lei, RejectReason>)>;

/// Rows of any of the forms.
pub(crate) enum Rows {
    Golden(Box<(Table, Places)>),
    Json(Entries<Source>, Vec<u8>),
    /// A page of the API, whole: it has 200 records at most.
    Page(VecDeque<(u64, String)>),
}

impl Rows {
    /// The rows of a file, the bytes there are of them, and the name of what is read.
    pub(crate) fn open(path: &Path, options: &Options) -> Result<(Self, u64), ReadError> {
        let meta = fs::metadata(path).map_err(|error| unreadable(path, error))?;
        if !is_zip(path) {
            return Ok((Self::of(open_text(path, EXPECTED)?, path, options)?, meta.len()));
        }
        let entry = open_entry(path, |name| {
            let name = name.to_lowercase();
            [".csv", ".json", ".jsonl"].iter().any(|end| name.ends_with(end))
        })?;
        let size = entry.size;
        let bytes: Bytes = Box::new(entry);
        Ok((Self::of(text_of(bytes, path, EXPECTED)?, path, options)?, size))
    }

    fn of(source: Source, path: &Path, options: &Options) -> Result<Self, ReadError> {
        let limit = options.row_limit;
        let head = source.get_ref().0.get_ref();
        match head.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'[') => Ok(Self::Json(Entries::Array(Array::new(source, limit)), Vec::new())),
            Some(b'{') if is_page(head) => page(source, path),
            Some(b'{') => Ok(Self::Json(Entries::Lines(Lines::new(source, limit)), Vec::new())),
            Some(b'<') => Err(wrong(path, "HTML or XML", "give the CSV of the golden copy")),
            _ => {
                let columns = Columns {
                    needed: &[],
                    optional: &[],
                };
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let table = Table::over(source, path, &name, &columns, limit)?;
                let places = Places::of(&table, path)?;
                Ok(Self::Golden(Box::new((table, places))))
            }
        }
    }

    /// The next row.
    pub(crate) fn advance(&mut self, path: &Path) -> Result<Row, ReadError> {
        match self {
            Self::Golden(golden) => {
                let (table, places) = golden.as_mut();
                Ok(match table.advance()? {
                    Step::Row => Some((table.line(), Ok(places.row(table)))),
                    Step::Rejected(reject) => Some((reject.line, Err(reject.reason))),
                    Step::End => None,
                })
            }
            Self::Json(entries, text) => {
                let entry = entries.advance(text).map_err(|error| unreadable(path, error))?;
                Ok(match entry {
                    Entry::Text(line) => Some((line, record(text))),
                    Entry::Bad(line, reason) => Some((line, Err(reason))),
                    Entry::End => None,
                })
            }
            Self::Page(records) => Ok(records.pop_front().map(|(line, text)| (line, record(text.as_bytes())))),
        }
    }

    /// Bytes read so far.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::Golden(golden) => golden.0.bytes(),
            Self::Json(entries, _) => entries.bytes(),
            Self::Page(_) => 0,
        }
    }
}

fn wrong(path: &Path, found: &'static str, mend: &'static str) -> ReadError {
    let path = path.to_owned();
    ReadError::WrongFormat {
        path,
        found,
        expected: EXPECTED,
        mend,
    }
}

/// A record with or without the API's envelope.
fn record(text: &[u8]) -> Result<Lei, RejectReason> {
    let text = std::str::from_utf8(text).map_err(|_| RejectReason::Encoding)?;
    let refused = |fault: serde_json::Error| match fault.classify() {
        Category::Data => RejectReason::Shape { field: "record" },
        _ => RejectReason::Json,
    };
    match serde_json::from_str::<Envelope>(text).map_err(refused)?.attributes {
        Some(lei) => Ok(lei),
        None => serde_json::from_str(text).map_err(refused),
    }
}

/// Whether the first member of the object is one of a page and not of a record.
fn is_page(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let first = text.trim_start().trim_start_matches('{').trim_start();
    ["\"data\"", "\"meta\"", "\"links\"", "\"jsonapi\""]
        .iter()
        .any(|member| first.starts_with(member))
}

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
}

fn page(source: Source, path: &Path) -> Result<Rows, ReadError> {
    let most = u64::try_from(ENTRY_LIMIT).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    source
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, error))?;
    if bytes.len() > ENTRY_LIMIT {
        return Err(wrong(
            path,
            "one JSON object of more than 16 MiB",
            "give the CSV of the golden copy",
        ));
    }
    let again = "download it again";
    let text = String::from_utf8(bytes).map_err(|_| wrong(path, "text in another encoding", again))?;
    let page: Page<'_> =
        serde_json::from_str(&text).map_err(|_| wrong(path, "no page of the API, or cut short", again))?;
    let (mut line, mut from, mut records) = (1_u64, 0_usize, VecDeque::new());
    for raw in page.data {
        let at = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let passed = text.get(from..at).unwrap_or_default();
        line += u64::try_from(passed.matches('\n').count()).unwrap_or(0);
        from = at;
        records.push_back((line, raw.get().to_owned()));
    }
    Ok(Rows::Page(records))
}

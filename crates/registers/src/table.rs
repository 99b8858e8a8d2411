//! A CSV file read by the names of its header, one row at a time, in bounded memory.
//! A row that cannot be split into its fields costs itself, never the rest of the file.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use csv_core::{ReadRecordResult, Terminator};

use crate::delimiter::Delimiters;
use crate::input::{Bytes, Line, Lines, Source, open_text, text_of, unreadable};
use crate::values::excerpt;
use crate::{ReadError, Reject, RejectReason, RowCounts};

/// Lines a quoted field may span. Official rows have one line; a quotation mark that lost its
/// partner must not swallow the file.
const LINES_A_ROW: usize = 32;

/// What a table must be.
const EXPECTED: &str = "CSV text in UTF-8";

/// The columns of a file this crate reads.
pub(crate) struct Columns {
    /// Those without which a row means nothing.
    pub(crate) needed: &'static [&'static str],
    /// Those an extract may lack; they read as empty.
    pub(crate) optional: &'static [&'static str],
}

/// What [`Table::advance`] found.
pub(crate) enum Step {
    /// A row: ask [`Table::cells`].
    Row,
    /// A row that is no row.
    Rejected(Reject),
    /// The end of the file.
    End,
}

/// A CSV file with a header.
pub(crate) struct Table {
    path: PathBuf,
    /// The file's name, as it stands in rejects.
    pub(crate) name: String,
    /// Whether a row that cannot be split may belong to a person, so that no part of it is shown.
    discreet: bool,
    delimiters: Delimiters,
    lines: Lines<Source>,
    /// Lines that were read in the hope that they belong to the row before.
    ahead: VecDeque<(u64, Line, Vec<u8>)>,
    limit: usize,
    header: Vec<String>,
    /// Where the wanted columns are: `needed`, then `optional`.
    places: Vec<Option<usize>>,
    row: Row,
    line: u64,
    /// What became of its rows.
    pub(crate) counts: RowCounts,
}

/// One row split into fields.
struct Row {
    delimiter: u8,
    parser: csv_core::Reader,
    text: String,
    ends: Vec<usize>,
}

impl Row {
    fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            parser: csv_core::ReaderBuilder::new()
                .terminator(Terminator::Any(b'\n'))
                .delimiter(delimiter)
                .build(),
            text: String::new(),
            ends: Vec::new(),
        }
    }

    fn field(&self, at: usize) -> &str {
        let start = at
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        self.ends
            .get(at)
            .and_then(|&end| self.text.get(start..end))
            .unwrap_or("")
    }

    /// Splits a line, or lines a quoted field holds together; false if a quote is still open.
    fn split(&mut self, line: &mut Vec<u8>) -> Result<bool, RejectReason> {
        let fields = line.iter().filter(|&&byte| byte == self.delimiter).count() + 2;
        let mut out = std::mem::take(&mut self.text).into_bytes();
        out.resize(line.len() + 1, 0);
        self.ends.resize(fields, 0);
        line.push(b'\n');
        self.parser.reset();
        let (result, _, written, found) = self.parser.read_record(line, &mut out, &mut self.ends);
        line.pop();
        out.truncate(written);
        self.ends.truncate(found);
        if !matches!(result, ReadRecordResult::Record) {
            return Ok(false);
        }
        self.text = String::from_utf8(out).map_err(|_| RejectReason::Encoding)?;
        Ok(true)
    }
}

impl Table {
    /// Opens the file and finds the columns in its first line.
    pub(crate) fn open(path: &Path, name: &str, columns: &Columns, limit: usize) -> Result<Self, ReadError> {
        let source = open_text(path, EXPECTED)?;
        Self::over(source, path, name, columns, limit)
    }

    /// The same of text that comes out of the file at `path`, such as an archive.
    pub(crate) fn over(
        source: Source,
        path: &Path,
        name: &str,
        columns: &Columns,
        limit: usize,
    ) -> Result<Self, ReadError> {
        let mut table = Self::new(path, name, limit, source, Delimiters::Comma);
        table.read_header(columns)?;
        Ok(table)
    }

    /// As [`open`](Self::open) of bytes that are being unpacked.
    pub(crate) fn unpacked(
        bytes: Bytes,
        path: &Path,
        name: &str,
        columns: &Columns,
        limit: usize,
    ) -> Result<Self, ReadError> {
        Self::over(text_of(bytes, path, EXPECTED)?, path, name, columns, limit)
    }

    /// As [`open`](Self::open) of these bytes, for registers that list people too: with any
    /// delimiter, and with no excerpt of a row that could not be split into its fields.
    pub(crate) fn discreet(
        path: &Path,
        name: &str,
        columns: &Columns,
        limit: usize,
        bytes: Bytes,
    ) -> Result<Self, ReadError> {
        let source = text_of(bytes, path, EXPECTED)?;
        let mut table = Self::new(path, name, limit, source, Delimiters::Sniffed);
        table.discreet = true;
        table.read_header(columns)?;
        Ok(table)
    }

    fn new(path: &Path, name: &str, limit: usize, source: Source, delimiters: Delimiters) -> Self {
        Self {
            path: path.to_owned(),
            name: name.to_owned(),
            discreet: false,
            delimiters,
            lines: Lines::new(source, limit),
            ahead: VecDeque::new(),
            limit,
            header: Vec::new(),
            places: Vec::new(),
            row: Row::new(b','),
            line: 0,
            counts: RowCounts::default(),
        }
    }

    fn read_header(&mut self, columns: &Columns) -> Result<(), ReadError> {
        let mut first = Vec::new();
        while first.iter().all(u8::is_ascii_whitespace) {
            first.clear();
            match self
                .lines
                .append(&mut first)
                .map_err(|error| unreadable(&self.path, error))?
            {
                Line::Whole => {}
                Line::TooLong => {
                    return Err(ReadError::HeaderTooLong {
                        path: self.path.clone(),
                        limit: self.limit,
                    });
                }
                Line::End => {
                    return Err(ReadError::EmptyFile {
                        path: self.path.clone(),
                    });
                }
            }
        }
        if first.trim_ascii_start().starts_with(b"<") {
            return Err(self.wrong("HTML or XML", "download it again"));
        }
        if first.contains(&b'\r') {
            return Err(self.wrong(
                "text with the line ends of an old Macintosh",
                "save it with LF line ends",
            ));
        }
        self.row = Row::new(self.delimiters.of(&first));
        match self.row.split(&mut first) {
            Ok(true) => {}
            Ok(false) => {
                return Err(self.wrong(
                    "text whose first line opens a quotation mark and does not close it",
                    "download it again",
                ));
            }
            Err(_) => return Err(self.wrong("text in another encoding", "save it as UTF-8")),
        }
        self.header = (0..self.row.ends.len())
            .map(|at| self.row.field(at).trim().to_owned())
            .collect();
        self.find_columns(columns, &first)
    }

    fn wrong(&self, found: &'static str, mend: &'static str) -> ReadError {
        let expected = EXPECTED;
        ReadError::WrongFormat {
            path: self.path.clone(),
            found,
            expected,
            mend,
        }
    }

    fn find_columns(&mut self, columns: &Columns, first: &[u8]) -> Result<(), ReadError> {
        for column in columns.needed.iter().chain(columns.optional).copied() {
            let mut places = self.header.iter().enumerate().filter(|(_, name)| *name == column);
            let place = places.next().map(|(at, _)| at);
            if places.next().is_some() {
                return Err(ReadError::RepeatedColumn {
                    path: self.path.clone(),
                    column,
                });
            }
            if place.is_none() && columns.needed.contains(&column) {
                return Err(self.missing(column, first));
            }
            self.places.push(place);
        }
        Ok(())
    }

    /// No such column: because of another delimiter, or really.
    fn missing(&self, column: &'static str, first: &[u8]) -> ReadError {
        let path = self.path.clone();
        let others = [(b';', "semicolons"), (b'\t', "tabs"), (b'|', "vertical bars")];
        let other = others.iter().find(|(byte, _)| first.contains(byte));
        if let (1, Some((_, found))) = (self.header.len(), other) {
            return ReadError::WrongDelimiter { path, found };
        }
        let found = self.header.join(", ").chars().take(200).collect();
        ReadError::MissingColumn { path, column, found }
    }

    /// Goes to the next row.
    pub(crate) fn advance(&mut self) -> Result<Step, ReadError> {
        let mut held = Vec::new();
        let kind = loop {
            held.clear();
            let (line, kind) = self.next_line(&mut held)?;
            self.line = line;
            if kind != Line::Whole || !held.iter().all(u8::is_ascii_whitespace) {
                break kind;
            }
        };
        if kind == Line::End {
            return Ok(Step::End);
        }
        self.counts.read += 1;
        if kind == Line::TooLong {
            let value = String::from_utf8_lossy(&held);
            let head = value.split(char::from(self.row.delimiter)).next().unwrap_or_default();
            return Ok(Step::Rejected(
                self.reject_torn(RejectReason::TooLong { limit: self.limit }, head),
            ));
        }
        match self.whole_row(held)? {
            Ok(()) if self.row.ends.len() == self.header.len() => {}
            Ok(()) => {
                let (expected, found) = (self.header.len(), self.row.ends.len());
                return Ok(Step::Rejected(
                    self.reject_row(RejectReason::FieldCount { expected, found }),
                ));
            }
            Err((reason, head)) => return Ok(Step::Rejected(self.reject_torn(reason, &head))),
        }
        if self
            .header
            .iter()
            .enumerate()
            .all(|(at, name)| self.row.field(at).trim() == name)
        {
            return Ok(Step::Rejected(self.reject_row(RejectReason::RepeatedHeader)));
        }
        Ok(Step::Row)
    }

    /// Splits the row, with the lines after it as long as a quotation mark is open.
    ///
    /// If none of them closes it, they are rows of their own again.
    fn whole_row(&mut self, mut held: Vec<u8>) -> Result<Result<(), (RejectReason, String)>, ReadError> {
        let mut taken = Vec::new();
        let first = held.len();
        loop {
            match self.row.split(&mut held) {
                Ok(true) => return Ok(Ok(())),
                Err(reason) => return Ok(Err((reason, first_field(&held, self.row.delimiter)))),
                Ok(false) if taken.len() >= LINES_A_ROW => break,
                Ok(false) => {}
            }
            let mut more = Vec::new();
            let (line, kind) = self.next_line(&mut more)?;
            if kind == Line::End {
                break;
            }
            let fits = kind == Line::Whole && held.len() + more.len() < self.limit;
            if fits {
                held.push(b'\n');
                held.extend_from_slice(&more);
            }
            taken.push((line, kind, more));
            if !fits {
                break;
            }
        }
        for line in taken.into_iter().rev() {
            self.ahead.push_front(line);
        }
        held.truncate(first);
        Ok(Err((
            RejectReason::UnclosedQuote,
            first_field(&held, self.row.delimiter),
        )))
    }

    fn next_line(&mut self, out: &mut Vec<u8>) -> Result<(u64, Line), ReadError> {
        if let Some((line, kind, bytes)) = self.ahead.pop_front() {
            *out = bytes;
            return Ok((line, kind));
        }
        let kind = self.lines.append(out).map_err(|error| unreadable(&self.path, error))?;
        Ok((self.lines.line, kind))
    }

    /// The wanted fields of the row, in the order they were asked for.
    pub(crate) fn cells<const N: usize>(&self) -> [&str; N] {
        std::array::from_fn(|at| match self.places.get(at) {
            Some(Some(place)) => self.row.field(*place),
            _ => "",
        })
    }

    /// Refuses the present row for one of its values.
    pub(crate) fn reject(&mut self, reason: RejectReason, value: &str) -> Reject {
        self.counts.rejected += 1;
        Reject {
            file: self.name.clone(),
            line: self.line,
            reason,
            excerpt: excerpt(value),
        }
    }

    /// Refuses the present row as a whole; its first field tells which it is.
    fn reject_row(&mut self, reason: RejectReason) -> Reject {
        let head = self.row.field(0).to_owned();
        self.reject_torn(reason, &head)
    }

    /// Refuses the present row, of which nobody can tell whom it is about.
    fn reject_torn(&mut self, reason: RejectReason, head: &str) -> Reject {
        let head = if self.discreet { "" } else { head };
        self.reject(reason, head)
    }

    /// The line the present row begins on.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// The names in the header.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The field of the row below the name at this place of the header; empty beyond its end.
    pub(crate) fn field(&self, at: usize) -> &str {
        self.row.field(at)
    }

    /// Bytes read so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.lines.bytes
    }
}

/// The first field of a line that could not be split, which holds the number as a rule.
fn first_field(line: &[u8], delimiter: u8) -> String {
    let end = line.iter().position(|&byte| byte == delimiter).unwrap_or(line.len());
    String::from_utf8_lossy(line.get(..end).unwrap_or(line))
        .trim_matches('"')
        .to_owned()
}

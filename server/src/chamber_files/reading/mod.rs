//! Bytes somebody sent, read as one table of texts: what it is by its first bytes and its name, both alike. What is kept
//! is the plain table, never the file itself.

mod places;
mod text;
mod workbook;

use super::model::{CELL_LIMIT, FILE_LIMIT, MOST_COLUMNS, MOST_ROWS};

/// A table: its header and the rows below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The names of the columns.
    pub header: Vec<String>,
    /// As long as the header each; empty rows are left out.
    pub rows: Vec<SheetRow>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// The line of the spreadsheet, from 1.
    pub line: usize,
    /// Its texts.
    pub cells: Vec<String>,
}

/// Why a file cannot be read as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A header and nothing below.
    #[error("there are no rows below the header")]
    NoRows,
    /// Larger than [`FILE_LIMIT`].
    #[error("the file is too large")]
    TooLarge,
    /// Neither CSV nor XLSX by its name.
    #[error("this kind of file is not read")]
    Kind,
    /// A spreadsheet of another program.
    #[error("an older or another spreadsheet format")]
    OtherFormat,
    /// Its bytes are not what its name says.
    #[error("the content is not what its name says")]
    Renamed,
    /// A page of the web.
    #[error("a page of the web, no table")]
    Page,
    /// Locked with a password.
    #[error("locked with a password")]
    Locked,
    /// Damaged, or made to harm.
    #[error("the file is damaged")]
    Broken,
    /// Unpacks to more than a table needs.
    #[error("unpacks to more than a table needs")]
    Bomb,
    /// More columns than [`MOST_COLUMNS`].
    #[error("too many columns")]
    Columns,
    /// More rows than [`MOST_ROWS`].
    #[error("too many rows")]
    Rows,
    /// A cell of that line is longer than [`CELL_LIMIT`].
    #[error("line {0}: a cell is too long")]
    Cell(usize),
}

/// Reads a file as it was sent. Slow: not on the threads that serve.
///
/// # Errors
/// Why it is no table.
pub fn read(name: &str, bytes: &[u8]) -> Result<Sheet, SheetFault> {
    if bytes.is_empty() {
        return Err(SheetFault::Empty);
    }
    if bytes.len() > FILE_LIMIT {
        return Err(SheetFault::TooLarge);
    }
    let extension = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    match extension.as_deref() {
        Some("xlsx") if bytes.starts_with(b"PK\x03\x04") => workbook::read(bytes),
        // A locked workbook is an encrypted stream in a container of the old format.
        Some("xlsx") if bytes.starts_with(b"\xd0\xcf\x11\xe0") => Err(SheetFault::Locked),
        Some("xlsx") => Err(SheetFault::Renamed),
        Some("csv" | "txt" | "tsv") => text::read(bytes),
        Some("xls" | "xlsm" | "xlsb" | "ods" | "numbers") => Err(SheetFault::OtherFormat),
        _ => Err(SheetFault::Kind),
    }
}

/// Collects rows within the limits, the first that is not empty as the header.
#[derive(Default)]
struct Collector {
    header: Option<Vec<String>>,
    rows: Vec<SheetRow>,
}

impl Collector {
    fn add(&mut self, line: usize, cells: Vec<String>) -> Result<(), SheetFault> {
        let mut cells: Vec<String> = cells.into_iter().map(|cell| clean(&cell)).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.len() > MOST_COLUMNS {
            return Err(SheetFault::Columns);
        }
        if cells.iter().any(|cell| cell.len() > CELL_LIMIT) {
            return Err(SheetFault::Cell(line));
        }
        match &self.header {
            _ if cells.is_empty() => {}
            None => self.header = Some(cells),
            Some(_) if self.rows.len() == MOST_ROWS => return Err(SheetFault::Rows),
            Some(_) => self.rows.push(SheetRow { line, cells }),
        }
        Ok(())
    }

    /// Cells beyond the header have no name: they get a column without one.
    fn finish(self) -> Result<Sheet, SheetFault> {
        let mut header = self.header.ok_or(SheetFault::Empty)?;
        if self.rows.is_empty() {
            return Err(SheetFault::NoRows);
        }
        let longest = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let width = header.len().max(longest);
        header.resize(width, String::new());
        let mut rows = self.rows;
        for row in &mut rows {
            row.cells.resize(width, String::new());
        }
        Ok(Sheet { header, rows })
    }
}

/// Without white space around and without control characters other than line breaks.
fn clean(cell: &str) -> String {
    let text = cell.replace("\r\n", "\n").replace(['\t', '\u{a0}', '\u{202f}'], " ");
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    text.trim().to_owned()
}

/// The plain table as it is kept: CSV in UTF-8, the line of each row in front.
///
/// # Errors
/// When it cannot be written.
pub fn to_kept(sheet: &Sheet) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(std::iter::once("").chain(sheet.header.iter().map(String::as_str)))?;
    for row in &sheet.rows {
        let line = row.line.to_string();
        writer.write_record(std::iter::once(line.as_str()).chain(row.cells.iter().map(String::as_str)))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// Reads what [`to_kept`] wrote.
///
/// # Errors
/// When it is something else.
pub fn from_kept(bytes: &[u8]) -> Result<Sheet, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let mut records = reader.records();
    let texts = |record: csv::StringRecord| record.iter().skip(1).map(str::to_owned).collect();
    let header = records.next().transpose()?.map(texts).unwrap_or_default();
    let mut rows = Vec::new();
    for record in records {
        let record = record?;
        rows.push(SheetRow {
            line: record.get(0).and_then(|line| line.parse().ok()).unwrap_or_default(),
            cells: texts(record),
        });
    }
    Ok(Sheet { header, rows })
}

#[cfg(test)]
mod tests;

//! The first sheet of an XLSX workbook that holds anything. Before anything is unpacked it is counted what would come of it;
//! cells are read one after the other, so that one far away costs nothing. A formula counts as the value that stands in it.

use std::io::{Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxCellReader, XlsxError};
use zip::ZipArchive;

use super::{Collector, Sheet, SheetFault, places};
use crate::chamber_files::model::{MOST_COLUMNS, MOST_ROWS};

/// Most files within a workbook.
const FILES: usize = 1000;
/// Most bytes they may be together, unpacked.
const UNPACKED: u64 = 200 * 1024 * 1024;
/// Most of one file for a byte of it packed. A sheet of equal rows reaches sixty or so.
const RATIO: u64 = 200;
/// A file as small as this may be packed as tightly as it likes.
const SMALL: u64 = 1024 * 1024;

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, SheetFault> {
    weigh(bytes)?;
    places::check(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    for name in book.sheet_names() {
        let mut rows = Collector::default();
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            // A sheet of a chart has no cells.
            continue;
        };
        fill(&mut cells, &mut rows)?;
        match rows.finish() {
            Err(SheetFault::Empty) => {}
            done => return done,
        }
    }
    Err(SheetFault::Empty)
}

fn fault(error: &XlsxError) -> SheetFault {
    match error {
        XlsxError::Password => SheetFault::Locked,
        XlsxError::FileNotFound(_) => SheetFault::Renamed,
        _ => SheetFault::Broken,
    }
}

/// Unpacks everything once without keeping it: what a file says of its own size proves nothing.
fn weigh(bytes: &[u8]) -> Result<(), SheetFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetFault::Broken)?;
    if archive.len() > FILES {
        return Err(SheetFault::Bomb);
    }
    let mut left = UNPACKED;
    for place in 0..archive.len() {
        let file = archive.by_index(place).map_err(|_| SheetFault::Broken)?;
        if file.encrypted() {
            return Err(SheetFault::Locked);
        }
        if file.enclosed_name().is_none() || file.is_symlink() {
            return Err(SheetFault::Broken);
        }
        let most = left.min(SMALL.max(file.compressed_size().saturating_mul(RATIO)));
        let unpacked = std::io::copy(&mut file.take(most + 1), &mut std::io::sink()).map_err(|_| SheetFault::Broken)?;
        if unpacked > most {
            return Err(SheetFault::Bomb);
        }
        left -= unpacked;
    }
    Ok(())
}

fn fill<R: Read + std::io::Seek>(cells: &mut XlsxCellReader<'_, R>, rows: &mut Collector) -> Result<(), SheetFault> {
    let mut current: Option<(u32, Vec<String>)> = None;
    loop {
        let next = cells.next_cell().map_err(|error| fault(&error))?;
        let Some(cell) = next else { break };
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MOST_COLUMNS {
            return Err(SheetFault::Columns);
        }
        if usize::try_from(row).unwrap_or(usize::MAX) > 20 * MOST_ROWS {
            return Err(SheetFault::Rows);
        }
        match &mut current {
            Some((open, texts)) if *open == row => put(texts, column, text),
            _ => {
                if let Some((open, texts)) = current.take() {
                    rows.add(line(open), texts)?;
                }
                let mut texts = Vec::new();
                put(&mut texts, column, text);
                current = Some((row, texts));
            }
        }
    }
    match current {
        Some((open, texts)) => rows.add(line(open), texts),
        None => Ok(()),
    }
}

fn put(texts: &mut Vec<String>, column: usize, text: String) {
    if texts.len() <= column {
        texts.resize(column + 1, String::new());
    }
    if let Some(place) = texts.get_mut(column) {
        *place = text;
    }
}

fn line(row: u32) -> usize {
    usize::try_from(row).map_or(usize::MAX, |row| row + 1)
}

/// A cell as a person would type it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // A number without a fraction is written without one.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(at) => day(at),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn day(at: &ExcelDateTime) -> String {
    if at.is_duration() {
        return at.as_f64().to_string();
    }
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

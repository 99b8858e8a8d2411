//! A Parquet file as the lines of a table: the wanted columns of each row, their values as the register's CSV
//! writes them. What reads tables reads it without knowing.

use std::fs::{self, File};
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use crate::ReadError;
use crate::input::{Bytes, unreadable};
use crate::table::Columns;

/// Bytes the description at the end of the file may have; those of INSEE have some 100 KB.
const FOOTER: u32 = 16 << 20;

/// Whether a name is that of a Parquet file.
pub(crate) fn is_named(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, end)| end.eq_ignore_ascii_case("parquet"))
}

/// Opens the file and writes the first line, which names the columns that are wanted and there.
pub(crate) fn open(path: &Path, columns: &Columns) -> Result<Bytes, ReadError> {
    let meta = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if !meta.is_file() {
        return Err(ReadError::NotAFile { path: path.to_owned() });
    }
    if meta.len() == 0 {
        return Err(ReadError::EmptyFile { path: path.to_owned() });
    }
    let wrong = || ReadError::WrongFormat {
        path: path.to_owned(),
        found: "damaged or something else",
        expected: "a Parquet file",
        mend: "download it again",
    };
    let mut file = File::open(path).map_err(|error| unreadable(path, error))?;
    if !is_plausible(&mut file, meta.len()).map_err(|error| unreadable(path, error))? {
        return Err(wrong());
    }
    guarded(|| rows_of(file, columns))
        .map(|lines| Box::new(lines) as Bytes)
        .map_err(|_| wrong())
}

/// Whether its marks are there, and its description no larger than one is.
fn is_plausible(file: &mut File, length: u64) -> io::Result<bool> {
    use std::io::{Seek, SeekFrom};
    if length < 12 {
        return Ok(false);
    }
    let (mut head, mut size, mut tail) = ([0; 4], [0; 4], [0; 4]);
    file.read_exact(&mut head)?;
    file.seek(SeekFrom::End(-8))?;
    file.read_exact(&mut size)?;
    file.read_exact(&mut tail)?;
    file.rewind()?;
    Ok(&head == b"PAR1" && &tail == b"PAR1" && u32::from_le_bytes(size) <= FOOTER)
}

fn rows_of(file: File, columns: &Columns) -> Result<Lines, ParquetError> {
    let reader = SerializedFileReader::new(file)?;
    let schema = reader.metadata().file_metadata().schema();
    let wanted = |name: &str| {
        columns
            .needed
            .iter()
            .chain(columns.optional)
            .any(|column| *column == name)
    };
    let fields: Vec<Arc<Type>> = schema
        .get_fields()
        .iter()
        .filter(|field| field.is_primitive() && wanted(field.name()))
        .cloned()
        .collect();
    let mut line: Vec<u8> = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        separate(at, &mut line);
        line.extend_from_slice(field.name().as_bytes());
    }
    line.push(b'\n');
    // Without a column there is no row either: the table says which one is missing.
    let rows = if fields.is_empty() {
        None
    } else {
        let projection = Type::group_type_builder(schema.name()).with_fields(fields).build()?;
        Some(reader.into_iter().project(Some(projection))?)
    };
    Ok(Lines { rows, line, at: 0 })
}

/// The lines of a table, made one by one.
struct Lines {
    rows: Option<RowIter<'static>>,
    line: Vec<u8>,
    at: usize,
}

impl Read for Lines {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.line.len() {
            let Some(rows) = &mut self.rows else { return Ok(0) };
            let row = guarded(|| rows.next().transpose()).inspect_err(|_| self.rows = None);
            let Some(row) = row.map_err(io::Error::other)? else {
                self.rows = None;
                return Ok(0);
            };
            self.line.clear();
            self.at = 0;
            write_row(&row, &mut self.line);
        }
        let left = self.line.get(self.at..).unwrap_or_default();
        let taken = left.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..taken), left.get(..taken)) {
            to.copy_from_slice(from);
        }
        self.at += taken;
        Ok(taken)
    }
}

/// The library panics on some files whose parts contradict each other: that is an error of the file.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ParquetError::General("its parts contradict each other".to_owned())))
}

fn write_row(row: &Row, line: &mut Vec<u8>) {
    for (at, (_, field)) in row.get_column_iter().enumerate() {
        separate(at, line);
        write_value(field, line);
    }
    line.push(b'\n');
}

fn separate(at: usize, line: &mut Vec<u8>) {
    if at > 0 {
        line.push(b',');
    }
}

fn write_value(field: &Field, line: &mut Vec<u8>) {
    match field {
        Field::Null => {}
        Field::Str(text) => write_text(text, line),
        Field::Bytes(bytes) => write_text(&String::from_utf8_lossy(bytes.data()), line),
        Field::Date(days) => write_text(&day(*days), line),
        Field::TimestampMillis(millis) => write_text(&time(DateTime::from_timestamp_millis(*millis)), line),
        Field::TimestampMicros(micros) => write_text(&time(DateTime::from_timestamp_micros(*micros)), line),
        other => write_text(&other.to_string(), line),
    }
}

fn day(days: i32) -> String {
    let since = chrono::TimeDelta::try_days(i64::from(days));
    let day = since.and_then(|since| NaiveDate::default().checked_add_signed(since));
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn time(time: Option<DateTime<chrono::Utc>>) -> String {
    time.map(|time| time.format("%Y-%m-%dT%H:%M:%S").to_string())
        .unwrap_or_default()
}

/// In quotes where it needs them; always on one line.
fn write_text(text: &str, line: &mut Vec<u8>) {
    if !text.contains([',', '"', '\n', '\r', ';', '\t']) {
        line.extend_from_slice(text.as_bytes());
        return;
    }
    line.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' => line.extend_from_slice(b"\"\""),
            b'\n' | b'\r' => line.push(b' '),
            _ => line.push(byte),
        }
    }
    line.push(b'"');
}

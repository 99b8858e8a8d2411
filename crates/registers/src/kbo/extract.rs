//! What an extract says of itself in `meta.csv`, read before anything else.

use std::path::Path;

use chrono::NaiveDate;

use super::files;
use crate::ReadError;
use crate::table::Step;
use crate::values::{clean, day};

/// Rows looked at; the register writes five.
const ROWS: usize = 1000;

/// Longest row: a name and a value.
const LIMIT: usize = 64 << 10;

/// Which extract of the KBO it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extract {
    /// `ExtractNumber`: one more with every extract, full or update.
    pub number: Option<u32>,
    /// Whether it changes the extract before it instead of saying everything.
    pub is_update: bool,
    /// The day it describes.
    pub as_of: Option<NaiveDate>,
}

/// What the extract at `path`, a folder or a zip, says of itself; nothing without a `meta.csv`.
///
/// # Errors
/// When there is no folder or archive, or `meta.csv` is no such file.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// std::fs::write(
///     folder.path().join("meta.csv"),
///     "\"Variable\",\"Value\"\n\"SnapshotDate\",\"02-10-2025\"\n\"ExtractType\",\"update\"\n\"ExtractNumber\",\"141\"\n",
/// )?;
/// let extract = registers::extract_of(folder.path())?.unwrap();
/// assert_eq!((extract.number, extract.is_update), (Some(141), true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn extract_of(path: &Path) -> Result<Option<Extract>, ReadError> {
    let Some(meta) = files::meta(path)? else {
        return Ok(None);
    };
    let mut table = meta.table(LIMIT)?;
    let mut extract = Extract::default();
    for _ in 0..ROWS {
        match table.advance()? {
            Step::End => break,
            Step::Rejected(_) => continue,
            Step::Row => {}
        }
        let [variable, value]: [&str; 2] = table.cells();
        let value = clean(value).unwrap_or_default();
        match variable.trim() {
            "ExtractType" => extract.is_update = value.eq_ignore_ascii_case("update"),
            "ExtractNumber" => extract.number = value.parse().ok(),
            "SnapshotDate" => extract.as_of = day(&value),
            _ => {}
        }
    }
    Ok(Some(extract))
}

//! The rows of places: as `web/` built them into the binary, and as a node keeps what an operator handed in beside its data.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use chrono::NaiveDate;

use super::super::load::LoadError;
use super::super::model::Point;

/// First line of a kept file.
const HEAD: &str = "passerelle-places-1";
/// The folder in that of the data.
const FOLDER: &str = "places";

/// What a file of places tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Postal codes with their places.
    Codes,
    /// Places by name.
    Names,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Codes, Self::Names];

    /// What it is called, in files too.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Codes => "codes",
            Self::Names => "names",
        }
    }
}

/// Where the rows of a kind come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// What they are.
    pub kind: Kind,
    /// Name of the file that was handed in.
    pub file: String,
    /// The day it was.
    pub on: NaiveDate,
    /// How many rows of it lie in the region and its surroundings.
    pub rows: usize,
}

/// A place with its names.
#[derive(Debug, Clone)]
pub(in crate::platform::region) struct Named<'a> {
    pub(super) name: &'a str,
    pub(super) point: Point,
    pub(super) country: &'a str,
    pub(super) population: u32,
    /// `DE.09`, `FR.44.57`.
    pub(super) division: &'a str,
    pub(super) others: Vec<&'a str>,
}

/// A postal code of a place.
#[derive(Debug, Clone, Copy)]
pub(in crate::platform::region) struct Coded<'a> {
    pub(super) country: &'a str,
    pub(super) code: &'a str,
    pub(super) name: &'a str,
    pub(super) point: Point,
}

/// Reads rows of names: `name lat lon country population division [others, | between]`, parted by tabs.
pub(in crate::platform::region) fn named<'a>(
    file: &str,
    lines: impl Iterator<Item = &'a str>,
) -> Result<Vec<Named<'a>>, LoadError> {
    rows(file, lines, |cells| {
        Some(Named {
            name: cells.next().filter(|name| !name.is_empty())?,
            point: point(cells)?,
            country: cells.next()?,
            population: cells.next()?.parse().ok()?,
            division: cells.next()?,
            others: cells
                .next()
                .map(|others| others.split('|').collect())
                .unwrap_or_default(),
        })
    })
}

/// Reads rows of postal codes: `country code name lat lon`, parted by tabs.
pub(in crate::platform::region) fn coded<'a>(
    file: &str,
    lines: impl Iterator<Item = &'a str>,
) -> Result<Vec<Coded<'a>>, LoadError> {
    rows(file, lines, |cells| {
        Some(Coded {
            country: cells.next()?,
            code: cells.next()?,
            name: cells.next()?,
            point: point(cells)?,
        })
    })
}

type Cells<'a> = std::str::Split<'a, char>;

fn point(cells: &mut Cells<'_>) -> Option<Point> {
    Some(Point {
        lat: cells.next()?.parse().ok()?,
        lon: cells.next()?.parse().ok()?,
    })
}

fn rows<'a, R>(
    file: &str,
    lines: impl Iterator<Item = &'a str>,
    read: impl Fn(&mut Cells<'a>) -> Option<R>,
) -> Result<Vec<R>, LoadError> {
    let row = |(number, line): (usize, &'a str)| {
        // The head is line 1.
        let fault = || LoadError::field(file, format!("line {}", number + 2), "a cell is missing or no number");
        read(&mut line.split('\t')).ok_or_else(fault)
    };
    lines.enumerate().map(row).collect()
}

/// A kept file: where its rows come from, and the whole text.
pub(in crate::platform::region) struct Kept {
    pub(in crate::platform::region) provenance: Provenance,
    text: String,
}

impl Kept {
    /// The lines of its rows.
    pub(in crate::platform::region) fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines().skip(1)
    }
}

/// The files kept in that folder of data.
pub(in crate::platform::region) fn kept(data: &Path) -> Result<Vec<Kept>, LoadError> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let name = format!("{FOLDER}/{}.tsv", kind.code());
        let text = match fs::read_to_string(data.join(&name)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                return Err(LoadError::File {
                    file: name,
                    reason: error.to_string(),
                });
            }
        };
        let provenance = head(kind, &text).ok_or_else(|| {
            LoadError::field(
                &name,
                "line 1".to_owned(),
                "it is not what `region places` wrote: run it again",
            )
        })?;
        if text.lines().count() != provenance.rows + 1 {
            return Err(LoadError::field(
                &name,
                "its end".to_owned(),
                "it is cut off: run `region places` again",
            ));
        }
        all.push(Kept { provenance, text });
    }
    Ok(all)
}

fn head(kind: Kind, text: &str) -> Option<Provenance> {
    let mut cells = text.lines().next()?.split('\t');
    (cells.next()? == HEAD && cells.next()? == kind.code()).then_some(())?;
    Some(Provenance {
        kind,
        on: cells.next()?.parse().ok()?,
        rows: cells.next()?.parse().ok()?,
        file: cells.next()?.to_owned(),
    })
}

/// Keeps rows in the folder of data in the place of those of their kind; whoever reads meanwhile finds one or the other, whole.
///
/// # Errors
/// When the folder cannot be written; what was there stays.
pub fn keep(data: &Path, provenance: &Provenance, rows: &str) -> io::Result<()> {
    let folder = data.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let mut file = tempfile::NamedTempFile::new_in(&folder)?;
    let Provenance {
        kind,
        on,
        rows: count,
        file: name,
    } = provenance;
    let name = name.replace(['\t', '\n', '\r'], " ");
    writeln!(file, "{HEAD}\t{}\t{on}\t{count}\t{name}", kind.code())?;
    file.write_all(rows.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(folder.join(format!("{}.tsv", kind.code())))
        .map_err(|error| error.error)?;
    Ok(())
}

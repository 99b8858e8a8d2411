//! Dumps of GeoNames (geonames.org, CC BY 4.0): of postal codes, and of all places. Read a line at a time; a file that is not
//! whole and as expected is refused with the line, and nothing of it is kept.

use std::fmt::Write;
use std::io::{BufRead, BufReader, Read};

use super::super::Region;
use super::stored::Kind;

/// Bytes of a line, at most: names in all languages of the largest city are some ten thousand.
const LONGEST: u64 = 64 << 10;
/// So many further names of a place are kept.
const OTHERS: usize = 24;
/// Degrees around the region in which places are kept too.
const AROUND: f64 = 0.5;

/// What was read.
#[derive(Debug)]
pub struct Dump {
    /// What it tells.
    pub kind: Kind,
    /// Lines read.
    pub read: usize,
    /// Those in the region and its surroundings.
    pub kept: usize,
    /// Their rows, as they are kept.
    pub rows: String,
}

/// Why a file is refused.
#[derive(Debug, thiserror::Error)]
pub enum PlacesError {
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// It begins like a page of the web.
    #[error("it is a page of the web, not a file of GeoNames: download it again")]
    Html,
    /// It begins like an archive.
    #[error("it is packed: unpack it and hand in the text file in it")]
    Packed,
    /// Its lines have another number of columns from the first one on.
    #[error(
        "its first line has {found} columns; a dump of GeoNames has 12 (postal codes) or 19 (places), parted by tabs"
    )]
    Shape {
        /// How many.
        found: usize,
    },
    /// A line that is no text.
    #[error("line {line} is not UTF-8")]
    NotText {
        /// From 1.
        line: usize,
    },
    /// A line that does not end.
    #[error("line {line} is longer than {LONGEST} bytes")]
    TooLong {
        /// From 1.
        line: usize,
    },
    /// A line with another number of columns than the first.
    #[error("line {line} has {found} columns instead of {expected}; where it is the last one, the file is cut off")]
    Columns {
        /// From 1.
        line: usize,
        /// How many.
        found: usize,
        /// How many the first line has.
        expected: usize,
    },
    /// A coordinate or number of inhabitants that is none.
    #[error("line {line}: {column} is no number it can be")]
    Number {
        /// From 1.
        line: usize,
        /// Which.
        column: &'static str,
    },
    /// No line lies in the region.
    #[error("none of its {read} lines lies in this region or around it")]
    Elsewhere {
        /// How many were read.
        read: usize,
    },
}

/// How the lines of a file are built.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shape {
    /// The dump of postal codes.
    Codes,
    /// The same in seven columns with a head: `country postal_code place admin admin_code lat lon`.
    Short,
    /// The dump of all places.
    Places,
}

impl Shape {
    fn of(first: &str) -> Option<Self> {
        match first.split('\t').count() {
            12 => Some(Self::Codes),
            19 => Some(Self::Places),
            7 if first.starts_with("country\tpostal_code\t") => Some(Self::Short),
            _ => None,
        }
    }

    const fn columns(self) -> usize {
        match self {
            Self::Codes => 12,
            Self::Short => 7,
            Self::Places => 19,
        }
    }
}

/// Reads a dump and keeps what lies in the region and around it.
///
/// # Errors
/// When any line is not as expected.
pub fn read(input: impl Read, region: &Region) -> Result<Dump, PlacesError> {
    let mut input = BufReader::new(input);
    let (mut line, mut number) = (Vec::new(), 0_usize);
    let mut shape = None;
    let mut dump = Dump {
        kind: Kind::Codes,
        read: 0,
        kept: 0,
        rows: String::new(),
    };
    loop {
        line.clear();
        number += 1;
        if input.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if number == 1 {
            recognise(&line)?;
        }
        if !line.ends_with(b"\n") && u64::try_from(line.len()).is_ok_and(|length| length > LONGEST) {
            return Err(PlacesError::TooLong { line: number });
        }
        let text = std::str::from_utf8(&line).map_err(|_| PlacesError::NotText { line: number })?;
        let text = text.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
        let found = text.split('\t').count();
        let expected = match shape {
            Some(shape) => shape,
            None => {
                let first = Shape::of(text).ok_or(PlacesError::Shape { found })?;
                dump.kind = if first == Shape::Places {
                    Kind::Names
                } else {
                    Kind::Codes
                };
                shape = Some(first);
                if first == Shape::Short {
                    continue;
                }
                first
            }
        };
        if found != expected.columns() {
            let expected = expected.columns();
            return Err(PlacesError::Columns {
                line: number,
                found,
                expected,
            });
        }
        dump.read += 1;
        dump.take(expected, &text.split('\t').collect::<Vec<_>>(), number, region)?;
    }
    if dump.kept == 0 {
        return Err(PlacesError::Elsewhere { read: dump.read });
    }
    Ok(dump)
}

/// Says plainly what people hand in by mistake.
fn recognise(first: &[u8]) -> Result<(), PlacesError> {
    let start = first.trim_ascii_start();
    if start.starts_with(b"<") {
        return Err(PlacesError::Html);
    }
    let packed: [&[u8]; 3] = [b"PK\x03\x04", b"\x1f\x8b", b"BZh"];
    if packed.iter().any(|magic| first.starts_with(magic)) {
        return Err(PlacesError::Packed);
    }
    Ok(())
}

impl Dump {
    fn take(&mut self, shape: Shape, cells: &[&str], line: usize, region: &Region) -> Result<(), PlacesError> {
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let (country, lat, lon) = match shape {
            Shape::Codes => (cell(0), cell(9), cell(10)),
            Shape::Short => (cell(0), cell(5), cell(6)),
            Shape::Places => (cell(8), cell(4), cell(5)),
        };
        if lat.is_empty() && lon.is_empty() {
            // The dump of postal codes has some without coordinates.
            return Ok(());
        }
        let degrees = |text: &str, most: f64, column| {
            let degrees = text.parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
            degrees.ok_or(PlacesError::Number { line, column })
        };
        let (lat, lon) = (
            degrees(lat, 90.0, "the latitude")?,
            degrees(lon, 180.0, "the longitude")?,
        );
        let bounds = region.bounds;
        let inside = lat > bounds.south - AROUND
            && lat < bounds.north + AROUND
            && lon > bounds.west - AROUND
            && lon < bounds.east + AROUND;
        let known = region.territories.iter().any(|territory| territory.country == country);
        if !known || !inside {
            return Ok(());
        }
        // Writing to a string cannot fail.
        let _ = match shape {
            Shape::Places if cell(6) != "P" => return Ok(()),
            Shape::Places => {
                let population: u32 = match cell(14) {
                    "" => 0,
                    number => number.parse().map_err(|_| PlacesError::Number {
                        line,
                        column: "the population",
                    })?,
                };
                let division: Vec<&str> = [country, cell(10), cell(11)]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect();
                let (name, division, others) = (cell(1), division.join("."), others(cell(1), cell(3)));
                writeln!(
                    self.rows,
                    "{name}\t{lat}\t{lon}\t{country}\t{population}\t{division}\t{others}"
                )
            }
            Shape::Codes | Shape::Short => {
                let (code, name) = (cell(1), cell(2));
                writeln!(self.rows, "{country}\t{code}\t{name}\t{lat}\t{lon}")
            }
        };
        self.kept += 1;
        Ok(())
    }
}

/// Further names in Latin letters, `|` between; abbreviations and addresses are none.
fn others(name: &str, all: &str) -> String {
    let latin = |other: &&str| {
        let letters = other
            .chars()
            .all(|c| c.is_alphabetic() && c < '\u{250}' || " -'’.()/".contains(c));
        letters && *other != name && other.len() > 3
    };
    all.split(',').filter(latin).take(OTHERS).collect::<Vec<_>>().join("|")
}

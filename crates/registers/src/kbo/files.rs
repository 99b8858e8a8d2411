//! The files of an extract, full or update: their names, their columns, and finding them in a folder or zip.

use std::fs;
use std::path::{Path, PathBuf};

use crate::ReadError;
use crate::archive::{self, Entry};
use crate::input::unreadable;
use crate::table::{Columns, Table};

/// What a file says of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it.
    Whole,
    /// The numbers whose rows go.
    Delete,
    /// The rows that come.
    Insert,
}

/// An official file, in the order of reading: what others refer to comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Official {
    Meta,
    Code,
    Enterprise,
    Establishment,
    Branch,
    Denomination,
    Address,
    Contact,
    Activity,
}

impl Official {
    pub(crate) const ALL: [Self; 9] = [
        Self::Meta,
        Self::Code,
        Self::Enterprise,
        Self::Establishment,
        Self::Branch,
        Self::Denomination,
        Self::Address,
        Self::Contact,
        Self::Activity,
    ];

    /// The name of the whole table, of the numbers whose rows an update takes out, and of those it brings.
    pub(crate) const fn name(self, part: Part) -> &'static str {
        let [whole, delete, insert] = match self {
            Self::Meta => ["meta.csv"; 3],
            Self::Code => ["code.csv"; 3],
            Self::Enterprise => ["enterprise.csv", "enterprise_delete.csv", "enterprise_insert.csv"],
            Self::Establishment => [
                "establishment.csv",
                "establishment_delete.csv",
                "establishment_insert.csv",
            ],
            Self::Branch => ["branch.csv", "branch_delete.csv", "branch_insert.csv"],
            Self::Denomination => ["denomination.csv", "denomination_delete.csv", "denomination_insert.csv"],
            Self::Address => ["address.csv", "address_delete.csv", "address_insert.csv"],
            Self::Contact => ["contact.csv", "contact_delete.csv", "contact_insert.csv"],
            Self::Activity => ["activity.csv", "activity_delete.csv", "activity_insert.csv"],
        };
        match part {
            Part::Whole => whole,
            Part::Delete => delete,
            Part::Insert => insert,
        }
    }

    /// The one column of a file of numbers whose rows go.
    const fn key(self) -> Columns {
        let needed: &[&str] = match self {
            Self::Enterprise => &["EnterpriseNumber"],
            Self::Establishment => &["EstablishmentNumber"],
            Self::Branch => &["Id"],
            _ => &["EntityNumber"],
        };
        Columns { needed, optional: &[] }
    }

    /// The columns read, in the order in which `scan.rs` takes them apart.
    pub(crate) const fn columns(self) -> Columns {
        let (needed, optional): (&[&str], &[&str]) = match self {
            Self::Meta => (&["Variable", "Value"], &[]),
            Self::Code => (&["Category", "Code", "Language", "Description"], &[]),
            Self::Enterprise => (
                &[
                    "EnterpriseNumber",
                    "Status",
                    "JuridicalSituation",
                    "TypeOfEnterprise",
                    "JuridicalForm",
                    "StartDate",
                ],
                &["JuridicalFormCAC"],
            ),
            Self::Establishment => (&["EstablishmentNumber", "StartDate", "EnterpriseNumber"], &[]),
            Self::Branch => (&["Id", "StartDate", "EnterpriseNumber"], &[]),
            Self::Denomination => (&["EntityNumber", "Language", "TypeOfDenomination", "Denomination"], &[]),
            Self::Address => (
                &[
                    "EntityNumber",
                    "TypeOfAddress",
                    "CountryNL",
                    "CountryFR",
                    "Zipcode",
                    "MunicipalityNL",
                    "MunicipalityFR",
                    "StreetNL",
                    "StreetFR",
                    "HouseNumber",
                ],
                &["Box", "ExtraAddressInfo", "DateStrikingOff"],
            ),
            Self::Contact => (&["EntityNumber", "EntityContact", "ContactType", "Value"], &[]),
            Self::Activity => (
                &[
                    "EntityNumber",
                    "ActivityGroup",
                    "NaceVersion",
                    "NaceCode",
                    "Classification",
                ],
                &[],
            ),
        };
        Columns { needed, optional }
    }
}

/// A file to read.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) official: Official,
    pub(crate) part: Part,
    /// The file, or the archive it is in.
    path: PathBuf,
    packed: bool,
}

impl Input {
    pub(crate) const fn name(&self) -> &'static str {
        self.official.name(self.part)
    }

    /// Bytes it has, unpacked.
    pub(crate) fn size(&self) -> Result<u64, ReadError> {
        if self.packed {
            return Ok(self.entry()?.size);
        }
        let meta = fs::metadata(&self.path).map_err(|error| unreadable(&self.path, error))?;
        Ok(meta.len())
    }

    fn entry(&self) -> Result<Entry, ReadError> {
        archive::open_entry(&self.path, |name| base(name) == self.name())
    }

    /// Opens it and finds its columns.
    pub(crate) fn table(&self, limit: usize) -> Result<Table, ReadError> {
        let columns = match self.part {
            Part::Delete => self.official.key(),
            Part::Whole | Part::Insert => self.official.columns(),
        };
        if !self.packed {
            return Table::open(&self.path, self.name(), &columns, limit);
        }
        let entry = self.entry()?;
        let shown = self.path.join(self.name());
        Table::unpacked(Box::new(entry), &shown, self.name(), &columns, limit)
    }
}

/// What a folder or archive holds.
pub(crate) struct Found {
    /// The official files that are there, in the order of reading.
    pub(crate) inputs: Vec<Input>,
    /// The names of everything else, sorted.
    pub(crate) ignored: Vec<String>,
    /// The mark of what is there, and its size.
    pub(crate) mark: ([u8; 32], u64),
}

/// Names listed at most as ignored: a folder of a million photographs is not worth more.
const IGNORED: usize = 1000;

/// A folder or archive with the names in it.
struct There<'a> {
    path: &'a Path,
    packed: bool,
    names: Vec<String>,
}

impl<'a> There<'a> {
    fn look(path: &'a Path) -> Result<Self, ReadError> {
        let meta = fs::metadata(path).map_err(|error| unreadable(path, error))?;
        let packed = !meta.is_dir();
        let named = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
        if packed && !named && !archive::is_zip(path) {
            let mend = "give the extract's zip, or the folder it was unpacked into";
            return Err(ReadError::NotAFolder {
                path: path.to_owned(),
                mend,
            });
        }
        let mut names = Vec::new();
        if packed {
            names = archive::names(path)?.iter().map(|name| base(name).to_owned()).collect();
        } else {
            for entry in fs::read_dir(path).map_err(|error| unreadable(path, error))? {
                let entry = entry.map_err(|error| unreadable(path, error))?;
                names.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        Ok(Self { path, packed, names })
    }

    fn input(&self, official: Official, part: Part) -> Option<Input> {
        let name = official.name(part);
        self.names.iter().any(|there| there == name).then(|| Input {
            official,
            part,
            path: if self.packed {
                self.path.to_owned()
            } else {
                self.path.join(name)
            },
            packed: self.packed,
        })
    }

    fn found(self, inputs: Vec<Input>) -> Result<Found, ReadError> {
        let official = |name: &String| inputs.iter().any(|input| input.name() == name);
        let mut ignored: Vec<String> = self
            .names
            .iter()
            .filter(|name| !official(name))
            .take(IGNORED)
            .cloned()
            .collect();
        ignored.sort();
        let mark = if self.packed {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy();
            crate::fingerprint(std::iter::once((&*name, self.path)))?
        } else {
            crate::fingerprint(inputs.iter().map(|input| (input.name(), input.path.as_path())))?
        };
        Ok(Found { inputs, ignored, mark })
    }

    fn missing(&self, official: Official, part: Part) -> ReadError {
        let is_csv = |name: &&str| {
            name.rsplit_once('.')
                .is_some_and(|(_, end)| end.eq_ignore_ascii_case("csv"))
        };
        let mut names: Vec<&str> = self.names.iter().map(String::as_str).filter(is_csv).collect();
        names.sort_unstable();
        names.truncate(20);
        let found = if names.is_empty() {
            "no CSV file".to_owned()
        } else {
            names.join(", ")
        };
        ReadError::MissingFile {
            folder: self.path.to_owned(),
            file: official.name(part),
            found,
        }
    }
}

/// `meta.csv`, if it is there.
pub(crate) fn meta(path: &Path) -> Result<Option<Input>, ReadError> {
    Ok(There::look(path)?.input(Official::Meta, Part::Whole))
}

/// Looks for the files of a full extract; all but `meta.csv` must be there.
pub(crate) fn full(path: &Path) -> Result<Found, ReadError> {
    let there = There::look(path)?;
    let mut inputs = Vec::new();
    for official in Official::ALL {
        match there.input(official, Part::Whole) {
            Some(input) => inputs.push(input),
            None if official == Official::Meta => {}
            None => return Err(there.missing(official, Part::Whole)),
        }
    }
    there.found(inputs)
}

/// Looks for the files of an update: what goes and what comes of a table belong together, or rows would be lost.
pub(crate) fn update(path: &Path) -> Result<Found, ReadError> {
    let there = There::look(path)?;
    let mut inputs = Vec::new();
    for official in Official::ALL {
        if matches!(official, Official::Meta | Official::Code) {
            match there.input(official, Part::Whole) {
                Some(input) => inputs.push(input),
                None if official == Official::Code => {}
                None => return Err(there.missing(official, Part::Whole)),
            }
            continue;
        }
        // Who is a person is told by the rows that come, so they are read first.
        for part in [Part::Insert, Part::Delete] {
            match there.input(official, part) {
                Some(input) => inputs.push(input),
                None => return Err(there.missing(official, part)),
            }
        }
    }
    there.found(inputs)
}

fn base(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, base)| base)
}

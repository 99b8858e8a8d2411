//! The nine files of an extract: their names, their columns, and finding them in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::ReadError;
use crate::input::unreadable;
use crate::table::Columns;

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

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta.csv",
            Self::Code => "code.csv",
            Self::Enterprise => "enterprise.csv",
            Self::Establishment => "establishment.csv",
            Self::Branch => "branch.csv",
            Self::Denomination => "denomination.csv",
            Self::Address => "address.csv",
            Self::Contact => "contact.csv",
            Self::Activity => "activity.csv",
        }
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

/// What a folder holds.
pub(crate) struct Found {
    /// The official files that are there, in the order of reading.
    pub(crate) files: Vec<(Official, PathBuf)>,
    /// The names of everything else, sorted.
    pub(crate) ignored: Vec<String>,
}

/// Names listed at most as ignored: a folder of a million photographs is not worth more.
const IGNORED: usize = 1000;

/// Looks for the official files; all but `meta.csv` must be there.
pub(crate) fn find(folder: &Path) -> Result<Found, ReadError> {
    let meta = fs::metadata(folder).map_err(|error| unreadable(folder, error))?;
    if !meta.is_dir() {
        let mend = "give the folder the extract was unpacked into";
        return Err(ReadError::NotAFolder {
            path: folder.to_owned(),
            mend,
        });
    }
    let mut there = Vec::new();
    let mut ignored = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let entry = entry.map_err(|error| unreadable(folder, error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        match Official::ALL.into_iter().find(|file| file.name() == name) {
            Some(file) => there.push((file, entry.path())),
            None if ignored.len() < IGNORED => ignored.push(name),
            None => {}
        }
    }
    ignored.sort();
    let mut files = Vec::new();
    for file in Official::ALL {
        match there.iter().find(|(found, _)| *found == file) {
            Some(found) => files.push(found.clone()),
            None if file == Official::Meta => {}
            None => return Err(missing(folder, file, &there, &ignored)),
        }
    }
    Ok(Found { files, ignored })
}

fn missing(folder: &Path, file: Official, there: &[(Official, PathBuf)], ignored: &[String]) -> ReadError {
    let official = there.iter().map(|(file, _)| file.name());
    let is_csv = |name: &&str| {
        name.rsplit_once('.')
            .is_some_and(|(_, end)| end.eq_ignore_ascii_case("csv"))
    };
    let others = ignored.iter().map(String::as_str).filter(is_csv);
    let mut names: Vec<&str> = official.chain(others).take(20).collect();
    names.sort_unstable();
    let found = if names.is_empty() {
        "no CSV file".to_owned()
    } else {
        names.join(", ")
    };
    ReadError::MissingFile {
        folder: folder.to_owned(),
        file: file.name(),
        found,
    }
}

//! The files of a register, told by their names: in a folder, in zip archives, or one by itself.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use crate::ReadError;
use crate::archive::{self, Entry};
use crate::input::{Bytes, unreadable};
use crate::parquet;
use crate::table::{Columns, Table};

/// The kind of a file by its name, without folders; nothing if it is none of the register's.
pub(crate) type KindOf = fn(&str) -> Option<u8>;

/// A file to read.
#[derive(Clone, Debug)]
pub(crate) struct File {
    path: PathBuf,
    /// As it stands in rejects and counts.
    pub(crate) name: String,
    /// Which of the register's files it is.
    pub(crate) kind: u8,
    /// Bytes, unpacked.
    pub(crate) size: u64,
    /// How it is found in the archive it is in.
    packed: Option<KindOf>,
}

impl File {
    /// Opens it and finds its columns.
    pub(crate) fn table(&self, columns: &Columns, limit: usize) -> Result<Table, ReadError> {
        let inner: Bytes = match self.packed {
            Some(_) if parquet::is_named(&self.name) => {
                return Err(ReadError::Archive {
                    path: self.path.clone(),
                    entry: self.name.chars().take(80).collect(),
                    problem: "is Parquet, which cannot be read within an archive",
                });
            }
            Some(kind_of) => Box::new(entry(&self.path, kind_of, self.kind)?.0),
            None if parquet::is_named(&self.name) => parquet::open(&self.path, columns)?,
            None => {
                let meta = fs::metadata(&self.path).map_err(|error| unreadable(&self.path, error))?;
                if !meta.is_file() {
                    return Err(ReadError::NotAFile {
                        path: self.path.clone(),
                    });
                }
                Box::new(fs::File::open(&self.path).map_err(|error| unreadable(&self.path, error))?)
            }
        };
        Table::discreet(&self.path, &self.name, columns, limit, inner)
    }
}

/// What a register has.
pub(crate) struct Wanted {
    /// Which file is which.
    pub(crate) kind: KindOf,
    /// The official name of each kind, for the message where there is none of it.
    pub(crate) official: &'static [&'static str],
}

/// Names listed at most as ignored: a folder of a million photographs is not worth more.
const IGNORED: usize = 1000;
/// Files of one register: France cut by department has some hundred.
const FILES: usize = 1000;

/// The register's files and the names of everything else, both sorted.
///
/// A path to a file is that file whatever its name, if the register has one kind only.
pub(crate) fn find(path: &Path, wanted: &Wanted) -> Result<(Vec<File>, Vec<String>), ReadError> {
    let meta = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    let (mut files, mut ignored) = (Vec::new(), Vec::new());
    if meta.is_dir() {
        for entry in fs::read_dir(path).map_err(|error| unreadable(path, error))? {
            let entry = entry.map_err(|error| unreadable(path, error))?;
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            let found = if files.len() < FILES {
                look(&path, &name, wanted)?
            } else {
                Vec::new()
            };
            if found.is_empty() && ignored.len() < IGNORED {
                ignored.push(name);
            }
            files.extend(found);
        }
    } else if archive::is_zip(path) {
        files = packed(path, wanted).0?;
    } else if wanted.official.len() == 1 {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push(plain(path.to_owned(), name, 0, meta.len()));
    } else {
        let mend = "give the folder with all files of the register";
        return Err(ReadError::NotAFolder {
            path: path.to_owned(),
            mend,
        });
    }
    files.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    ignored.sort();
    if let Some([one, _]) = files.array_windows().find(|[one, other]| one.name == other.name) {
        return Err(ReadError::Archive {
            path: one.path.clone(),
            entry: one.name.chars().take(80).collect(),
            problem: "lies there a second time",
        });
    }
    for (kind, official) in wanted.official.iter().enumerate() {
        if !files.iter().any(|file| usize::from(file.kind) == kind) {
            return Err(missing(path, official, &files, &ignored));
        }
    }
    Ok((files, ignored))
}

/// What one name of a folder holds of the register.
fn look(path: &Path, name: &str, wanted: &Wanted) -> Result<Vec<File>, ReadError> {
    if let Some(kind) = (wanted.kind)(name) {
        let meta = fs::metadata(path).map_err(|error| unreadable(path, error))?;
        return Ok(vec![plain(path.to_owned(), name.to_owned(), kind, meta.len())]);
    }
    let named = name
        .rsplit_once('.')
        .filter(|(_, end)| end.eq_ignore_ascii_case("zip") || archive::is_zip(path))
        .and_then(|(stem, _)| (wanted.kind)(&format!("{stem}.csv")));
    if named.is_none() && !archive::is_zip(path) {
        return Ok(Vec::new());
    }
    // An archive that has nothing to do with the register may be as damaged as it likes.
    match packed(path, wanted) {
        (Err(fault), matched) if matched || named.is_some() => Err(fault),
        (found, _) => Ok(found.unwrap_or_default()),
    }
}

/// The files of the register in an archive, and whether it names any.
fn packed(path: &Path, wanted: &Wanted) -> (Result<Vec<File>, ReadError>, bool) {
    let (mut files, mut fault, mut any) = (Vec::new(), None, false);
    for kind in (0_u8..).take(wanted.official.len()) {
        let named = Cell::new(false);
        match entry_named(path, wanted.kind, kind, &named) {
            Ok((entry, name)) => files.push(File {
                path: path.to_owned(),
                name,
                kind,
                size: entry.size,
                packed: Some(wanted.kind),
            }),
            Err(error) if named.get() => return (Err(error), true),
            Err(error) => fault = Some(error),
        }
        any |= named.get();
    }
    match fault {
        Some(fault) if files.is_empty() => (Err(fault), any),
        _ => (Ok(files), any),
    }
}

fn entry(path: &Path, kind_of: KindOf, kind: u8) -> Result<(Entry, String), ReadError> {
    entry_named(path, kind_of, kind, &Cell::new(false))
}

/// The entry of a kind and its name without folders; `named` tells that there is one.
fn entry_named(path: &Path, kind_of: KindOf, kind: u8, named: &Cell<bool>) -> Result<(Entry, String), ReadError> {
    let entry = archive::open_entry(path, |name| {
        let fits = kind_of(base(name)) == Some(kind);
        named.set(named.get() || fits);
        fits
    })?;
    let name = base(&entry.name).to_owned();
    Ok((entry, name))
}

fn base(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, base)| base)
}

fn plain(path: PathBuf, name: String, kind: u8, size: u64) -> File {
    let packed = None;
    File {
        path,
        name,
        kind,
        size,
        packed,
    }
}

fn missing(folder: &Path, official: &'static str, files: &[File], ignored: &[String]) -> ReadError {
    let is_csv = |name: &&str| name.to_ascii_lowercase().ends_with(".csv");
    let others = ignored.iter().map(String::as_str).filter(is_csv);
    let names: Vec<&str> = files
        .iter()
        .map(|file| file.name.as_str())
        .chain(others)
        .take(20)
        .collect();
    let found = if names.is_empty() {
        "no CSV file".to_owned()
    } else {
        names.join(", ")
    };
    ReadError::MissingFile {
        folder: folder.to_owned(),
        file: official,
        found,
    }
}

/// The mark of all files.
pub(crate) fn fingerprint(files: &[File]) -> Result<[u8; 32], ReadError> {
    let marks = files.iter().map(|file| (file.name.as_str(), file.path.as_path()));
    Ok(crate::fingerprint(marks)?.0)
}

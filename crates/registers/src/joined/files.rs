//! The files of a register in a folder, told by their names or by their headers.

use std::fs;
use std::path::{Path, PathBuf};

use crate::ReadError;
use crate::input::unreadable;

/// A file to read.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) path: PathBuf,
    /// As it stands in rejects and counts.
    pub(crate) name: String,
    /// Which of the register's files it is.
    pub(crate) kind: u8,
    /// Bytes.
    pub(crate) size: u64,
}

/// Which file of a folder is which of the register's.
pub(crate) struct Wanted<'a> {
    /// The kind of a file by its name and where it lies; nothing if it is none of the register's.
    pub(crate) kind: &'a dyn Fn(&str, &Path) -> Option<u8>,
    /// The official name of the file that is missing where there is none of a kind.
    pub(crate) official: &'static [&'static str],
}

/// Names listed at most as ignored: a folder of a million photographs is not worth more.
const IGNORED: usize = 1000;
/// Files of one register: France cut by department has some hundred.
const FILES: usize = 1000;

/// The register's files and the names of everything else, both sorted.
///
/// A path to a file is that file, as the first kind, if there is one kind only.
pub(crate) fn find(path: &Path, wanted: &Wanted<'_>) -> Result<(Vec<File>, Vec<String>), ReadError> {
    let meta = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if !meta.is_dir() {
        if wanted.official.len() > 1 {
            let mend = "give the folder with all files of the register";
            return Err(ReadError::NotAFolder {
                path: path.to_owned(),
                mend,
            });
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Ok((vec![file(path.to_owned(), name, 0, meta.len())], Vec::new()));
    }
    let mut files = Vec::new();
    let mut ignored = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| unreadable(path, error))? {
        let entry = entry.map_err(|error| unreadable(path, error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        match (wanted.kind)(&name, &entry.path()) {
            Some(kind) if files.len() < FILES => {
                let size = fs::metadata(entry.path()).map_err(|error| unreadable(&entry.path(), error))?;
                files.push(file(entry.path(), name, kind, size.len()));
            }
            _ if ignored.len() < IGNORED => ignored.push(name),
            _ => {}
        }
    }
    files.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    ignored.sort();
    for (kind, official) in wanted.official.iter().enumerate() {
        if !files.iter().any(|file| usize::from(file.kind) == kind) {
            return Err(missing(path, official, &files, &ignored));
        }
    }
    Ok((files, ignored))
}

fn file(path: PathBuf, name: String, kind: u8, size: u64) -> File {
    File { path, name, kind, size }
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

/// The mark of all files, and their bytes together.
pub(crate) fn fingerprint(files: &[File]) -> Result<([u8; 32], u64), ReadError> {
    crate::fingerprint(files.iter().map(|file| (file.name.as_str(), file.path.as_path())))
}

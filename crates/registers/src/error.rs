//! Why reading cannot begin or go on. A single bad row is no error, see [`crate::Reject`].
//! Each message names the thing and the mend.

use std::io;
use std::path::PathBuf;

use crate::Register;

/// A fault that stops the reading.
///
/// ```
/// use registers::{open, Options, Register};
/// let scratch = std::env::temp_dir();
/// let fault = open(Register::Ror, "/no/such/file".as_ref(), Options::new(&scratch)).err();
/// assert_eq!(fault.map(|f| f.code()), Some("not_found"));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is nothing under that path.
    #[error("{} does not exist; check the path", path.display())]
    NotFound {
        /// The path given.
        path: PathBuf,
    },
    /// A file where a folder was expected.
    #[error("{} is a file; {mend}", path.display())]
    NotAFolder {
        /// The path given.
        path: PathBuf,
        /// What to do.
        mend: &'static str,
    },
    /// A folder where a file was expected.
    #[error("{} is not a file but a folder or device; give the path of the file itself", path.display())]
    NotAFile {
        /// The path of the folder.
        path: PathBuf,
    },
    /// A file the register cannot be read without.
    #[error("{file} is missing in {}; found there: {found}. Give the extract as it was delivered: its zip, or all its files in one folder", folder.display())]
    MissingFile {
        /// The folder searched.
        folder: PathBuf,
        /// The official name.
        file: &'static str,
        /// The CSV files that are there, or "no CSV file".
        found: String,
    },
    /// A file of zero bytes, or of white space only.
    #[error("{} is empty; download it again", path.display())]
    EmptyFile {
        /// The file.
        path: PathBuf,
    },
    /// Something else under the name of a CSV or JSON file.
    #[error("{} is {found}, not {expected}; {mend}", path.display())]
    WrongFormat {
        /// The file.
        path: PathBuf,
        /// What it looks like.
        found: &'static str,
        /// What it should be.
        expected: &'static str,
        /// What to do.
        mend: &'static str,
    },
    /// A header that is one column for a comma, and several for another delimiter.
    #[error("{} is delimited by {found}, expected a comma; save it as CSV with commas", path.display())]
    WrongDelimiter {
        /// The file.
        path: PathBuf,
        /// The delimiter found, in words.
        found: &'static str,
    },
    /// A header without a column that is needed.
    #[error("{} has no column {column}; its columns are: {found}. The first line must be the register's header", path.display())]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The column looked for.
        column: &'static str,
        /// The columns found, at most 200 characters.
        found: String,
    },
    /// A needed column twice.
    #[error("{} has the column {column} twice; keep one of them", path.display())]
    RepeatedColumn {
        /// The file.
        path: PathBuf,
        /// The column.
        column: &'static str,
    },
    /// A first line beyond the row limit.
    #[error("the first line of {} is longer than {limit} bytes, so it is no header; check that it is the register's file", path.display())]
    HeaderTooLong {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: usize,
    },
    /// An update extract, whose rows mean changes to an extract already read.
    #[error("{} is an update extract; it changes what a full one said, so read the file ending in _Full.zip first", path.display())]
    UpdateExtract {
        /// The extract.
        path: PathBuf,
    },
    /// A full extract where an update is read.
    #[error("{} is no update extract: its meta.csv does not say so", path.display())]
    NoUpdate {
        /// The extract.
        path: PathBuf,
    },
    /// What was read before could not be looked up.
    #[error("what the register said before cannot be looked up: {error}; the same import goes on once it can")]
    Known {
        /// What [`Known`](crate::Known) said.
        error: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An archive that cannot be read, or that no register would send out.
    #[error("{}{} {problem}; download it again from the register, or unpack it and give what is inside", path.display(), inside(entry))]
    Archive {
        /// The archive.
        path: PathBuf,
        /// The entry concerned, at most 80 characters; empty where it is the archive as a whole.
        entry: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// A register without official files.
    #[error("{register} has no official files; import its JSON lines")]
    NoFiles {
        /// The register.
        register: Register,
    },
    /// The operating system refused to open or read.
    #[error("{} cannot be read: {error}; check that the file is complete and may be read", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The scratch folder cannot be written or read back.
    #[error("the scratch folder {} cannot be used: {error}; it must be writable and have room for about the size of the extract", path.display())]
    Scratch {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

fn inside(entry: &str) -> String {
    if entry.is_empty() {
        return String::new();
    }
    format!(": {entry:?} in it")
}

impl ReadError {
    /// A stable snake_case code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "not_found",
            Self::NotAFolder { .. } => "not_a_folder",
            Self::NotAFile { .. } => "not_a_file",
            Self::MissingFile { .. } => "missing_file",
            Self::EmptyFile { .. } => "empty_file",
            Self::WrongFormat { .. } => "wrong_format",
            Self::WrongDelimiter { .. } => "wrong_delimiter",
            Self::MissingColumn { .. } => "missing_column",
            Self::RepeatedColumn { .. } => "repeated_column",
            Self::HeaderTooLong { .. } => "header_too_long",
            Self::UpdateExtract { .. } => "update_extract",
            Self::NoUpdate { .. } => "no_update",
            Self::Known { .. } => "known",
            Self::Archive { .. } => "archive",
            Self::NoFiles { .. } => "no_files",
            Self::Unreadable { .. } => "unreadable",
            Self::Scratch { .. } => "scratch",
        }
    }
}

//! What an import is asked for and what it answers.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::organisations::bulk::{BulkError, Changed};
use crate::platform::database::{AsDatabaseError, DatabaseError};

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A register of the crate `registers`.
    Register(registers::Register),
    /// What `generate` prints.
    Lines,
}

impl Kind {
    /// The word on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Register(register) => register.code(),
            Self::Lines => "jsonl",
        }
    }

    /// The kind with that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "jsonl" => Some(Self::Lines),
            // What the demonstration makes comes as lines.
            "demo" => None,
            _ => code.parse().ok().map(Self::Register),
        }
    }
}

/// An import as it is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// What is read.
    pub kind: Kind,
    /// File or folder.
    pub path: PathBuf,
    /// Say what would happen, change nothing.
    pub dry_run: bool,
    /// Stop after that many records.
    pub limit: Option<u64>,
    /// Leave out what has no place in the region.
    pub region_only: bool,
    /// Where every rejected row is listed.
    pub rejects: Option<PathBuf>,
    /// The date the data hold for, where they do not say.
    pub as_of: Option<NaiveDate>,
    /// Folder for sorting; removed in the end.
    pub scratch: PathBuf,
}

/// What an import did: `import --json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Word of the register.
    pub register: String,
    /// Records read = created + changed + attached + unchanged + skipped.
    pub read: u64,
    /// New organisations.
    pub created: u64,
    /// Known records that say something else.
    pub changed: u64,
    /// Records attached to an organisation by an equal identifier.
    pub attached: u64,
    /// Records that say the same.
    pub unchanged: u64,
    /// Records that make no organisation, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// Rejected rows.
    pub rejected: u64,
    /// Duration.
    pub seconds: f64,
    /// Rows by file.
    pub rows: BTreeMap<String, Rows>,
    /// Files of the folder that were not read.
    pub ignored: Vec<String>,
    /// Records an interrupted run had done already.
    pub resumed_after: u64,
    /// The date the data hold for, where one date holds for all.
    pub as_of: Option<NaiveDate>,
    /// Nothing was written.
    pub dry_run: bool,
    /// Told by a dry run: the places inside the region by territory and how well their point is known, `SAR municipality`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, u64>,
}

/// Rows of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// All but the header.
    pub read: u64,
    /// Those that could not be used.
    pub rejected: u64,
}

impl Outcome {
    pub(super) fn count(&mut self, changed: Changed) {
        self.created += changed.created;
        self.changed += changed.changed;
        self.attached += changed.attached;
        self.unchanged += changed.unchanged;
    }

    pub(super) fn skip(&mut self, reason: &str) {
        *self.skipped.entry(reason.to_owned()).or_default() += 1;
    }
}

/// Why an import stopped. What was written before stays, and the same command goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The input cannot be read.
    #[error(transparent)]
    Read(#[from] registers::ReadError),
    /// A file cannot be opened or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A batch was refused.
    #[error(transparent)]
    Bulk(#[from] BulkError),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The reading stopped without a word: a defect.
    #[error("the reader stopped unexpectedly")]
    ReaderGone,
    /// A dry run undoes what it tried by this; it never leaves this feature.
    #[error("dry run")]
    Undo(Changed),
}

impl From<sea_orm::DbErr> for ImportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl AsDatabaseError for ImportError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            Self::Bulk(error) => error.as_database(),
            _ => None,
        }
    }
}

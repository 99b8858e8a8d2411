//! What an import is asked for and what it answers.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::extracts::ExtractError;
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
    /// The run that was made for it beforehand, so that a page could show it at once.
    pub run: Option<Uuid>,
    /// Stops it behind the batch it is at.
    pub stop: CancellationToken,
}

/// What is kept of a request, so that another process can go on with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// File or folder.
    pub path: PathBuf,
    /// Stop after that many records.
    pub limit: Option<u64>,
    /// Leave out what has no place in the region.
    pub region_only: bool,
    /// The date the data hold for, where they do not say.
    pub as_of: Option<NaiveDate>,
}

/// How far a run is, for whoever watches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Bytes read.
    pub done: u64,
    /// Bytes there are.
    pub total: u64,
    /// Records read.
    pub records: u64,
}

crate::id_type!(
    /// A run.
    RunId
);

crate::words! {
    /// Where a run stands, as its row says. One that runs and gave no sign of life for a while was interrupted.
    RunState {
        /// A process drives it, or did when it was last seen.
        Running = "running",
        /// Somebody stopped it.
        Cancelled = "cancelled",
        /// It could not go on.
        Failed = "failed",
        /// It came to its end.
        Finished = "finished",
        /// The same input had been begun by another run, which goes on in its place.
        Joined = "joined",
    }
}

/// Why a run failed: a stable code, and the sentence for logs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// See [`ImportError::code`].
    pub code: String,
    /// In English; names the thing and the mend.
    pub detail: String,
}

/// What an import did: `import --json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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
    /// The newest date a record holds for.
    pub newest: Option<NaiveDate>,
    /// Nothing was written.
    pub dry_run: bool,
    /// Told by a dry run: the places inside the region by territory and how well their point is known, `SAR municipality`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, u64>,
}

/// Reasons for which a record is left out only when it would be written; the others are found as it is read.
pub(super) const OF_WRITER: [&str; 2] = ["objection", "outside_region"];

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
        let [objection, outside] = OF_WRITER;
        for (reason, count) in [(objection, changed.objected), (outside, changed.outside)] {
            if count > 0 {
                *self.skipped.entry(reason.to_owned()).or_default() += count;
            }
        }
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
    /// An update that does not follow what was read before.
    #[error(transparent)]
    Extract(#[from] ExtractError),
    /// A batch was refused.
    #[error(transparent)]
    Bulk(#[from] BulkError),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The reading stopped without a word: a defect.
    #[error("the reader stopped unexpectedly")]
    ReaderGone,
    /// Somebody stopped it.
    #[error("stopped after {0} records were written; the same command goes on from there")]
    Cancelled(u64),
    /// Another process goes on with the run.
    #[error("another process goes on with this import")]
    TakenOver,
    /// The same input is being imported by a run that gives signs of life.
    #[error("the same input is being imported already")]
    Joined(Uuid),
    /// What lies there is not what the run began with.
    #[error("{} is not the file this run began with; start an import of it anew", .0.display())]
    OtherInput(PathBuf),
    /// A dry run undoes what it tried by this; it never leaves this feature.
    #[error("dry run")]
    Undo(Changed),
}

impl ImportError {
    /// A stable code of the reason; a page translates it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read(error) => error.code(),
            Self::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound => "not_found",
            Self::File { .. } => "unreadable",
            Self::OtherInput(_) => "other_input",
            Self::Extract(error) => error.code(),
            Self::Bulk(_) | Self::Database(_) if self.as_database().is_some_and(DatabaseError::is_full) => "disk_full",
            Self::Database(_) => "database",
            _ => "internal",
        }
    }
}

impl Asked {
    /// The same request again, for a run that is there.
    pub(super) fn request(self, kind: Kind, run: Uuid) -> Request {
        Request {
            limit: self.limit,
            region_only: self.region_only,
            as_of: self.as_of,
            run: Some(run),
            ..Request::of(kind, self.path)
        }
    }
}

impl Failure {
    /// What is kept of an error. The folder of the input is the operator's business.
    pub(super) fn of(error: &ImportError, asked: &Asked) -> Self {
        let folder = asked.path.parent().map(|folder| format!("{}/", folder.display()));
        let detail = error.to_string();
        Self {
            code: error.code().to_owned(),
            detail: match folder.filter(|folder| folder.len() > 1) {
                Some(folder) => detail.replace(&folder, ""),
                None => detail,
            },
        }
    }
}

impl Request {
    /// A whole file, with nothing chosen.
    #[must_use]
    pub fn of(kind: Kind, path: PathBuf) -> Self {
        Self {
            kind,
            path,
            dry_run: false,
            limit: None,
            region_only: false,
            rejects: None,
            as_of: None,
            scratch: PathBuf::new(),
            run: None,
            stop: CancellationToken::new(),
        }
    }

    /// What is kept of it.
    pub(super) fn asked(&self) -> Asked {
        Asked {
            path: self.path.clone(),
            limit: self.limit,
            region_only: self.region_only,
            as_of: self.as_of,
        }
    }
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

//! Words of this feature: where an erasure stands, and why something is not done.

use super::objections::REASON_LIMIT;
use crate::accounts::AccountError;
use crate::directory::DirectoryError;
use crate::joining::{NumberFault, number_detail};
use crate::organisations::bulk::BulkError;
use crate::platform::access::Refusal;
use crate::platform::clock::DAY;
use crate::platform::database::{AsDatabaseError, DatabaseError};
use crate::platform::files::FilesError;
use crate::platform::web::{Detail, Error, FieldError};

crate::id_type! {
    /// An erasure: the number of its receipt.
    ErasureId
}

/// How long somebody can change their mind: seven days.
pub const COOLING: i64 = 7 * DAY;

crate::words! {
    /// Where an erasure stands.
    State {
        /// Asked for; it can be taken back.
        Cooling = "cooling",
        /// Its day has come: it is being carried out and no longer taken back.
        Executing = "executing",
        /// Carried out.
        Done = "done",
        /// Taken back.
        Cancelled = "cancelled",
    }
}

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum PrivacyError {
    /// The account, or how somebody signed in, does not allow it.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The box that says that one is sure was left empty.
    #[error("not confirmed")]
    Unsure,
    /// It was asked for before.
    #[error("asked for already")]
    Already,
    /// There is nothing to take back any more.
    #[error("nothing to take back")]
    Absent,
    /// Nobody has that address.
    #[error("nobody here has the address {0}")]
    Nobody(String),
    /// What was typed is no number; why.
    #[error("this is no {}: {}", .0.scheme.code(), .0.reason)]
    Number(NumberFault),
    /// The reason is missing or too long.
    #[error("a reason of 1 to {REASON_LIMIT} characters is needed")]
    Reason,
    /// Rows of organisations refuse.
    #[error(transparent)]
    Bulk(#[from] BulkError),
    /// The ledger cannot be read or written.
    #[error("{}: {source}", path.display())]
    Ledger {
        /// Which file.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The store of files refuses.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The index refuses.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The archive cannot be made.
    #[error("archive: {0}")]
    Archive(String),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for PrivacyError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<Refusal> for PrivacyError {
    fn from(refusal: Refusal) -> Self {
        Self::Account(refusal.into())
    }
}

impl AsDatabaseError for PrivacyError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            Self::Account(error) => error.as_database(),
            Self::Bulk(error) => error.as_database(),
            _ => None,
        }
    }
}

impl From<PrivacyError> for Error {
    fn from(error: PrivacyError) -> Self {
        match error {
            PrivacyError::Account(error) => error.into(),
            PrivacyError::Unsure => {
                Self::Validation(vec![FieldError::new("sure", "missing", Detail::new("privacy-unsure"))])
            }
            PrivacyError::Number(fault) => {
                Self::Validation(vec![FieldError::new("number", "number", number_detail(&fault))])
            }
            PrivacyError::Reason => {
                let detail = Detail::new("objection-reason-length").with("limit", REASON_LIMIT);
                Self::Validation(vec![FieldError::new("reason", "length", detail)])
            }
            PrivacyError::Bulk(BulkError::Rule("objected-already")) => Self::Validation(vec![FieldError::new(
                "number",
                "already",
                Detail::new("objection-already"),
            )]),
            PrivacyError::Bulk(BulkError::Rule(_)) => Self::Conflict(Detail::new("objection-gone")),
            PrivacyError::Already => Self::Conflict(Detail::new("privacy-already")),
            PrivacyError::Absent => Self::Conflict(Detail::new("privacy-nothing-to-keep")),
            PrivacyError::Database(error) => error.into(),
            other => Self::from(anyhow::Error::new(other)),
        }
    }
}

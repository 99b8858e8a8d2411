//! The words of this feature: a letter that asks, and what keeps a confirmation from being taken.

use crate::organisations::bulk::BulkError;
use crate::platform::access::Refusal;
use crate::platform::clock::DAY;
use crate::platform::database::{AsDatabaseError, DatabaseError};

crate::id_type! {
    /// A letter that asked whether what is known still holds.
    ReconfirmationId
}

/// Between two letters to one person about one organisation, whatever became due meanwhile.
pub const APART: i64 = 3 * DAY;

/// Where a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It can be used.
    Good,
    /// It was, at that time.
    Used(i64),
    /// Its time is over.
    Expired,
    /// Something was changed or confirmed since it was sent.
    Superseded,
    /// Whoever it was sent to no longer speaks for the organisation, or that is out of sight.
    Gone,
}

/// Why nothing was confirmed.
#[derive(Debug, thiserror::Error)]
pub enum DecayError {
    /// The link cannot be used, or not any more.
    #[error("the link cannot be used: {0:?}")]
    Link(Link),
    /// No such link was ever sent from here.
    #[error("no such link")]
    Foreign,
    /// It is not what was shown any more.
    #[error("something was changed meanwhile")]
    Changed,
    /// There is nothing to confirm or nobody to ask; nothing is written.
    #[error("there is nothing to do")]
    Nothing,
    /// Who asks may not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The organisation cannot be written.
    #[error(transparent)]
    Bulk(#[from] BulkError),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for DecayError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl AsDatabaseError for DecayError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            Self::Bulk(error) => error.as_database(),
            _ => None,
        }
    }
}

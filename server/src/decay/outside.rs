//! How the refusals of this feature look from outside.

use super::model::DecayError;
use crate::organisations::bulk::BulkError;
use crate::platform::web::{Detail, Error};

impl From<DecayError> for Error {
    fn from(error: DecayError) -> Self {
        match error {
            DecayError::Foreign | DecayError::Bulk(BulkError::Rule("gone")) => Self::NotFound,
            DecayError::Link(_) | DecayError::Changed => Self::Conflict(Detail::new("facts-changed")),
            DecayError::Nothing => Self::Conflict(Detail::new("facts-nothing")),
            DecayError::Refused(refusal) => refusal.into(),
            DecayError::Bulk(error) => Self::from(anyhow::Error::new(error)),
            DecayError::Database(error) => error.into(),
        }
    }
}

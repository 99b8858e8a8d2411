//! How the refusals of this feature look from outside.

use super::actions::{OpportunityError, as_faults};
use super::rules::{Fault, Refused, Why};
use crate::organisations::bulk::BulkError;
use crate::platform::web::{Detail, Error, FieldError};

impl From<OpportunityError> for Error {
    fn from(error: OpportunityError) -> Self {
        let conflict = |key| Self::Conflict(Detail::new(key));
        match error {
            OpportunityError::Hidden | OpportunityError::Bulk(BulkError::Rule("gone")) => Self::NotFound,
            OpportunityError::Denied(refusal) => refusal.into(),
            OpportunityError::Step(refused) => conflict(refused_key(refused)),
            OpportunityError::Fixed(_) => conflict("opportunity-fixed"),
            OpportunityError::Changed => conflict("opportunity-changed"),
            OpportunityError::NoChamber => conflict("opportunity-no-chamber"),
            OpportunityError::NotShown => conflict("opportunity-not-shown"),
            OpportunityError::TooMany => conflict("opportunity-too-many"),
            OpportunityError::Original => conflict("opportunity-version-original"),
            OpportunityError::TooManyFiles(limit) => {
                Self::Conflict(Detail::new("opportunity-too-many-files").with("limit", limit))
            }
            OpportunityError::Files(error) => Self::from(anyhow::Error::new(error)),
            OpportunityError::Nothing => conflict("opportunity-nothing"),
            OpportunityError::Faults(faults) => Self::Validation(faults.iter().map(field_error).collect()),
            OpportunityError::Identifying(found) => {
                Self::Validation(as_faults(&found).iter().map(field_error).collect())
            }
            OpportunityError::Bulk(error) => Self::from(anyhow::Error::new(error)),
            OpportunityError::Json(error) => Self::from(anyhow::Error::new(error)),
            OpportunityError::Database(error) => error.into(),
        }
    }
}

/// What somebody is told whom the machine refuses.
const fn refused_key(refused: Refused) -> &'static str {
    match refused {
        Refused::State(_) => "opportunity-refused-state",
        Refused::Held(_) => "opportunity-refused-held",
        Refused::NotTaken => "opportunity-refused-not-taken",
        Refused::Extended => "opportunity-refused-extended",
        Refused::Early => "opportunity-refused-early",
        Refused::Same => "opportunity-refused-same",
        Refused::Over => "opportunity-refused-over",
    }
}

/// A fault as the API tells it.
pub(super) fn field_error(fault: &Fault) -> FieldError {
    let code = match fault.why {
        Why::Missing => "missing",
        Why::TooShort(_) => "tooShort",
        Why::TooLong(..) => "tooLong",
        Why::TooMany(_) => "tooMany",
        Why::Unknown => "unknown",
        Why::Past => "past",
        Why::Identifying => "identifying",
    };
    FieldError::new(fault.field, code, detail(fault))
}

/// What is wrong and how to mend it.
pub(super) fn detail(fault: &Fault) -> Detail {
    match fault.why {
        Why::Missing => Detail::new("opportunity-fault-missing"),
        Why::TooShort(least) => Detail::new("opportunity-fault-short").with("least", least),
        Why::TooLong(length, limit) => Detail::new("opportunity-fault-long")
            .with("length", length)
            .with("limit", limit),
        Why::TooMany(limit) => Detail::new("opportunity-fault-many").with("limit", limit),
        Why::Unknown => Detail::new("opportunity-fault-unknown"),
        Why::Past => Detail::new("opportunity-fault-past"),
        Why::Identifying => Detail::new("opportunity-fault-identifying"),
    }
}

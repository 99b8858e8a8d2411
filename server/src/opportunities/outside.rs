//! How the refusals of this feature look from outside.

use super::actions::{OpportunityError, as_faults};
use super::model::Criterion;
use super::rules::Refused;
use crate::organisations::bulk::BulkError;
use crate::platform::texts::T;
use crate::platform::web::{Detail, Error, Fault};

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
            OpportunityError::Faults(faults) => Self::Validation(faults.iter().map(Fault::field_error).collect()),
            OpportunityError::Identifying(found) => {
                Self::Validation(as_faults(&found).iter().map(Fault::field_error).collect())
            }
            OpportunityError::Bulk(error) => Self::from(anyhow::Error::new(error)),
            OpportunityError::Json(error) => Self::from(anyhow::Error::new(error)),
            OpportunityError::Database(error) => error.into(),
        }
    }
}

/// What an adviser is told who gave no score for a criterion.
pub(super) fn unscored(t: T, of: Criterion) -> Detail {
    let name = t.term("opportunity-criterion", of.code()).into_owned();
    Detail::new("opportunity-score-missing").with("criterion", name)
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

//! What joining needs of the chambers' desk: where a case stands, and whether its applicant may come back.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::cases::model::{CaseId, Decision, State};
use crate::cases::queries::state_of;
use crate::platform::database::DatabaseError;

/// Where an application stands in the eyes of its applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The chamber has it.
    Under,
    /// The chamber has asked something.
    Asked,
    /// It was approved.
    Approved,
    /// It ended otherwise: withdrawn, refused, forgotten. The draft is its person's again.
    Closed,
}

impl Standing {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Under => "under",
            Self::Asked => "asked",
            Self::Approved => "approved",
            Self::Closed => "closed",
        }
    }

    /// What a case's state means here.
    #[must_use]
    pub fn of(state: State, decision: Option<Decision>) -> Self {
        match (state, decision) {
            (State::Waiting, _) => Self::Asked,
            (State::Decided | State::Upheld, Some(Decision::Approved)) => Self::Approved,
            (State::Overturned, Some(Decision::Refused | Decision::Removed)) => Self::Approved,
            (State::Decided | State::Upheld | State::Overturned | State::Withdrawn, _) => Self::Closed,
            _ => Self::Under,
        }
    }
}

/// Where a case stands; one that is not there any more has ended.
///
/// # Errors
/// When the database refuses.
pub async fn standing(db: &impl ConnectionTrait, case: Uuid) -> Result<Standing, DatabaseError> {
    let found = state_of(db, CaseId(case)).await?;
    Ok(found.map_or(Standing::Closed, |(state, decision)| Standing::of(state, decision)))
}

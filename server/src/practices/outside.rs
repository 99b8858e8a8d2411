//! How the refusals of this feature look from outside.

use super::actions::PracticeError;
use super::rules::{AdoptionRefused, Refused};
use crate::platform::web::{Detail, Error, Fault};

impl From<PracticeError> for Error {
    fn from(error: PracticeError) -> Self {
        let conflict = |key| Self::Conflict(Detail::new(key));
        match error {
            PracticeError::Hidden => Self::NotFound,
            PracticeError::Denied(refusal) => refusal.into(),
            PracticeError::Step(refused) => conflict(match refused {
                Refused::State(_) | Refused::Early => "practice-refused-state",
                Refused::SameChamber => "practice-refused-chamber",
                Refused::SamePerson => "practice-refused-person",
            }),
            PracticeError::Adoption(AdoptionRefused::State(_)) | PracticeError::Settled(_) => {
                conflict("practice-adoption-settled")
            }
            PracticeError::Adoption(AdoptionRefused::NotYours) => conflict("practice-adoption-not-yours"),
            PracticeError::Fixed(_) => conflict("practice-fixed"),
            PracticeError::Changed => conflict("practice-changed"),
            PracticeError::NoChamber => conflict("practice-no-chamber"),
            PracticeError::NoExpert => conflict("practice-no-expert"),
            PracticeError::NotShown => conflict("practice-not-shown"),
            PracticeError::Oneself => conflict("practice-oneself"),
            PracticeError::NoMember => conflict("practice-no-member"),
            PracticeError::Twice => conflict("practice-twice"),
            PracticeError::TooMany => conflict("practice-too-many"),
            PracticeError::Nothing => conflict("practice-nothing"),
            PracticeError::Faults(faults) => Self::Validation(faults.iter().map(Fault::field_error).collect()),
            PracticeError::Json(error) => Self::from(anyhow::Error::new(error)),
            PracticeError::Database(error) => error.into(),
        }
    }
}

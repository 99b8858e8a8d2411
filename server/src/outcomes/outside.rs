//! How the refusals of this feature look from outside.

use super::actions::OutcomeError;
use super::rules::{Fault, SaidFault};
use crate::platform::web::{Detail, Error, FieldError};

impl From<OutcomeError> for Error {
    fn from(error: OutcomeError) -> Self {
        let conflict = |key| Self::Conflict(Detail::new(key));
        match error {
            OutcomeError::Hidden => Self::NotFound,
            OutcomeError::Refused(refusal) => refusal.into(),
            OutcomeError::Step(Fault::State(_)) => conflict("outcome-fault-state"),
            OutcomeError::Step(Fault::NotYours) => conflict("outcome-fault-not-yours"),
            OutcomeError::Early => conflict("outcome-early"),
            OutcomeError::Twice => conflict("outcome-twice"),
            OutcomeError::Changed => conflict("outcome-changed"),
            OutcomeError::Link => conflict("outcome-link-over"),
            OutcomeError::Faults(faults) => Self::Validation(faults.into_iter().map(field_error).collect()),
            OutcomeError::Introduction(error) => error.into(),
            OutcomeError::Case(error) => error.into(),
            OutcomeError::Database(error) => error.into(),
        }
    }
}

fn field_error((field, code, limit): SaidFault) -> FieldError {
    let detail = match (field, code) {
        ("kind", _) => Detail::new("outcome-kind-missing"),
        ("band", "investment") => Detail::new("outcome-band-investment"),
        ("band", _) => Detail::new("outcome-band-missing"),
        ("on", _) => Detail::new("outcome-day"),
        ("link", _) => Detail::new("outcome-link-address"),
        ("obstacle", _) => Detail::new("outcome-obstacle-missing"),
        ("evidence", "missing") => Detail::new("outcome-evidence-missing"),
        (_, "missing") => Detail::new("introduction-text-missing"),
        (_, "tooShort") => Detail::new("introduction-text-short").with("limit", limit),
        _ => Detail::new("introduction-text-long").with("limit", limit),
    };
    FieldError::new(field, code, detail)
}

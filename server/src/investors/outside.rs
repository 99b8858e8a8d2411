//! How the refusals of this feature look from outside.

use super::actions::InvestorError;
use crate::platform::web::{Detail, Error, Fault};

impl From<InvestorError> for Error {
    fn from(error: InvestorError) -> Self {
        let conflict = |key| Self::Conflict(Detail::new(key));
        match error {
            InvestorError::Hidden => Self::NotFound,
            InvestorError::Denied(refusal) => refusal.into(),
            InvestorError::NotListed => conflict("investor-not-listed"),
            InvestorError::NoInvestor => conflict("investor-no-investor"),
            InvestorError::Changed => conflict("investor-changed"),
            InvestorError::TooMany => conflict("investor-too-many"),
            InvestorError::Nothing => conflict("investor-nothing"),
            InvestorError::Faults(faults) => Self::Validation(faults.iter().map(Fault::field_error).collect()),
            InvestorError::Database(error) => error.into(),
        }
    }
}

//! What stands around a form: what is wrong with it, by field.

use axum::http::StatusCode;

use crate::platform::texts::T;
use crate::platform::web::{Detail, Error, Fault, Lang, Result};
use crate::practices::actions::PracticeError;

/// What is wrong with a form; its inputs ask by this name.
#[derive(Default)]
pub(super) struct Frame {
    pub(super) version: i64,
    /// Field and what is wrong.
    pub(super) faults: Vec<(String, String)>,
    /// Another window was quicker.
    pub(super) stale: bool,
    /// Why it could not be carried out though nothing is wrong with it.
    pub(super) reason: Option<String>,
}

impl Frame {
    pub(super) fn of(t: T, faults: &[Fault]) -> Self {
        let told = |fault: &Fault| (fault.field.to_owned(), fault.detail().text(t));
        Self {
            faults: faults.iter().map(told).collect(),
            ..Self::default()
        }
    }

    /// What a form is shown with that could not be carried out; what is no matter of the form goes on as an error.
    pub(super) fn refused(error: PracticeError, lang: &Lang) -> Result<Self> {
        match error {
            PracticeError::Faults(faults) => Ok(Self::of(lang.t, &faults)),
            PracticeError::Changed => Ok(Self {
                stale: true,
                ..Self::default()
            }),
            other => Ok(Self {
                reason: Some(reason(other, lang)?),
                ..Self::default()
            }),
        }
    }

    pub(super) fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }

    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self { stale: true, .. } | Self { reason: Some(_), .. } => StatusCode::CONFLICT,
            Self { faults, .. } if !faults.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::OK,
        }
    }
}

/// What a form that could not be carried out says.
pub(super) fn reason(error: PracticeError, lang: &Lang) -> Result<String> {
    match Error::from(error) {
        Error::Conflict(detail) => Ok(detail.text(lang.t)),
        Error::Validation(faults) => Ok(faults.into_iter().next().map_or_else(
            || Detail::new("practice-nothing").text(lang.t),
            |one| one.detail.text(lang.t),
        )),
        other => Err(other),
    }
}

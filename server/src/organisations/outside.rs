//! What page and API have in common: the address of an organisation, finding it by what an address says, and how the
//! refusals of this feature look from outside.

use super::actions::ReportError;
use super::model::OrganisationId;
use super::queries::{Found, Organisation, find_organisation};
use super::rules::{Fault, slug};
use crate::app::App;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::{Detail, Error, FieldError, Result};

/// What follows the language in the address of an organisation's page.
#[must_use]
pub fn path(id: OrganisationId, name: &str) -> String {
    format!("/organisations/{id}/{}", slug(name))
}

/// Where an address leads.
pub(super) enum Opened {
    /// To this organisation.
    Here(Box<Organisation>),
    /// To another one, which took it over.
    Moved(OrganisationId),
}

/// The organisation an address names, as a guest may see it. A malformed id is as unknown as a free one.
pub(super) async fn open(app: &App, id: &str) -> Result<Opened> {
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(&Actor::guest(), Action::ReadOrganisation);
    let found = find_organisation(&scope, app.journal.database(), &app.web.region, id).await?;
    match found.ok_or(Error::NotFound)? {
        Found::Here(organisation) => Ok(Opened::Here(organisation)),
        Found::Moved(root) => Ok(Opened::Moved(root)),
        Found::Erased => Err(Error::Erased),
    }
}

impl From<ReportError> for Error {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Faults(faults) => Self::Validation(faults.into_iter().map(field_error).collect()),
            // Handlers lead on to the other one before they come here.
            ReportError::Hidden | ReportError::Moved(_) => Self::NotFound,
            ReportError::Erased => Self::Erased,
            ReportError::Forbidden => Self::Forbidden(None),
            ReportError::TooMany(wait) => Self::TooManyRequests(wait),
            ReportError::KeyReused => Self::Validation(vec![FieldError::new(
                "Idempotency-Key",
                "keyReused",
                Detail::new("report-key-reused"),
            )]),
            ReportError::Database(error) => error.into(),
        }
    }
}

fn field_error((field, code, limit): Fault) -> FieldError {
    let detail = match (field, code) {
        ("subject", _) => Detail::new("report-subject-missing"),
        ("reason", "missing") => Detail::new("report-reason-missing"),
        (_, "tooShort") => Detail::new("report-too-short").with("limit", limit),
        (_, "tooLong") => Detail::new("report-too-long").with("limit", limit),
        _ => Detail::new("report-no-mail"),
    };
    FieldError::new(field, code, detail)
}

//! What pages and API have in common: what they work with, and how the refusals of this feature look from outside.

use super::IntroductionId;
use super::actions::{IntroductionError, Office};
use super::queries::{Shown, find};
use super::rules::{Fault, SaidFault, Telling};
use crate::app::App;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::texts::Locale;
use crate::platform::web::{Detail, Error, FieldError};

impl<'a> Office<'a> {
    /// What an actor works with in this application.
    #[must_use]
    pub fn of(app: &'a App, actor: &'a Actor) -> Self {
        Self {
            journal: &app.journal,
            region: &app.web.region,
            actor,
        }
    }
}

/// The introduction for whoever asks; for others there is none.
///
/// # Errors
/// `notFound` where there is none for them.
pub(super) async fn load(app: &App, actor: &Actor, id: IntroductionId) -> Result<Shown, Error> {
    let scope = scope(actor, Action::ReadIntroduction);
    let now = app.journal.clock().now();
    let found = find(&scope, app.journal.database(), &app.web.region, (actor, now), id).await?;
    found.ok_or(Error::NotFound)
}

impl From<IntroductionError> for Error {
    fn from(error: IntroductionError) -> Self {
        let conflict = |key| Self::Conflict(Detail::new(key));
        match error {
            IntroductionError::Hidden => Self::NotFound,
            IntroductionError::Refused(refusal) => refusal.into(),
            IntroductionError::Step(fault) => conflict(match fault {
                Fault::State(_) => "introduction-fault-state",
                Fault::NotYours => "introduction-fault-not-yours",
                Fault::Held(_) => "introduction-fault-held",
                Fault::OtherSide => "introduction-fault-other-side",
                Fault::NotDue => "introduction-fault-not-due",
                Fault::Day => "introduction-fault-day",
            }),
            IntroductionError::Changed => conflict("introduction-changed"),
            IntroductionError::Itself => conflict("introduction-itself"),
            IntroductionError::Twice => conflict("introduction-twice"),
            IntroductionError::TooMany => conflict("introduction-too-many"),
            IntroductionError::Closed => conflict("introduction-target-closed"),
            IntroductionError::Shut => conflict("opportunity-shut"),
            IntroductionError::NoChamber => conflict("introduction-no-chamber"),
            IntroductionError::Adviser => Self::Validation(vec![FieldError::new(
                "person",
                "unknown",
                Detail::new("introduction-no-adviser"),
            )]),
            IntroductionError::Identifying(found, faults) => {
                let mut all = identifying(&found);
                all.extend(faults.into_iter().map(field_error));
                Self::Validation(all)
            }
            IntroductionError::Faults(faults) => Self::Validation(faults.into_iter().map(field_error).collect()),
            IntroductionError::TooManyFiles(limit) => {
                Self::Conflict(Detail::new("opportunity-too-many-files").with("limit", limit))
            }
            IntroductionError::Files(error) => Self::from(anyhow::Error::new(error)),
            IntroductionError::Database(error) => error.into(),
        }
    }
}

/// The language of a text that a program sends.
///
/// # Errors
/// A fault of the field `language` where it is none.
pub fn language(code: &str) -> Result<Locale, Error> {
    Locale::from_code(code).ok_or_else(|| {
        let detail = Detail::new("introduction-text-missing");
        Error::Validation(vec![FieldError::new("language", "unknown", detail)])
    })
}

/// What stands where nobody may be named: `identifies`, or `mayIdentify` where its writer may say that it does not.
fn identifying(found: &[Telling]) -> Vec<FieldError> {
    let mut faults: Vec<FieldError> = Vec::new();
    for one in found {
        if faults.iter().any(|fault| fault.field == one.field) {
            continue;
        }
        let in_field = found.iter().filter(|other| other.field == one.field);
        let certain = in_field.clone().any(|other| other.passage.certain);
        let passages: Vec<&str> = in_field.map(|other| other.passage.text.as_str()).collect();
        let (code, key) = match certain {
            true => ("identifies", "introduction-identifies"),
            false => ("mayIdentify", "introduction-may-identify"),
        };
        let detail = Detail::new(key).with("passages", passages.join(" · "));
        faults.push(FieldError::new(one.field, code, detail));
    }
    faults
}

fn field_error((field, code, limit): SaidFault) -> FieldError {
    let detail = match (field, code) {
        ("reason", _) => Detail::new("introduction-reason-missing"),
        ("on", "missing") => Detail::new("introduction-day-missing"),
        ("on", _) => Detail::new("introduction-fault-day"),
        (_, "missing") => Detail::new("introduction-text-missing"),
        (_, "tooShort") => Detail::new("introduction-text-short").with("limit", limit),
        _ => Detail::new("introduction-text-long").with("limit", limit),
    };
    FieldError::new(field, code, detail)
}

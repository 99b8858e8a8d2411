//! What the forms send, and what is wrong with it.

use axum::http::StatusCode;
use chrono::NaiveDate;
use uuid::Uuid;

use crate::platform::id::{decode, encode};
use crate::platform::texts::T;
use crate::platform::web::{Error, FromPairs, Pairs, Result};
use crate::webhooks::actions::WebhookError;
use crate::webhooks::model::{Event, Owner};

/// The fields of all forms of this feature.
#[derive(Clone, Debug, Default)]
pub(in crate::webhooks) struct Filled {
    pub(super) version: Option<i64>,
    pub(super) owner: Option<String>,
    pub(super) url: String,
    pub(super) events: Vec<String>,
    pub(super) active: bool,
    pub(super) since: Option<NaiveDate>,
}

impl FromPairs for Filled {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            version: pairs.parsed("version")?,
            owner: pairs.one("for")?,
            url: pairs.one("url")?.unwrap_or_default(),
            events: pairs.many("event"),
            active: pairs.one("active")?.is_some(),
            since: pairs.parsed("since")?,
        })
    }
}

/// What the list is given in its address.
#[derive(Clone, Debug, Default)]
pub(in crate::webhooks) struct Given {
    /// For whom one is to be registered.
    pub(super) owner: Option<String>,
}

impl FromPairs for Given {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            owner: pairs.one("for")?,
        })
    }
}

/// An owner as forms and addresses write it: an id, or the code of a chamber.
pub(super) fn owner_of(text: &str) -> Owner {
    let id: Option<Uuid> = decode(text);
    id.map_or_else(|| Owner::Chamber(text.to_owned()), Owner::Organisation)
}

/// The same in writing.
pub(super) fn written(owner: &Owner) -> String {
    match owner {
        Owner::Organisation(id) => encode(*id),
        Owner::Chamber(code) => code.clone(),
    }
}

/// What can be chosen: code, name, whether it is.
pub(super) fn choices(t: T, chosen: impl Fn(&str) -> bool) -> Vec<(&'static str, String, bool)> {
    let choice = |event: Event| {
        let name = event_name(t, event);
        (event.code(), name, chosen(event.code()))
    };
    Event::CHOSEN.into_iter().map(choice).collect()
}

/// What an event is called.
pub(super) fn event_name(t: T, event: Event) -> String {
    t.term("webhook-event", &event.code().replace('.', "_")).into_owned()
}

/// What is wrong, by field, or with the whole.
#[derive(Default)]
pub(super) struct Wrong {
    pub(super) faults: Vec<(String, String)>,
    pub(super) reason: Option<String>,
}

impl Wrong {
    /// What a form is shown with that could not be carried out; what is no matter of the form goes on as an error.
    pub(super) fn of(error: WebhookError, t: T) -> Result<Self> {
        match Error::from(error) {
            Error::Conflict(detail) => Ok(Self {
                reason: Some(detail.text(t)),
                ..Self::default()
            }),
            Error::Validation(faults) => Ok(Self {
                faults: faults.into_iter().map(|one| (one.field, one.detail.text(t))).collect(),
                reason: None,
            }),
            other => Err(other),
        }
    }

    pub(super) fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }

    pub(super) fn status(&self) -> StatusCode {
        match (self.faults.is_empty(), &self.reason) {
            (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
            (true, Some(_)) => StatusCode::CONFLICT,
            (true, None) => StatusCode::OK,
        }
    }
}

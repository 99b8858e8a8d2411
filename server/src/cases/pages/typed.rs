//! What an adviser types at the desk: laid out for them, or sent, not taken, and shown again with what is wrong.

use super::desk::View;
use super::desk_forms::Filled;
use crate::cases::model::Ground;
use crate::platform::texts::T;
use crate::platform::web::{Detail, Error, FieldError};

/// What was sent and not taken.
pub(super) struct Rejected {
    /// The verb it was sent to.
    pub(super) verb: String,
    /// What it said.
    pub(super) filled: Filled,
    /// Id of the field and what is wrong with it.
    pub(super) faults: Vec<(String, String)>,
    /// Why it could not be taken though nothing is wrong with it.
    pub(super) reason: Option<String>,
}

impl Rejected {
    /// What a reader of the desk can do something about; any other error goes on as it is.
    pub(super) fn of(error: Error, verb: &str, filled: Filled, t: T) -> Result<Self, Error> {
        let (faults, reason) = match error {
            Error::Validation(faults) => (faults, None),
            Error::Conflict(detail) => (Vec::new(), Some(detail.text(t))),
            Error::NotFound => (Vec::new(), Some(Detail::new("desk-gone").text(t))),
            other => return Err(other),
        };
        let named = |fault: FieldError| (format!("{verb}-{}", fault.field), fault.detail.text(t));
        Ok(Self {
            faults: faults.into_iter().map(named).collect(),
            reason,
            verb: verb.to_owned(),
            filled,
        })
    }

    /// The texts that were typed, for where their form is not shown any more.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let Filled {
            body, facts, remedy, ..
        } = &self.filled;
        [body, facts, remedy]
            .into_iter()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }
}

/// What stands in the fields of the desk.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) question: String,
    pub(super) ground: Option<Ground>,
    pub(super) facts: String,
    pub(super) remedy: String,
    pub(super) chamber: String,
    pub(super) why: String,
    pub(super) note: String,
    pub(super) review: String,
}

impl Typed {
    /// What is laid out for the adviser, in the language of who reads it.
    pub(super) fn prepared(question: String, view: &View, t: T) -> Self {
        let ground = view.ground.map(Ground::code);
        let text = |said: Option<std::borrow::Cow<'_, str>>| said.map(std::borrow::Cow::into_owned).unwrap_or_default();
        Self {
            question,
            ground: view.ground,
            facts: text(ground.map(|code| t.term("case-ground-text", code))),
            remedy: text(ground.map(|code| t.term("case-remedy-text", code))),
            ..Self::default()
        }
    }

    /// The same with what was typed last in the form it was typed in.
    pub(super) fn again(mut self, rejected: Option<&Rejected>) -> Self {
        let Some(Rejected { verb, filled, .. }) = rejected else {
            return self;
        };
        let filled = filled.clone();
        match verb.as_str() {
            "ask" => self.question = filled.body,
            "note" => self.note = filled.body,
            "review" => self.review = filled.facts,
            "hand-over" => (self.chamber, self.why) = (filled.chamber, filled.body),
            "decide" => {
                self.ground = Ground::from_code(&filled.ground);
                (self.facts, self.remedy) = (filled.facts, filled.remedy);
            }
            _ => {}
        }
        self
    }
}

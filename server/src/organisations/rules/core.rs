//! The four things an organisation is known by, and since when each is: name, seat, activity, contact (domain.md, Decay).

use chrono::NaiveDate;

use super::shown::{Value, best};
use crate::organisations::model::Class;

/// The core facts in the order of the page, each with the fields that tell of it.
const CORE: [(&str, &[&str]); 4] = [
    ("name", &["name"]),
    ("seat", &["seat"]),
    ("activity", &["activity"]),
    ("contact", &["website", "email", "phone"]),
];

/// A core fact as it is shown: of several fields the one that holds longest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Core {
    /// `name`, `seat`, `activity` or `contact`.
    pub code: &'static str,
    /// What it says; a seat in its form of a value.
    pub value: String,
    /// How it is known.
    pub class: Class,
    /// Register, chamber, or `organisation`.
    pub source: String,
    /// The source's own date.
    pub as_of: NaiveDate,
    /// Last day of its shelf life.
    pub valid_until: NaiveDate,
}

impl Core {
    /// Whether its shelf life is over.
    #[must_use]
    pub fn is_stale(&self, today: NaiveDate) -> bool {
        today > self.valid_until
    }
}

/// The core facts there are. `seat` is what a register says of it, whose records name it and no value does.
#[must_use]
pub fn core(values: &[Value], seat: Option<Core>, today: NaiveDate) -> Vec<Core> {
    let shown = |code: &'static str, fields: &[&str]| {
        let found = fields.iter().filter_map(|field| best(values, field, today));
        let value = found.max_by_key(|value| value.valid_until)?;
        Some(Core {
            code,
            value: value.value.clone(),
            class: value.class,
            source: value.source.clone(),
            as_of: value.as_of,
            valid_until: value.valid_until,
        })
    };
    CORE.into_iter()
        .filter_map(|(code, fields)| match (&seat, code) {
            (Some(seat), "seat") => Some(seat.clone()),
            _ => shown(code, fields),
        })
        .collect()
}

//! Texts in three languages: Fluent messages embedded from `server/texts`, dates, numbers and order by ICU4X.
//!
//! [`T`] is what templates and handlers hold. A missing message never breaks a page: its id is shown, logged once and
//! kept in [`missing`]; within this crate's tests it panics.

mod accept;
mod bundles;
mod format;
mod locale;
mod typography;

use std::borrow::Cow;

pub use accept::negotiate;
pub use bundles::missing;
pub use fluent_bundle::FluentValue as Value;
pub use format::sort_key;
pub use locale::Locale;

/// The texts of one language; a copyable handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct T {
    /// The language of what comes out.
    pub locale: Locale,
}

impl T {
    /// The texts of `locale`.
    pub fn new(locale: Locale) -> Self {
        Self { locale }
    }

    /// The message `id`.
    pub fn get(&self, id: &str) -> Cow<'static, str> {
        bundles::message(self.locale, id, None)
    }

    /// The message `id` with its variables: `t.with("hits", &[("count", 3.into())])`. Numbers come out as the language
    /// writes them.
    pub fn with(&self, id: &str, variables: &[(&str, Value<'_>)]) -> Cow<'static, str> {
        bundles::message(self.locale, id, Some(variables))
    }

    /// The name of a coded value: `t.term("status", "in_liquidation")` is the message `status-in-liquidation`.
    pub fn term(&self, prefix: &str, code: &str) -> Cow<'static, str> {
        self.get(&format!("{prefix}-{}", code.replace('_', "-")))
    }

    /// The message `id` if there is one; for families in which a member may lack a text.
    pub fn find(&self, id: &str) -> Option<Cow<'static, str>> {
        bundles::find(self.locale, id, None)
    }

    /// How long ago something was, in the largest unit that fits: "today", "3 days ago", "7 months ago", "2 years ago".
    pub fn ago(&self, days: i64) -> Cow<'static, str> {
        match days {
            ..=0 => self.get("ago-today"),
            1..=30 => self.with("ago-days", &[("count", days.into())]),
            31..=729 => self.months_ago(days / 30),
            _ => self.with("ago-years", &[("count", (days / 365).into())]),
        }
    }

    /// "7 months ago".
    pub fn months_ago(&self, months: i64) -> Cow<'static, str> {
        self.with("ago-months", &[("count", months.into())])
    }
}

//! What is wrong with a field of a form, as the rules of features say it, and how people and programs are told.

use super::{Detail, FieldError};

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Name of the field in form and JSON.
    pub field: &'static str,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing was said.
    Missing,
    /// Fewer characters than this.
    TooShort(usize),
    /// So many characters, of at most so many.
    TooLong(usize, usize),
    /// More than this were chosen.
    TooMany(usize),
    /// Not a word of the list.
    Unknown,
    /// A day that is over.
    Past,
    /// A day that is yet to come.
    Future,
    /// A day before the one it follows.
    Order,
    /// No address of the web.
    Address,
    /// Names the organisation, though it is to be masked.
    Identifying,
}

impl Fault {
    /// A fault of a field.
    #[must_use]
    pub const fn new(field: &'static str, why: Why) -> Self {
        Self { field, why }
    }

    /// What is wrong with a text, if anything: how long it must be, where it is asked for, and how long it may be.
    #[must_use]
    pub fn of_text(field: &'static str, text: &str, (least, limit): (usize, usize), asked: bool) -> Option<Self> {
        let length = text.chars().count();
        let why = match length {
            0 if asked => Why::Missing,
            0 => return None,
            _ if asked && length < least => Why::TooShort(least),
            _ if length > limit => Why::TooLong(length, limit),
            _ => return None,
        };
        Some(Self::new(field, why))
    }

    /// The same for programs.
    #[must_use]
    pub fn field_error(&self) -> FieldError {
        let code = match self.why {
            Why::Missing => "missing",
            Why::TooShort(_) => "tooShort",
            Why::TooLong(..) => "tooLong",
            Why::TooMany(_) => "tooMany",
            Why::Unknown => "unknown",
            Why::Past => "past",
            Why::Future => "future",
            Why::Order => "order",
            Why::Address => "address",
            Why::Identifying => "identifying",
        };
        FieldError::new(self.field, code, self.detail())
    }

    /// What is wrong and how to mend it.
    #[must_use]
    pub fn detail(&self) -> Detail {
        match self.why {
            Why::Missing => Detail::new("fault-missing"),
            Why::TooShort(least) => Detail::new("fault-short").with("least", least),
            Why::TooLong(length, limit) => Detail::new("fault-long").with("length", length).with("limit", limit),
            Why::TooMany(limit) => Detail::new("fault-many").with("limit", limit),
            Why::Unknown => Detail::new("fault-unknown"),
            Why::Past => Detail::new("fault-past"),
            Why::Future => Detail::new("fault-future"),
            Why::Order => Detail::new("fault-order"),
            Why::Address => Detail::new("fault-address"),
            Why::Identifying => Detail::new("opportunity-fault-identifying"),
        }
    }
}

//! What a reader yields beside records: what was left out, what was rejected, and the counts.
//! Codes are stable; the English sentences are for logs, a page translates by code.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Record;

/// One thing read.
///
/// Records and skipped ones together are what was `read`; rejected rows are counted by file.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// An organisation.
    Record(Box<Record>),
    /// One the register lists and this product does not want.
    Skipped {
        /// Why.
        reason: Skip,
        /// Its canonical number; never that of a natural person.
        number: Option<String>,
    },
    /// A row that could not be used.
    Rejected(Reject),
}

/// Why a whole entry is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Skip {
    /// It is a person, not an organisation.
    NaturalPerson,
    /// The register has no usable name for it.
    NoName,
    /// An update changes it, and nothing is known that could be changed: a person's, or one without a name.
    UnknownEntry,
    /// Its rows together are larger than [`crate::ENTRY_LIMIT`].
    TooLarge,
}

impl Skip {
    /// A stable snake_case code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NaturalPerson => "natural_person",
            Self::NoName => "no_name",
            Self::UnknownEntry => "unknown_entry",
            Self::TooLarge => "too_large",
        }
    }
}

/// A row that was rejected, where it is and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The file's name, without its folder.
    pub file: String,
    /// The line it begins on, from 1; the header is line 1.
    pub line: u64,
    /// Why.
    pub reason: RejectReason,
    /// The offending value, at most [`crate::EXCERPT_LIMIT`] characters, never a whole row.
    pub excerpt: String,
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)?;
        if !self.excerpt.is_empty() {
            write!(f, ": {:?}", self.excerpt)?;
        }
        Ok(())
    }
}

/// Why a row is refused, and for which value.
pub(crate) type Refused = (RejectReason, String);

/// Why a row is rejected.
///
/// ```
/// use registers::RejectReason;
/// let reason = RejectReason::FieldCount { expected: 4, found: 3 };
/// assert_eq!(reason.code(), "field_count");
/// assert_eq!(reason.to_string(), "4 fields expected, 3 found");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum RejectReason {
    /// The number's check digits do not fit.
    #[error("the check digits of the number do not fit")]
    CheckDigit,
    /// The number is not written as a number of this register.
    #[error("not a number of this register")]
    NumberFormat,
    /// The number is already taken by an earlier row.
    #[error("the number has been read before")]
    Duplicate,
    /// A row about something no other file lists: its owner is missing.
    #[error("belongs to no entry that was read")]
    Orphan,
    /// The header line once more.
    #[error("the header line repeated")]
    RepeatedHeader,
    /// A code that is none of those the register defines.
    #[error("unknown code in {column}")]
    UnknownCode {
        /// Column or field.
        column: &'static str,
    },
    /// A day that is none, or not written as the register writes days.
    #[error("not a date in {column}")]
    Date {
        /// Column or field.
        column: &'static str,
    },
    /// Nothing where the row makes no sense without something.
    #[error("{column} is empty")]
    Empty {
        /// Column or field.
        column: &'static str,
    },
    /// More or fewer fields than the header has: torn, or shifted by a stray delimiter.
    #[error("{expected} fields expected, {found} found")]
    FieldCount {
        /// Fields of the header.
        expected: usize,
        /// Fields of the row.
        found: usize,
    },
    /// Not UTF-8.
    #[error("not UTF-8")]
    Encoding,
    /// A row beyond `Options::row_limit`.
    #[error("longer than {limit} bytes")]
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// A quotation mark that is opened and never closed.
    #[error("a quotation mark is not closed")]
    UnclosedQuote,
    /// Not JSON, or cut short.
    #[error("not valid JSON")]
    Json,
    /// JSON, but not of the shape this register has.
    #[error("not a record of this register: {field}")]
    Shape {
        /// The field that is missing or of another kind.
        field: &'static str,
    },
    /// Beyond the number of entries kept in memory for this file.
    #[error("more than {limit} entries")]
    TooMany {
        /// The limit.
        limit: usize,
    },
}

impl RejectReason {
    /// A stable snake_case code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CheckDigit => "check_digit",
            Self::NumberFormat => "number_format",
            Self::Duplicate => "duplicate",
            Self::Orphan => "orphan",
            Self::RepeatedHeader => "repeated_header",
            Self::UnknownCode { .. } => "unknown_code",
            Self::Date { .. } => "date",
            Self::Empty { .. } => "empty",
            Self::FieldCount { .. } => "field_count",
            Self::Encoding => "encoding",
            Self::TooLong { .. } => "too_long",
            Self::UnclosedQuote => "unclosed_quote",
            Self::Json => "json",
            Self::Shape { .. } => "shape",
            Self::TooMany { .. } => "too_many",
        }
    }
}

/// What became of the rows of one file, its header not counted.
///
/// What is neither rejected nor dropped was used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RowCounts {
    /// Rows read.
    pub read: u64,
    /// Rows rejected, each of them yielded as an [`Item::Rejected`].
    pub rejected: u64,
    /// Rows dropped unseen because they are about a natural person.
    pub dropped: u64,
}

//! Why a text is not an identifier of the scheme asked for.
//! English sentences for logs; a translated page goes by [`Reason::code`] and the fields.

/// What is wrong with a text, the first fault found.
///
/// ```
/// use identifiers::{parse, Reason, Scheme};
/// let fault = parse(Scheme::FrSiren, "404 833 047").unwrap_err();
/// assert_eq!(fault, Reason::CheckDigit);
/// assert_eq!(fault.code(), "checkDigit");
/// assert_eq!(fault.to_string(), "the check digits do not fit the rest");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// Nothing but separators and labels.
    #[error("nothing to read")]
    Empty,
    /// Too few or too many characters: `404 833 04` for a SIREN.
    ///
    /// Counted once separators, label and country prefix are gone.
    #[error("{expected} characters expected, {found} found")]
    Length {
        /// Characters of the canonical form; the most it may have where it varies.
        expected: usize,
        /// Characters found.
        found: usize,
    },
    /// A character that cannot stand where it stands: the letter O in `40483304O`.
    #[error("the character {found:?} cannot stand there")]
    Character {
        /// The first such character, upper case if it is an ASCII letter.
        found: char,
    },
    /// The check digits, or the check key of a French VAT number, do not fit the rest.
    ///
    /// The common slip: a digit mistyped or two exchanged. Which one cannot be told.
    #[error("the check digits do not fit the rest")]
    CheckDigit,
    /// The first characters say that this is a number of another kind or country.
    ///
    /// A Belgian establishment (`2.000.000.339`) where an enterprise was asked for, or `FR` before
    /// a Luxembourg VAT number.
    #[error("must begin with {expected}")]
    Prefix {
        /// What it may begin with, alternatives separated by a comma and a space: `0, 1`.
        expected: &'static str,
    },
    /// A register this crate does not know: `HRC`, or `LUXYZ.` before an EUID's number.
    #[error("no such register")]
    UnknownRegister,
    /// A register number without the court or registry that keeps the register: `HRB 12345`.
    #[error("the court of the register is missing")]
    MissingCourt,
    /// A court that keeps no register, as far as this crate's table goes, or a registry's seat
    /// that is no name of a place.
    #[error("no such register court")]
    UnknownCourt,
    /// The number within the register is missing, begins with zero or is too long.
    #[error("the number within the register is missing or malformed")]
    Number,
    /// All zeros: well-formed, and never given out. It stands where somebody had nothing to enter.
    #[error("all zeros, which is nobody's number")]
    Placeholder,
}

impl Reason {
    /// A stable camelCase code for translation and for machine-readable reports.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Reason::Empty => "empty",
            Reason::Length { .. } => "length",
            Reason::Character { .. } => "character",
            Reason::CheckDigit => "checkDigit",
            Reason::Prefix { .. } => "prefix",
            Reason::UnknownRegister => "unknownRegister",
            Reason::MissingCourt => "missingCourt",
            Reason::UnknownCourt => "unknownCourt",
            Reason::Number => "number",
            Reason::Placeholder => "placeholder",
        }
    }
}

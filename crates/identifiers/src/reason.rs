//! Why a text is not an identifier of the scheme asked for, and how that is said in three languages.
//! The sentences stand here and nowhere else; who needs other words goes by [`Reason::code`] and the fields.

use std::fmt;

/// What is wrong with a text, the first fault found.
///
/// ```
/// use identifiers::{parse, Language, Reason, Scheme};
/// let fault = parse(Scheme::FrSiren, "404 833 047").unwrap_err();
/// assert_eq!(fault, Reason::CheckDigit);
/// assert_eq!(fault.code(), "checkDigit");
/// assert_eq!(fault.to_string(), "the check digits do not fit the rest");
/// assert_eq!(fault.text(Language::German).to_string(), "die Prüfziffern passen nicht zum Rest");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// Nothing but separators and labels.
    Empty,
    /// Too few or too many characters: `404 833 04` for a SIREN.
    ///
    /// Counted once separators, label and country prefix are gone.
    Length {
        /// Characters of the canonical form; the most it may have where it varies.
        expected: usize,
        /// Characters found.
        found: usize,
    },
    /// A character that cannot stand where it stands: the letter O in `40483304O`.
    Character {
        /// The first such character, upper case if it is an ASCII letter.
        found: char,
    },
    /// The check digits, or the check key of a French VAT number, do not fit the rest.
    ///
    /// The common slip: a digit mistyped or two exchanged. Which one cannot be told.
    CheckDigit,
    /// The first characters say that this is a number of another kind or country.
    ///
    /// A Belgian establishment (`2.000.000.339`) where an enterprise was asked for, or `FR` before
    /// a Luxembourg VAT number.
    Prefix {
        /// What it may begin with, alternatives separated by a comma and a space: `0, 1`.
        expected: &'static str,
    },
    /// A register this crate does not know: `HRC`, or `LUXYZ.` before an EUID's number.
    UnknownRegister,
    /// A register number without the court or registry that keeps the register: `HRB 12345`.
    MissingCourt,
    /// A court that keeps no register, as far as this crate's table goes, or a registry's seat
    /// that is no name of a place.
    UnknownCourt,
    /// The number within the register is missing, begins with zero or is too long.
    Number,
    /// All zeros: well-formed, and never given out. It stands where somebody had nothing to enter.
    Placeholder,
}

impl Reason {
    /// A stable camelCase code for translation and for machine-readable reports.
    ///
    /// ```
    /// use identifiers::Reason;
    /// assert_eq!(Reason::MissingCourt.code(), "missingCourt");
    /// ```
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

    /// The sentence in a language, to be shown with the number it is about: lower case at its
    /// beginning, no stop at its end.
    ///
    /// ```
    /// use identifiers::{Language, Reason};
    /// let short = Reason::Length { expected: 9, found: 8 };
    /// assert_eq!(short.text(Language::French).to_string(), "9 caractères attendus, 8 trouvés");
    /// ```
    #[must_use]
    pub const fn text(self, language: Language) -> ReasonText {
        ReasonText { reason: self, language }
    }
}

impl fmt::Display for Reason {
    /// The sentence in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text(Language::English).fmt(f)
    }
}

impl std::error::Error for Reason {}

/// A language in which a [`Reason`] can be said.
///
/// ```
/// use identifiers::Language;
/// assert_eq!(Language::from_code("de"), Some(Language::German));
/// assert_eq!(Language::from_code("nl"), None);
/// assert_eq!(Language::ALL.map(Language::code), ["fr", "de", "en"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// `fr`
    French,
    /// `de`
    German,
    /// `en`
    English,
}

impl Language {
    /// Every language, in the order the region names them.
    ///
    /// ```
    /// assert_eq!(identifiers::Language::ALL.len(), 3);
    /// ```
    pub const ALL: [Language; 3] = [Language::French, Language::German, Language::English];

    /// ISO 639-1.
    ///
    /// ```
    /// assert_eq!(identifiers::Language::French.code(), "fr");
    /// ```
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Language::French => "fr",
            Language::German => "de",
            Language::English => "en",
        }
    }

    /// The language with this [code](Language::code), in lower case.
    ///
    /// ```
    /// use identifiers::Language;
    /// assert_eq!(Language::from_code("en"), Some(Language::English));
    /// ```
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// A [`Reason`] said in a [`Language`]: written where it is wanted, nothing is allocated.
///
/// ```
/// use identifiers::{Language, Reason, ReasonText};
/// let said: ReasonText = Reason::Empty.text(Language::French);
/// assert_eq!(format!("SIREN : {said}"), "SIREN : il n’y a rien à lire");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReasonText {
    reason: Reason,
    language: Language,
}

impl fmt::Display for ReasonText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.language {
            Language::French => french(self.reason, f),
            Language::German => german(self.reason, f),
            Language::English => english(self.reason, f),
        }
    }
}

fn english(reason: Reason, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match reason {
        Reason::Empty => f.write_str("nothing to read"),
        Reason::Length { expected, found } => write!(f, "{expected} characters expected, {found} found"),
        Reason::Character { found } => write!(f, "the character {found:?} cannot stand there"),
        Reason::CheckDigit => f.write_str("the check digits do not fit the rest"),
        Reason::Prefix { expected } => write!(f, "must begin with {expected}"),
        Reason::UnknownRegister => f.write_str("no such register"),
        Reason::MissingCourt => f.write_str("the court of the register is missing"),
        Reason::UnknownCourt => f.write_str("no such register court"),
        Reason::Number => f.write_str("the number within the register is missing or malformed"),
        Reason::Placeholder => f.write_str("all zeros, which is nobody's number"),
    }
}

fn french(reason: Reason, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match reason {
        Reason::Empty => f.write_str("il n’y a rien à lire"),
        Reason::Length { expected, found } => write!(f, "{expected} caractères attendus, {found} trouvés"),
        Reason::Character { found } => {
            write!(f, "le caractère « {} » n’a pas sa place ici", found.escape_debug())
        }
        Reason::CheckDigit => f.write_str("la clé de contrôle ne correspond pas au reste"),
        Reason::Prefix { expected } => write!(f, "doit commencer par {expected}"),
        Reason::UnknownRegister => f.write_str("ce registre n’existe pas"),
        Reason::MissingCourt => f.write_str("il manque le tribunal ou le greffe qui tient le registre"),
        Reason::UnknownCourt => f.write_str("aucun tribunal ni greffe de ce nom ne tient de registre"),
        Reason::Number => f.write_str("le numéro au registre manque ou n’a pas la bonne forme"),
        Reason::Placeholder => f.write_str("rien que des zéros : ce numéro n’est à personne"),
    }
}

fn german(reason: Reason, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match reason {
        Reason::Empty => f.write_str("es gibt nichts zu lesen"),
        Reason::Length { expected, found } => write!(f, "{expected} Zeichen werden erwartet, {found} sind es"),
        Reason::Character { found } => {
            write!(f, "das Zeichen „{}“ kann dort nicht stehen", found.escape_debug())
        }
        Reason::CheckDigit => f.write_str("die Prüfziffern passen nicht zum Rest"),
        Reason::Prefix { expected } => write!(f, "muss mit {expected} beginnen"),
        Reason::UnknownRegister => f.write_str("dieses Register gibt es nicht"),
        Reason::MissingCourt => f.write_str("das Gericht, das das Register führt, fehlt"),
        Reason::UnknownCourt => f.write_str("kein Gericht dieses Namens führt ein Register"),
        Reason::Number => f.write_str("die Nummer im Register fehlt oder hat nicht die richtige Form"),
        Reason::Placeholder => f.write_str("nur Nullen: Diese Nummer gehört niemandem"),
    }
}

//! The verified identifier: a scheme and its canonical text. How people write it is in `human`.
//! Only the parsers of this crate make one, so holding one means it was verified.

use std::fmt;

use crate::{Reason, Scheme, human};

/// An identifier that obeys the rules of its scheme.
///
/// It says that the number is well-formed, not that a register holds it. Equal identifiers
/// have equal scheme and canonical text, whatever was typed. The canonical text is the one
/// allocation of a successful parse.
///
/// ```
/// use identifiers::{parse, Scheme};
/// let enterprise = parse(Scheme::BeEnterprise, "BE 403.449.823")?;
/// assert_eq!(enterprise.canonical(), "0403449823");
/// assert_eq!(enterprise.human(), "0403.449.823");
/// # Ok::<(), identifiers::Reason>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identifier {
    scheme: Scheme,
    canonical: String,
}

impl Identifier {
    /// For the parsers alone: the caller has verified the text and brought it to its canonical form.
    pub(crate) fn new(scheme: Scheme, canonical: impl Into<String>) -> Self {
        Self {
            scheme,
            canonical: canonical.into(),
        }
    }

    /// The scheme it belongs to.
    #[must_use]
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The text to store and compare: no separators, no country prefix before a VAT number.
    #[must_use]
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The canonical text, taken out.
    #[must_use]
    pub fn into_canonical(self) -> String {
        self.canonical
    }

    /// The text people of that country are used to: `0403.449.823`, `HRB 104 233 Saarbrücken`.
    ///
    /// [`parse`](crate::parse) of it gives the same identifier again.
    #[must_use]
    pub fn human(&self) -> String {
        human::write(self.scheme, &self.canonical)
    }
}

impl fmt::Display for Identifier {
    /// The [human](Identifier::human) form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.human())
    }
}

/// What every parser gives.
pub(crate) type Parsed = Result<Identifier, Reason>;

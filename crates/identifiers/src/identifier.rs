//! The verified identifier: a scheme and its canonical text. How people write it is in `human`.
//! Only the parsers of this crate make one, so holding one means it was verified.

use std::fmt;

use crate::text::Text;
use crate::{Reason, Scheme, human};

/// An identifier that obeys the rules of its scheme.
///
/// It says that the number is well-formed, not that a register holds it. Equal identifiers
/// have equal scheme and canonical text, whatever was typed.
///
/// The canonical text lies in the value itself up to 46 bytes, which all numbers of registers have:
/// neither [`parse`](crate::parse) nor a clone of it asks the allocator for anything then. Longer
/// are only entries with the long name of a French registry or of a former German court.
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
    canonical: Text,
}

impl Identifier {
    /// For the parsers alone: the caller has verified the text and brought it to its canonical form.
    pub(crate) fn new(scheme: Scheme, canonical: impl Into<Text>) -> Self {
        Self {
            scheme,
            canonical: canonical.into(),
        }
    }

    /// The scheme it belongs to.
    ///
    /// ```
    /// use identifiers::{parse, Scheme};
    /// assert_eq!(parse(Scheme::LuRcs, "B 82 454")?.scheme(), Scheme::LuRcs);
    /// # Ok::<(), identifiers::Reason>(())
    /// ```
    #[must_use]
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The text to store and compare: no separators, no country prefix before a VAT number.
    ///
    /// ```
    /// use identifiers::{parse, Scheme};
    /// assert_eq!(parse(Scheme::LuVat, "LU 150 274 42")?.canonical(), "15027442");
    /// # Ok::<(), identifiers::Reason>(())
    /// ```
    #[must_use]
    pub fn canonical(&self) -> &str {
        self.canonical.as_str()
    }

    /// The canonical text, taken out.
    ///
    /// ```
    /// use identifiers::{parse, Scheme};
    /// let stored: String = parse(Scheme::DeRegister, "Amtsgericht Mainz, HRB 2940")?.into_canonical();
    /// assert_eq!(stored, "Mainz HRB 2940");
    /// # Ok::<(), identifiers::Reason>(())
    /// ```
    #[must_use]
    pub fn into_canonical(self) -> String {
        self.canonical.into()
    }

    /// The text people of that country are used to: `0403.449.823`, `HRB 104 233 Saarbrücken`.
    ///
    /// [`parse`](crate::parse) of it gives the same identifier again. The same text comes of
    /// `Display`, which writes it where it is wanted without a `String` between.
    ///
    /// ```
    /// use identifiers::{parse, Scheme};
    /// let number = parse(Scheme::FrVat, "40303265045")?;
    /// assert_eq!(number.human(), "FR 40 303 265 045");
    /// assert_eq!(format!("TVA {number}"), "TVA FR 40 303 265 045");
    /// # Ok::<(), identifiers::Reason>(())
    /// ```
    #[must_use]
    pub fn human(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Identifier {
    /// The [human](Identifier::human) form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        human::write(self.scheme, self.canonical(), f)
    }
}

/// What every parser gives.
pub(crate) type Parsed = Result<Identifier, Reason>;

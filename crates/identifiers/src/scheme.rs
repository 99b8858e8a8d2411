//! The schemes this crate knows, their stable codes and what each one numbers.
//! Rules live in the modules of the countries; nothing here looks at a number.

use std::fmt;
use std::str::FromStr;

/// A numbering scheme: which authority numbered what.
///
/// The [code](Scheme::code) is what is stored and exchanged; it never changes.
///
/// ```
/// use identifiers::Scheme;
/// assert_eq!(Scheme::FrSiren.code(), "fr_siren");
/// assert_eq!("de_hr".parse(), Ok(Scheme::DeRegister));
/// assert!("fr_sirene".parse::<Scheme>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Scheme {
    /// France, legal unit: 9 digits (INSEE), the last by Luhn.
    ///
    /// `552008443`. Given once, to a company or a person in business, and never again to another.
    FrSiren,
    /// France, establishment: 14 digits, the first 9 a SIREN (INSEE).
    ///
    /// `73282932000074`. The five behind the SIREN (NIC) number the places of one legal unit;
    /// a move gives a new one.
    FrSiret,
    /// France, VAT number: 2-character key and SIREN, kept without `FR`.
    ///
    /// `40303265045`. Monaco's numbers are among them and hold no SIREN.
    FrVat,
    /// France, entry in a commercial register: seat of the registry, optional section letter, SIREN.
    ///
    /// `Metz B 342376332`. A company that moves to another registry keeps its SIREN and
    /// changes this.
    FrRcs,
    /// Belgium, enterprise number: 10 digits from 0 or 1 (KBO/BCE).
    ///
    /// `0403449823`. One number for the register, for VAT and for social security.
    BeEnterprise,
    /// Belgium, establishment unit: 10 digits from 2 (KBO/BCE).
    ///
    /// `2000000339`. It does not hold the number of its enterprise.
    BeEstablishment,
    /// Belgium, branch of a foreign enterprise: 10 digits from 9 (KBO/BCE).
    BeBranch,
    /// Belgium, VAT number: the enterprise number, kept without `BE`.
    BeVat,
    /// Luxembourg, VAT number: 8 digits, kept without `LU`.
    LuVat,
    /// Luxembourg, trade and companies register: letter and 1 to 7 digits.
    ///
    /// `B82454`. The letter tells the kind: B commercial companies, E civil companies,
    /// F associations, and so on. There is no check digit, so any slip gives another entry.
    LuRcs,
    /// Germany, USt-IdNr.: 9 digits, kept without `DE`.
    DeVat,
    /// Germany, Wirtschafts-Identifikationsnummer (W-IdNr., § 139c AO): `DE`, 9 digits as in a VAT
    /// number, a hyphen and 5 digits that tell the activities of one person apart.
    ///
    /// `DE136695976-00001`. Given out since November 2024, to sole traders too.
    DeEconomic,
    /// Germany, entry in a court's register: court, register, number, optional suffix.
    ///
    /// `Saarbrücken HRB 104233`, `Lübeck HRB 12065 HL`. The number alone identifies nothing: each
    /// court counts for itself, and in courts that took over others each former one does too.
    DeRegister,
    /// Legal Entity Identifier: 20 characters (ISO 17442), the last two check digits.
    ///
    /// `213800KUD8LAJWSQ9D15`. It holds neither country nor national number.
    Lei,
    /// European Unique Identifier of a company (Implementing Regulation (EU) 2021/1042, annex, 9).
    ///
    /// `LURCSL.B186284`: country, register, stop, the number within that register.
    Euid,
    /// Research Organization Registry: 9 characters, kept without the address before them.
    ///
    /// `05natt857`, in lower case, as in the address `https://ror.org/05natt857`.
    Ror,
}

impl Scheme {
    /// Every scheme, in the order of the enum.
    ///
    /// ```
    /// use identifiers::Scheme;
    /// let german = Scheme::ALL.into_iter().filter(|scheme| scheme.country() == Some("DE"));
    /// assert_eq!(german.count(), 3);
    /// ```
    pub const ALL: [Scheme; 16] = [
        Scheme::FrSiren,
        Scheme::FrSiret,
        Scheme::FrVat,
        Scheme::FrRcs,
        Scheme::BeEnterprise,
        Scheme::BeEstablishment,
        Scheme::BeBranch,
        Scheme::BeVat,
        Scheme::LuVat,
        Scheme::LuRcs,
        Scheme::DeVat,
        Scheme::DeEconomic,
        Scheme::DeRegister,
        Scheme::Lei,
        Scheme::Euid,
        Scheme::Ror,
    ];

    /// The stable code, lower case with an underscore: `fr_siren`, `de_hr`, `lei`.
    ///
    /// ```
    /// assert_eq!(identifiers::Scheme::DeEconomic.code(), "de_widnr");
    /// ```
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Scheme::FrSiren => "fr_siren",
            Scheme::FrSiret => "fr_siret",
            Scheme::FrVat => "fr_vat",
            Scheme::FrRcs => "fr_rcs",
            Scheme::BeEnterprise => "be_enterprise",
            Scheme::BeEstablishment => "be_establishment",
            Scheme::BeBranch => "be_branch",
            Scheme::BeVat => "be_vat",
            Scheme::LuVat => "lu_vat",
            Scheme::LuRcs => "lu_rcs",
            Scheme::DeVat => "de_vat",
            Scheme::DeEconomic => "de_widnr",
            Scheme::DeRegister => "de_hr",
            Scheme::Lei => "lei",
            Scheme::Euid => "euid",
            Scheme::Ror => "ror",
        }
    }

    /// The country (ISO 3166-1 alpha-2) of a national scheme, `None` for LEI, EUID and ROR.
    ///
    /// ```
    /// use identifiers::Scheme;
    /// assert_eq!(Scheme::LuRcs.country(), Some("LU"));
    /// assert_eq!(Scheme::Lei.country(), None);
    /// ```
    #[must_use]
    pub const fn country(self) -> Option<&'static str> {
        match self {
            Scheme::FrSiren | Scheme::FrSiret | Scheme::FrVat | Scheme::FrRcs => Some("FR"),
            Scheme::BeEnterprise | Scheme::BeEstablishment | Scheme::BeBranch | Scheme::BeVat => Some("BE"),
            Scheme::LuVat | Scheme::LuRcs => Some("LU"),
            Scheme::DeVat | Scheme::DeEconomic | Scheme::DeRegister => Some("DE"),
            Scheme::Lei | Scheme::Euid | Scheme::Ror => None,
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is no [scheme code](Scheme::code).
///
/// ```
/// use identifiers::{Scheme, UnknownScheme};
/// assert_eq!("de_hrb".parse::<Scheme>(), Err(UnknownScheme));
/// assert_eq!(UnknownScheme.to_string(), "no such identifier scheme");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such identifier scheme")]
pub struct UnknownScheme;

impl FromStr for Scheme {
    type Err = UnknownScheme;

    fn from_str(code: &str) -> Result<Self, UnknownScheme> {
        Scheme::ALL
            .into_iter()
            .find(|scheme| scheme.code() == code)
            .ok_or(UnknownScheme)
    }
}

//! A register's record of one organisation, the same shape for every register.
//! Its canonical JSON and hash live in `canonical.rs`, addresses in `address.rs`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::canonical::in_order;
use crate::{Address, Founded, Register};

/// One organisation as a register knows it, whole: what has no field of its own is in `other`.
///
/// Serialised it is camelCase JSON without absent fields, and that JSON is what is stored. Fields of a record and of what it
/// holds stand in the order of their names in JSON: so it comes out canonical as it is written.
///
/// ```
/// use registers::{Record, Register};
/// let mut record = Record::new(Register::Ror, "05natt857");
/// record.research = true;
/// assert_eq!(
///     record.canonical_json()?,
///     r#"{"legalStatus":"unknown","number":"05natt857","register":"ror","research":true}"#
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Activities by classification and code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Activity>,
    /// The day the register's data describe, by the register itself or by `Options::as_of`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
    /// Mail addresses as written in the register, unchecked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// Establishments and branches by number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub establishments: Vec<Establishment>,
    /// Day or year of foundation. KBO gives `1968-01-01` to whatever is older than its records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub founded: Option<Founded>,
    /// Identifiers as scheme code and canonical form, its own number first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<(String, String)>,
    /// The legal form by the register's own code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_form: Option<LegalForm>,
    /// Whether the organisation is alive in the eyes of the register.
    pub legal_status: LegalStatus,
    /// All names, in the register's order; the one it shows comes first where it says which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Name>,
    /// The canonical number within the register: 10 digits for KBO, 9 characters for ROR,
    /// `T2304V_HRB12345` for OffeneRegister, the LEI for GLEIF.
    pub number: String,
    /// Everything else of the source, so that nothing is lost.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", serialize_with = "in_order")]
    pub other: BTreeMap<String, serde_json::Value>,
    /// Telephone numbers as written in the register, unchecked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// The register it comes from.
    pub register: Register,
    /// Whether the register holds research organisations only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub research: bool,
    /// The registered office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<Address>,
    /// Web addresses as written in the register, unchecked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub websites: Vec<String>,
}

/// A name with its language, if the register states one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Name {
    /// What kind of name it is.
    pub kind: NameKind,
    /// BCP 47, lower case: `fr`, `de`, `en`, `nl`, `lb` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The name, white space collapsed, otherwise as written.
    pub value: String,
}

/// What kind of name a name is; the order is that in which one is chosen for display.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum NameKind {
    /// The name in the articles of association (KBO 001).
    Legal,
    /// The usual full name where the register does not claim that it is the legal one (ROR).
    Label,
    /// The name it trades under (KBO 003).
    Trade,
    /// Another name: ROR alias, name of a branch (KBO 004).
    Alias,
    /// A short form: KBO 002, ROR acronym.
    Abbreviation,
    /// A name it no longer has, good for finding it, and shown only if it has no other.
    Former,
}

/// A register's fact about the life of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LegalStatus {
    /// It exists, also in reorganisation.
    Active,
    /// It is dissolved or bankrupt and being wound up.
    InLiquidation,
    /// It no longer exists.
    Ceased,
    /// The register does not say, or says it by a code nobody knows.
    Unknown,
}

impl LegalStatus {
    /// `active`, `in_liquidation`, `ceased`, `unknown`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::InLiquidation => "in_liquidation",
            Self::Ceased => "ceased",
            Self::Unknown => "unknown",
        }
    }
}

/// A legal form by the register's code, with the labels the register gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LegalForm {
    /// KBO: three digits, `014`.
    pub code: String,
    /// Label by language (`fr`, `nl`, `de`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
}

/// A place of business under its own number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Establishment {
    /// Activities of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Activity>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Whether it is the branch of a foreign company.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub branch: bool,
    /// Mail addresses of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// Names of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Name>,
    /// The canonical number: KBO establishment (`2…`) or branch (`9…`), 10 digits.
    pub number: String,
    /// What has no field: further addresses under `addresses`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", serialize_with = "in_order")]
    pub other: BTreeMap<String, serde_json::Value>,
    /// Telephone numbers of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// The day it opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<NaiveDate>,
    /// Web addresses of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub websites: Vec<String>,
}

/// An activity by its NACE code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// The register's digits without a stop: `84130` is class 84.13 with the national digit 0.
    pub code: String,
    /// KBO: the reporting group and what it calls the activity, `001` (VAT) to `MAIN`, `SECO` or
    /// `ANCI`; the strongest where a group lists it twice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, String>,
    /// Whether any of the groups calls it a main activity.
    pub main: bool,
    /// The version the code belongs to.
    pub nace: NaceVersion,
}

/// A version of NACE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum NaceVersion {
    /// Rev. 1.1 (NACE-BEL 2003).
    #[serde(rename = "1")]
    Rev1,
    /// Rev. 2 (NACE-BEL 2008).
    #[serde(rename = "2")]
    Rev2,
    /// Rev. 2.1 (NACE-BEL 2025).
    #[serde(rename = "2.1")]
    Rev21,
}

impl NaceVersion {
    /// `1`, `2`, `2.1`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rev1 => "1",
            Self::Rev2 => "2",
            Self::Rev21 => "2.1",
        }
    }
}

impl Activity {
    /// The NACE class in the usual writing, without national digits: `84130` gives `84.13`.
    ///
    /// A code of two or three digits gives `84` or `84.1`.
    ///
    /// ```
    /// use registers::{Activity, NaceVersion};
    /// let activity = Activity {
    ///     nace: NaceVersion::Rev2, code: "8413001".into(), main: true, groups: Default::default(),
    /// };
    /// assert_eq!(activity.class(), "84.13");
    /// ```
    #[must_use]
    pub fn class(&self) -> String {
        let digits: String = self.code.chars().take(4).collect();
        match digits.split_at_checked(2) {
            Some((division, rest)) if !rest.is_empty() => format!("{division}.{rest}"),
            _ => digits,
        }
    }
}

impl Record {
    /// An empty record: status unknown, nothing else known.
    #[must_use]
    pub fn new(register: Register, number: impl Into<String>) -> Self {
        Self {
            register,
            number: number.into(),
            as_of: None,
            names: Vec::new(),
            legal_status: LegalStatus::Unknown,
            legal_form: None,
            founded: None,
            identifiers: Vec::new(),
            seat: None,
            establishments: Vec::new(),
            activities: Vec::new(),
            websites: Vec::new(),
            emails: Vec::new(),
            phones: Vec::new(),
            research: false,
            other: BTreeMap::new(),
        }
    }

    /// The name to show to a reader of the `preferred` languages, and its language if stated.
    ///
    /// The kind counts more than the language: a legal name in another language comes before an
    /// abbreviation in the reader's. Within the best kind there is: the first name in the first
    /// preferred language that has one, else the register's first. `None` without any name.
    ///
    /// ```
    /// use registers::{Name, NameKind, Record, Register};
    /// let mut record = Record::new(Register::Kbo, "0203201340");
    /// for (language, value) in [("nl", "Nationale Bank van België"), ("fr", "Banque Nationale de Belgique")] {
    ///     let language = Some(language.to_owned());
    ///     record.names.push(Name { value: value.to_owned(), language, kind: NameKind::Legal });
    /// }
    /// assert_eq!(record.display_name(&["de", "fr"]), Some(("Banque Nationale de Belgique", Some("fr"))));
    /// assert_eq!(record.display_name(&["en"]), Some(("Nationale Bank van België", Some("nl"))));
    /// ```
    #[must_use]
    pub fn display_name(&self, preferred: &[&str]) -> Option<(&str, Option<&str>)> {
        let kind = self.names.iter().map(|name| name.kind).min()?;
        let mut candidates = self.names.iter().filter(|name| name.kind == kind);
        let first = candidates.clone().next()?;
        let chosen = preferred
            .iter()
            .find_map(|wanted| candidates.clone().find(|name| name.language.as_deref() == Some(wanted)))
            .or_else(|| candidates.next())
            .unwrap_or(first);
        Some((&chosen.value, chosen.language.as_deref()))
    }

    /// The identifier of a scheme by the scheme's code, such as `be_vat`.
    #[must_use]
    pub fn identifier(&self, scheme: &str) -> Option<&str> {
        self.identifiers
            .iter()
            .find(|(code, _)| code == scheme)
            .map(|(_, value)| value.as_str())
    }

    /// The addresses it can be found at: the seat, then those of the establishments, without those
    /// the register has struck off.
    pub fn places(&self) -> impl Iterator<Item = &Address> {
        let units = self.establishments.iter().filter_map(|e| e.address.as_ref());
        self.seat
            .iter()
            .chain(units)
            .filter(|address| address.struck_off.is_none())
    }
}

//! The words of an organisation: kinds, standings, classes, fields and their limits, as domain.md has them.
//! A new declared field is one line in [`FIELDS`] and its name in three languages.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dossier::Version;

crate::id_type! {
    /// An organisation.
    OrganisationId
}

crate::id_type! {
    /// A reader's report that something is wrong.
    ReportId
}

crate::words! {
    /// What an organisation is; empty until declared or listed.
    Kind {
        /// A young company with a new product.
        Startup = "startup",
        /// A small or medium-sized company.
        Sme = "sme",
        /// A large company.
        Corporate = "corporate",
        /// Whoever invests in companies.
        Investor = "investor",
        /// Incubator or accelerator.
        Incubator = "incubator",
        /// A cluster of companies and labs.
        Cluster = "cluster",
        /// University, institute, laboratory.
        Research = "research",
        /// Public body.
        Public = "public",
    }
}

crate::words! {
    /// How the organisation stands to the platform.
    Standing {
        /// Known from an official register only.
        Registered = "registered",
        /// A chamber lists it.
        Listed = "listed",
        /// Claimed by its owner and checked.
        Member = "member",
        /// Out of sight for a time.
        Suspended = "suspended",
        /// Left.
        Withdrawn = "withdrawn",
    }
}

crate::words! {
    /// Whether it lives in the eyes of its register.
    LegalStatus {
        /// It exists.
        Active = "active",
        /// It is being wound up.
        InLiquidation = "in_liquidation",
        /// It no longer exists.
        Ceased = "ceased",
        /// No register says.
        Unknown = "unknown",
    }
}

crate::words! {
    /// How a value is known.
    Class {
        /// Read from an official register.
        Register = "register",
        /// A chamber checked it.
        Attested = "attested",
        /// The organisation says so.
        Declared = "declared",
    }
}

crate::words! {
    /// How old the newest core fact is.
    Age {
        /// Younger than six months.
        Fresh = "fresh",
        /// Older, and still within its shelf life.
        Ageing = "ageing",
        /// All core facts are past their shelf life.
        Stale = "stale",
    }
}

crate::words! {
    /// What a register says that it did not say before.
    Difference {
        /// It has another name.
        Renamed = "renamed",
        /// It has another official number.
        Renumbered = "renumbered",
        /// Its seat is elsewhere.
        Moved = "moved",
        /// It is being wound up.
        Liquidation = "liquidation",
        /// It no longer exists.
        StruckOff = "struck_off",
        /// It exists again.
        CameBack = "came_back",
        /// Any other value.
        Other = "other",
    }
}

crate::words! {
    /// What a report says is wrong.
    ReportSubject {
        /// Name or number.
        Identity = "identity",
        /// Address or place on the map.
        Place = "place",
        /// What it does.
        Activity = "activity",
        /// Web address, mail, telephone.
        Contact = "contact",
        /// It no longer exists, or has moved away.
        Closed = "closed",
        /// It is there twice.
        Duplicate = "duplicate",
        /// Something that should not be shown.
        Content = "content",
        /// Anything else.
        Other = "other",
    }
}

impl From<registers::LegalStatus> for LegalStatus {
    fn from(status: registers::LegalStatus) -> Self {
        match status {
            registers::LegalStatus::Active => Self::Active,
            registers::LegalStatus::InLiquidation => Self::InLiquidation,
            registers::LegalStatus::Ceased => Self::Ceased,
            registers::LegalStatus::Unknown => Self::Unknown,
        }
    }
}

impl From<Class> for crate::platform::region::Class {
    fn from(class: Class) -> Self {
        match class {
            Class::Register => Self::Register,
            Class::Attested => Self::Attested,
            Class::Declared => Self::Declared,
        }
    }
}

pub use crate::platform::region::OUTSIDE;

/// What a value of a field looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text.
    Line,
    /// A text with one original and versions in other languages.
    Text,
    /// A whole number.
    Number,
    /// An address of the web, `https` or `http`.
    Url,
    /// A mail address.
    Mail,
    /// A telephone number.
    Phone,
    /// Street, postal code, municipality and country, a line each.
    Address,
}

/// A declared field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its code; its name is the message `field-CODE`.
    pub code: &'static str,
    /// What its values look like.
    pub kind: FieldKind,
    /// Longest value in characters.
    pub limit: usize,
    /// Whether its age counts for the organisation's.
    pub core: bool,
}

const fn field(code: &'static str, kind: FieldKind, limit: usize, core: bool) -> Field {
    Field {
        code,
        kind,
        limit,
        core,
    }
}

/// What an organisation or its chamber can say about it, in the order of its page.
pub const FIELDS: &[Field] = &[
    field("name", FieldKind::Line, 200, true),
    field("summary", FieldKind::Text, 500, false),
    field("description", FieldKind::Text, 4000, false),
    field("seat", FieldKind::Address, 400, true),
    field("activity", FieldKind::Line, 200, true),
    field("website", FieldKind::Url, 300, true),
    field("email", FieldKind::Mail, 200, true),
    field("phone", FieldKind::Phone, 40, true),
    field("employees", FieldKind::Number, 9, false),
    field(FOUNDED, FieldKind::Line, 10, false),
];

/// A day or a year; a chamber may state it, a form does not ask for it.
pub const FOUNDED: &str = "founded";

/// What stands after a chamber's code in the source of what its spreadsheet says.
pub const FILE: &str = ":file";

/// The field with that code.
#[must_use]
pub fn field_of(code: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.code == code)
}

/// What a chamber or the demonstration says about an organisation besides its record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Listing {
    /// `listed` or `member`.
    pub standing: Standing,
    /// What it is.
    pub kind: Kind,
    /// Code of its home chamber in the region pack.
    pub chamber: String,
    /// Languages it works in: `fr`, `de`, `en`, …
    pub languages: Vec<String>,
    /// Since when.
    pub listed_on: NaiveDate,
    /// Values it declared or a chamber attested.
    pub facts: Vec<Stated>,
}

/// A declared or attested value as it comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stated {
    /// A code of [`FIELDS`].
    pub field: String,
    /// Language of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The value.
    pub value: String,
    /// `declared` or `attested`.
    pub class: Class,
    /// The day it was stated.
    pub on: NaiveDate,
    /// Of a text: as it was written, or put into another language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Version>,
}

/// A report as it comes in, its fields not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = NewReport)]
pub struct ReportForm {
    /// What is wrong: identity, place, activity, contact, closed, duplicate, content or other.
    #[serde(default)]
    pub subject: String,
    /// Where on the page, or which value: at most 200 characters.
    #[serde(default)]
    pub place: String,
    /// Why, and what would be right: 10 to 2,000 characters.
    #[serde(default)]
    pub reason: String,
    /// Address for questions, optional: at most 200 characters.
    #[serde(default)]
    pub mail: String,
}

/// A chamber is shown what of its organisations will be stale within so many days.
pub const SOON: u64 = 30;

/// Longest `place` of a report in characters.
pub const REPORT_PLACE_LIMIT: usize = 200;
/// Shortest `reason` of a report in characters.
pub const REPORT_REASON_LEAST: usize = 10;
/// Longest `reason` of a report in characters.
pub const REPORT_REASON_LIMIT: usize = 2000;
/// Longest mail address.
pub const REPORT_MAIL_LIMIT: usize = 200;
/// Reports about one organisation within a day; more look like a flood.
pub const REPORTS_A_DAY: i64 = 50;

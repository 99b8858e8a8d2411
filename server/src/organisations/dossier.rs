//! What somebody who joins says of an organisation: written while it is a draft, read by the chamber in its case, taken
//! over when it is admitted.

use serde::{Deserialize, Serialize};

use super::model::{Kind, OrganisationId};

/// Everything a draft holds, and a case is opened with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dossier {
    /// The organisation in the registers whose values are taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub organisation: Option<OrganisationId>,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// What it is: startup, sme, corporate, investor, incubator, cluster, research or public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub kind: Option<Kind>,
    /// Code of the home chamber that is asked.
    #[serde(default)]
    pub chamber: String,
    /// Its legal number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<DossierNumber>,
    /// Whether it exists already; false where it is still being founded.
    #[serde(default = "yes")]
    pub founded: bool,
    /// Where it sits.
    #[serde(default)]
    pub seat: DossierSeat,
    /// Codes of the languages it works in.
    #[serde(default)]
    pub languages: Vec<String>,
    /// What it says of itself, a value each.
    #[serde(default)]
    pub facts: Vec<DossierFact>,
    /// What was laid in; kept by the server.
    #[serde(default)]
    pub documents: Vec<DossierDocument>,
    /// Codes of the checks nobody could make yet; kept by the server.
    #[serde(default)]
    pub missing_checks: Vec<String>,
}

const fn yes() -> bool {
    true
}

/// A legal number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = DossierNumber)]
pub struct DossierNumber {
    /// Code of its scheme; empty while it could not be read.
    #[serde(default)]
    pub scheme: String,
    /// In its canonical form; as typed while it could not be read.
    pub value: String,
}

/// Where an organisation sits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DossierSeat {
    /// Street and number.
    #[serde(default)]
    pub street: String,
    /// Postal code.
    #[serde(default)]
    pub postal_code: String,
    /// Municipality.
    #[serde(default)]
    pub municipality: String,
    /// ISO 3166-1 alpha-2.
    #[serde(default)]
    pub country: String,
}

impl DossierSeat {
    /// Whether nothing is said at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.street.is_empty() && self.postal_code.is_empty() && self.municipality.is_empty()
    }
}

/// A value of a declared field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DossierFact {
    /// A code of the declared fields.
    pub field: String,
    /// Language of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The value.
    pub value: String,
    /// Of a text: the original, or a version of it.
    #[serde(default)]
    pub state: VersionState,
}

/// What a text is to its original.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum VersionState {
    /// As it was written.
    #[default]
    Original,
    /// Written by a person in another language.
    Human,
    /// Such a version whose original has changed since.
    Stale,
}

impl VersionState {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Human => "human",
            Self::Stale => "stale",
        }
    }
}

/// A document that was laid in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DossierDocument {
    /// Its id.
    pub id: String,
    /// As its file was called.
    pub name: String,
    /// Media type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Bytes.
    pub size: u64,
}

impl Dossier {
    /// The value of a field that has one language, or none.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&str> {
        self.original(field).map(|fact| fact.value.as_str())
    }

    /// A field's value as it was written first.
    #[must_use]
    pub fn original(&self, field: &str) -> Option<&DossierFact> {
        let mut facts = self.facts.iter();
        facts.find(|fact| fact.field == field && fact.state == VersionState::Original)
    }

    /// A text in that language.
    #[must_use]
    pub fn text(&self, field: &str, language: &str) -> Option<&DossierFact> {
        let mut facts = self.facts.iter();
        facts.find(|fact| fact.field == field && fact.language.as_deref() == Some(language))
    }
}

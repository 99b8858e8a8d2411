//! What is asked for when an organisation joins: the content of a draft, then of a case, kept with both as JSON.

use serde::{Deserialize, Serialize};

use super::model::{Kind, OrganisationId};

/// An organisation as a person describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Dossier {
    /// The registered organisation whose values are taken over.
    #[schema(value_type = Option<String>)]
    pub organisation: Option<OrganisationId>,
    /// Its name, as typed.
    pub name: String,
    /// What it is.
    #[schema(value_type = Option<String>)]
    pub kind: Option<Kind>,
    /// Code of the chamber that is to be its home.
    pub chamber: String,
    /// Its official number, where it has one.
    pub number: Option<Number>,
    /// Whether it exists already; one that is being founded has no number yet.
    pub founded: bool,
    /// Where it sits.
    pub seat: Seat,
    /// Codes of the languages it works in.
    pub languages: Vec<String>,
    /// What it says of itself, by field and language.
    pub facts: Vec<Said>,
    /// What it shows instead of, or beside, a register.
    pub documents: Vec<Attached>,
    /// Codes of the checks nobody could make: `number_missing`, `register_not_at_hand`, `not_yet_founded`.
    pub missing_checks: Vec<String>,
}

/// An official number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Number {
    /// Code of the scheme: `fr_siren`, `lu_rcs` …
    pub scheme: String,
    /// Canonical form.
    pub value: String,
}

/// An address as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Seat {
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Municipality.
    pub municipality: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

impl Version {
    /// The stable code, as rows and JSON keep it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Human => "human",
            Self::Stale => "stale",
        }
    }

    /// The one with that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Original, Self::Human, Self::Stale]
            .into_iter()
            .find(|version| version.code() == code)
    }
}

impl Seat {
    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.street, &self.postal_code, &self.municipality, &self.country]
            .into_iter()
            .all(|part| part.trim().is_empty())
    }

    /// The value of the field `seat`: street, postal code, municipality and country on a line each.
    #[must_use]
    pub fn to_value(&self) -> String {
        [&self.street, &self.postal_code, &self.municipality, &self.country]
            .map(|part| part.trim())
            .join("\n")
    }

    /// Reads what [`Seat::to_value`] wrote.
    #[must_use]
    pub fn from_value(value: &str) -> Self {
        let mut lines = value.split('\n').map(|line| line.trim().to_owned());
        let mut next = || lines.next().unwrap_or_default();
        Self {
            street: next(),
            postal_code: next(),
            municipality: next(),
            country: next(),
        }
    }

    /// On one line, for people.
    #[must_use]
    pub fn on_one_line(&self) -> String {
        let town = format!("{} {}", self.postal_code, self.municipality);
        let parts = [self.street.as_str(), town.trim(), self.country.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

/// A value of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Said {
    /// A code of the organisation's fields.
    pub field: String,
    /// Of a text.
    pub language: Option<String>,
    /// The value.
    pub value: String,
    /// How it came to be.
    pub state: Version,
}

/// What a version of a text is (domain.md, "Language versions").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Version {
    /// The text as it was written.
    #[default]
    Original,
    /// Put into another language by its owner or an adviser.
    Human,
    /// The original has changed since.
    Stale,
}

/// A document that was handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Attached {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its media type.
    #[serde(rename = "type")]
    pub media: String,
    /// Bytes.
    pub size: u64,
}

impl Dossier {
    /// The value of a field that has one language, or none.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&str> {
        self.original(field).map(|said| said.value.as_str())
    }

    /// A field's value as it was written first.
    #[must_use]
    pub fn original(&self, field: &str) -> Option<&Said> {
        let mut facts = self.facts.iter();
        facts.find(|said| said.field == field && said.state == Version::Original)
    }

    /// A text in that language.
    #[must_use]
    pub fn text(&self, field: &str, language: &str) -> Option<&Said> {
        let mut facts = self.facts.iter();
        facts.find(|said| said.field == field && said.language.as_deref() == Some(language))
    }
}

//! One organisation a line, as JSON: what `passerelle generate` prints and `import jsonl` reads.
//! The register's record is whole; beside it stands what a chamber and the organisation add.

use chrono::NaiveDate;
use registers::Record;
use serde::{Deserialize, Serialize};

/// One organisation: its record, and its listing if a chamber lists it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// What the register says.
    pub record: Record,
    /// Absent: the organisation is only registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<Listing>,
}

/// How a chamber lists an organisation, and what is declared about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Listing {
    /// Listed by the chamber, or claimed by its owner.
    pub standing: ListedStanding,
    /// Code of the kind: `startup`, `sme`, `corporate` …
    pub kind: String,
    /// Code of the home chamber in the region pack.
    pub chamber: String,
    /// Working languages, the language of its own texts first.
    pub languages: Vec<String>,
    /// The day the chamber listed it.
    pub listed_on: NaiveDate,
    /// What is declared or attested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<DeclaredFact>,
}

/// The standings a line can bring along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListedStanding {
    /// A chamber lists it, its owner is invited.
    Listed,
    /// Claimed by its owner and checked.
    Member,
}

/// Who vouches for a fact that no register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactClass {
    /// The organisation says so.
    Declared,
    /// A chamber checked it.
    Attested,
}

/// One value of one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclaredFact {
    /// `summary`, `description`, `website`, `employees` …
    pub field: String,
    /// Of a text: its language. The original comes before its other versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The value as text.
    pub value: String,
    /// Who vouches for it.
    pub class: FactClass,
    /// The day it was said or checked.
    pub on: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;
    use registers::Register;

    #[test]
    fn a_line_is_read_back_as_it_was_written() {
        let on = NaiveDate::from_ymd_opt(2026, 3, 14).unwrap();
        let line = Line {
            record: Record::new(Register::Demo, "D000000001"),
            listed: Some(Listing {
                standing: ListedStanding::Member,
                kind: "startup".into(),
                chamber: "ihk-trier".into(),
                languages: vec!["de".into(), "fr".into()],
                listed_on: on,
                facts: vec![DeclaredFact {
                    field: "summary".into(),
                    language: Some("de".into()),
                    value: "Baut Brücken.".into(),
                    class: FactClass::Attested,
                    on,
                }],
            }),
        };
        let text = serde_json::to_string(&line).unwrap();
        assert!(text.contains(r#""standing":"member""#), "{text}");
        assert!(text.contains(r#""listedOn":"2026-03-14""#), "{text}");
        assert_eq!(serde_json::from_str::<Line>(&text).unwrap(), line);
    }

    #[test]
    fn an_organisation_that_is_only_registered_has_no_listing() {
        let line = Line {
            record: Record::new(Register::Demo, "D000000002"),
            listed: None,
        };
        let text = serde_json::to_string(&line).unwrap();
        assert!(!text.contains("listed"), "{text}");
        assert_eq!(serde_json::from_str::<Line>(&text).unwrap(), line);
    }
}

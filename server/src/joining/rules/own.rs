//! What an organisation says of itself now, as the forms of joining know it; and a protected change, looked at.

use super::number::read_number;
use super::prefill::prefill;
use super::seat::Here;
use super::steps::{Fault, Why, chamber_fault};
use crate::organisations::actions::Change;
use crate::organisations::best;
use crate::organisations::dossier::{Dossier, Number, Said, Version};
use crate::organisations::model::{Class, FIELDS, FieldKind, Kind, field_of};
use crate::organisations::queries::Organisation;
use crate::platform::texts::Locale;

/// The source of what an organisation says of itself.
const SAID: &str = "organisation";

/// Its own values and all versions of its texts, with the language in which it writes.
#[must_use]
pub fn said(organisation: &Organisation, reader: Locale) -> (Dossier, String) {
    let mut dossier = prefill(organisation);
    for value in &organisation.values {
        let own = value.class == Class::Declared && value.source == SAID;
        let asked = field_of(value.field).is_some_and(|field| field.kind != FieldKind::Address && field.code != "name");
        if !asked || !(own || value.is_version()) {
            continue;
        }
        // From before anybody noted it: the first of a text's languages is the original.
        let first = dossier.original(value.field).is_none();
        let guessed = if first { Version::Original } else { Version::Human };
        dossier.facts.push(Said {
            field: value.field.to_owned(),
            language: value.language.clone(),
            value: value.value.clone(),
            state: value.state.unwrap_or(guessed),
        });
    }
    let texts = FIELDS.iter().filter(|field| field.kind == FieldKind::Text);
    let written = texts
        .filter_map(|field| dossier.original(field.code)?.language.clone())
        .next();
    let works = organisation
        .languages
        .iter()
        .find(|code| Locale::from_code(code).is_some());
    let language = written.or(works.cloned()).unwrap_or_else(|| reader.code().to_owned());
    (dossier, language)
}

/// Adds what a register or a chamber writes where the organisation itself wrote nothing: there is something to put into
/// other languages. Gives the language of the first.
pub fn add_originals(dossier: &mut Dossier, organisation: &Organisation, today: chrono::NaiveDate) -> Option<String> {
    let mut found = None;
    for field in FIELDS.iter().filter(|field| field.kind == FieldKind::Text) {
        if dossier.original(field.code).is_some() {
            continue;
        }
        let Some(value) = best(&organisation.values, field.code, today).filter(|value| !value.is_version()) else {
            continue;
        };
        found = found.or(value.language.clone());
        dossier.facts.push(Said {
            field: field.code.to_owned(),
            language: value.language.clone(),
            value: value.value.clone(),
            state: Version::Original,
        });
    }
    found
}

/// A protected change as typed; an empty field stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedChange {
    /// The name.
    pub name: String,
    /// The number.
    pub number: String,
    /// Code of the kind.
    pub kind: String,
    /// Code of the home chamber.
    pub chamber: String,
    /// Why.
    pub reason: String,
}

/// Least and most characters of the reason.
const REASON: (usize, usize) = (10, 2000);

/// What a typed change would change.
///
/// # Errors
/// What is wrong with it.
pub fn read_change(typed: &TypedChange, organisation: &Organisation, here: Here<'_>) -> Result<Change, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut wrong = |field: &str, why| {
        faults.push(Fault {
            field: field.to_owned(),
            why,
        });
    };
    let mut change = Change::default();
    let name = typed.name.trim().replace(['\r', '\n'], " ");
    let limit = field_of("name").map_or(200, |field| field.limit);
    if name.chars().count() > limit {
        wrong("name", Why::TooLong(limit));
    } else if !name.is_empty() && name != organisation.name {
        change.name = Some(name);
    }
    let country = organisation.country.clone().unwrap_or_default();
    if !typed.number.trim().is_empty() {
        match read_number(typed.number.trim(), &country) {
            Err(fault) => wrong("number", Why::Number(fault)),
            Ok(id) => {
                let number = Number {
                    scheme: id.scheme().code().to_owned(),
                    value: id.into_canonical(),
                };
                let has =
                    |(scheme, value, _): &(String, String, String)| *scheme == number.scheme && *value == number.value;
                change.number = Some(number.clone()).filter(|_| !organisation.identifiers.iter().any(has));
            }
        }
    }
    if !typed.kind.is_empty() {
        match Kind::from_code(&typed.kind) {
            None => wrong("kind", Why::Unknown),
            kind => change.kind = kind.filter(|_| kind != organisation.kind),
        }
    }
    // The home it has may stay, whoever operates here.
    if !typed.chamber.is_empty() && organisation.home_chamber.as_ref() != Some(&typed.chamber) {
        match chamber_fault(&typed.chamber, here) {
            Some(why) => wrong("chamber", why),
            None => change.chamber = Some(typed.chamber.clone()),
        }
    }
    let length = typed.reason.trim().chars().count();
    if !(REASON.0..=REASON.1).contains(&length) {
        wrong("reason", Why::Length(REASON.0, REASON.1));
    }
    if faults.is_empty() && change == Change::default() {
        faults.push(Fault {
            field: "name".to_owned(),
            why: Why::Unchanged,
        });
    }
    if faults.is_empty() { Ok(change) } else { Err(faults) }
}

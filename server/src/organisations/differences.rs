//! What changed of an organisation, read from an entry of the journal: for its page, for the letters of its people, and for the
//! feature that makes cases of what a chamber must look at. What it is called is derived from field, before and after.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Deserialize;

use super::model::{Difference, FieldKind, OrganisationId, field_of};
use super::rules;
use crate::platform::journal::Read;
use crate::platform::region::Region;
use crate::platform::texts::T;

/// The entries that tell of changes.
pub const ACTION: &str = "organisations.change";

/// The entries that tell that a record names numbers of more than one organisation: they may be one.
pub const DOUBLE: &str = "organisations.double";

/// A change a reader could have seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeNote {
    /// Microseconds.
    pub at: i64,
    /// Code of the field.
    pub field: String,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
    /// The register that said so, and its own date; absent where a person did.
    pub source: Option<(String, NaiveDate)>,
}

impl ChangeNote {
    /// What happened.
    #[must_use]
    pub fn difference(&self) -> Difference {
        rules::difference(&self.field, self.before.as_deref(), self.after.as_deref())
    }

    /// Whether a chamber must look at it.
    #[must_use]
    pub fn is_protected(&self) -> bool {
        rules::is_protected(&self.field, self.before.as_deref(), self.after.as_deref())
    }
}

/// What one entry tells of one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differences {
    /// Which.
    pub organisation: OrganisationId,
    /// What changed, in the order in which it was found.
    pub changes: Vec<ChangeNote>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    organisations: Vec<OrganisationId>,
    changes: Vec<Changed>,
    register: Option<String>,
    as_of: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Changed {
    field: String,
    before: Option<String>,
    after: Option<String>,
}

impl Differences {
    /// What an entry tells. `None`: it is another entry, or what it said was erased.
    #[must_use]
    pub fn of(entry: &Read) -> Option<Self> {
        if entry.action != ACTION {
            return None;
        }
        let mut parts = entry.parts.iter();
        let told = parts.find_map(|part| serde_json::from_slice::<Payload>(part).ok())?;
        let source = told.register.zip(told.as_of);
        let changes = told.changes.into_iter().map(|change| ChangeNote {
            at: entry.at,
            field: change.field,
            before: change.before,
            after: change.after,
            source: source.clone(),
        });
        Some(Self {
            organisation: *told.organisations.first()?,
            changes: changes.collect(),
        })
    }

    /// The same, where a register said so and anything changed.
    #[must_use]
    pub fn by_register(entry: &Read) -> Option<Self> {
        Self::of(entry).filter(|told| told.changes.iter().any(|change| change.source.is_some()))
    }
}

/// What an entry tells of organisations that may be one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Double {
    /// The one the record belongs to.
    #[serde(rename = "double")]
    pub organisation: OrganisationId,
    /// Those whose numbers it names as well.
    pub others: Vec<OrganisationId>,
    /// Code of the register.
    pub register: String,
    /// The record's number there.
    pub number: String,
}

impl Double {
    /// What an entry tells. `None`: it is another entry, or what it said was erased.
    #[must_use]
    pub fn of(entry: &Read) -> Option<Self> {
        let mut parts = entry.parts.iter().filter(|_| entry.action == DOUBLE);
        parts.find_map(|part| serde_json::from_slice(part).ok())
    }
}

/// "Name changed: Alpha → Beta"; of a text only that it changed.
#[must_use]
pub fn sentence(note: &ChangeNote, t: T) -> String {
    let message = match note.difference() {
        Difference::Renamed => "organisations-renamed",
        Difference::Renumbered => "organisations-renumbered",
        Difference::Moved => "organisations-moved",
        Difference::Liquidation => "organisations-liquidation",
        Difference::StruckOff => "organisations-struck-off",
        Difference::CameBack => "organisations-came-back",
        Difference::Other => return of_field(note, t),
    };
    let value = |value: &Option<String>| {
        value
            .as_deref()
            .map_or_else(String::new, |value| word(&note.field, value, t))
    };
    let variables = [
        ("before", value(&note.before).into()),
        ("after", value(&note.after).into()),
    ];
    t.with(message, &variables).into_owned()
}

/// The same with the register that said so and its date: for a letter, where nothing else tells.
#[must_use]
pub fn sentence_with_source(note: &ChangeNote, t: T, region: &Region) -> String {
    let Some((register, as_of)) = &note.source else {
        return sentence(note, t);
    };
    let variables = [
        ("change", sentence(note, t).into()),
        ("register", register_name(register, t, region).into()),
        ("date", t.date(*as_of).into()),
    ];
    t.with("organisations-change-by", &variables).into_owned()
}

/// The name of a register; its code where the pack does not know it.
#[must_use]
pub fn register_name<'r>(code: &'r str, t: T, region: &'r Region) -> &'r str {
    region
        .register(code)
        .map_or(code, |register| register.name.get(t.locale))
}

/// "Seat: 4000 Liège → 4020 Liège": the name of a field, and what stood there.
fn of_field(note: &ChangeNote, t: T) -> String {
    let name = t.find(&format!("field-{}", note.field));
    let name = name.map_or_else(|| note.field.clone(), Cow::into_owned);
    let is_text = field_of(&note.field).is_some_and(|field| field.kind == FieldKind::Text);
    let before = note.before.as_deref().map(|value| word(&note.field, value, t));
    let after = note.after.as_deref().map(|value| word(&note.field, value, t));
    let said = match (before, after) {
        (Some(_), Some(_)) if is_text => t.with("organisations-rewritten", &[("field", name.into())]),
        (None, Some(_)) if is_text => t.with("organisations-added-text", &[("field", name.into())]),
        (Some(before), Some(after)) => t.with(
            "organisations-changed",
            &[
                ("field", name.into()),
                ("before", before.into()),
                ("after", after.into()),
            ],
        ),
        (None, Some(after)) => t.with(
            "organisations-added",
            &[("field", name.into()), ("after", after.into())],
        ),
        _ => t.with("organisations-removed", &[("field", name.into())]),
    };
    said.into_owned()
}

/// A value as people read it.
#[must_use]
pub fn word(field: &str, value: &str, t: T) -> String {
    let family = match field {
        "standing" => "standing",
        "kind" => "kind",
        "legal-status" => "status",
        "founded" => {
            return value
                .parse()
                .map_or_else(|_| value.to_owned(), |day: NaiveDate| t.date_long(day));
        }
        _ => return value.to_owned(),
    };
    t.term(family, value).into_owned()
}

//! What changed: fields with what stood there before, and when registers were read.

use chrono::NaiveDate;

use super::Reader;
use super::facts::day_or_year;
use crate::organisations::model::{FieldKind, field_of};
use crate::organisations::queries::{ChangeNote, Organisation};
use crate::platform::clock::day;

/// An entry, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub day: NaiveDate,
    pub date: String,
    pub text: String,
}

/// All entries: changes as the journal tells them, and the registers by their own dates.
pub(super) fn changes(organisation: &Organisation, reader: Reader<'_>) -> Vec<Change> {
    let told = organisation
        .changes
        .iter()
        .map(|note| change(day(note.at), sentence(note, reader), reader));
    let read = organisation.records.iter().map(|(register, _, as_of)| {
        let name = reader.region.register(register);
        let name = name.map_or(register.as_str(), |register| register.name.get(reader.t.locale));
        let text = reader.t.with("organisations-read", &[("register", name.into())]);
        change(*as_of, text.into_owned(), reader)
    });
    let mut all: Vec<Change> = told.chain(read).collect();
    all.sort_by_key(|change| std::cmp::Reverse(change.day));
    all
}

fn change(day: NaiveDate, text: String, reader: Reader<'_>) -> Change {
    Change {
        day,
        date: reader.t.date(day),
        text,
    }
}

/// "Seat: 4000 Liège → 4020 Liège"; of a text only that it changed.
fn sentence(note: &ChangeNote, reader: Reader<'_>) -> String {
    let t = reader.t;
    let name = t.find(&format!("field-{}", note.field));
    let name = name.map_or_else(|| note.field.clone(), std::borrow::Cow::into_owned);
    let is_text = field_of(&note.field).is_some_and(|field| field.kind == FieldKind::Text);
    let before = note.before.as_deref().map(|value| word(&note.field, value, reader));
    let after = note.after.as_deref().map(|value| word(&note.field, value, reader));
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
fn word(field: &str, value: &str, reader: Reader<'_>) -> String {
    let family = match field {
        "standing" => "standing",
        "kind" => "kind",
        "legal-status" => "status",
        "founded" => return day_or_year(value, reader),
        _ => return value.to_owned(),
    };
    reader.t.term(family, value).into_owned()
}

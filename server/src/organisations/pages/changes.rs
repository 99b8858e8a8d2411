//! What changed: fields with what stood there before, and when registers were read.

use chrono::NaiveDate;

use super::Reader;
use crate::organisations::differences::{register_name, sentence};
use crate::organisations::queries::Organisation;

/// Entries that are shown at once.
const SHOWN: usize = 5;

/// An entry, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub day: NaiveDate,
    pub date: String,
    pub text: String,
    /// The register that said so, with its own date.
    pub source: Option<String>,
}

/// What the box shows: a few, and the rest on request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub first: Vec<Change>,
    pub rest: Vec<Change>,
}

/// The entries of the box.
pub(super) fn boxed(organisation: &Organisation, reader: Reader<'_>) -> Changes {
    let mut first = changes(organisation, reader);
    let rest = first.split_off(first.len().min(SHOWN));
    Changes { first, rest }
}

/// All entries: changes as the journal tells them, and the registers by their own dates.
pub(super) fn changes(organisation: &Organisation, reader: Reader<'_>) -> Vec<Change> {
    let told = organisation.changes.iter().map(|note| Change {
        source: note.source.as_ref().map(|(register, as_of)| {
            let name = register_name(register, reader.t, reader.region);
            let variables = [("register", name.into()), ("date", reader.t.date(*as_of).into())];
            reader.t.with("organisations-change-source", &variables).into_owned()
        }),
        ..change(reader.region.zone.day(note.at), sentence(note, reader.t), reader)
    });
    let read = organisation.records.iter().map(|(register, _, as_of)| {
        let name = register_name(register, reader.t, reader.region);
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
        source: None,
    }
}

//! Where sources say different things: the shown value stands first, and below it who says what else.

use chrono::NaiveDate;

use super::Reader;
use super::facts::{Fact, Line, of_register, other_language, source_name};
use super::places::address;
use crate::organisations::dossier::Seat;
use crate::organisations::model::{Class, LegalStatus};
use crate::organisations::queries::{Organisation, PlaceView};
use crate::organisations::rules::{others, same_words};

/// Names other sources have.
pub(super) fn other_names(organisation: &Organisation, reader: Reader<'_>) -> Vec<Line> {
    let found = others(&organisation.values, "name", reader.today).into_iter();
    found
        .map(|value| Line {
            lang: other_language(value.language.as_deref(), reader),
            ..also(&value.value, value.class, &value.source, value.as_of, reader)
        })
        .collect()
}

/// Where other registers, a chamber or the organisation see its seat, where that is another town.
pub(super) fn other_seats(organisation: &Organisation, shown: &PlaceView, reader: Reader<'_>) -> Vec<Line> {
    let mut towns = vec![town(shown)];
    let mut lines = Vec::new();
    let mut tell = |town: String, text: String, class: Class, source: &str, as_of: NaiveDate| {
        if !text.is_empty() && !towns.iter().any(|known| same_words(known, &town)) {
            towns.push(town);
            lines.push(also(&text, class, source, as_of, reader));
        }
    };
    for seat in organisation.places.iter().filter(|place| place.role == "seat") {
        let mut records = organisation.records.iter();
        if let Some((register, _, as_of)) = records.find(|(code, ..)| *code == seat.register) {
            tell(
                town(seat),
                address(seat, None, reader),
                Class::Register,
                register,
                *as_of,
            );
        }
    }
    for value in organisation.values.iter().filter(|value| value.field == "seat") {
        let said = Seat::from_value(&value.value);
        let town = format!("{} {}", said.postal_code, said.municipality);
        tell(town, said.on_one_line(), value.class, &value.source, value.as_of);
    }
    lines
}

fn town(place: &PlaceView) -> String {
    let parts = [place.postal_code.as_deref(), place.municipality.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether it lives: told where it does not, or where registers do not agree.
pub(super) fn status(organisation: &Organisation, reader: Reader<'_>) -> Option<Fact> {
    let shown = organisation.legal_status;
    let word = |status: LegalStatus| reader.t.term("status", status.code());
    let differing = organisation.statuses.iter().filter(|(_, status, _)| *status != shown);
    let differing: Vec<Line> = differing
        .map(|(register, status, as_of)| also(&word(*status), Class::Register, register, *as_of, reader))
        .collect();
    if shown == LegalStatus::Unknown || (shown == LegalStatus::Active && differing.is_empty()) {
        return None;
    }
    let mut agreeing = organisation.statuses.iter().filter(|(_, status, _)| *status == shown);
    Some(Fact {
        name: reader.t.term("field", "legal-status").into_owned(),
        lines: [Line::new(word(shown))].into_iter().chain(differing).collect(),
        provenance: agreeing
            .next()
            .and_then(|(register, ..)| of_register(organisation, "legal-status", register, reader)),
    })
}

fn also(value: &str, class: Class, source: &str, as_of: NaiveDate, reader: Reader<'_>) -> Line {
    let variables = [
        ("value", value.into()),
        ("source", source_name(class, source, reader).into()),
        ("date", reader.t.date(as_of).into()),
    ];
    Line {
        soft: true,
        ..Line::new(reader.t.with("organisations-also", &variables))
    }
}

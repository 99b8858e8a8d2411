//! An organisation as the index knows it.

use chrono::NaiveDate;
use search::{Document, Language, Values};

use super::facets::{Facet, LANGUAGES};
use crate::organisations::age;
use crate::organisations::queries::Source;
use crate::platform::region::Region;
use crate::platform::texts::sort_key;

/// The document of an organisation on a day: ages are facets, and days pass.
#[must_use]
pub fn document(source: &Source, region: &Region, today: NaiveDate) -> Document {
    let row = &source.summary;
    let one = |facet: Facet, code: Option<&str>| Values::One(facet.value(region, code));
    let age = age(row.as_of, row.stale_at, today);
    #[expect(clippy::cast_possible_truncation, reason = "the index keeps points to about a metre")]
    let point = row
        .position
        .map(|position| (position.point.lat as f32, position.point.lon as f32));
    Document {
        sort_name: sort_key(&row.name),
        names: source.names.clone(),
        places: source.places.clone(),
        texts: source
            .texts
            .iter()
            .map(|(language, text)| (language_of(language.as_deref()), text.clone()))
            .collect(),
        codes: source.identifiers.clone(),
        facets: vec![
            Values::Many(territories(&row.territories, region)),
            one(Facet::Kind, row.kind.map(|kind| kind.code())),
            Values::Many(languages(&row.languages)),
            one(Facet::Nace, row.division.as_deref()),
            one(Facet::Standing, Some(row.standing.code())),
            one(Facet::Status, Some(row.legal_status.code())),
            one(Facet::Age, Some(age.code())),
            Values::One(u8::from(source.public)),
        ],
        point,
        newest: row.listed_at.unwrap_or(0),
        as_of: i32::try_from(crate::organisations::days(row.as_of)).unwrap_or(i32::MIN),
        ..Document::new(*row.id.0.as_bytes(), u64::try_from(row.version).unwrap_or_default())
    }
}

fn language_of(code: Option<&str>) -> Language {
    match code {
        Some("fr") => Language::French,
        Some("de") => Language::German,
        Some("en") => Language::English,
        _ => Language::Other,
    }
}

/// A bit for each territory it counts in.
fn territories(codes: &[String], region: &Region) -> u128 {
    let numbers = codes.iter().map(|code| Facet::Territory.value(region, Some(code)));
    numbers
        .filter(|number| *number < 128)
        .fold(0, |set, number| set | 1 << number)
}

/// A bit for each language; unknown ones share the last.
fn languages(codes: &[String]) -> u128 {
    let last = LANGUAGES.len() - 1;
    codes
        .iter()
        .map(|code| LANGUAGES.iter().position(|known| known == code).unwrap_or(last))
        .fold(0, |set, number| set | 1 << number)
}

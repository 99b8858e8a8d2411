//! The columns of an organisation's row and its places, computed from all that is known of it.
//! They are a cache: `fsck` computes them again and compares.

use chrono::NaiveDate;
use registers::{Activity, Address, Record};

use super::shown::{Known, KnownRecord, Value, best, values};
use crate::organisations::dossier::Seat;
use crate::organisations::model::{Class, FIELDS, LegalStatus, OUTSIDE};
use crate::platform::region::{Point, Position, Precision, Region};

/// What is cached in the row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowValues {
    /// Shown name; the number where there is none.
    pub name: String,
    /// Its language.
    pub name_language: Option<String>,
    /// Of the best register that says.
    pub legal_status: LegalStatus,
    /// Seat of the best register that has one.
    pub seat: Option<PlaceRow>,
    /// NACE 2.1 division of the main activity.
    pub division: Option<String>,
    /// Day or year.
    pub founded: Option<String>,
    /// Of the newest core value.
    pub as_of: NaiveDate,
    /// Day on which the last core value becomes stale.
    pub stale_at: NaiveDate,
    /// Whether a register holds research organisations only.
    pub research: bool,
}

/// A place, ready to be a row.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// `seat`, `establishment` or `branch`.
    pub role: &'static str,
    /// Name of the establishment.
    pub name: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// As written.
    pub postal_code: Option<String>,
    /// In the language of the place, as far as the register has it.
    pub municipality: Option<String>,
    /// ISO code.
    pub country: Option<String>,
    /// Code of the pack, or `outside`.
    pub territory: String,
    /// Where it lies, and how well that is known.
    pub position: Option<Position>,
}

/// Computes the row.
#[must_use]
pub fn row_values(known: &Known, region: &Region, today: NaiveDate) -> RowValues {
    let all = values(known, region);
    let languages: Vec<&str> = region.languages.iter().map(|language| language.code()).collect();
    let (name, name_language) = shown_name(known, &all, &languages, today);
    let records = || known.records.iter().map(|known| &known.record);
    let main = records()
        .flat_map(|record| &record.activities)
        .find(|activity| activity.main);
    let core = || all.iter().filter(|value| is_core(value));
    let fallback = known.records.first().map_or(today, |record| record.as_of);
    RowValues {
        name,
        name_language,
        legal_status: records()
            .map(|record| LegalStatus::from(record.legal_status))
            .find(|status| *status != LegalStatus::Unknown)
            .unwrap_or(LegalStatus::Unknown),
        seat: known
            .records
            .iter()
            .find_map(|known| known.record.seat.as_ref())
            .map(|address| place("seat", None, address, region, &languages))
            .or_else(|| declared_seat(known, region, today)),
        division: main.and_then(|activity| division(region, activity)),
        founded: best(&all, "founded", today).map(|value| value.value.clone()),
        as_of: core().map(|value| value.as_of).max().unwrap_or(fallback),
        stale_at: core().map(|value| value.valid_until).max().unwrap_or(fallback),
        research: records().any(|record| record.research),
    }
}

/// The source of places that no register knows.
pub const DECLARED: &str = "declared";

/// The seat a chamber attested or the organisation declared, where no register has one.
#[must_use]
pub fn declared_seat(known: &Known, region: &Region, today: NaiveDate) -> Option<PlaceRow> {
    if known.records.iter().any(|known| known.record.seat.is_some()) {
        return None;
    }
    let all = values(known, region);
    let typed = Seat::from_value(&best(&all, "seat", today)?.value);
    let some = |text: String| (!text.is_empty()).then_some(text);
    let mut address = Address {
        country: some(typed.country),
        postal_code: some(typed.postal_code),
        ..Address::default()
    };
    let language = region
        .languages
        .first()
        .map_or("", |language| language.code())
        .to_owned();
    address
        .municipality
        .extend(some(typed.municipality).map(|text| (language.clone(), text)));
    address.street.extend(some(typed.street).map(|text| (language, text)));
    let languages: Vec<&str> = region.languages.iter().map(|language| language.code()).collect();
    Some(place("seat", None, &address, region, &languages))
}

fn division(region: &Region, activity: &Activity) -> Option<String> {
    let place = region.division(activity.nace.code(), &activity.code)?;
    region
        .divisions
        .get(usize::from(place))
        .map(|division| division.code.clone())
}

fn is_core(value: &Value) -> bool {
    FIELDS.iter().any(|field| field.core && field.code == value.field)
}

/// The name by the rule of shown values, in the first language of the region its source has.
fn shown_name(known: &Known, all: &[Value], languages: &[&str], today: NaiveDate) -> (String, Option<String>) {
    match best(all, "name", today) {
        Some(value) if value.class == Class::Register => {
            let source = known.records.iter().find(|record| record.register == value.source);
            match source.and_then(|found| found.record.display_name(languages)) {
                Some((name, language)) => (name.to_owned(), language.map(str::to_owned)),
                None => (value.value.clone(), value.language.clone()),
            }
        }
        Some(value) => (value.value.clone(), value.language.clone()),
        None => (
            known
                .records
                .first()
                .map(|record| record.record.number.clone())
                .unwrap_or_default(),
            None,
        ),
    }
}

/// The places of one record: the seat first, those struck off left out.
#[must_use]
pub fn places_of(known: &KnownRecord, region: &Region) -> Vec<PlaceRow> {
    let languages: Vec<&str> = region.languages.iter().map(|language| language.code()).collect();
    let record: &Record = &known.record;
    let seat = record.seat.iter().map(|address| ("seat", None, address));
    let units = record.establishments.iter().filter_map(|unit| {
        let role = if unit.branch { "branch" } else { "establishment" };
        let name = unit.names.first().map(|name| name.value.clone());
        unit.address.as_ref().map(|address| (role, name, address))
    });
    seat.chain(units)
        .filter(|(_, _, address)| address.struck_off.is_none())
        .map(|(role, name, address)| place(role, name, address, region, &languages))
        .collect()
}

/// The territory of an address: by postal code, or by its point where a register states one and no postal code, as ROR does.
#[must_use]
pub fn territory_of<'r>(region: &'r Region, address: &Address) -> &'r str {
    let country = address.country.as_deref().unwrap_or_default();
    let postal = address.postal_code.as_deref().unwrap_or_default();
    let by_point = || {
        let (lat, lon) = address.point.filter(|_| postal.is_empty())?;
        region.map.territory_at(Point { lat, lon }, country)
    };
    region
        .territory_for(country, postal)
        .or_else(by_point)
        .unwrap_or(OUTSIDE)
}

fn place(role: &'static str, name: Option<String>, address: &Address, region: &Region, languages: &[&str]) -> PlaceRow {
    let postal = address.postal_code.as_deref().unwrap_or_default();
    let country = address.country.as_deref().unwrap_or_default();
    let municipalities: Vec<&str> = address.municipality.values().map(String::as_str).collect();
    let stated = address.point.map(|(lat, lon)| Position {
        point: Point { lat, lon },
        precision: Precision::Stated,
    });
    PlaceRow {
        role,
        name,
        street: address.street_line(languages),
        postal_code: address.postal_code.clone(),
        municipality: address.municipality(languages).map(str::to_owned),
        country: address.country.clone(),
        territory: territory_of(region, address).to_owned(),
        position: stated.or_else(|| region.point_for(country, postal, &municipalities)),
    }
}

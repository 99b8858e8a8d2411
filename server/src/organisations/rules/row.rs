//! The columns of an organisation's row and its places, computed from all that is known of it.
//! They are a cache: `fsck` computes them again and compares.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use identifiers::{Scheme, court_code, court_name};
use registers::{Activity, Address, Record};

use super::shown::{Known, KnownRecord, Value, best, values};
use crate::organisations::dossier::Seat;
use crate::organisations::model::{Class, FIELDS, LegalStatus, OUTSIDE};
use crate::platform::region::{Asked, Located, Point, Position, Region};

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
    /// Where it counts: the territory of its seat or of the court that registers it, or `outside`; then, by code, those of
    /// its open establishments inside the region.
    pub territories: Vec<String>,
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

impl PlaceRow {
    /// Whether it says no more than a country.
    fn is_blank(&self) -> bool {
        self.street.is_none() && self.postal_code.is_none() && self.municipality.is_none() && self.position.is_none()
    }
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
    let seat = known
        .records
        .iter()
        .find_map(|known| Some((Some(&known.record), known.record.seat.as_ref()?)))
        .map(|seat| place("seat", None, seat, region, &languages))
        .or_else(|| declared_seat(known, region, today));
    RowValues {
        name,
        name_language,
        legal_status: records()
            .map(|record| LegalStatus::from(record.legal_status))
            .find(|status| *status != LegalStatus::Unknown)
            .unwrap_or(LegalStatus::Unknown),
        territories: territories(seat.as_ref(), known, region),
        seat,
        division: main.and_then(|activity| division(region, activity)),
        founded: best(&all, "founded", today).map(|value| value.value.clone()),
        as_of: core().map(|value| value.as_of).max().unwrap_or(fallback),
        stale_at: core().map(|value| value.valid_until).max().unwrap_or(fallback),
        research: records().any(|record| record.research),
    }
}

/// Where an organisation counts. It counts once in each territory, however many places it has there.
fn territories(seat: Option<&PlaceRow>, known: &Known, region: &Region) -> Vec<String> {
    let records = || known.records.iter().map(|known| &known.record);
    let home = match seat {
        Some(seat) if seat.territory != OUTSIDE || !seat.is_blank() => seat.territory.as_str(),
        _ => records()
            .find_map(|record| court_territory(region, record))
            .unwrap_or(OUTSIDE),
    };
    let units = records().flat_map(|record| record.establishments.iter().map(move |unit| (record, unit)));
    let further: BTreeSet<&str> = units
        .filter_map(|(record, unit)| Some((record, unit.address.as_ref()?)))
        .filter(|(_, address)| address.struck_off.is_none())
        .map(|(record, address)| territory_of(region, record, address))
        .collect();
    let further = further.into_iter().filter(|code| *code != OUTSIDE && *code != home);
    std::iter::once(home).chain(further).map(str::to_owned).collect()
}

/// The territory of the court that registers a company: all that is known of one whose seat its register does not state.
#[must_use]
pub fn court_territory<'r>(region: &'r Region, record: &Record) -> Option<&'r str> {
    region.territory_of_registry(&registry_of(record)?)
}

/// What the EUID of a German company begins with, or would.
fn registry_of(record: &Record) -> Option<String> {
    let numbers = record
        .identifiers
        .iter()
        .map(|(scheme, value)| (scheme.as_str(), value.as_str()));
    Some(format!("DE{}", court_of(numbers)?.0))
}

/// Code and name of the German court whose register these numbers are of.
pub fn court_of<'a>(numbers: impl Iterator<Item = (&'a str, &'a str)>) -> Option<(&'static str, &'static str)> {
    let mut entries = numbers
        .filter(|(scheme, _)| *scheme == Scheme::DeRegister.code())
        .map(|(_, entry)| entry);
    let entry = entries.next()?;
    // "Bad Kreuznach HRB 123", "Paderborn früher Höxter HRB 8": the court is what stands before.
    let ends = entry.match_indices(' ').map(|(end, _)| end);
    let code = ends.filter_map(|end| entry.get(..end)).find_map(court_code)?;
    Some((code, court_name(code)?))
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
    Some(place("seat", None, (None, &address), region, &languages))
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
        .map(|(role, name, address)| place(role, name, (Some(record), address), region, &languages))
        .collect()
}

/// The territory of an address of a record.
#[must_use]
pub fn territory_of<'r>(region: &'r Region, record: &Record, address: &Address) -> &'r str {
    located(region, Some(record), address).territory.unwrap_or(OUTSIDE)
}

/// Where an address lies. That of a seat without a postal code lies where the court is that registers the company.
#[must_use]
pub fn located<'r>(region: &'r Region, record: Option<&Record>, address: &Address) -> Located<'r> {
    // No register has a municipality in more languages.
    let mut names = [""; 8];
    let mut count = 0;
    for (slot, name) in names.iter_mut().zip(address.municipality.values()) {
        *slot = name;
        count += 1;
    }
    let seat = record.filter(|record| record.seat.as_ref().is_some_and(|seat| std::ptr::eq(seat, address)));
    let registry = seat.filter(|_| address.postal_code.is_none()).and_then(registry_of);
    region.locate(Asked {
        country: address.country.as_deref().unwrap_or_default(),
        postal_code: address.postal_code.as_deref().unwrap_or_default(),
        names: names.get(..count).unwrap_or_default(),
        point: address.point.map(|(lat, lon)| Point { lat, lon }),
        registry: registry.as_deref().unwrap_or_default(),
    })
}

fn place(
    role: &'static str,
    name: Option<String>,
    (record, address): (Option<&Record>, &Address),
    region: &Region,
    languages: &[&str],
) -> PlaceRow {
    let located = located(region, record, address);
    PlaceRow {
        role,
        name,
        street: address.street_line(languages),
        postal_code: address.postal_code.clone(),
        municipality: address.municipality(languages).map(str::to_owned),
        country: address.country.clone(),
        territory: located.territory.unwrap_or(OUTSIDE).to_owned(),
        position: located.position.ok(),
    }
}

//! Addresses: invented streets in real towns, points scattered around the centre.

use std::collections::BTreeMap;

use registers::Address;

use super::chance::Chance;
use super::parts::{LANGUAGES, Names, Town};

/// An address in the town, its street in the organisation's language.
pub(super) fn address(names: &Names, town: &Town, language: usize, chance: &mut Chance) -> Address {
    let code = LANGUAGES.get(language).copied().unwrap_or("fr");
    let streets = names.streets.get(code).map_or(&[][..], Vec::as_slice);
    // English is the language of a text, not of a street sign in this region.
    let sign = if code == "en" { "fr" } else { code };
    let street = chance.one(streets).map(|street| (sign.to_owned(), street.clone()));
    Address {
        street: street.into_iter().collect(),
        number: Some(chance.between(1, 140).to_string()),
        postal_code: Some(town.postal.clone()),
        municipality: BTreeMap::from([(sign.to_owned(), town.name(if sign == "de" { 1 } else { 0 }).to_owned())]),
        country: Some(town.country.clone()),
        point: Some((near(town.point.0, chance), near(town.point.1, chance))),
        ..Address::default()
    }
}

/// Up to about a kilometre away, rounded to four decimals: a street, not a door.
fn near(degrees: f64, chance: &mut Chance) -> f64 {
    let step = i32::try_from(chance.below(201)).unwrap_or(0) - 100;
    ((degrees + f64::from(step) / 10_000.0) * 10_000.0).round() / 10_000.0
}

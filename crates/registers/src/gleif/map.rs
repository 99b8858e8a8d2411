//! A record of GLEIF as a record of this crate.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use identifiers::{Reason, Scheme, bridge, from_registration_authority, parse};
use serde_json::Value;

use super::Refused;
use super::model::{Entity, Lei, Named, OneOrMore, Place, Registration};
use crate::values::clean;
use crate::{Address, Founded, LegalForm, LegalStatus, Name, NameKind, Record, Register, RejectReason};

/// The number, and the record unless it has no name.
pub(crate) fn read(row: Lei, as_of: Option<NaiveDate>) -> Result<(String, Option<Box<Record>>), Refused> {
    let Some(written) = text(row.lei.as_deref()) else {
        return Err((RejectReason::Shape { field: "lei" }, String::new()));
    };
    let lei = match parse(Scheme::Lei, &written) {
        Ok(lei) => lei.into_canonical(),
        Err(Reason::CheckDigit) => return Err((RejectReason::CheckDigit, written)),
        Err(_) => return Err((RejectReason::NumberFormat, written)),
    };
    let Some(entity) = row.entity else {
        return Err((RejectReason::Shape { field: "entity" }, lei));
    };
    let mut record = Record::new(Register::Gleif, lei.clone());
    record.identifiers = vec![(Scheme::Lei.code().to_owned(), lei.clone())];
    let registration = row.registration.unwrap_or_default();
    let updated = day(registration.last_update_date.as_deref(), "LastUpdateDate")?;
    record.as_of = as_of.or(updated);
    record.founded = day(entity.creation_date.as_deref(), "EntityCreationDate")?.map(Founded::Day);
    national(&mut record, &entity);
    life(&mut record, &entity);
    list(&mut record.other, "bic", row.bic);
    list(&mut record.other, "mic", row.mic);
    keep(&mut record.other, "conformity", row.conformity_flag.as_deref());
    registered(&mut record.other, &registration);
    places(&mut record, &entity)?;
    record.names = names(entity);
    let named = record.names.iter().any(|name| name.kind != NameKind::Former);
    Ok((lei, named.then(|| Box::new(record))))
}

/// The text; nothing if it is absent in one of GLEIF's ways.
fn text(written: Option<&str>) -> Option<String> {
    clean(written?).filter(|text| text != "NULL")
}

fn keep(other: &mut BTreeMap<String, Value>, key: &str, written: Option<&str>) {
    if let Some(text) = text(written) {
        other.insert(key.to_owned(), Value::String(text));
    }
}

fn list(other: &mut BTreeMap<String, Value>, key: &str, written: Option<OneOrMore>) {
    let texts = match written {
        None => return,
        Some(OneOrMore::One(one)) => vec![one],
        Some(OneOrMore::More(more)) => more,
    };
    let texts: Vec<String> = texts.iter().filter_map(|one| text(Some(one))).collect();
    if !texts.is_empty() {
        other.insert(key.to_owned(), texts.into());
    }
}

/// The day of `2025-04-01T15:41:30Z`, of the same with an offset, or of the day alone.
fn day(written: Option<&str>, column: &'static str) -> Result<Option<NaiveDate>, Refused> {
    let Some(written) = text(written) else {
        return Ok(None);
    };
    let head = written
        .get(..10)
        .filter(|_| written.len() == 10 || written.get(10..11) == Some("T"));
    match head.and_then(|head| head.parse().ok()) {
        Some(day) => Ok(Some(day)),
        None => Err((RejectReason::Date { column }, written)),
    }
}

/// The number in the national register, where the authority or the text says surely which that is.
///
/// German courts are authorities of their own, so `HRB 14539` alone says too little; a text with its
/// court is read. What GLEIF wrote is kept in any case.
fn national(record: &mut Record, entity: &Entity) {
    let authority = entity.registered_at.as_ref().and_then(|at| text(at.id.as_deref()));
    let number = text(entity.registered_as.as_deref());
    keep(&mut record.other, "registrationAuthority", authority.as_deref());
    keep(&mut record.other, "registrationNumber", number.as_deref());
    let other = entity.registered_at.as_ref().and_then(|at| at.other.as_deref());
    keep(&mut record.other, "registrationAuthorityName", other);
    let Some(number) = number else {
        return;
    };
    let german = entity
        .jurisdiction
        .as_deref()
        .is_some_and(|code| code.trim().starts_with("DE"));
    let found = match from_registration_authority(authority.as_deref().unwrap_or_default(), &number) {
        Some(found) => found.ok(),
        None if german => parse(Scheme::DeRegister, &number).ok(),
        None => None,
    };
    if let Some(found) = found {
        let euid = bridge(&found, Scheme::Euid);
        for identifier in std::iter::once(found).chain(euid) {
            let scheme = identifier.scheme().code().to_owned();
            record.identifiers.push((scheme, identifier.into_canonical()));
        }
    }
}

/// Status, form, category and what became of it.
fn life(record: &mut Record, entity: &Entity) {
    let status = text(entity.status.as_deref());
    record.legal_status = match status.as_deref() {
        Some("ACTIVE") => LegalStatus::Active,
        Some("INACTIVE") => LegalStatus::Ceased,
        unknown => {
            keep(&mut record.other, "status", unknown);
            LegalStatus::Unknown
        }
    };
    let form = entity.legal_form.as_ref();
    // 8888: a form that has no code yet, 9999: none. Its name is what there is to keep.
    let code = form
        .and_then(|form| text(form.id.as_deref()))
        .filter(|code| code != "8888" && code != "9999");
    record.legal_form = code.map(|code| LegalForm {
        code,
        labels: BTreeMap::new(),
    });
    let other = &mut record.other;
    keep(other, "legalFormName", form.and_then(|form| form.other.as_deref()));
    keep(other, "jurisdiction", entity.jurisdiction.as_deref());
    keep(
        other,
        "category",
        entity.category.as_deref().filter(|category| *category != "GENERAL"),
    );
    keep(other, "subCategory", entity.sub_category.as_deref());
    let expiration = entity.expiration.as_ref();
    keep(other, "expirationDate", expiration.and_then(|end| end.date.as_deref()));
    keep(
        other,
        "expirationReason",
        expiration.and_then(|end| end.reason.as_deref()),
    );
    keep(
        other,
        "successor",
        entity.successor_entity.as_ref().and_then(|next| next.lei.as_deref()),
    );
}

fn registered(other: &mut BTreeMap<String, Value>, registration: &Registration) {
    keep(other, "registrationStatus", registration.status.as_deref());
    keep(other, "nextRenewal", registration.next_renewal_date.as_deref());
    keep(other, "managingLou", registration.managing_lou.as_deref());
    keep(other, "corroboration", registration.corroboration_level.as_deref());
}

/// The legal address is the seat; the headquarters go beside it where they are elsewhere.
fn places(record: &mut Record, entity: &Entity) -> Result<(), Refused> {
    record.seat = entity.legal_address.as_ref().and_then(address);
    keep(
        &mut record.other,
        "region",
        entity.legal_address.as_ref().and_then(|place| place.region.as_deref()),
    );
    let headquarters = entity.headquarters_address.as_ref().and_then(address);
    if let Some(headquarters) = headquarters.filter(|place| record.seat.as_ref() != Some(place)) {
        let value = serde_json::to_value(headquarters);
        let value = value.map_err(|_| {
            (
                RejectReason::Shape {
                    field: "headquartersAddress",
                },
                String::new(),
            )
        })?;
        record.other.insert("headquarters".to_owned(), value);
    }
    Ok(())
}

fn address(place: &Place) -> Option<Address> {
    let language = language(place.language.as_deref()).unwrap_or_else(|| "und".to_owned());
    let local = |text: Option<String>| text.map(|text| (language.clone(), text)).into_iter().collect();
    let lines = place.address_lines.iter().flatten();
    let mut lines = lines.filter_map(|line| text(line.as_deref()));
    let street = lines.next();
    let routing = text(place.mail_routing.as_deref());
    let extra: Vec<String> = lines.chain(routing).collect();
    // The number is often part of the line as well.
    let written = |number: &String| {
        street
            .as_ref()
            .is_some_and(|line| line.split([' ', ',']).any(|word| word == number))
    };
    let number = text(place.address_number.as_deref()).filter(|number| !written(number));
    let country = text(place.country.as_deref()).map(|code| code.to_uppercase());
    let address = Address {
        number,
        extra: (!extra.is_empty()).then(|| extra.join(", ")),
        postal_code: text(place.postal_code.as_deref()),
        municipality: local(text(place.city.as_deref())),
        country: country.filter(|code| code.len() == 2),
        street: local(street),
        ..Address::default()
    };
    (address != Address::default()).then_some(address)
}

fn language(code: Option<&str>) -> Option<String> {
    text(code).map(|code| code.to_lowercase())
}

/// Legal name, other names, transliterations: each text once, where it comes first.
fn names(entity: Entity) -> Vec<Name> {
    let legal = entity.legal_name.into_iter().map(|name| (name, NameKind::Legal));
    let others = entity.other_names.unwrap_or_default().into_iter().map(|name| {
        let kind = match name.kind.as_deref() {
            Some("ALTERNATIVE_LANGUAGE_LEGAL_NAME") => NameKind::Legal,
            Some("TRADING_OR_OPERATING_NAME") => NameKind::Trade,
            Some("PREVIOUS_LEGAL_NAME") => NameKind::Former,
            _ => NameKind::Alias,
        };
        (name, kind)
    });
    let transliterated = entity.transliterated_other_names.unwrap_or_default();
    let transliterated = transliterated.into_iter().map(|name| (name, NameKind::Alias));
    let mut names: Vec<Name> = Vec::new();
    for (
        Named {
            name, language: code, ..
        },
        kind,
    ) in legal.chain(others).chain(transliterated)
    {
        let Some(value) = text(name.as_deref()).filter(|value| names.iter().all(|known| known.value != *value)) else {
            continue;
        };
        names.push(Name {
            value,
            language: language(code.as_deref()),
            kind,
        });
    }
    names
}

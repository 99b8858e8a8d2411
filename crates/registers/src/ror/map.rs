//! A record of ROR, of either schema, as a record of this crate.

use chrono::NaiveDate;
use identifiers::{Reason, Scheme};
use serde_json::{Map, Value, json};

use super::Refused;
use super::fields::{Object, list, objects, says_something, storable, text, texts, year};
use super::names;
use crate::{Address, Founded, Item, LegalStatus, Record, Register, RejectReason, Skip, Texts};

/// The number, and the record or why there is none.
pub(crate) fn item(value: Value, as_of: Option<NaiveDate>) -> Result<(String, Item), Refused> {
    let Value::Object(mut fields) = storable(value) else {
        return Err((RejectReason::Shape { field: "record" }, String::new()));
    };
    let number = number(&mut fields)?;
    let mut record = Record::new(Register::Ror, number.clone());
    record.identifiers = vec![(Scheme::Ror.code().to_owned(), number.clone())];
    record.research = true;
    record.as_of = as_of.or_else(|| last_modified(&fields));
    status(&mut record, &mut fields)?;
    record.founded = year(&mut fields, "established")?.map(Founded::Year);
    if fields.contains_key("names") || fields.contains_key("locations") {
        record.names = names::second_schema(&mut fields)?;
        links(&mut record, &mut fields)?;
        record.seat = located(&mut record, &mut fields)?;
    } else {
        record.names = names::first_schema(&mut fields)?;
        record.websites = texts(&mut fields, "links")?;
        record.emails.extend(text(&mut fields, "email_address")?);
        if let Some(page) = text(&mut fields, "wikipedia_url")? {
            record.other.insert("wikipedia".to_owned(), json!([page]));
        }
        record.seat = addressed(&mut record, &mut fields)?;
    }
    everything_else(&mut record, fields)?;
    if record.names.is_empty() {
        let number_ = Some(number.clone());
        return Ok((
            number,
            Item::Skipped {
                reason: Skip::NoName,
                number: number_,
            },
        ));
    }
    Ok((number, Item::Record(Box::new(record))))
}

fn number(fields: &mut Object) -> Result<String, Refused> {
    let Some(id) = text(fields, "id")? else {
        return Err((RejectReason::Shape { field: "id" }, String::new()));
    };
    match identifiers::parse(Scheme::Ror, &id) {
        Ok(number) => Ok(number.into_canonical()),
        Err(Reason::CheckDigit) => Err((RejectReason::CheckDigit, id)),
        Err(_) => Err((RejectReason::NumberFormat, id)),
    }
}

/// The day a record was last changed stands for the day it describes, if nobody knows better.
fn last_modified(fields: &Object) -> Option<NaiveDate> {
    let admin = fields.get("admin")?;
    admin.get("last_modified")?.get("date")?.as_str()?.parse().ok()
}

/// Inactive means that it no longer exists; withdrawn, that it should never have been listed,
/// which says nothing about its life. The word itself is kept where it is not `active`.
fn status(record: &mut Record, fields: &mut Object) -> Result<(), Refused> {
    let Some(status) = text(fields, "status")? else {
        return Ok(());
    };
    record.legal_status = match status.as_str() {
        "active" => LegalStatus::Active,
        "inactive" => LegalStatus::Ceased,
        "withdrawn" => LegalStatus::Unknown,
        _ => return Err((RejectReason::UnknownCode { column: "status" }, status)),
    };
    if status != "active" {
        record.other.insert("status".to_owned(), status.into());
    }
    Ok(())
}

/// Schema 2: links with a type.
fn links(record: &mut Record, fields: &mut Object) -> Result<(), Refused> {
    let mut others: Map<String, Value> = Map::new();
    for mut link in objects(fields, "links")? {
        let kind = text(&mut link, "type")?.unwrap_or_else(|| "website".to_owned());
        let Some(value) = text(&mut link, "value")? else {
            continue;
        };
        if kind == "website" {
            record.websites.push(value);
        } else if let Value::Array(list) = others.entry(kind).or_insert_with(|| json!([])) {
            list.push(value.into());
        }
    }
    record.other.extend(others);
    Ok(())
}

/// Schema 1: the first address is the seat; the country is that of the organisation.
fn addressed(record: &mut Record, fields: &mut Object) -> Result<Option<Address>, Refused> {
    let addresses = list(fields, "addresses")?;
    let mut country = match fields.remove("country") {
        Some(Value::Object(country)) => country,
        _ => Object::new(),
    };
    let code = text(&mut country, "country_code")?;
    let name = text(&mut country, "country_name")?;
    let Some(Value::Object(mut first)) = addresses.first().cloned() else {
        return Ok(seat(Address::default(), code, name));
    };
    let address = Address {
        street: undetermined(text(&mut first, "line")?),
        postal_code: text(&mut first, "postcode")?,
        municipality: undetermined(text(&mut first, "city")?),
        point: point(&first),
        ..Address::default()
    };
    record.other.insert("addresses".to_owned(), Value::Array(addresses));
    Ok(seat(address, code, name))
}

/// Schema 2: the first place is the seat, as GeoNames has it.
fn located(record: &mut Record, fields: &mut Object) -> Result<Option<Address>, Refused> {
    let locations = list(fields, "locations")?;
    let details = locations.first().and_then(|first| first.get("geonames_details"));
    let Some(Value::Object(mut details)) = details.cloned() else {
        return Ok(None);
    };
    let code = text(&mut details, "country_code")?;
    let name = text(&mut details, "country_name")?;
    let address = Address {
        municipality: undetermined(text(&mut details, "name")?),
        point: point(&details),
        ..Address::default()
    };
    record.other.insert("locations".to_owned(), Value::Array(locations));
    Ok(seat(address, code, name))
}

/// The address with its country; nothing if neither says anything.
fn seat(mut address: Address, code: Option<String>, name: Option<String>) -> Option<Address> {
    address.country = code.filter(|c| c.len() == 2).map(|c| c.to_uppercase());
    if address.country.is_none() {
        address.country_name = name.map(|name| ("en".to_owned(), name)).into_iter().collect();
    }
    (address != Address::default()).then_some(address)
}

fn undetermined(text: Option<String>) -> Texts {
    text.map(|text| ("und".to_owned(), text)).into_iter().collect()
}

fn point(place: &Object) -> Option<(f64, f64)> {
    let (lat, lng) = (place.get("lat")?.as_f64()?, place.get("lng")?.as_f64()?);
    ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lng)).then_some((lat, lng))
}

/// External identifiers and types in one form for both schemas, the rest as it is.
fn everything_else(record: &mut Record, mut fields: Object) -> Result<(), Refused> {
    let types: Vec<String> = texts(&mut fields, "types")?.iter().map(|t| t.to_lowercase()).collect();
    if !types.is_empty() {
        record.other.insert("types".to_owned(), types.into());
    }
    if let Some(ids) = fields.remove("external_ids").map(external_ids).filter(says_something) {
        record.other.insert("externalIds".to_owned(), ids);
    }
    let rest = fields.into_iter().filter(|(_, value)| says_something(value));
    for (key, value) in rest {
        record.other.entry(key).or_insert(value);
    }
    Ok(())
}

/// `{"grid": {"preferred": …, "all": […]}}` from the object of schema 1 (`GRID`, where `all` may be
/// a plain text) or the list of schema 2 (with `type`).
fn external_ids(value: Value) -> Value {
    let named: Vec<(String, Value)> = match value {
        Value::Object(ids) => ids.into_iter().collect(),
        Value::Array(ids) => ids
            .into_iter()
            .filter_map(|id| Some((id.get("type")?.as_str()?.to_owned(), id)))
            .collect(),
        _ => Vec::new(),
    };
    let ids = named.into_iter().map(|(kind, id)| {
        let all = match id.get("all") {
            Some(Value::Array(all)) => all.clone(),
            Some(Value::Null) | None => Vec::new(),
            Some(one) => vec![one.clone()],
        };
        let mut out = json!({ "all": all });
        if let (Some(preferred @ Value::String(_)), Some(out)) = (id.get("preferred"), out.as_object_mut()) {
            out.insert("preferred".to_owned(), preferred.clone());
        }
        (kind.to_lowercase(), out)
    });
    Value::Object(ids.collect())
}

//! A company of OffeneRegister as a record of this crate.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;
use serde_json::value::RawValue;

use super::company::{Attributes, Company, PreviousName, Text};
use super::persons::{self, Rule};
use super::{Refused, address, number};
use crate::values::clean;
use crate::{LegalStatus, Name, NameKind, Record, Register, RejectReason};

/// Bytes of each list of other registrations that are kept.
const LISTS: usize = 16 << 10;

/// What a line is.
pub(crate) enum Read {
    /// An organisation.
    Record(Box<Record>),
    /// A natural person's firm.
    Person(Rule),
    /// One without a name.
    Nameless,
}

/// The number, and what it is the number of.
pub(crate) fn read(company: Company<'_>, as_of: Option<NaiveDate>) -> Result<(String, Read), Refused> {
    let Some(written) = clean(&company.company_number.0) else {
        let field = "company_number";
        return Err((RejectReason::Shape { field }, String::new()));
    };
    let attributes = company.all_attributes.unwrap_or_default();
    let number = number::read(&written, &attributes.native_company_number.0)?;
    let mut record = Record::new(Register::OffeneRegister, number.text);
    record.identifiers = number.identifiers;
    if let Some(code) = clean(&company.jurisdiction_code.0).filter(|code| !code.eq_ignore_ascii_case("de")) {
        let column = "jurisdiction_code";
        return Err((RejectReason::UnknownCode { column }, code));
    }
    record.as_of = as_of.or(retrieved(&company.retrieved_at)?);
    let is_hra = number::is_hra(&record.number);
    let Some(name) = clean(&company.name.0) else {
        return Ok((record.number, Read::Nameless));
    };
    if let Some(rule) = persons::rule(&name).filter(|_| is_hra) {
        return Ok((record.number, Read::Person(rule)));
    }
    record.names = names(name, company.previous_names.unwrap_or_default(), is_hra);
    let other = &mut record.other;
    record.legal_status = match company.current_status.0.trim() {
        "currently registered" => LegalStatus::Active,
        "removed" => LegalStatus::Ceased,
        other_word => {
            keep(other, "status", clean(other_word));
            LegalStatus::Unknown
        }
    };
    let office = clean(&attributes.registered_office.0);
    let (seat, text) = address::read(&company.registered_address.0, office.as_deref());
    // Germany alone is no address, but it is where the court is.
    record.seat = Some(seat);
    keep(other, "address", text);
    keep(other, "registeredOffice", office);
    if record.identifiers.is_empty() {
        keep(other, "nativeNumber", clean(&attributes.native_company_number.0));
    }
    court(other, attributes);
    if company.officers.0 > 0 {
        other.insert("officerCount".to_owned(), company.officers.0.into());
    }
    list(other, "subsequentRegistrations", company.subsequent_registrations);
    list(other, "alternateRegistrations", company.alternate_registrations);
    Ok((record.number.clone(), Read::Record(Box::new(record))))
}

/// The day of a moment: `2018-07-28T03:16:34Z`, or the day alone.
fn retrieved(at: &Text<'_>) -> Result<Option<NaiveDate>, Refused> {
    let at = at.0.trim();
    if at.is_empty() {
        return Ok(None);
    }
    let day = at.get(..10).filter(|_| at.len() == 10 || at.get(10..11) == Some("T"));
    match day.and_then(|day| day.parse().ok()) {
        Some(day) => Ok(Some(day)),
        None => Err((RejectReason::Date { column: "retrieved_at" }, at.to_owned())),
    }
}

/// The name, and those it had, each once and none that is a natural person's.
fn names(name: String, previous: Vec<PreviousName<'_>>, is_hra: bool) -> Vec<Name> {
    let plain = |value: String, kind: NameKind| Name {
        value,
        language: None,
        kind,
    };
    let mut names = vec![plain(name, NameKind::Legal)];
    for former in previous.iter().filter_map(|previous| clean(&previous.company_name.0)) {
        let rule = if is_hra {
            persons::rule(&former)
        } else {
            persons::plain(&former)
        };
        if rule.is_none() && names.iter().all(|known| known.value != former) {
            names.push(plain(former, NameKind::Former));
        }
    }
    names
}

fn court(other: &mut BTreeMap<String, Value>, attributes: Attributes<'_>) {
    let text = |text: Text<'_>| clean(&text.0);
    keep(other, "federalState", text(attributes.federal_state));
    keep(other, "registrar", text(attributes.registrar));
    keep(other, "formerRegistrar", text(attributes.former_registrar));
    keep(other, "documents", text(Text(Cow::Owned(attributes.additional_data.0))));
}

fn keep(other: &mut BTreeMap<String, Value>, key: &str, value: Option<String>) {
    if let Some(value) = value {
        other.insert(key.to_owned(), Value::String(value));
    }
}

/// Of each other registration the numbers and the days; nothing else of what may stand there.
fn list(other: &mut BTreeMap<String, Value>, key: &str, raw: Option<&RawValue>) {
    let Some(raw) = raw.filter(|raw| raw.get().len() <= LISTS) else {
        return;
    };
    let Ok(value) = serde_json::from_str::<Value>(raw.get()) else {
        return;
    };
    let mut numbers = Vec::new();
    collect(&value, &mut numbers);
    if !numbers.is_empty() {
        other.insert(key.to_owned(), numbers.into());
    }
}

/// The company numbers anywhere within a value.
fn collect(value: &Value, numbers: &mut Vec<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| collect(value, numbers)),
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(number) if key == "company_number" => {
                        let number = number::read(number, "").ok().map(|number| number.text);
                        numbers.extend(number.filter(|number| !numbers.contains(number)));
                    }
                    value => collect(value, numbers),
                }
            }
        }
        _ => {}
    }
}

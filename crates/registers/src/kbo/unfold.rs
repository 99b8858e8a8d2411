//! A stored record taken apart into the rows it was made of, so that an update's rows can join them.

use super::codes;
use super::countries;
use super::numbers::Number;
use super::scratch::{Kind, join};
use crate::{Activity, Address, Establishment, Founded, NaceVersion, Name, NameKind, Record, Texts};

/// A row of one enterprise: 0 or the unit it is about, its kind, what it says.
pub(crate) type Own = (Number, Kind, String);

/// The rows of a record.
pub(crate) fn record(record: &Record) -> Vec<Own> {
    let mut rows = Vec::new();
    let stated = |key: &str| {
        record
            .other
            .get(key)
            .and_then(|value| value.as_str())
            .unwrap_or_default()
    };
    let kind = match stated("typeOfEnterprise") {
        "" => "2",
        kind => kind,
    };
    let form = record.legal_form.as_ref().map_or("", |form| &form.code);
    let start = match &record.founded {
        Some(Founded::Day(day)) => day.to_string(),
        _ => String::new(),
    };
    let said = join(&[
        stated("juridicalSituation"),
        kind,
        form,
        stated("juridicalFormCac"),
        &start,
    ]);
    let own = Number(0);
    rows.push((own, Kind::Entry, said));
    names(own, &record.names, &mut rows);
    addresses(
        own,
        "REGO",
        record.seat.as_ref(),
        record.other.get("addresses"),
        &mut rows,
    );
    contacts(own, [&record.websites, &record.emails, &record.phones], &mut rows);
    activities(own, &record.activities, &mut rows);
    for unit in &record.establishments {
        establishment(unit, &mut rows);
    }
    rows
}

/// The rows of an establishment or branch; none if its number is no number.
pub(crate) fn establishment(unit: &Establishment, rows: &mut Vec<Own>) {
    let Ok(number) = Number::read_any(&unit.number, "EntityNumber") else {
        return;
    };
    let start = unit.started.map(|day| day.to_string()).unwrap_or_default();
    rows.push((number, Kind::Entry, start));
    names(number, &unit.names, rows);
    let main = if unit.branch { "ABBR" } else { "BAET" };
    addresses(number, main, unit.address.as_ref(), unit.other.get("addresses"), rows);
    contacts(number, [&unit.websites, &unit.emails, &unit.phones], rows);
    activities(number, &unit.activities, rows);
}

fn names(unit: Number, names: &[Name], rows: &mut Vec<Own>) {
    for name in names {
        let kind = match name.kind {
            NameKind::Abbreviation => "002",
            NameKind::Trade => "003",
            NameKind::Alias => "004",
            _ => "001",
        };
        let language = ["1", "2", "3", "4"]
            .into_iter()
            .find(|code| codes::language(code).flatten() == name.language.as_deref());
        let language = language.filter(|_| name.language.is_some()).unwrap_or("0");
        rows.push((unit, Kind::Name, join(&[kind, language, &name.value])));
    }
}

fn addresses(
    unit: Number,
    kind: &str,
    main: Option<&Address>,
    others: Option<&serde_json::Value>,
    rows: &mut Vec<Own>,
) {
    let main = main.map(|address| said_of(kind, address));
    let others = others.and_then(|list| list.as_array()).into_iter().flatten();
    let others = others.filter_map(|other| {
        let address: Address = serde_json::from_value(other.get("address")?.clone()).ok()?;
        Some(said_of(other.get("type")?.as_str()?, &address))
    });
    rows.extend(main.into_iter().chain(others).map(|said| (unit, Kind::Address, said)));
}

fn said_of(kind: &str, address: &Address) -> String {
    let known = address.country.as_deref().map(countries::name);
    let (country_nl, country_fr) = match known {
        Some(name) => ("", name),
        None => (of(&address.country_name, "nl"), of(&address.country_name, "fr")),
    };
    let stated = |text: &Option<String>| text.clone().unwrap_or_default();
    let struck = address.struck_off.map(|day| day.to_string()).unwrap_or_default();
    join(&[
        kind,
        country_nl,
        country_fr,
        &stated(&address.postal_code),
        of(&address.municipality, "nl"),
        of(&address.municipality, "fr"),
        of(&address.street, "nl"),
        of(&address.street, "fr"),
        &stated(&address.number),
        &stated(&address.box_),
        &stated(&address.extra),
        &struck,
    ])
}

fn of<'a>(texts: &'a Texts, language: &str) -> &'a str {
    texts.get(language).map_or("", String::as_str)
}

fn contacts(unit: Number, lists: [&Vec<String>; 3], rows: &mut Vec<Own>) {
    for (kind, list) in ["WEB", "EMAIL", "TEL"].into_iter().zip(lists) {
        rows.extend(list.iter().map(|value| (unit, Kind::Contact, join(&[kind, value]))));
    }
}

fn activities(unit: Number, activities: &[Activity], rows: &mut Vec<Own>) {
    for activity in activities {
        let version = match activity.nace {
            NaceVersion::Rev1 => "2003",
            NaceVersion::Rev2 => "2008",
            NaceVersion::Rev21 => "2025",
        };
        for (group, class) in &activity.groups {
            let said = join(&[version, &activity.code, group, class]);
            rows.push((unit, Kind::Activity, said));
        }
    }
}

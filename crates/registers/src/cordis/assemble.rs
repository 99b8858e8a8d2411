//! One organisation put together from its participations.

use std::collections::VecDeque;

use chrono::NaiveDate;
use identifiers::{Scheme, bridge, parse};
use serde_json::{Map, Value, json};

use super::ALL;
use crate::joined::{Refused, Row, fields};
use crate::values::{point, present, stated};
use crate::{Address, Item, Name, NameKind, Record, Register, RejectReason, Skip, Texts};

/// Participations kept in a record, the newest by project number; all are counted.
pub(crate) const PARTICIPATIONS: usize = 500;
/// Further names kept: an organisation that takes a new one in each project is a fault.
const NAMES: usize = 20;

/// The record in the making.
pub(crate) struct Assembly {
    number: u64,
    as_of: Option<NaiveDate>,
    /// The row that was changed last, with its day, whose values stand.
    newest: Option<(String, String)>,
    names: Vec<String>,
    participations: VecDeque<Value>,
    /// Participations read, and what the EU pays for them.
    count: u64,
    contribution: f64,
    last: String,
}

impl Assembly {
    pub(crate) fn new(number: u64, as_of: Option<NaiveDate>) -> Self {
        Self {
            number,
            as_of,
            newest: None,
            names: Vec::new(),
            participations: VecDeque::new(),
            count: 0,
            contribution: 0.0,
            last: String::new(),
        }
    }

    /// Adds a row; they come by ascending project.
    pub(crate) fn add(&mut self, row: &Row<'_>) -> Result<(), Refused> {
        if self.last == row.said {
            return Err((RejectReason::Duplicate, self.number.to_string()));
        }
        row.said.clone_into(&mut self.last);
        let cells: [&str; ALL] = fields(row.said);
        let (name, updated) = (cells[3], cells[15]);
        if !name.is_empty() && self.names.len() < NAMES && !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
        if self.newest.as_ref().is_none_or(|(day, _)| day.as_str() <= updated) {
            self.newest = Some((updated.to_owned(), row.said.to_owned()));
        }
        self.count += 1;
        self.contribution += amount(cells[18]).and_then(|paid| paid.as_f64()).unwrap_or(0.0);
        if self.participations.len() >= PARTICIPATIONS {
            self.participations.pop_front();
        }
        self.participations.push_back(participation(cells));
        Ok(())
    }

    /// The record, or why there is none.
    pub(crate) fn finish(self) -> Item {
        let Some((updated, said)) = &self.newest else {
            return Item::Skipped {
                reason: Skip::NaturalPerson,
                number: None,
            };
        };
        let cells: [&str; ALL] = fields(said);
        let number = self.number.to_string();
        let mut record = Record::new(Register::Cordis, number.clone());
        record.names = names(cells[3], cells[11], &self.names);
        if record.names.is_empty() {
            return Item::Skipped {
                reason: Skip::NoName,
                number: Some(number),
            };
        }
        record.as_of = self.as_of.or_else(|| updated.parse().ok());
        record.research = ["HES", "REC"].contains(&cells[5].to_ascii_uppercase().as_str());
        record.websites.extend(stated(cells[14]));
        vat(&mut record, cells[2]);
        place(&mut record, cells);
        let sme = (!cells[4].is_empty()).then(|| json!(cells[4].eq_ignore_ascii_case("true")));
        let more = [
            ("sme", sme),
            ("activityType", stated(&cells[5].to_ascii_uppercase()).map(Value::from)),
            ("nutsCode", stated(cells[12]).map(Value::from)),
            ("rcn", stated(cells[16]).map(Value::from)),
            ("participationCount", Some(json!(self.count))),
            (
                "ecContributionTotal",
                Some(json!((self.contribution * 100.0).round() / 100.0)),
            ),
            ("participations", Some(Value::Array(self.participations.into()))),
        ];
        record.other.extend(present(more));
        Item::Record(Box::new(record))
    }
}

/// The name of the newest row, those of the others, and the short one if it says more.
fn names(name: &str, short: &str, all: &[String]) -> Vec<Name> {
    let of = |value: &str, kind| Name {
        value: value.to_owned(),
        language: None,
        kind,
    };
    let mut names: Vec<Name> = stated(name)
        .map(|name| of(&name, NameKind::Label))
        .into_iter()
        .collect();
    let mut others: Vec<&String> = all.iter().filter(|other| *other != name).collect();
    others.sort();
    names.extend(others.into_iter().map(|other| of(other, NameKind::Alias)));
    let new = !names
        .iter()
        .any(|known| known.value.to_lowercase() == short.to_lowercase());
    if new && !short.is_empty() {
        names.push(of(short, NameKind::Abbreviation));
    }
    names
}

/// The VAT number where its country's rule is known, with the national number that follows from it;
/// the text itself otherwise.
fn vat(record: &mut Record, text: &str) {
    let known = [
        ("FR", Scheme::FrVat, Some(Scheme::FrSiren)),
        ("BE", Scheme::BeVat, Some(Scheme::BeEnterprise)),
        ("LU", Scheme::LuVat, None),
        ("DE", Scheme::DeVat, None),
    ];
    let upper = text.to_ascii_uppercase();
    let scheme = known.into_iter().find(|(country, ..)| upper.starts_with(country));
    let read = scheme.and_then(|(_, scheme, follows)| Some((parse(scheme, text).ok()?, follows)));
    let Some((vat, follows)) = read else {
        record
            .other
            .extend(stated(text).map(|text| ("vatNumber".to_owned(), text.into())));
        return;
    };
    let follows = follows.and_then(|scheme| bridge(&vat, scheme));
    let ids = [follows, Some(vat)].into_iter().flatten();
    record.identifiers = ids
        .map(|id| (id.scheme().code().to_owned(), id.into_canonical()))
        .collect();
}

fn place(record: &mut Record, cells: [&str; ALL]) {
    let text = |text: &str| -> Texts { stated(text).map(|text| ("und".to_owned(), text)).into_iter().collect() };
    let address = Address {
        street: text(cells[6]),
        postal_code: stated(cells[7]),
        municipality: text(cells[8]),
        country: stated(cells[9]),
        point: point(cells[13]),
        ..Address::default()
    };
    if address.point.is_none() {
        let unread = stated(cells[13]).map(|text| ("geolocation".to_owned(), text.into()));
        record.other.extend(unread);
    }
    record.seat = (address != Address::default()).then_some(address);
}

fn participation(cells: [&str; ALL]) -> Value {
    let truth = |text: &str| match text.to_ascii_lowercase().as_str() {
        "true" => Some(json!(true)),
        "false" => Some(json!(false)),
        _ => stated(text).map(Value::from),
    };
    let all = [
        ("project", stated(cells[0]).map(Value::from)),
        ("acronym", stated(cells[10]).map(Value::from)),
        ("role", stated(cells[17]).map(Value::from)),
        ("ecContribution", amount(cells[18])),
        ("netEcContribution", amount(cells[19])),
        ("totalCost", amount(cells[20])),
        ("ended", truth(cells[21]).filter(|ended| *ended != json!(false))),
        ("active", truth(cells[22])),
    ];
    Value::Object(present(all).collect::<Map<String, Value>>())
}

/// An amount in euro, with a stop or a comma before the cents; other text as it is.
fn amount(text: &str) -> Option<Value> {
    let text = stated(text)?;
    let number = crate::values::decimal(&text).filter(|number| number.abs() < 1e15);
    Some(number.map_or(Value::from(text), Value::from))
}

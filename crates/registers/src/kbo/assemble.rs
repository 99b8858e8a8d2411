//! One enterprise put together from its rows. Lists come out in an order of their own, so that the
//! order of the rows in the files makes no difference.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::codes;
use super::countries;
use super::head::Head;
use super::numbers::Number;
use super::scratch::{Kind, Row};
use crate::{Activity, Address, ENTRY_LIMIT, Establishment, Founded, Item, Name, Record, Register, Skip, Texts};

/// The record in the making.
pub(crate) struct Assembly {
    pub(crate) number: Number,
    record: Record,
    unit: Number,
    own: Parts,
    bytes: usize,
}

/// What an enterprise and its establishments alike have.
#[derive(Default)]
struct Parts {
    /// Names by type, language code and text: the order they are given in.
    names: Vec<(String, String, String)>,
    addresses: Vec<(String, Address)>,
    activities: Vec<Activity>,
    websites: Vec<String>,
    emails: Vec<String>,
    phones: Vec<String>,
}

impl Assembly {
    pub(crate) fn new(number: Number, as_of: Option<NaiveDate>) -> Self {
        let mut record = Record::new(Register::Kbo, number.to_string());
        record.identifiers = vec![("be_enterprise".to_owned(), number.to_string())];
        record.as_of = as_of;
        Self {
            number,
            record,
            unit: Number(0),
            own: Parts::default(),
            bytes: 0,
        }
    }

    /// Adds a row of this enterprise; they come in order of units and kinds.
    pub(crate) fn add(&mut self, row: &Row<'_>, head: &Head) {
        self.bytes = self.bytes.saturating_add(row.said.len() + size_of::<Address>());
        if self.bytes > ENTRY_LIMIT {
            self.own = Parts::default();
            self.record.establishments = Vec::new();
            return;
        }
        if row.second != self.unit {
            self.close();
            self.unit = row.second;
        }
        match row.kind {
            Kind::Entry if self.unit.0 == 0 => self.enterprise(row.fields(), head),
            Kind::Entry => self.record.establishments.push(Establishment {
                number: self.unit.to_string(),
                branch: self.unit.is_branch(),
                started: row.said.parse().ok(),
                ..Establishment::default()
            }),
            Kind::Name => self.own.name(row.fields()),
            Kind::Address => self.own.address(row.fields()),
            Kind::Contact => self.own.contact(row.fields()),
            Kind::Activity => self.own.activity(row.fields()),
            // Has had its effect before rows are put together.
            Kind::Gone => {}
        }
    }

    fn enterprise(&mut self, [situation, kind, form, cac, start]: [&str; 5], head: &Head) {
        let record = &mut self.record;
        record.legal_status = codes::legal_status(situation);
        record.legal_form = (!form.is_empty()).then(|| head.form(form));
        record.founded = start.parse().ok().map(Founded::Day);
        for (key, value) in [("juridicalSituation", situation), ("juridicalFormCac", cac)] {
            if !value.is_empty() {
                record.other.insert(key.to_owned(), value.into());
            }
        }
        if kind != "2" {
            record.other.insert("typeOfEnterprise".to_owned(), kind.into());
        }
    }

    /// Hands what was gathered to the enterprise or to the establishment it belongs to.
    fn close(&mut self) {
        let mut parts = std::mem::take(&mut self.own);
        let wanted: &[&str] = if self.unit.0 == 0 { &["REGO"] } else { &["BAET", "ABBR"] };
        let address = parts.main_address(wanted);
        let others = parts.other_addresses();
        let names = parts.names();
        let Parts {
            mut activities,
            websites,
            emails,
            phones,
            ..
        } = parts;
        activities.sort_by(|a, b| (a.nace, &a.code).cmp(&(b.nace, &b.code)));
        let [websites, emails, phones] = [websites, emails, phones].map(distinct);
        let record = &mut self.record;
        let other = if self.unit.0 == 0 {
            record.names = names;
            record.seat = address;
            record.activities = activities;
            (record.websites, record.emails, record.phones) = (websites, emails, phones);
            &mut record.other
        } else if let Some(unit) = record.establishments.last_mut() {
            unit.names = names;
            unit.address = address;
            unit.activities = activities;
            (unit.websites, unit.emails, unit.phones) = (websites, emails, phones);
            &mut unit.other
        } else {
            return;
        };
        if let Some(others) = others {
            other.insert("addresses".to_owned(), others);
        }
    }

    /// The record, or why there is none.
    pub(crate) fn finish(mut self) -> Item {
        let number = Some(self.number.to_string());
        if self.bytes > ENTRY_LIMIT {
            return Item::Skipped {
                reason: Skip::TooLarge,
                number,
            };
        }
        self.close();
        if self.record.names.is_empty() {
            return Item::Skipped {
                reason: Skip::NoName,
                number,
            };
        }
        Item::Record(Box::new(self.record))
    }
}

impl Parts {
    fn name(&mut self, [kind, language, value]: [&str; 3]) {
        // An unknown language, code 0, comes after those that are known.
        let language = if language == "0" { "9" } else { language };
        self.names
            .push((kind.to_owned(), language.to_owned(), value.to_owned()));
    }

    fn names(&mut self) -> Vec<Name> {
        self.names.sort();
        self.names.dedup();
        let names = self.names.drain(..).filter_map(|(kind, language, value)| {
            let kind = codes::name_kind(&kind)?;
            let language = codes::language(&language).flatten().map(str::to_owned);
            Some(Name { value, language, kind })
        });
        names.collect()
    }

    fn address(&mut self, fields: [&str; 12]) {
        let [
            kind,
            country_nl,
            country_fr,
            zip,
            town_nl,
            town_fr,
            street_nl,
            street_fr,
            house,
            box_,
            extra,
            struck,
        ] = fields;
        let stated = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let known = countries::code(country_fr, country_nl);
        // Nothing means Belgium.
        let home = country_fr.is_empty() && country_nl.is_empty();
        let address = Address {
            street: texts(street_fr, street_nl),
            number: stated(house),
            box_: stated(box_),
            extra: stated(extra),
            postal_code: stated(zip),
            municipality: texts(town_fr, town_nl),
            country: known.or(home.then_some("BE")).map(str::to_owned),
            country_name: if known.is_some() {
                Texts::new()
            } else {
                texts(country_fr, country_nl)
            },
            struck_off: struck.parse().ok(),
            point: None,
        };
        let entry = (kind.to_owned(), address);
        if !self.addresses.contains(&entry) {
            self.addresses.push(entry);
        }
    }

    /// Takes out the address of one of the kinds wanted, one that is not struck off if there is.
    fn main_address(&mut self, wanted: &[&str]) -> Option<Address> {
        let fits = |(kind, _): &(String, Address)| wanted.contains(&kind.as_str());
        let valid = self.addresses.iter().position(|a| fits(a) && a.1.struck_off.is_none());
        let at = valid.or_else(|| self.addresses.iter().position(fits))?;
        Some(self.addresses.remove(at).1)
    }

    fn other_addresses(&mut self) -> Option<Value> {
        let list: Vec<Value> = self
            .addresses
            .drain(..)
            .map(|(kind, address)| json!({ "type": kind, "address": address }))
            .collect();
        (!list.is_empty()).then_some(Value::Array(list))
    }

    fn contact(&mut self, [kind, value]: [&str; 2]) {
        let list = match kind {
            "WEB" => &mut self.websites,
            "EMAIL" => &mut self.emails,
            _ => &mut self.phones,
        };
        list.push(value.to_owned());
    }

    fn activity(&mut self, [version, code, group, class]: [&str; 4]) {
        let Some(nace) = codes::nace(version) else {
            return;
        };
        // Rows of one code come one after the other.
        let same = |last: &&mut Activity| last.nace == nace && last.code == code;
        if self.activities.last_mut().filter(same).is_none() {
            let activity = Activity {
                nace,
                code: code.to_owned(),
                main: false,
                groups: Default::default(),
            };
            self.activities.push(activity);
        }
        if let Some(activity) = self.activities.last_mut() {
            activity.main |= class == "MAIN";
            let strength = |class: &str| codes::CLASSES.iter().position(|known| *known == class);
            let said = activity
                .groups
                .entry(group.to_owned())
                .or_insert_with(|| class.to_owned());
            if strength(class) < strength(said) {
                class.clone_into(said);
            }
        }
    }
}

fn texts(french: &str, dutch: &str) -> Texts {
    let stated = [("fr", french), ("nl", dutch)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty());
    stated
        .map(|(language, text)| (language.to_owned(), text.to_owned()))
        .collect()
}

/// In order, each once.
fn distinct(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list.dedup();
    list
}

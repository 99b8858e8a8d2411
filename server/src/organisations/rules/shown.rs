//! Which of several values is shown (domain.md, "Shown value"): for name, identity and seat register before attested before
//! declared; for other fields attested, declared, register; fresh before stale, then the newest; among registers by rank.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use registers::Record;

use super::same::{same_name, same_words};
use crate::organisations::dossier::Version;
use crate::organisations::model::{Class, FIELDS};
use crate::platform::region::Region;

/// A register's record as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownRecord {
    /// Code of the register.
    pub register: String,
    /// The register's own date.
    pub as_of: NaiveDate,
    /// What it says.
    pub record: Record,
}

/// A declared or attested value that was not superseded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFact {
    /// Code of the field.
    pub field: String,
    /// `Declared` or `Attested`.
    pub class: Class,
    /// Of a text.
    pub language: Option<String>,
    /// The value.
    pub value: String,
    /// `organisation`, or the code of the chamber.
    pub source: String,
    /// The day it was stated.
    pub stated: NaiveDate,
    /// Last day of its shelf life.
    pub valid_until: NaiveDate,
    /// Of a text: as it was written, or put into another language.
    pub state: Option<Version>,
}

/// All that is known of one organisation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// Best first, see [`Known::sort`].
    pub records: Vec<KnownRecord>,
    /// In no order.
    pub facts: Vec<KnownFact>,
}

impl Known {
    /// Puts the records in the order in which they count: by the rank of their register, then by number.
    pub fn sort(&mut self, region: &Region) {
        self.records
            .sort_by_cached_key(|record| (region.rank(&record.register), record.record.number.clone()));
    }
}

/// One value of one field with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Code of the field.
    pub field: &'static str,
    /// The value.
    pub value: String,
    /// Its language, where it has one.
    pub language: Option<String>,
    /// How it is known.
    pub class: Class,
    /// Register, chamber, or `organisation`.
    pub source: String,
    /// The register's date, or the day it was stated.
    pub as_of: NaiveDate,
    /// Last day of its shelf life.
    pub valid_until: NaiveDate,
    /// Of a text that somebody stated: as it was written, or put into another language.
    pub state: Option<Version>,
    /// Rank of its register; 0 for the other classes.
    rank: u32,
    /// Order within its source.
    position: usize,
}

impl Value {
    /// Whether its shelf life is over.
    #[must_use]
    pub fn is_stale(&self, today: NaiveDate) -> bool {
        today > self.valid_until
    }

    /// Whether it was put into another language, by whomever.
    #[must_use]
    pub fn is_version(&self) -> bool {
        matches!(self.state, Some(Version::Human | Version::Stale))
    }
}

/// Fields where the register comes first.
const REGISTER_FIRST: [&str; 4] = ["name", "identity", "seat", "legal-form"];

/// Every value of every field, conflicting ones too.
#[must_use]
pub fn values(known: &Known, region: &Region) -> Vec<Value> {
    let mut all = Vec::new();
    for record in &known.records {
        from_record(record, region, &mut all);
    }
    for (position, fact) in known.facts.iter().enumerate() {
        let Some(field) = FIELDS.iter().find(|field| field.code == fact.field) else {
            continue;
        };
        all.push(Value {
            field: field.code,
            value: fact.value.clone(),
            language: fact.language.clone(),
            class: fact.class,
            source: fact.source.clone(),
            as_of: fact.stated,
            valid_until: fact.valid_until,
            state: fact.state,
            rank: 0,
            position,
        });
    }
    all
}

/// The values a register's record holds, by its mapping.
fn from_record(known: &KnownRecord, region: &Region, all: &mut Vec<Value>) {
    let rank = region.rank(&known.register);
    let mut add = |field, value: String, language: Option<String>| {
        let months = region.shelf_life(Class::Register.into(), field, Some(&known.register));
        all.push(Value {
            field,
            value,
            language,
            class: Class::Register,
            source: known.register.clone(),
            as_of: known.as_of,
            valid_until: known.as_of + Months::new(months),
            state: None,
            rank,
            position: all.len(),
        });
    };
    let record = &known.record;
    let best_kind = record.names.iter().map(|name| name.kind).min();
    for name in record.names.iter().filter(|name| Some(name.kind) == best_kind) {
        add("name", name.value.clone(), name.language.clone());
    }
    for (language, label) in record.legal_form.iter().flat_map(|form| &form.labels) {
        add("legal-form", label.clone(), Some(language.clone()));
    }
    if let Some(founded) = record.founded {
        add("founded", founded.to_string(), None);
    }
    for activity in record.activities.iter().filter(|activity| activity.main).take(1) {
        add(
            "activity",
            format!("NACE {} {}", activity.nace.code(), activity.class()),
            None,
        );
    }
    for (language, text) in descriptions(&record.other) {
        add("description", text, language);
    }
    for (field, found) in [
        ("website", &record.websites),
        ("email", &record.emails),
        ("phone", &record.phones),
    ] {
        for value in found.iter().take(1) {
            add(field, value.clone(), None);
        }
    }
}

/// The value of a field that is shown where language plays no part. A stale one gives way to a fresh one that says the same.
#[must_use]
pub fn best<'a>(values: &'a [Value], field: &str, today: NaiveDate) -> Option<&'a Value> {
    let of_field = || values.iter().filter(|value| value.field == field);
    let first = of_field().min_by_key(|value| order(value, today))?;
    if !first.is_stale(today) {
        return Some(first);
    }
    let same = |value: &&Value| value.value == first.value && value.language == first.language;
    let fresh = of_field().filter(same).filter(|value| !value.is_stale(today));
    Some(fresh.min_by_key(|value| order(value, today)).unwrap_or(first))
}

/// The value of a text for a reader: in the first of the languages there is, else the original.
#[must_use]
pub fn best_text<'a>(values: &'a [Value], field: &str, languages: &[&str], today: NaiveDate) -> Option<&'a Value> {
    let original = best(values, field, today)?;
    let same =
        |value: &&Value| value.field == field && value.class == original.class && value.source == original.source;
    let reader = languages.first()?;
    // A chamber may put into another language what an organisation or its register says.
    let version = |value: &&Value| value.field == field && value.is_version();
    values
        .iter()
        .filter(|value| same(value) || version(value))
        .filter(|value| value.language.as_deref() == Some(*reader))
        .min_by_key(|value| order(value, today))
        .or(Some(original))
}

/// What other sources say of a field where it is not what is shown: one value a source, in the order in which they would be
/// shown. Conflicts are kept, and told.
#[must_use]
pub fn others<'a>(values: &'a [Value], field: &str, today: NaiveDate) -> Vec<&'a Value> {
    let Some(shown) = best(values, field, today) else {
        return Vec::new();
    };
    let same = if field == "name" { same_name } else { same_words };
    let of_source = |one: &'a Value| {
        values
            .iter()
            .filter(move |value| value.field == field && is_of_one_source(value, one))
    };
    let mut rest: Vec<&Value> = values
        .iter()
        .filter(|value| value.field == field && !is_of_one_source(value, shown))
        .collect();
    rest.sort_by_key(|value| order(value, today));
    let mut others: Vec<&Value> = Vec::new();
    for value in rest {
        let is_told = others.iter().any(|other| is_of_one_source(other, value));
        // In a region of several languages each source has several names: one in common is enough.
        let agrees = of_source(value).any(|one| of_source(shown).any(|other| same(&one.value, &other.value)));
        if !is_told && !agrees {
            others.push(value);
        }
    }
    others
}

fn is_of_one_source(one: &Value, other: &Value) -> bool {
    one.class == other.class && one.source == other.source
}

type Order = (bool, u8, bool, u32, Reverse<NaiveDate>, usize);

fn order(value: &Value, today: NaiveDate) -> Order {
    let register_first = REGISTER_FIRST.contains(&value.field);
    let class = match (value.class, register_first) {
        (Class::Register, true) | (Class::Attested, false) => 0,
        (Class::Attested, true) | (Class::Declared, false) => 1,
        (Class::Declared, true) | (Class::Register, false) => 2,
    };
    (
        // What was written comes before what it was made into.
        value.is_version(),
        class,
        value.is_stale(today),
        value.rank,
        Reverse(value.as_of),
        value.position,
    )
}

/// What a register's record says of the purpose of an organisation, by language.
pub fn descriptions(other: &BTreeMap<String, serde_json::Value>) -> Vec<(Option<String>, String)> {
    let Some(serde_json::Value::Object(texts)) = other.get("description") else {
        return Vec::new();
    };
    let text =
        |(language, text): (&String, &serde_json::Value)| Some((Some(language.clone()), text.as_str()?.to_owned()));
    texts.iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn said(value: &str, class: Class, until: &str) -> Value {
        Value {
            field: "website",
            value: value.into(),
            language: None,
            class,
            source: String::new(),
            as_of: day("2026-01-01"),
            valid_until: day(until),
            state: None,
            rank: 0,
            position: 0,
        }
    }

    #[test]
    fn a_stale_value_gives_way_to_a_fresh_one_that_says_the_same() {
        let attested = said("https://a.example", Class::Attested, "2026-06-01");
        let same = said("https://a.example", Class::Declared, "2026-12-01");
        let other = said("https://b.example", Class::Declared, "2026-12-01");
        let shown = |values: &[Value], today| {
            let value = best(values, "website", day(today)).unwrap();
            (value.value.clone(), value.class)
        };
        let both = [attested.clone(), same];
        let a = "https://a.example".to_owned();
        assert_eq!(shown(&both, "2026-06-01"), (a.clone(), Class::Attested));
        assert_eq!(shown(&both, "2026-06-02"), (a.clone(), Class::Declared));
        assert_eq!(
            shown(&both, "2026-12-02"),
            (a.clone(), Class::Attested),
            "all are stale"
        );
        // What a chamber attested is not contradicted by getting old.
        assert_eq!(shown(&[attested, other], "2026-06-02"), (a, Class::Attested));
    }
}

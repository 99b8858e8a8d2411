//! The list of facts: each shown value with its class, source, date and validity.

use chrono::NaiveDate;

use super::Reader;
use super::conflicts::{other_names, other_seats, status};
use crate::organisations::model::{Class, FIELDS, FILE, FieldKind, field_of};
use crate::organisations::queries::Organisation;
use crate::organisations::rules::{DECLARED, Value, best, best_text};

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Provenance {
    /// Code of the class: the shape.
    pub class: &'static str,
    /// The word.
    pub word: String,
    /// In short: its month, or since when it is stale.
    pub age: String,
    pub source: String,
    pub as_of: String,
    pub valid_until: String,
    pub stale: bool,
}

/// A line of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub text: String,
    /// Its language, where it is another than the page's.
    pub lang: Option<String>,
    pub href: Option<String>,
    /// Whether it only explains the line above.
    pub soft: bool,
}

impl Line {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub name: String,
    pub lines: Vec<Line>,
    /// Absent where the platform itself keeps it.
    pub provenance: Option<Provenance>,
}

impl Fact {
    pub(super) fn is_stale(&self) -> bool {
        self.provenance.as_ref().is_some_and(|provenance| provenance.stale)
    }
}

/// Fields in front of those an organisation declares; `seat` is drawn from its places.
const FIRST: [&str; 5] = ["name", "legal-form", "legal-status", "seat", "founded"];
/// Texts with a block of their own.
const TEXTS: [&str; 2] = ["summary", "description"];

/// All rows that have a value, in the order of the page.
pub(super) fn facts(organisation: &Organisation, reader: Reader<'_>) -> Vec<Fact> {
    let declared = FIELDS.iter().map(|field| field.code);
    let further = declared.filter(|code| !FIRST.contains(code) && !TEXTS.contains(code));
    let rows = FIRST.into_iter().chain(further).filter_map(|code| match code {
        "name" => names(organisation, reader),
        "seat" => seat(organisation, reader),
        "legal-status" => status(organisation, reader),
        code => fact(organisation, reader, code),
    });
    rows.chain(languages(organisation, reader)).collect()
}

/// The rule of values as a row: one value, in the reader's language where it is a text.
fn fact(organisation: &Organisation, reader: Reader<'_>, code: &str) -> Option<Fact> {
    let locale = reader.t.locale.code();
    let value = best_text(&organisation.values, code, &[locale], reader.today)?;
    Some(Fact {
        name: reader.t.term("field", code).into_owned(),
        lines: lines(value, organisation, reader),
        provenance: Some(of_value(value, reader)),
    })
}

/// All names the best source has: in a region of several languages each may be on a sign.
fn names(organisation: &Organisation, reader: Reader<'_>) -> Option<Fact> {
    let shown = best(&organisation.values, "name", reader.today)?;
    let same = |value: &&Value| value.field == "name" && value.class == shown.class && value.source == shown.source;
    let mut names: Vec<&Value> = organisation.values.iter().filter(same).collect();
    names.sort_by_key(|value| value.value != organisation.name);
    names.dedup_by(|one, other| one.value == other.value);
    let line = |value: &Value| Line {
        lang: other_language(value.language.as_deref(), reader),
        ..Line::new(&value.value)
    };
    Some(Fact {
        name: reader.t.term("field", "name").into_owned(),
        lines: names
            .into_iter()
            .map(line)
            .chain(other_names(organisation, reader))
            .collect(),
        provenance: Some(of_value(shown, reader)),
    })
}

fn seat(organisation: &Organisation, reader: Reader<'_>) -> Option<Fact> {
    let seat = organisation.places.iter().find(|place| place.role == "seat")?;
    let address = super::places::address(seat, None, reader);
    if address.is_empty() {
        return None;
    }
    Some(Fact {
        name: reader.t.term("field", "seat").into_owned(),
        lines: [Line::new(address)]
            .into_iter()
            .chain(other_seats(organisation, seat, reader))
            .collect(),
        provenance: match &*seat.register {
            DECLARED => best(&organisation.values, "seat", reader.today).map(|value| of_value(value, reader)),
            register => of_register(organisation, "seat", register, reader),
        },
    })
}

fn languages(organisation: &Organisation, reader: Reader<'_>) -> Option<Fact> {
    let names: Vec<String> = organisation
        .languages
        .iter()
        .map(|code| language_name(code, reader))
        .collect();
    (!names.is_empty()).then(|| Fact {
        name: reader.t.term("field", "languages").into_owned(),
        lines: vec![Line::new(names.join(", "))],
        provenance: None,
    })
}

/// The name of a language; its code where the texts do not know it.
pub(super) fn language_name(code: &str, reader: Reader<'_>) -> String {
    let known = reader.t.find(&format!("language-{code}"));
    known.map_or_else(|| code.to_owned(), std::borrow::Cow::into_owned)
}

/// A language that is not the page's.
pub(super) fn other_language(language: Option<&str>, reader: Reader<'_>) -> Option<String> {
    language
        .filter(|code| *code != reader.t.locale.code())
        .map(str::to_owned)
}

fn lines(value: &Value, organisation: &Organisation, reader: Reader<'_>) -> Vec<Line> {
    let line = Line {
        lang: other_language(value.language.as_deref(), reader),
        ..Line::new(&value.value)
    };
    let kind = field_of(value.field).map(|field| field.kind);
    match (kind, value.field) {
        (Some(FieldKind::Number), _) => match value.value.parse() {
            Ok(number) => vec![Line::new(reader.t.number(number))],
            Err(_) => vec![line],
        },
        (Some(FieldKind::Url), _) => vec![web_address(&value.value)],
        (Some(FieldKind::Mail), _) => vec![Line {
            href: Some(format!("mailto:{}", value.value)),
            ..line
        }],
        (Some(FieldKind::Phone), _) => vec![phone(&value.value)],
        (_, "founded") => vec![Line::new(day_or_year(&value.value, reader))],
        (_, "activity") if value.class == Class::Register => activity(value, organisation, reader),
        _ => vec![line],
    }
}

/// The division in words, the register's code below.
fn activity(value: &Value, organisation: &Organisation, reader: Reader<'_>) -> Vec<Line> {
    let code = Line::new(&value.value);
    let known = organisation.division.as_ref().and_then(|division| {
        let mut divisions = reader.region.divisions.iter();
        divisions.find(|known| known.code == *division)
    });
    match known {
        Some(division) => vec![
            Line::new(division.name.get(reader.t.locale)),
            Line { soft: true, ..code },
        ],
        None => vec![code],
    }
}

/// Only what begins like the web becomes a link; registers hold addresses nobody checked.
fn web_address(value: &str) -> Line {
    let bare = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let shown = bare.unwrap_or(value).trim_end_matches('/');
    let is_host = shown.contains('.') && !shown.contains(|c: char| c.is_whitespace() || c == ':' || c == '@');
    let href = match bare {
        Some(_) => Some(value.to_owned()),
        None => is_host.then(|| format!("http://{value}")),
    };
    Line {
        href,
        ..Line::new(shown)
    }
}

fn phone(value: &str) -> Line {
    let digits: String = value.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    Line {
        href: (digits.len() > 5).then(|| format!("tel:{digits}")),
        ..Line::new(value)
    }
}

/// A day as the language writes it; a year as it is.
pub(super) fn day_or_year(text: &str, reader: Reader<'_>) -> String {
    text.parse()
        .map_or_else(|_| text.to_owned(), |day| reader.t.date_long(day))
}

fn of_value(value: &Value, reader: Reader<'_>) -> Provenance {
    provenance(value.class, &value.source, value.as_of, value.valid_until, reader)
}

/// The provenance of what a register's record says.
pub(super) fn of_register(
    organisation: &Organisation,
    field: &str,
    register: &str,
    reader: Reader<'_>,
) -> Option<Provenance> {
    let (_, _, as_of) = organisation.records.iter().find(|(code, ..)| code == register)?;
    let months = reader.region.shelf_life(Class::Register.into(), field, Some(register));
    let valid_until = *as_of + chrono::Months::new(months);
    Some(provenance(Class::Register, register, *as_of, valid_until, reader))
}

fn provenance(class: Class, source: &str, as_of: NaiveDate, valid_until: NaiveDate, reader: Reader<'_>) -> Provenance {
    let t = reader.t;
    let stale = reader.today > valid_until;
    let age = if stale {
        let since = t.date(valid_until.succ_opt().unwrap_or(valid_until));
        t.with("organisations-stale-since", &[("date", since.into())])
            .into_owned()
    } else {
        t.month_year(as_of)
    };
    Provenance {
        class: class.code(),
        word: t.term("class", class.code()).into_owned(),
        age,
        source: source_name(class, source, reader),
        as_of: t.date(as_of),
        valid_until: t.date(valid_until),
        stale,
    }
}

pub(super) fn source_name(class: Class, source: &str, reader: Reader<'_>) -> String {
    let locale = reader.t.locale;
    let name = match class {
        Class::Register => reader.region.register(source).map(|register| &register.name),
        Class::Attested => match source.strip_suffix(FILE) {
            Some(code) => {
                let chamber = reader.region.chamber(code).map_or(code, |found| found.name.get(locale));
                return reader
                    .t
                    .with("organisations-source-file", &[("chamber", chamber.into())])
                    .into_owned();
            }
            None => reader.region.chamber(source).map(|chamber| &chamber.name),
        },
        Class::Declared => return reader.t.get("organisations-source-itself").into_owned(),
    };
    name.map_or(source, |name| name.get(locale)).to_owned()
}

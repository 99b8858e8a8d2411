//! The pages of this feature: the link of a letter, the values of an organisation from within, a chamber's list.

mod ageing;
mod facts;
mod link;

pub(super) use ageing::ageing;
pub(super) use facts::{confirm, facts};
pub(super) use link::{confirm as confirm_by_link, show as link};

use chrono::NaiveDate;

use crate::organisations::dossier::Seat;
use crate::organisations::model::{Class, FIELDS};
use crate::organisations::queries::{Held, Organisation};
use crate::platform::region::Region;
use crate::platform::texts::T;

/// Of a long text so much is shown: who wrote it knows it.
const SHOWN: usize = 240;

/// For whom and when a page is made.
#[derive(Clone, Copy)]
struct Reader<'a> {
    region: &'a Region,
    t: T,
    today: NaiveDate,
}

/// A value with how it is known and until when it holds.
struct Row {
    label: String,
    value: String,
    /// Its language, where it is another than the page's.
    lang: Option<String>,
    /// Code of the class: the shape.
    class: &'static str,
    /// The word.
    word: String,
    age: String,
    stale: bool,
}

impl Row {
    fn new(
        label: String,
        value: &str,
        class: Class,
        (since, until): (NaiveDate, NaiveDate),
        reader: Reader<'_>,
    ) -> Self {
        let t = reader.t;
        let stale = reader.today > until;
        let over = until.succ_opt().unwrap_or(until);
        let (key, end) = if stale {
            ("facts-over", over)
        } else {
            ("facts-until", until)
        };
        let dates = [("since", t.date(since).into()), ("until", t.date(end).into())];
        Self {
            label: capital(&label),
            value: shortened(value),
            lang: None,
            class: class.code(),
            word: t.term("class", class.code()).into_owned(),
            age: t.with(key, &dates).into_owned(),
            stale,
        }
    }

    fn of(held: &Held, reader: Reader<'_>) -> Self {
        let seat = (held.field == "seat").then(|| seat(&held.value, reader));
        let value = seat.as_deref().unwrap_or(&held.value);
        let label = reader.t.term("field", &held.field).into_owned();
        let lang = held.language.clone().filter(|code| code != reader.t.locale.code());
        Self {
            lang,
            ..Self::new(label, value, held.class, (held.stated, held.valid_until), reader)
        }
    }
}

/// In lists a word stands as at the beginning of a sentence.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

/// A seat on one line, its country by name.
fn seat(value: &str, reader: Reader<'_>) -> String {
    let mut seat = Seat::from_value(value);
    let country = reader.region.country_name(&seat.country, reader.t.locale).to_owned();
    seat.country = country;
    seat.on_one_line()
}

fn shortened(value: &str) -> String {
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", value.get(..end).unwrap_or(value).trim_end()),
        None => value.to_owned(),
    }
}

/// Values in the order of the page of an organisation.
fn rows(held: &[&Held], reader: Reader<'_>) -> Vec<Row> {
    let place = |held: &Held| FIELDS.iter().position(|field| field.code == held.field);
    let mut sorted = held.to_vec();
    sorted.sort_by_key(|held| place(held));
    sorted.into_iter().map(|held| Row::of(held, reader)).collect()
}

/// The core facts, or those of them that registers say.
fn core_rows(organisation: &Organisation, registers_only: bool, reader: Reader<'_>) -> Vec<Row> {
    let core = organisation.core(reader.region, reader.today).into_iter();
    core.filter(|one| !registers_only || one.class == Class::Register)
        .map(|one| {
            let seat = (one.code == "seat").then(|| seat(&one.value, reader));
            let value = match (one.code, one.class) {
                ("name", _) => organisation.name.as_str(),
                ("activity", Class::Register) => division(organisation, reader).unwrap_or(&one.value),
                _ => seat.as_deref().unwrap_or(&one.value),
            };
            let label = reader.t.term("core", one.code).into_owned();
            Row::new(label, value, one.class, (one.as_of, one.valid_until), reader)
        })
        .collect()
}

/// The main activity in words, where a register states its code.
fn division<'a>(organisation: &Organisation, reader: Reader<'a>) -> Option<&'a str> {
    let code = organisation.division.as_ref()?;
    let found = reader.region.divisions.iter().find(|known| known.code == *code)?;
    Some(found.name.get(reader.t.locale))
}

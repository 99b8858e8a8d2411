//! A row as an organisation, or what is wrong with its cells: without looking at what is there already.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use identifiers::{Identifier, Reason, Scheme, parse};

use sha2::{Digest, Sha256};

use super::number::number;
use crate::chamber_files::model::{Column, EXAMPLE, Mapping};
use crate::chamber_files::reading::{Sheet, SheetRow};
use crate::organisations::dossier::{Seat, Version};
use crate::organisations::model::{Class, FieldKind, Kind, Stated, field_of};
use crate::organisations::{
    looks_like_mail, looks_like_phone, looks_like_postal_code, looks_like_url, slug, web_address,
};
use crate::platform::hash::hex;
use crate::platform::region::Region;
use crate::platform::texts::{Locale, T};

/// What is wrong with a cell, or with the row as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// Which column of the file; none for the row.
    pub place: Option<usize>,
    /// What.
    pub why: Why,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing there.
    Missing(Column),
    /// More characters than this.
    TooLong(usize),
    /// No number of that scheme.
    Number(Scheme, Reason),
    /// No country.
    Country,
    /// Not as that country writes postal codes.
    PostalCode,
    /// No address of the web.
    Url,
    /// No mail address.
    Mail,
    /// No telephone number.
    Phone,
    /// No whole number.
    Count,
    /// Neither a year nor a day.
    Year,
    /// After the day of the file.
    Future,
    /// No kind of organisation.
    Kind,
    /// The same as that line.
    Duplicate(usize),
    /// The number is that of one organisation, another number that of another.
    Two,
    /// Another chamber looks after it: its name there.
    Elsewhere(String),
    /// It has an owner, who says what it is.
    Owned(String),
    /// Its owner or a chamber took it out of the directory.
    OutOfSight,
    /// It was erased, and does not come back by a file.
    Erased,
    /// The row with which the template shows how it is filled.
    Example,
}

/// What an organisation is by its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// What it is, where the row says so.
    pub kind: Option<Kind>,
    /// Its numbers: scheme and canonical form.
    pub numbers: Vec<(String, String)>,
    /// What follows from them, to look it up by.
    pub bridges: Vec<(String, String)>,
    /// What the row says, each with its date.
    pub facts: Vec<Stated>,
    /// Whether it says where it sits.
    pub seated: bool,
    /// By which the same row is known again in a later file.
    pub key: String,
}

/// What rows are read with.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// Countries.
    pub region: &'a Region,
    /// Of the chamber: of rows that name none.
    pub country: &'a str,
    /// The day the file holds for.
    pub dated: NaiveDate,
}

/// Every row of the file, in its order; a second one about the same organisation is wrong.
#[must_use]
pub fn read_rows(sheet: &Sheet, mapping: &Mapping, here: Here<'_>) -> Vec<Result<Entry, Vec<CellFault>>> {
    let mut seen: HashMap<(String, String), usize> = HashMap::new();
    let rows = sheet.rows.iter().map(|row| {
        let entry = read_row(row, mapping, here)?;
        let own = std::iter::once((String::new(), entry.key.clone()));
        let keys: Vec<_> = own.chain(entry.numbers.iter().chain(&entry.bridges).cloned()).collect();
        if let Some(line) = keys.iter().find_map(|key| seen.get(key)) {
            return Err(vec![CellFault {
                place: mapping.place(Column::Name),
                why: Why::Duplicate(*line),
            }]);
        }
        seen.extend(keys.into_iter().map(|key| (key, row.line)));
        Ok(entry)
    });
    rows.collect()
}

/// The cells of a row by what they hold, and what is wrong with them so far.
struct Cells<'a> {
    row: &'a SheetRow,
    mapping: &'a Mapping,
    faults: Vec<CellFault>,
}

impl Cells<'_> {
    fn get(&self, column: Column) -> &str {
        let cell = self.mapping.place(column).and_then(|place| self.row.cells.get(place));
        cell.map_or("", |cell| cell.trim())
    }

    fn line(&self, column: Column) -> String {
        self.get(column).replace('\n', " ")
    }

    fn wrong(&mut self, column: Column, why: Why) {
        self.faults.push(CellFault {
            place: self.mapping.place(column),
            why,
        });
    }

    fn limited(&mut self, column: Column, limit: usize) -> String {
        let text = self.line(column);
        if text.chars().count() > limit {
            self.wrong(column, Why::TooLong(limit));
        }
        text
    }
}

fn read_row(row: &SheetRow, mapping: &Mapping, here: Here<'_>) -> Result<Entry, Vec<CellFault>> {
    let mut cells = Cells {
        row,
        mapping,
        faults: Vec::new(),
    };
    let name = cells.limited(Column::Name, field_of("name").map_or(200, |field| field.limit));
    if name.is_empty() {
        cells.wrong(Column::Name, Why::Missing(Column::Name));
    }
    if name == EXAMPLE {
        cells.wrong(Column::Name, Why::Example);
        return Err(cells.faults);
    }
    let ids = numbers(&mut cells);
    let seat = seat(&mut cells, here, &ids);
    let kind = kind(&mut cells);
    let mut facts = vec![stated(here, "name", None, name.clone())];
    if let Some(seat) = &seat {
        facts.push(stated(here, "seat", None, seat.to_value()));
    }
    facts.extend(declared(&mut cells, here));
    if !cells.faults.is_empty() {
        return Err(cells.faults);
    }
    let pair = |id: &Identifier| (id.scheme().code().to_owned(), id.canonical().to_owned());
    let numbers: Vec<_> = ids.iter().map(pair).collect();
    let bridges = ids.iter().flat_map(identifiers::bridges).map(|id| pair(&id));
    Ok(Entry {
        key: key(&numbers, &name, seat.as_ref()),
        bridges: bridges.filter(|id| !numbers.contains(id)).collect(),
        seated: seat.is_some(),
        name,
        kind,
        numbers,
        facts,
    })
}

/// By its first number, else by its name, however it is written, and its place.
fn key(numbers: &[(String, String)], name: &str, seat: Option<&Seat>) -> String {
    let text = match numbers.first() {
        Some((scheme, value)) => format!("{scheme}\n{value}"),
        None => {
            let place = seat.map(|seat| format!("{}\n{}", seat.country, seat.postal_code));
            {
                let name = name.to_lowercase();
                let name: Vec<&str> = name.split_whitespace().collect();
                format!("\n{}\n{}", name.join(" "), place.unwrap_or_default())
            }
        }
    };
    hex(&Sha256::digest(text.as_bytes()))
}

fn numbers(cells: &mut Cells<'_>) -> Vec<Identifier> {
    let mut found: Vec<Identifier> = Vec::new();
    for column in Column::ALL.iter().copied().filter(|column| column.is_number()) {
        let typed = match column {
            Column::DeRegister => with_court(cells),
            column => cells.line(column),
        };
        if typed.is_empty() {
            continue;
        }
        match number(column, &typed) {
            Ok(id) if found.contains(&id) => {}
            Ok(id) => found.push(id),
            Err((scheme, reason)) => cells.wrong(column, Why::Number(scheme, reason)),
        }
    }
    found
}

/// A number of a German register with its court in front, where that has a column of its own.
fn with_court(cells: &Cells<'_>) -> String {
    let (number, court) = (cells.line(Column::DeRegister), cells.line(Column::Court));
    if number.is_empty() || court.is_empty() || parse(Scheme::DeRegister, &number).is_ok() {
        number
    } else {
        format!("{court} {number}")
    }
}

fn seat(cells: &mut Cells<'_>, here: Here<'_>, ids: &[Identifier]) -> Option<Seat> {
    let street = cells.limited(Column::Street, 200);
    let postal_code = cells.limited(Column::PostalCode, 12);
    let municipality = cells.limited(Column::Municipality, 100);
    let typed = cells.line(Column::Country);
    let by_number = || ids.iter().find_map(|id| id.scheme().country());
    let country = if typed.is_empty() {
        Some(by_number().unwrap_or(here.country).to_owned())
    } else {
        country_of(&typed, here.region)
    };
    let Some(country) = country else {
        cells.wrong(Column::Country, Why::Country);
        return None;
    };
    if [&street, &postal_code, &municipality].into_iter().all(String::is_empty) {
        return None;
    }
    if postal_code.is_empty() {
        cells.wrong(Column::PostalCode, Why::Missing(Column::PostalCode));
    } else if !looks_like_postal_code(&country, &postal_code) {
        cells.wrong(Column::PostalCode, Why::PostalCode);
    }
    Some(Seat {
        street,
        postal_code,
        municipality,
        country,
    })
}

/// The country of a text: its code, or its name in one of the languages of the region.
#[must_use]
pub fn country_of(typed: &str, region: &Region) -> Option<String> {
    let upper = typed.to_uppercase();
    if region.country_names.contains_key(&upper) {
        return Some(upper);
    }
    let wanted = slug(typed);
    let named = |names: &crate::platform::region::Localized| {
        Locale::ALL.iter().any(|locale| slug(names.get(*locale)) == wanted)
    };
    let found = region.country_names.iter().find(|(_, names)| named(names));
    found.map(|(code, _)| code.clone())
}

fn kind(cells: &mut Cells<'_>) -> Option<Kind> {
    let typed = cells.line(Column::Kind);
    if typed.is_empty() {
        return None;
    }
    let wanted = slug(&typed);
    let is = |kind: &Kind| {
        kind.code() == wanted
            || Locale::ALL
                .iter()
                .any(|locale| slug(&T::new(*locale).term("kind", kind.code())) == wanted)
    };
    let found = Kind::ALL.iter().copied().find(is);
    if found.is_none() {
        cells.wrong(Column::Kind, Why::Kind);
    }
    found
}

/// "1 250" and "1.250" as 1250; a mark that does not part three digits is none of thousands, and stays.
fn ungrouped(number: &str) -> String {
    let number = number.trim();
    let is_mark = |c: char| " .,'’\u{a0}\u{202f}".contains(c);
    let mut groups = number.split(is_mark);
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = (1..=3).contains(&first.len()) && digits(first) && groups.all(|one| one.len() == 3 && digits(one));
    if is_grouped {
        number.replace(is_mark, "")
    } else {
        number.to_owned()
    }
}

fn declared(cells: &mut Cells<'_>, here: Here<'_>) -> Vec<Stated> {
    let mut facts = Vec::new();
    for column in Column::ALL.iter().copied() {
        let Some((code, locale)) = column.field() else { continue };
        let Some(field) = field_of(code) else { continue };
        let value = match field.kind {
            FieldKind::Text => cells.get(column).to_owned(),
            FieldKind::Number => ungrouped(&cells.line(column)),
            FieldKind::Url => web_address(&cells.line(column)),
            _ => cells.line(column),
        };
        if value.is_empty() {
            continue;
        }
        let why = match field.kind {
            _ if value.chars().count() > field.limit => Some(Why::TooLong(field.limit)),
            FieldKind::Number => value.parse::<u32>().is_err().then_some(Why::Count),
            FieldKind::Url => (!looks_like_url(&value)).then_some(Why::Url),
            FieldKind::Mail => (!looks_like_mail(&value)).then_some(Why::Mail),
            FieldKind::Phone => (!looks_like_phone(&value)).then_some(Why::Phone),
            _ if column == Column::Founded => year_fault(&value, here.dated),
            _ => None,
        };
        match why {
            Some(why) => cells.wrong(column, why),
            None => facts.push(stated(here, code, locale, value)),
        }
    }
    facts
}

fn year_fault(value: &str, dated: NaiveDate) -> Option<Why> {
    let year = match (value.parse::<NaiveDate>(), value.parse::<i32>()) {
        (Ok(day), _) if day > dated => return Some(Why::Future),
        (Ok(day), _) => day.year(),
        (_, Ok(year)) => year,
        _ => return Some(Why::Year),
    };
    if year > dated.year() {
        Some(Why::Future)
    } else {
        (year < 1000).then_some(Why::Year)
    }
}

fn stated(here: Here<'_>, field: &str, locale: Option<Locale>, value: String) -> Stated {
    Stated {
        field: field.to_owned(),
        language: locale.map(|locale| locale.code().to_owned()),
        value,
        class: Class::Attested,
        on: here.dated,
        state: locale.map(|_| Version::Original),
    }
}

#[cfg(test)]
mod tests {
    use super::ungrouped;

    #[test]
    fn marks_part_thousands_or_stay() {
        for (written, read) in [
            ("12", "12"),
            ("1250", "1250"),
            ("1.250", "1250"),
            ("1 250", "1250"),
            ("1\u{a0}250", "1250"),
            ("1'250'000", "1250000"),
            ("2,5", "2,5"),
            ("12.5", "12.5"),
            ("12,0", "12,0"),
            ("1.25", "1.25"),
            ("1250.000", "1250.000"),
            (".250", ".250"),
            ("", ""),
            ("etwa 250", "etwa 250"),
        ] {
            assert_eq!(ungrouped(written), read, "{written}");
        }
    }
}

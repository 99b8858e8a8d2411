//! Hits as rows of the list and of the table: name, side, text with the words found, why it was found, how it is known.

use search::{Field, How, Why};

use super::Reader;
use super::mark::{Piece, Words, mark, unfolded};
use crate::directory::asked::Asked;
use crate::directory::facets::{ALL, Facet};
use crate::directory::find::{Found, Hit};
use crate::organisations::model::{Age, Class};
use crate::organisations::queries::Summary;
use crate::organisations::{age, path};

/// A hit of the list.
pub(super) struct HitView<'a> {
    pub href: String,
    /// Where somebody signed in asks to meet it.
    pub introduce: String,
    pub name: Vec<Piece<'a>>,
    pub name_lang: Option<&'a str>,
    pub place: String,
    pub what: String,
    pub text: Vec<Piece<'a>>,
    pub text_lang: Option<&'a str>,
    pub why: Option<String>,
    /// Code of the class: the shape.
    pub class: &'static str,
    pub class_name: String,
    pub age: String,
    pub stale: bool,
}

/// A row of the table.
pub(super) struct RowView<'a> {
    pub href: String,
    pub name: &'a str,
    pub name_lang: Option<&'a str>,
    pub kind: String,
    pub territory: String,
    pub municipality: &'a str,
    pub division: &'a str,
    pub founded: &'a str,
    pub standing: String,
    pub as_of: String,
    pub stale: bool,
}

/// The hits of a page.
pub(super) fn hits<'a>(found: &'a Found, asked: &Asked, reader: Reader<'a>) -> Vec<HitView<'a>> {
    found
        .hits
        .iter()
        .map(|hit| view_of(hit, found, asked, reader))
        .collect()
}

fn view_of<'a>(hit: &'a Hit, found: &Found, asked: &Asked, reader: Reader<'a>) -> HitView<'a> {
    let (row, t) = (&hit.row, reader.t);
    let words = Words::of(&hit.why);
    let text = row.text(t.locale.code());
    let shown = text.map_or("", |text| text.value.as_str());
    let class = text.map_or(Class::Register, |text| text.class);
    let kind = row.kind.map(|kind| t.term("kind", kind.code()).into_owned());
    let stale = age(row.as_of, row.stale_at, reader.today) == Age::Stale;
    HitView {
        href: address(row, reader),
        introduce: format!("/{}/organisations/{}/introduce", reader.t.locale, row.id),
        name: mark(&row.name, &words),
        name_lang: other(row.name_language.as_deref(), reader),
        place: place(row, reader),
        what: join([kind.as_deref(), year(row)], ", "),
        text: mark(shown, &words),
        text_lang: text.and_then(|text| other(text.language.as_deref(), reader)),
        why: why(hit, shown, found, asked, reader),
        class: class.code(),
        class_name: t.term("directory-class", class.code()).into_owned(),
        age: known_since(row, stale, reader),
        stale,
    }
}

/// The rows of a page.
pub(super) fn rows<'a>(hits: &'a [Hit], reader: Reader<'a>) -> Vec<RowView<'a>> {
    let row = |hit: &'a Hit| {
        let (row, t) = (&hit.row, reader.t);
        RowView {
            href: address(row, reader),
            name: &row.name,
            name_lang: other(row.name_language.as_deref(), reader),
            kind: row
                .kind
                .map(|kind| t.term("kind", kind.code()).into_owned())
                .unwrap_or_default(),
            territory: territories(row, reader),
            municipality: row.municipality.as_deref().unwrap_or_default(),
            division: row
                .division
                .as_deref()
                .and_then(|code| reader.division(code))
                .unwrap_or_default(),
            founded: year(row).unwrap_or_default(),
            standing: t.term("standing", row.standing.code()).into_owned(),
            as_of: t.date(row.as_of),
            stale: age(row.as_of, row.stale_at, reader.today) == Age::Stale,
        }
    };
    hits.iter().map(row).collect()
}

/// The address of the organisation's page.
fn address(row: &Summary, reader: Reader<'_>) -> String {
    format!("/{}{}", reader.t.locale, path(row.id, &row.name))
}

/// "Lorraine, Saarland": all it counts in.
fn territories(row: &Summary, reader: Reader<'_>) -> String {
    let names = row
        .territories
        .iter()
        .map(|code| reader.region.territory_name(code, reader.t.locale));
    names.collect::<Vec<_>>().join(", ")
}

/// "Dillingen, Saarland".
fn place(row: &Summary, reader: Reader<'_>) -> String {
    let territory = reader.region.territory_name(&row.territory, reader.t.locale);
    let municipality = row
        .municipality
        .as_deref()
        .filter(|municipality| *municipality != territory);
    join([municipality, Some(territory)], ", ")
}

fn year(row: &Summary) -> Option<&str> {
    row.founded.as_deref()?.get(..4)
}

fn join<const N: usize>(parts: [Option<&str>; N], between: &str) -> String {
    parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(between)
}

/// A language that is not the page's.
fn other<'a>(language: Option<&'a str>, reader: Reader<'_>) -> Option<&'a str> {
    language.filter(|code| *code != reader.t.locale.code())
}

/// "Sept 2026", or "stale for 7 months".
fn known_since(row: &Summary, stale: bool, reader: Reader<'_>) -> String {
    if !stale {
        return reader.t.month_year(row.as_of);
    }
    match reader.today.signed_duration_since(row.stale_at).num_days() / 30 {
        0 => reader.t.get("directory-stale").into_owned(),
        months => reader
            .t
            .with("directory-stale-for", &[("months", months.into())])
            .into_owned(),
    }
}

/// Says why it was found where that cannot be seen: another word, a number, or a text that is not shown.
fn why(hit: &Hit, shown: &str, found: &Found, asked: &Asked, reader: Reader<'_>) -> Option<String> {
    let municipality = hit.row.municipality.as_deref().unwrap_or_default();
    let seen = [hit.row.name.as_str(), municipality, shown].join(" ");
    // What was corrected for the whole search stands above the list, once.
    let is_said = |why: &Why| matches!(why.how, How::Typo { .. }) && !found.corrected.is_empty();
    let mut reasons: Vec<String> = hit
        .why
        .iter()
        .filter(|why| !is_said(why))
        .filter_map(|why| reason(why, &seen, &asked.text, reader))
        .collect();
    reasons.dedup();
    reasons.extend(elsewhere(&hit.row, asked, reader));
    let reasons = reasons.join(" · ");
    (!reasons.is_empty()).then(|| {
        reader
            .t
            .with("directory-why", &[("reasons", reasons.into())])
            .into_owned()
    })
}

/// The territories asked for in which it has an establishment, where its seat lies in none of them.
fn elsewhere(row: &Summary, asked: &Asked, reader: Reader<'_>) -> Option<String> {
    let wanted = asked.in_force(Facet::Territory);
    let default;
    let wanted = match wanted {
        [] => {
            default = Facet::Territory.default_codes(reader.region);
            &default
        }
        [all] if all == ALL => return None,
        some => some,
    };
    if wanted.contains(&row.territory) {
        return None;
    }
    let names = row.territories.iter().filter(|code| wanted.contains(code));
    let names = names.map(|code| reader.region.territory_name(code, reader.t.locale));
    let territories = names.collect::<Vec<_>>().join(", ");
    let said = reader
        .t
        .with("directory-why-territory", &[("territories", territories.into())]);
    Some(said.into_owned())
}

fn reason(why: &Why, seen: &str, typed: &str, reader: Reader<'_>) -> Option<String> {
    let t = reader.t;
    let word = ("word", unfolded(&why.word, &[typed]).into());
    let text = match (&why.how, why.field) {
        (How::Typo { to } | How::Synonym { to }, _) => t.with(
            "directory-why-other-word",
            &[word, ("found", unfolded(to, &[seen]).into())],
        ),
        (_, Field::Codes) => t.with("directory-why-code", &[word]),
        (how, _) if Words::stand_in(&why.word, *how == How::Prefix, seen) => return None,
        (_, Field::Names) => t.with("directory-why-name", &[word]),
        (_, Field::Places) => t.with("directory-why-place", &[word]),
        (_, Field::Texts) => t.with("directory-why-text", &[word]),
    };
    Some(text.into_owned())
}

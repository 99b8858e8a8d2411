//! What pages and API show of an organisation: languages, staleness, conflicts, numbers, places, changes.

use std::sync::LazyLock;

use chrono::NaiveDate;
use registers::{Name, NameKind, Record, Register};

use super::changes::changes;
use super::facts::{Fact, facts};
use super::identity::numbers;
use super::places::places;
use super::texts::versions;
use super::{Reader, linked};
use crate::organisations::differences::ChangeNote;
use crate::organisations::model::{Class, LegalStatus, OrganisationId, Standing};
use crate::organisations::queries::{Organisation, PlaceView};
use crate::organisations::rules::{Known, KnownFact, KnownRecord, values};
use crate::platform::clock::start_of;
use crate::platform::region::{Point, Position, Precision, Region, Source};
use crate::platform::texts::{Locale, T};

pub(super) static REGION: LazyLock<Region> = LazyLock::new(|| Region::load(Source::Embedded).unwrap());

pub(super) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn reader(locale: Locale) -> Reader<'static> {
    Reader {
        region: &REGION,
        t: T::new(locale),
        today: date("2026-11-24"),
    }
}

pub(super) fn said(field: &str, class: Class, language: Option<&str>, value: &str, stated: &str) -> KnownFact {
    let chamber = REGION.chambers.first().unwrap().code.clone();
    KnownFact {
        field: field.into(),
        class,
        language: language.map(str::to_owned),
        value: value.into(),
        source: if class == Class::Attested {
            chamber
        } else {
            "organisation".into()
        },
        stated: date(stated),
        valid_until: date(stated) + chrono::Months::new(6),
        state: None,
    }
}

/// The National Bank as the KBO of 1 November has it, and what is said besides.
pub(super) fn bank(facts: Vec<KnownFact>) -> Organisation {
    let mut record = Record::new(Register::Kbo, "0203201340");
    for (value, language) in [
        ("Nationale Bank van België", "nl"),
        ("Banque Nationale de Belgique", "fr"),
    ] {
        record.names.push(Name {
            value: value.into(),
            language: Some(language.into()),
            kind: NameKind::Legal,
        });
    }
    record.websites.push("www.nbb.be/".into());
    let records = vec![KnownRecord {
        register: "kbo".into(),
        as_of: date("2026-11-01"),
        record,
    }];
    Organisation {
        id: OrganisationId(uuid::Uuid::from_u128(7)),
        version: 3,
        standing: Standing::Registered,
        kind: None,
        legal_status: LegalStatus::Active,
        home_chamber: None,
        name: "Banque Nationale de Belgique".into(),
        name_language: Some("fr".into()),
        territory: "outside".into(),
        territories: vec!["outside".into()],
        municipality: Some("Bruxelles".into()),
        country: Some("BE".into()),
        languages: vec!["fr".into(), "nl".into()],
        division: None,
        as_of: date("2026-11-01"),
        stale_at: date("2027-11-01"),
        identifiers: vec![("be_enterprise".into(), "0203201340".into(), "kbo".into())],
        records: vec![("kbo".into(), "0203201340".into(), date("2026-11-01"))],
        statuses: vec![("kbo".into(), LegalStatus::Active, date("2026-11-01"))],
        values: values(&Known { records, facts }, &REGION),
        places: vec![place("seat", "Bruxelles", None)],
        changes: vec![],
        changed_at: 0,
    }
}

pub(super) fn place(role: &str, municipality: &str, point: Option<(f64, f64)>) -> PlaceView {
    PlaceView {
        register: "kbo".into(),
        role: role.into(),
        name: None,
        street: None,
        postal_code: Some("1000".into()),
        municipality: Some(municipality.into()),
        country: Some("BE".into()),
        territory: if point.is_some() { "WAL" } else { "outside" }.into(),
        position: point.map(|(lat, lon)| Position {
            point: Point { lat, lon },
            precision: Precision::Municipality,
        }),
    }
}

fn row<'a>(rows: &'a [Fact], name: &str) -> &'a Fact {
    rows.iter().find(|row| row.name == name).unwrap()
}

#[test]
fn a_text_in_the_readers_language_or_the_original_that_says_so() {
    let (fr, nl) = (Some("fr"), Some("nl"));
    let both = [
        said("description", Class::Declared, fr, "Un\n\ndeux", "2026-10-01"),
        said("description", Class::Declared, Some("de"), "Eins", "2026-10-01"),
    ];
    let dutch = [said("description", Class::Declared, nl, "Een", "2026-10-01")];
    let unknown = [said("description", Class::Declared, Some("xx"), "?", "2026-10-01")];
    let silent = [said("description", Class::Declared, None, "text", "2026-10-01")];
    /// What is known, for whom; the text, its `lang`, the note, the link to the original.
    type Case<'a> = (
        &'a [KnownFact],
        Locale,
        &'a str,
        Option<&'a str>,
        Option<&'a str>,
        Option<&'a str>,
    );
    let cases: [Case<'_>; 6] = [
        (&both, Locale::Fr, "Un deux", None, None, None),
        (
            &both,
            Locale::De,
            "Eins",
            None,
            None,
            Some("Original auf Französisch lesen"),
        ),
        (
            &both,
            Locale::En,
            "Un deux",
            fr,
            Some("In French; there is no English version."),
            None,
        ),
        (
            &dutch,
            Locale::Fr,
            "Een",
            nl,
            Some("En néerlandais\u{a0}; il n’existe pas de version française."),
            None,
        ),
        (
            &unknown,
            Locale::En,
            "?",
            Some("xx"),
            Some("In another language; there is no English version."),
            None,
        ),
        (&silent, Locale::En, "text", None, None, None),
    ];
    for (facts, locale, text, lang, note, original) in cases {
        let found = versions(&bank(facts.to_vec()), "description", reader(locale)).unwrap();
        let label = found.original.as_ref().map(|(label, _)| label.as_str());
        let plain = |note: &str| note.replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(found.shown.line(), text, "{locale}");
        assert_eq!(found.shown.lang.as_deref(), lang, "{locale} {text}");
        assert_eq!(
            found.shown.note.as_deref().map(plain),
            note.map(plain),
            "{locale} {text}"
        );
        assert_eq!(label, original, "{locale} {text}");
    }
    assert_eq!(versions(&bank(vec![]), "description", reader(Locale::Fr)), None);
}

#[test]
fn a_stale_value_says_since_when() {
    let organisation = bank(vec![said("employees", Class::Declared, None, "2150", "2026-03-01")]);
    let rows = facts(&organisation, reader(Locale::En));
    let employees = row(&rows, "Employees");
    assert!(employees.is_stale());
    assert_eq!(employees.lines.first().unwrap().text, "2,150");
    let from = employees.provenance.clone().unwrap();
    assert_eq!(
        (from.age.as_str(), from.source.as_str()),
        ("stale since 2 Sept 2026", "the organisation itself")
    );
    let name = row(&rows, "Name").provenance.clone().unwrap();
    assert_eq!(
        (name.class, name.stale, name.age.as_str()),
        ("register", false, "Nov 2026")
    );
}

#[test]
fn of_a_conflict_the_shown_side_comes_first() {
    let organisation = bank(vec![
        said("employees", Class::Declared, None, "9999", "2026-11-01"),
        said("employees", Class::Attested, None, "2100", "2026-10-01"),
        said("name", Class::Declared, None, "NBB Group", "2026-11-01"),
    ]);
    let rows = facts(&organisation, reader(Locale::De));
    let shown = row(&rows, "Beschäftigte");
    assert_eq!(shown.lines.first().unwrap().text, "2.100");
    assert_eq!(shown.provenance.as_ref().unwrap().class, "attested");
    let names: Vec<_> = row(&rows, "Name")
        .lines
        .iter()
        .map(|line| (line.text.as_str(), line.lang.as_deref()))
        .collect();
    let expected = [
        ("Banque Nationale de Belgique", Some("fr")),
        ("Nationale Bank van België", Some("nl")),
        ("auch: NBB Group (die Organisation selbst, 01.11.2026)", None),
    ];
    assert_eq!(names, expected);
    assert!(!format!("{rows:?}").contains("9999"));
}

#[test]
fn addresses_become_links_only_where_they_look_like_it() {
    for (value, text, href) in [
        ("www.nbb.be/", "www.nbb.be", Some("http://www.nbb.be/")),
        ("https://nbb.be/fr/", "nbb.be/fr", Some("https://nbb.be/fr/")),
        ("javascript:alert(1).x", "javascript:alert(1).x", None),
        ("none yet", "none yet", None),
        ("info@nbb.be", "info@nbb.be", None),
    ] {
        let organisation = bank(vec![said("website", Class::Declared, None, value, "2026-11-01")]);
        let rows = facts(&organisation, reader(Locale::En));
        let line = row(&rows, "Website").lines.first().unwrap();
        assert_eq!((line.text.as_str(), line.href.as_deref()), (text, href));
    }
}

#[test]
fn numbers_are_verified_derived_and_linked() {
    let all = numbers(&bank(vec![]), reader(Locale::En));
    let told: Vec<_> = all
        .iter()
        .map(|number| (number.human.as_str(), number.check.is_some(), number.derived.is_some()))
        .collect();
    let expected = [
        ("0203.201.340", true, false),
        ("BE\u{a0}0203.201.340", false, true),
        ("BEKBOBCE.0203201340", false, true),
    ];
    assert_eq!(told, expected);
    assert!(all.first().unwrap().href.as_ref().unwrap().ends_with("0203201340"));

    let mut odd = bank(vec![]);
    odd.identifiers = vec![("demo".into(), "X-1".into(), "demo".into())];
    let all = numbers(&odd, reader(Locale::En));
    let only = all.first().unwrap();
    assert_eq!(
        (all.len(), only.human.as_str(), &only.check, &only.href),
        (1, "X-1", &None, &None)
    );
}

#[test]
fn places_are_listed_once_and_drawn_where_the_map_is() {
    let mut organisation = bank(vec![]);
    let shown = places(&organisation, reader(Locale::En)).unwrap();
    assert_eq!((shown.map, shown.first.len(), shown.rest.len()), (None, 1, 0));

    let ror = PlaceView {
        register: "ror".into(),
        ..place("seat", "Bruxelles", None)
    };
    organisation.places.push(ror.clone());
    let elsewhere = PlaceView {
        municipality: Some("Namur".into()),
        ..ror
    };
    organisation.places.push(elsewhere);
    for number in 0..24 {
        let town = format!("Ville {number}");
        organisation
            .places
            .push(place("establishment", &town, Some((50.0, 5.0))));
    }
    let shown = places(&organisation, reader(Locale::En)).unwrap();
    let texts: Vec<_> = shown
        .first
        .iter()
        .take(2)
        .map(|place| (place.seat, place.text.as_str()))
        .collect();
    let by = "Registered office according to Research Organization Registry (ROR): 1000 Namur";
    assert_eq!(texts, [(true, "Registered office: 1000 Bruxelles"), (false, by)]);
    assert_eq!((shown.first.len(), shown.rest.len()), (20, 6));
    assert_eq!(shown.map.unwrap().matches("map-place-other").count(), 1);
}

#[test]
fn a_point_that_stands_for_more_says_so() {
    let mut organisation = bank(vec![]);
    let told = [
        (Precision::Stated, None),
        (
            Precision::Municipality,
            Some("approximate place: middle of the municipality"),
        ),
        (
            Precision::PostalCode,
            Some("approximate place: middle of the postal code"),
        ),
        (Precision::Territory, Some("approximate place: middle of the territory")),
    ];
    for (precision, expected) in told {
        let mut seat = place("seat", "Liège", Some((50.6, 5.5)));
        seat.position = seat.position.map(|position| Position { precision, ..position });
        organisation.places = vec![seat];
        let shown = places(&organisation, reader(Locale::En)).unwrap();
        assert_eq!(shown.first.first().unwrap().note.as_deref(), expected);
        let map = shown.map.unwrap();
        assert_eq!(map.contains("map-approximate"), expected.is_some(), "{map}");
    }
    let mut outside = place("seat", "Bruxelles", Some((50.6, 5.5)));
    outside.territory = "outside".into();
    organisation.places = vec![outside];
    let shown = places(&organisation, reader(Locale::En)).unwrap();
    assert_eq!(
        shown.first.first().unwrap().note,
        None,
        "what is not on the map needs no word about it"
    );
}

#[test]
fn what_changed_is_told_newest_first() {
    let mut organisation = bank(vec![]);
    let note = |on: &str, field: &str, before: Option<&str>, after: Option<&str>| ChangeNote {
        at: start_of(date(on)),
        field: field.into(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
        source: None,
    };
    organisation.changes = vec![
        note("2026-10-01", "seat", Some("4000 Liège"), Some("1000 Bruxelles")),
        note("2026-11-12", "standing", Some("registered"), Some("member")),
        note("2026-11-11", "description", Some("old"), Some("new")),
        note("2026-11-10", "kind", None, Some("sme")),
        note("2026-11-09", "phone", Some("1"), None),
    ];
    let told: Vec<String> = changes(&organisation, reader(Locale::En))
        .into_iter()
        .map(|change| change.text)
        .collect();
    let expected = [
        "Standing: Register only → Member",
        "Description rewritten",
        "Kind added: SME",
        "Telephone withdrawn",
        "Data as published by Crossroads Bank for Enterprises (CBE)",
        "Moved: 4000 Liège → 1000 Bruxelles",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_block_of_data_cannot_end_its_element() {
    let mut organisation = bank(vec![]);
    organisation.name = "</script><b>".into();
    let block = linked::linked(&organisation, "https://x.example/", None, reader(Locale::Fr));
    assert!(!block.contains('<'), "{block}");
    assert!(serde_json::from_str::<serde_json::Value>(&block).is_ok());
}

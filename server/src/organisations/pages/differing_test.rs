//! What registers change and say differently, as the page of an organisation tells it.

use registers::{Name, NameKind, Record, Register};

use super::changes::boxed;
use super::facts::facts;
use super::tests::{REGION, bank, date, place, reader, said};
use crate::organisations::differences::ChangeNote;
use crate::organisations::model::{Class, LegalStatus};
use crate::organisations::queries::Organisation;
use crate::organisations::rules::{Known, KnownRecord, values};
use crate::platform::clock::start_of;
use crate::platform::texts::Locale;

#[test]
fn what_a_register_changed_is_told_in_words_with_its_source_a_few_at_a_time() {
    let mut organisation = bank(vec![]);
    let note = |on: &str, field: &str, before: &str, after: &str| ChangeNote {
        at: start_of(date(on)),
        field: field.into(),
        before: Some(before.into()),
        after: Some(after.into()),
        source: Some(("kbo".into(), date("2026-11-01"))),
    };
    organisation.changes = vec![
        note("2026-11-20", "name", "Alpha", "Beta"),
        note("2026-11-19", "legal-status", "active", "ceased"),
        note("2026-11-18", "legal-status", "active", "in_liquidation"),
        note("2026-11-17", "legal-status", "ceased", "active"),
        note("2026-11-16", "identity", "0203201340", "0403449823"),
        note("2026-11-15", "seat", "4000 Liège", "1000 Bruxelles"),
    ];
    let boxed = boxed(&organisation, reader(Locale::De));
    let told: Vec<&str> = boxed.first.iter().map(|change| change.text.as_str()).collect();
    let expected = [
        "Neuer Name: Alpha → Beta",
        "Aus dem Register gelöscht (Aktiv → Erloschen)",
        "In Liquidation gegangen (Aktiv → In Liquidation)",
        "Wieder aktiv (Erloschen → Aktiv)",
        "Neue amtliche Nummer: 0203201340 → 0403449823",
    ];
    assert_eq!(told, expected);
    let source = boxed.first[0].source.as_deref().unwrap();
    assert!(
        source.ends_with("01.11.2026") || source.ends_with("1.11.2026"),
        "{source}"
    );
    assert_eq!(boxed.rest.len(), 2, "one more change, and the register itself");
}

/// The bank as GLEIF has it too: under that name, in that town, living or not.
fn with_gleif(mut organisation: Organisation, name: &str, town: &str, status: LegalStatus) -> Organisation {
    let mut record = Record::new(Register::Gleif, "549300B2Q47IR0CR5B54");
    record.names.push(Name {
        value: name.into(),
        language: None,
        kind: NameKind::Legal,
    });
    let known = Known {
        records: vec![KnownRecord {
            register: "gleif".into(),
            as_of: date("2026-10-05"),
            record,
        }],
        facts: Vec::new(),
    };
    organisation.values.extend(values(&known, &REGION));
    let number = "549300B2Q47IR0CR5B54".to_owned();
    organisation.records.push(("gleif".into(), number, date("2026-10-05")));
    organisation.statuses.push(("gleif".into(), status, date("2026-10-05")));
    let mut seat = place("seat", town, None);
    seat.register = "gleif".into();
    organisation.places.push(seat);
    organisation
}

fn lines(organisation: &Organisation, field: &str) -> Vec<String> {
    let rows = facts(organisation, reader(Locale::En));
    let row = rows.into_iter().find(|row| row.name == field);
    row.map(|row| row.lines.into_iter().map(|line| line.text).collect())
        .unwrap_or_default()
}

#[test]
fn registers_that_do_not_agree_are_told_beside_the_shown_value() {
    let other = with_gleif(bank(vec![]), "Belgian Bank of Issue", "Antwerpen", LegalStatus::Ceased);
    let name = lines(&other, "Name");
    assert_eq!(name.len(), 3, "{name:?}");
    assert_eq!(name[0], "Banque Nationale de Belgique");
    assert!(
        name[2].starts_with("also: Belgian Bank of Issue (") && name[2].contains("2026"),
        "{name:?}"
    );
    let seat = lines(&other, "Registered office");
    assert!(
        seat[0].contains("Bruxelles") && seat[1].starts_with("also: 1000 Antwerpen"),
        "{seat:?}"
    );
    let status = lines(&other, "Legal status");
    assert_eq!(status[0], "Active");
    assert!(status[1].starts_with("also: Ceased ("), "{status:?}");
}

#[test]
fn what_is_only_written_otherwise_is_no_conflict() {
    let same = with_gleif(
        bank(vec![]),
        "BANQUE NATIONALE DE BELGIQUE SA",
        "bruxelles",
        LegalStatus::Active,
    );
    assert_eq!(lines(&same, "Name").len(), 2, "its two languages");
    assert_eq!(lines(&same, "Registered office").len(), 1);
    assert_eq!(lines(&same, "Legal status"), [""; 0]);
}

#[test]
fn what_is_declared_stands_behind_the_register() {
    let declared = bank(vec![
        said("name", Class::Declared, None, "La Banque", "2026-11-01"),
        said(
            "seat",
            Class::Attested,
            None,
            "Rue du Test 1\n4000\nLiège\nBE",
            "2026-11-01",
        ),
    ]);
    let name = lines(&declared, "Name");
    assert_eq!(
        name.last().map(String::as_str),
        Some("also: La Banque (the organisation itself, 1 Nov 2026)")
    );
    let seat = lines(&declared, "Registered office");
    assert!(seat[1].contains("4000 Liège"), "{seat:?}");
}

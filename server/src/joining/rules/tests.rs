//! The pure decisions, case by case.

use std::sync::LazyLock;

use identifiers::{Reason, Scheme};
use proptest::prelude::*;

use super::*;
use crate::chambers::Operating;
use crate::joining::model::Step;
use crate::organisations::dossier::{Dossier, Seat, Version};
use crate::platform::region::{Region, Source};

fn region() -> &'static Region {
    static REGION: LazyLock<Region> = LazyLock::new(|| Region::load(Source::Embedded).unwrap());
    &REGION
}

/// Those that operate, by code, with the days of the pack.
fn operating(codes: &[&str]) -> Vec<Operating> {
    let chambers = region().chambers.iter();
    let chosen = chambers.filter(|chamber| codes.is_empty() || codes.contains(&chamber.code.as_str()));
    chosen
        .map(|chamber| Operating {
            code: chamber.code.clone(),
            since: 0,
            target_days: chamber.target_days,
            mail: None,
        })
        .collect()
}

/// All chambers of the pack operate.
fn here() -> Here<'static> {
    static ALL: LazyLock<Vec<Operating>> = LazyLock::new(|| operating(&[]));
    Here {
        region: region(),
        chambers: &ALL,
    }
}

fn filled(values: &[(&str, &str)]) -> Filled {
    Filled {
        values: values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        languages: Vec::new(),
    }
}

#[test]
fn what_is_typed_is_a_number_or_a_name() {
    for (text, expected) in [
        ("552 008 443", Some(Ok(Scheme::FrSiren))),
        ("0403.449.823", Some(Ok(Scheme::BeEnterprise))),
        ("Saarbrücken HRB 104233", Some(Ok(Scheme::DeRegister))),
        ("404 833 047", Some(Err((Scheme::FrSiren, Reason::CheckDigit)))),
        ("DE136695978", Some(Err((Scheme::DeVat, Reason::CheckDigit)))),
        ("HRB 12345", Some(Err((Scheme::DeRegister, Reason::MissingCourt)))),
        ("Moselwein Analytics UG", None),
        ("Studio 54", None),
        ("", None),
    ] {
        let found = match recognise(text) {
            Typed::Number(found) => Some(Ok(found[0].scheme())),
            Typed::Wrong(fault) => Some(Err((fault.scheme, fault.reason))),
            Typed::Name => None,
        };
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_chamber_follows_the_address_until_somebody_chooses() {
    let region = region();
    let (mut dossier, mut language) = (Dossier::default(), "fr".to_owned());
    let seat = [
        ("postal_code", "57000"),
        ("municipality", "Metz"),
        ("country", "FR"),
        ("chamber", ""),
    ];
    fill(Step::Seat, &mut dossier, &mut language, &filled(&seat), here()).unwrap();
    let first = dossier.chamber.clone();
    assert_eq!(region.chamber(&first).unwrap().territory, "LOR");
    let moved = [
        ("postal_code", "66111"),
        ("municipality", "Saarbrücken"),
        ("country", "DE"),
        ("chamber", &first),
    ];
    fill(Step::Seat, &mut dossier, &mut language, &filled(&moved), here()).unwrap();
    assert_eq!(region.chamber(&dossier.chamber).unwrap().territory, "SAR");
    let chosen = [
        ("postal_code", "66111"),
        ("municipality", "Saarbrücken"),
        ("country", "DE"),
        ("chamber", "cci-vosges"),
    ];
    fill(Step::Seat, &mut dossier, &mut language, &filled(&chosen), here()).unwrap();
    assert_eq!(dossier.chamber, "cci-vosges");
}

#[test]
fn the_chamber_proposed_is_one_that_operates() {
    let seat = |country: &str, postal_code: &str| Seat {
        country: country.to_owned(),
        postal_code: postal_code.to_owned(),
        ..Seat::default()
    };
    let all: Vec<&str> = region().chambers.iter().map(|chamber| chamber.code.as_str()).collect();
    for (operate, country, code, expected) in [
        (all.as_slice(), "FR", "57000", Some("cci-moselle")),
        (&["cci-vosges", "cc-luxembourg"][..], "FR", "57000", Some("cci-vosges")),
        // Nobody of Lorraine: the case goes to the first that operates, and so it is said.
        (
            &["hwk-saarland", "cc-luxembourg"][..],
            "FR",
            "57000",
            Some("cc-luxembourg"),
        ),
        (&["cc-luxembourg"][..], "FR", "75001", None),
        (&["nowhere"][..], "FR", "57000", None),
    ] {
        let chambers = &operating(operate);
        let proposal = propose(
            &seat(country, code),
            Here {
                region: region(),
                chambers,
            },
        );
        assert_eq!(proposal.chamber.as_deref(), expected, "{operate:?} {code}");
    }
}

#[test]
fn a_chamber_that_does_not_operate_is_not_asked() {
    let (mut dossier, chambers) = (Dossier::default(), &operating(&["cc-luxembourg"]));
    let only = Here {
        region: region(),
        chambers,
    };
    for (code, expected) in [
        ("", Some(Why::Missing)),
        ("cci-vosges", Some(Why::NotHere)),
        ("nowhere", Some(Why::Unknown)),
        ("cc-luxembourg", None),
    ] {
        dossier.chamber = code.to_owned();
        let faults = check_step(Step::Seat, &dossier, only);
        let found = faults.into_iter().find(|fault| fault.field == "chamber");
        assert_eq!(found.map(|fault| fault.why), expected, "{code}");
    }
}

#[test]
fn a_version_is_out_of_date_once_its_original_changes() {
    let (mut dossier, mut language) = (Dossier::default(), "de".to_owned());
    let mut keep = |step, values: &[(&str, &str)]| {
        fill(step, &mut dossier, &mut language, &filled(values), here()).unwrap();
        dossier.text("summary", "fr").map(|version| version.state)
    };
    keep(Step::Activity, &[("summary", "Wir messen.")]);
    assert_eq!(
        keep(Step::Languages, &[("summary-fr", "Nous mesurons.")]),
        Some(Version::Human)
    );
    assert_eq!(
        keep(Step::Activity, &[("summary", "Wir messen.")]),
        Some(Version::Human)
    );
    assert_eq!(
        keep(Step::Activity, &[("summary", "Wir wiegen.")]),
        Some(Version::Stale)
    );
    let same = ("summary-fr", "Nous mesurons.");
    assert_eq!(keep(Step::Languages, &[same]), Some(Version::Stale));
    assert_eq!(
        keep(Step::Languages, &[same, ("summary-fr-holds", "1")]),
        Some(Version::Human)
    );
    assert_eq!(keep(Step::Languages, &[]), None);
}

#[test]
fn what_a_step_does_not_ask_for_is_refused() {
    let (mut dossier, mut language) = (Dossier::default(), "de".to_owned());
    for (step, field) in [
        (Step::Identity, "chamber"),
        (Step::Seat, "name"),
        (Step::Languages, "summary-de"),
        (Step::Documents, "name"),
    ] {
        let faults = fill(step, &mut dossier, &mut language, &filled(&[(field, "x")]), here()).unwrap_err();
        assert_eq!((faults[0].field.as_str(), &faults[0].why), (field, &Why::NotAsked));
    }
    dossier.organisation = Some("01KXA2B3C4D5E6F7G8H9J0K1M2".parse().unwrap());
    assert!(
        fill(
            Step::Identity,
            &mut dossier,
            &mut language,
            &filled(&[("name", "Other")]),
            here()
        )
        .is_err()
    );
    assert_eq!(dossier.name, "");
}

#[test]
fn faults_by_field() {
    for (step, field, value, expected) in [
        (Step::Identity, "name", "", Why::Missing),
        (Step::Seat, "postal_code", "5700", Why::PostalCode),
        (Step::Seat, "country", "ZZ", Why::Unknown),
        (Step::Activity, "website", "nothing", Why::NotUrl),
        (Step::Activity, "email", "a@b", Why::NotMail),
        (Step::Activity, "phone", "12", Why::NotPhone),
        (Step::Activity, "employees", "many", Why::NotANumber),
        (Step::Activity, "summary", &"x".repeat(501), Why::TooLong(500)),
    ] {
        let (mut dossier, mut language) = (Dossier::default(), "de".to_owned());
        let mut values = vec![(field, value)];
        if field == "postal_code" {
            values.push(("country", "FR"));
        }
        fill(step, &mut dossier, &mut language, &filled(&values), here()).unwrap();
        let faults = check_step(step, &dossier, here());
        let found = faults.iter().find(|fault| fault.field == field).map(|fault| &fault.why);
        assert_eq!(found, Some(&expected), "{field} {value}");
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_nothing_breaks_and_everything_is_kept(name in "\\PC{0,300}", number in "\\PC{0,40}", text in "(?s).{0,60}") {
        let _ = recognise(&text);
        let (mut dossier, mut language) = (Dossier::default(), "fr".to_owned());
        let typed = filled(&[("name", &name), ("number", &number)]);
        fill(Step::Identity, &mut dossier, &mut language, &typed, here()).unwrap();
        prop_assert_eq!(&dossier.name, &typed.get("name"));
        let _ = check_all(&dossier, here());
    }
}

//! The demonstration as a whole, from the parts of the built-in region pack.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use identifiers::Scheme;
use registers::LegalStatus;

use super::facts::words;
use super::{KINDS, Mix, Parts, PartsError, generate};
use crate::registry::line::{Line, ListedStanding};

const REGION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../regions/greater-region");

fn files() -> BTreeMap<String, String> {
    let demo = Path::new(REGION).join("demo");
    let mut files = BTreeMap::new();
    for (folder, prefix) in [(demo.clone(), ""), (demo.join("trades"), "trades/")] {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let name = entry.file_name().into_string().unwrap();
            if name.ends_with(".toml") {
                let text = std::fs::read_to_string(entry.path()).unwrap();
                files.insert(format!("{prefix}{name}"), text);
            }
        }
    }
    files
}

pub(super) fn parts() -> Parts {
    Parts::load(&files()).unwrap()
}

pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

/// Lines, each with the place of its trade among those of the parts.
fn lines(count: usize, seed: u64, mix: Mix) -> Vec<(usize, Line)> {
    let parts = parts();
    let mut stream = generate(&parts, count, seed, today(), mix);
    let mut lines = Vec::new();
    while let Some(line) = stream.next() {
        lines.push((stream.last_trade().unwrap(), line));
    }
    lines
}

fn text<'l>(line: &'l Line, field: &str) -> Option<&'l str> {
    let facts = &line.listed.as_ref()?.facts;
    facts
        .iter()
        .find(|fact| fact.field == field)
        .map(|fact| fact.value.as_str())
}

/// The description a line carries, as a fact or in the register's record.
fn described(line: &Line) -> Option<String> {
    if line.listed.is_some() {
        return text(line, "description").map(str::to_owned);
    }
    let texts = line.record.other.get("description")?.as_object()?;
    texts.values().next()?.as_str().map(str::to_owned)
}

#[test]
fn the_demonstration_shows_every_trade_kind_and_territory() {
    assert!(parts().trade_count() >= 170, "{}", parts().trade_count());
    let lines = lines(1500, 1, Mix::Demo);
    let trades: BTreeSet<usize> = lines.iter().map(|(trade, _)| *trade).collect();
    assert!(trades.len() >= 150, "{}", trades.len());
    let listings: Vec<_> = lines.iter().filter_map(|(_, line)| line.listed.as_ref()).collect();
    assert_eq!(listings.len(), 1500);
    let kinds: BTreeSet<&str> = listings.iter().map(|listing| listing.kind.as_str()).collect();
    assert_eq!(kinds, KINDS.iter().map(|(kind, _)| *kind).collect());
    let names: BTreeSet<&str> = lines
        .iter()
        .map(|(_, line)| line.record.names[0].value.as_str())
        .collect();
    assert_eq!(names.len(), 1500);
    let startups = listings.iter().filter(|listing| listing.kind == "startup").count();
    assert!((600..750).contains(&startups), "{startups}");
    let members = listings.iter().filter(|l| l.standing == ListedStanding::Member).count();
    assert!((840..960).contains(&members), "{members}");
    let chambers = std::fs::read_to_string(Path::new(REGION).join("chambers.toml")).unwrap();
    for listing in listings {
        assert!(
            chambers.contains(&format!("code = \"{}\"", listing.chamber)),
            "{}",
            listing.chamber
        );
    }
}

#[test]
fn chance_hangs_on_the_seed_alone() {
    let bytes = |seed| {
        let lines = lines(200, seed, Mix::Register);
        lines
            .iter()
            .map(|(_, line)| serde_json::to_string(line).unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(bytes(5), bytes(5));
    assert_ne!(bytes(5), bytes(6));
}

#[test]
fn neighbours_differ_and_no_slot_stays_open() {
    for (mix, seed) in [(Mix::Demo, 1), (Mix::Demo, 2), (Mix::Register, 1)] {
        let lines = lines(3000, seed, mix);
        for pair in lines.windows(2) {
            assert_ne!(pair[0].0, pair[1].0);
            let first = [text(&pair[0].1, "summary"), text(&pair[1].1, "summary")];
            assert!(first[0].is_none() || first[0] != first[1]);
        }
        for (_, line) in &lines {
            let names = line.record.names.iter().map(|name| &name.value);
            let facts = line
                .listed
                .iter()
                .flat_map(|listed| &listed.facts)
                .map(|fact| &fact.value);
            for value in names.chain(facts) {
                assert!(!value.contains(['{', '|']) && !value.contains("  "), "{value}");
            }
            let description = described(line).unwrap_or_default();
            assert!(
                !description.contains(['{', '}', '|']) && !description.contains("  "),
                "{description}"
            );
        }
    }
}

#[test]
fn a_register_is_mostly_bare_and_a_third_described() {
    let lines = lines(20_000, 3, Mix::Register);
    let count = |test: &dyn Fn(&Line) -> bool| lines.iter().filter(|(_, line)| test(line)).count();
    let described = count(&|line| described(line).is_some_and(|text| (20..=80).contains(&words(&text))));
    assert!((6000..8000).contains(&described), "{described}");
    let listed = count(&|line| line.listed.is_some());
    assert!((300..500).contains(&listed), "{listed}");
    assert!(count(&|line| line.record.legal_status == LegalStatus::Ceased) > 1000);
    assert!(count(&|line| line.record.legal_status == LegalStatus::InLiquidation) > 300);
}

#[test]
fn every_number_is_valid_and_comes_once() {
    let mut seen = BTreeSet::new();
    for (_, line) in lines(5000, 4, Mix::Register) {
        assert!(seen.insert(line.record.number.clone()));
        for (scheme, number) in &line.record.identifiers {
            let scheme: Scheme = scheme.parse().unwrap();
            assert_eq!(identifiers::parse(scheme, number).unwrap().canonical(), number);
            assert!(seen.insert(format!("{scheme} {number}")), "{number}");
        }
    }
}

#[test]
fn some_facts_are_stale_and_some_missing() {
    let lines = lines(1500, 1, Mix::Demo);
    let old = |on: NaiveDate, days: i64| (today() - on).num_days() > days;
    let facts = || {
        lines
            .iter()
            .filter_map(|(_, line)| line.listed.as_ref())
            .flat_map(|l| &l.facts)
    };
    assert!(facts().all(|fact| fact.on <= today() && !old(fact.on, 610)));
    for (_, line) in &lines {
        let founded = line.record.founded.map_or(0, |founded| founded.year());
        let listed_on = line.listed.as_ref().unwrap().listed_on;
        assert!(listed_on.year() >= founded && line.listed.iter().flat_map(|l| &l.facts).all(|f| f.on >= listed_on));
    }
    assert!(facts().filter(|fact| old(fact.on, 366)).count() > 300);
    assert!(facts().filter(|fact| !old(fact.on, 180)).count() > 1500);
    assert!(lines.iter().any(|(_, line)| line.record.activities.is_empty()));
    assert!(lines.iter().any(|(_, line)| text(line, "employees").is_none()));
}

#[test]
fn the_embedded_pack_gives_the_same_parts() {
    static PACK: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../regions/greater-region");
    let embedded = Parts::from_dir(PACK.get_dir("demo").unwrap()).unwrap();
    let first = |parts: &Parts| generate(parts, 5, 1, today(), Mix::Demo).collect::<Vec<_>>();
    assert_eq!(first(&embedded), first(&parts()));
}

#[test]
fn what_begins_after_others_shares_no_number_with_them() {
    let parts = parts();
    let numbers = |after| {
        let lines = generate(&parts, 200, 1, today(), Mix::Register).after(after);
        let numbers = lines.flat_map(|line| line.record.identifiers.into_iter().map(|(_, number)| number));
        numbers.collect::<HashSet<_>>()
    };
    let (first, next) = (numbers(0), numbers(200));
    assert!(first.len() > 100 && next.len() > 100);
    assert!(first.is_disjoint(&next));
    assert_eq!(generate(&parts, 7, 1, today(), Mix::Register).after(200).count(), 7);
}

#[test]
fn descriptions_have_twenty_to_eighty_words() {
    for (_, line) in lines(3000, 9, Mix::Demo) {
        let facts = line.listed.unwrap().facts;
        for fact in facts.iter().filter(|fact| fact.field == "description") {
            assert!(
                (20..=80).contains(&words(&fact.value)),
                "{}: {}",
                words(&fact.value),
                fact.value
            );
        }
    }
}

#[test]
fn damaged_parts_are_refused_by_name() {
    let mut files = files();
    let towns = files.remove("towns.toml").unwrap();
    assert!(matches!(Parts::load(&files), Err(PartsError::Missing { file }) if file == "towns.toml"));
    files.insert("towns.toml".into(), towns.replace("postal", "post"));
    let fault = Parts::load(&files).unwrap_err().to_string();
    assert!(fault.contains("towns.toml") && fault.contains("post"), "{fault}");
}

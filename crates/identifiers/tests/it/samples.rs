//! Real numbers of real registers, where the sample data is at hand: none may be refused.

use std::fs;
use std::path::{Path, PathBuf};

use identifiers::{Scheme, parse};

/// A file of the sample data (`PASSERELLE_SAMPLES`, else beside the repository); says so if missing.
pub(crate) fn sample(name: &str) -> Option<String> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("PASSERELLE_SAMPLES").map_or_else(beside, PathBuf::from);
    let path = folder.join(name);
    let text = fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {} is not there", path.display());
    }
    text
}

fn all_hold(scheme: Scheme, file: &str, at_least: usize, numbers: &[&str]) {
    let refused: Vec<_> = numbers
        .iter()
        .filter_map(|number| parse(scheme, number).err().map(|why| (*number, why)))
        .collect();
    assert_eq!(refused, [], "{file}");
    assert!(numbers.len() >= at_least, "{file}: {}", numbers.len());
}

#[test]
fn numbers_of_the_kbo() {
    for (file, scheme, at_least) in [
        ("kbo/enterprise.csv", Scheme::BeEnterprise, 9_999),
        ("kbo/establishment.csv", Scheme::BeEstablishment, 9_999),
        ("kbo/branch.csv", Scheme::BeBranch, 7_355),
    ] {
        let Some(text) = sample(file) else { return };
        let numbers: Vec<&str> = text
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').next())
            .map(|cell| cell.trim_matches('"'))
            .collect();
        all_hold(scheme, file, at_least, &numbers);
    }
}

#[test]
fn numbers_of_ror() {
    let file = "ror/ror_greater_region.jsonl";
    let Some(text) = sample(file) else { return };
    let records: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON lines"))
        .collect();
    let numbers: Vec<&str> = records.iter().filter_map(|r| r["id"].as_str()).collect();
    all_hold(Scheme::Ror, file, 300, &numbers);
}

#[test]
fn numbers_of_gleif() {
    let file = "gleif/lei_records_unique.json";
    let Some(text) = sample(file) else { return };
    let records: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a JSON list");
    let numbers: Vec<&str> = records.iter().filter_map(|r| r["lei"].as_str()).collect();
    all_hold(Scheme::Lei, file, 90, &numbers);
}

//! Real numbers of real registers, where the sample data is at hand: none may be refused.

use std::fs;
use std::path::{Path, PathBuf};

use identifiers::{Scheme, court_code, court_name, parse};

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

/// VAT numbers of participants, written with or without their country, where the four countries' are meant.
#[test]
fn numbers_of_cordis() {
    let file = "cordis/h2020_organizations_out_formatted_latest.csv";
    let Some(text) = sample(file) else { return };
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let headers = rows.headers().expect("a header").clone();
    let column = |name: &str| headers.iter().position(|header| header == name).expect("a column");
    let (vat, country) = (column("vatNumber"), column("country"));
    let mut of_the_four: Vec<(Scheme, String)> = Vec::new();
    for row in rows.records() {
        let row = row.expect("CSV");
        let scheme = match row.get(country) {
            Some("FR") => Scheme::FrVat,
            Some("DE") => Scheme::DeVat,
            Some("BE") => Scheme::BeVat,
            Some("LU") => Scheme::LuVat,
            _ => continue,
        };
        let number = row.get(vat).unwrap_or_default();
        if !matches!(number, "" | "MISSING" | "NOTAPPLICABLE" | "NA" | "N/A") {
            of_the_four.push((scheme, number.to_owned()));
        }
    }
    for scheme in [Scheme::FrVat, Scheme::DeVat, Scheme::BeVat, Scheme::LuVat] {
        let of_it = of_the_four.iter().filter(|(of, _)| *of == scheme);
        let numbers: Vec<&str> = of_it.map(|(_, number)| number.as_str()).collect();
        all_hold(scheme, file, 1, &numbers);
    }
    println!("{} VAT numbers", of_the_four.len());
    assert_eq!(of_the_four.len(), 671, "as many as the sample has");
}

/// Every court that OffeneRegister's numbers name: code to name and back.
#[test]
fn courts_of_offeneregister() {
    let file = "offeneregister/court_codes_derived.tsv";
    let Some(text) = sample(file) else { return };
    let mut count = 0;
    for line in text.lines().skip(1) {
        let mut cells = line.split('\t');
        let (Some(code), Some(name)) = (cells.next(), cells.next()) else {
            panic!("{line}");
        };
        assert_eq!(court_name(code).and_then(court_code), Some(code), "{line}");
        assert_eq!(court_code(name), Some(code), "{line}");
        count += 1;
    }
    assert_eq!(count, 138);
}

#[test]
fn numbers_of_gleif() {
    let file = "gleif/lei_records_unique.json";
    let Some(text) = sample(file) else { return };
    let records: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a JSON list");
    let numbers: Vec<&str> = records.iter().filter_map(|r| r["lei"].as_str()).collect();
    all_hold(Scheme::Lei, file, 94, &numbers);
}

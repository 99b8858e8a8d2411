//! Every town of the demonstration lies in the territory the region pack's postal rules give it.

use std::path::Path;

#[derive(Debug)]
struct Rule {
    country: String,
    territory: String,
    entry: String,
}

fn toml_of(path: &str) -> toml::Table {
    let region = concat!(env!("CARGO_MANIFEST_DIR"), "/../regions/greater-region");
    std::fs::read_to_string(Path::new(region).join(path))
        .unwrap()
        .parse()
        .unwrap()
}

/// The rules as the pack's README states them: a prefix wins over a range, a longer one over a shorter.
fn territory(rules: &[Rule], country: &str, code: &str) -> String {
    let fits = |rule: &&Rule| match rule.entry.split_once('-') {
        Some((low, high)) => code.len() == low.len() && (low..=high).contains(&code),
        None => code.starts_with(&rule.entry),
    };
    let rank = |rule: &&Rule| if rule.entry.contains('-') { 0 } else { rule.entry.len() };
    let mine = rules.iter().filter(|rule| rule.country == country).filter(fits);
    mine.max_by_key(rank)
        .map_or("outside".into(), |rule| rule.territory.clone())
}

#[test]
fn postal_codes_lead_to_the_territory_that_is_meant() {
    let region = toml_of("region.toml");
    let mut rules = Vec::new();
    for entry in region["territory"].as_array().unwrap() {
        for code in entry["postal"].as_array().unwrap() {
            rules.push(Rule {
                country: entry["country"].as_str().unwrap().into(),
                territory: entry["code"].as_str().unwrap().into(),
                entry: code.as_str().unwrap().into(),
            });
        }
    }
    let towns = toml_of("demo/towns.toml");
    let towns = towns["town"].as_array().unwrap();
    for territory_code in ["LU", "LOR", "SAR", "RLP", "WAL", "DG"] {
        let own = towns
            .iter()
            .filter(|town| town["territory"].as_str() == Some(territory_code));
        assert!(own.count() >= 18, "{territory_code}");
    }
    for town in towns {
        let text = |key: &str| town[key].as_str().unwrap();
        assert_eq!(
            territory(&rules, text("country"), text("postal")),
            text("territory"),
            "{town}"
        );
    }
}

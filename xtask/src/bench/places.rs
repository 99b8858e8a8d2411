//! How many places of the sample registers get a point and how well it is known, by the built-in list and with the postal codes
//! of GeoNames; and how fast an address is looked up. A part of `bench registers`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::node::Node;

/// What is read, by the word of `import`.
const REGISTERS: [(&str, &str); 4] = [
    ("offeneregister", "offeneregister/companies.jsonl.gz"),
    ("kbo", "kbo"),
    ("ror", "ror/ror_greater_region.jsonl"),
    ("cordis", "cordis/h2020_organizations_out_formatted_latest.csv"),
];
/// Postal codes with coordinates, as GeoNames has them.
const CODES: &str = "geo/postal_greater_region.tsv";
/// Look-ups that are timed.
const LOOKUPS: usize = 2_000_000;
/// Look-ups a second on one core that are aimed at.
const AIM: f64 = 1_000_000.0;

/// Measures with a database of its own beside `folder` and prints; false where the aim of look-ups a second is missed.
///
/// # Errors
/// When the product refuses or a sample is missing.
pub fn run(binary: &Path, samples: &Path, folder: &Path) -> Result<bool> {
    let node = Node::new(binary, &folder.join("places"));
    fs::create_dir_all(&node.data)?;
    println!("places inside the region, by how well their point is known");
    println!(
        "{:<32} {:>9} {:>9} {:>13} {:>12} {:>10} {:>8} {:>8}",
        "", "places", "stated", "municipality", "postal code", "territory", "none", "point, %"
    );
    shares(&node, samples, "built-in list")?;
    let codes = samples.join(CODES);
    let codes = codes.to_str().context("a path that is no text")?;
    node.run(&["region", "places", codes])?;
    shares(&node, samples, "with postal codes")?;
    pace(&node, codes, folder)
}

fn shares(node: &Node, samples: &Path, list: &str) -> Result<()> {
    for (register, path) in REGISTERS {
        let path = samples.join(path);
        let path = path.to_str().context("a path that is no text")?;
        let outcome: Value = serde_json::from_str(&node.run(&["import", register, path, "--dry-run", "--json"])?)?;
        let mut known: BTreeMap<&str, u64> = BTreeMap::new();
        for (place, count) in outcome["places"].as_object().into_iter().flatten() {
            let (_, how) = place.split_once(' ').unwrap_or_default();
            *known.entry(how).or_default() += count.as_u64().unwrap_or_default();
        }
        let all: u64 = known.values().sum();
        let of = |how: &str| known.get(how).copied().unwrap_or_default();
        let placed = of("stated") + of("municipality") + of("postal-code");
        println!(
            "{:<32} {all:>9} {:>9} {:>13} {:>12} {:>10} {:>8} {:>8.2}",
            format!("{register}, {list}"),
            of("stated"),
            of("municipality"),
            of("postal-code"),
            of("territory"),
            all - placed - of("territory"),
            share(placed, all)
        );
    }
    Ok(())
}

fn share(part: u64, of: u64) -> f64 {
    let number = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) * 100.0 / number(of.max(1))
}

/// Asks for every postal code with its municipality, over and over.
fn pace(node: &Node, codes: &str, folder: &Path) -> Result<bool> {
    let text = fs::read_to_string(codes)?;
    let rows = text.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        Some(format!("{}\t{}\t{}\n", cells.next()?, cells.next()?, cells.next()?))
    });
    let rows: Vec<String> = rows.collect();
    let asked = folder.join("lookups.tsv");
    fs::write(
        &asked,
        rows.iter()
            .cycle()
            .take(LOOKUPS)
            .map(String::as_str)
            .collect::<String>(),
    )?;
    let output = node
        .command(&["region", "locate"])
        .stdin(File::open(&asked)?)
        .output()?;
    if !output.status.success() {
        bail!("region locate: {}", String::from_utf8_lossy(&output.stderr));
    }
    let said: Value = serde_json::from_slice(&output.stderr)?;
    let pace = said["perSecond"].as_f64().context("no pace was said")?;
    println!("{LOOKUPS} addresses looked up on one core, {pace:.0} a second (aim {AIM:.0})");
    Ok(pace >= AIM)
}

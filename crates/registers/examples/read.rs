//! Reads a register and prints what became of it, with rows a second:
//! `cargo run --release -p registers --example read -- kbo FOLDER` (or `ror FILE`).
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use registers::{Item, Options, open};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let register = arguments.next().ok_or("which register?")?.parse()?;
    let path = PathBuf::from(arguments.next().ok_or("which path?")?);
    let begin = Instant::now();
    let mut reader = open(register, &path, Options::new(std::env::temp_dir()))?;
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for item in &mut reader {
        let key = match item? {
            Item::Record(record) => format!("record, {}", record.legal_status.code()),
            Item::Skipped { reason, .. } => format!("skipped, {}", reason.code()),
            Item::Rejected(reject) => format!("rejected, {}: {}", reject.file, reject.reason),
        };
        *counts.entry(key).or_default() += 1;
    }
    let seconds = begin.elapsed().as_secs_f64();
    for (key, count) in &counts {
        println!("{count:>9}  {key}");
    }
    for (file, rows) in reader.rows() {
        println!(
            "{file}: read {}, rejected {}, dropped {}",
            rows.read, rows.rejected, rows.dropped
        );
    }
    for (rule, count) in reader.persons() {
        println!("{count:>9}  natural persons by the rule {rule}");
    }
    println!("ignored: {}", reader.ignored().join(", "));
    let rows: u64 = reader.rows().values().map(|rows| rows.read).sum();
    let (_, bytes) = reader.progress();
    let rate = |amount: u64| f64::from(u32::try_from(amount).unwrap_or(u32::MAX)) / seconds;
    println!(
        "{rows} rows, {bytes} bytes in {seconds:.3} s: {:.0} rows/s, {:.1} MB/s",
        rate(rows),
        rate(bytes) / 1e6
    );
    Ok(())
}

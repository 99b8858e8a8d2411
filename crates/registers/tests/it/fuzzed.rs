//! The fuzz targets' corpus on stable: each committed input, and mutations of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::inputs::{KBO, all};

#[path = "../../fuzz/holds.rs"]
mod holds;

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target)
}

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder(target)).expect("the corpus is committed");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    files.iter().map(|path| fs::read(path).expect("readable")).collect()
}

#[test]
fn the_corpus_holds() {
    for target in holds::TARGETS {
        let corpus = corpus(target.name);
        assert!(!corpus.is_empty(), "{}", target.name);
        for bytes in corpus {
            holds::any_bytes(target.name, &bytes);
        }
    }
}

/// Mutations of the corpus, for `REGISTERS_SOAK` seconds a reader; a tenth of a second without it.
/// `REGISTERS_SOAK_ONLY` names one reader.
#[test]
fn mutations_of_the_corpus_hold() {
    let asked = std::env::var("REGISTERS_SOAK").ok().and_then(|text| text.parse().ok());
    let long = asked.map_or(Duration::from_millis(100), Duration::from_secs);
    let only = std::env::var("REGISTERS_SOAK_ONLY").ok();
    for target in holds::TARGETS {
        if only.as_deref().is_none_or(|only| only == target.name) {
            soak(target.name, long);
        }
    }
}

fn soak(target: &str, long: Duration) {
    let corpus = corpus(target);
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let begun = Instant::now();
    let mut count = 0_u64;
    while begun.elapsed() < long {
        let mut bytes = corpus[random.below(corpus.len())].clone();
        for _ in 0..=random.below(8) {
            mutate(&mut bytes, &corpus, &mut random);
        }
        if std::panic::catch_unwind(|| holds::any_bytes(target, &bytes)).is_err() {
            let kept = std::env::temp_dir().join(format!("{target}-does-not-hold"));
            fs::write(&kept, &bytes).expect("written");
            panic!("{target} does not hold for {}", kept.display());
        }
        count += 1;
    }
    println!("{target}: {count} inputs in {:?}", begun.elapsed());
}

fn mutate(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    match random.below(7) {
        0 => bytes.insert(at, random.byte()),
        1 if at < bytes.len() => drop(bytes.remove(at)),
        2 if at < bytes.len() => bytes[at] = random.byte(),
        3 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        4 => {
            // A piece of it once more, somewhere else.
            let piece = bytes[at..(at + random.below(60)).min(bytes.len())].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, piece);
        }
        5 => {
            let end = (at + random.below(40)).min(bytes.len());
            bytes.drain(at..end);
        }
        _ => {
            let other = &corpus[random.below(corpus.len())];
            let from = random.below(other.len() + 1);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
    }
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or_default()
    }

    /// Mostly what tables and JSON are made of.
    fn byte(&mut self) -> u8 {
        const LIKELY: &[u8] = b"0123456789,;\t\"\n\r{}[]:\\-./ aeAC\xc3\xa9\x00\xff";
        match self.below(8) {
            0 => self.next().to_le_bytes()[0],
            _ => LIKELY[self.below(LIKELY.len())],
        }
    }
}

/// Writes the inputs of `inputs.rs` into the corpus.
#[test]
#[ignore = "writes the corpus anew where the inputs have changed"]
fn seeds() {
    let put = |target: &str, name: &str, bytes: &[u8]| {
        fs::create_dir_all(folder(target)).expect("a folder");
        fs::write(folder(target).join(name), bytes).expect("written");
    };
    let full: String = KBO.iter().map(|(name, text)| format!("== {name}\n{text}")).collect();
    put("kbo", "full", full.as_bytes());
    put("kbo_update", "update", (full + &update()).as_bytes());
    for input in all() {
        let name: String = input.form.chars().filter(char::is_ascii_alphanumeric).collect();
        let target = match (input.register.code(), input.form) {
            (_, "kbo, zip") => "kbo_zip",
            (_, form) if form.contains("parquet") => "sirene_parquet",
            (_, form) if form.ends_with("zips") || form.starts_with("kbo") => continue,
            (_, form) if form.ends_with("gz") || form.ends_with("bz2") => "offeneregister_packed",
            (_, "gleif, golden copy") => "gleif_table",
            (_, "gleif, api") => "gleif_json",
            (code, _) => code,
        };
        if input.beside.is_empty() || target == "sirene_parquet" {
            put(target, &name, &input.bytes);
            continue;
        }
        let mut text = Vec::new();
        for (name, bytes) in input.beside.iter().chain([&(input.name, input.bytes.clone())]) {
            text.extend_from_slice(format!("== {name}\n").as_bytes());
            text.extend_from_slice(bytes);
        }
        put(target, &name, &text);
    }
}

/// An update of the KBO after the full extract of `inputs.rs`.
fn update() -> String {
    let mut text =
        "== update/meta.csv\nVariable,Value\nSnapshotDate,02-10-2025\nExtractType,update\nExtractNumber,141\n"
            .to_owned();
    for (name, full) in &KBO[2..] {
        let stem = name.trim_end_matches(".csv");
        let header = full.lines().next().expect("a header").replace('"', "");
        let key = match stem {
            "enterprise" => "EnterpriseNumber",
            "establishment" => "EstablishmentNumber",
            "branch" => "Id",
            _ => "EntityNumber",
        };
        let (goes, comes) = match stem {
            "enterprise" => ("0400.000.284", "0400.000.482,AC,000,2,610,,01-10-2025"),
            "establishment" => ("2.000.000.339", "2.000.000.339,01-11-1974,0400.000.482"),
            "denomination" => ("0400.000.185", "0400.000.482,1,001,Neuve"),
            "address" => ("2.000.000.339", "2.000.000.339,BAET,,,4020,Luik,Liège,,Rue Neuve,4,,,"),
            _ => ("", ""),
        };
        text +=
            &format!("== update/{stem}_delete.csv\n{key}\n{goes}\n== update/{stem}_insert.csv\n{header}\n{comes}\n");
    }
    text
}

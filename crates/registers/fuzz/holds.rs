//! What must hold of any bytes in any reader. Run by the fuzz targets, and on stable by `tests/it/fuzzed.rs`
//! over the committed corpus.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use registers::{EXCERPT_LIMIT, Item, Known, Options, ReadError, Reader, Record, Register, open, open_update};

/// A reader, and the file its bytes are; nothing where they are several, each behind a line `== name`.
pub struct Target {
    pub name: &'static str,
    register: Register,
    file: Option<&'static str>,
}

/// Every reader.
pub const TARGETS: [Target; 12] = [
    Target::of("kbo", Register::Kbo, None),
    Target::of("kbo_update", Register::Kbo, None),
    Target::of("kbo_zip", Register::Kbo, Some("KboOpenData_0140_2025_10_Full.zip")),
    Target::of("sirene", Register::Sirene, None),
    Target::of(
        "sirene_parquet",
        Register::Sirene,
        Some("StockUniteLegale_utf8.parquet"),
    ),
    Target::of("offeneregister", Register::OffeneRegister, Some("companies.jsonl")),
    Target::of(
        "offeneregister_packed",
        Register::OffeneRegister,
        Some("companies.jsonl.gz"),
    ),
    Target::of("gleif_table", Register::Gleif, Some("lei2.csv")),
    Target::of("gleif_json", Register::Gleif, Some("records.json")),
    Target::of("ror", Register::Ror, Some("ror.json")),
    Target::of("cordis", Register::Cordis, Some("organization.csv")),
    Target::of("kohesio", Register::Kohesio, Some("projects.csv")),
];

impl Target {
    const fn of(name: &'static str, register: Register, file: Option<&'static str>) -> Self {
        Self { name, register, file }
    }
}

/// Panics where something does not hold for the bytes.
pub fn any_bytes(name: &str, bytes: &[u8]) {
    let Some(target) = TARGETS.iter().find(|target| target.name == name) else {
        panic!("no target {name}");
    };
    let Ok(root) = tempfile::tempdir() else { return };
    let path = root.path().join("input");
    written(target, bytes, &path);
    let options = || Options {
        run_bytes: 64 << 10,
        ..Options::new(root.path())
    };
    let path = if name == "sirene_parquet" {
        path
    } else {
        target.file.map_or(path.clone(), |file| path.join(file))
    };
    let mut store = Store::default();
    if let Ok(reader) = open(target.register, &path, options()) {
        read(reader, &mut store);
    }
    let update = path.join("update");
    if let Ok(reader) = open_update(&update, options(), Box::new(store.clone())) {
        read(reader, &mut store);
    }
}

/// Writes the files; of several, a name with `update/` before it is one of the update that follows.
fn written(target: &Target, bytes: &[u8], folder: &Path) {
    let put = |name: &str, bytes: &[u8]| {
        let path: PathBuf = folder.join(name);
        let _ = fs::create_dir_all(path.parent().unwrap_or(folder));
        let _ = fs::write(path, bytes);
    };
    if let Some(file) = target.file {
        put(file, bytes);
        put(
            "StockEtablissement_utf8.csv",
            b"siren,siret,statutDiffusionEtablissement,etatAdministratifEtablissement\n732829320,73282932000074,O,A\n",
        );
        return;
    }
    let mut parts: Vec<(&str, Vec<u8>)> = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let name = line
            .strip_prefix(b"== ")
            .and_then(|name| std::str::from_utf8(name).ok());
        match (name.map(str::trim).filter(|name| is_safe(name)), parts.last_mut()) {
            (Some(name), _) => parts.push((name, Vec::new())),
            (None, Some((_, content))) => content.extend_from_slice(line),
            (None, None) => {}
        }
    }
    for (name, content) in &parts {
        put(name, content);
    }
}

fn is_safe(name: &str) -> bool {
    let plain = name.strip_prefix("update/").unwrap_or(name);
    !plain.is_empty()
        && plain
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'.')
        && !plain.contains("..")
}

/// The records read so far, as a database would keep them.
#[derive(Clone, Default)]
struct Store(BTreeMap<String, Record>);

impl Known for Store {
    fn owners(&mut self, units: &[String]) -> Result<Vec<(String, String)>, Box<dyn Error + Send + Sync>> {
        let pairs = self.0.values().flat_map(|record| {
            let units = record.establishments.iter().map(|unit| unit.number.clone());
            units.map(|unit| (unit, record.number.clone()))
        });
        Ok(pairs.filter(|(unit, _)| units.contains(unit)).collect())
    }

    fn records(&mut self, numbers: &[String]) -> Result<Vec<Record>, Box<dyn Error + Send + Sync>> {
        Ok(numbers
            .iter()
            .filter_map(|number| self.0.get(number).cloned())
            .collect())
    }
}

/// Reads to the end: counts add up, records can be stored, and nothing comes after an error.
fn read(mut reader: Reader, store: &mut Store) {
    let mut rejected = 0;
    while let Some(item) = reader.next() {
        match item {
            Ok(Item::Record(found)) => {
                record(&found);
                store.0.insert(found.number.clone(), *found);
            }
            Ok(Item::Skipped { .. }) => {}
            Ok(Item::Rejected(reject)) => {
                rejected += 1;
                assert!(!reject.file.is_empty() && reject.line > 0, "{reject:?}");
                assert!(reject.excerpt.chars().count() <= EXCERPT_LIMIT, "{reject:?}");
            }
            Err(fault) => fails(&fault),
        }
        let (done, total) = reader.progress();
        assert!(done <= total);
    }
    assert!(reader.next().is_none());
    let counted: u64 = reader.rows().values().map(|rows| rows.rejected).sum();
    assert_eq!(counted, rejected, "every rejected row is told");
}

fn record(record: &Record) {
    assert!(!record.number.is_empty() && !record.names.is_empty(), "{record:?}");
    let Ok(json) = record.canonical_json() else {
        panic!("no JSON: {record:?}");
    };
    assert!(!json.contains("\\u0000"), "PostgreSQL stores no NUL: {json}");
    assert_eq!(
        serde_json::from_str::<Record>(&json).ok().as_ref(),
        Some(record),
        "{json}"
    );
}

fn fails(fault: &ReadError) {
    assert!(!fault.to_string().is_empty() && !fault.code().is_empty());
}

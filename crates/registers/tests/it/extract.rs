//! A KBO extract written for a test: headers as the register has them, rows as the test says.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use registers::{Item, Options, ReadError, Reader, Record, Register, Reject, RowCounts, Skip, open};

const HEADERS: [(&str, &str); 8] = [
    ("code.csv", "\"Category\",\"Code\",\"Language\",\"Description\""),
    (
        "enterprise.csv",
        "\"EnterpriseNumber\",\"Status\",\"JuridicalSituation\",\"TypeOfEnterprise\",\"JuridicalForm\",\"JuridicalFormCAC\",\"StartDate\"",
    ),
    (
        "establishment.csv",
        "\"EstablishmentNumber\",\"StartDate\",\"EnterpriseNumber\"",
    ),
    ("branch.csv", "\"Id\",\"StartDate\",\"EnterpriseNumber\""),
    (
        "denomination.csv",
        "\"EntityNumber\",\"Language\",\"TypeOfDenomination\",\"Denomination\"",
    ),
    (
        "address.csv",
        "EntityNumber,TypeOfAddress,CountryNL,CountryFR,Zipcode,MunicipalityNL,MunicipalityFR,StreetNL,StreetFR,HouseNumber,Box,ExtraAddressInfo,DateStrikingOff",
    ),
    ("contact.csv", "EntityNumber,EntityContact,ContactType,Value"),
    (
        "activity.csv",
        "EntityNumber,ActivityGroup,NaceVersion,NaceCode,Classification",
    ),
];

/// An enterprise that is fit for use, and the name it needs.
pub(crate) const BANK: &str = "\"0203.201.340\",\"AC\",\"000\",\"2\",\"014\",,19-06-1959";
pub(crate) const BANK_NAME: &str = "\"0203.201.340\",\"1\",\"001\",\"Banque Nationale\"";

/// The folder of an extract, and one for scratch beside it.
pub(crate) struct Extract {
    root: tempfile::TempDir,
}

impl Extract {
    /// All files with their header and no row.
    pub(crate) fn empty() -> Self {
        let extract = Self {
            root: tempfile::tempdir().expect("a folder"),
        };
        fs::create_dir(extract.path()).expect("a folder");
        fs::create_dir(extract.scratch()).expect("a folder");
        for (file, _) in HEADERS {
            extract.rows(file, &[]);
        }
        extract
    }

    /// One bank with one name.
    pub(crate) fn of_a_bank() -> Self {
        let extract = Self::empty();
        extract.rows("enterprise.csv", &[BANK]);
        extract.rows("denomination.csv", &[BANK_NAME]);
        extract
    }

    /// Writes a file: its header and these rows.
    pub(crate) fn rows(&self, file: &str, rows: &[&str]) {
        let header = HEADERS.iter().find(|(name, _)| *name == file).expect("official").1;
        self.write(file, format!("{header}\n{}\n", rows.join("\n")).as_bytes());
    }

    /// Packs what is in the folder into a zip beside it.
    pub(crate) fn zip(&self) -> PathBuf {
        let path = self.root.path().join("KboOpenData_0140_2025_10_Full.zip");
        let mut zip = zip::ZipWriter::new(fs::File::create(&path).expect("a file"));
        for entry in fs::read_dir(self.path()).expect("a folder") {
            let entry = entry.expect("an entry");
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(entry.file_name().to_string_lossy(), options)
                .expect("begun");
            zip.write_all(&fs::read(entry.path()).expect("read")).expect("packed");
        }
        zip.finish().expect("packed");
        path
    }

    pub(crate) fn write(&self, file: &str, bytes: &[u8]) {
        fs::write(self.path().join(file), bytes).expect("written");
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.root.path().join("extract")
    }

    pub(crate) fn scratch(&self) -> PathBuf {
        self.root.path().join("scratch")
    }

    pub(crate) fn options(&self) -> Options {
        Options::new(self.scratch())
    }

    pub(crate) fn open(&self) -> Result<Reader, ReadError> {
        open(Register::Kbo, &self.path(), self.options())
    }

    /// Everything there is to read.
    pub(crate) fn read(&self) -> Everything {
        everything(self.open().expect("opens"))
    }
}

/// What a reader gave.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Everything {
    pub(crate) records: Vec<Record>,
    pub(crate) skipped: Vec<(Skip, Option<String>)>,
    pub(crate) rejected: Vec<Reject>,
    pub(crate) rows: BTreeMap<String, RowCounts>,
}

impl Everything {
    /// Rejected rows as `file:line code excerpt`.
    pub(crate) fn rejects(&self) -> Vec<String> {
        let text = |r: &Reject| format!("{}:{} {} {}", r.file, r.line, r.reason.code(), r.excerpt);
        self.rejected
            .iter()
            .map(text)
            .map(|text| text.trim_end().to_owned())
            .collect()
    }
}

/// Reads to the end, and checks what must hold of any input.
pub(crate) fn everything(mut reader: Reader) -> Everything {
    let mut all = Everything::default();
    let mut before = 0;
    while let Some(item) = reader.next() {
        match item.expect("readable") {
            Item::Record(record) => all.records.push(*record),
            Item::Skipped { reason, number } => all.skipped.push((reason, number)),
            Item::Rejected(reject) => all.rejected.push(reject),
        }
        let (done, total) = reader.progress();
        assert!((before..=total).contains(&done), "{before} {done} {total}");
        before = done;
    }
    let (done, total) = reader.progress();
    assert_eq!(done, total, "all is read at the end");
    all.rows = reader.rows().clone();
    let rejected: u64 = all.rows.values().map(|rows| rows.rejected).sum();
    assert_eq!(rejected, all.rejected.len() as u64, "every rejected row was told");
    for (file, rows) in &all.rows {
        assert!(rows.rejected + rows.dropped <= rows.read, "{file}: {rows:?}");
        let told = all.rejected.iter().filter(|reject| reject.file == *file).count();
        assert_eq!(told as u64, rows.rejected, "{file}");
    }
    if let Some(enterprises) = all.rows.get("enterprise.csv") {
        let entries = (all.records.len() + all.skipped.len()) as u64;
        assert_eq!(enterprises.read, entries + enterprises.rejected, "the counts add up");
    }
    all
}

/// One file of a register under a name, opened.
pub(crate) fn with_file<T>(
    register: Register,
    name: &str,
    bytes: &[u8],
    then: impl FnOnce(Result<Reader, ReadError>) -> T,
) -> T {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    then(open(register, &path, Options::new(folder.path())))
}

/// Everything in one file of a register.
pub(crate) fn read_file(register: Register, name: &str, bytes: &[u8]) -> Everything {
    with_file(register, name, bytes, |reader| everything(reader.expect("opens")))
}

/// The code and text of the fault one file of a register is refused for.
pub(crate) fn refused(register: Register, name: &str, bytes: &[u8]) -> (&'static str, String) {
    with_file(register, name, bytes, |reader| {
        let fault = reader.expect_err("refused");
        (fault.code(), fault.to_string())
    })
}

/// The sample folder, or a word that the test is skipped.
pub(crate) fn sample(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("PASSERELLE_SAMPLES").map_or_else(beside, PathBuf::from);
    let path = folder.join(name);
    if !path.exists() {
        println!("skipped: {} is not there; set PASSERELLE_SAMPLES", path.display());
        return None;
    }
    Some(path)
}

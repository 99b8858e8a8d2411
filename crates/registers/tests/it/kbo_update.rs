//! Updates of the KBO: what an update makes of the records of the full extract before it.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use registers::{Known, LegalStatus, Options, Record, Register, Skip, extract_of, open, open_update};

use crate::extract::{BANK, Everything, Extract, everything};

/// Tables of an update, the column of the rows that go and those of the rows that come.
const TABLES: [(&str, &str, &str); 7] = [
    (
        "enterprise",
        "EnterpriseNumber",
        "EnterpriseNumber,Status,JuridicalSituation,TypeOfEnterprise,JuridicalForm,JuridicalFormCAC,StartDate",
    ),
    (
        "establishment",
        "EstablishmentNumber",
        "EstablishmentNumber,StartDate,EnterpriseNumber",
    ),
    ("branch", "Id", "Id,StartDate,EnterpriseNumber"),
    (
        "denomination",
        "EntityNumber",
        "EntityNumber,Language,TypeOfDenomination,Denomination",
    ),
    (
        "address",
        "EntityNumber",
        "EntityNumber,TypeOfAddress,CountryNL,CountryFR,Zipcode,MunicipalityNL,MunicipalityFR,StreetNL,StreetFR,HouseNumber,Box,ExtraAddressInfo,DateStrikingOff",
    ),
    (
        "contact",
        "EntityNumber",
        "EntityNumber,EntityContact,ContactType,Value",
    ),
    (
        "activity",
        "EntityNumber",
        "EntityNumber,ActivityGroup,NaceVersion,NaceCode,Classification",
    ),
];

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

impl Store {
    fn of(extract: &Extract) -> Self {
        let mut store = Self::default();
        store.keep(&extract.read());
        store
    }

    fn keep(&mut self, all: &Everything) {
        for record in &all.records {
            self.0.insert(record.number.clone(), record.clone());
        }
    }

    /// Reads an update of these rows; the rest of its files have none.
    fn update(&mut self, rows: &[(&str, &[&str])]) -> Everything {
        let folder = update(rows);
        let reader = open_update(folder.path(), Options::new(folder.path()), Box::new(self.clone()));
        let all = everything(reader.expect("opens"));
        self.keep(&all);
        all
    }
}

/// The folder of an update.
fn update(rows: &[(&str, &[&str])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |file: &str, header: &str, lines: &[&str]| {
        let text = format!("{header}\n{}\n", lines.join("\n"));
        fs::write(folder.path().join(file), text).expect("written");
    };
    for (table, key, header) in TABLES {
        for (part, header) in [("delete", key), ("insert", header)] {
            let name = format!("{table}_{part}");
            let lines = rows.iter().find(|(of, _)| *of == name);
            write(&format!("{name}.csv"), header, lines.map_or(&[], |(_, lines)| *lines));
        }
    }
    let meta = ["SnapshotDate,02-10-2025", "ExtractType,update", "ExtractNumber,141"];
    write("meta.csv", "Variable,Value", &meta);
    folder
}

/// A bank with a place in Liège and one in Eupen, and a shop.
fn full() -> Extract {
    let extract = Extract::empty();
    extract.write(
        "meta.csv",
        b"Variable,Value\nSnapshotDate,30-09-2025\nExtractType,full\nExtractNumber,140\n",
    );
    extract.rows("code.csv", &["JuridicalForm,014,FR,Société anonyme"]);
    extract.rows("enterprise.csv", &[BANK, "0400.000.185,AC,000,2,610,,01-01-1999"]);
    extract.rows(
        "establishment.csv",
        &["2.000.000.339,01-11-1974,0203.201.340", "2.000.000.438,,0203.201.340"],
    );
    extract.rows(
        "denomination.csv",
        &[
            "0203.201.340,1,001,Banque",
            "0203.201.340,2,001,Bank",
            "0400.000.185,3,001,Laden",
            "2.000.000.339,1,003,Agence de Liège",
            "2.000.000.438,3,003,Filiale Eupen",
        ],
    );
    extract.rows(
        "address.csv",
        &[
            "0203.201.340,REGO,,,1000,Brussel,Bruxelles,Laan,Boulevard,14,A,Hall,",
            "0203.201.340,OBAD,Duitsland (Bondsrep.),Allemagne (Rép.féd.),52062,Aken,Aix,,,1,,,",
            "2.000.000.339,BAET,,,4000,Luik,Liège,,,3,,,",
            "2.000.000.438,BAET,,,4700,Eupen,Eupen,,,5,,,",
        ],
    );
    extract.rows("contact.csv", &["0203.201.340,ENT,WEB,www.banque.be"]);
    extract.rows(
        "activity.csv",
        &["0203.201.340,001,2025,64110,MAIN", "0203.201.340,006,2008,64110,SECO"],
    );
    extract
}

#[test]
fn a_zip_says_what_its_folder_says() {
    let extract = full();
    let zip = extract.zip();
    let told = extract_of(&zip).expect("read").expect("has a meta.csv");
    assert_eq!((told.number, told.is_update), (Some(140), false));
    let packed = everything(open(Register::Kbo, &zip, extract.options()).expect("opens"));
    assert_eq!(packed, extract.read());
    assert_eq!(packed.records.len(), 2);
}

#[test]
fn a_record_taken_apart_and_put_together_is_the_same() {
    let mut store = Store::of(&full());
    let before = store.0["0203201340"].clone();
    let all = store.update(&[("denomination_insert", &["0203.201.340,1,001,Banque"])]);
    let [after] = &all.records[..] else { panic!("{all:?}") };
    assert_eq!(after.as_of.map(|day| day.to_string()).as_deref(), Some("2025-10-02"));
    let as_of = before.as_of;
    assert_eq!(Record { as_of, ..after.clone() }, before);
}

#[test]
fn names_addresses_and_places_change_and_the_rest_stays() {
    let mut store = Store::of(&full());
    let all = store.update(&[
        ("denomination_delete", &["0203.201.340"]),
        ("denomination_insert", &["0203.201.340,1,001,Grande Banque"]),
        ("address_delete", &["2.000.000.339"]),
        ("address_insert", &["2.000.000.339,BAET,,,4020,Luik,Liège,,,9,,,"]),
        ("establishment_delete", &["2.000.000.438"]),
    ]);
    let [bank] = &all.records[..] else { panic!("{all:?}") };
    let names: Vec<&str> = bank.names.iter().map(|name| name.value.as_str()).collect();
    assert_eq!(names, ["Grande Banque"]);
    let labels = bank.legal_form.as_ref().map(|form| form.labels.len());
    assert_eq!(labels, Some(1), "kept without code.csv");
    assert_eq!(bank.websites, ["www.banque.be"]);
    assert_eq!(bank.activities.len(), 2);
    let [liege] = &bank.establishments[..] else {
        panic!("{bank:?}")
    };
    assert_eq!(liege.names[0].value, "Agence de Liège");
    let address = liege.address.as_ref().expect("an address");
    assert_eq!(address.postal_code.as_deref(), Some("4020"));
    assert_eq!(all.rows["address_insert.csv"].read, 1);
}

#[test]
fn an_enterprise_that_goes_is_struck_off_and_stays_whole() {
    let mut store = Store::of(&full());
    let gone: &[(&str, &[&str])] = &[
        ("enterprise_delete", &["0203.201.340"]),
        ("denomination_delete", &["0203.201.340"]),
        ("establishment_delete", &["2.000.000.339", "2.000.000.438"]),
    ];
    let all = store.update(gone);
    let [bank] = &all.records[..] else { panic!("{all:?}") };
    assert_eq!(bank.legal_status, LegalStatus::Ceased);
    assert_eq!(bank.other["struckOff"], "2025-10-02");
    assert_eq!((bank.names.len(), bank.establishments.len()), (2, 2));
    assert_eq!(
        store.update(gone).records,
        all.records,
        "the same again changes nothing"
    );
    let later = store.update(&[("contact_delete", &["0203.201.340"])]);
    assert_eq!(
        later.records[0].legal_status,
        LegalStatus::Ceased,
        "and stays struck off"
    );
    let back = store.update(&[("enterprise_insert", &[BANK])]);
    assert_eq!(back.records[0].legal_status, LegalStatus::Active);
    assert!(!back.records[0].other.contains_key("struckOff"));
    assert_eq!(back.records[0].names.len(), 2);
}

#[test]
fn a_new_enterprise_comes_with_its_place() {
    let mut store = Store::of(&full());
    let all = store.update(&[
        ("enterprise_insert", &["0400.000.284,AC,000,2,610,,01-10-2025"]),
        (
            "denomination_insert",
            &["0400.000.284,1,001,Neuve", "2.000.000.537,1,003,Chez Neuve"],
        ),
        ("establishment_insert", &["2.000.000.537,01-10-2025,0400.000.284"]),
    ]);
    let [new] = &all.records[..] else { panic!("{all:?}") };
    assert_eq!((new.number.as_str(), new.establishments.len()), ("0400000284", 1));
    assert_eq!(new.establishments[0].names[0].value, "Chez Neuve");
    assert_eq!(all.rejects(), [""; 0]);
}

#[test]
fn a_place_that_changes_hands_takes_along_what_is_known_of_it() {
    let mut store = Store::of(&full());
    store.update(&[
        ("establishment_delete", &["2.000.000.438"]),
        ("establishment_insert", &["2.000.000.438,,0400.000.185"]),
        ("address_delete", &["2.000.000.438"]),
        ("address_insert", &["2.000.000.438,BAET,,,4700,Eupen,Eupen,,,6,,,"]),
    ]);
    assert_eq!(store.0["0203201340"].establishments.len(), 1);
    let [eupen] = &store.0["0400000185"].establishments[..] else {
        panic!("{:?}", store.0)
    };
    assert_eq!(eupen.names[0].value, "Filiale Eupen");
    let address = eupen.address.as_ref().expect("an address");
    assert_eq!(address.number.as_deref(), Some("6"));
    assert!(eupen.other.is_empty(), "one address only: {eupen:?}");
}

#[test]
fn what_is_said_of_people_and_of_nobody_is_left_out() {
    let mut store = Store::of(&full());
    let all = store.update(&[
        ("enterprise_insert", &["0400.000.383,AC,000,1,,,01-10-2025"]),
        ("establishment_insert", &["2.000.000.636,,0400.000.383"]),
        (
            "denomination_insert",
            &[
                "2.000.000.636,1,003,Chez Jeanne",
                "0400.000.482,1,001,Nobody",
                "2.000.000.735,1,003,Nowhere",
            ],
        ),
        ("enterprise_delete", &["0400.000.581", "0400.000.506"]),
    ]);
    assert_eq!(all.records, []);
    let unknown = (Skip::UnknownEntry, None);
    let persons = all.skipped.iter().filter(|skipped| **skipped != unknown).count();
    assert_eq!((all.skipped.len(), persons), (4, 1));
    assert_eq!(all.skipped[0], (Skip::NaturalPerson, None));
    assert_eq!(all.rejects(), ["enterprise_delete.csv:3 check_digit 0400.000.506"]);
    assert_eq!(all.rows["denomination_insert.csv"].dropped, 1);
}

#[test]
fn an_update_needs_both_files_of_each_table() {
    let folder = update(&[]);
    fs::remove_file(folder.path().join("address_insert.csv")).expect("removed");
    let open = || open_update(folder.path(), Options::new(folder.path()), Box::new(Store::default()));
    let fault = open().expect_err("refused");
    assert!(fault.to_string().contains("address_insert.csv is missing"), "{fault}");
    fs::write(folder.path().join("meta.csv"), "Variable,Value\nExtractType,full\n").expect("written");
    assert_eq!(open().expect_err("refused").code(), "no_update");
}

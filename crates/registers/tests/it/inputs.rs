//! A small input of every register in every form it comes in, of invented firms: what the golden records,
//! the damaged inputs and the fuzz targets begin with.

use std::fs;
use std::path::{Path, PathBuf};

use ::parquet::basic::{Compression, ZstdLevel};
use registers::{Options, ReadError, Reader, Register, open};

use crate::cordis::zipped;
use crate::gleif;
use crate::offeneregister::{bzip2, gzip};
use crate::parquet;
use crate::sirene::{GEO, PLACE, PLACES, UNIT, UNITS, row};

/// An input: the file that damage is done to, and those beside it.
#[derive(Clone)]
pub(crate) struct Input {
    /// The form it has.
    pub(crate) form: &'static str,
    pub(crate) register: Register,
    /// The file's name.
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// Files beside it; where there are any, the folder is read.
    pub(crate) beside: Vec<(&'static str, Vec<u8>)>,
}

impl Input {
    fn file(form: &'static str, register: Register, name: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            form,
            register,
            name,
            bytes: bytes.into(),
            beside: Vec::new(),
        }
    }

    /// Writes it into a folder; the path to open.
    pub(crate) fn write(&self, folder: &Path) -> PathBuf {
        let inside = folder.join("input");
        fs::create_dir(&inside).expect("a folder");
        for (name, bytes) in &self.beside {
            fs::write(inside.join(name), bytes).expect("written");
        }
        fs::write(inside.join(self.name), &self.bytes).expect("written");
        if self.beside.is_empty() {
            inside.join(self.name)
        } else {
            inside
        }
    }

    /// Opens it, and hands the reader to `then`.
    pub(crate) fn open<T>(&self, then: impl FnOnce(Result<Reader, ReadError>) -> T) -> T {
        let folder = tempfile::tempdir().expect("a folder");
        let path = self.write(folder.path());
        then(open(self.register, &path, Options::new(folder.path())))
    }
}

pub(crate) const KBO: [(&str, &str); 9] = [
    (
        "meta.csv",
        "\"Variable\",\"Value\"\n\"SnapshotDate\",\"30-09-2025\"\n\"ExtractType\",\"full\"\n\"ExtractNumber\",\"140\"\n",
    ),
    (
        "code.csv",
        "\"Category\",\"Code\",\"Language\",\"Description\"\n\"JuridicalForm\",\"610\",\"FR\",\" Société à responsabilité limitée\"\n",
    ),
    (
        "enterprise.csv",
        "\"EnterpriseNumber\",\"Status\",\"JuridicalSituation\",\"TypeOfEnterprise\",\"JuridicalForm\",\"JuridicalFormCAC\",\"StartDate\"\n\"0400.000.185\",\"AC\",\"000\",\"2\",\"610\",,09-08-1960\n\"0400.000.284\",\"AC\",\"050\",\"2\",\"610\",\"014\",01-01-2001\n\"0400.000.383\",\"AC\",\"000\",\"1\",,,01-01-2001\n",
    ),
    (
        "establishment.csv",
        "\"EstablishmentNumber\",\"StartDate\",\"EnterpriseNumber\"\n\"2.000.000.339\",01-11-1974,\"0400.000.185\"\n",
    ),
    (
        "branch.csv",
        "\"Id\",\"StartDate\",\"EnterpriseNumber\"\n\"9.000.006.626\",01-09-1995,\"0400.000.284\"\n",
    ),
    (
        "denomination.csv",
        "\"EntityNumber\",\"Language\",\"TypeOfDenomination\",\"Denomination\"\n\"0400.000.185\",\"1\",\"001\",\"Pâtisserie, Exemple\"\n\"0400.000.185\",\"2\",\"001\",\"Bakkerij Voorbeeld\"\n\"0400.000.284\",\"3\",\"001\",\"Schmiede Muster\"\n\"2.000.000.339\",\"1\",\"003\",\"Le Four\"\n",
    ),
    (
        "address.csv",
        "\"EntityNumber\",\"TypeOfAddress\",\"CountryNL\",\"CountryFR\",\"Zipcode\",\"MunicipalityNL\",\"MunicipalityFR\",\"StreetNL\",\"StreetFR\",\"HouseNumber\",\"Box\",\"ExtraAddressInfo\",\"DateStrikingOff\"\n\"0400.000.185\",\"REGO\",,,\"4000\",\"Luik\",\"Liège\",\"Hoogstraat\",\"Rue Haute\",\"1\",\"\",\"\",\n\"2.000.000.339\",\"BAET\",,,\"4700\",\"Eupen\",\"Eupen\",\"Klötzerbahn\",\"Klötzerbahn\",\"5\",\"A\",\"\",\n",
    ),
    (
        "contact.csv",
        "\"EntityNumber\",\"EntityContact\",\"ContactType\",\"Value\"\n\"0400.000.185\",\"ENT\",\"WEB\",\"www.exemple.test\"\n",
    ),
    (
        "activity.csv",
        "\"EntityNumber\",\"ActivityGroup\",\"NaceVersion\",\"NaceCode\",\"Classification\"\n\"0400.000.185\",\"001\",\"2025\",\"10710\",\"MAIN\"\n",
    ),
];

/// As a spreadsheet leaves a table: no quotes, and no zero before a number.
fn through_a_spreadsheet(text: &str) -> String {
    let lost = |field: &str| match field.trim_start_matches('0') {
        "" if !field.is_empty() => "0".to_owned(),
        rest if field.bytes().all(|b| b.is_ascii_digit()) => rest.to_owned(),
        _ => field.to_owned(),
    };
    let line = |line: &str| line.replace('"', "").split(',').map(lost).collect::<Vec<_>>().join(",");
    text.lines().map(|text| line(text) + "\n").collect()
}

fn kbo(form: &'static str, change: fn(&str) -> String) -> Input {
    let file = |(name, text): (&'static str, &str)| (name, change(text).into_bytes());
    let (denominations, beside): (Vec<_>, Vec<_>) = KBO
        .into_iter()
        .map(file)
        .partition(|(name, _)| *name == "denomination.csv");
    Input {
        beside,
        ..Input::file(form, Register::Kbo, "denomination.csv", denominations[0].1.clone())
    }
}

/// The two stocks with these columns.
fn sirene(form: &'static str, units: &str, places: &str) -> Input {
    let second = |base: &[(&'static str, &'static str)], other: &[(&'static str, &'static str)]| [other, base].concat();
    let ceased = [
        ("siren", "303265045"),
        ("denominationUniteLegale", "FORGE DE LA FORÊT"),
        ("etatAdministratifUniteLegale", "C"),
    ];
    let closed = [
        ("siren", "303265045"),
        ("siret", "30326504500011"),
        ("etatAdministratifEtablissement", "F"),
    ];
    let moved = [("siret", "73282932000017"), ("etablissementSiege", "false")];
    let rows = |header: &str, rows: &[Vec<(&'static str, &'static str)>]| {
        let rows: Vec<String> = rows.iter().map(|cells| row(header, cells)).collect();
        format!("{header}\n{}\n", rows.join("\n")).into_bytes()
    };
    let units = rows(units, &[UNIT.to_vec(), second(&UNIT, &ceased)]);
    let places = rows(
        places,
        &[PLACE.to_vec(), second(&PLACE, &moved), second(&PLACE, &closed)],
    );
    Input {
        beside: vec![("StockEtablissement_utf8.csv", places)],
        ..Input::file(form, Register::Sirene, "StockUniteLegale_utf8.csv", units)
    }
}

fn without(header: &str, dropped: &[&str]) -> String {
    let kept: Vec<&str> = header.split(',').filter(|column| !dropped.contains(column)).collect();
    kept.join(",")
}

fn sirene_zipped() -> Input {
    let plain = sirene("sirene, 35 and 54 columns, in zips", UNITS, PLACES);
    let zip = |name: &str, bytes: &[u8]| zipped(&[(name, &String::from_utf8_lossy(bytes))]);
    Input {
        name: "StockUniteLegale_utf8.zip",
        bytes: zip(plain.name, &plain.bytes),
        beside: vec![(
            "StockEtablissement_utf8.zip",
            zip(plain.beside[0].0, &plain.beside[0].1),
        )],
        ..plain
    }
}

/// Columns of an establishment before 2023.
const NEWER: [&str; 6] = [
    "dernierNumeroVoieEtablissement",
    "indiceRepetitionDernierNumeroVoieEtablissement",
    "identifiantAdresseEtablissement",
    "coordonneeLambertAbscisseEtablissement",
    "coordonneeLambertOrdonneeEtablissement",
    "activitePrincipaleNAF25Etablissement",
];

const COMPANIES: &str = concat!(
    r#"{"company_number":"T2408V_HRB42838","current_status":"currently registered","jurisdiction_code":"de","name":"Weingut Muster GmbH","all_attributes":{"_registerArt":"HRB","_registerNummer":"42838","federal_state":"Rhineland-Palatinate","native_company_number":"Wittlich HRB 42838","registered_office":"Kinheim","registrar":"Wittlich"},"registered_address":"Königsstraße 43, 54538 Kinheim.","retrieved_at":"2018-07-28T03:16:34Z"}"#,
    "\n",
    r#"{"company_number":"R2809_R2807_HRB53","name":"Beispiel GmbH","current_status":"removed","all_attributes":{"registered_office":"Höxter"}}"#,
    "\n",
);

const ROR_1: &str = r#"[{"id":"https://ror.org/05natt857","name":"Musée Exemple","established":1850,"types":["Archive"],"addresses":[{"lat":49.6,"lng":6.1,"city":"Luxembourg","postcode":"L-2160","line":"Rue Exemple"}],"links":["https://exemple.test"],"email_address":"a@exemple.test","aliases":["Natur"],"acronyms":["ME"],"status":"active","labels":[{"label":"Muster-Musée","iso639":"lb"}],"country":{"country_name":"Luxembourg","country_code":"LU"},"external_ids":{"GRID":{"preferred":"grid.1","all":"grid.1"}}},
{"id":"https://ror.org/00yphhr71","name":"Institut Exemple","types":["Facility"],"status":"withdrawn","country":{"country_name":"France","country_code":"FR"}}]"#;

const ROR_2: &str = concat!(
    r#"{"id":"https://ror.org/05natt857","established":1850,"status":"active","types":["archive"],"admin":{"last_modified":{"date":"2024-06-20","schema_version":"2.0"}},"external_ids":[{"all":["grid.1"],"preferred":"grid.1","type":"grid"}],"links":[{"type":"website","value":"https://exemple.test"}],"locations":[{"geonames_details":{"country_code":"LU","country_name":"Luxembourg","lat":49.6,"lng":6.1,"name":"Luxembourg"},"geonames_id":1}],"names":[{"lang":"fr","types":["ror_display","label"],"value":"Musée Exemple"},{"lang":null,"types":["acronym"],"value":"ME"}]}"#,
    "\n",
    r#"{"id":"https://ror.org/00yphhr71","status":"inactive","types":["facility"],"locations":[{"geonames_details":{"country_code":"FR","name":"Nancy"}}],"names":[{"lang":"fr","types":["ror_display"],"value":"Institut Exemple"}]}"#,
    "\n",
);

const CORDIS: &str = "projectID,projectAcronym,organisationID,vatNumber,name,shortName,SME,activityType,street,postCode,city,country,nutsCode,geolocation,organizationURL,contentUpdateDate,rcn,role,ecContribution,endOfParticipation\n859111,EXPRO,999990001,FR40303265045,INSTITUT PRIVÉ D'EXEMPLE,IE,false,REC,1 rue des Essais,54000,NANCY,FR,FRF31,,http://exemple.test,2023-04-05 13:15:00,1944631,coordinator,1788682.0,false\n859111,EXPRO,999990002,,MUSTER GMBH,,true,PRC,Musterstrasse 1,54290,TRIER,DE,DEB21,,,2023-04-05 13:15:00,1944632,participant,1000.5,false\n";

const KOHESIO: &str = "Operation_Unique_Identifier,Operation_Name_English,Beneficiary_Name,Operation_Start_Date,Operation_End_Date,Total_Eligible_Expenditure_amount,Project_EU_Budget,Fund_Code,NUTS3_Code,LAU_Labels,Operation_Postcode\nQ1,A lab,Université Exemple,2016-01-01,2018-12-31,1000.5,500,ERDF,FRF31,Nancy,54000\nQ2,A hall,Stadtwerke Muster GmbH,2017-01-01,,2000,900,ERDF,DEB21,Trier,54290\n";

/// Every register in every form.
pub(crate) fn all() -> Vec<Input> {
    let delimited = |by: &str| CORDIS.replace(',', by);
    let old = ["activitePrincipaleNAF25UniteLegale", "societeMissionUniteLegale"];
    let geo = format!("{},{GEO}", without(PLACES, &NEWER));
    let zip: Vec<(&str, &str)> = KBO.to_vec();
    vec![
        kbo("kbo, folder", str::to_owned),
        Input::file(
            "kbo, zip",
            Register::Kbo,
            "KboOpenData_0140_2025_10_Full.zip",
            zipped(&zip),
        ),
        kbo("kbo, through a spreadsheet", through_a_spreadsheet),
        sirene("sirene, 35 and 54 columns", UNITS, PLACES),
        sirene("sirene, 34 and 57 columns", &without(UNITS, &old[..1]), &geo),
        sirene(
            "sirene, 33 and 48 columns",
            &without(UNITS, &old),
            &without(PLACES, &NEWER),
        ),
        sirene_zipped(),
        parquet::sirene(
            "sirene, parquet, snappy",
            &sirene("", UNITS, PLACES),
            Compression::SNAPPY,
        ),
        parquet::sirene(
            "sirene, parquet, zstd",
            &sirene("", UNITS, PLACES),
            Compression::ZSTD(ZstdLevel::default()),
        ),
        Input::file(
            "offeneregister, plain",
            Register::OffeneRegister,
            "companies.jsonl",
            COMPANIES,
        ),
        Input::file(
            "offeneregister, gz",
            Register::OffeneRegister,
            "companies.jsonl.gz",
            gzip(COMPANIES.as_bytes()),
        ),
        Input::file(
            "offeneregister, bz2",
            Register::OffeneRegister,
            "companies.jsonl.bz2",
            bzip2(COMPANIES.as_bytes()),
        ),
        Input::file(
            "gleif, golden copy",
            Register::Gleif,
            "lei2.csv",
            gleif::golden(&[&[], &[("LEI", "2EULGUTUI56JI9SAL165")]], "."),
        ),
        Input::file(
            "gleif, api",
            Register::Gleif,
            "records.json",
            format!("[{}]", gleif::ATTRIBUTES),
        ),
        Input::file("ror, schema 1", Register::Ror, "ror.json", ROR_1),
        Input::file("ror, schema 2", Register::Ror, "ror.jsonl", ROR_2),
        Input::file("cordis, commas", Register::Cordis, "organization.csv", CORDIS),
        Input::file(
            "cordis, semicolons",
            Register::Cordis,
            "organization.csv",
            delimited(";"),
        ),
        Input::file("cordis, tabs", Register::Cordis, "organization.csv", delimited("\t")),
        Input::file("kohesio", Register::Kohesio, "projects.csv", KOHESIO),
    ]
}

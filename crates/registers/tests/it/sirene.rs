//! SIRENE: the two stocks joined, in every variant of their columns; people left out.

use std::fs;

use registers::{Options, ReadError, Reader, Record, Register, Skip, open};
use serde_json::json;

use crate::extract::{Everything, everything};

pub(crate) const UNITS: &str = "siren,statutDiffusionUniteLegale,unitePurgeeUniteLegale,dateCreationUniteLegale,sigleUniteLegale,sexeUniteLegale,prenom1UniteLegale,prenom2UniteLegale,prenom3UniteLegale,prenom4UniteLegale,prenomUsuelUniteLegale,pseudonymeUniteLegale,identifiantAssociationUniteLegale,trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,dateDernierTraitementUniteLegale,nombrePeriodesUniteLegale,categorieEntreprise,anneeCategorieEntreprise,dateDebut,etatAdministratifUniteLegale,nomUniteLegale,nomUsageUniteLegale,denominationUniteLegale,denominationUsuelle1UniteLegale,denominationUsuelle2UniteLegale,denominationUsuelle3UniteLegale,categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,nomenclatureActivitePrincipaleUniteLegale,nicSiegeUniteLegale,economieSocialeSolidaireUniteLegale,societeMissionUniteLegale,caractereEmployeurUniteLegale,activitePrincipaleNAF25UniteLegale";
pub(crate) const PLACES: &str = "siren,nic,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement,anneeEffectifsEtablissement,activitePrincipaleRegistreMetiersEtablissement,dateDernierTraitementEtablissement,etablissementSiege,nombrePeriodesEtablissement,complementAdresseEtablissement,numeroVoieEtablissement,indiceRepetitionEtablissement,dernierNumeroVoieEtablissement,indiceRepetitionDernierNumeroVoieEtablissement,typeVoieEtablissement,libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,libelleCommuneEtrangerEtablissement,distributionSpecialeEtablissement,codeCommuneEtablissement,codeCedexEtablissement,libelleCedexEtablissement,codePaysEtrangerEtablissement,libellePaysEtrangerEtablissement,identifiantAdresseEtablissement,coordonneeLambertAbscisseEtablissement,coordonneeLambertOrdonneeEtablissement,complementAdresse2Etablissement,numeroVoie2Etablissement,indiceRepetition2Etablissement,typeVoie2Etablissement,libelleVoie2Etablissement,codePostal2Etablissement,libelleCommune2Etablissement,libelleCommuneEtranger2Etablissement,distributionSpeciale2Etablissement,codeCommune2Etablissement,codeCedex2Etablissement,libelleCedex2Etablissement,codePaysEtranger2Etablissement,libellePaysEtranger2Etablissement,dateDebut,etatAdministratifEtablissement,enseigne1Etablissement,enseigne2Etablissement,enseigne3Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement,activitePrincipaleNAF25Etablissement";
pub(crate) const GEO: &str = "longitude,latitude,geo_score,geo_type,geo_adresse,geo_id,geo_ligne,geo_l4,geo_l5";

/// A row with these columns filled.
pub(crate) fn row(header: &str, cells: &[(&str, &str)]) -> String {
    let value = |column| {
        cells
            .iter()
            .find(|(name, _)| *name == column)
            .map_or("", |(_, value)| *value)
    };
    header.split(',').map(value).collect::<Vec<_>>().join(",")
}

pub(crate) const UNIT: [(&str, &str); 16] = [
    ("siren", "732829320"),
    ("statutDiffusionUniteLegale", "O"),
    ("dateCreationUniteLegale", "1998-02-01"),
    ("sigleUniteLegale", "EX"),
    ("trancheEffectifsUniteLegale", "12"),
    ("dateDernierTraitementUniteLegale", "2026-05-04T10:00:00"),
    ("categorieEntreprise", "PME"),
    ("etatAdministratifUniteLegale", "A"),
    ("denominationUniteLegale", "EXEMPLE  SAS"),
    ("denominationUsuelle1UniteLegale", "L'EXEMPLE"),
    ("denominationUsuelle2UniteLegale", "[ND]"),
    ("categorieJuridiqueUniteLegale", "5710"),
    ("activitePrincipaleUniteLegale", "62.01Z"),
    ("nomenclatureActivitePrincipaleUniteLegale", "NAFRev2"),
    ("nicSiegeUniteLegale", "00074"),
    ("activitePrincipaleNAF25UniteLegale", "62.10Y"),
];

pub(crate) const PLACE: [(&str, &str); 20] = [
    ("siren", "732829320"),
    ("siret", "73282932000074"),
    ("statutDiffusionEtablissement", "O"),
    ("dateCreationEtablissement", "1998-02-01"),
    ("etablissementSiege", "true"),
    ("numeroVoieEtablissement", "12"),
    ("indiceRepetitionEtablissement", "BIS"),
    ("typeVoieEtablissement", "RUE"),
    ("libelleVoieEtablissement", "DES ESSAIS"),
    ("codePostalEtablissement", "57000"),
    ("libelleCommuneEtablissement", "METZ"),
    ("codeCommuneEtablissement", "57463"),
    ("coordonneeLambertAbscisseEtablissement", "[ND]"),
    ("etatAdministratifEtablissement", "A"),
    ("enseigne1Etablissement", "CHEZ EXEMPLE"),
    ("activitePrincipaleEtablissement", "62.02A"),
    ("nomenclatureActivitePrincipaleEtablissement", "NAFRev2"),
    ("longitude", "6.17"),
    ("latitude", "49.12"),
    ("geo_score", "0.9"),
];

/// A row as the constant has it, with changes.
fn changed(header: &str, base: &[(&'static str, &'static str)], changes: &[(&'static str, &'static str)]) -> String {
    row(header, &[changes, base].concat())
}

fn unit(changes: &[(&'static str, &'static str)]) -> String {
    changed(UNITS, &UNIT, changes)
}

fn place(changes: &[(&'static str, &'static str)]) -> String {
    changed(PLACES, &PLACE, changes)
}

fn files<T>(list: &[(&str, Vec<u8>)], then: impl FnOnce(Result<Reader, ReadError>) -> T) -> T {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("sirene");
    fs::create_dir(&folder).expect("a folder");
    for (name, bytes) in list {
        fs::write(folder.join(name), bytes).expect("written");
    }
    then(open(Register::Sirene, &folder, Options::new(root.path())))
}

fn text(header: &str, rows: &[String]) -> Vec<u8> {
    format!("{header}\n{}\n", rows.join("\n")).into_bytes()
}

fn read(units: &[String], places: &[String]) -> Everything {
    let list = [
        ("StockUniteLegale_utf8.csv", text(UNITS, units)),
        ("StockEtablissement_utf8.csv", text(PLACES, places)),
    ];
    files(&list, |reader| everything(reader.expect("opens")))
}

fn record(units: &[String], places: &[String]) -> Record {
    let mut all = read(units, places);
    assert!(all.rejected.is_empty() && all.records.len() == 1, "{all:?}");
    all.records.remove(0)
}

#[test]
fn a_unit_and_its_establishments_are_one_record() {
    let record = record(&[unit(&[])], &[place(&[])]);
    let address = json!({
        "street": {"fr": "RUE DES ESSAIS"}, "number": "12 BIS", "postalCode": "57000", "municipality": {"fr": "METZ"}, "country": "FR",
    });
    let expected = json!({
        "register": "sirene", "number": "732829320", "asOf": "2026-05-04", "legalStatus": "active",
        "legalForm": {"code": "5710"}, "founded": "1998-02-01",
        "names": [
            {"value": "EXEMPLE SAS", "kind": "legal"},
            {"value": "L'EXEMPLE", "kind": "trade"},
            {"value": "EX", "kind": "abbreviation"},
        ],
        "identifiers": [["fr_siren", "732829320"], ["fr_vat", "44732829320"]],
        "seat": address,
        "establishments": [{
            "number": "73282932000074", "started": "1998-02-01", "names": [{"value": "CHEZ EXEMPLE", "kind": "trade"}],
            "address": address, "activities": [{"nace": "2", "code": "6202A", "main": true}], "other": {"codeCommune": "57463"},
        }],
        "activities": [{"nace": "2", "code": "6201Z", "main": true}, {"nace": "2.1", "code": "6210Y", "main": true}],
        "other": {"nicSiege": "00074", "trancheEffectifs": "12", "categorieEntreprise": "PME", "codeCommune": "57463"},
    });
    assert_eq!(serde_json::to_value(&record).expect("JSON"), expected);
    assert_eq!(record.activities[0].class(), "62.01");
}

#[test]
fn every_variant_of_the_columns() {
    let expected = record(&[unit(&[])], &[place(&[])]);
    let without = |text: &str, dropped: &[&str]| -> String {
        let kept: Vec<&str> = text.split(',').filter(|column| !dropped.contains(column)).collect();
        kept.join(",")
    };
    let newest = "activitePrincipaleNAF25UniteLegale";
    for dropped in [&[newest][..], &[newest, "societeMissionUniteLegale"]] {
        let header = without(UNITS, dropped);
        let geo = format!("{PLACES},{GEO}");
        let list = [
            ("StockUniteLegale.csv", text(&header, &[row(&header, &UNIT)])),
            ("geo_siret_57.csv", text(&geo, &[row(&geo, &PLACE)])),
            ("StockUniteLegaleHistorique_utf8.csv", b"siren\n".to_vec()),
        ];
        let all = files(&list, |reader| {
            let reader = reader.expect("opens");
            assert_eq!(reader.ignored(), ["StockUniteLegaleHistorique_utf8.csv"]);
            everything(reader)
        });
        let found = &all.records[0];
        assert_eq!((&found.names, found.activities.len()), (&expected.names, 1));
        assert_eq!(found.seat.as_ref().and_then(|seat| seat.point), Some((49.12, 6.17)));
    }
    // Columns in another order, semicolons, each in its zip.
    let turned = |header: &str| header.split(',').rev().collect::<Vec<_>>().join(",");
    let semicolons =
        |header: &str, cells: &[(&str, &str)]| format!("{header}\n{}\n", row(header, cells)).replace(',', ";");
    let list = [
        (
            "units.zip",
            crate::cordis::zipped(&[("StockUniteLegale_utf8.csv", &semicolons(&turned(UNITS), &UNIT))]),
        ),
        (
            "places.zip",
            crate::cordis::zipped(&[("StockEtablissement_utf8.csv", &semicolons(&turned(PLACES), &PLACE))]),
        ),
    ];
    let all = files(&list, |reader| everything(reader.expect("opens")));
    assert_eq!(all.records, [expected]);
}

#[test]
fn people_and_masked_units_are_counted_and_nothing_else() {
    for person in [
        &[("categorieJuridiqueUniteLegale", "1000")][..],
        &[("statutDiffusionUniteLegale", "P")],
        &[("statutDiffusionUniteLegale", "N")],
        &[
            ("denominationUniteLegale", ""),
            ("nomUniteLegale", "MUSTER"),
            ("categorieJuridiqueUniteLegale", ""),
        ],
    ] {
        let with_name = [person, &[("denominationUsuelle1UniteLegale", "ERIKA MUSTER")]].concat();
        let other = unit(&[("siren", "552008443")]);
        let all = read(
            &[unit(&with_name), other, unit(&with_name)],
            &[place(&[("enseigne1Etablissement", "ERIKA")])],
        );
        assert_eq!(
            (all.records.len(), &all.skipped),
            (1, &vec![(Skip::NaturalPerson, None)])
        );
        assert_eq!(all.rejects(), ["StockUniteLegale_utf8.csv:4 duplicate"]);
        assert_eq!(all.rows["StockEtablissement_utf8.csv"].dropped, 1);
        let told = format!("{all:?}");
        assert!(!told.contains("ERIKA") && !told.contains("732829320"), "{told}");
    }
    let all = read(&[unit(&[])], &[place(&[("statutDiffusionEtablissement", "P")])]);
    assert_eq!(
        (
            all.records[0].establishments.len(),
            all.rows["StockEtablissement_utf8.csv"].dropped
        ),
        (0, 1)
    );
}

#[test]
fn seats_closed_places_and_places_abroad() {
    // Without establishments it is a record all the same.
    assert!(record(&[unit(&[])], &[]).seat.is_none());
    let ceased = [("etatAdministratifUniteLegale", "C")];
    let found = record(&[unit(&ceased)], &[place(&[("etatAdministratifEtablissement", "F")])]);
    assert_eq!((found.legal_status.code(), found.establishments.len()), ("ceased", 0));
    assert_eq!(
        found.seat.as_ref().and_then(|seat| seat.municipality(&[])),
        Some("METZ")
    );
    assert_eq!(found.other["closedEstablishments"], 1);
    let abroad = [
        ("codePostalEtablissement", ""),
        ("libelleCommuneEtablissement", ""),
        ("libelleCommuneEtrangerEtablissement", "TRIER"),
        ("libellePaysEtrangerEtablissement", "ALLEMAGNE"),
    ];
    let seat = record(&[unit(&[])], &[place(&abroad)]).seat.expect("a seat");
    assert_eq!(
        (seat.country.as_deref(), seat.municipality(&[])),
        (Some("DE"), Some("TRIER"))
    );
    // La Poste has a rule of its own for its establishments.
    let post = [("siren", "356000000"), ("nicSiegeUniteLegale", "00048")];
    let branch = [
        ("siren", "356000000"),
        ("siret", "35600000049837"),
        ("etablissementSiege", "false"),
    ];
    let found = record(&[unit(&post)], &[place(&branch)]);
    assert_eq!((found.establishments.len(), found.seat), (1, None));
    // A category that a spreadsheet or Parquet made a number of, and an old nomenclature.
    let old = [
        ("categorieJuridiqueUniteLegale", "110"),
        ("nomenclatureActivitePrincipaleUniteLegale", "NAP"),
    ];
    let found = record(&[unit(&old)], &[]);
    assert_eq!(found.legal_form.map(|form| form.code).as_deref(), Some("0110"));
    assert_eq!(found.other["activitePrincipale"], json!(["NAP", "62.01Z"]));
}

#[test]
fn rows_that_cannot_be_used_cost_themselves() {
    let units = "StockUniteLegale_utf8.csv:2";
    for (bad, expected) in [
        (
            unit(&[("siren", "404833047")]),
            format!("{units} check_digit 404833047"),
        ),
        (unit(&[("siren", "")]), format!("{units} empty")),
        (
            unit(&[("etatAdministratifUniteLegale", "F")]),
            format!("{units} unknown_code F"),
        ),
        (
            unit(&[("categorieJuridiqueUniteLegale", "SAS")]),
            format!("{units} unknown_code SAS"),
        ),
        (
            unit(&[("dateCreationUniteLegale", "1998-02-31")]),
            format!("{units} date 1998-02-31"),
        ),
        ("732829320,O".to_owned(), format!("{units} field_count")),
        (UNITS.to_owned(), format!("{units} repeated_header")),
    ] {
        let all = read(&[bad, unit(&[("siren", "552008443")])], &[]);
        assert_eq!((all.rejects(), all.records.len()), (vec![expected], 1));
    }
    let places = "StockEtablissement_utf8.csv";
    let bad = [
        place(&[("siren", "552008443"), ("siret", "55200844300011")]),
        place(&[("siret", "73282932000079")]),
        place(&[("siret", "35600000049837")]),
        place(&[("etatAdministratifEtablissement", "C")]),
        place(&[("dateDebut", "soon")]),
        place(&[]),
        place(&[]),
    ];
    let all = read(&[unit(&[])], &bad);
    let expected = [
        "2 orphan",
        "3 check_digit",
        "4 number_format",
        "5 unknown_code C",
        "6 date soon",
        "8 duplicate 73282932000074",
    ];
    assert_eq!(all.rejects(), expected.map(|text| format!("{places}:{text}")));
    assert_eq!(all.records[0].establishments.len(), 1);
    let nameless = [
        ("denominationUniteLegale", ""),
        ("denominationUsuelle1UniteLegale", ""),
        ("sigleUniteLegale", ""),
    ];
    assert_eq!(
        read(&[unit(&nameless)], &[]).skipped,
        [(Skip::NoName, Some("732829320".to_owned()))]
    );
}

#[test]
fn folders_that_are_none_of_it() {
    let units = || ("StockUniteLegale_utf8.csv", text(UNITS, &[unit(&[])]));
    let places = |bytes: &[u8]| ("StockEtablissement_utf8.csv", bytes.to_vec());
    for (list, code, says) in [
        (vec![units()], "missing_file", "StockEtablissement_utf8.csv is missing"),
        (vec![], "missing_file", "no CSV file"),
        (vec![units(), places(b"<html>")], "wrong_format", "HTML"),
        (vec![units(), places(b"")], "empty_file", "download"),
        (
            vec![units(), places(b"siren,siret\n")],
            "missing_column",
            "statutDiffusionEtablissement",
        ),
        (
            vec![units(), places(b"siren,siren,siret\n")],
            "repeated_column",
            "siren",
        ),
        (
            vec![units(), ("StockEtablissement_utf8.zip", b"PK\x03\x04rest".to_vec())],
            "archive",
            "zip",
        ),
        (
            vec![units(), places(format!("a{}", ",b".repeat(200_000)).as_bytes())],
            "missing_column",
            "siren",
        ),
    ] {
        let (found, text) = files(&list, |reader| {
            let fault = reader.expect_err("refused");
            (fault.code(), fault.to_string())
        });
        assert!(found == code && text.contains(says), "{found} {text}");
    }
}

//! CORDIS: participations joined to organisations, people left out.

use registers::{NameKind, Options, Record, Register, Skip, open};
use serde_json::json;

use crate::extract::{Everything, everything, read_file, refused};

const HEADER: &str = "projectID,projectAcronym,organisationID,vatNumber,name,shortName,SME,activityType,street,postCode,city,country,nutsCode,geolocation,organizationURL,contactForm,contentUpdateDate,rcn,order,role,ecContribution,netEcContribution,totalCost,endOfParticipation,active";

const FIRST: &str = r#""859111","SRSensor","999990001","FR 40 303 265 045","INSTITUT  EXEMPLE","IE","False","REC","1 rue des Essais","54000","NANCY","FR","FRF31","48.69,6.18","http://exemple.test","https://form","2023-04-05 13:15:00","1944631","1","coordinator","1788682.0","1788682.0","2555260","False","""#;
const SECOND: &str = r#""101","OLD","999990001","FR40303265045","INSTITUT EXEMPLE DE NANCY","","False","REC","2 rue des Essais","54000","NANCY","FR","","48.69,6.18","","","2020-01-31","1944631","2","participant","1000,5","","","True","""#;

fn read(rows: &[&str]) -> Everything {
    read_text(&format!("{HEADER}\n{}\n", rows.join("\n")))
}

fn read_text(text: &str) -> Everything {
    read_file(Register::Cordis, "organization.csv", text.as_bytes())
}

fn one(rows: &[&str]) -> Record {
    let mut all = read(rows);
    assert!(all.rejected.is_empty(), "{:?}", all.rejects());
    assert_eq!(all.records.len(), 1);
    all.records.remove(0)
}

#[test]
fn participations_of_one_organisation_are_one_record() {
    let record = one(&[FIRST, SECOND]);
    let expected = json!({
        "register": "cordis", "number": "999990001", "asOf": "2023-04-05", "legalStatus": "unknown", "research": true,
        "names": [
            {"value": "INSTITUT EXEMPLE", "kind": "label"},
            {"value": "INSTITUT EXEMPLE DE NANCY", "kind": "alias"},
            {"value": "IE", "kind": "abbreviation"},
        ],
        "identifiers": [["fr_siren", "303265045"], ["fr_vat", "40303265045"]],
        "seat": {
            "street": {"und": "1 rue des Essais"}, "postalCode": "54000", "municipality": {"und": "NANCY"},
            "country": "FR", "point": [48.69, 6.18],
        },
        "websites": ["http://exemple.test"],
        "other": {
            "sme": false, "activityType": "REC", "nutsCode": "FRF31", "rcn": "1944631",
            "participationCount": 2, "ecContributionTotal": 1789682.5,
            "participations": [
                {"project": "101", "acronym": "OLD", "role": "participant", "ecContribution": 1000.5, "ended": true},
                {"project": "859111", "acronym": "SRSensor", "role": "coordinator", "ecContribution": 1788682.0,
                 "netEcContribution": 1788682.0, "totalCost": 2555260.0},
            ],
        },
    });
    assert_eq!(serde_json::to_value(&record).expect("JSON"), expected);
    assert_eq!(
        one(&[SECOND, FIRST]),
        record,
        "the order of the rows makes no difference"
    );
}

/// A company's row with these columns changed.
fn row(changes: &[(&str, &str)]) -> String {
    let cells = HEADER.split(',').map(|column| {
        let changed = changes
            .iter()
            .find(|(name, _)| *name == column)
            .map(|(_, value)| *value);
        let value = changed.unwrap_or(match column {
            "projectID" => "7",
            "organisationID" => "999990002",
            "name" => "EXEMPLE SARL",
            "SME" => "True",
            "activityType" => "PRC",
            "street" => "Rue 1",
            "city" => "Ville",
            "country" => "LU",
            _ => "",
        });
        format!("\"{value}\"")
    });
    cells.collect::<Vec<_>>().join(",")
}

#[test]
fn numbers_and_countries_by_their_usual_writing() {
    for (vat, country, ids, iso, kept) in [
        (
            "BE0403449823",
            "BE",
            vec![("be_enterprise", "0403449823"), ("be_vat", "0403449823")],
            "BE",
            None,
        ),
        ("LU15027442", "LU", vec![("lu_vat", "15027442")], "LU", None),
        ("DE136695976", "DE", vec![("de_vat", "136695976")], "DE", None),
        ("DE136695978", "DE", vec![], "DE", Some("DE136695978")),
        ("EL999333507", "EL", vec![], "GR", Some("EL999333507")),
        ("", "UK", vec![], "GB", None),
    ] {
        let record = one(&[&row(&[("vatNumber", vat), ("country", country)])]);
        let ids: Vec<(String, String)> = ids.into_iter().map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
        assert_eq!(record.identifiers, ids, "{vat}");
        assert_eq!(record.seat.as_ref().and_then(|seat| seat.country.as_deref()), Some(iso));
        assert_eq!(record.other.get("vatNumber").and_then(|v| v.as_str()), kept);
        assert!(!record.research);
    }
    let record = one(&[&row(&[
        ("geolocation", "somewhere"),
        ("ecContribution", "a lot"),
        ("shortName", "Exemple sarl"),
    ])]);
    assert_eq!(record.other["geolocation"], "somewhere");
    assert_eq!(record.other["participations"][0]["ecContribution"], "a lot");
    assert_eq!(record.names.len(), 1, "the short name says nothing more");
    assert_eq!(record.names[0].kind, NameKind::Label);
}

#[test]
fn three_delimiters_and_a_mark() {
    let comma = format!("{HEADER}\n{}\n", row(&[("name", "A, B; C SARL")]));
    let expected = read_text(&comma);
    assert_eq!(expected.records.len(), 1);
    assert_eq!(expected.records[0].names[0].value, "A, B; C SARL");
    for delimiter in [";", "\t"] {
        let header = HEADER.replace(',', delimiter);
        let rows = row(&[("name", "A, B; C SARL")]).replace("\",\"", &format!("\"{delimiter}\""));
        let text = format!("\u{feff}{header}\r\n{rows}\r\n");
        assert_eq!(read_text(&text).records, expected.records, "{delimiter:?}");
    }
    // Columns in another order, and one more.
    let (header, rows) = (HEADER.split(','), row(&[("name", "A SARL")]));
    let turned = |cells: Vec<&str>| format!("more,{}", cells.into_iter().rev().collect::<Vec<_>>().join(","));
    let text = format!("{}\n{}\n", turned(header.collect()), turned(rows.split(',').collect()));
    assert_eq!(read_text(&text).records, read(&[&row(&[("name", "A SARL")])]).records);
}

#[test]
fn people_are_counted_and_nothing_else() {
    let person = |project: &'static str, more: &[(&'static str, &'static str)]| {
        let mut changes = more.to_vec();
        changes.extend([
            ("projectID", project),
            ("organisationID", "900000001"),
            ("name", "Muster Erika"),
        ]);
        changes.extend([("SME", ""), ("street", ""), ("city", ""), ("geolocation", "50.9,11.5")]);
        row(&changes)
    };
    let all = read(&[
        &person("7", &[]),
        &person("8", &[]),
        &person("9", &[("organisationID", "900000002"), ("SME", "True")]),
        &person("10", &[("organisationID", "900000003"), ("street", "Weg 1")]),
        &person("Erika", &[]),
        &person("11", &[("country", "Erikaland"), ("contentUpdateDate", "Erika")]),
        &row(&[]),
    ]);
    assert_eq!(all.records.len(), 1);
    assert_eq!(all.skipped, vec![(Skip::NaturalPerson, None); 3]);
    assert_eq!(all.rejects(), ["organization.csv:6 number_format"]);
    assert_eq!(all.rows["organization.csv"].dropped, 5);
    let told = format!("{all:?}");
    assert!(!told.contains("Erika") && !told.contains("90000000"), "{told}");
    // Institutions, and whoever has a VAT number, are organisations however little is said of them.
    for kept in [
        ("activityType", "HES"),
        ("activityType", "PUB"),
        ("vatNumber", "IL514699743"),
    ] {
        assert_eq!(read(&[&person("7", &[kept])]).records.len(), 1, "{kept:?}");
    }
    // One of its rows says that it is an organisation.
    let all = read(&[&person("7", &[]), &person("8", &[("vatNumber", "IL514699743")])]);
    assert_eq!((all.records.len(), all.skipped.len()), (1, 0));
    assert_eq!(all.records[0].other["participationCount"], 1);
}

#[test]
fn a_row_that_cannot_be_used_costs_itself() {
    let long = "x".repeat(2 << 20);
    let cases = [
        (row(&[("projectID", "")]), "organization.csv:2 empty"),
        (row(&[("projectID", "12a")]), "organization.csv:2 number_format 12a"),
        (row(&[("organisationID", "-5")]), "organization.csv:2 number_format -5"),
        (row(&[("SME", "PRC")]), "organization.csv:2 unknown_code PRC"),
        (row(&[("activityType", "True")]), "organization.csv:2 unknown_code True"),
        (
            row(&[("country", "Luxembourg")]),
            "organization.csv:2 unknown_code Luxembourg",
        ),
        (
            row(&[("contentUpdateDate", "2023-02-30 1:00")]),
            "organization.csv:2 date 2023-02-30 1:00",
        ),
        ("Muster,Erika".to_owned(), "organization.csv:2 field_count"),
        (long, "organization.csv:2 too_long"),
        (HEADER.to_owned(), "organization.csv:2 repeated_header"),
    ];
    for (bad, expected) in cases {
        let all = read(&[&bad, &row(&[("organisationID", "999990003")])]);
        assert_eq!(all.rejects(), [expected]);
        assert_eq!(all.records.len(), 1, "{expected}");
    }
    let all = read(&[&row(&[]), &row(&[])]);
    assert_eq!(all.rejects(), ["organization.csv:3 duplicate 999990002"]);
    assert_eq!(all.records[0].other["participationCount"], 1);
    let open = row(&[("organisationID", "999990003")])
        .trim_end_matches("\"\"")
        .to_owned()
        + "\"";
    assert_eq!(
        read(&[&row(&[]), &open]).rejects(),
        ["organization.csv:3 unclosed_quote"]
    );
    let all = read(&[&row(&[("name", "null")])]);
    assert_eq!(all.skipped, [(Skip::NoName, Some("999990002".to_owned()))]);
    let all = read_file(
        Register::Cordis,
        "organization.csv",
        &[format!("{HEADER}\n").as_bytes(), b"\xe8,1\n"].concat(),
    );
    assert_eq!(all.rejects(), ["organization.csv:2 encoding"]);
}

#[test]
fn many_participations_are_counted_and_the_newest_kept() {
    let rows: Vec<String> = (1..=1_200)
        .map(|at| row(&[("projectID", &at.to_string()), ("ecContribution", "2,5")]))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let record = one(&rows);
    let kept = record.other["participations"].as_array().expect("a list");
    assert_eq!(
        (kept.len(), &kept[0]["project"], &kept[499]["project"]),
        (500, &json!("701"), &json!("1200"))
    );
    assert_eq!(
        (
            &record.other["participationCount"],
            &record.other["ecContributionTotal"]
        ),
        (&json!(1_200), &json!(3_000.0))
    );
}

#[test]
fn a_folder_tells_what_it_passes_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("project.csv", "id;acronym\n");
    let options = || Options::new(folder.path());
    let fault = open(Register::Cordis, folder.path(), options()).expect_err("refused");
    assert_eq!(fault.code(), "missing_file");
    assert!(fault.to_string().contains("organization.csv is missing") && fault.to_string().contains("project.csv"));
    write("organization.csv", &format!("{HEADER}\n{}\n", row(&[])));
    let reader = open(Register::Cordis, folder.path(), options()).expect("opens");
    assert_eq!(reader.ignored(), ["project.csv"]);
    assert_eq!(everything(reader).records.len(), 1);
}

#[test]
fn a_file_that_is_none_of_it() {
    let wide = format!("a{}\n", ",b".repeat(200_000));
    for (bytes, code, says) in [
        (&b"<!DOCTYPE html>\n<html>\n"[..], "wrong_format", "HTML"),
        (b"", "empty_file", "download"),
        (b"projectID|name\n", "wrong_delimiter", "vertical bars"),
        (b"projectID,organisationID,name\n", "missing_column", "vatNumber"),
        (b"\xff\xfea\0", "wrong_format", "UTF-16"),
        (b"\x1f\x8brest", "wrong_format", "gzip"),
        (wide.as_bytes(), "missing_column", "projectID"),
    ] {
        let (found, text) = refused(Register::Cordis, "organization.csv", bytes);
        assert_eq!(found, code, "{text}");
        assert!(text.contains(says), "{text}");
    }
}

/// A zip archive of these files, stored.
pub(crate) fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).expect("begun");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("finished").into_inner()
}

#[test]
fn the_official_archive_is_read_where_it_is() {
    let text = format!("{HEADER}\n{FIRST}\n");
    let bytes = zipped(&[("csv/project.csv", "id;acronym\n"), ("csv/organization.csv", &text)]);
    let all = read_file(Register::Cordis, "cordis-h2020.zip", &bytes);
    assert_eq!(all, read_text(&text));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("cordis.zip"), &bytes).expect("written");
    std::fs::write(folder.path().join("photos.zip"), b"PK\x03\x04rest").expect("written");
    let reader = open(Register::Cordis, folder.path(), Options::new(folder.path())).expect("opens");
    assert_eq!(reader.ignored(), ["photos.zip"]);
    assert_eq!(everything(reader).records, all.records);
    let (code, _) = refused(Register::Cordis, "a.zip", &zipped(&[("../organization.csv", &text)]));
    assert_eq!(code, "archive");
    let (code, _) = refused(Register::Cordis, "a.zip", &zipped(&[("project.csv", &text)]));
    assert_eq!(code, "archive");
}

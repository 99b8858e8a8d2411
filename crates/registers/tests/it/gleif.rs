//! Records of GLEIF in all forms, and files that are none of it.

use std::fs::{self, File};
use std::io::Write;

use registers::{Options, ReadError, Reader, Register, Skip, open};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::extract::{Everything, everything};

fn opened(name: &str, bytes: &[u8]) -> (tempfile::TempDir, Result<Reader, ReadError>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    let reader = open(Register::Gleif, &path, Options::new(folder.path()));
    (folder, reader)
}

fn read(bytes: &[u8]) -> Everything {
    everything(opened("list", bytes).1.expect("opens"))
}

pub(crate) const ATTRIBUTES: &str = r#"{"lei":"213800KUD8LAJWSQ9D15","entity":{"legalName":{"name":"Muster  S.A.","language":"fr"},
"otherNames":[{"name":"Muster","language":"en","type":"TRADING_OR_OPERATING_NAME"},{"name":"Alt S.A.","language":"fr","type":"PREVIOUS_LEGAL_NAME"}],
"transliteratedOtherNames":[{"name":"MUSTER SA","language":"en","type":"PREFERRED_ASCII_TRANSLITERATED_LEGAL_NAME"}],
"legalAddress":{"language":"fr","addressLines":["12, rue du Fort",null],"addressNumber":"12","city":"Luxembourg","region":"LU-LU","country":"LU","postalCode":"L-1234"},
"headquartersAddress":{"language":"fr","addressLines":["Grand-Rue","Étage 2"],"addressNumber":"7","city":"Esch","country":"LU","postalCode":"4000"},
"registeredAt":{"id":"RA000432","other":null},"registeredAs":"B 186.284","jurisdiction":"LU","category":"GENERAL","legalForm":{"id":"5GGB","other":null},
"status":"ACTIVE","creationDate":"2010-04-01T00:00:00Z","expiration":{"date":null,"reason":null},"successorEntity":{"lei":null,"name":null}},
"registration":{"lastUpdateDate":"2025-04-01T15:41:30Z","status":"ISSUED","nextRenewalDate":"2026-04-01T00:00:00Z","managingLou":"213800WAVVOPS85N2205","corroborationLevel":"FULLY_CORROBORATED"},
"bic":["MUSTLULL"],"mic":null,"conformityFlag":"CONFORMING"}"#;

const GOLDEN: &str = concat!(
    r#"{"asOf":"2025-04-01","founded":"2010-04-01","identifiers":[["lei","213800KUD8LAJWSQ9D15"],["lu_rcs","B186284"],["euid","LURCSL.B186284"]],"#,
    r#""legalForm":{"code":"5GGB"},"legalStatus":"active","names":[{"kind":"legal","language":"fr","value":"Muster S.A."},"#,
    r#"{"kind":"trade","language":"en","value":"Muster"},{"kind":"former","language":"fr","value":"Alt S.A."},{"kind":"alias","language":"en","value":"MUSTER SA"}],"#,
    r#""number":"213800KUD8LAJWSQ9D15","other":{"bic":["MUSTLULL"],"conformity":"CONFORMING","corroboration":"FULLY_CORROBORATED","#,
    r#""headquarters":{"country":"LU","extra":"Étage 2","municipality":{"fr":"Esch"},"number":"7","postalCode":"4000","street":{"fr":"Grand-Rue"}},"#,
    r#""jurisdiction":"LU","managingLou":"213800WAVVOPS85N2205","nextRenewal":"2026-04-01T00:00:00Z","region":"LU-LU","registrationAuthority":"RA000432","#,
    r#""registrationNumber":"B 186.284","registrationStatus":"ISSUED"},"register":"gleif","#,
    r#""seat":{"country":"LU","municipality":{"fr":"Luxembourg"},"postalCode":"L-1234","street":{"fr":"12, rue du Fort"}}}"#,
);

#[test]
fn one_record_in_each_form_of_json() {
    let line = ATTRIBUTES.replace('\n', " ");
    let wrapped = format!("{{\"type\":\"lei-records\",\"id\":\"x\",\"attributes\":{ATTRIBUTES}}}");
    for text in [
        line.clone(),
        wrapped.replace('\n', " "),
        format!("[\n{ATTRIBUTES}\n]"),
        format!("[{wrapped}]"),
        format!("{{\"data\":[{wrapped}]}}"),
        format!("{{\n  \"meta\": {{\"x\": 1}},\n  \"data\": [\n{wrapped}\n],\n\"links\": {{}}}}"),
    ] {
        let all = read(text.as_bytes());
        assert!(all.rejected.is_empty(), "{:?}", all.rejected);
        assert_eq!(all.records[0].canonical_json().expect("JSON"), GOLDEN, "{text}");
    }
}

const ROW: [(&str, &str); 34] = [
    ("LEI", "213800KUD8LAJWSQ9D15"),
    ("Entity.LegalName", "Muster  S.A."),
    ("Entity.LegalName.xmllang", "fr"),
    ("Entity.OtherEntityNames.OtherEntityName.1", "Muster"),
    ("Entity.OtherEntityNames.OtherEntityName.1.xmllang", "en"),
    (
        "Entity.OtherEntityNames.OtherEntityName.1.type",
        "TRADING_OR_OPERATING_NAME",
    ),
    ("Entity.OtherEntityNames.OtherEntityName.2", "Alt S.A."),
    ("Entity.OtherEntityNames.OtherEntityName.2.xmllang", "fr"),
    ("Entity.OtherEntityNames.OtherEntityName.2.type", "PREVIOUS_LEGAL_NAME"),
    (
        "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.1",
        "MUSTER SA",
    ),
    (
        "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.1.xmllang",
        "en",
    ),
    ("Entity.LegalAddress.xmllang", "fr"),
    ("Entity.LegalAddress.FirstAddressLine", "12, rue du Fort"),
    ("Entity.LegalAddress.AddressNumber", "12"),
    ("Entity.LegalAddress.City", "Luxembourg"),
    ("Entity.LegalAddress.Region", "LU-LU"),
    ("Entity.LegalAddress.Country", "LU"),
    ("Entity.LegalAddress.PostalCode", "L-1234"),
    ("Entity.HeadquartersAddress.xmllang", "fr"),
    ("Entity.HeadquartersAddress.FirstAddressLine", "Grand-Rue"),
    ("Entity.HeadquartersAddress.AddressNumber", "7"),
    ("Entity.HeadquartersAddress.AdditionalAddressLine.1", "Étage 2"),
    ("Entity.HeadquartersAddress.City", "Esch"),
    ("Entity.HeadquartersAddress.Country", "LU"),
    ("Entity.HeadquartersAddress.PostalCode", "4000"),
    ("Entity.RegistrationAuthority.RegistrationAuthorityID", "RA000432"),
    (
        "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
        "B 186.284",
    ),
    ("Entity.LegalJurisdiction", "LU"),
    ("Entity.EntityCategory", "GENERAL"),
    ("Entity.LegalForm.EntityLegalFormCode", "5GGB"),
    ("Entity.EntityStatus", "ACTIVE"),
    ("Entity.EntityCreationDate", "2010-04-01T00:00:00+02:00"),
    ("Registration.LastUpdateDate", "2025-04-01T15:41:30Z"),
    ("Registration.RegistrationStatus", "ISSUED"),
];

/// A golden copy of these rows, each with some fields of [`ROW`] replaced.
pub(crate) fn golden(rows: &[&[(&str, &str)]], stop: &str) -> String {
    let quoted = |texts: Vec<&str>| {
        texts
            .iter()
            .map(|text| format!("\"{text}\""))
            .collect::<Vec<_>>()
            .join(",")
    };
    let mut text = quoted(ROW.iter().map(|(name, _)| *name).collect()).replace('.', stop) + "\n";
    for replaced in rows {
        let value = |name: &str| replaced.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
        text += &quoted(ROW.iter().map(|(name, plain)| value(name).unwrap_or(plain)).collect());
        text += "\n";
    }
    text
}

#[test]
fn the_golden_copy_plain_and_zipped_with_stops_or_underscores() {
    let json = read(format!("[{ATTRIBUTES}]").as_bytes());
    for stop in [".", "_"] {
        let text = golden(&[&[]], stop);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list");
        let mut writer = ZipWriter::new(File::create(&path).expect("made"));
        writer
            .start_file("20260101-lei2.csv", SimpleFileOptions::default())
            .expect("begun");
        writer.write_all(text.as_bytes()).expect("written");
        writer.finish().expect("packed");
        let zipped = everything(open(Register::Gleif, &path, Options::new(folder.path())).expect("opens"));
        let plain = read(text.as_bytes());
        assert_eq!(zipped, plain);
        let [record] = plain.records.as_slice() else {
            panic!("{plain:?}")
        };
        let expected = &json.records[0];
        assert_eq!(
            (&record.names, &record.seat, &record.identifiers),
            (&expected.names, &expected.seat, &expected.identifiers)
        );
        assert_eq!(
            (&record.legal_form, record.founded, record.as_of),
            (&expected.legal_form, expected.founded, expected.as_of)
        );
        assert_eq!(record.other["headquarters"], expected.other["headquarters"]);
        assert_eq!(record.other["registrationStatus"], "ISSUED");
    }
}

#[test]
fn national_numbers_where_the_authority_is_sure() {
    let (id, number, country) = (
        "Entity.RegistrationAuthority.RegistrationAuthorityID",
        "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
        "Entity.LegalJurisdiction",
    );
    for (authority, text, code, found) in [
        (
            "RA000025",
            "0656.727.414",
            "BE",
            "be_enterprise 0656727414, euid BEKBOBCE.0656727414",
        ),
        ("RA000189", "404 833 048", "FR", "fr_siren 404833048"),
        ("RA000192", "404833047", "FR", ""),
        ("RA000242", "HRB 7042", "DE", ""),
        (
            "RA000242",
            "Amtsgericht Mainz HRB 2940",
            "DE",
            "de_hr Mainz HRB 2940, euid DET2304V.HRB2940",
        ),
        ("RA000585", "07211438", "GB", ""),
    ] {
        let all = read(golden(&[&[(id, authority), (number, text), (country, code)]], ".").as_bytes());
        let ids = all.records[0].identifiers.iter().skip(1);
        let ids: Vec<String> = ids.map(|(scheme, value)| format!("{scheme} {value}")).collect();
        assert_eq!(ids.join(", "), found, "{authority} {text}");
        assert_eq!(all.records[0].other["registrationNumber"], text);
    }
}

#[test]
fn rows_at_fault_and_persons() {
    let other = [("LEI", "2EULGUTUI56JI9SAL165")];
    let person = [
        ("LEI", "213800JKIJQICV4VAV93"),
        ("Entity.EntityCategory", "SOLE_PROPRIETOR"),
        ("Entity.LegalName", "Max Muster"),
    ];
    let text = golden(
        &[
            &[],
            &[],
            &[("LEI", "213800KUD8LAJWSQ9D25")],
            &[("LEI", "x")],
            &[("LEI", "")],
            &[("LEI", other[0].1), ("Entity.EntityCreationDate", "gestern")],
            &person,
            &person,
            &[
                other[0],
                ("Entity.LegalName", ""),
                ("Entity.OtherEntityNames.OtherEntityName.1", ""),
                (
                    "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.1",
                    "",
                ),
            ],
        ],
        ".",
    );
    let all = read((text + "\"213800\",\"torn\"\n\"open\n").as_bytes());
    let expected = [
        "list:3 duplicate 213800KUD8LAJWSQ9D15",
        "list:4 check_digit 213800KUD8LAJWSQ9D25",
        "list:5 number_format x",
        "list:6 shape",
        "list:7 date gestern",
        "list:9 duplicate",
        "list:11 field_count",
        "list:12 unclosed_quote",
    ];
    assert_eq!(all.rejects(), expected);
    let skipped = [
        (Skip::NaturalPerson, None),
        (Skip::NoName, Some("2EULGUTUI56JI9SAL165".to_owned())),
    ];
    assert_eq!((all.records.len(), all.skipped), (1, skipped.to_vec()));
    let json = read(format!("{}\n{{\"lei\":7}}\n{{\"lei\n{{}}", ATTRIBUTES.replace('\n', " ")).as_bytes());
    assert_eq!(json.rejects(), ["list:2 shape", "list:3 json", "list:4 shape"]);
    let long = format!("[{ATTRIBUTES},{{\"lei\":\"{}\"}}]", "x".repeat(10 << 20));
    assert_eq!(read(long.as_bytes()).rejected[0].reason.code(), "too_long");
}

#[test]
fn files_that_are_none_of_it() {
    let wide = "c,".repeat(200_000);
    for (bytes, code) in [
        (&b""[..], "empty_file"),
        (b"<html>", "wrong_format"),
        (b"\x1f\x8b", "wrong_format"),
        (b"PK\x03\x04", "archive"),
        (b"{\"data\": [", "wrong_format"),
        (b"{\"data\": 7}", "wrong_format"),
        (b"LEI;Entity.LegalName;Entity.EntityCategory\n", "wrong_delimiter"),
        (b"LEI,Entity.LegalName\n", "missing_column"),
        (wide.as_bytes(), "missing_column"),
    ] {
        let (_folder, reader) = opened("list", bytes);
        assert_eq!(reader.expect_err("refused").code(), code);
    }
}

//! Records of OffeneRegister, whom it leaves out, and files that are none of it.

use std::fs;
use std::io::Write;

use registers::{LegalStatus, NameKind, Options, Register, Skip, open};

use crate::extract::{Everything, everything};

fn read(bytes: &[u8]) -> Everything {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("companies");
    fs::write(&path, bytes).expect("written");
    everything(open(Register::OffeneRegister, &path, Options::new(folder.path())).expect("opens"))
}

const WINERY: &str = r#"{"all_attributes":{"_registerArt":"HRB","_registerNummer":"42838","additional_data":{"AD":true,"CD":false,"SI":true},"federal_state":"Rhineland-Palatinate","native_company_number":"Wittlich HRB 42838","registered_office":"Kinheim","registrar":"Wittlich"},"company_number":"T2408V_HRB42838","current_status":"currently registered","jurisdiction_code":"de","name":"Weingut  am Steg GmbH","officers":[{"name":"Max Muster","type":"person"},{"name":"Mia Muster"}],"previous_names":[{"company_name":"Steg Wein GmbH"},{"company_name":"Steg Wein GmbH"},{"company_name":"Weinhandel Max Muster e.K."},{"company_name":"Weingut am Steg GmbH"}],"registered_address":"Königsstraße 43, 54538 Kinheim.","retrieved_at":"2018-07-28T03:16:34Z","_line":7}"#;

#[test]
fn a_company_whole() {
    let all = read(WINERY.as_bytes());
    assert!(all.rejected.is_empty(), "{:?}", all.rejected);
    let expected = concat!(
        r#"{"asOf":"2018-07-28","identifiers":[["de_hr","Wittlich HRB 42838"],["euid","DET2408V.HRB42838"]],"#,
        r#""legalStatus":"active","names":[{"kind":"legal","value":"Weingut am Steg GmbH"},{"kind":"former","value":"Steg Wein GmbH"}],"#,
        r#""number":"T2408V_HRB42838","other":{"address":"Königsstraße 43, 54538 Kinheim","documents":"AD SI","#,
        r#""federalState":"Rhineland-Palatinate","officerCount":2,"registeredOffice":"Kinheim","registrar":"Wittlich"},"#,
        r#""register":"offeneregister","seat":{"country":"DE","municipality":{"de":"Kinheim"},"number":"43","postalCode":"54538","street":{"de":"Königsstraße"}}}"#,
    );
    assert_eq!(all.records[0].canonical_json().expect("JSON"), expected);
    assert_eq!(
        all.records[0].display_name(&["de"]),
        Some(("Weingut am Steg GmbH", None))
    );
}

#[test]
fn a_former_court_a_suffix_and_an_unknown_court() {
    let lines = [
        r#"{"company_number":"R2809_R2807_HRB53","name":"A GmbH","current_status":"removed","all_attributes":{"registered_office":"Höxter","former_registrar":"Höxter","native_company_number":"Paderborn früher Höxter HRB 53"}}"#,
        r#"{"company_number":"R2809_R2807_HRB54","name":"A GmbH","all_attributes":{"native_company_number":"Paderborn früher Höxter HRB 53"}}"#,
        r#"{"company_number":"x1517r_HRB395ki","name":"B GmbH"}"#,
        r#"{"company_number":"Z9999_VR7","name":"C e.V.","current_status":"dormant","all_attributes":{"native_company_number":"Nirgends VR 7"},"registered_address":null}"#,
    ];
    let all = read(lines.join("\n").as_bytes());
    assert!(all.rejected.is_empty(), "{:?}", all.rejected);
    let [former, other, suffix, unknown] = all.records.as_slice() else {
        panic!("{all:?}")
    };
    assert_eq!(former.legal_status, LegalStatus::Ceased);
    assert_eq!(former.identifier("de_hr"), Some("Paderborn früher Höxter HRB 53"));
    assert_eq!(former.identifier("euid"), None);
    assert_eq!(other.identifier("de_hr"), None, "the words are of another entry");
    let seat = former.seat.as_ref().expect("a seat");
    assert_eq!(
        (seat.municipality(&[]), seat.country.as_deref()),
        (Some("Höxter"), Some("DE"))
    );
    assert_eq!(suffix.number, "X1517R_HRB395KI");
    assert_eq!(suffix.identifier("euid"), Some("DEX1517R.HRB395KI"));
    assert_eq!((suffix.legal_status, suffix.as_of), (LegalStatus::Unknown, None));
    assert_eq!((unknown.number.as_str(), unknown.identifiers.len()), ("Z9999_VR7", 0));
    assert_eq!(
        (&unknown.other["status"], &unknown.other["nativeNumber"]),
        (&"dormant".into(), &"Nirgends VR 7".into())
    );
}

#[test]
fn natural_persons_by_rule() {
    let persons = [
        ("Landtechnik Max Muster e.K.", "sole_trader"),
        ("Muster e. Kfm.", "sole_trader"),
        ("Muster & Sohn eK", "sole_trader"),
        ("Mia Muster, eingetragene Kauffrau", "sole_trader"),
        ("Muster OHG Inh. Max Muster e.K.", "sole_trader"),
        ("Radio Muster Inh. Max Muster", "owner_named"),
        ("Muster KG Inhaberin Mia Muster", "owner_named"),
        ("Max Muster", "no_company"),
        ("Adler-Apotheke Max Muster", "no_company"),
    ];
    let companies = [
        "Muster KG",
        "Muster K.G.",
        "Muster m.b.H. & Co",
        "Muster oHG",
        "EK Muster GmbH & Co. Elektro KG",
        "Autohaus Inhaber Firma Muster KG",
        "Main-Apotheke, Inhaber M. und N. Muster oHG",
        "Gebrüder Muster",
        "Muster u. Söhne",
        "Sparkasse Musterstadt",
        "Muster VermietungsgesellschaftmbH",
        "Muster Kommanditgesellschaft",
    ];
    let line = |at: usize, name: &str| format!(r#"{{"company_number":"B1204_HRA{}","name":"{name}"}}"#, at + 1);
    for (name, rule) in persons {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("companies");
        fs::write(&path, line(0, name)).expect("written");
        let mut reader = open(Register::OffeneRegister, &path, Options::new(folder.path())).expect("opens");
        let item = reader.next().expect("an item").expect("readable");
        assert!(
            matches!(
                item,
                registers::Item::Skipped {
                    reason: Skip::NaturalPerson,
                    number: None
                }
            ),
            "{name}"
        );
        let known: Vec<&str> = reader
            .persons()
            .iter()
            .filter(|(_, n)| *n == 1)
            .map(|(rule, _)| *rule)
            .collect();
        assert_eq!(known, [rule], "{name}");
    }
    let lines: Vec<String> = companies.iter().enumerate().map(|(at, name)| line(at, name)).collect();
    let all = read(lines.join("\n").as_bytes());
    let names: Vec<&str> = all
        .records
        .iter()
        .map(|record| record.names[0].value.as_str())
        .collect();
    assert_eq!(names, companies);
    // In the other registers a name says nothing of this kind.
    assert_eq!(
        read(br#"{"company_number":"B1204_HRB7","name":"Max Muster"}"#)
            .records
            .len(),
        1
    );
}

#[test]
fn lines_at_fault_cost_themselves_and_show_nobody() {
    let lines: [(&[u8], &str); 12] = [
        (br#"{"company_number":"B1204_HRB1","name":"Max Muster"#, "json"),
        (br#"{"name":"Max Muster"}"#, "shape"),
        (br#"{"company_number":7,"name":"Max Muster"}"#, "shape"),
        (br#"{"company_number":"B1204_HRB1","name":["Max Muster"]}"#, "shape"),
        (br#"{"company_number":"B1204_HRB1","previous_names":"x"}"#, "shape"),
        (br#"[1]"#, "shape"),
        (br#"{"company_number":"HRB 1","name":"A GmbH"}"#, "number_format HRB 1"),
        (
            br#"{"company_number":"B1204_HRB01","name":"A GmbH"}"#,
            "number_format B1204_HRB01",
        ),
        (
            br#"{"company_number":"B1204_HRB1","name":"A GmbH","jurisdiction_code":"at"}"#,
            "unknown_code at",
        ),
        (
            br#"{"company_number":"B1204_HRB1","name":"A GmbH","retrieved_at":"gestern"}"#,
            "date gestern",
        ),
        (
            b"{\"company_number\":\"B1204_HRB1\",\"name\":\"M\xfcller GmbH\"}",
            "encoding",
        ),
        (
            br#"{"company_number":"B1204_HRB2","name":"B GmbH"}"#,
            "duplicate B1204_HRB2",
        ),
    ];
    for (line, expected) in lines {
        let good = br#"{"company_number":"B1204_HRB2","name":"B GmbH"}"#;
        let all = read(
            &[
                good.as_slice(),
                b"\n\n",
                line,
                b"\n",
                br#"{"company_number":"B1204_HRB3"}"#,
            ]
            .concat(),
        );
        assert_eq!(all.rejects(), [format!("companies:3 {expected}")]);
        assert_eq!(
            (all.records.len(), all.skipped.as_slice()),
            (1, &[(Skip::NoName, Some("B1204_HRB3".to_owned()))][..])
        );
    }
    let all = read(&[WINERY.as_bytes(), b"\n{\"name\":\"", &vec![b'x'; 10 << 20], b"\"}\n"].concat());
    assert_eq!(
        (all.rejects(), all.records.len()),
        (vec!["companies:2 too_long".to_owned()], 1)
    );
    let person = br#"{"company_number":"B1204_HRA1","name":"Max Muster"}"#;
    assert_eq!(
        read(&[person.as_slice(), b"\n", person].concat()).rejects(),
        ["companies:2 duplicate"]
    );
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).expect("written");
    packer.finish().expect("packed")
}

pub(crate) fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut packer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    packer.write_all(bytes).expect("written");
    packer.finish().expect("packed")
}

#[test]
fn packed_in_one_member_or_several() {
    let line = |n: u32| format!("{{\"company_number\":\"B1204_HRB{n}\",\"name\":\"A GmbH\"}}\n").into_bytes();
    let plain = read(&[line(1), line(2)].concat());
    assert_eq!(plain.records.len(), 2);
    for packed in [
        gzip(&[line(1), line(2)].concat()),
        [gzip(&line(1)), gzip(&line(2))].concat(),
        bzip2(&[line(1), line(2)].concat()),
        [bzip2(&line(1)), bzip2(&line(2))].concat(),
    ] {
        assert_eq!(read(&packed), plain);
    }
}

#[test]
fn files_that_are_none_of_it() {
    let pack = |bytes: &[u8]| gzip(bytes);
    let cases: [(Vec<u8>, &str); 8] = [
        (Vec::new(), "empty_file"),
        (pack(b""), "empty_file"),
        (b"<!doctype html><title>404</title>".to_vec(), "wrong_format"),
        (pack(b"<html>"), "wrong_format"),
        (b"company_number;name\n".to_vec(), "wrong_format"),
        (b"[{}]".to_vec(), "wrong_format"),
        (b"PK\x03\x04".to_vec(), "wrong_format"),
        (pack(&gzip(b"{}")), "wrong_format"),
    ];
    for (bytes, code) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("companies");
        fs::write(&path, &bytes).expect("written");
        let fault = open(Register::OffeneRegister, &path, Options::new(folder.path())).expect_err("refused");
        assert_eq!(fault.code(), code, "{fault}");
        assert!(fault.to_string().contains("companies"), "{fault}");
    }
}

#[test]
fn packed_data_cut_short_end_the_reading_with_an_error() {
    let lines: String = (1..20_000)
        .map(|n| format!("{{\"company_number\":\"B1204_HRB{n}\",\"name\":\"A {n} GmbH\"}}\n"))
        .collect();
    for packed in [gzip(lines.as_bytes()), bzip2(lines.as_bytes())] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("companies");
        fs::write(&path, &packed[..packed.len() - 20]).expect("written");
        let mut reader = open(Register::OffeneRegister, &path, Options::new(folder.path())).expect("opens");
        let fault = reader.by_ref().find_map(Result::err).expect("an error");
        assert_eq!(fault.code(), "unreadable");
        assert_eq!(reader.next().map(|item| item.is_ok()), None);
    }
}

#[test]
fn the_only_name_there_is_may_be_a_former_one() {
    let mut record = registers::Record::new(Register::OffeneRegister, "B1204_HRB1");
    let name = |value: &str, kind| registers::Name {
        value: value.to_owned(),
        language: None,
        kind,
    };
    record.names = vec![name("Alt GmbH", NameKind::Former)];
    assert_eq!(record.display_name(&[]), Some(("Alt GmbH", None)));
    record.names.push(name("Kurz", NameKind::Abbreviation));
    assert_eq!(record.display_name(&[]), Some(("Kurz", None)));
}

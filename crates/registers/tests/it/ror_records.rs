//! Records of ROR in both schemas.

use registers::{LegalStatus, NameKind, Record};

use crate::ror_rows::read;

fn one(text: &str) -> Record {
    let mut all = read(text.replace('\n', " ").as_bytes());
    assert!(all.rejected.is_empty(), "{:?}", all.rejected);
    all.records.remove(0)
}

fn names(record: &Record) -> Vec<(NameKind, Option<&str>, &str)> {
    record
        .names
        .iter()
        .map(|n| (n.kind, n.language.as_deref(), n.value.as_str()))
        .collect()
}

const FIRST: &str = r#"{"id": "https://ror.org/05natt857", "name": "Musée", "established": 1850,
  "types": ["Archive"], "addresses": [{"lat": 49.6, "lng": 6.1, "city": "Luxembourg", "postcode": "L-2160", "line": "Rue Münster"}],
  "links": ["https://www.mnhn.lu"], "email_address": "a@mnhn.lu", "aliases": ["Natur"], "acronyms": ["MNHN"], "status": "active",
  "wikipedia_url": "https://en.wikipedia.org/wiki/M", "labels": [{"label": "Musée", "iso639": "FR"}, {"label": "Naturmusée", "iso639": "lb"}],
  "country": {"country_name": "Luxembourg", "country_code": "LU"}, "ip_addresses": [],
  "external_ids": {"GRID": {"preferred": "grid.1", "all": "grid.1"}, "ISNI": {"preferred": null, "all": ["0000"]}}}"#;

#[test]
fn the_first_schema() {
    let record = one(FIRST);
    assert_eq!(record.founded.map(|f| f.to_string()).as_deref(), Some("1850"));
    let expected = [
        (NameKind::Label, Some("fr"), "Musée"),
        (NameKind::Label, Some("lb"), "Naturmusée"),
        (NameKind::Alias, None, "Natur"),
        (NameKind::Abbreviation, None, "MNHN"),
    ];
    assert_eq!(names(&record), expected);
    let seat = record.seat.as_ref().expect("a seat");
    assert_eq!((seat.country.as_deref(), seat.point), (Some("LU"), Some((49.6, 6.1))));
    assert_eq!(
        (seat.municipality(&[]), seat.postal_code.as_deref()),
        (Some("Luxembourg"), Some("L-2160"))
    );
    assert_eq!(
        (record.websites[0].as_str(), record.emails[0].as_str()),
        ("https://www.mnhn.lu", "a@mnhn.lu")
    );
    assert_eq!(record.other["types"][0], "archive");
    assert_eq!(record.other["externalIds"]["grid"]["all"][0], "grid.1");
    assert_eq!(record.other["wikipedia"][0], "https://en.wikipedia.org/wiki/M");
    assert!(!record.other.contains_key("ip_addresses"));
}

const SECOND: &str = r#"{"id": "https://ror.org/00yphhr71", "established": null, "status": "inactive", "types": ["funder", "healthcare"],
  "admin": {"created": {"date": "2018-11-14"}, "last_modified": {"date": "2024-06-20", "schema_version": "2.0"}}, "domains": [],
  "external_ids": [{"all": ["grid.2"], "preferred": "grid.2", "type": "grid"}],
  "links": [{"type": "website", "value": "http://icl"}, {"type": "wikipedia", "value": "http://w"}],
  "locations": [{"geonames_details": {"country_code": "FR", "country_name": "France", "lat": 48.6, "lng": 6.17, "name": "Vandœuvre"}, "geonames_id": 2970797}],
  "names": [{"lang": null, "types": ["acronym"], "value": "ICL"}, {"lang": "en", "types": ["label"], "value": "Institute"},
            {"lang": "fr", "types": ["ror_display", "label"], "value": "Institut"}],
  "relationships": [{"label": "Centre", "type": "child", "id": "https://ror.org/022r5hc56"}]}"#;

#[test]
fn the_second_schema() {
    let record = one(SECOND);
    assert_eq!(record.legal_status, LegalStatus::Ceased);
    assert_eq!(record.as_of.map(|day| day.to_string()).as_deref(), Some("2024-06-20"));
    let expected = [
        (NameKind::Label, Some("fr"), "Institut"),
        (NameKind::Label, Some("en"), "Institute"),
        (NameKind::Abbreviation, None, "ICL"),
    ];
    assert_eq!(names(&record), expected);
    assert_eq!(
        record.seat.as_ref().and_then(|seat| seat.municipality(&[])),
        Some("Vandœuvre")
    );
    assert_eq!(record.websites, ["http://icl"]);
    assert_eq!(record.other["wikipedia"][0], "http://w");
    assert_eq!(record.other["relationships"][0]["label"], "Centre");
    assert_eq!(record.other["status"], "inactive");
    assert_eq!(record.other["externalIds"]["grid"]["preferred"], "grid.2");
}

#[test]
fn withdrawn_says_nothing_about_its_life() {
    let record = one(r#"{"id": "05natt857", "name": "M", "status": "withdrawn"}"#);
    assert_eq!(record.legal_status, LegalStatus::Unknown);
    assert_eq!(record.other["status"], "withdrawn");
    assert_eq!(record.seat, None);
}

#[test]
fn what_is_stored_reads_back_and_has_no_nul() {
    let record = one(r#"{"id": "05natt857", "name": "M\u0000N", "new": {"a\u0000": ["\u0000"]}}"#);
    let json = record.canonical_json().expect("JSON");
    assert!(!json.contains("\\u0000"), "{json}");
    assert_eq!(serde_json::from_str::<Record>(&json).expect("a record"), record);
    for text in [FIRST, SECOND] {
        let record = one(text);
        let json = record.canonical_json().expect("JSON");
        assert_eq!(serde_json::from_str::<Record>(&json).expect("a record"), record);
    }
}

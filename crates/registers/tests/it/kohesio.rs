//! Kohesio: operations joined to beneficiaries, people left out.

use registers::{Register, Skip};
use serde_json::json;

use crate::extract::{Everything, read_file, refused};

const HEADER: &str = "Operation_Unique_Identifier,Operation_Name_English,Operation_Name_Programme_Language,Operation_Summary_English,Operation_Summary_Programme_Language,Beneficiary_Name,Operation_Start_Date,Operation_End_Date,Total_Eligible_Expenditure_amount,Project_EU_Budget,Category_Label,Fund_Code,Fund_Name,Programme_Code,Programme_Name,NUTS3_Code,NUTS3_Label,LAU_Labels,Operation_Postcode,Location_Indicator_latitude_longitude";

const FIRST: &str = r#"Q2,A lab,Un labo,"A lab, new",Un labo neuf,Université Exemple,2016-01-01,2018-12-31,1000.5,500,Research,ERDF,Fund,2014FR05,Lorraine,FRF31,Meurthe,Nancy,54000,"48.69,6.18""#;
const SECOND: &str = "Q1,,,,,UNIVERSITÉ  EXEMPLE,,,,,,,,,,FRF31,,Nancy,54000,";

fn read(rows: &[&str]) -> Everything {
    read_file(
        Register::Kohesio,
        "projects.csv",
        format!("{HEADER}\n{}\n", rows.join("\n")).as_bytes(),
    )
}

#[test]
fn operations_of_one_beneficiary_are_one_record() {
    let all = read(&[FIRST, SECOND]);
    assert_eq!((all.records.len(), all.rejects().len()), (1, 0));
    let expected = json!({
        "register": "kohesio", "number": all.records[0].number, "legalStatus": "unknown",
        "names": [{"value": "Université Exemple", "kind": "label"}],
        "seat": {"postalCode": "54000", "municipality": {"und": "Nancy"}, "country": "FR", "point": [48.69, 6.18]},
        "other": {
            "placeOf": "operation", "operationCount": 2, "nutsCode": "FRF31",
            "operations": [
                {"id": "Q1"},
                {"id": "Q2", "nameEnglish": "A lab", "name": "Un labo", "summaryEnglish": "A lab, new", "summary": "Un labo neuf",
                 "start": "2016-01-01", "end": "2018-12-31", "eligibleExpenditure": 1000.5, "euBudget": 500.0,
                 "category": "Research", "fund": "ERDF", "programmeCode": "2014FR05", "programme": "Lorraine"},
            ],
        },
    });
    assert_eq!(serde_json::to_value(&all.records[0]).expect("JSON"), expected);
    // The number is the key the documentation describes, and the order of the rows makes none.
    assert_eq!(all.records[0].number.len(), 16);
    assert_eq!(read(&[SECOND, FIRST]).records, all.records);
    let elsewhere = FIRST.replace("54000", "57000");
    assert_eq!(read(&[FIRST, &elsewhere]).records.len(), 2);
}

#[test]
fn people_are_counted_and_nothing_else() {
    let person = FIRST.replace("Université Exemple", "Erika Muster");
    let all = read(&[&person, &person.replace("2016-01-01", "Erika"), FIRST]);
    assert_eq!((all.records.len(), all.rows["projects.csv"].dropped), (1, 2));
    assert_eq!(all.skipped, [(Skip::NaturalPerson, None)]);
    let torn = read(&["Erika Muster,1", FIRST]);
    assert_eq!(torn.rejects(), ["projects.csv:2 field_count"]);
    assert!(!format!("{all:?}{torn:?}").contains("Erika"));
}

#[test]
fn rows_and_files_that_cannot_be_used() {
    for (bad, expected) in [
        (FIRST.replace("Université Exemple", ""), "projects.csv:2 empty Q2"),
        (FIRST.replace("Q2", ""), "projects.csv:2 empty"),
        (FIRST.replace("2018-12-31", "soon"), "projects.csv:2 date soon"),
        (FIRST.to_owned(), "projects.csv:3 duplicate Q2"),
    ] {
        let all = read(&[&bad, FIRST]);
        assert_eq!((all.rejects(), all.records.len()), (vec![expected.to_owned()], 1));
    }
    for (bytes, code, says) in [
        (&b"<html>"[..], "wrong_format", "HTML"),
        (
            b"Operation_Unique_Identifier;Name\n",
            "missing_column",
            "Beneficiary_Name",
        ),
        (b"", "empty_file", "download"),
        (b"PK\x03\x04rest", "archive", "zip"),
    ] {
        let (found, text) = refused(Register::Kohesio, "projects.csv", bytes);
        assert!(found == code && text.contains(says), "{text}");
    }
}

#[test]
fn many_operations_are_counted_and_bounded() {
    let long = "x".repeat(100_000);
    let rows: Vec<String> = (1000..1400)
        .map(|at| FIRST.replace("Q2", &format!("Q{at}")).replace("Un labo neuf", &long))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let all = read(&rows);
    let other = &all.records[0].other;
    let kept = other["operations"].as_array().expect("a list");
    assert_eq!((other["operationCount"].as_u64(), kept.len()), (Some(400), 200));
    assert_eq!(kept[0]["id"], "Q1200");
    assert_eq!(kept[0]["summary"].as_str().map(str::len), Some(1_000));
}

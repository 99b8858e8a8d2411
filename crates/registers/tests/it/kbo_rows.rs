//! Rows that cannot be used: each with its file, line, reason and the value at fault, and nothing
//! else lost.

use crate::extract::{BANK, BANK_NAME, Extract};

#[test]
fn a_row_at_fault_costs_itself() {
    let long = "x".repeat(2 << 20);
    let cases: [(&str, &str, &str); 33] = [
        (
            "enterprise.csv",
            r#""0203.201.341","AC","000","2","014",,19-06-1959"#,
            "check_digit 0203.201.341",
        ),
        (
            "enterprise.csv",
            r#""2.000.000.339","AC","000","2","014",,19-06-1959"#,
            "number_format 2.000.000.339",
        ),
        ("enterprise.csv", r#""","AC","000","2","014",,19-06-1959"#, "empty"),
        (
            "enterprise.csv",
            r#""0403.449.823","ST","000","2","014",,19-06-1959"#,
            "unknown_code ST",
        ),
        (
            "enterprise.csv",
            r#""0403.449.823","AC","A","2","014",,19-06-1959"#,
            "unknown_code A",
        ),
        (
            "enterprise.csv",
            r#""0403.449.823","AC","000","7","014",,19-06-1959"#,
            "unknown_code 7",
        ),
        (
            "enterprise.csv",
            r#""0403.449.823","AC","000","2","014",,31-02-1959"#,
            "date 31-02-1959",
        ),
        (
            "enterprise.csv",
            r#""0403.449.823","AC","000","2","014",,19-06-59"#,
            "date 19-06-59",
        ),
        (
            "enterprise.csv",
            r#""0403.449.823","AC","000","2","014""#,
            "field_count 0403.449.823",
        ),
        ("enterprise.csv", BANK, "duplicate 0203.201.340"),
        (
            "establishment.csv",
            "2.000.000.338,01-11-1974,0203.201.340",
            "check_digit 2.000.000.338",
        ),
        (
            "establishment.csv",
            "0403.449.823,01-11-1974,0203.201.340",
            "number_format 0403.449.823",
        ),
        (
            "establishment.csv",
            "2.000.000.339,01-11-1974,0403.449.823",
            "orphan 0403.449.823",
        ),
        ("establishment.csv", "2.000.000.339,1974,0203.201.340", "date 1974"),
        (
            "branch.csv",
            "2.000.000.339,01-11-1974,0203.201.340",
            "number_format 2.000.000.339",
        ),
        ("denomination.csv", "0203.201.340,5,1,Name", "unknown_code 5"),
        ("denomination.csv", "0203.201.340,1,5,Name", "unknown_code 5"),
        ("denomination.csv", "0203.201.340,1,1,  ", "empty"),
        ("denomination.csv", "0203.201.340,1,1,A, B", "field_count 0203.201.340"),
        (
            "denomination.csv",
            "EntityNumber,Language,TypeOfDenomination,Denomination",
            "repeated_header EntityNumber",
        ),
        ("denomination.csv", "0403.449.823,1,1,Name", "orphan 0403.449.823"),
        ("denomination.csv", "2.000.000.339,1,1,Name", "orphan 2.000.000.339"),
        ("denomination.csv", "0203.201.341,1,1,Name", "check_digit 0203.201.341"),
        (
            "denomination.csv",
            &format!("0203.201.340,1,1,{long}"),
            "too_long 0203.201.340",
        ),
        (
            "denomination.csv",
            "0203.201.340,1,1,\"Name",
            "unclosed_quote 0203.201.340",
        ),
        ("address.csv", "0203.201.340,HOME,,,1000,,,,,,,,", "unknown_code HOME"),
        ("address.csv", "0203.201.340,REGO,,,1000,,,,,,,,gone", "date gone"),
        ("contact.csv", "0203.201.340,ENT,FAX,02", "unknown_code FAX"),
        ("contact.csv", "0203.201.340,ENT,TEL,", "empty"),
        ("activity.csv", "0203.201.340,9,2008,84130,MAIN", "unknown_code 9"),
        ("activity.csv", "0203.201.340,1,1997,84130,MAIN", "unknown_code 1997"),
        ("activity.csv", "0203.201.340,1,2008,A,MAIN", "unknown_code A"),
        ("code.csv", "JuridicalForm,014,XX,SA", "unknown_code XX"),
    ];
    for (file, row, expected) in cases {
        let extract = Extract::of_a_bank();
        let before = match file {
            "enterprise.csv" => BANK,
            "denomination.csv" => BANK_NAME,
            "code.csv" => "JuridicalForm,014,FR,SA",
            "contact.csv" => "0203.201.340,ENT,WEB,www.nbb.be",
            "address.csv" => "0203.201.340,REGO,,,1000,Brussel,Bruxelles,,,14,,,",
            "activity.csv" => "0203.201.340,6,2008,64110,MAIN",
            "establishment.csv" => "2.000.002.022,01-04-1963,0203.201.340",
            _ => "9.000.006.626,01-04-1963,0203.201.340",
        };
        extract.rows(file, &[before, row]);
        let all = extract.read();
        let head: String = row.chars().take(80).collect();
        let found = all.rejects();
        assert_eq!(found, [format!("{file}:3 {expected}")], "{head}");
        assert_eq!(all.records.len(), 1, "{head}");
    }
}

#[test]
fn a_quote_that_lost_its_partner_does_not_swallow_the_file() {
    let extract = Extract::of_a_bank();
    let mut rows = vec!["0203.201.340,1,3,\"Lost".to_owned()];
    rows.extend((0..100).map(|i| format!("0203.201.340,1,3,Name {i}")));
    rows.push("0203.201.340,2,1,\"Nationale\nBank\"".to_owned());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    extract.rows("denomination.csv", &rows);
    let all = extract.read();
    assert_eq!(all.rejects(), ["denomination.csv:2 unclosed_quote 0203.201.340"]);
    assert_eq!(all.rows["denomination.csv"].read, 102);
    // A name on two lines is one name.
    assert_eq!(
        all.records[0].display_name(&["nl"]),
        Some(("Nationale Bank", Some("nl")))
    );
    assert_eq!(all.records[0].names.len(), 101);
}

#[test]
fn rows_in_another_encoding_are_told_one_by_one() {
    let extract = Extract::of_a_bank();
    let latin =
        b"EntityNumber,Language,TypeOfDenomination,Denomination\n0203.201.340,1,1,Li\xe8ge\n0203.201.340,2,1,Luik\n";
    extract.write("denomination.csv", latin);
    let all = extract.read();
    assert_eq!(all.rejects(), ["denomination.csv:2 encoding 0203.201.340"]);
    assert_eq!(all.records[0].names.len(), 1);
}

#[test]
fn a_file_cut_within_a_row_loses_that_row() {
    let extract = Extract::of_a_bank();
    let path = extract.path().join("denomination.csv");
    let whole = std::fs::read(&path).expect("there");
    let second = b"\"0203.201.340\",\"2\",\"00";
    extract.write("denomination.csv", &[whole.as_slice(), second].concat());
    let all = extract.read();
    assert_eq!(all.rejects(), ["denomination.csv:3 unclosed_quote 0203.201.340"]);
    assert_eq!(all.records.len(), 1);
}

#[test]
fn line_ends_blank_lines_and_a_mark_at_the_beginning() {
    let extract = Extract::of_a_bank();
    let bytes = "\u{feff}EntityNumber,Language,TypeOfDenomination,Denomination\r\n\r\n0203.201.340,1,1,Banque\r\n\n";
    extract.write("denomination.csv", bytes.as_bytes());
    let all = extract.read();
    assert_eq!(all.rejects(), Vec::<String>::new());
    assert_eq!(all.rows["denomination.csv"].read, 1);
    assert_eq!(all.records[0].names[0].value, "Banque");
}

#[test]
fn columns_in_another_order_and_more_of_them() {
    let extract = Extract::of_a_bank();
    extract.write(
        "denomination.csv",
        b"Denomination,New,TypeOfDenomination,Language,EntityNumber\nBanque,x,001,1,0203.201.340\n",
    );
    extract.write(
        "enterprise.csv",
        b"StartDate,JuridicalForm,TypeOfEnterprise,JuridicalSituation,Status,EnterpriseNumber\n01-01-2001,14,2,0,AC,0203201340\n",
    );
    let all = extract.read();
    assert_eq!(all.rejects(), Vec::<String>::new());
    let record = &all.records[0];
    assert_eq!(record.legal_form.as_ref().map(|form| form.code.as_str()), Some("014"));
    assert_eq!(record.legal_status.code(), "active");
}

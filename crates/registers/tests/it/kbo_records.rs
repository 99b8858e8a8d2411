//! Records of the KBO: what the rows of one enterprise become.

use registers::{LegalStatus, NaceVersion, NameKind, Options, Register, Skip, open};

use crate::extract::{BANK, BANK_NAME, Extract, everything};

fn bank_with_everything() -> Extract {
    let extract = Extract::of_a_bank();
    extract.rows(
        "code.csv",
        &[
            "\"JuridicalForm\",\"014\",\"FR\",\" Société anonyme\"",
            "\"JuridicalForm\",\"014\",\"DE\",\"Aktiengesellschaft\"",
            "\"Nace2008\",\"64110\",\"FR\",\"Banques centrales\"",
        ],
    );
    extract.write(
        "meta.csv",
        b"\"Variable\",\"Value\"\n\"SnapshotDate\",\"30-09-2024\"\n\"ExtractType\",\"full\"\n",
    );
    extract.rows("establishment.csv", &["2.000.000.339,01-11-1974,0203.201.340"]);
    extract.rows("branch.csv", &["9.000.006.626,,0203.201.340"]);
    extract.rows(
        "denomination.csv",
        &[
            "\"0203.201.340\",\"0\",\"001\",\"Nationalbank\"",
            "\"0203.201.340\",\"2\",\"002\",\"NBB\"",
            "0203.201.340,2,1,Nationale  Bank ",
            BANK_NAME,
            BANK_NAME,
            "2.000.000.339,1,3,Agence de Liège",
            "9.000.006.626,4,4,Branch",
        ],
    );
    extract.rows(
        "address.csv",
        &[
            "0203.201.340,REGO,,,1000,Brussel,Bruxelles,Laan,Boulevard,14,A,Hall,",
            "0203.201.340,OBAD,,,4000,Luik,Liège,,,1,,,21/09/22",
            "2.000.000.339,BAET,Duitsland (Bondsrep.),Allemagne (Rép.féd.),D-52062,Aken,Aix,,,,,,",
            "9.000.006.626,ABBR,Mars,Mars,,,,,,,,,",
        ],
    );
    extract.rows(
        "contact.csv",
        &[
            "0203.201.340,ENT,WEB,www.nbb.be",
            "0203.201.340,ENT,TEL,02 221",
            "2.000.000.339,EST,EMAIL,a@b.be",
        ],
    );
    extract.rows(
        "activity.csv",
        &[
            "0203.201.340,1,2008,64110,SECO",
            "0203.201.340,006,2008,64110,MAIN",
            "0203.201.340,1,2008,64110,ANCI",
            "0203.201.340,1,2025,1110,SECO",
            "2.000.000.339,3,2003,65110,ANCI",
        ],
    );
    extract
}

#[test]
fn an_enterprise_with_all_there_can_be() {
    let all = bank_with_everything().read();
    assert_eq!(all.rejects(), Vec::<String>::new());
    let [record] = all.records.as_slice() else {
        panic!("{all:?}")
    };

    assert_eq!((record.register, record.number.as_str()), (Register::Kbo, "0203201340"));
    assert_eq!(record.as_of.map(|day| day.to_string()).as_deref(), Some("2024-09-30"));
    assert_eq!(record.identifier("be_enterprise"), Some("0203201340"));
    assert_eq!(record.legal_status, LegalStatus::Active);
    assert_eq!(record.founded.map(|f| f.to_string()).as_deref(), Some("1959-06-19"));
    let form = record.legal_form.as_ref().expect("a form");
    assert_eq!(
        (form.code.as_str(), form.labels["fr"].as_str()),
        ("014", "Société anonyme")
    );

    let names: Vec<_> = record
        .names
        .iter()
        .map(|n| (n.kind, n.language.as_deref(), n.value.as_str()))
        .collect();
    let expected = [
        (NameKind::Legal, Some("fr"), "Banque Nationale"),
        (NameKind::Legal, Some("nl"), "Nationale Bank"),
        (NameKind::Legal, None, "Nationalbank"),
        (NameKind::Abbreviation, Some("nl"), "NBB"),
    ];
    assert_eq!(names, expected);

    let seat = record.seat.as_ref().expect("a seat");
    assert_eq!(seat.street_line(&["fr"]).as_deref(), Some("Boulevard 14 b A"));
    assert_eq!(
        (seat.country.as_deref(), seat.municipality(&["nl"])),
        (Some("BE"), Some("Brussel"))
    );
    let other = &record.other["addresses"][0];
    assert_eq!(
        (other["type"].as_str(), other["address"]["struckOff"].as_str()),
        (Some("OBAD"), Some("2022-09-21"))
    );
    assert_eq!(
        (record.websites.as_slice(), record.phones.as_slice()),
        (&["www.nbb.be".to_owned()][..], &["02 221".to_owned()][..])
    );

    let activities: Vec<_> = record
        .activities
        .iter()
        .map(|a| (a.nace, a.code.as_str(), a.main, a.groups.len()))
        .collect();
    assert_eq!(
        activities,
        [
            (NaceVersion::Rev2, "64110", true, 2),
            (NaceVersion::Rev21, "01110", false, 1)
        ]
    );
    assert_eq!(record.activities[0].groups["001"], "SECO");
}

#[test]
fn establishments_and_branches_have_their_own() {
    let all = bank_with_everything().read();
    let [place, branch] = all.records[0].establishments.as_slice() else {
        panic!("{all:?}")
    };
    assert_eq!((place.number.as_str(), place.branch), ("2000000339", false));
    assert_eq!(place.names[0].value, "Agence de Liège");
    let address = place.address.as_ref().expect("an address");
    assert_eq!(
        (address.country.as_deref(), address.postal_code.as_deref()),
        (Some("DE"), Some("D-52062"))
    );
    assert_eq!(
        (place.emails.as_slice(), place.activities.len()),
        (&["a@b.be".to_owned()][..], 1)
    );
    assert_eq!(
        (branch.number.as_str(), branch.branch, branch.started),
        ("9000006626", true, None)
    );
    let unknown = branch.address.as_ref().expect("an address");
    assert_eq!(
        (unknown.country.as_deref(), unknown.country_name["fr"].as_str()),
        (None, "Mars")
    );
}

#[test]
fn without_a_name_it_is_skipped_also_if_its_establishment_has_one() {
    let extract = Extract::empty();
    extract.rows("enterprise.csv", &[BANK]);
    extract.rows("establishment.csv", &["2.000.000.339,01-11-1974,0203.201.340"]);
    extract.rows("denomination.csv", &["2.000.000.339,1,3,Agence"]);
    let all = extract.read();
    assert_eq!(all.skipped, [(Skip::NoName, Some("0203201340".to_owned()))]);
    assert!(all.records.is_empty() && all.rejected.is_empty());
}

#[test]
fn one_that_is_too_large_is_skipped_and_the_next_is_read() {
    let extract = Extract::of_a_bank();
    extract.rows("enterprise.csv", &[BANK, r#""0403.449.823","AC","012","2","014",,"#]);
    let name = "x".repeat(500_000);
    let mut rows: Vec<String> = (0..40).map(|i| format!("0203.201.340,1,3,{i}{name}")).collect();
    rows.push("0403.449.823,1,1,Solvay".to_owned());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    extract.rows("denomination.csv", &rows);
    let all = extract.read();
    assert_eq!(all.skipped, [(Skip::TooLarge, Some("0203201340".to_owned()))]);
    assert_eq!(all.records[0].legal_status, LegalStatus::InLiquidation);
}

#[test]
fn the_day_given_goes_before_the_day_of_the_extract() {
    let extract = bank_with_everything();
    let as_of = "2025-01-01".parse().ok();
    let options = Options {
        as_of,
        ..extract.options()
    };
    let all = everything(open(Register::Kbo, &extract.path(), options).expect("opens"));
    assert_eq!(all.records[0].as_of, as_of);
}

#[test]
fn other_files_are_named_and_not_read() {
    let extract = Extract::of_a_bank();
    extract.write("address_alt.csv", b"not,read");
    extract.write("activity_1.csv", b"");
    let reader = extract.open().expect("opens");
    assert_eq!(reader.ignored(), ["activity_1.csv", "address_alt.csv"]);
}

#[test]
fn the_fingerprint_knows_the_input_again() {
    let extract = Extract::of_a_bank();
    let mark = |extract: &Extract| extract.open().expect("opens").fingerprint();
    let before = mark(&extract);
    assert_eq!(mark(&extract), before);
    extract.write("unofficial.csv", b"x");
    assert_eq!(mark(&extract), before);
    extract.rows(
        "denomination.csv",
        &["\"0203.201.340\",\"1\",\"001\",\"Banque nationale\""],
    );
    assert_ne!(mark(&extract), before);
}

#[test]
fn an_unfinished_reading_leaves_nothing_in_the_scratch_folder() {
    let extract = bank_with_everything();
    let options = Options {
        run_bytes: 0,
        ..extract.options()
    };
    let mut reader = open(Register::Kbo, &extract.path(), options).expect("opens");
    assert!(reader.next().is_some());
    drop(reader);
    assert_eq!(std::fs::read_dir(extract.scratch()).expect("there").count(), 0);
}

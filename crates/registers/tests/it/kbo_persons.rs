//! Natural persons: counted, and nothing of them kept, not even in a reason for rejection.

use registers::Skip;

use crate::extract::{BANK, BANK_NAME, Extract};

const CANARY: &str = "Dupont";

#[test]
fn nothing_of_a_natural_person_comes_out() {
    let extract = Extract::of_a_bank();
    let person = r#""0403.449.823","AC","000","1",,,01-02-1990"#;
    // The same with a number that fails, and once more: neither says whose it is.
    let torn = r#""0403.449.824","AC","000","1",,,Dupont"#;
    extract.rows("enterprise.csv", &[BANK, person, torn, person]);
    extract.rows(
        "establishment.csv",
        &[
            "2.000.000.339,01-11-1974,0403.449.823",
            "2.000.000.338,Dupont,0403.449.823",
        ],
    );
    extract.rows(
        "denomination.csv",
        &[
            BANK_NAME,
            "0403.449.823,1,1,Dupont Jean",
            "0403.449.823,9,Dupont,Dupont Jean",
            "2.000.000.339,1,3,Chez Dupont",
        ],
    );
    extract.rows(
        "address.csv",
        &[
            "2.000.000.339,BAET,,,4000,Luik,Liège,,Rue Dupont,1,,,",
            "0403.449.823,Dupont,,,,,,,,,,,",
        ],
    );
    extract.rows("contact.csv", &["0403.449.823,ENT,EMAIL,jean@dupont.be"]);
    extract.rows("activity.csv", &["0403.449.823,1,2008,Dupont,MAIN"]);
    let all = extract.read();

    let text = format!("{all:?}");
    assert!(!text.to_lowercase().contains(&CANARY.to_lowercase()), "{text}");
    assert!(!text.contains("0403"), "{text}");
    assert_eq!(all.records.len(), 1);
    assert_eq!(all.skipped, [(Skip::NaturalPerson, None), (Skip::NaturalPerson, None)]);
    assert_eq!(all.rejects(), ["enterprise.csv:5 duplicate"]);
    let dropped: Vec<(&str, u64)> = all
        .rows
        .iter()
        .filter(|(_, r)| r.dropped > 0)
        .map(|(f, r)| (f.as_str(), r.dropped))
        .collect();
    let expected = [
        ("activity.csv", 1),
        ("address.csv", 2),
        ("contact.csv", 1),
        ("denomination.csv", 3),
        ("enterprise.csv", 2),
        ("establishment.csv", 2),
    ];
    assert_eq!(dropped, expected);
}

//! Golden records: what a small input of each register becomes, in each form it comes in.

use std::fmt::Write as _;

use crate::extract::everything;
use crate::inputs::all;

/// Forms that must say the same as another.
const SAME: [(&str, &str); 8] = [
    ("kbo, folder", "kbo, zip"),
    ("sirene, 35 and 54 columns", "sirene, 35 and 54 columns, in zips"),
    ("sirene, 35 and 54 columns", "sirene, parquet, snappy"),
    ("sirene, 35 and 54 columns", "sirene, parquet, zstd"),
    ("offeneregister, plain", "offeneregister, gz"),
    ("offeneregister, plain", "offeneregister, bz2"),
    ("cordis, commas", "cordis, semicolons"),
    ("cordis, commas", "cordis, tabs"),
];

#[test]
fn of_every_register_in_every_form() {
    let mut text = String::new();
    for input in all() {
        if SAME.iter().any(|(_, other)| *other == input.form) {
            continue;
        }
        let all = input.open(|reader| everything(reader.expect("opens")));
        writeln!(text, "== {}", input.form).expect("written");
        for record in &all.records {
            let json = serde_json::to_string_pretty(record).expect("JSON");
            writeln!(text, "{json}").expect("written");
        }
        for (reason, number) in &all.skipped {
            writeln!(text, "skipped {} {number:?}", reason.code()).expect("written");
        }
        for reject in all.rejects() {
            writeln!(text, "rejected {reject}").expect("written");
        }
    }
    insta::assert_snapshot!(text);
}

/// How a file is packed or delimited says nothing about what is in it.
#[test]
fn forms_of_one_content_are_one() {
    let read = |form: &str| {
        let input = all().into_iter().find(|input| input.form == form).expect("a form");
        input.open(|reader| everything(reader.expect("opens")).records)
    };
    for (one, other) in SAME {
        assert_eq!(read(one), read(other), "{one} and {other}");
    }
}

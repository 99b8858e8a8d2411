//! Entries of a list that cannot be used.

use std::fs;

use registers::{Options, Register, Skip, open};

use crate::extract::{Everything, everything};

/// Reads a list of this text.
pub(crate) fn read(text: &[u8]) -> Everything {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.json");
    fs::write(&path, text).expect("written");
    everything(open(Register::Ror, &path, Options::new(folder.path())).expect("opens"))
}

const GOOD: &str = r#"{"id": "https://ror.org/05natt857", "name": "Museum", "status": "active"}"#;

#[test]
fn an_entry_at_fault_costs_itself() {
    let cases: [(&str, &str); 12] = [
        (
            r#"{"id": "https://ror.org/05natt858", "name": "M"}"#,
            "check_digit https://ror.org/05natt858",
        ),
        (
            r#"{"id": "https://example.org", "name": "M"}"#,
            "number_format https://example.org",
        ),
        (r#"{"name": "M"}"#, "shape"),
        (r#"{"id": 7}"#, "shape 7"),
        (r#"{"id": "059dyrr28", "names": "M"}"#, "shape \"M\""),
        (
            r#"{"id": "059dyrr28", "name": "M", "established": "1850"}"#,
            "shape \"1850\"",
        ),
        (
            r#"{"id": "059dyrr28", "name": "M", "status": "gone"}"#,
            "unknown_code gone",
        ),
        (
            r#"{"id": "059dyrr28", "names": [{"value": "M", "types": ["nick"]}]}"#,
            "unknown_code nick",
        ),
        (GOOD, "duplicate 05natt857"),
        (
            r#"{"id": "059dyrr28", "name": "Mu"#,
            "json {\"id\": \"059dyrr28\", \"name\": \"Mu",
        ),
        ("[1]", "shape"),
        ("id;name", "json id;name"),
    ];
    for (entry, expected) in cases {
        let all = read(format!("{GOOD}\n\n{entry}\n").as_bytes());
        assert_eq!(all.rejects(), [format!("list.json:3 {expected}")], "{entry}");
        assert_eq!(all.records.len(), 1, "{entry}");
        assert_eq!(all.rows["list.json"].read, 2, "{entry}");
    }
}

#[test]
fn encoding_depth_and_length() {
    let latin = [GOOD.as_bytes(), b"\n{\"id\": \"059dyrr28\", \"name\": \"Li\xe8ge\"}\n"].concat();
    assert_eq!(read(&latin).rejected[0].reason.code(), "encoding");
    let deep = format!("{GOOD}\n{{\"a\": {}\n", "[".repeat(100_000));
    assert_eq!(read(deep.as_bytes()).rejected[0].reason.code(), "json");
    let long = format!("{GOOD}\n{{\"id\": \"{}\"}}\n", "x".repeat(2 << 20));
    assert_eq!(read(long.as_bytes()).rejected[0].reason.code(), "too_long");
    let array = format!("[{{\"id\": \"{}\"}},\n{GOOD}]", "x".repeat(2 << 20));
    let all = read(array.as_bytes());
    assert_eq!((all.rejected[0].reason.code(), all.records.len()), ("too_long", 1));
}

#[test]
fn an_array_cut_short_is_told() {
    for text in [format!("[{GOOD},\n"), format!("[{GOOD},\n{{\"id\": \"059dy")] {
        let all = read(text.as_bytes());
        assert_eq!((all.records.len(), all.rejected.len()), (1, 1), "{text}");
        assert_eq!(all.rejected[0].reason.code(), "json");
    }
}

#[test]
fn without_a_name_it_is_skipped() {
    let all = read(br#"{"id": "https://ror.org/059dyrr28", "name": "  ", "status": "active"}"#);
    assert_eq!(all.skipped, [(Skip::NoName, Some("059dyrr28".to_owned()))]);
}

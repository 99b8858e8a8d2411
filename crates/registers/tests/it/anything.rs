//! Any bytes under the name of any file: an error or items, and no panic.

use std::path::Path;

use proptest::prelude::*;
use registers::{Options, Register, open};

use crate::extract::{Extract, everything};

const FILES: [&str; 9] = [
    "meta.csv",
    "code.csv",
    "enterprise.csv",
    "establishment.csv",
    "branch.csv",
    "denomination.csv",
    "address.csv",
    "contact.csv",
    "activity.csv",
];

fn header(file: &str) -> Vec<u8> {
    let extract = Extract::empty();
    std::fs::read(extract.path().join(file)).unwrap_or_else(|_| b"Variable,Value\n".to_vec())
}

/// Bytes that look like CSV or JSON more often than chance would have it.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"0203.201.340".to_vec()),
        Just(b"2.000.000.339".to_vec()),
        Just(b"\"".to_vec()),
        Just(b",".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"{\"id\": \"https://ror.org/05natt857\", \"names\": [".to_vec()),
        Just(b"[{}]".to_vec()),
        Just(b"{\"company_number\":\"B1204_HRB260632\",\"name\":\"A GmbH\",\"registered_address\":\"".to_vec()),
        Just(b"}".to_vec()),
        Just(b"\xef\xbb\xbf".to_vec()),
        "[ -~]{0,6}".prop_map(String::into_bytes),
        proptest::collection::vec(any::<u8>(), 0..6),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn read_list(path: &Path) {
    let scratch = path.parent().expect("a folder");
    for register in [Register::Ror, Register::OffeneRegister, Register::Gleif] {
        if let Ok(reader) = open(register, path, Options::new(scratch)) {
            let rows = everything(reader).rows;
            assert_eq!(rows.len(), 1);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_in_a_file_of_the_extract(at in 0..FILES.len(), with_header in any::<bool>(), bytes in bytes()) {
        let extract = Extract::of_a_bank();
        let begin = if with_header { header(FILES[at]) } else { Vec::new() };
        extract.write(FILES[at], &[begin, bytes].concat());
        if let Ok(mut reader) = extract.open() {
            while let Some(Ok(_)) = reader.next() {}
            prop_assert!(reader.next().is_none());
        }
    }

    #[test]
    fn any_bytes_as_a_list(bytes in bytes()) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list.json");
        for begin in [&b""[..], b"[", b"{\"id\":", b"{\"company_number\":"] {
            std::fs::write(&path, [begin, &bytes].concat()).expect("written");
            read_list(&path);
        }
    }

    #[test]
    fn any_bytes_as_a_table_of_participations_or_operations(with_header in any::<bool>(), bytes in bytes()) {
        let headers = [
            (Register::Cordis, "projectID;organisationID;vatNumber;name;SME;activityType;street;postCode;city;country\n"),
            (Register::Kohesio, "Operation_Unique_Identifier,Beneficiary_Name\n"),
        ];
        for (register, header) in headers {
            let begin = if with_header { header.as_bytes() } else { b"" };
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("organization.csv");
            std::fs::write(&path, [begin, &bytes].concat()).expect("written");
            if let Ok(reader) = open(register, &path, Options::new(folder.path())) {
                everything(reader);
            }
        }
    }
}

//! Input that is no register at all: a typed error that names the thing and the mend.

use std::fs;
use std::path::Path;

use registers::{Options, ReadError, Register, open};

use crate::extract::Extract;

fn fault(extract: &Extract) -> ReadError {
    extract.open().expect_err("refused")
}

#[test]
fn a_file_that_is_not_what_its_name_says() {
    let utf16: Vec<u8> = "EntityNumber,Language\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let marked = [b"\xff\xfe".as_slice(), &utf16].concat();
    let long = vec![b'x'; 2 << 20];
    let cases: [(&[u8], &str, &str); 17] = [
        (b"", "empty_file", "download it again"),
        (b"\xef\xbb\xbf", "empty_file", "denomination.csv"),
        (b" \n\n", "empty_file", "denomination.csv"),
        (&marked, "wrong_format", "UTF-16"),
        (&utf16, "wrong_format", "UTF-16"),
        (b"Li\xe8ge,Language\n", "wrong_format", "save it as UTF-8"),
        (b"PK\x03\x04rest", "wrong_format", "zip"),
        (b"\x1f\x8brest", "wrong_format", "gzip"),
        (
            b"a\0\0\0\0\0\0\0\0\0b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w\n",
            "wrong_format",
            "binary",
        ),
        (
            b"EntityNumber;Language;TypeOfDenomination;Denomination\n",
            "wrong_delimiter",
            "semicolons",
        ),
        (
            b"EntityNumber\tLanguage\tTypeOfDenomination\tDenomination\n",
            "wrong_delimiter",
            "tabs",
        ),
        (
            b"EntityNumber,Language,TypeOfDenomination\n",
            "missing_column",
            "Denomination",
        ),
        (b"0200.065.765,2,1,Veneco\n", "missing_column", "EntityNumber"),
        (
            b"EntityNumber,Language,TypeOfDenomination,Denomination,Language\n",
            "repeated_column",
            "Language",
        ),
        (b"EntityNumber,Language\r0200,1\r", "wrong_format", "Macintosh"),
        (b"\"EntityNumber,Language\n", "wrong_format", "quotation mark"),
        (&long, "header_too_long", "1048576"),
    ];
    for (bytes, code, says) in cases {
        let extract = Extract::of_a_bank();
        extract.write("denomination.csv", bytes);
        let fault = fault(&extract);
        let text = fault.to_string();
        assert_eq!(fault.code(), code, "{text}");
        assert!(text.contains("denomination.csv") && text.contains(says), "{text}");
    }
}

#[test]
fn a_folder_for_a_file_and_the_reverse() {
    let extract = Extract::of_a_bank();
    let file = extract.path().join("enterprise.csv");
    let read = |register, path: &Path| open(register, path, extract.options()).expect_err("refused");
    assert_eq!(read(Register::Kbo, &file).code(), "not_a_folder");
    assert_eq!(read(Register::Ror, &extract.path()).code(), "not_a_file");
    assert_eq!(read(Register::Kbo, &extract.path().join("nothing")).code(), "not_found");
    assert_eq!(read(Register::Ror, &extract.path().join("nothing")).code(), "not_found");
    fs::remove_file(&file).expect("removed");
    let missing = read(Register::Kbo, &extract.path());
    assert_eq!(missing.code(), "missing_file");
    assert!(missing.to_string().contains("enterprise.csv") && missing.to_string().contains("establishment.csv"));
    fs::create_dir(&file).expect("a folder");
    assert_eq!(read(Register::Kbo, &extract.path()).code(), "not_a_file");
}

#[test]
fn an_empty_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let fault = open(Register::Kbo, folder.path(), Options::new(folder.path())).expect_err("refused");
    assert!(fault.to_string().contains("no CSV file"), "{fault}");
}

#[test]
fn a_list_that_is_none() {
    for (bytes, code, says) in [
        (&b""[..], "empty_file", "list.json"),
        (b"<html>", "wrong_format", "HTML"),
        (b"id;name\n1;2\n", "wrong_format", "JSON lines"),
        (b"PK\x03\x04", "wrong_format", "unpack"),
        (b"\xfe\xff\0{", "wrong_format", "UTF-16"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list.json");
        fs::write(&path, bytes).expect("written");
        let fault = open(Register::Ror, &path, Options::new(folder.path())).expect_err("refused");
        assert_eq!(fault.code(), code);
        assert!(fault.to_string().contains(says), "{fault}");
    }
}

#[test]
fn an_update_extract_is_no_full_one() {
    let extract = Extract::of_a_bank();
    extract.write("meta.csv", b"Variable,Value\nExtractType,update\n");
    let fault = extract.open().expect_err("refused");
    assert_eq!(fault.code(), "update_extract");
    assert!(fault.to_string().contains("_Full.zip first"), "{fault}");
}

#[test]
fn a_scratch_folder_that_cannot_be_used() {
    let extract = Extract::of_a_bank();
    let file = extract.path().join("code.csv");
    for scratch in [file, extract.path().join("nothing"), "/proc".into()] {
        let fault = open(Register::Kbo, &extract.path(), Options::new(&scratch)).expect_err("refused");
        assert_eq!(fault.code(), "scratch", "{fault}");
        assert!(fault.to_string().contains(&*scratch.to_string_lossy()), "{fault}");
    }
}

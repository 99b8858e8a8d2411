//! Tables as offices send them, and what is sent instead of them.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use rust_xlsxwriter::{Formula, Workbook};
use zip::write::SimpleFileOptions;

use super::*;

fn cells(sheet: &Sheet) -> Vec<Vec<&str>> {
    let header = sheet.header.iter().map(String::as_str).collect();
    let rows = sheet.rows.iter();
    std::iter::once(header)
        .chain(rows.map(|row| row.cells.iter().map(String::as_str).collect()))
        .collect()
}

fn utf16(text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mut all = mark.to_vec();
    all.extend(text.encode_utf16().flat_map(bytes));
    all
}

#[test]
fn marks_and_encodings() {
    let expected = vec![vec!["Name", "Ort"], vec!["Müller & Söhne", "Saarbrücken"]];
    let text = "Name;Ort\r\nMüller & Söhne;Saarbrücken\r\n";
    let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    for (what, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with its mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("Windows-1252", windows),
        ("UTF-16 LE", utf16(text, b"\xff\xfe", u16::to_le_bytes)),
        ("UTF-16 BE", utf16(text, b"\xfe\xff", u16::to_be_bytes)),
        ("UTF-16 LE without a mark", utf16(text, b"", u16::to_le_bytes)),
        ("commas", text.replace(';', ",").into_bytes()),
        ("tabs", text.replace(';', "\t").into_bytes()),
        ("bars", text.replace(';', "|").into_bytes()),
        ("Excel's first line", format!("sep=;\r\n{text}").into_bytes()),
        ("blank lines", format!("\r\n\r\n{text}\r\n;\r\n").into_bytes()),
    ] {
        assert_eq!(cells(&read("liste.csv", &bytes).unwrap()), expected, "{what}");
    }
}

#[test]
fn lines_are_those_of_the_spreadsheet() {
    let text = "Name;Text\nEins;\"a\nb\"\n\nZwei;c;zu viel\n";
    let sheet = read("a.csv", text.as_bytes()).unwrap();
    let lines: Vec<usize> = sheet.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 5]);
    assert_eq!(sheet.header, ["Name", "Text", ""]);
    assert_eq!(sheet.rows[0].cells, ["Eins", "a\nb", ""]);
}

#[test]
fn lines_end_as_anybody_ends_them() {
    let sheet = read("a.csv", b"Name;Ort\rEins;\r\nZwei;\n\rDrei;Vier").unwrap();
    let lines: Vec<_> = sheet.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 3, 5]);
}

#[test]
fn what_cannot_be_seen_hides_no_white_space() {
    let text = "Name;\u{1} b\nEins\u{7} ;\u{1} \u{1}\n\u{2} \u{2};\n";
    let sheet = read("a.csv", text.as_bytes()).unwrap();
    assert_eq!(cells(&sheet), [["Name", "b"], ["Eins", ""]]);
}

/// A workbook as people make them.
fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_by_what_stands_in_it() {
    let bytes = workbook(|sheet| {
        for (column, name) in ["Name", "SIREN", "Jahr", "Tag"].into_iter().enumerate() {
            sheet.write_string(2, column as u16, name).unwrap();
        }
        let formula = Formula::new("1+1").set_result("2021");
        sheet.write_string(3, 0, "=HYPERLINK(\"x\")").unwrap();
        sheet.write_number(3, 1, 552_008_443_f64).unwrap();
        sheet.write_formula(3, 2, formula).unwrap();
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2021, 3, 31).unwrap();
        let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(3, 3, &day, &format).unwrap();
    });
    let sheet = read("liste.XLSX", &bytes).unwrap();
    assert_eq!(
        cells(&sheet),
        [
            ["Name", "SIREN", "Jahr", "Tag"],
            ["=HYPERLINK(\"x\")", "552008443", "2021", "2021-03-31"]
        ]
    );
    assert_eq!(sheet.rows[0].line, 4);
}

/// The same workbook with one of its files put in the place of another.
fn repacked(name: &str, content: &[u8]) -> Vec<u8> {
    let bytes = workbook(|sheet| {
        sheet.write_string(0, 0, "Name").unwrap();
        sheet.write_string(1, 0, "Eins").unwrap();
    });
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for place in 0..old.len() {
        let mut file = old.by_index(place).unwrap();
        let called = file.name().unwrap().into_owned();
        new.start_file(called.as_str(), options).unwrap();
        if called == name {
            new.write_all(content).unwrap();
        } else {
            std::io::copy(&mut file, &mut new).unwrap();
        }
    }
    new.finish().unwrap().into_inner()
}

fn sheet_xml(cells: &str) -> Vec<u8> {
    let name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    format!("<worksheet xmlns=\"{name}\"><sheetData>{cells}</sheetData></worksheet>").into_bytes()
}

#[test]
fn what_is_not_a_table() {
    let wide = format!("Name{}\nEins\n", ";x".repeat(200_000));
    let long = format!("Name;b\nEins;{}\n", "x".repeat(10 * 1024 * 1024));
    let many = "Name\n".to_owned() + &"Eins\n".repeat(MOST_ROWS + 1);
    let bomb = repacked("xl/worksheets/sheet1.xml", &vec![b' '; 80 * 1024 * 1024]);
    assert!(bomb.len() < FILE_LIMIT);
    let inline = |at: &str, text: &str| format!("<row><c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>");
    let far = sheet_xml(&inline("XFD1048576", "x"));
    let far_down = sheet_xml(&(inline("A1", "Name") + &inline("A1048576", "x")));
    let deep = repacked(
        "xl/worksheets/sheet1.xml",
        &sheet_xml(&inline("A1", &"x".repeat(100_000))),
    );
    let cut = &repacked("none", b"")[..400];
    for (what, name, bytes, fault) in [
        ("nothing", "a.csv", &b""[..], SheetFault::Empty),
        ("only white space", "a.csv", b" \r\n\t", SheetFault::Empty),
        ("only a header", "a.csv", b"Name;Ort\n", SheetFault::NoRows),
        ("a page", "a.csv", b"\n<!doctype html><table>", SheetFault::Page),
        ("a program by its own name", "a.exe", b"MZ\x90", SheetFault::Kind),
        ("a program renamed", "a.csv", b"MZ\x90 program", SheetFault::Renamed),
        (
            "a program renamed to a workbook",
            "a.xlsx",
            b"MZ\x90",
            SheetFault::Renamed,
        ),
        ("a workbook renamed", "a.csv", cut, SheetFault::Renamed),
        ("a workbook cut off", "a.xlsx", cut, SheetFault::Broken),
        ("a page renamed", "a.xlsx", b"<html>", SheetFault::Renamed),
        ("zeros", "a.csv", b"a;b\n\0\0\0;\n", SheetFault::Renamed),
        (
            "a locked workbook",
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            SheetFault::Locked,
        ),
        (
            "an old workbook",
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            SheetFault::OtherFormat,
        ),
        ("200,000 columns", "a.csv", wide.as_bytes(), SheetFault::Columns),
        ("a cell of 10 MB", "a.csv", long.as_bytes(), SheetFault::Cell(2)),
        ("too many rows", "a.csv", many.as_bytes(), SheetFault::Rows),
        ("a bomb", "a.xlsx", &bomb, SheetFault::Bomb),
        (
            "a cell in the last corner",
            "a.xlsx",
            &repacked("xl/worksheets/sheet1.xml", &far),
            SheetFault::Columns,
        ),
        (
            "a cell at the last row",
            "a.xlsx",
            &repacked("xl/worksheets/sheet1.xml", &far_down),
            SheetFault::Rows,
        ),
        ("a long cell of a workbook", "a.xlsx", &deep, SheetFault::Cell(1)),
        (
            "no XML",
            "a.xlsx",
            &repacked("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c"),
            SheetFault::Broken,
        ),
        (
            "a bomb of entities",
            "a.xlsx",
            &repacked(
                "xl/sharedStrings.xml",
                b"<!DOCTYPE x [<!ENTITY a \"b\">]><sst><si><t>&a;</t></si></sst>",
            ),
            SheetFault::Broken,
        ),
    ] {
        assert_eq!(read(name, bytes).map(|sheet| cells(&sheet).len()), Err(fault), "{what}");
    }
}

proptest! {
    #[test]
    fn what_is_kept_is_what_was_read(rows in proptest::collection::vec(proptest::collection::vec("[^\0]{0,12}", 3), 1..20)) {
        let clean = |row: &Vec<String>| row.iter().map(|cell| super::clean(cell)).collect::<Vec<_>>();
        let rows = rows.iter().enumerate();
        let sheet = Sheet {
            header: vec!["a".into(), "b\"; ".into(), String::new()],
            rows: rows.map(|(place, row)| SheetRow { line: place + 2, cells: clean(row) }).collect(),
        };
        prop_assert_eq!(from_kept(&to_kept(&sheet).unwrap()).unwrap(), sheet);
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), zip in any::<bool>()) {
        let _ = read("a.csv", &bytes);
        let bytes = if zip { [b"PK\x03\x04", &bytes[..]].concat() } else { bytes };
        let _ = read("a.xlsx", &bytes);
    }
}

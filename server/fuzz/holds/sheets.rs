//! A chamber's spreadsheet, as it was sent: the table, what its columns may be, and its rows as organisations.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use chrono::NaiveDate;
use identifiers::{Scheme, parse};
use passerelle::chamber_files::model::{CELL_LIMIT, Column, MOST_COLUMNS, MOST_ROWS, Mapping};
use passerelle::chamber_files::reading::{Sheet, from_kept, read, to_kept};
use passerelle::chamber_files::rules::{CellFault, Entry, Here, guess, read_rows};
use passerelle::organisations::model::{FieldKind, Kind, Stated, field_of};
use passerelle::organisations::{looks_like_mail, looks_like_phone, looks_like_url};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::region;

/// The day the files hold for.
const DATED: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 11, 24);

/// A table of texts.
pub fn csv(bytes: &[u8]) {
    sheet("liste.csv", bytes);
}

/// A workbook.
pub fn workbook(bytes: &[u8]) {
    sheet("liste.xlsx", bytes);
}

/// The files within a workbook, each behind a line `== name`, packed before they are read; what is not named is of a workbook
/// as others write it.
pub fn workbook_of_parts(bytes: &[u8]) {
    if let Some(packed) = packed(bytes) {
        sheet("liste.xlsx", &packed);
    }
}

/// A table has a header and rows within the limits, without anything a cell cannot hold; kept and read again it is the same.
fn sheet(name: &str, bytes: &[u8]) {
    let sheet = match read(name, bytes) {
        Ok(sheet) => sheet,
        Err(fault) => return assert!(!fault.to_string().is_empty()),
    };
    let width = sheet.header.len();
    assert!((1..=MOST_COLUMNS).contains(&width) && (1..=MOST_ROWS).contains(&sheet.rows.len()));
    assert!(sheet.header.iter().all(|cell| is_clean(cell)), "{:?}", sheet.header);
    for row in &sheet.rows {
        assert!(row.line > 0 && row.cells.len() == width, "{row:?}");
        assert!(row.cells.iter().all(|cell| is_clean(cell)), "{row:?}");
        assert!(row.cells.iter().any(|cell| !cell.is_empty()), "{row:?}");
    }
    if name.ends_with(".csv") {
        assert!(sheet.rows.is_sorted_by(|one, next| one.line < next.line), "{sheet:?}");
    }
    let kept = to_kept(&sheet).ok();
    let again = kept.and_then(|kept| from_kept(&kept).ok());
    assert_eq!(again.as_ref(), Some(&sheet));
    organisations(&sheet);
}

fn is_clean(cell: &str) -> bool {
    let control = |letter: char| letter.is_control() && letter != '\n';
    cell.len() <= CELL_LIMIT && cell.trim() == cell && !cell.contains(control)
}

/// No field is proposed twice; each row is an organisation or says what is wrong in which column.
fn organisations(sheet: &Sheet) {
    let mut columns = guess(sheet, region(), "fr");
    assert_eq!(columns.len(), sheet.header.len());
    let proposed: Vec<Column> = columns.iter().flatten().copied().collect();
    assert_eq!(
        proposed.iter().collect::<BTreeSet<_>>().len(),
        proposed.len(),
        "{proposed:?}"
    );
    if !proposed.contains(&Column::Name)
        && let Some(first) = columns.first_mut()
    {
        *first = Some(Column::Name);
    }
    let mapping = Mapping {
        columns,
        kind: Kind::Sme,
    };
    let here = Here {
        region: region(),
        country: "FR",
        dated: DATED.unwrap_or_default(),
    };
    let rows = read_rows(sheet, &mapping, here);
    assert_eq!(rows.len(), sheet.rows.len());
    let mut keys = BTreeSet::new();
    for row in rows {
        match row {
            Ok(entry) => {
                organisation(&entry);
                assert!(keys.insert(entry.key.clone()), "twice: {entry:?}");
            }
            Err(faults) => wrong(&faults, mapping.columns.len()),
        }
    }
}

fn organisation(entry: &Entry) {
    assert!(!entry.name.is_empty() && !entry.name.contains('\n'), "{entry:?}");
    for (scheme, number) in entry.numbers.iter().chain(&entry.bridges) {
        let scheme = Scheme::ALL.into_iter().find(|known| known.code() == scheme);
        let read = scheme.and_then(|scheme| parse(scheme, number).ok());
        assert_eq!(
            read.as_ref().map(|read| read.canonical()),
            Some(number.as_str()),
            "{entry:?}"
        );
    }
    let facts = entry.facts.iter().filter(|fact| fact.field != "seat");
    facts.for_each(fact);
}

/// A value is as its field says, whatever was typed.
fn fact(fact: &Stated) {
    let Some(field) = field_of(&fact.field) else {
        panic!("no such field: {fact:?}");
    };
    let value = fact.value.as_str();
    let fits = match field.kind {
        FieldKind::Text => true,
        FieldKind::Number => value.parse::<u32>().is_ok(),
        FieldKind::Url => looks_like_url(value),
        FieldKind::Mail => looks_like_mail(value),
        FieldKind::Phone => looks_like_phone(value),
        FieldKind::Line | FieldKind::Address => !value.contains('\n'),
    };
    let length = value.chars().count();
    assert!(fits && (1..=field.limit).contains(&length), "{fact:?}");
}

fn wrong(faults: &[CellFault], width: usize) {
    let inside = |fault: &CellFault| fault.place.is_none_or(|place| place < width);
    assert!(!faults.is_empty() && faults.iter().all(inside), "{faults:?}");
}

/// What every workbook has besides its table.
const PARTS: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>",
    ),
    (
        "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
         <sheet name=\"Liste\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/></Relationships>",
    ),
    (
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
         <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Name</t></is></c></row>\
         <row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>",
    ),
];

fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let name = line
            .strip_prefix(b"== ")
            .and_then(|name| std::str::from_utf8(name).ok());
        match (name, parts.last_mut()) {
            (Some(name), _) => parts.push((name.trim().to_owned(), Vec::new())),
            (None, Some((_, content))) => content.extend_from_slice(line),
            (None, None) => {}
        }
    }
    let is_named = |name: &str| parts.iter().any(|(part, _)| part == name);
    let usual = PARTS.iter().filter(|(name, _)| !is_named(name));
    let usual: Vec<_> = usual
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in usual.into_iter().chain(parts) {
        archive.start_file(name, SimpleFileOptions::default()).ok()?;
        archive.write_all(&content).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

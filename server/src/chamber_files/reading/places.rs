//! Whether the cells of a workbook stand where a sheet has room. What reads the cells counts rows and columns without a limit
//! (calamine 0.38, its issue 694): a place far beyond the last one comes back as another, and the value in the wrong column.

use std::io::{BufRead, BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::SheetFault;

/// Rows and columns of a sheet (ECMA-376, as Excel has them: `XFD1048576` is the last cell).
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// Looks at all parts, whatever they begin with: which of them are sheets is told elsewhere in the file. Unpacked before, they are
/// small enough. A part that is not read to its end is none of this check's: whoever reads it will say so.
pub(super) fn check(bytes: &[u8]) -> Result<(), SheetFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetFault::Broken)?;
    for number in 0..archive.len() {
        let file = archive.by_index(number).map_err(|_| SheetFault::Broken)?;
        if !part_holds(BufReader::new(file)) {
            return Err(SheetFault::Broken);
        }
    }
    Ok(())
}

fn part_holds(part: impl BufRead) -> bool {
    let mut xml = Reader::from_reader(part);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                if !element_holds(&element) {
                    return false;
                }
            }
            Ok(Event::Eof) | Err(_) => return true,
            Ok(_) => {}
        }
    }
}

fn element_holds(element: &BytesStart<'_>) -> bool {
    let name = element.local_name();
    let (attribute, holds): (&str, fn(&str) -> bool) = match name.as_ref() {
        "c" => ("r", |place| matches!(placed(place), Some((_, Some(_))))),
        "row" => ("r", |place| placed(place).is_some()),
        "dimension" => ("ref", is_area),
        _ => return true,
    };
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    attributes.all(|found| found.is_ok_and(|found| found.key.as_ref() != attribute || holds(&found.value)))
}

/// One cell, or two with the first before the second.
fn is_area(text: &str) -> bool {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    match (placed(first), placed(last)) {
        (Some((top, Some(left))), Some((bottom, Some(right)))) => top <= bottom && left <= right,
        _ => false,
    }
}

/// Row and column of a place such as `AB12`, or of a row without its column; both from one.
fn placed(text: &str) -> Option<(u32, Option<u32>)> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = &text[..text.len() - digits.len()];
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let row = digits
        .parse()
        .ok()
        .filter(|row| is_number && (1..=ROWS).contains(row))?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        (column <= COLUMNS).then_some(column)
    })?;
    Some((row, (column > 0).then_some(column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_a_sheet_and_beyond() {
        for (text, expected) in [
            ("A1", Some((1, Some(1)))),
            ("xfd1048576", Some((ROWS, Some(COLUMNS)))),
            ("AB12", Some((12, Some(28)))),
            ("7", Some((7, None))),
            ("XFE1", None),
            ("A1048577", None),
            ("A0", None),
            ("AHHHHHHHHH5", None),
            ("A99999999999", None),
            ("A+1", None),
            ("A", None),
            ("É1", None),
            ("", None),
        ] {
            assert_eq!(placed(text), expected, "{text}");
        }
        for (text, expected) in [
            ("A1:C9", true),
            ("B2", true),
            ("A5:A1", false),
            ("A1:ZZZZZZZ1", false),
            ("1:2", false),
        ] {
            assert_eq!(is_area(text), expected, "{text}");
        }
    }

    #[test]
    fn elements_are_looked_at_in_any_part() {
        for (xml, expected) in [
            (&b"<x:row r=\"3\"><x:c r=\"A3\"/></x:row>"[..], true),
            (b"<row><c r='AHHHHHHHHH5'>", false),
            (b"<row r='4294967296'/>", false),
            (b"<dimension ref='B2:A1'/>", false),
            (b"<c r=x", true),
            (b"not <b>XML</b> from its beginning <c r='ZZZZZZZZ1'>", false),
            (b"\x89PNG r='ZZZZZZZZ1'", true),
        ] {
            assert_eq!(part_holds(xml), expected, "{}", String::from_utf8_lossy(xml));
        }
    }
}

//! CSV as offices write it: with commas, semicolons, tabs or bars, in UTF-8, Windows-1252 or UTF-16.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Collector, Sheet, SheetFault};

/// What may stand between two cells; where a header has equally many of two, the last of them.
const MARKS: [u8; 4] = [b'|', b',', b'\t', b';'];
/// Bytes that are looked at to tell an encoding.
const LOOK: usize = 4096;

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, SheetFault> {
    let text = decode(bytes)?;
    if text.trim_start().starts_with('<') {
        return Err(SheetFault::Page);
    }
    let stated = stated_mark(&text);
    let mark = stated.unwrap_or_else(|| sniff(&text));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = Collector::default();
    let mut record = csv::StringRecord::new();
    let (mut line, mut at) = (1, 0);
    while reader.read_record(&mut record).map_err(|_| SheetFault::Broken)? {
        // A record's place is before the blank lines above it.
        let place = record.position().map_or(0, csv::Position::byte);
        let above = text
            .get(usize::try_from(place).unwrap_or(usize::MAX)..)
            .unwrap_or_default();
        let start = text.len() - above.trim_start_matches(['\r', '\n']).len();
        line += breaks(text.get(at..start).unwrap_or_default());
        at = start;
        if stated.is_some() && line == 1 {
            continue;
        }
        rows.add(line, record.iter().map(str::to_owned).collect())?;
    }
    rows.finish()
}

/// Ends of lines as Windows, Unix and old Macs write them.
fn breaks(text: &str) -> usize {
    let count = |mark| text.matches(mark).count();
    count("\n") + count("\r") - count("\r\n")
}

/// The text: by its mark at the beginning, by where its zeros are, as UTF-8 where it is that, else as Windows wrote it.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SheetFault> {
    let head = bytes.get(..LOOK.min(bytes.len())).unwrap_or_default();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let encoding = if bytes.starts_with(b"\xff\xfe") || (odd > head.len() / 4 && even == 0) {
        UTF_16LE
    } else if bytes.starts_with(b"\xfe\xff") || (even > head.len() / 4 && odd == 0) {
        UTF_16BE
    } else if memchr::memchr(0, bytes).is_some() || is_program(bytes) {
        return Err(SheetFault::Renamed);
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    };
    let (text, _, _) = encoding.decode(bytes);
    if text.trim().is_empty() {
        return Err(SheetFault::Empty);
    }
    Ok(text)
}

/// Files of other kinds without a zero near their beginning.
fn is_program(bytes: &[u8]) -> bool {
    let kinds: [&[u8]; 6] = [
        b"MZ",
        b"\x7fELF",
        b"PK\x03\x04",
        b"%PDF-",
        b"\x89PNG",
        b"\xd0\xcf\x11\xe0",
    ];
    kinds.iter().any(|kind| bytes.starts_with(kind))
}

/// Excel's own first line: `sep=;`.
fn stated_mark(text: &str) -> Option<u8> {
    let first = text.lines().next()?.trim().trim_matches('"');
    let mark = first.strip_prefix("sep=").or_else(|| first.strip_prefix("SEP="))?;
    mark.bytes().next().filter(|mark| MARKS.contains(mark))
}

/// Whichever the header has most of; marks within quotes are part of a name.
fn sniff(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = MARKS.map(|mark| (0_usize, mark));
    for byte in text.trim_start().bytes() {
        quoted ^= byte == b'"';
        if byte == b'\n' && !quoted {
            break;
        }
        if let Some((count, _)) = counts.iter_mut().find(|(_, mark)| !quoted && *mark == byte) {
            *count += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(count, _)| *count);
    most.map_or(b';', |(_, mark)| mark)
}

//! One input of every register damaged in every way: refused with a clear error, or read with the rows
//! that cannot be used told one by one. Never a panic, and memory stays bounded.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;

use registers::{Item, ReadError, Reader, Register};
use zip::write::SimpleFileOptions;

use crate::inputs::{Input, KBO, all};
use crate::memory::{FOLDER, answer, in_own_process};

/// A way to damage the bytes of a file; nothing where it makes no sense of them.
type Damage = fn(&Input) -> Option<Vec<u8>>;

const DAMAGES: [(&str, Damage); 20] = [
    ("cut in the middle", |input| {
        Some(input.bytes[..input.bytes.len() / 2].to_vec())
    }),
    ("cut at the end", |input| {
        Some(input.bytes[..input.bytes.len() - 9].to_vec())
    }),
    ("empty", |_| Some(Vec::new())),
    ("white space", |_| Some(b" \n\t\n  \n".to_vec())),
    ("latin-1", |input| {
        text(input).map(|text| text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect())
    }),
    ("utf-16", |input| text(input).map(|text| utf_16(&text, true))),
    ("utf-16 without a mark", |input| {
        text(input).map(|text| utf_16(&text, false))
    }),
    ("another delimiter", |input| {
        table(input).map(|text| text.replace([',', ';', '\t'], "|").into_bytes())
    }),
    ("two columns swapped in the header", |input| {
        table(input).map(|text| swapped(&text))
    }),
    ("a column missing", |input| {
        table(input).map(|text| text.replacen(['a', 'e'], "x", 400).into_bytes())
    }),
    ("HTML", |_| {
        Some(
            b"<!DOCTYPE html>\n<html><head><title>503</title></head><body>Service, unavailable</body></html>\n"
                .to_vec(),
        )
    }),
    ("a row of 10 MB", |input| text(input).map(|text| long_row(&text))),
    ("formula cells", |input| table(input).map(|text| formulas(&text))),
    ("200,000 columns", |input| table(input).map(|text| many_columns(&text))),
    ("200,000 fields in a row", |input| {
        text(input)
            .map(|text| text + &",x".repeat(200_000) + "\n")
            .map(String::into_bytes)
    }),
    ("a quotation mark too many", |input| {
        text(input).map(|text| text.replacen('\n', "\n\"", 1).into_bytes())
    }),
    ("brackets without end", |input| {
        text(input)
            .map(|text| text + &"[".repeat(500_000))
            .map(String::into_bytes)
    }),
    ("binary", |_| Some((0_u8..=255).cycle().take(100_000).collect())),
    ("zeros", |_| Some(vec![0; 100_000])),
    ("line ends of an old Macintosh", |input| {
        table(input).map(|text| text.replace('\n', "\r").into_bytes())
    }),
];

fn text(input: &Input) -> Option<String> {
    String::from_utf8(input.bytes.clone()).ok()
}

fn table(input: &Input) -> Option<String> {
    text(input).filter(|_| input.name.ends_with(".csv"))
}

fn utf_16(text: &str, marked: bool) -> Vec<u8> {
    let mark = marked.then_some(0xfeff_u16);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

fn swapped(text: &str) -> Vec<u8> {
    let (header, rows) = text.split_once('\n').expect("a header");
    let delimiter = [',', ';', '\t']
        .into_iter()
        .max_by_key(|mark| header.matches(*mark).count());
    let delimiter = delimiter.expect("a delimiter").to_string();
    let mut columns: Vec<&str> = header.split(&delimiter).collect();
    columns.swap(0, 3);
    format!("{}\n{rows}", columns.join(&delimiter)).into_bytes()
}

fn long_row(text: &str) -> Vec<u8> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    format!("{first}\n{}\n{rest}", "x".repeat(10 << 20)).into_bytes()
}

/// Each row begins with what a spreadsheet would run.
fn formulas(text: &str) -> Vec<u8> {
    let (header, rows) = text.split_once('\n').expect("a header");
    let rows: String = rows
        .lines()
        .map(|row| format!("=HYPERLINK(\"http://x\")&{row}\n"))
        .collect();
    format!("{header}\n{rows}").into_bytes()
}

fn many_columns(text: &str) -> Vec<u8> {
    let (header, rows) = text.split_once('\n').expect("a header");
    format!("{header}{}\n{rows}", ",x".repeat(200_000)).into_bytes()
}

/// Reads to the end. What must hold of anything is asserted; the answer says what happened.
fn outcome(opened: Result<Reader, ReadError>, folder: &str) -> String {
    let mut reader = match opened {
        Ok(reader) => reader,
        Err(fault) => return refused(&fault, folder),
    };
    let (mut records, mut skipped, mut rejects) = (0, 0, Vec::new());
    let mut end = String::new();
    for item in reader.by_ref() {
        match item {
            Ok(Item::Record(_)) => records += 1,
            Ok(Item::Skipped { .. }) => skipped += 1,
            Ok(Item::Rejected(reject)) => {
                assert!(!reject.file.is_empty() && reject.line > 0, "{reject:?}");
                assert!(reject.excerpt.chars().count() <= registers::EXCERPT_LIMIT, "{reject:?}");
                rejects.push(format!("{}:{} {}", reject.file, reject.line, reject.reason.code()));
            }
            Err(fault) => end = format!(", then {}", refused(&fault, folder)),
        }
    }
    assert!(reader.next().is_none());
    let told: u64 = reader.rows().values().map(|rows| rows.rejected).sum();
    assert_eq!(told, rejects.len() as u64, "every rejected row is told");
    let more = rejects.len().saturating_sub(3);
    rejects.truncate(3);
    let rejects = rejects.join(", ")
        + &if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
    format!("{records} records, {skipped} skipped, rejected: {rejects}{end}")
}

fn refused(fault: &ReadError, folder: &str) -> String {
    let text = fault.to_string();
    assert!(text.contains(folder), "names the thing: {text}");
    let text = text.replace(folder, "");
    format!("{}: {}", fault.code(), text.chars().take(160).collect::<String>())
}

fn of(input: &Input) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = input.write(folder.path());
    let inside = folder.path().join("input").to_string_lossy().into_owned();
    let options = registers::Options::new(folder.path());
    outcome(registers::open(input.register, &path, options), &inside)
}

fn report() -> String {
    let mut report = String::new();
    // One form of each reader: the others differ in what is said, not in how it is read.
    let alike = [
        "kbo, through a spreadsheet",
        "sirene, 34 and 57 columns",
        "sirene, 33 and 48 columns",
        "sirene, parquet, zstd",
        "cordis, semicolons",
        "cordis, tabs",
    ];
    for good in all().into_iter().filter(|input| !alike.contains(&input.form)) {
        writeln!(report, "== {}", good.form).expect("written");
        for (how, damage) in DAMAGES {
            if let Some(bytes) = damage(&good) {
                let damaged = Input { bytes, ..good.clone() };
                writeln!(report, "{how}: {}", of(&damaged)).expect("written");
            }
        }
    }
    report
}

#[test]
fn every_reader_in_every_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, peak) = in_own_process("damage::reads_all_damaged", folder.path());
    println!("most memory held: {peak:?} KiB");
    // 10 MB stand in memory a few times where the damage is made, not where it is read.
    assert!(peak.is_none_or(|kib| kib < 128 << 10), "{peak:?} KiB");
    let report = std::fs::read_to_string(folder.path().join("report")).expect("written");
    insta::assert_snapshot!(report);
}

#[test]
#[ignore = "run by every_reader_in_every_way"]
fn reads_all_damaged() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    std::fs::write(Path::new(&folder).join("report"), report()).expect("written");
    answer("done");
}

/// What no register sends in an archive is refused by each reader of archives.
#[test]
fn archives_no_register_sends() {
    let kbo = all().into_iter().find(|input| input.form == "kbo, zip").expect("there");
    let others = all().into_iter().filter(|input| {
        [
            "sirene, 35 and 54 columns, in zips",
            "cordis, commas",
            "kohesio",
            "gleif, golden copy",
        ]
        .contains(&input.form)
    });
    for good in std::iter::once(kbo).chain(others) {
        let inside = match good.name {
            "StockUniteLegale_utf8.zip" => "StockUniteLegale_utf8.csv",
            name if name.ends_with(".zip") => "enterprise.csv",
            name => name,
        };
        for (what, bytes, says) in [
            ("a bomb", bomb(inside, good.register == Register::Kbo), "announces more"),
            (
                "a way out",
                packed(&format!("../{inside}"), None),
                "leads out of the archive",
            ),
            ("a link", packed(inside, Some("/etc/passwd")), "is a link"),
        ] {
            let damaged = Input { bytes, ..good.clone() };
            let answer = damaged.open(|reader| reader.err().map(|fault| fault.to_string()));
            let answer = answer.unwrap_or_else(|| panic!("{}: {what} is read", good.form));
            assert!(answer.contains(says), "{}: {what}: {answer}", good.form);
        }
    }
}

fn packed(name: &str, link: Option<&str>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    match link {
        Some(to) => archive.add_symlink(name, to, options).expect("packed"),
        None => {
            archive.start_file(name, options).expect("begun");
            archive.write_all(b"a,b\n1,2\n").expect("packed");
        }
    }
    archive.finish().expect("finished").into_inner()
}

/// 24 MB of one letter; KBO's archive has its other files too.
fn bomb(name: &str, kbo: bool) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (other, text) in KBO.iter().filter(|(other, _)| kbo && *other != name) {
        archive.start_file(*other, SimpleFileOptions::default()).expect("begun");
        archive.write_all(text.as_bytes()).expect("packed");
    }
    archive.start_file(name, SimpleFileOptions::default()).expect("begun");
    for _ in 0..24 {
        archive.write_all(&[b'a'; 1 << 20]).expect("packed");
    }
    archive.finish().expect("finished").into_inner()
}

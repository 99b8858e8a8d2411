//! Memory stays bounded whatever the input: measured in a process of its own, which reads an
//! extract of half a million rows with small runs and says what it gave and the most it held.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;

use registers::{Item, Options, Record, Register, open};

use crate::extract::Extract;
use crate::order::number;

pub(crate) const FOLDER: &str = "REGISTERS_TEST_FOLDER";
const ENTERPRISES: u64 = 40_000;

/// A step through `0..ENTERPRISES` that meets every number once, in no sensible order.
fn mixed(i: u64) -> u64 {
    i * 7_919 % ENTERPRISES
}

/// Writes an extract in which enterprise `i` has `i % 4` further names, one place and 5 activities.
fn write_extract(extract: &Extract) {
    let file = |name: &str| {
        let path = extract.path().join(name);
        BufWriter::new(File::options().append(true).open(path).expect("there"))
    };
    let (mut enterprises, mut places) = (file("enterprise.csv"), file("establishment.csv"));
    let (mut names, mut addresses, mut activities) =
        (file("denomination.csv"), file("address.csv"), file("activity.csv"));
    for i in (0..ENTERPRISES).map(mixed) {
        let (own, place) = (number(4_000_000 + i), number(20_000_000 + i));
        writeln!(enterprises, "{own},AC,000,2,014,,01-01-2001").expect("written");
        writeln!(places, "{place},01-01-2001,{own}").expect("written");
    }
    for i in (0..ENTERPRISES).map(mixed).map(mixed) {
        let (own, place) = (number(4_000_000 + i), number(20_000_000 + i));
        writeln!(names, "{own},1,1,Société numéro {i}").expect("written");
        for extra in 0..i % 4 {
            writeln!(names, "{own},2,3,Naam {extra} van {i}").expect("written");
        }
        writeln!(names, "{place},1,3,Place {i}\n{place},2,3,Plaats {i}").expect("written");
        writeln!(addresses, "{own},REGO,,,1000,Brussel,Bruxelles,Straat,Rue,{i},,,").expect("written");
        writeln!(addresses, "{place},BAET,,,4000,Luik,Liège,Straat,Rue,{i},,,").expect("written");
        for code in 0..5 {
            writeln!(activities, "{own},1,2008,8413{code},SECO").expect("written");
        }
    }
}

/// Reads with so much memory for sorting: the numbers of items, and all records folded into one.
fn digest(extract: &Path, scratch: &Path, run_bytes: usize) -> String {
    let options = Options {
        run_bytes,
        ..Options::new(scratch)
    };
    let (mut records, mut rejected, mut folded) = (0_u64, 0_u64, [0_u8; 32]);
    for item in open(Register::Kbo, extract, options).expect("opens") {
        match item.expect("readable") {
            Item::Record(record) => {
                check(&record, records);
                records += 1;
                for (sum, byte) in folded.iter_mut().zip(record.content_hash().expect("JSON")) {
                    *sum = sum.rotate_left(1) ^ byte;
                }
            }
            _ => rejected += 1,
        }
    }
    let mut text = format!("{records} {rejected} ");
    folded
        .iter()
        .for_each(|byte| write!(text, "{byte:02x}").expect("written"));
    text
}

/// The record of enterprise `i` has what was written for it, wherever in the files that was.
fn check(record: &Record, i: u64) {
    assert_eq!(record.number, number(4_000_000 + i));
    assert_eq!(record.names[0].value, format!("Société numéro {i}"));
    assert_eq!(record.names.len() as u64, 1 + i % 4);
    assert_eq!(record.activities.len(), 5);
    let [place] = record.establishments.as_slice() else {
        panic!("{record:?}")
    };
    assert_eq!(
        (place.number.as_str(), place.names[0].value.as_str()),
        (number(20_000_000 + i).as_str(), format!("Place {i}").as_str())
    );
    for address in [&record.seat, &place.address] {
        assert_eq!(address.as_ref().and_then(|a| a.number.clone()), Some(i.to_string()));
    }
}

/// The most memory this process ever held, in KiB; Linux only.
fn most_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Runs one of the ignored tests below on a folder; what it printed behind `answer:`, and its peak.
pub(crate) fn in_own_process(test: &str, folder: &Path) -> (String, Option<u64>) {
    let me = std::env::current_exe().expect("this test");
    let run = Command::new(me)
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads", "1"])
        .env(FOLDER, folder)
        .output()
        .expect("runs");
    let text = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success(), "{text}{}", String::from_utf8_lossy(&run.stderr));
    let line = text
        .lines()
        .find_map(|line| line.split_once("answer:"))
        .expect("an answer")
        .1
        .to_owned();
    let (answer, peak) = line.rsplit_once(' ').expect("a peak");
    (answer.trim().to_owned(), peak.parse().ok())
}

pub(crate) fn answer(text: &str) {
    println!(
        "answer: {text} {}",
        most_memory().map_or_else(|| "?".to_owned(), |kib| kib.to_string())
    );
}

#[test]
fn half_a_million_rows_in_a_few_megabytes() {
    let extract = Extract::empty();
    write_extract(&extract);
    let in_memory = digest(&extract.path(), &extract.scratch(), 1 << 30);
    assert!(in_memory.starts_with(&format!("{ENTERPRISES} 0 ")), "{in_memory}");
    let root = extract.path();
    let (in_runs, peak) = in_own_process("memory::reads_with_small_runs", root.parent().expect("a folder"));
    assert_eq!(in_runs, in_memory);
    println!("most memory held: {peak:?} KiB");
    assert!(peak.is_none_or(|kib| kib < 32 << 10), "{peak:?} KiB");
}

#[test]
fn a_line_of_fifty_megabytes() {
    let extract = Extract::of_a_bank();
    let path = extract.path().join("denomination.csv");
    let mut file = BufWriter::new(File::options().append(true).open(path).expect("there"));
    file.write_all(b"0203.201.340,2,1,").expect("written");
    (0..50).for_each(|_| file.write_all(&[b'x'; 1 << 20]).expect("written"));
    file.write_all(b"\n0203.201.340,2,1,Nationale Bank\n").expect("written");
    drop(file);
    let root = extract.path();
    let (counts, peak) = in_own_process("memory::reads_a_long_line", root.parent().expect("a folder"));
    assert_eq!(counts, "denomination.csv:3 too_long 0203.201.340, 2 names");
    println!("most memory held: {peak:?} KiB");
    assert!(peak.is_none_or(|kib| kib < 24 << 10), "{peak:?} KiB");
}

#[test]
#[ignore = "run by half_a_million_rows_in_a_few_megabytes"]
fn reads_with_small_runs() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let folder = Path::new(&folder);
    answer(&digest(&folder.join("extract"), &folder.join("scratch"), 256 << 10));
}

#[test]
#[ignore = "run by a_line_of_fifty_megabytes"]
fn reads_a_long_line() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let folder = Path::new(&folder);
    let options = Options::new(folder.join("scratch"));
    let mut text = String::new();
    for item in open(Register::Kbo, &folder.join("extract"), options).expect("opens") {
        match item.expect("readable") {
            Item::Rejected(r) => {
                write!(text, "{}:{} {} {}, ", r.file, r.line, r.reason.code(), r.excerpt).expect("written")
            }
            Item::Record(record) => write!(text, "{} names", record.names.len()).expect("written"),
            Item::Skipped { .. } => {}
        }
    }
    answer(&text);
}

//! What of an archive is read in place, and which archives are refused.
//! Archives are made here, some of them byte by byte, because no library writes what must be refused.

use std::io::Write;

use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;

/// An archive of these entries in a folder of its own.
fn archive(entries: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.zip");
    let mut writer = ZipWriter::new(File::create(&path).unwrap());
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
    (folder, path)
}

fn problem(path: &Path) -> String {
    match open_entry(path, |name| name.ends_with(".csv")).err().unwrap() {
        ReadError::Archive { problem, .. } => problem.to_owned(),
        other => other.code().to_owned(),
    }
}

fn read(path: &Path) -> io::Result<String> {
    io::read_to_string(open_entry(path, |name| name.ends_with(".csv")).unwrap())
}

#[test]
fn the_one_entry_is_read_packed_and_plain() {
    let text = "a,b\n".repeat(100_000);
    let (_folder, path) = archive(&[("read.me", b"x"), ("data/list.csv", text.as_bytes())]);
    assert!(is_zip(&path));
    let entry = open_entry(&path, |name| name.ends_with(".csv")).unwrap();
    assert_eq!((entry.name.as_str(), entry.size), ("data/list.csv", 400_000));
    std::thread::spawn(move || drop(entry)).join().unwrap();
    assert_eq!(read(&path).unwrap(), text);

    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(File::create(&path).unwrap());
    writer.start_file("list.csv", stored).unwrap();
    writer.write_all(b"a,b\n").unwrap();
    writer.finish().unwrap();
    assert_eq!(read(&path).unwrap(), "a,b\n");
}

#[test]
fn what_is_not_there_or_twice() {
    for (entries, says) in [
        (&[][..], "holds no file of this register"),
        (&[("a.txt", b"x".as_slice())], "holds no file of this register"),
        (
            &[("a.csv", b"x"), ("b.csv", b"x")],
            "is one of several files that could be meant",
        ),
    ] {
        let (_folder, path) = archive(entries);
        assert_eq!(problem(&path), says);
    }
}

#[test]
fn names_that_lead_out() {
    for name in [
        "../list.csv",
        "a/../../list.csv",
        "/etc/list.csv",
        "C:\\list.csv",
        "a\\..\\list.csv",
        "\\list.csv",
    ] {
        assert!(leads_out(name), "{name}");
    }
    for name in ["list.csv", "a/b/list.csv", "a..b.csv", "..csv"] {
        assert!(!leads_out(name), "{name}");
    }
    let (_folder, path) = archive(&[("list.csv", b"x"), ("XX/passwd", b"x")]);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, replaced(&bytes, b"XX/passwd", b"../passwd")).unwrap();
    assert_eq!(problem(&path), "leads out of the archive");
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for at in 0..out.len().saturating_sub(from.len()) {
        if out[at..].starts_with(from) {
            out[at..at + to.len()].copy_from_slice(to);
        }
    }
    out
}

#[test]
fn links_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.zip");
    let mut writer = ZipWriter::new(File::create(&path).unwrap());
    writer
        .add_symlink("list.csv", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    writer.finish().unwrap();
    assert_eq!(problem(&path), "is a link");
}

#[test]
fn a_bomb_is_refused_before_and_while_it_is_read() {
    let (_folder, path) = archive(&[("list.csv", &vec![b'0'; 20 << 20])]);
    assert_eq!(problem(&path), "announces more than a register's file can have");

    // Less announced than there is: the sizes in both headers say 9 instead of 4,000.
    let (_folder, path) = archive(&[("list.csv", "0123".repeat(1000).as_bytes())]);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, replaced(&bytes, &4000_u32.to_le_bytes(), &9_u32.to_le_bytes())).unwrap();
    let fault = read(&path).unwrap_err();
    assert_eq!(fault.to_string(), "the archive holds more than it says");
}

#[test]
fn damaged_archives() {
    let (_folder, path) = archive(&[("list.csv", "abcdefgh".repeat(1000).as_bytes())]);
    let bytes = fs::read(&path).unwrap();
    for cut in [0, 3, 4, 30, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&path, &bytes[..cut]).unwrap();
        assert_eq!(problem(&path), "is damaged or no zip archive", "{cut}");
    }
    let mut crc = Crc::new();
    crc.update("abcdefgh".repeat(1000).as_bytes());
    fs::write(&path, replaced(&bytes, &crc.sum().to_le_bytes(), &[1, 2, 3, 4])).unwrap();
    assert_eq!(read(&path).unwrap_err().kind(), io::ErrorKind::InvalidData);
    fs::write(
        &path,
        replaced(&bytes, &8000_u32.to_le_bytes(), &8001_u32.to_le_bytes()),
    )
    .unwrap();
    assert_eq!(read(&path).unwrap_err().to_string(), "the archive is cut short");
}

#[test]
fn a_list_of_entries_beyond_memory() {
    let (_folder, path) = archive(&[("list.csv", b"x")]);
    let mut bytes = fs::read(&path).unwrap();
    let end = bytes.len() - 22;
    bytes[end + 12..end + 16].copy_from_slice(&(9_u32 << 20).to_le_bytes());
    fs::write(&path, bytes).unwrap();
    assert_eq!(problem(&path), "has more entries than a register's archive");
}

#[test]
fn folders_and_nothing() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(problem(folder.path()), "not_a_file");
    assert_eq!(problem(&folder.path().join("none")), "not_found");
    assert!(!is_zip(folder.path()) && !is_zip(&folder.path().join("none")));
}

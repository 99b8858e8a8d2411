//! Who was erased, outside of the database: a copy made before an erasure does not know of it, the ledger does. It names
//! nobody: each line is a keyed hash and a time, and the key lies in a file of its own. Lines are only ever added.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use super::model::PrivacyError;
use crate::platform::clock::Clock;
use crate::platform::hash::{hex, unhex};
use crate::platform::id::{decode, encode};

/// The file of the lines, in the data folder.
pub const LINES: &str = "erasures.ledger";
/// The file of the key, beside it.
pub const KEY: &str = "erasures.key";

/// What a line about an objection says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted {
    /// It was taken in.
    Objected,
    /// It was taken back.
    Lifted,
}

impl Noted {
    const fn word(self) -> &'static str {
        match self {
            Self::Objected => "objected",
            Self::Lifted => "lifted",
        }
    }
}

/// A keyed hash of a person's id.
pub type Mark = Vec<u8>;

/// The ledger of a data folder; clones share its files.
#[derive(Clone, Debug)]
pub struct Ledger {
    folder: PathBuf,
    key: Vec<u8>,
}

fn failed(path: &Path) -> impl Fn(io::Error) -> PrivacyError {
    let path = path.to_path_buf();
    move |source| PrivacyError::Ledger {
        path: path.clone(),
        source,
    }
}

impl Ledger {
    /// The ledger of a folder; its key is made where there is neither key nor line.
    ///
    /// # Errors
    /// When a file cannot be read or made; when there are lines and no key to read them by.
    pub fn open(folder: &Path, clock: &Clock) -> Result<Self, PrivacyError> {
        let path = folder.join(KEY);
        let read = |path: &Path| fs::read_to_string(path).map_err(failed(path));
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound && !folder.join(LINES).exists() => {
                fs::create_dir_all(folder).map_err(failed(folder))?;
                make_key(folder, &path, clock).map_err(failed(&path))?;
                read(&path)?
            }
            Err(error) => return Err(failed(&path)(error)),
        };
        let key = unhex(text.trim()).filter(|key| key.len() == 32);
        let broken = || io::Error::new(ErrorKind::InvalidData, "holds no key; bring it back from a copy");
        Ok(Self {
            folder: folder.to_path_buf(),
            key: key.ok_or_else(|| failed(&path)(broken()))?,
        })
    }

    /// Whether a folder has one.
    #[must_use]
    pub fn is_in(folder: &Path) -> bool {
        folder.join(KEY).exists() && folder.join(LINES).exists()
    }

    /// A person's mark.
    #[must_use]
    pub fn mark(&self, person: Uuid) -> Mark {
        // HMAC takes keys of any length, so this never fails.
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.key) else {
            return Vec::new();
        };
        mac.update(person.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// Writes down that somebody is erased, and is sure that it is on the disk. Once is enough.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note(&self, person: Uuid, at: i64) -> Result<(), PrivacyError> {
        let mark = self.mark(person);
        if self.marks()?.contains_key(&mark) {
            return Ok(());
        }
        self.add(&[(mark, at)])
    }

    /// Writes down that somebody objected by numbers, or no longer does, and is sure that it is on the disk. The marks are of the
    /// node's secret, as the rows have them: they mean the same in a ledger with another key.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note_objection(&self, id: Uuid, marks: &[Mark], noted: Noted, at: i64) -> Result<(), PrivacyError> {
        let known = self.objected()?;
        let is_new = |mark: &&Mark| known.contains_key(*mark) != (noted == Noted::Objected);
        let new: Vec<String> = marks
            .iter()
            .filter(is_new)
            .map(|mark| format!("{} {at} {} {}\n", hex(mark), noted.word(), encode(id)))
            .collect();
        self.append(&new.concat())
    }

    /// The marks of the objections that stand, with which.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn objected(&self) -> Result<BTreeMap<Mark, Uuid>, PrivacyError> {
        let mut standing = BTreeMap::new();
        for (mark, noted, id) in self.text()?.lines().filter_map(read_objection) {
            match noted {
                Noted::Objected => standing.insert(mark, id),
                Noted::Lifted => standing.remove(&mark),
            };
        }
        Ok(standing)
    }

    /// All marks of people, with when.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn marks(&self) -> Result<BTreeMap<Mark, i64>, PrivacyError> {
        // A line that was cut off by a failing machine is none: its erasure was not carried out yet.
        Ok(self.text()?.lines().filter_map(read_line).collect())
    }

    fn text(&self) -> Result<String, PrivacyError> {
        let path = self.folder.join(LINES);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(failed(&path)(error)),
        }
    }

    /// Takes over the lines of another one that has the same key; `false`: it has another, and its marks mean nothing here.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn take_over(&self, other: &Self) -> Result<bool, PrivacyError> {
        // Objections are of the node's secret, whichever the key.
        let theirs = other.text()?;
        let known: BTreeSet<String> = self.text()?.lines().map(str::to_owned).collect();
        let new = theirs
            .lines()
            .filter(|line| read_objection(line).is_some() && !known.contains(*line));
        self.append(&new.map(|line| format!("{line}\n")).collect::<String>())?;
        if self.key != other.key {
            return Ok(false);
        }
        let known = self.marks()?;
        let new: Vec<_> = other
            .marks()?
            .into_iter()
            .filter(|(mark, _)| !known.contains_key(mark))
            .collect();
        self.add(&new)?;
        Ok(true)
    }

    /// Copies key and lines into a folder that has none.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn copy_to(&self, folder: &Path) -> Result<(), PrivacyError> {
        for name in [KEY, LINES] {
            let (from, to) = (self.folder.join(name), folder.join(name));
            match fs::read(&from) {
                Ok(bytes) => {
                    private(&to, true).and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()))
                }
                Err(error) if name == LINES && error.kind() == ErrorKind::NotFound => Ok(()),
                Err(error) => return Err(failed(&from)(error)),
            }
            .map_err(failed(&to))?;
        }
        Ok(())
    }

    fn add(&self, lines: &[(Mark, i64)]) -> Result<(), PrivacyError> {
        let lines = lines.iter().map(|(mark, at)| format!("{} {at}\n", hex(mark)));
        self.append(&lines.collect::<String>())
    }

    fn append(&self, lines: &str) -> Result<(), PrivacyError> {
        if lines.is_empty() {
            return Ok(());
        }
        let path = self.folder.join(LINES);
        let write = || -> io::Result<()> {
            let mut file = private(&path, false)?;
            let mut text = String::new();
            if is_cut_off(&mut file)? {
                text.push('\n');
            }
            text.push_str(lines);
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        write().map_err(failed(&path))
    }
}

fn read_line(line: &str) -> Option<(Mark, i64)> {
    let (mark, at) = line.split_once(' ')?;
    let mark = unhex(mark).filter(|mark| mark.len() == 32)?;
    Some((mark, at.parse().ok()?))
}

/// `MARK AT objected ID`
fn read_objection(line: &str) -> Option<(Mark, Noted, Uuid)> {
    let mut words = line.split(' ');
    let mark = unhex(words.next()?).filter(|mark| mark.len() == 32)?;
    let _at: i64 = words.next()?.parse().ok()?;
    let noted = words.next()?;
    let noted = [Noted::Objected, Noted::Lifted]
        .into_iter()
        .find(|known| known.word() == noted)?;
    Some((mark, noted, decode(words.next()?)?))
}

fn is_cut_off(file: &mut fs::File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// A file only this user reads: a new one, or one that is added to.
fn private(path: &Path, new: bool) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    if new {
        options.write(true).create_new(true);
    } else {
        options.read(true).append(true).create(true);
    }
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Written whole beside it first, so that a machine that stops meanwhile leaves no half key.
fn make_key(folder: &Path, path: &Path, clock: &Clock) -> io::Result<()> {
    let draft = folder.join(format!("{KEY}.{}", clock.id()));
    let made = private(&draft, true).and_then(|mut file| {
        file.write_all(hex(&clock.secret()).as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        match fs::hard_link(&draft, path) {
            // Another process was quicker: its key is the one.
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    });
    let _ = fs::remove_file(&draft);
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_added_to_and_names_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::set(7, 1);
        let ledger = Ledger::open(folder.path(), &clock).unwrap();
        assert!(!Ledger::is_in(folder.path()));
        let (one, two) = (clock.id(), clock.id());
        ledger.note(one, 5).unwrap();
        ledger.note(one, 6).unwrap();
        let path = folder.path().join(LINES);
        // Cut off by a machine that failed.
        OpenOptions::new()
            .append(true)
            .open(&path)
            .unwrap()
            .write_all(b"00ff")
            .unwrap();
        ledger.note(two, 7).unwrap();
        let again = Ledger::open(folder.path(), &clock).unwrap();
        let marks = again.marks().unwrap();
        assert_eq!(marks.len(), 2);
        assert_eq!(marks[&again.mark(one)], 5);
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains(&one.to_string()) && !text.contains(&crate::platform::id::encode(one)));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            for name in [LINES, KEY] {
                let mode = fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
                assert_eq!(mode & 0o777, 0o600);
            }
        }
        fs::remove_file(folder.path().join(KEY)).unwrap();
        Ledger::open(folder.path(), &clock).expect_err("lines without their key");
    }

    #[test]
    fn an_objection_is_known_until_it_is_lifted() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let clock = Clock::set(7, 1);
        let ledger = Ledger::open(here.path(), &clock).unwrap();
        let (one, two, person) = (clock.id(), clock.id(), clock.id());
        let marks: Vec<Mark> = (1..=3_u8).map(|byte| vec![byte; 32]).collect();
        ledger.note_objection(one, &marks[..2], Noted::Objected, 5).unwrap();
        ledger.note_objection(one, &marks[..2], Noted::Objected, 5).unwrap();
        ledger.note_objection(two, &marks[2..], Noted::Objected, 6).unwrap();
        ledger.note(person, 7).unwrap();
        assert_eq!(fs::read_to_string(here.path().join(LINES)).unwrap().lines().count(), 4);
        assert_eq!(ledger.marks().unwrap().len(), 1, "people are apart");
        ledger.note_objection(one, &marks[..2], Noted::Lifted, 8).unwrap();
        let standing = ledger.objected().unwrap();
        assert_eq!(standing.into_iter().collect::<Vec<_>>(), [(marks[2].clone(), two)]);
        // A ledger with another key takes objections over, and no people.
        let other = Ledger::open(there.path(), &clock).unwrap();
        assert!(!other.take_over(&ledger).unwrap());
        assert_eq!(other.objected().unwrap(), ledger.objected().unwrap());
        assert!(other.marks().unwrap().is_empty());
        other.take_over(&ledger).unwrap();
        assert_eq!(fs::read_to_string(there.path().join(LINES)).unwrap().lines().count(), 5);
    }

    #[test]
    fn one_takes_over_from_another_of_its_key_only() {
        let (here, there, far) = (
            tempfile::tempdir().unwrap(),
            tempfile::tempdir().unwrap(),
            tempfile::tempdir().unwrap(),
        );
        let clock = Clock::set(7, 1);
        let one = Ledger::open(here.path(), &clock).unwrap();
        let (a, b) = (clock.id(), clock.id());
        one.note(a, 1).unwrap();
        one.copy_to(there.path()).unwrap();
        let two = Ledger::open(there.path(), &clock).unwrap();
        one.note(b, 2).unwrap();
        assert!(two.take_over(&one).unwrap());
        assert_eq!(two.marks().unwrap(), one.marks().unwrap());
        assert!(!Ledger::open(far.path(), &clock).unwrap().take_over(&one).unwrap());
    }
}

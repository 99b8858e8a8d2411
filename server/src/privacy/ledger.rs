//! Who was erased, outside of the database: a copy made before an erasure does not know of it, the ledger does. It names
//! nobody: each line is a keyed hash of an id and a time, and the key lies in a file of its own. Lines are only ever added.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use super::model::PrivacyError;
use crate::platform::clock::Clock;
use crate::platform::hash::{hex, unhex};

/// The file of the lines, in the data folder.
pub const LINES: &str = "erasures.ledger";
/// The file of the key, beside it.
pub const KEY: &str = "erasures.key";

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

    /// All marks, with when.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn marks(&self) -> Result<BTreeMap<Mark, i64>, PrivacyError> {
        let path = self.folder.join(LINES);
        match fs::read_to_string(&path) {
            // A line that was cut off by a failing machine is none: its erasure was not carried out yet.
            Ok(text) => Ok(text.lines().filter_map(read_line).collect()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeMap::new()),
            Err(error) => Err(failed(&path)(error)),
        }
    }

    /// Takes over the lines of another one that has the same key; `false`: it has another, and its marks mean nothing here.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn take_over(&self, other: &Self) -> Result<bool, PrivacyError> {
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
        let path = self.folder.join(LINES);
        let write = || -> io::Result<()> {
            let mut file = private(&path, false)?;
            let mut text = String::new();
            if is_cut_off(&mut file)? {
                text.push('\n');
            }
            for (mark, at) in lines {
                text.push_str(&format!("{} {at}\n", hex(mark)));
            }
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

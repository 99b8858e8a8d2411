//! One file inside a zip archive, read where it is: nothing is unpacked to disk, and no more comes
//! out than the archive says beforehand.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};
use std::path::{Path, PathBuf};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::ReadError;
use crate::input::unreadable;

/// Bytes an entry may have unpacked: the largest file known, INSEE's establishments, has some 10 GB.
const LARGEST: u64 = 64 << 30;

/// How many times larger than packed an entry may be; registers' CSV comes to 5 to 20 times.
const RATIO: u64 = 200;

/// Below this size the ratio says nothing: a few rows of zeros are no bomb.
const SMALL: u64 = 16 << 20;

/// Bytes the list of the entries may have, as all of it goes into memory.
const DIRECTORY: u64 = 8 << 20;

/// A file inside an archive, ready to be read from its beginning.
///
/// Reading ends with an error where the bytes are not those the archive announced: more, fewer, or
/// with another checksum.
pub(crate) struct Entry {
    /// The entry's name, with the folders it has in the archive.
    #[cfg_attr(not(test), allow(dead_code))] // for readers that know several files of an archive
    pub(crate) name: String,
    /// Bytes it has unpacked, as announced.
    pub(crate) size: u64,
    inner: Packed,
    crc: Crc,
    expected: u32,
    done: u64,
}

enum Packed {
    Stored(Take<BufReader<File>>),
    Deflated(Box<DeflateDecoder<Take<BufReader<File>>>>),
}

impl Read for Entry {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.inner {
            Packed::Stored(inner) => inner.read(out)?,
            Packed::Deflated(inner) => inner.read(out)?,
        };
        let fault = |text| Err(io::Error::new(io::ErrorKind::InvalidData, text));
        self.done = self.done.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if self.done > self.size {
            return fault("the archive holds more than it says");
        }
        if let Some(bytes) = out.get(..read) {
            self.crc.update(bytes);
        }
        if read == 0 && !out.is_empty() {
            if self.done < self.size {
                return fault("the archive is cut short");
            }
            if self.crc.sum() != self.expected {
                return fault("the archive is damaged: its checksum does not fit");
            }
        }
        Ok(read)
    }
}

/// Whether the file begins like a zip archive; false for whatever cannot be read.
pub(crate) fn is_zip(path: &Path) -> bool {
    // Opening a pipe would wait for someone to write into it.
    if !fs::metadata(path).is_ok_and(|meta| meta.is_file()) {
        return false;
    }
    let mut head = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    // The second is the mark of an archive without entries.
    read.is_ok() && matches!(&head, b"PK\x03\x04" | b"PK\x05\x06")
}

/// Opens the one entry of a zip archive whose name (with its folders) `pick` takes.
///
/// # Errors
/// [`ReadError::Archive`] where the archive is none, has no such entry or several, has any entry
/// that leads out of the archive or is a link, or announces more than a register's file can have.
pub(crate) fn open_entry(path: &Path, pick: impl Fn(&str) -> bool) -> Result<Entry, ReadError> {
    let mut archive = opened(path)?;
    let at = chosen(path, &mut archive, pick)?;
    let (name, packed, size, expected, method) = {
        let entry = archive.by_index_raw(at).map_err(|error| broken(path, error))?;
        let name = entry.name().map_or_else(|_| String::new(), Cow::into_owned);
        if entry.encrypted() {
            return Err(refused(path, &name, "is protected by a password"));
        }
        (
            name,
            entry.compressed_size(),
            entry.size(),
            entry.crc32(),
            entry.compression(),
        )
    };
    if size > LARGEST || (size > SMALL && size / RATIO > packed) {
        return Err(refused(path, &name, "announces more than a register's file can have"));
    }
    // The look at the entry has left the file at the beginning of its bytes.
    let bytes = archive.into_inner().take(packed);
    let inner = match method {
        CompressionMethod::Stored => Packed::Stored(bytes),
        CompressionMethod::Deflated => Packed::Deflated(Box::new(DeflateDecoder::new(bytes))),
        _ => return Err(refused(path, &name, "is packed by a method other than deflate")),
    };
    Ok(Entry {
        name,
        size,
        inner,
        crc: Crc::new(),
        expected,
        done: 0,
    })
}

/// The names of the files in an archive, with their folders.
///
/// # Errors
/// As those of [`open_entry`].
pub(crate) fn names(path: &Path) -> Result<Vec<String>, ReadError> {
    let mut archive = opened(path)?;
    let mut names = Vec::new();
    looked_at(path, &mut archive, |_, name| {
        names.push(name.to_owned());
        Ok(())
    })?;
    Ok(names)
}

fn opened(path: &Path) -> Result<ZipArchive<BufReader<File>>, ReadError> {
    let meta = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if !meta.is_file() {
        return Err(ReadError::NotAFile { path: path.to_owned() });
    }
    let mut file = File::open(path).map_err(|error| unreadable(path, error))?;
    let directory = directory_size(&mut file, meta.len()).map_err(|error| unreadable(path, error))?;
    if directory.is_some_and(|size| size > DIRECTORY) {
        return Err(refused(path, "", "has more entries than a register's archive"));
    }
    let archive = ZipArchive::new(BufReader::with_capacity(64 << 10, file));
    archive.map_err(|error| broken(path, error))
}

/// The place of the wanted entry, after a look at every entry.
fn chosen(
    path: &Path,
    archive: &mut ZipArchive<BufReader<File>>,
    pick: impl Fn(&str) -> bool,
) -> Result<usize, ReadError> {
    let mut found = None;
    looked_at(path, archive, |at, name| {
        if pick(name) && found.replace(at).is_some() {
            return Err(refused(path, name, "is one of several files that could be meant"));
        }
        Ok(())
    })?;
    found.ok_or_else(|| refused(path, "", "holds no file of this register"))
}

/// Shows every file to `each`, after a look whether the archive is one a register would send out.
fn looked_at(
    path: &Path,
    archive: &mut ZipArchive<BufReader<File>>,
    mut each: impl FnMut(usize, &str) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    if archive.has_duplicate_names() {
        return Err(refused(path, "", "lists an entry twice"));
    }
    for at in 0..archive.len() {
        let entry = archive.by_index_data(at).map_err(|error| broken(path, error))?;
        let name = entry.name().map_err(|error| broken(path, error))?;
        if leads_out(&name) {
            return Err(refused(path, &name, "leads out of the archive"));
        }
        if entry.is_symlink() {
            return Err(refused(path, &name, "is a link"));
        }
        if entry.is_file() {
            each(at, &name)?;
        }
    }
    Ok(())
}

/// Whether a name is absolute or goes up, in the writing of Unix or of Windows.
fn leads_out(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    drive || name.starts_with(['/', '\\']) || name.contains('\0') || name.split(['/', '\\']).any(|part| part == "..")
}

/// The size of the list at the end of an archive, by the mark that closes it; nothing if there is
/// no such mark, or if the list is so large that its size stands elsewhere.
fn directory_size(file: &mut File, length: u64) -> io::Result<Option<u64>> {
    const MARK: &[u8] = b"PK\x05\x06";
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(length.saturating_sub(22 + 0xffff)))?;
    Read::by_ref(file).take(22 + 0xffff).read_to_end(&mut tail)?;
    file.rewind()?;
    let size = |at: usize, width: usize| {
        let bytes = tail.get(at..at.checked_add(width)?)?;
        Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    };
    let Some(end) = tail.windows(4).rposition(|window| window == MARK) else {
        return Ok(None);
    };
    // In the long form a mark of its own stands before a pointer to it, right before this one.
    let before = tail.get(..end).unwrap_or_default();
    let pointed = end
        .checked_sub(20)
        .and_then(|at| tail.get(at..))
        .is_some_and(|at| at.starts_with(b"PK\x06\x07"));
    let long = before
        .windows(4)
        .rposition(|window| window == b"PK\x06\x06")
        .filter(|_| pointed);
    Ok(size(end + 12, 4).max(long.and_then(|at| size(at + 40, 8))))
}

fn refused(path: &Path, entry: &str, problem: &'static str) -> ReadError {
    let path = PathBuf::from(path);
    let entry = entry.chars().take(80).collect();
    ReadError::Archive { path, entry, problem }
}

fn broken(path: &Path, error: ZipError) -> ReadError {
    match error {
        ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => unreadable(path, error),
        _ => refused(path, "", "is damaged or no zip archive"),
    }
}

#[cfg(test)]
mod tests;

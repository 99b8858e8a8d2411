//! A cheap mark of the input: names, sizes, first and last 64 KiB of every file.
//! An interrupted import recognises by it that the same files are before it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::ReadError;
use crate::input::unreadable;

const EDGE: u64 = 64 << 10;

/// SHA-256 over names, sizes and edges of the files in the order given, and the sum of their sizes.
///
/// # Errors
/// When a file cannot be read.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("lines.jsonl");
/// std::fs::write(&file, "{}")?;
/// let (mark, size) = registers::fingerprint([("lines.jsonl", file.as_path())].into_iter())?;
/// assert_eq!((mark.len(), size), (32, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fingerprint<'a>(files: impl Iterator<Item = (&'a str, &'a Path)>) -> Result<([u8; 32], u64), ReadError> {
    let mut hash = Sha256::new();
    let mut total = 0;
    for (name, path) in files {
        total += add(&mut hash, name, path).map_err(|error| unreadable(path, error))?;
    }
    Ok((hash.finalize().into(), total))
}

fn add(hash: &mut Sha256, name: &str, path: &Path) -> io::Result<u64> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    hash.update(name);
    hash.update([0]);
    hash.update(size.to_be_bytes());
    let mut edge = Vec::new();
    Read::by_ref(&mut file).take(EDGE).read_to_end(&mut edge)?;
    hash.update(&edge);
    edge.clear();
    file.seek(SeekFrom::Start(size.saturating_sub(EDGE)))?;
    file.take(EDGE).read_to_end(&mut edge)?;
    hash.update(&edge);
    Ok(size)
}

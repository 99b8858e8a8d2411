//! A file as it is, or packed by gzip or bzip2, told apart by its first bytes and read in place.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;

use crate::ReadError;
use crate::input::{Bytes, Source, text_of, unreadable};

/// Bytes read of a file so far, packed ones if it is packed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Done(Arc<AtomicU64>);

impl Done {
    pub(crate) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Passes bytes on and counts them.
pub(crate) struct Counted<R> {
    inner: R,
    done: Done,
}

impl<R> Counted<R> {
    pub(crate) fn new(inner: R) -> (Self, Done) {
        let done = Done::default();
        let counted = Self {
            inner,
            done: done.clone(),
        };
        (counted, done)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.done
            .0
            .fetch_add(u64::try_from(read).unwrap_or(0), Ordering::Relaxed);
        Ok(read)
    }
}

/// Opens text that may be packed; archives of several members (gzip, bzip2) are read to their end.
pub(crate) fn open_text(path: &Path, expected: &'static str) -> Result<(Source, Done), ReadError> {
    let fault = |error| unreadable(path, error);
    let meta = fs::metadata(path).map_err(fault)?;
    if !meta.is_file() {
        return Err(ReadError::NotAFile { path: path.to_owned() });
    }
    let mut file = File::open(path).map_err(fault)?;
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(3).read_to_end(&mut head).map_err(fault)?;
    file.rewind().map_err(fault)?;
    let (counted, done) = Counted::new(file);
    let counted = BufReader::with_capacity(128 << 10, counted);
    let bytes: Bytes = match head.as_slice() {
        [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(counted)),
        b"BZh" => Box::new(MultiBzDecoder::new(counted)),
        _ => Box::new(counted),
    };
    Ok((text_of(bytes, path, expected)?, done))
}

//! Opening files and folders, refusing what is no text of a register, and lines of bounded length.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use crate::ReadError;

/// Text opened for reading, with its first bytes looked at and a byte order mark skipped.
pub(crate) type Source = io::Chain<io::Cursor<Vec<u8>>, Bytes>;

/// Bytes of a file, as they are or unpacked.
pub(crate) type Bytes = Box<dyn Read + Send>;

/// Opens a regular file that begins like UTF-8 text.
pub(crate) fn open_text(path: &Path, expected: &'static str) -> Result<Source, ReadError> {
    let meta = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if !meta.is_file() {
        return Err(ReadError::NotAFile { path: path.to_owned() });
    }
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    text_of(Box::new(file), path, expected)
}

/// The same of bytes that come out of the file at `path`, unpacked for instance.
pub(crate) fn text_of(mut bytes: Bytes, path: &Path, expected: &'static str) -> Result<Source, ReadError> {
    let mut head = Vec::with_capacity(4096);
    let mut begin = Read::by_ref(&mut bytes).take(4096);
    begin.read_to_end(&mut head).map_err(|error| unreadable(path, error))?;
    if let Some((found, mend)) = not_text(&head) {
        return Err(ReadError::WrongFormat {
            path: path.to_owned(),
            found,
            expected,
            mend,
        });
    }
    if head.starts_with(b"\xef\xbb\xbf") {
        head.drain(..3);
    }
    let short = head.len() < 4093;
    if short && head.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::EmptyFile { path: path.to_owned() });
    }
    Ok(io::Cursor::new(head).chain(bytes))
}

/// What the first bytes look like if not like text in UTF-8, and what to do about it.
fn not_text(head: &[u8]) -> Option<(&'static str, &'static str)> {
    const UNPACK: &str = "unpack it and give what is inside";
    const UTF8: &str = "save it as UTF-8";
    let packed: [(&[u8], &'static str); 5] = [
        (b"PK\x03\x04", "a zip archive or a spreadsheet"),
        (b"\x1f\x8b", "gzip data"),
        (b"BZh", "bzip2 data"),
        (b"\xfd7zXZ", "xz data"),
        (b"\x28\xb5\x2f\xfd", "zstd data"),
    ];
    if let Some((_, found)) = packed.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some((found, UNPACK));
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Some(("UTF-16 text", UTF8));
    }
    // Text in UTF-16 without a mark has a NUL in about every second byte; a torn file has runs.
    let nul = head.iter().take(256).filter(|&&b| b == 0).count();
    if nul > 0 && nul * 3 >= head.len().min(256) && nul < head.len().min(256) {
        return Some(("UTF-16 text", UTF8));
    }
    if nul > 0 {
        return Some(("binary data", "download it again"));
    }
    None
}

/// The typed error of a file or folder the system did not let us read.
pub(crate) fn unreadable(path: &Path, error: io::Error) -> ReadError {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound => ReadError::NotFound { path },
        io::ErrorKind::IsADirectory => ReadError::NotAFile { path },
        _ => ReadError::Unreadable { path, error },
    }
}

/// What [`Lines::append`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A line within the limit.
    Whole,
    /// A line beyond it; its beginning was appended, the rest passed over.
    TooLong,
    /// No more lines.
    End,
}

/// Lines of at most `limit` bytes, whatever the file holds.
pub(crate) struct Lines<R> {
    inner: BufReader<R>,
    limit: usize,
    /// Lines read so far.
    pub(crate) line: u64,
    /// Bytes read so far, those passed over included.
    pub(crate) bytes: u64,
}

/// Bytes kept of a line that is too long, for the excerpt.
const KEPT: usize = 1024;

impl<R: Read> Lines<R> {
    pub(crate) fn new(inner: R, limit: usize) -> Self {
        let inner = BufReader::with_capacity(128 << 10, inner);
        Self {
            inner,
            limit: limit.max(KEPT),
            line: 0,
            bytes: 0,
        }
    }

    /// The most bytes a line may have.
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// Appends the next line to `out`, without its end.
    pub(crate) fn append(&mut self, out: &mut Vec<u8>) -> io::Result<Line> {
        let start = out.len();
        let most = u64::try_from(self.limit).unwrap_or(u64::MAX).saturating_add(2);
        let read = Read::by_ref(&mut self.inner).take(most).read_until(b'\n', out)?;
        if read == 0 {
            return Ok(Line::End);
        }
        self.line += 1;
        self.bytes += u64::try_from(read).unwrap_or(0);
        let ended = out.ends_with(b"\n");
        if ended {
            out.pop();
            if out.len() > start && out.ends_with(b"\r") {
                out.pop();
            }
        }
        if out.len() - start <= self.limit {
            return Ok(Line::Whole);
        }
        out.truncate(start + KEPT);
        if !ended {
            let passed = self.inner.skip_until(b'\n')?;
            self.bytes += u64::try_from(passed).unwrap_or(0);
        }
        Ok(Line::TooLong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_two_gigabytes_takes_a_kilobyte() {
        let endless = b"a,b\n".chain(io::repeat(b'x').take(2 << 30)).chain(&b"\nc,d"[..]);
        let mut lines = Lines::new(endless, 64 << 10);
        let mut out = Vec::new();
        assert_eq!(lines.append(&mut out).unwrap(), Line::Whole);
        out.clear();
        assert_eq!(lines.append(&mut out).unwrap(), Line::TooLong);
        assert_eq!(out.len(), KEPT);
        assert!(out.capacity() < 256 << 10, "{}", out.capacity());
        out.clear();
        assert_eq!(lines.append(&mut out).unwrap(), Line::Whole);
        assert_eq!((out.as_slice(), lines.line), (&b"c,d"[..], 3));
        assert_eq!(lines.append(&mut out).unwrap(), Line::End);
    }

    #[test]
    fn ends_of_lines() {
        let mut lines = Lines::new(&b"a\r\n\nb"[..], 100);
        let mut found = Vec::new();
        loop {
            let mut out = Vec::new();
            match lines.append(&mut out).unwrap() {
                Line::End => break,
                _ => found.push(String::from_utf8(out).unwrap()),
            }
        }
        assert_eq!(found, ["a", "", "b"]);
        assert_eq!(lines.bytes, 5);
    }
}

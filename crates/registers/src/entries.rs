//! The objects of a JSON file one at a time, whether it is JSON lines or one array, each of at most
//! `limit` bytes.

use std::io::{self, BufRead, BufReader, Read};

use crate::RejectReason;
use crate::input::{Line, Lines};

/// What is found next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// The text of an object, as it should be, and the line it begins on.
    Text(u64),
    /// Something that is none.
    Bad(u64, RejectReason),
    /// Nothing more.
    End,
}

/// Either form of file.
pub(crate) enum Entries<R> {
    /// An object a line.
    Lines(Lines<R>),
    /// Objects between brackets, on as many lines as they like.
    Array(Array<R>),
}

impl<R: Read> Entries<R> {
    /// Puts the next object's text into `out`.
    pub(crate) fn advance(&mut self, out: &mut Vec<u8>) -> io::Result<Entry> {
        let lines = match self {
            Self::Array(array) => return array.advance(out),
            Self::Lines(lines) => lines,
        };
        loop {
            out.clear();
            match lines.append(out)? {
                Line::End => return Ok(Entry::End),
                Line::TooLong => {
                    let limit = lines.limit();
                    return Ok(Entry::Bad(lines.line, RejectReason::TooLong { limit }));
                }
                Line::Whole if out.iter().all(u8::is_ascii_whitespace) => {}
                Line::Whole => return Ok(Entry::Text(lines.line)),
            }
        }
    }

    /// Bytes read so far.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::Lines(lines) => lines.bytes,
            Self::Array(array) => array.bytes,
        }
    }
}

/// The elements of one array, found by their braces alone; whether they are JSON shows later.
pub(crate) struct Array<R> {
    inner: BufReader<R>,
    limit: usize,
    line: u64,
    bytes: u64,
    open: bool,
    over: bool,
}

/// Where in an element the reading is.
#[derive(Default)]
struct Inside {
    depth: usize,
    text: bool,
    escaped: bool,
}

impl Inside {
    /// Takes a byte; true if the element ends with it.
    fn ends_with(&mut self, byte: u8) -> bool {
        if self.text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.text = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.depth == 0
    }
}

impl<R: Read> Array<R> {
    pub(crate) fn new(inner: R, limit: usize) -> Self {
        let inner = BufReader::with_capacity(128 << 10, inner);
        Self {
            inner,
            limit,
            line: 1,
            bytes: 0,
            open: false,
            over: false,
        }
    }

    fn advance(&mut self, out: &mut Vec<u8>) -> io::Result<Entry> {
        out.clear();
        if self.over {
            return Ok(Entry::End);
        }
        match self.between()? {
            Some(b']') => {
                self.over = true;
                self.after(out)
            }
            Some(b'{') => self.element(out),
            Some(byte) => {
                out.push(byte);
                self.stray(out)
            }
            None => {
                // Cut short: the closing bracket is missing.
                self.over = true;
                Ok(Entry::Bad(self.line, RejectReason::Json))
            }
        }
    }

    /// Behind the closing bracket only white space may stand: a second list would else be lost
    /// without a word.
    fn after(&mut self, out: &mut Vec<u8>) -> io::Result<Entry> {
        while let Some(byte) = self.byte()? {
            if !byte.is_ascii_whitespace() {
                out.push(byte);
                return Ok(Entry::Bad(self.line, RejectReason::Json));
            }
        }
        Ok(Entry::End)
    }

    /// The first byte that is neither white space nor a comma nor the opening bracket.
    fn between(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = self.byte()? {
            match byte {
                b'[' if !self.open => self.open = true,
                b',' | b' ' | b'\t' | b'\r' | b'\n' => {}
                _ => return Ok(Some(byte)),
            }
        }
        Ok(None)
    }

    fn element(&mut self, out: &mut Vec<u8>) -> io::Result<Entry> {
        let line = self.line;
        let mut inside = Inside::default();
        inside.ends_with(b'{');
        out.push(b'{');
        let mut length = 1_usize;
        loop {
            let Some(byte) = self.byte()? else {
                self.over = true;
                return Ok(Entry::Bad(line, RejectReason::Json));
            };
            length = length.saturating_add(1);
            if length <= self.limit {
                out.push(byte);
            }
            if inside.ends_with(byte) {
                break;
            }
        }
        if length > self.limit {
            out.truncate(1024);
            return Ok(Entry::Bad(line, RejectReason::TooLong { limit: self.limit }));
        }
        Ok(Entry::Text(line))
    }

    /// An element that is no object, up to the next comma or line.
    fn stray(&mut self, out: &mut Vec<u8>) -> io::Result<Entry> {
        let line = self.line;
        while let Some(byte) = self.byte()? {
            if matches!(byte, b',' | b'\n') {
                break;
            }
            if out.len() < 1024 {
                out.push(byte);
            }
        }
        Ok(Entry::Bad(line, RejectReason::Shape { field: "record" }))
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.inner.fill_buf()?.first().copied();
        if let Some(byte) = byte {
            self.inner.consume(1);
            self.bytes += 1;
            self.line += u64::from(byte == b'\n');
        }
        Ok(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(text: &str, limit: usize) -> Vec<(Entry, String)> {
        let mut entries = Entries::Array(Array::new(text.as_bytes(), limit));
        let mut found = Vec::new();
        let mut out = Vec::new();
        loop {
            match entries.advance(&mut out).unwrap() {
                Entry::End => return found,
                entry => found.push((entry, String::from_utf8_lossy(&out).into_owned())),
            }
        }
    }

    #[test]
    fn elements_of_an_array() {
        let found = array("[\n {\"a\": \"}]\\\"{\"},\n{\"b\": [{}]}, 7, null\n]", 100);
        let expected = [
            (Entry::Text(2), r#"{"a": "}]\"{"}"#),
            (Entry::Text(3), r#"{"b": [{}]}"#),
            (Entry::Bad(3, RejectReason::Shape { field: "record" }), "7"),
            (Entry::Bad(3, RejectReason::Shape { field: "record" }), "null"),
        ];
        assert_eq!(found, expected.map(|(entry, text)| (entry, text.to_owned())));
    }

    #[test]
    fn cut_short_and_too_long() {
        let codes = |text: &str| -> Vec<String> {
            let entries = array(text, 20).into_iter();
            entries
                .map(|(entry, _)| match entry {
                    Entry::Bad(_, reason) => reason.code().to_owned(),
                    other => format!("{other:?}"),
                })
                .collect()
        };
        assert_eq!(codes("[{}, {\"a\": 1"), ["Text(1)", "json"]);
        assert_eq!(codes("[{},"), ["Text(1)", "json"]);
        assert_eq!(codes("[{\"a\": \"0123456789012345\"}, {}]"), ["too_long", "Text(1)"]);
        assert_eq!(codes("[{}]\n[{}]"), ["Text(1)", "json"]);
        assert_eq!(codes("[] \n"), Vec::<String>::new());
    }
}

//! The rows that are sorted: in front what they are sorted by, in bytes that sort as the numbers
//! do, then what the row says, its fields joined by a character that no cleaned value holds.

use super::Place;

const SEPARATOR: char = '\u{1f}';

/// A row as it is sorted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) place: Place,
    /// The file it is from, counted from 0.
    pub(crate) file: u16,
    /// The line it begins on.
    pub(crate) line: u64,
    pub(crate) said: &'a str,
}

impl<'a> Row<'a> {
    /// Appends it to `out`.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.place.first.to_be_bytes());
        out.extend_from_slice(&self.place.second.to_be_bytes());
        out.push(self.place.kind);
        out.extend_from_slice(&self.file.to_be_bytes());
        out.extend_from_slice(&self.line.to_be_bytes());
        out.extend_from_slice(self.said.as_bytes());
    }

    /// Reads back what [`write`](Self::write) wrote; nothing if the scratch folder garbled it.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (first, rest) = bytes.split_first_chunk()?;
        let (second, rest) = rest.split_first_chunk()?;
        let (&kind, rest) = rest.split_first()?;
        let (file, rest) = rest.split_first_chunk()?;
        let (line, said) = rest.split_first_chunk()?;
        Some(Self {
            place: Place {
                first: u64::from_be_bytes(*first),
                second: u64::from_be_bytes(*second),
                kind,
            },
            file: u16::from_be_bytes(*file),
            line: u64::from_be_bytes(*line),
            said: std::str::from_utf8(said).ok()?,
        })
    }
}

/// The fields of what a row says; those that are missing are empty.
pub(crate) fn fields<const N: usize>(said: &str) -> [&str; N] {
    let mut fields = said.split(SEPARATOR);
    std::array::from_fn(|_| fields.next().unwrap_or(""))
}

/// What a row says, from cleaned fields.
pub(crate) fn join(fields: &[impl AsRef<str>], said: &mut String) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            said.push(SEPARATOR);
        }
        said.push_str(field.as_ref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_there_and_back() {
        let place = Place {
            first: 552_008_443,
            second: 7,
            kind: 1,
        };
        let mut said = String::new();
        join(&["a", "", "ç"], &mut said);
        let (mut bytes, row) = (
            Vec::new(),
            Row {
                place,
                file: 3,
                line: 9,
                said: &said,
            },
        );
        row.write(&mut bytes);
        let read = Row::read(&bytes).expect("a row");
        assert_eq!((read.place, read.file, read.line), (place, 3, 9));
        assert_eq!(fields(read.said), ["a", "", "ç", ""]);
        assert!(Row::read(&bytes[..20]).is_none());
    }
}

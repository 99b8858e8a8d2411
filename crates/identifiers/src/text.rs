//! The text of an identifier, kept in the value itself as long as it is as short as identifiers are:
//! reading a register of millions asks the allocator for nothing.

use std::fmt;
use std::hash::{Hash, Hasher};

/// Bytes kept in place. It holds every number of the four countries, LEI, EUID and ROR, and the
/// entry of every German court; longer are names of French registries and of former German courts.
pub(crate) const ROOM: usize = 46;

/// A text, in place up to [`ROOM`] bytes and on the heap beyond.
///
/// Equal, ordered and hashed as the text it holds, wherever it lies.
#[derive(Clone)]
pub(crate) enum Text {
    Inline { length: u8, bytes: [u8; ROOM] },
    Heap(String),
}

impl Text {
    pub(crate) const fn new() -> Self {
        Self::Inline {
            length: 0,
            bytes: [0; ROOM],
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            // Only whole texts were put in, so the empty text never comes of an error.
            Self::Inline { length, bytes } => {
                let kept = bytes.get(..usize::from(*length)).unwrap_or_default();
                std::str::from_utf8(kept).unwrap_or_default()
            }
            Self::Heap(text) => text,
        }
    }

    pub(crate) fn push_str(&mut self, more: &str) {
        match self {
            Self::Heap(text) => text.push_str(more),
            Self::Inline { length, bytes } => {
                let start = usize::from(*length);
                let end = start + more.len();
                match (bytes.get_mut(start..end), u8::try_from(end)) {
                    (Some(room), Ok(end)) => {
                        room.copy_from_slice(more.as_bytes());
                        *length = end;
                    }
                    _ => *self = Self::Heap([self.as_str(), more].concat()),
                }
            }
        }
    }

    pub(crate) fn push(&mut self, character: char) {
        self.push_str(character.encode_utf8(&mut [0; 4]));
    }

    /// The text with every letter in upper case.
    pub(crate) fn upper(text: &str) -> Self {
        let mut upper = Self::new();
        text.chars()
            .flat_map(char::to_uppercase)
            .for_each(|letter| upper.push(letter));
        upper
    }

    /// The text formatted: `Text::of(format_args!("{key}{siren}"))`.
    pub(crate) fn of(parts: fmt::Arguments<'_>) -> Self {
        let mut text = Self::new();
        // Writing into a text of one's own cannot fail.
        let _ = fmt::Write::write_fmt(&mut text, parts);
        text
    }
}

impl fmt::Write for Text {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        self.push_str(more);
        Ok(())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        let mut kept = Self::new();
        kept.push_str(text);
        kept
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        match text {
            Text::Heap(text) => text,
            inline @ Text::Inline { .. } => inline.as_str().to_owned(),
        }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_place_and_beyond_it_reads_the_same() {
        for length in [0, 1, ROOM - 1, ROOM, ROOM + 1, 300] {
            let whole = "é".repeat(length / 2) + &"x".repeat(length % 2);
            let mut pushed = Text::new();
            whole.chars().for_each(|letter| pushed.push(letter));
            assert_eq!(pushed.as_str(), whole);
            assert_eq!(pushed, Text::from(whole.as_str()));
            assert_eq!(pushed.clone().to_string(), whole);
            assert_eq!(matches!(pushed, Text::Heap(_)), length > ROOM);
        }
    }

    #[test]
    fn order_is_that_of_the_texts() {
        let long = "a".repeat(ROOM + 5);
        assert!(Text::from(long.as_str()) < Text::from("b"));
        assert_eq!(String::from(Text::upper("mö")), "MÖ");
    }
}

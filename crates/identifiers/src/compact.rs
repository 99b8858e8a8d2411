//! What is left of a text once the characters people put between digits are gone, in a buffer
//! on the stack. Labels and country prefixes are taken off here; no rule of a scheme is here.

use crate::Reason;

/// Longest text any scheme has with its label before it; what is longer is counted, not kept.
const ROOM: usize = 64;

/// Upper-case ASCII letters and digits of a text, in order.
#[derive(Clone, Copy)]
pub(crate) struct Compact {
    bytes: [u8; ROOM],
    start: usize,
    end: usize,
    /// Characters that found no room.
    beyond: usize,
}

impl Compact {
    /// Reads a text: separators are dropped, letters become upper case.
    ///
    /// # Errors
    /// `Empty` if nothing remains; `Character` for anything but ASCII letters, digits, separators.
    pub(crate) fn read(input: &str) -> Result<Self, Reason> {
        let mut compact = Self {
            bytes: [0; ROOM],
            start: 0,
            end: 0,
            beyond: 0,
        };
        for character in input.chars() {
            if is_separator(character) {
                continue;
            }
            if !character.is_ascii_alphanumeric() {
                return Err(Reason::Character { found: character });
            }
            match compact.bytes.get_mut(compact.end) {
                Some(place) => {
                    // An ASCII character is one byte, so nothing is cut off.
                    *place = character.to_ascii_uppercase() as u8;
                    compact.end += 1;
                }
                None => compact.beyond += 1,
            }
        }
        if compact.end == 0 {
            return Err(Reason::Empty);
        }
        Ok(compact)
    }

    /// Takes off any of `labels` at the front, as often as one is there.
    ///
    /// # Errors
    /// `Empty` if there was nothing but labels.
    pub(crate) fn without_labels(mut self, labels: &[&str]) -> Result<Self, Reason> {
        while let Some(label) = labels.iter().find(|l| self.begins_with(l)) {
            self.start += label.len();
        }
        if self.len() == 0 {
            return Err(Reason::Empty);
        }
        Ok(self)
    }

    /// Takes off a country prefix, once.
    ///
    /// # Errors
    /// `Prefix` if two letters stand there that are not `country`; `Empty` if nothing follows.
    pub(crate) fn without_country(self, country: &'static str) -> Result<Self, Reason> {
        if self.begins_with(country) {
            return self.skip(country.len());
        }
        match self.bytes() {
            [first, second, ..] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
                Err(Reason::Prefix { expected: country })
            }
            _ => Ok(self),
        }
    }

    /// The text without its first `count` characters.
    ///
    /// # Errors
    /// `Empty` if nothing follows.
    pub(crate) fn skip(mut self, count: usize) -> Result<Self, Reason> {
        self.start = (self.start + count).min(self.end);
        if self.len() == 0 {
            return Err(Reason::Empty);
        }
        Ok(self)
    }

    /// The digits, if it is `expected` digits and not all zeros.
    ///
    /// # Errors
    /// `Character` for a letter, `Length`, `Placeholder` for zeros only: the first that holds.
    pub(crate) fn digits(&self, expected: usize) -> Result<&str, Reason> {
        if let Some(letter) = self.bytes().iter().find(|b| !b.is_ascii_digit()) {
            return Err(Reason::Character {
                found: char::from(*letter),
            });
        }
        let digits = self.text(expected)?;
        if digits.bytes().all(|digit| digit == b'0') {
            return Err(Reason::Placeholder);
        }
        Ok(digits)
    }

    /// The text, if it has `expected` characters.
    ///
    /// # Errors
    /// `Length` otherwise.
    pub(crate) fn text(&self, expected: usize) -> Result<&str, Reason> {
        if self.len() != expected {
            return Err(Reason::Length {
                expected,
                found: self.len(),
            });
        }
        Ok(self.as_str())
    }

    /// Characters, those without room counted.
    pub(crate) const fn len(&self) -> usize {
        self.end - self.start + self.beyond
    }

    pub(crate) fn begins_with(&self, prefix: &str) -> bool {
        self.bytes().starts_with(prefix.as_bytes())
    }

    /// What was kept; complete for every text that has the length of a scheme.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// What was kept, as text. Only ASCII was kept, so the empty text never comes of an error.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

/// Characters people put between the parts of a number, typed or pasted from a document:
/// all white space (with the no-break spaces of French typography), stop, slash, colon, the
/// hyphens and dashes, the degree sign of "n°", and the invisible joiners of web pages.
pub(crate) fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '.' | '-' | '/' | ':' | '°' | 'º' | '\u{ad}' | '\u{200b}'..='\u{200d}'
                | '\u{2010}'..='\u{2015}' | '\u{2060}' | '\u{2212}' | '\u{feff}'
        )
}

//! From text to the words that are compared: lower case, without accents, cut at everything
//! that is no letter or digit. Index and query go through the same lines.
//!
//! German umlauts are written three ways (Müller, Mueller, Muller). A word therefore has a
//! `long` form, as one would type it (mueller), and a `short` one (muller) which is equal for
//! all three; both are indexed, whole words are compared by the short one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Longer words are cut: nobody types them, and a term must stay small.
const MAX_WORD: usize = 64;

/// A folded word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// With umlauts as ae, oe, ue.
    pub long: String,
    /// With ae, oe, ue that can be an umlaut as a, o, u; the same as `long` for most words.
    pub short: String,
    /// Whether the word was written with an umlaut.
    pub umlaut: bool,
}

/// Folds a text to its words, as they are compared.
///
/// ```
/// assert_eq!(search::fold("L'Œuvre de Saint-Éloi, Straße 5"), ["l", "oeuvre", "de", "saint", "eloi", "strasse", "5"]);
/// assert_eq!(search::fold("Müller"), search::fold("MUELLER"));
/// ```
pub fn fold(text: &str) -> Vec<String> {
    let mut folded = Vec::new();
    words(text, |word| folded.push(word.short.clone()));
    folded
}

/// Hands each word of a text to `emit`.
pub(crate) fn words(text: &str, mut emit: impl FnMut(&Word)) {
    let mut builder = Builder::default();
    if text.is_ascii() {
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                builder.push(char::from(byte.to_ascii_lowercase()));
            } else {
                builder.finish(&mut emit);
            }
        }
    } else {
        text.nfkd().for_each(|character| builder.take(character, &mut emit));
    }
    builder.finish(&mut emit);
}

#[derive(Default)]
struct Builder {
    word: Word,
    /// Places of an `e` that stands for an umlaut's dots.
    dots: u128,
    /// Places of an `e` that belongs to a ligature and never stands for dots.
    fixed: u128,
}

impl Builder {
    fn take(&mut self, character: char, emit: &mut impl FnMut(&Word)) {
        match character {
            '\u{308}' => {
                if self.word.long.ends_with(['a', 'o', 'u']) {
                    self.dots |= self.bit();
                    self.word.umlaut = true;
                    self.push('e');
                }
            }
            'ß' | 'ẞ' => ['s', 's'].into_iter().for_each(|c| self.push(c)),
            'œ' | 'Œ' => self.push_fixed('o'),
            'æ' | 'Æ' => self.push_fixed('a'),
            'ø' | 'Ø' => ['o', '\u{308}'].into_iter().for_each(|c| self.take(c, emit)),
            'ł' | 'Ł' => self.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => self.push('d'),
            'þ' | 'Þ' => ['t', 'h'].into_iter().for_each(|c| self.push(c)),
            'ı' => self.push('i'),
            // Soft hyphens and joiners stand inside words and are not seen.
            '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{feff}' => {}
            _ if is_combining_mark(character) || canonical_combining_class(character) != 0 => {}
            _ if character.is_alphanumeric() => {
                character
                    .to_lowercase()
                    .filter(|c| !is_combining_mark(*c))
                    .for_each(|c| self.push(c));
            }
            _ => self.finish(emit),
        }
    }

    fn bit(&self) -> u128 {
        u32::try_from(self.word.long.len())
            .ok()
            .and_then(|place| 1_u128.checked_shl(place))
            .unwrap_or(0)
    }

    fn push(&mut self, character: char) {
        if self.word.long.len() + character.len_utf8() <= MAX_WORD {
            self.word.long.push(character);
        }
    }

    fn push_fixed(&mut self, first: char) {
        self.push(first);
        self.fixed |= self.bit();
        self.push('e');
    }

    fn finish(&mut self, emit: &mut impl FnMut(&Word)) {
        if self.word.long.is_empty() {
            return;
        }
        self.word.short.clear();
        let bytes = self.word.long.as_bytes();
        for (place, character) in self.word.long.char_indices() {
            let bit = 1_u128 << place;
            let dropped =
                character == 'e' && self.fixed & bit == 0 && (self.dots & bit != 0 || may_be_umlaut(bytes, place));
            if !dropped {
                self.word.short.push(character);
            }
        }
        emit(&self.word);
        self.word.long.clear();
        self.word.umlaut = false;
        (self.dots, self.fixed) = (0, 0);
    }
}

/// Whether the `e` at `place` can stand for the dots of an umlaut. Not behind two vowels or
/// `qu` (neue, Bauer, que), not at the end of a word (rue, avenue) and not in `oeu` (coeur):
/// no umlaut is found there, and these words are many.
fn may_be_umlaut(bytes: &[u8], place: usize) -> bool {
    let Some(vowel) = place.checked_sub(1).map(|before| bytes[before]) else {
        return false;
    };
    let before = place.checked_sub(2).map(|before| bytes[before]);
    let next = bytes.get(place + 1);
    matches!(vowel, b'a' | b'o' | b'u')
        && !matches!(before, Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'q'))
        && next.is_some()
        && !(vowel == b'o' && next == Some(&b'u'))
}

/// A code without its separators, as one word: `B 82.454` is `b82454`.
pub(crate) fn code(text: &str) -> String {
    let mut joined = String::new();
    words(text, |word| joined.push_str(&word.long));
    let end = (0..=MAX_WORD.min(joined.len()))
        .rev()
        .find(|end| joined.is_char_boundary(*end));
    joined.truncate(end.unwrap_or(0));
    joined
}

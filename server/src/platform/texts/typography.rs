//! Spaces as French sets them: none at which a line may break before `?`, `!`, `;`, `:` and within « ». Texts are written with the
//! space of the keyboard, and read with the right one.

/// Narrow, without a break.
const NARROW: char = '\u{202f}';
/// As wide as a space, without a break.
const WIDE: char = '\u{a0}';

/// A French text with the spaces its marks ask for. What stands at the beginning of a line is the file's and stays.
pub(super) fn french(text: &str) -> String {
    let mut set = String::with_capacity(text.len() + text.len() / 50);
    let mut letters = text.chars().peekable();
    let mut before = '\n';
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or('\n');
        let space = match next {
            _ if letter != ' ' || matches!(before, ' ' | '\n') => letter,
            '?' | '!' | ';' => NARROW,
            ':' | '»' => WIDE,
            _ if before == '«' => WIDE,
            _ => letter,
        };
        set.push(space);
        before = letter;
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::texts::{Locale, T};

    #[test]
    fn marks_stay_with_their_words() {
        for (written, read) in [
            ("Et alors ? Oui !", "Et alors\u{202f}? Oui\u{202f}!"),
            ("un ; deux : trois", "un\u{202f}; deux\u{a0}: trois"),
            ("« { $code } » : rien", "«\u{a0}{ $code }\u{a0}»\u{a0}: rien"),
            ("« Qui ? »", "«\u{a0}Qui\u{202f}?\u{a0}»"),
            ("https://example.org à 10:30", "https://example.org à 10:30"),
            ("déjà\u{a0}: fait", "déjà\u{a0}: fait"),
            ("id =\n    : au début", "id =\n    : au début"),
            ("", ""),
        ] {
            assert_eq!(french(written), read);
        }
    }

    #[test]
    fn a_message_has_them_and_only_in_french() {
        let named = |locale| T::new(locale).with("directory-title-for", &[("text", "pont".into())]);
        assert_eq!(named(Locale::Fr), "«\u{a0}pont\u{a0}»\u{a0}: organisations");
        for locale in [Locale::De, Locale::En] {
            assert!(!named(locale).contains([NARROW, WIDE]), "{locale}");
        }
    }
}

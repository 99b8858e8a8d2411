//! Marks the words of a search in a text. What comes out is pieces of plain text; the template escapes each of them.

use search::{Field, How, Why, fold};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// As it stands in the text.
    pub text: &'a str,
    /// Whether it was searched for.
    pub marked: bool,
}

/// The words to be marked, folded as the index folds them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    whole: Vec<String>,
    beginnings: Vec<String>,
}

impl Words {
    /// The words of one hit: as typed, or what was found in their place.
    pub(super) fn of(why: &[Why]) -> Self {
        let mut words = Self::default();
        for why in why.iter().filter(|why| why.field != Field::Codes) {
            match &why.how {
                How::Exact => words.whole.extend(fold(&why.word)),
                How::Prefix => words.beginnings.extend(fold(&why.word)),
                How::Typo { to } | How::Synonym { to } => words.whole.extend(fold(to)),
            }
        }
        words
    }

    fn has(&self, word: &str) -> bool {
        let folded = fold(word);
        folded.iter().any(|word| {
            self.whole.contains(word) || self.beginnings.iter().any(|start| word.starts_with(start.as_str()))
        })
    }

    /// Whether all words of a found name stand in the text.
    pub(super) fn stand_in(found: &str, beginning: bool, text: &str) -> bool {
        let there = fold(text);
        fold(found).iter().all(|word| {
            there
                .iter()
                .any(|other| other == word || (beginning && other.starts_with(word.as_str())))
        })
    }
}

/// The text in pieces, marked ones apart; marked neighbours with only a blank between are one piece.
pub(super) fn mark<'a>(text: &'a str, words: &Words) -> Vec<Piece<'a>> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (start, end) in words_of(text) {
        if !text.get(start..end).is_some_and(|word| words.has(word)) {
            continue;
        }
        match ranges.last_mut() {
            Some(last) if text.get(last.1..start) == Some(" ") => last.1 = end,
            _ => ranges.push((start, end)),
        }
    }
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut push = |from: usize, to: usize, marked: bool| {
        if let Some(text) = text.get(from..to).filter(|text| !text.is_empty()) {
            pieces.push(Piece { text, marked });
        }
    };
    for (start, end) in ranges {
        push(done, start, false);
        push(start, end, true);
        done = end;
    }
    push(done, text.len(), false);
    pieces
}

/// Begin and end of each run of letters, digits and their accents.
fn words_of(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut begun = None;
    for (place, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
        match (begun, inside) {
            (None, true) => begun = Some(place),
            (Some(start), false) => {
                words.push((start, place));
                begun = None;
            }
            _ => {}
        }
    }
    words.extend(begun.map(|start| (start, text.len())));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(word: &str, how: How) -> Why {
        Why {
            word: word.to_owned(),
            field: Field::Texts,
            how,
        }
    }

    fn written(text: &str, why: &[Why]) -> String {
        mark(text, &Words::of(why))
            .iter()
            .map(|piece| {
                if piece.marked {
                    format!("[{}]", piece.text)
                } else {
                    piece.text.to_owned()
                }
            })
            .collect()
    }

    #[test]
    fn marks_words_whatever_their_accents() {
        let found = [why("energie", How::Exact), why("strasse", How::Exact)];
        assert_eq!(
            written("L’Énergie der Straße, <b>Energien</b>", &found),
            "L’[Énergie] der [Straße], <b>Energien</b>"
        );
    }

    #[test]
    fn marks_beginnings_corrections_and_names_of_several_words() {
        assert_eq!(
            written("Korrosionsschutz", &[why("korro", How::Prefix)]),
            "[Korrosionsschutz]"
        );
        let typo = How::Typo {
            to: "banque".to_owned(),
        };
        assert_eq!(
            written("Une banque, la Banque", &[why("bangue", typo)]),
            "Une [banque], la [Banque]"
        );
        let name = How::Synonym {
            to: "La Louvière".to_owned(),
        };
        assert_eq!(written("à La Louvière.", &[why("x", name)]), "à [La Louvière].");
    }

    #[test]
    fn nothing_searched_nothing_marked() {
        assert_eq!(written("a b", &[]), "a b");
        assert_eq!(written("", &[why("a", How::Exact)]), "");
    }

    #[test]
    fn says_whether_a_word_is_seen() {
        assert!(Words::stand_in("liege", false, "Ville de Liège"));
        assert!(!Words::stand_in("lie", false, "Ville de Liège"));
        assert!(Words::stand_in("lie", true, "Ville de Liège"));
    }
}

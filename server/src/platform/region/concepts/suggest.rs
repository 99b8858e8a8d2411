//! Type-ahead: from what is typed so far to the concepts that may be meant.

use super::fold::is_little;
use super::{Concept, Kind};
use crate::platform::texts::Locale;

/// A word from which on one typing error is forgiven.
const FORGIVING: usize = 5;
/// A shorter piece lies inside too many words.
const PIECE: usize = 3;
/// Nobody types more words, and more letters, for one concept.
const WORDS: usize = 8;
const LETTERS: usize = 100;

/// How what was typed lies in the word that matched; the earlier, the likelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It is the whole of it.
    Whole,
    /// It begins the name.
    NameStart,
    /// It begins another word for it.
    AlsoStart,
    /// It begins words inside.
    Inner,
    /// It lies within a compound.
    Part,
    /// It would, but for one letter.
    Error,
}

/// A concept that may be meant, with the word that says why.
#[derive(Debug, Clone, Copy)]
pub struct Suggestion<'a> {
    /// What may be meant.
    pub concept: &'a Concept,
    /// The name or other word that matched, as the pack writes it.
    pub word: &'a str,
    /// The language of that word.
    pub language: Locale,
    /// How it matched.
    pub rank: Rank,
}

impl Suggestion<'_> {
    /// The word that matched, where a reader of the name would not see why the concept is offered.
    pub fn reason(&self, locale: Locale) -> Option<&str> {
        (self.word != self.concept.name(locale)).then_some(self.word)
    }

    /// For a list of plain texts: "Sensorik", or "Sensorik (capteurs)" where another word matched.
    pub fn label(&self, locale: Locale) -> String {
        let name = self.concept.name(locale);
        match self.reason(locale) {
            Some(word) => format!("{name} ({word})"),
            None => name.to_owned(),
        }
    }
}

/// What is asked.
pub(super) struct Asked<'a> {
    pub typed: &'a str,
    pub locale: Locale,
    pub kind: Option<Kind>,
    pub limit: usize,
}

/// A name or another word of a concept.
#[derive(Debug)]
pub(super) struct Term {
    concept: usize,
    locale: Locale,
    /// Its place among the other words; `None` is the name.
    also: Option<usize>,
    folded: Folded,
}

#[derive(Debug)]
struct Folded {
    /// The words that say something.
    words: Vec<String>,
    /// All words as one.
    joined: String,
    /// The letters there are, and those of the words that say something.
    letters: u32,
    telling: u32,
}

impl Folded {
    fn new(mut words: Vec<String>) -> Self {
        words.truncate(WORDS);
        let joined = words.concat();
        // Little words count where nothing else was typed yet.
        if !words.iter().all(|word| is_little(word)) {
            words.retain(|word| !is_little(word));
        }
        Self {
            letters: letters(&joined),
            telling: words.iter().fold(0, |known, word| known | letters(word)),
            words,
            joined,
        }
    }
}

/// A bit for each letter, one for all digits and one for what is neither.
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| {
        let bit = match byte {
            b'a'..=b'z' => byte - b'a',
            b'0'..=b'9' => 26,
            _ => 27,
        };
        letters | 1 << bit
    })
}

/// All words of all concepts.
pub(super) fn terms(concepts: &[Concept]) -> Vec<Term> {
    let mut terms = Vec::new();
    for (place, concept) in concepts.iter().enumerate() {
        for locale in Locale::ALL {
            terms.extend(concept.words(locale).enumerate().map(|(number, word)| Term {
                concept: place,
                locale,
                also: number.checked_sub(1),
                folded: Folded::new(search::fold(word)),
            }));
        }
    }
    terms
}

/// How near a word is: its order, then names before other words, then its length, then the order of the file.
type Key = (u8, bool, usize, usize);

pub(super) fn suggest<'a>(concepts: &'a [Concept], terms: &[Term], asked: &Asked<'_>) -> Vec<Suggestion<'a>> {
    let typed = readings(asked.typed);
    let mut best: Vec<Option<(Key, Suggestion<'a>)>> = vec![None; concepts.len()];
    for (number, term) in terms.iter().enumerate() {
        let Some(concept) = concepts.get(term.concept) else {
            continue;
        };
        if asked.kind.is_some_and(|kind| kind != concept.kind) {
            continue;
        }
        let Some(rank) = typed.iter().filter_map(|typed| rank(term, typed)).min() else {
            continue;
        };
        let key = (
            order(rank, term.locale != asked.locale),
            term.also.is_some(),
            term.folded.joined.len(),
            number,
        );
        let Some(place) = best.get_mut(term.concept) else {
            continue;
        };
        if place.as_ref().is_none_or(|(known, _)| key < *known) {
            let word = match term.also {
                None => concept.name(term.locale),
                Some(number) => concept.also(term.locale).get(number).map_or("", String::as_str),
            };
            let language = term.locale;
            *place = Some((
                key,
                Suggestion {
                    concept,
                    word,
                    language,
                    rank,
                },
            ));
        }
    }
    let mut found: Vec<_> = best.into_iter().flatten().collect();
    found.sort_by_key(|(key, _)| *key);
    found
        .into_iter()
        .take(asked.limit)
        .map(|(_, suggestion)| suggestion)
        .collect()
}

/// A whole word in any language goes first; then what the reader's own language has, then the others; errors last.
fn order(rank: Rank, foreign: bool) -> u8 {
    let foreign = u8::from(foreign);
    match rank {
        Rank::Whole => foreign,
        Rank::NameStart => 2 + 4 * foreign,
        Rank::AlsoStart => 3 + 4 * foreign,
        Rank::Inner => 4 + 4 * foreign,
        Rank::Part => 5 + 4 * foreign,
        Rank::Error => 10 + foreign,
    }
}

/// What may have been typed so far: the `e` of "brue" may stand for dots, or begin "bruegg".
fn readings(typed: &str) -> Vec<Folded> {
    let cut: String = typed.chars().take(LETTERS).collect();
    let words = search::fold(&cut);
    let Some(last) = words.last() else {
        return Vec::new();
    };
    let dots = ["ae", "oe", "ue"].iter().any(|pair| last.ends_with(pair));
    let without = dots.then(|| {
        let mut words = words.clone();
        if let Some(last) = words.last_mut() {
            last.pop();
        }
        Folded::new(words)
    });
    std::iter::once(Folded::new(words)).chain(without).collect()
}

fn rank(term: &Term, typed: &Folded) -> Option<Rank> {
    let Folded {
        words, joined, letters, ..
    } = &term.folded;
    // One error brings one letter at most that is not there; most terms are done with here.
    if (typed.telling & !letters).count_ones() > 1 {
        return None;
    }
    if *joined == typed.joined {
        return Some(Rank::Whole);
    }
    if joined.starts_with(&typed.joined) {
        let name = term.also.is_none();
        return Some(if name { Rank::NameStart } else { Rank::AlsoStart });
    }
    let mut worst = Rank::Inner;
    for word in &typed.words {
        let fit = fit(word, words)?;
        if fit == Rank::Error && worst == Rank::Error {
            return None;
        }
        worst = worst.max(fit);
    }
    Some(worst)
}

/// How one typed word lies in the words of a term.
fn fit(typed: &str, words: &[String]) -> Option<Rank> {
    if words.iter().any(|word| word.starts_with(typed)) {
        Some(Rank::Inner)
    } else if typed.len() >= PIECE && words.iter().any(|word| word.contains(typed)) {
        Some(Rank::Part)
    } else if typed.chars().count() >= FORGIVING && words.iter().any(|word| nearly(typed.as_bytes(), word.as_bytes())) {
        Some(Rank::Error)
    } else {
        None
    }
}

/// Whether `typed` begins `word` with one letter wrong, missing, too many or two exchanged. An error in the last letter
/// counts only where the word ends there too: in the midst of a word it may be another word.
fn nearly(typed: &[u8], word: &[u8]) -> bool {
    let same = typed.iter().zip(word).take_while(|(one, other)| one == other).count();
    let (typed_rest, word_rest) = (&typed[same..], &word[same..]);
    let Some((wrong, after)) = typed_rest.split_first() else {
        return true;
    };
    if after.is_empty() && word.len() > typed.len() {
        return false;
    }
    let Some((right, word_after)) = word_rest.split_first() else {
        return after.is_empty();
    };
    let exchanged = || {
        after.first() == Some(right)
            && word_after.first() == Some(wrong)
            && word_after.get(1..).is_some_and(|rest| rest.starts_with(&after[1..]))
    };
    word_after.starts_with(after) || word_rest.starts_with(after) || word_after.starts_with(typed_rest) || exchanged()
}

#[cfg(test)]
mod tests {
    use super::nearly;

    #[test]
    fn one_error_and_no_second() {
        for (typed, word, near) in [
            ("snsor", "sensorik", true),
            ("sennsor", "sensorik", true),
            ("sensar", "sensor", true),
            ("senosr", "sensorik", true),
            ("sebsor", "sensorik", true),
            ("capteurs", "capteur", true),
            ("tensor", "sensor", true),
            ("snesro", "sensor", false),
            ("stahk", "stahl", true),
            ("stahk", "stahlbau", false),
            ("capteurss", "capteur", false),
            ("sensorik", "senso", false),
        ] {
            assert_eq!(nearly(typed.as_bytes(), word.as_bytes()), near, "{typed} {word}");
        }
    }
}

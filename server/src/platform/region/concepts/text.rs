//! Which concepts a text speaks of.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Concept;
use super::fold::stem;
use crate::platform::texts::Locale;

/// A shorter word, most of them abbreviations, means too many things in a text.
const SHORTEST: usize = 4;
/// A shorter word begins or ends too many compounds.
const IN_COMPOUND: usize = 6;

/// The words of one language by how a text would begin them.
#[derive(Debug)]
pub(super) struct Spoken {
    locale: Locale,
    /// By the stem of the first word: the concept and the stems that must follow.
    terms: HashMap<String, Vec<(usize, Vec<String>)>>,
    /// What may begin a compound, and what may end one.
    beginnings: HashMap<String, Vec<usize>>,
    ends: HashMap<String, Vec<usize>>,
    /// What looks like a compound and is the name of a place.
    places: HashSet<String>,
}

impl Spoken {
    pub(super) fn new<'a>(concepts: &[Concept], places: impl Iterator<Item = &'a str>, locale: Locale) -> Self {
        let words = places.flat_map(search::fold);
        let mut spoken = Self {
            places: words.map(|word| stem(&word, locale).to_owned()).collect(),
            locale,
            terms: HashMap::new(),
            beginnings: HashMap::new(),
            ends: HashMap::new(),
        };
        for (place, concept) in concepts.iter().enumerate() {
            concept.words(locale).for_each(|word| spoken.take(place, word));
        }
        spoken
    }

    fn take(&mut self, place: usize, term: &str) {
        let words = search::fold(term);
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        if letters < SHORTEST {
            return;
        }
        if let [word] = words.as_slice()
            && self.locale == Locale::De
            && letters >= IN_COMPOUND
        {
            let stem = stem(word, self.locale);
            let beginning = if stem.len() >= IN_COMPOUND { stem } else { word };
            self.beginnings.entry(beginning.to_owned()).or_default().push(place);
            self.ends.entry(stem.to_owned()).or_default().push(place);
        }
        let mut stems = words.iter().map(|word| stem(word, self.locale).to_owned());
        if let Some(first) = stems.next() {
            let rest = stems.collect();
            self.terms.entry(first).or_default().push((place, rest));
        }
    }

    /// Places of the concepts that the text speaks of.
    pub(super) fn places(&self, text: &str) -> BTreeSet<usize> {
        let words = search::fold(text);
        let stems: Vec<&str> = words.iter().map(|word| stem(word, self.locale)).collect();
        let mut found = BTreeSet::new();
        for (at, (word, stem)) in words.iter().zip(&stems).enumerate() {
            let following = stems.get(at + 1..).unwrap_or_default();
            let begun = self.terms.get(*stem).into_iter().flatten();
            let whole = begun.filter(|(_, rest)| {
                let there = following.get(..rest.len());
                there.is_some_and(|there| rest.iter().zip(there).all(|(one, other)| one == other))
            });
            found.extend(whole.map(|(place, _)| *place));
            self.compound(word, stem, &mut found);
        }
        found
    }

    fn compound(&self, word: &str, stem: &str, found: &mut BTreeSet<usize>) {
        if word.len() <= IN_COMPOUND || self.ends.is_empty() || self.places.contains(stem) {
            return;
        }
        for (at, _) in word.char_indices() {
            if let Some(places) = self.beginnings.get(&word[..at]) {
                found.extend(places);
            }
            if let Some(places) = stem.get(at..).and_then(|end| self.ends.get(end)) {
                found.extend(places);
            }
        }
    }
}

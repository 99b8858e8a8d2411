//! Concepts: the markets and technologies an opportunity may name, chosen from the pack's list by what people type.
//!
//! A concept has a name and other words in each language. [`Concepts::suggest`] finds it while somebody types, in any
//! of the languages; [`Concepts::in_text`] finds those that a text speaks of.

mod entry;
mod fold;
mod suggest;
mod text;

use std::collections::HashMap;

use super::load::LoadError;
use super::model::Localized;
use crate::platform::texts::Locale;

pub(super) use entry::File;
pub use suggest::{Rank, Suggestion};

/// The file of the pack.
pub(super) const FILE: &str = "concepts.toml";

crate::words! {
    /// What a concept says of an opportunity.
    Kind {
        /// What it is made with.
        Technology = "technology",
        /// Who it is for.
        Market = "market",
    }
}

/// Concepts that are listed under one heading.
#[derive(Debug, Clone)]
pub struct Group {
    /// A slug, stable.
    pub code: String,
    /// That of all its concepts.
    pub kind: Kind,
    /// Name for people.
    pub name: Localized,
}

/// A market or a technology.
#[derive(Debug, Clone)]
pub struct Concept {
    /// A slug, stable: in rows, addresses and the API.
    pub code: String,
    /// Code of its group.
    pub group: String,
    /// That of its group.
    pub kind: Kind,
    name: Localized,
    also: [Vec<String>; Locale::ALL.len()],
}

impl Concept {
    /// Its name in one language.
    pub fn name(&self, locale: Locale) -> &str {
        self.name.get(locale)
    }

    /// Its name in all languages, as a language map.
    pub fn names(&self) -> &Localized {
        &self.name
    }

    /// What else it is called in one language.
    pub fn also(&self, locale: Locale) -> &[String] {
        let [fr, de, en] = &self.also;
        match locale {
            Locale::Fr => fr,
            Locale::De => de,
            Locale::En => en,
        }
    }

    /// All its words in one language, the name first.
    pub fn words(&self, locale: Locale) -> impl Iterator<Item = &str> {
        std::iter::once(self.name(locale)).chain(self.also(locale).iter().map(String::as_str))
    }
}

/// The list of the pack.
#[derive(Debug)]
pub struct Concepts {
    groups: Vec<Group>,
    concepts: Vec<Concept>,
    by_code: HashMap<String, usize>,
    terms: Vec<suggest::Term>,
    spoken: [text::Spoken; Locale::ALL.len()],
}

impl Concepts {
    /// Checks the entries of the file and makes what they are found by. A name of a place is no compound: Saarbrücken
    /// speaks of no bridge.
    pub(super) fn new<'a>(file: File, places: impl Iterator<Item = &'a str> + Clone) -> Result<Self, LoadError> {
        let (groups, concepts) = entry::checked(file)?;
        let by_code = concepts.iter().enumerate();
        let by_code = by_code.map(|(place, concept)| (concept.code.clone(), place));
        Ok(Self {
            by_code: by_code.collect(),
            terms: suggest::terms(&concepts),
            spoken: Locale::ALL.map(|locale| text::Spoken::new(&concepts, places.clone(), locale)),
            groups,
            concepts,
        })
    }

    /// The concept with that code.
    pub fn get(&self, code: &str) -> Option<&Concept> {
        self.concepts.get(*self.by_code.get(code)?)
    }

    /// The groups, in the order of the file.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The group with that code.
    pub fn group(&self, code: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.code == code)
    }

    /// All concepts, in the order of the file.
    pub fn all(&self) -> &[Concept] {
        &self.concepts
    }

    /// The concepts of a kind, in the order of the file.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Concept> {
        self.concepts.iter().filter(move |concept| concept.kind == kind)
    }

    /// What somebody who typed this may mean, the likeliest first and at most `limit`: by whole names, their beginnings,
    /// their inner words and parts of compounds, in the reader's language before the others; one typing error is
    /// forgiven in a word of five letters or more.
    ///
    /// `kind` leaves out the other kind.
    pub fn suggest(&self, typed: &str, locale: Locale, kind: Option<Kind>, limit: usize) -> Vec<Suggestion<'_>> {
        suggest::suggest(
            &self.concepts,
            &self.terms,
            &suggest::Asked {
                typed,
                locale,
                kind,
                limit,
            },
        )
    }

    /// The codes of the concepts that a text in that language speaks of, in the order of the file: a word of theirs of
    /// four letters or more stands in it as a whole word, plural or not; in German one of six letters or more also at
    /// the beginning or end of a compound.
    pub fn in_text(&self, text: &str, locale: Locale) -> Vec<&str> {
        let [fr, de, en] = &self.spoken;
        let spoken = match locale {
            Locale::Fr => fr,
            Locale::De => de,
            Locale::En => en,
        };
        let places = spoken.places(text);
        places
            .into_iter()
            .filter_map(|place| self.concepts.get(place))
            .map(|concept| concept.code.as_str())
            .collect()
    }
}

#[cfg(test)]
mod tests;

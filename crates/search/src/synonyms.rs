//! Groups of names for the same thing, looked up by the folded words of a name.

use std::collections::{BTreeMap, HashMap};

use crate::fold::fold;

/// The groups, folded.
#[derive(Default)]
pub(crate) struct Synonyms {
    groups: Vec<Vec<Name>>,
    /// The groups of a name, by its folded words with a space between them.
    by_name: HashMap<String, Vec<usize>>,
    /// The words of the longest name.
    longest: usize,
}

/// A name of a group.
#[derive(Clone)]
pub(crate) struct Name {
    /// As the definition writes it.
    pub written: String,
    /// Its folded words.
    pub words: Vec<String>,
}

impl Synonyms {
    /// Folds the groups of a definition.
    pub fn new(groups: &[Vec<String>]) -> Self {
        let mut synonyms = Self::default();
        for group in groups {
            let mut names: BTreeMap<String, Name> = BTreeMap::new();
            for written in group {
                let words = fold(written);
                if !words.is_empty() {
                    synonyms.longest = synonyms.longest.max(words.len());
                    names.entry(words.join(" ")).or_insert_with(|| Name {
                        written: written.clone(),
                        words,
                    });
                }
            }
            for name in names.keys() {
                synonyms
                    .by_name
                    .entry(name.clone())
                    .or_default()
                    .push(synonyms.groups.len());
            }
            synonyms.groups.push(names.into_values().collect());
        }
        synonyms
    }

    /// The words of the longest name.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The other names of what is called `name` (folded words with a space between them).
    pub fn others(&self, name: &str) -> Vec<&Name> {
        let groups = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let names = groups.iter().flat_map(|group| &self.groups[*group]);
        names.filter(|other| other.words.join(" ") != name).collect()
    }

    /// All names of one word, folded.
    pub fn single_words(&self) -> impl Iterator<Item = &str> {
        self.by_name
            .keys()
            .map(String::as_str)
            .filter(|name| !name.contains(' '))
    }
}

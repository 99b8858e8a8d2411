//! Words of an opportunity as they are searched by: folded, so that spelling and accents do not matter.

use search::fold;

use crate::opportunities::model::{Content, Text};
use crate::platform::database::words;

/// Shortest word of a title that says something by itself, in letters.
const TITLE_WORD: usize = 5;
/// Shortest word of a summary that does.
const SUMMARY_WORD: usize = 7;

/// All words once, a space before and behind each: what is searched through. `names` are those of its concepts.
#[must_use]
pub fn haystack(content: &Content, names: &[String]) -> String {
    let texts = Text::ALL.iter().map(|text| content.text(*text));
    words::haystack(texts.chain(names.iter().map(String::as_str)))
}

/// Something that is looked for while somebody writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As it was written.
    pub shown: String,
    /// As it is compared.
    pub words: Vec<String>,
}

impl Term {
    /// Whether all its words stand in what is searched through.
    #[must_use]
    pub fn is_in(&self, haystack: &str) -> bool {
        self.words.iter().all(|word| haystack.contains(&format!(" {word} ")))
    }
}

/// What is looked for while somebody writes: the names of the chosen concepts, then the words of title and summary that say
/// something, each once.
#[must_use]
pub fn terms(content: &Content, names: &[String], most: usize) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut add = |shown: &str, words: Vec<String>| {
        if terms.len() < most && !words.is_empty() && !terms.iter().any(|term| term.words == words) {
            terms.push(Term {
                shown: shown.to_owned(),
                words,
            });
        }
    };
    for name in names {
        add(name, fold(name));
    }
    for (text, least) in [(&content.title, TITLE_WORD), (&content.summary, SUMMARY_WORD)] {
        for shown in text.split(|letter: char| !letter.is_alphanumeric()) {
            let words = fold(shown);
            let says = |word: &String| {
                word.chars().count() >= least
                    && !word.starts_with(|letter: char| letter.is_ascii_digit())
                    && !COMMON.contains(&word.as_str())
            };
            if words.iter().all(says) {
                add(shown, words);
            }
        }
    }
    terms
}

/// Words that are in every text of this kind, in the three languages, folded.
const COMMON: [&str; 76] = [
    "avons",
    "besoin",
    "cherche",
    "cherchent",
    "cherchons",
    "collaboration",
    "companies",
    "company",
    "cooperation",
    "dans",
    "development",
    "developpement",
    "eine",
    "einem",
    "einen",
    "einer",
    "entreprise",
    "entreprises",
    "entwicklung",
    "firma",
    "firmen",
    "gesucht",
    "innovation",
    "innovative",
    "kooperation",
    "kunden",
    "looking",
    "losung",
    "losungen",
    "market",
    "nach",
    "needs",
    "notre",
    "nous",
    "offer",
    "offers",
    "offre",
    "offrons",
    "partenaire",
    "partenaires",
    "partenariat",
    "partner",
    "partnern",
    "partners",
    "partnership",
    "pour",
    "product",
    "products",
    "produit",
    "produits",
    "produkt",
    "produkte",
    "project",
    "projects",
    "projekt",
    "projekte",
    "projet",
    "projets",
    "recherche",
    "recherchons",
    "regional",
    "regionale",
    "seeking",
    "seeks",
    "service",
    "services",
    "solution",
    "solutions",
    "suchen",
    "sucht",
    "system",
    "technologie",
    "technology",
    "unser",
    "unsere",
    "unternehmen",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::database::words::needles;

    #[test]
    fn a_word_is_found_by_its_beginning_in_any_spelling() {
        let content = Content {
            title: "Capteurs de corrosion".into(),
            role: "Brücken überwachen".into(),
            ..Content::default()
        };
        let hay = haystack(&content, &["Génie civil".into()]);
        let fits = |typed: &str| {
            let parts = needles(typed);
            parts.iter().all(|part| hay.contains(part.trim_matches('%')))
        };
        for typed in ["CORROS", "bruecken", "genie capteurs", "Brucken", ""] {
            assert!(fits(typed), "{typed}: {hay}");
        }
        for typed in ["rrosion", "pont", "capteurs pont"] {
            assert!(!fits(typed), "{typed}");
        }
        assert_eq!(needles("100% _x"), ["% 100%", "% x%"]);
    }

    #[test]
    fn concepts_are_looked_for_before_words_and_common_words_never() {
        let content = Content {
            title: "Nous cherchons un partenaire pour des capteurs".into(),
            summary: "Capteurs acoustiques, 1234567".into(),
            ..Content::default()
        };
        let names = ["Structural monitoring".to_owned()];
        let found = terms(&content, &names, 9);
        let shown: Vec<&str> = found.iter().map(|term| term.shown.as_str()).collect();
        assert_eq!(shown, ["Structural monitoring", "capteurs", "acoustiques"]);
        let hay = haystack(&content, &names);
        assert!(found.iter().all(|term| term.is_in(&hay)), "{hay}");
        assert!(!found.iter().any(|term| term.is_in(" monitoring capteur ")));
        assert_eq!(terms(&content, &names, 2).len(), 2);
    }

    #[test]
    fn common_words_are_written_as_they_are_compared() {
        for word in &COMMON {
            assert_eq!(fold(word), [(*word).to_owned()]);
        }
    }
}

//! Words as they are compared: folded as the search index folds them, and without the ending of a plural.

use crate::platform::texts::Locale;

/// Words that say nothing alone.
const LITTLE: &[&str] = &[
    "a", "and", "au", "auf", "aus", "aux", "by", "d", "dans", "das", "de", "der", "des", "die", "du", "en", "et",
    "for", "fur", "im", "in", "l", "la", "le", "les", "mit", "of", "on", "ou", "par", "pour", "sur", "the", "to",
    "und", "von", "with", "zu", "zum", "zur",
];

/// Whether a folded word says nothing alone.
pub(super) fn is_little(word: &str) -> bool {
    LITTLE.contains(&word)
}

/// The folded words of a term as one: `E-Mobilität` is `emobilitat`.
pub(super) fn joined(term: &str) -> String {
    search::fold(term).concat()
}

/// A folded word without what a plural or a case adds, the same for all its forms.
pub(super) fn stem(word: &str, locale: Locale) -> &str {
    let (endings, shortest): (&[&str], usize) = match locale {
        Locale::Fr => (&["s", "x"], 4),
        Locale::De => (&["en", "es", "n", "e", "s"], 5),
        Locale::En => (&["s"], 4),
    };
    endings
        .iter()
        .filter_map(|ending| Some((ending, word.strip_suffix(ending)?)))
        // "glass" and "Prozess" have no ending.
        .find(|(ending, stem)| stem.len() >= shortest && !(**ending == "s" && stem.ends_with('s')))
        .map_or(word, |(_, stem)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (locale, forms) in [
            (Locale::De, &["sensor", "sensoren", "sensors"][..]),
            (Locale::De, &["brucke", "brucken"]),
            (Locale::De, &["werkstoff", "werkstoffe", "werkstoffen"]),
            (Locale::De, &["prozess", "prozesse", "prozesses"]),
            (Locale::De, &["polymer", "polymere", "polymeren"]),
            (Locale::Fr, &["capteur", "capteurs"]),
            (Locale::Fr, &["reseau", "reseaux"]),
            (Locale::En, &["bridge", "bridges"]),
        ] {
            let first = stem(forms[0], locale);
            for form in forms {
                assert_eq!(stem(form, locale), first, "{form}");
            }
        }
        for (locale, word) in [
            (Locale::De, "wasser"),
            (Locale::De, "messen"),
            (Locale::Fr, "gaz"),
            (Locale::Fr, "bois"),
            (Locale::En, "glass"),
            (Locale::En, "gas"),
        ] {
            assert!(stem(word, locale).len() + 1 >= word.len(), "{word}");
        }
        assert_eq!(stem("glass", Locale::En), "glass");
        assert_eq!(stem("bois", Locale::Fr), "bois");
    }
}

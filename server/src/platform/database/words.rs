//! Texts as rows are searched by them: folded words with a space around each, so that spelling and accents do not matter.

use search::fold;

/// Most words a reader searches by.
const NEEDLES: usize = 8;

/// All words once, a space before and behind each: what is searched through.
#[must_use]
pub fn haystack<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<String> = texts.flat_map(fold).collect();
    words.sort_unstable();
    words.dedup();
    format!(" {} ", words.join(" "))
}

/// Patterns of `LIKE` that all must fit: each word that was typed, or the beginning of one.
#[must_use]
pub fn needles(typed: &str) -> Vec<String> {
    let words = fold(typed);
    // Folded words are letters and digits: nothing in them has a meaning of its own.
    words.iter().take(NEEDLES).map(|word| format!("% {word}%")).collect()
}

//! Names of places in one spelling of case, so that METZ, metz and Metz are one registry.
//! Only case is touched: accents and words stay as they were written.

/// Words that stay small within a name: Bar-le-Duc, Neustadt a. Rbge.
const SMALL: [&str; 19] = [
    "le", "la", "les", "l", "de", "du", "des", "d", "en", "sur", "sous", "aux", "am", "an", "der", "im", "a", "i",
    "bei",
];

/// Each word with a capital, but the small ones that are not first. Doing it twice changes nothing.
pub(crate) fn place(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    let mut word = String::new();
    for character in name.chars() {
        if character.is_alphabetic() {
            word.extend(character.to_lowercase());
        } else {
            finish(&mut written, &mut word);
            written.push(character);
        }
    }
    finish(&mut written, &mut word);
    written
}

/// Appends the word gathered so far, with its capital unless it is a small word, and empties it.
fn finish(written: &mut String, word: &mut String) {
    let first = !written.contains(char::is_alphabetic);
    if first || !SMALL.contains(&word.as_str()) {
        let mut letters = word.chars();
        written.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        written.push_str(letters.as_str());
    } else {
        written.push_str(word);
    }
    word.clear();
}

//! Notes to oneself and words of the writer's tools: what must not stay in the text.
//! The words are in `xtask/leftovers.txt`, one a line, matched with their case.

use super::Finding;
use crate::tree::Tree;

const LIST: &str = "xtask/leftovers.txt";

/// Files whose words others chose.
const NOT_OURS: &[&str] = &["Cargo.lock", "web/package-lock.json", LIST];

/// Each line that has a word of the list, as a whole word.
#[must_use]
pub fn leftovers(tree: &Tree) -> Vec<Finding> {
    let Some(list) = tree.file(LIST) else {
        return vec![Finding::new(LIST, 1, "the list of words is missing")];
    };
    let words: Vec<_> = list.text.lines().filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for file in tree.all() {
        if NOT_OURS.contains(&file.path.as_str()) {
            continue;
        }
        for (index, line) in file.text.lines().enumerate() {
            for word in words.iter().filter(|word| has_word(line, word)) {
                let message = format!("`{word}` must not stay here");
                found.push(Finding::new(&file.path, index + 1, message));
            }
        }
    }
    found
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !is_letter(before) && (!is_letter(after) || word.ends_with('/'))
    })
}

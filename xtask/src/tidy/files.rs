//! How long a file may be, and that each Rust file says what lives in it.

use super::Finding;
use crate::tree::{File, Tree};

const LISTED_FROM: usize = 400;
const MOST: usize = 600;

/// Files of code; messages, data and documents may be as long as their matter.
const CODE: &[&str] = &["rs", "ts", "mjs", "css", "html"];

fn code(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.all()
        .filter(|file| CODE.iter().any(|extension| file.is(extension)))
}

/// Code files of more than 600 lines.
#[must_use]
pub fn lengths(tree: &Tree) -> Vec<Finding> {
    code(tree)
        .filter_map(|file| {
            let lines = file.text.lines().count();
            let message = format!("{lines} lines; more than {MOST} are two files");
            (lines > MOST).then(|| Finding::new(&file.path, MOST, message))
        })
        .collect()
}

/// Code files worth a look: more than 400 lines and not yet a fault, the longest first.
#[must_use]
pub fn long_files(tree: &Tree) -> Vec<(String, usize)> {
    let mut long: Vec<_> = code(tree)
        .map(|file| (file.path.clone(), file.text.lines().count()))
        .filter(|(_, lines)| (LISTED_FROM + 1..=MOST).contains(lines))
        .collect();
    long.sort_by_key(|(_, lines)| std::cmp::Reverse(*lines));
    long
}

/// Rust files that do not begin with `//!`.
#[must_use]
pub fn headers(tree: &Tree) -> Vec<Finding> {
    tree.rust()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| {
            let message = "no `//!` at the top: say in two to five lines what lives here";
            Finding::new(&file.path, 1, message)
        })
        .collect()
}

//! No `unwrap` and no `expect` where people run the code. Clippy says so too; this also counts
//! what an `allow` would hide, for `measure`.

use super::Finding;
use crate::source::Source;
use crate::tree::Tree;

/// Each `.unwrap()` and `.expect(…)` outside of tests.
#[must_use]
pub fn panics(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.rust().filter(|file| !file.is_test()) {
        let code = Source::of(&file.text).product_code();
        for (index, line) in code.lines().enumerate() {
            for call in [".unwrap()", ".expect("] {
                for _ in line.matches(call) {
                    let message = format!("`{call}` outside of tests: return the error, or say why it cannot be");
                    found.push(Finding::new(&file.path, index + 1, message));
                }
            }
        }
    }
    found
}

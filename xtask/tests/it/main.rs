//! Tests of the commands through the crate's public face: checks over small trees made by hand,
//! reports as the runners write them, and a PostgreSQL that really starts.

mod cluster;
mod features;
mod messages;

mod reports;
mod sources;
mod trees;

use xtask::tidy::Finding;
use xtask::tree::Tree;

/// What a check says of these files, as it is printed.
fn said(check: fn(&Tree) -> Vec<Finding>, files: &[(&str, &str)]) -> Vec<String> {
    let found = check(&Tree::of(files));
    found.iter().map(Finding::to_string).collect()
}

//! Migrations come in pairs: the same numbers and names for SQLite and PostgreSQL, each number once.

use std::collections::BTreeMap;

use super::Finding;
use crate::tree::Tree;

const FOLDERS: [&str; 2] = ["server/migrations/sqlite/", "server/migrations/postgres/"];

/// Migrations without their twin, without a number, or with a number another one has.
#[must_use]
pub fn migrations(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (here, there) in [(FOLDERS[0], FOLDERS[1]), (FOLDERS[1], FOLDERS[0])] {
        let mut numbers: BTreeMap<&str, &str> = BTreeMap::new();
        for file in tree.under(here) {
            let name = &file.path[here.len()..];
            let twin = format!("{there}{name}");
            if tree.file(&twin).is_none() {
                let message = format!("{twin} is missing: both databases have the same migrations");
                found.push(Finding::new(&file.path, 1, message));
            }
            let number = name.split('_').next().unwrap_or_default();
            if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                let message = "a migration is named by a number and words, as 0007_cases.sql";
                found.push(Finding::new(&file.path, 1, message));
            } else if let Some(other) = numbers.insert(number, name) {
                let message = format!("number {number} is taken by {other}");
                found.push(Finding::new(&file.path, 1, message));
            }
        }
    }
    found
}

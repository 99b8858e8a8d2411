//! From a code of NACE Rev. 2 or 2.1, with or without national digits, to a division of Rev. 2.1.

use std::collections::BTreeMap;

use super::load::LoadError;
use super::model::Division;

const FILE: &str = "nace.toml";

/// Beginnings of Rev. 2 codes and the division each leads to.
#[derive(Debug)]
pub(super) struct Bridge(BTreeMap<String, String>);

impl Bridge {
    pub(super) fn new(divisions: &[Division], rev2: BTreeMap<String, String>) -> Result<Self, LoadError> {
        if divisions.len() > 126 {
            return Err(LoadError::field(FILE, "division", "there are at most 126"));
        }
        if !divisions.is_sorted_by(|a, b| a.code < b.code) {
            return Err(LoadError::field(
                FILE,
                "division",
                "they stand in the order of their codes, each once",
            ));
        }
        for (key, value) in &rev2 {
            if !divisions.iter().any(|division| division.code == *value) {
                return Err(LoadError::field(
                    FILE,
                    format!("rev2.{key}"),
                    format!("no division {value:?}"),
                ));
            }
        }
        Ok(Self(rev2))
    }

    /// The division's code.
    pub(super) fn division(&self, version: &str, code: &str) -> Option<String> {
        let digits: String = code.chars().filter(char::is_ascii_digit).take(8).collect();
        match version {
            "2.1" => digits.get(..2).map(str::to_owned),
            "2" => (2..=digits.len())
                .rev()
                .find_map(|length| self.0.get(digits.get(..length)?).cloned()),
            _ => None,
        }
    }
}

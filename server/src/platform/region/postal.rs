//! Postal codes to territories. A prefix wins over a range, a longer prefix over a shorter one.

use std::collections::BTreeMap;

use super::load::LoadError;
use super::model::Territory;

/// No postal code of digits is longer.
const LONGEST: usize = 10;

/// Both kinds of entry, a country at a time.
#[derive(Debug, Default)]
pub(super) struct Index(BTreeMap<String, Country>);

#[derive(Debug, Default)]
struct Country {
    /// Prefix to territory.
    prefixes: BTreeMap<String, usize>,
    /// (length, first) to (last, territory); ranges of a length do not overlap.
    ranges: BTreeMap<(usize, u64), (u64, usize)>,
}

impl Index {
    /// Reads all entries; those that overlap or are claimed twice are faults.
    pub(super) fn new(territories: &[Territory]) -> Result<Self, LoadError> {
        let mut index = Self::default();
        for (place, territory) in territories.iter().enumerate() {
            let country = index.0.entry(territory.country.clone()).or_default();
            for entry in &territory.postal {
                country.add(entry, place).map_err(|reason| {
                    let field = format!("territory {}.postal {entry:?}", territory.code);
                    LoadError::field("region.toml", field, reason)
                })?;
            }
        }
        Ok(index)
    }

    /// The place of the territory in the pack.
    pub(super) fn find(&self, country: &str, code: &str) -> Option<usize> {
        let country = self.0.get(country)?;
        let plain = digits(code)?;
        let prefix = (1..=plain.len())
            .rev()
            .find_map(|length| country.prefixes.get(plain.get(..length)?));
        if let Some(&territory) = prefix {
            return Some(territory);
        }
        let number = plain.parse().ok()?;
        let (&(length, _), &(last, territory)) = country.ranges.range(..=(plain.len(), number)).next_back()?;
        (length == plain.len() && number <= last).then_some(territory)
    }
}

impl Country {
    fn add(&mut self, entry: &str, territory: usize) -> Result<(), String> {
        let numeric =
            |text: &str| !text.is_empty() && text.len() <= LONGEST && text.bytes().all(|b| b.is_ascii_digit());
        let Some((first, last)) = entry.split_once('-') else {
            if !numeric(entry) {
                return Err("a prefix is one to ten digits".to_owned());
            }
            return match self.prefixes.insert(entry.to_owned(), territory) {
                Some(_) => Err("claimed twice".to_owned()),
                None => Ok(()),
            };
        };
        if !numeric(first) || !numeric(last) || first.len() != last.len() || first > last {
            return Err("a range is two numbers of equal length, the lower one first".to_owned());
        }
        let parse = |text: &str| text.parse::<u64>().map_err(|error| error.to_string());
        let (low, high) = (parse(first)?, parse(last)?);
        let before = self.ranges.range(..=(first.len(), high)).next_back();
        if before.is_some_and(|(&(length, _), &(end, _))| length == first.len() && end >= low) {
            return Err("it overlaps another range".to_owned());
        }
        self.ranges.insert((first.len(), low), (high, territory));
        Ok(())
    }
}

/// The first run of digits: `L-1019` is `1019`, `54001 CEDEX` is `54001`.
pub(super) fn digits(code: &str) -> Option<&str> {
    let start = code.find(|c: char| c.is_ascii_digit())?;
    let digits = code.get(start..)?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end).filter(|digits| digits.len() <= LONGEST)
}

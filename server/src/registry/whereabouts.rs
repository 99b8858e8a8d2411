//! How well the places of a register's records are known, told before anything is written.

use std::collections::BTreeMap;

use registers::Record;

use crate::organisations::{court_territory, located};
use crate::platform::region::{Region, Unplaced};

/// Counts the places of a record inside the region by territory and precision; of a company without any, the court's territory.
pub(super) fn count(region: &Region, record: &Record, counts: &mut BTreeMap<String, u64>) {
    let mut add = |territory: &str, how: &str| *counts.entry(format!("{territory} {how}")).or_default() += 1;
    let mut somewhere = false;
    for address in record.places() {
        let located = located(region, Some(record), address);
        let is_told = located.position != Err(Unplaced::NoPlace);
        somewhere |= is_told;
        if let Some(territory) = located.territory.filter(|_| is_told) {
            add(
                territory,
                located
                    .position
                    .map_or_else(Unplaced::code, |position| position.precision.code()),
            );
        }
    }
    if let Some(territory) = court_territory(region, record).filter(|_| !somewhere) {
        add(territory, "court");
    }
}

//! What an update says of one enterprise, and the record it makes of the one that is stored. Pure.

use std::collections::BTreeSet;

use super::assemble::Assembly;
use super::head::Head;
use super::numbers::Number;
use super::scratch::{Kind, Row};
use super::unfold::{self, Own};
use crate::{ENTRY_LIMIT, Item, LegalStatus, Record, Skip};

/// Where a record says on which day the register had struck it off.
const STRUCK: &str = "struckOff";

/// The rows of an update about one enterprise and its units.
pub(crate) struct Change {
    pub(crate) number: Number,
    /// In order: of each unit what goes, then what comes.
    rows: Vec<Own>,
    /// Units that come from another enterprise, and from which.
    moved: Vec<(Number, Number)>,
    pub(crate) bytes: usize,
}

impl Change {
    pub(crate) const fn new(number: Number) -> Self {
        Self {
            number,
            rows: Vec::new(),
            moved: Vec::new(),
            bytes: 0,
        }
    }

    /// Adds a row, whose second number is the unit; they come in order.
    pub(crate) fn add(&mut self, row: &Row<'_>) {
        self.bytes = self.bytes.saturating_add(row.said.len() + size_of::<Own>());
        if self.bytes > ENTRY_LIMIT {
            self.rows = Vec::new();
            return;
        }
        let mut said = row.said.to_owned();
        if row.kind == Kind::Entry && row.second != Number(0) {
            let [start, former] = row.fields();
            if let Ok(former) = former.parse() {
                self.moved.push((row.second, Number(former)));
            }
            said = start.to_owned();
        }
        self.rows.push((row.second, row.kind, said));
    }

    /// The enterprises whose stored record it takes: its own, and those that units come from.
    pub(crate) fn wants(&self) -> impl Iterator<Item = String> {
        let former = self.moved.iter().map(|(_, former)| *former);
        std::iter::once(self.number)
            .chain(former)
            .map(|number| number.to_string())
    }

    /// The new record. `stored` finds what is known of an enterprise by its number.
    ///
    /// Deletes come before inserts. An enterprise that goes and does not come again is struck off: its
    /// record stays as it was. A change to one that is not known, and that does not come, changes nothing.
    pub(crate) fn apply<'a>(self, stored: impl Fn(&str) -> Option<&'a Record>, head: &Head) -> Item {
        let number = self.number.to_string();
        if self.bytes > ENTRY_LIMIT {
            return skipped(Skip::TooLarge, Some(number));
        }
        let before = stored(&number);
        let comes = self.told(Kind::Entry).contains(&Number(0));
        if !comes {
            // Nobody knows whether it is a person: the number stays out.
            let Some(before) = before else {
                return skipped(Skip::UnknownEntry, None);
            };
            if self.goes(Number(0), Kind::Entry) {
                return Item::Record(Box::new(struck_off(before, head)));
            }
        }
        let mut rows = before.map(unfold::record).unwrap_or_default();
        rows.extend(self.brought(&stored));
        self.change(&mut rows);
        let mut assembly = Assembly::new(self.number, head.as_of);
        for (unit, kind, said) in &rows {
            let row = Row {
                first: self.number,
                second: *unit,
                kind: *kind,
                said,
            };
            assembly.add(&row, head);
        }
        let mut item = assembly.finish();
        if let (Item::Record(record), Some(before)) = (&mut item, before) {
            keep(record, before, comes);
        }
        item
    }

    /// The units that rows of the kind are about.
    fn told(&self, kind: Kind) -> BTreeSet<Number> {
        let rows = self.rows.iter().filter(|row| row.1 == kind);
        rows.map(|row| row.0).collect()
    }

    fn goes(&self, unit: Number, table: Kind) -> bool {
        self.rows
            .iter()
            .any(|(of, kind, said)| *of == unit && *kind == Kind::Gone && Kind::of_table(said) == Some(table))
    }

    /// What other enterprises' records say of the units that come from them, as far as it does not go.
    fn brought<'a>(&self, stored: impl Fn(&str) -> Option<&'a Record>) -> Vec<Own> {
        let mut rows = Vec::new();
        for (unit, former) in &self.moved {
            let text = unit.to_string();
            let former = stored(&former.to_string());
            let units = former.into_iter().flat_map(|record| &record.establishments);
            for found in units.filter(|found| found.number == text) {
                unfold::establishment(found, &mut rows);
            }
        }
        rows
    }

    /// Takes out of the rows what goes, puts in what comes, and orders them.
    fn change(&self, rows: &mut Vec<Own>) {
        let entries = self.told(Kind::Entry);
        rows.retain(|(unit, kind, _)| {
            let replaced = *kind == Kind::Entry && entries.contains(unit);
            // A unit that goes and comes again has its own row changed, not what is said of it.
            let closed = self.goes(*unit, Kind::Entry) && !entries.contains(unit);
            !replaced && !closed && !self.goes(*unit, *kind)
        });
        rows.extend(self.rows.iter().filter(|row| row.1 != Kind::Gone).cloned());
        rows.sort();
        rows.dedup();
        let known: BTreeSet<Number> = rows
            .iter()
            .filter(|row| row.1 == Kind::Entry)
            .map(|row| row.0)
            .collect();
        rows.retain(|row| known.contains(&row.0));
    }
}

fn skipped(reason: Skip, number: Option<String>) -> Item {
    Item::Skipped { reason, number }
}

/// The record of an enterprise that no longer is in the register, whole.
fn struck_off(before: &Record, head: &Head) -> Record {
    let mut record = before.clone();
    record.legal_status = LegalStatus::Ceased;
    record.as_of = head.as_of.or(record.as_of);
    if let Some(day) = head.as_of {
        record
            .other
            .entry(STRUCK.to_owned())
            .or_insert_with(|| day.to_string().into());
    }
    record
}

/// What the rows of an update cannot say again: labels, where it has no `code.csv`, and that it was struck off before.
fn keep(record: &mut Record, before: &Record, comes: bool) {
    if let (Some(form), Some(known)) = (&mut record.legal_form, &before.legal_form)
        && form.labels.is_empty()
        && form.code == known.code
    {
        form.labels.clone_from(&known.labels);
    }
    if let (false, Some(day)) = (comes, before.other.get(STRUCK)) {
        record.legal_status = LegalStatus::Ceased;
        record.other.insert(STRUCK.to_owned(), day.clone());
    }
}

//! What a row would do, seen against what is there.

use std::collections::HashMap;

use uuid::Uuid;

use super::row::{CellFault, Entry, Why};
use crate::chamber_files::model::{Column, Mapping};
use crate::organisations::model::{OrganisationId, Standing};
use crate::organisations::queries::Met;

/// What is there already, as far as the rows concern it.
#[derive(Clone, Debug, Default)]
pub struct There {
    /// Whose a number is.
    pub owners: HashMap<(String, String), Uuid>,
    /// Which organisation an earlier row of the chamber with that key made or found.
    pub keys: HashMap<String, Uuid>,
    /// The organisations themselves, by the ids above.
    pub met: HashMap<Uuid, Met>,
}

/// What a row would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// An organisation that is not there yet.
    New,
    /// One a register knows, listed from then on.
    Attaches(OrganisationId, String),
    /// One the chamber lists already: what changes, as field, before, after.
    Changes(OrganisationId, Vec<(String, Option<String>, String)>),
    /// The same, and nothing is new.
    Same(OrganisationId),
    /// It cannot be taken.
    Wrong(Vec<CellFault>),
}

/// A row and what it would do.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its place in the file, from 0.
    pub place: usize,
    /// What it says, where it can be read.
    pub entry: Option<Entry>,
    /// What it would do.
    pub fate: Fate,
}

/// Judges a row that was read.
#[must_use]
pub fn judge(
    place: usize,
    row: Result<Entry, Vec<CellFault>>,
    there: &There,
    (mapping, chamber): (&Mapping, &str),
) -> Judged {
    match row {
        Ok(entry) => Judged {
            place,
            fate: fate(&entry, there, mapping, chamber),
            entry: Some(entry),
        },
        Err(faults) => Judged {
            place,
            entry: None,
            fate: Fate::Wrong(faults),
        },
    }
}

fn fate(entry: &Entry, there: &There, mapping: &Mapping, chamber: &str) -> Fate {
    let wrong = |column: Option<Column>, why| {
        let place = column.and_then(|column| mapping.place(column));
        Fate::Wrong(vec![CellFault { place, why }])
    };
    let number = Column::ALL
        .iter()
        .copied()
        .find(|column| column.is_number() && mapping.place(*column).is_some());
    let mut owners: Vec<&Met> = entry
        .numbers
        .iter()
        .chain(&entry.bridges)
        .filter_map(|number| there.owners.get(number))
        .filter_map(|id| there.met.get(id))
        .collect();
    owners.sort_by_key(|met| met.id.0);
    owners.dedup_by_key(|met| met.id);
    let met = match owners.as_slice() {
        [] => there.keys.get(&entry.key).and_then(|id| there.met.get(id)),
        [one] => Some(*one),
        _ => return wrong(number, Why::Two),
    };
    let Some(met) = met else {
        return if entry.seated {
            Fate::New
        } else {
            wrong(Some(Column::PostalCode), Why::Missing(Column::PostalCode))
        };
    };
    match met.standing {
        _ if met.erased => wrong(number, Why::Erased),
        Standing::Registered => Fate::Attaches(met.id, met.name.clone()),
        Standing::Listed if met.home.as_deref() == Some(chamber) => known(entry, met),
        Standing::Listed => wrong(Some(Column::Name), Why::Elsewhere(met.name.clone())),
        Standing::Member => wrong(Some(Column::Name), Why::Owned(met.name.clone())),
        Standing::Suspended | Standing::Withdrawn => wrong(Some(Column::Name), Why::OutOfSight),
    }
}

fn known(entry: &Entry, met: &Met) -> Fate {
    let changes: Vec<_> = entry
        .facts
        .iter()
        .filter_map(|fact| {
            let before = met.said.get(&(fact.field.clone(), fact.language.clone()));
            let is_new = before.is_none_or(|before| *before != fact.value);
            is_new.then(|| (fact.field.clone(), before.cloned(), fact.value.clone()))
        })
        .collect();
    if changes.is_empty() {
        Fate::Same(met.id)
    } else {
        Fate::Changes(met.id, changes)
    }
}

//! Objection and erasure by number (GDPR, articles 17 and 21): what registers say under it is not taken in again, from whichever
//! of them it comes. The numbers are kept as keyed hashes only.
//!
//! Who objected is refused by imports at once. `privacy` carries out the rest: the ledger outside of the database first, then the
//! erasure, then what lies outside of the rows.

mod erase;
mod marks;
mod passing;
mod tables;

use serde_json::json;
use uuid::Uuid;

pub use erase::{Gone, erase, meant_by, names_of};
pub use marks::{Mark, check_of, marks_of};
pub use passing::{Passed, pass};
pub use tables::{Row, STATEMENTS, list, marks, open};

use super::bulk::BulkError;
use super::model::OrganisationId;
use crate::platform::access::Grant;
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::{self, Entry, Receipt};

crate::id_type! {
    /// An objection.
    ObjectionId
}

crate::words! {
    /// Where an objection stands.
    State {
        /// Imports keep to it; what is there is being erased.
        Received = "received",
        /// Carried out.
        Done = "done",
        /// To be taken back.
        Lifting = "lifting",
        /// Taken back: the next import may bring it in again.
        Lifted = "lifted",
    }
}

/// An objection as it comes in.
#[derive(Clone, Copy, Debug)]
pub struct Objecting<'a> {
    /// Code of the scheme.
    pub scheme: &'a str,
    /// The number, as it is canonical.
    pub value: &'a str,
    /// Why, in a few words that name nobody.
    pub reason: &'a str,
}

/// Takes an objection: from now on no import takes in what it is about.
///
/// # Errors
/// `objected-already`; or the database refuses.
pub async fn add(
    tx: &Tx,
    clock: &Clock,
    key: &[u8],
    grant: Grant,
    objecting: Objecting<'_>,
) -> Result<(Receipt, ObjectionId), BulkError> {
    // Batches that have looked already end first, those that come look again.
    tables::hold(tx).await?;
    if tables::any(tx).await?.is_some_and(|check| check != check_of(key)) {
        return Err(BulkError::OtherSecret);
    }
    let mut numbers = marks::following(objecting.scheme, objecting.value);
    if tables::is_marked(tx, &marks::mark(key, objecting.scheme, objecting.value)).await? {
        return Err(BulkError::Rule("objected-already"));
    }
    let organisations = tables::with_numbers(tx, &numbers).await?;
    numbers.extend(tables::numbers_of(tx, &organisations).await?);
    let id = clock.id();
    let row = Row {
        id: ObjectionId(id),
        state: State::Received,
        scheme: objecting.scheme.to_owned(),
        reason: objecting.reason.to_owned(),
        organisations: organisations.into_iter().map(OrganisationId).collect(),
        received_at: tx.now(),
        ended_at: None,
    };
    tables::insert(tx, &row, &check_of(key)).await?;
    tables::add_marks(tx, id, &marks_of(key, &numbers)).await?;
    let entry = entry("objections.received", row.id, &[]);
    Ok((journal::append(tx, clock, grant, entry).await?, row.id))
}

/// Takes an objection over that a ledger knows and these rows do not: a copy of before it. What it is about is looked for anew.
///
/// # Errors
/// When the database refuses.
pub async fn bring_back(
    tx: &Tx,
    key: &[u8],
    id: Uuid,
    marks: &[Mark],
    organisations: Vec<OrganisationId>,
) -> Result<(), DatabaseError> {
    let row = Row {
        id: ObjectionId(id),
        state: State::Received,
        scheme: String::new(),
        reason: String::new(),
        organisations,
        received_at: tx.now(),
        ended_at: None,
    };
    tables::insert(tx, &row, &check_of(key)).await?;
    tables::add_marks(tx, id, marks).await
}

/// Asks for an objection to be taken back.
///
/// # Errors
/// `objection-gone` where there is none that stands; or the database refuses.
pub async fn lift(tx: &Tx, clock: &Clock, grant: Grant, id: ObjectionId) -> Result<Receipt, BulkError> {
    if !tables::turn(tx, id.0, State::Done, State::Lifting).await? {
        return Err(BulkError::Rule("objection-gone"));
    }
    Ok(journal::append(tx, clock, grant, entry("objections.lifted", id, &[])).await?)
}

/// Notes that an objection was carried out, or taken back.
///
/// # Errors
/// When the database refuses.
pub async fn end(tx: &Tx, clock: &Clock, grant: Grant, row: &Row) -> Result<Receipt, DatabaseError> {
    let (to, action) = match row.state {
        State::Lifting => (State::Lifted, "objections.forgotten"),
        _ => (State::Done, "objections.carried_out"),
    };
    if to == State::Lifted {
        tables::drop_marks(tx, row.id.0).await?;
    }
    tables::end(tx, row.id.0, row.state, to).await?;
    journal::append(tx, clock, grant, entry(action, row.id, &row.organisations)).await
}

fn entry(action: &'static str, id: ObjectionId, organisations: &[OrganisationId]) -> Entry {
    let says = json!({ "objection": id, "organisations": organisations });
    Entry::of(action, format!("objection:{id}"), None, &says)
}

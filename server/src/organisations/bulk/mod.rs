//! The one other way to write: batches of records from a register or a file, in one transaction with their journal entries.
//! `registry` drives the runs; rows of organisations are written here and nowhere else. Unchanged records are skipped by hash.

mod anew;
mod compute;
mod load;
mod save;
mod stored;
mod told;

pub use anew::{Recomputed, recompute};
use load::Look;
pub use load::STATEMENTS as LOADING;
pub(super) use load::{known_fact, known_record};
pub use save::STATEMENTS as SAVING;
pub use stored::{owners, stored};

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use registers::Record;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::model::{Listing, OrganisationId, Standing};
use super::tables::identifier;
use crate::platform::access::{self, Action, Actor, Grant, Node, Refusal};
use crate::platform::clock::Clock;
use crate::platform::database::{AsDatabaseError, DatabaseError, Tx, rows};
use crate::platform::hash::hex;
use crate::platform::journal::{self, Entry, Part, Receipt};
use crate::platform::region::Region;

/// A record on its way in.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What the register says.
    pub record: Record,
    /// The date it holds for.
    pub as_of: NaiveDate,
    /// What a chamber or the organisation says besides, where it is more than registered.
    pub listing: Option<Listing>,
    /// Whether it counts only where its register's record is there already: what left the region is still told of.
    pub only_known: bool,
    /// The record's canonical JSON.
    text: String,
    /// SHA-256 over the record without its date, and what came with it.
    hash: [u8; 32],
}

impl Incoming {
    /// A record as it will be kept: whoever reads a file makes it ready on the reading thread.
    ///
    /// # Errors
    /// When a record cannot be written as JSON, which is true of none of the readers'.
    pub fn new(record: Record, as_of: NaiveDate, listing: Option<Listing>) -> Result<Self, serde_json::Error> {
        let (text, own) = record.canonical()?;
        let mut sha = Sha256::new().chain_update(own);
        if let Some(listing) = &listing {
            sha.update(serde_json::to_vec(listing)?);
        }
        Ok(Self {
            record,
            as_of,
            listing,
            only_known: false,
            text,
            hash: sha.finalize().into(),
        })
    }
}

/// What became of the records of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Records that made a new organisation.
    pub created: u64,
    /// Known records that say something else now.
    pub changed: u64,
    /// New records of an organisation that another register already knew by number.
    pub attached: u64,
    /// Known records that say the same.
    pub unchanged: u64,
    /// Records somebody objected to: left out.
    #[serde(default)]
    pub objected: u64,
    /// Records that are wanted only where they are known, and are not.
    #[serde(default)]
    pub outside: u64,
}

impl std::ops::Add for Changed {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            created: self.created + more.created,
            changed: self.changed + more.changed,
            attached: self.attached + more.attached,
            unchanged: self.unchanged + more.unchanged,
            objected: self.objected + more.objected,
            outside: self.outside + more.outside,
        }
    }
}

/// Why a batch was not written.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The actor may not import.
    #[error("not allowed to import: {0}")]
    Refused(#[from] Refusal),
    /// What is asked for cannot be; the code of the reason.
    #[error("{0}")]
    Rule(&'static str),
    /// What somebody objected to cannot be told from the rest.
    #[error(
        "this node's secret is not the one objections were written down with: nothing is imported; use the data folder or the \
         setting `secret` of the server"
    )]
    OtherSecret,
    /// A record that cannot be written as JSON.
    #[error("a record cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl From<sea_orm::DbErr> for BulkError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl AsDatabaseError for BulkError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

/// What a batch works with.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Ids and today.
    pub clock: &'a Clock,
    /// Territories, ranks, shelf lives.
    pub region: &'a Region,
    /// Who imports.
    pub actor: &'a Actor,
    /// The run, as the records and the journal name it.
    pub run: Uuid,
}

impl Context<'_> {
    /// The day it is in the region.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.region.today(self.clock)
    }
}

/// Writes a batch and its journal entries. The same batch again changes nothing.
///
/// # Errors
/// When the actor may not, or the database refuses; nothing is written then.
pub async fn apply(tx: &Tx, context: Context<'_>, batch: &[Incoming]) -> Result<(Receipt, Changed), BulkError> {
    let grant = access::decide(context.actor, Action::ImportOrganisations, &Node)?;
    rows::by_keys(tx).await.map_err(DatabaseError::from)?;
    let (assigned, changed, doubles) = assign(tx, context, batch).await?;
    let known = assigned
        .iter()
        .filter(|(_, assigned)| !assigned.is_new)
        .map(|(id, _)| *id);
    let mut before = load::organisations(tx.connection(), context.region, Look::Held, known).await?;
    let mut saved = save::Rows::default();
    let (mut touched, mut told) = (BTreeSet::new(), Vec::new());
    for (id, Assigned { items, .. }) in assigned {
        let listing = items.iter().rev().find_map(|(item, _)| item.listing.as_ref());
        let said = Said {
            items: &items,
            listing,
            source: None,
        };
        let done = compute::organisation(context, tx.now(), id, before.remove(&id), said, &mut saved);
        touched.insert(OrganisationId(id));
        if is_visible(&done.standing) && !done.changes.is_empty() {
            told.push(told::entry_of_change(
                id,
                &done.changes,
                told::Cause::Run(context, &items),
            )?);
        }
    }
    save::write(tx, saved).await?;
    for double in &doubles {
        told.push(told::entry_of_double(context, double)?);
    }
    let bytes = serde_json::to_vec(&json!({ "organisations": touched, "counts": changed }))?;
    let entry = Entry {
        action: "organisations.import",
        subject: format!("run:{}", crate::platform::id::encode(context.run)),
        parts: vec![Part { about: None, bytes }],
    };
    Ok((
        journal::append_all(tx, context.clock, grant, told, entry).await?,
        changed,
    ))
}

/// What a decision says of one organisation.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stating<'a> {
    /// Standing, kind, home and facts.
    Listing(&'a Listing),
    /// The same by a chamber's file: the source under which its facts are kept beside what the chamber attests itself.
    File(&'a Listing, &'a str),
    /// Nothing: its row is computed anew.
    Nothing,
}

/// The source of what an organisation says of itself.
pub const SAID: &str = "organisation";

/// Writes what a decision says of one organisation, and tells readers what they see changing. The facts that are new.
///
/// # Errors
/// When the database refuses.
pub(super) async fn state(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    id: Uuid,
    stating: Stating<'_>,
    numbers: &[(String, String)],
) -> Result<Vec<Uuid>, BulkError> {
    let before = load::organisations(tx.connection(), context.region, Look::Held, [id].into_iter())
        .await?
        .remove(&id);
    let mut saved = save::Rows::default();
    let (listing, source) = match stating {
        Stating::Listing(listing) => (Some(listing), None),
        Stating::File(listing, source) => (Some(listing), Some(source)),
        Stating::Nothing => (None, None),
    };
    let said = Said {
        items: &[],
        listing,
        source,
    };
    let done = compute::organisation(context, tx.now(), id, before, said, &mut saved);
    let numbers = numbers.iter().map(|(scheme, value)| identifier::Model {
        scheme: scheme.clone(),
        value: value.clone(),
        organisation_id: id,
        register: SAID.to_owned(),
    });
    saved.identifiers.extend(numbers);
    let new = saved.facts.iter().filter(|fact| fact.superseded_at.is_none());
    let new = new.map(|fact| fact.id).collect();
    save::write(tx, saved).await?;
    let entry = told::entry_of_change(id, &done.changes, told::Cause::Person)?;
    let _receipt = journal::append(tx, context.clock, grant, entry).await?;
    Ok(new)
}

/// What comes in about one organisation.
#[derive(Clone, Copy)]
struct Said<'a> {
    items: &'a [Item<'a>],
    listing: Option<&'a Listing>,
    /// Of attested facts, where it is not the chamber itself.
    source: Option<&'a str>,
}

/// A record and, where the register was read before, its row's id.
type Item<'a> = (&'a Incoming, Option<Uuid>);

/// What a batch says of one organisation.
#[derive(Default)]
struct Assigned<'a> {
    /// Nothing is known of it: there is nothing to load.
    is_new: bool,
    items: Vec<Item<'a>>,
}

/// The records by their organisation, what was counted, and those whose numbers are of two.
type Sorted<'a> = (BTreeMap<Uuid, Assigned<'a>>, Changed, Vec<told::Double<'a>>);

/// Register and number of a record.
fn key_of(item: &Incoming) -> (String, String) {
    (item.record.register.code().to_owned(), item.record.number.clone())
}

/// Decides which organisation each record belongs to: the one that has it, one with an equal identifier, or a new one.
/// Records that say the same at the same date fall out.
async fn assign<'a>(tx: &Tx, context: Context<'_>, batch: &'a [Incoming]) -> Result<Sorted<'a>, BulkError> {
    let known = load::records(tx, batch).await?;
    // Most of a register says what it said the last time: nobody asks whose its numbers are.
    let is_same = |item: &Incoming| {
        known
            .get(&key_of(item))
            .is_some_and(|found| found.content_hash == hex(&item.hash))
    };
    let mut owners = load::owners(tx, batch.iter().filter(|item| !is_same(item))).await?;
    let mut seen = BTreeSet::new();
    let mut assigned: BTreeMap<Uuid, Assigned<'a>> = BTreeMap::new();
    let (mut changed, mut doubles) = (Changed::default(), Vec::new());
    for item in batch {
        let key = key_of(item);
        if !seen.insert(key.clone()) {
            // The same number twice in one batch: the first counts, as everywhere.
            changed.unchanged += 1;
            continue;
        }
        if let Some(found) = known.get(&key) {
            let same = is_same(item);
            if same {
                changed.unchanged += 1;
            } else {
                changed.changed += 1;
                let owner = super::rules::owners_of(&item.record.identifiers, &owners);
                doubles.extend(told::doubles(found.organisation, owner, item));
            }
            if !same || found.as_of != super::rules::days(item.as_of) {
                let of = assigned.entry(found.organisation).or_default();
                of.items.push((item, Some(found.id)));
            }
            continue;
        }
        if item.only_known {
            changed.outside += 1;
            continue;
        }
        let owner = super::rules::owners_of(&item.record.identifiers, &owners);
        let id = if let Some((id, _)) = &owner {
            changed.attached += 1;
            *id
        } else {
            changed.created += 1;
            context.clock.id()
        };
        let is_new = owner.is_none();
        doubles.extend(told::doubles(id, owner, item));
        for identifier in &item.record.identifiers {
            owners.entry(identifier.clone()).or_insert(id);
        }
        let of = assigned.entry(id).or_default();
        of.is_new |= is_new;
        of.items.push((item, None));
    }
    Ok((assigned, changed, doubles))
}

fn is_visible(standing: &str) -> bool {
    [Standing::Listed, Standing::Member]
        .iter()
        .any(|visible| visible.code() == standing)
}

/// What changed in the eyes of a reader: field, before, after.
pub(super) type Change = (String, Option<String>, Option<String>);

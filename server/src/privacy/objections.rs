//! Objections by number, carried out as erasures are: noted in the ledger first, then one transaction through all features, then
//! what lies outside of the rows. Taking one back is noted first, too.

use std::collections::BTreeMap;

use identifiers::{Scheme, parse};
use uuid::Uuid;

use super::erase::{Eraser, Left};
use super::ledger::Noted;
use super::model::PrivacyError;
use crate::accounts;
use crate::cases;
use crate::introductions;
use crate::investors;
use crate::joining::{self, NumberFault, read_number};
use crate::notices;
use crate::opportunities;
use crate::organisations::model::OrganisationId;
use crate::organisations::objections::{self, Mark, Objecting, ObjectionId, Row, State};
use crate::outcomes;
use crate::platform::access::{self, Action, Actor, Subject};
use crate::platform::database::Tx;
use crate::platform::journal::Journal;
use crate::platform::mail;
use crate::platform::personal::Hands;
use crate::practices;

/// Longest reason in characters.
pub const REASON_LIMIT: usize = 500;

/// What somebody who takes an objection in says.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The scheme of the number, where it was named.
    pub scheme: Option<Scheme>,
    /// The number as it was typed.
    pub number: &'a str,
    /// Why, in a few words that name nobody.
    pub reason: &'a str,
}

/// Takes an objection in. From now on no import takes in what it is about; the server erases what is there.
///
/// # Errors
/// [`PrivacyError::Number`] where it is no number, [`PrivacyError::Reason`] where the reason is missing or too long,
/// [`PrivacyError::Already`] where it was taken in before.
pub async fn object(
    journal: &Journal,
    actor: &Actor,
    by: &(impl Subject + Sync),
    asked: Asked<'_>,
) -> Result<ObjectionId, PrivacyError> {
    let number = match asked.scheme {
        Some(scheme) => parse(scheme, asked.number).map_err(|reason| NumberFault { scheme, reason }),
        None => read_number(asked.number, ""),
    };
    let number = number.map_err(PrivacyError::Number)?;
    let reason = asked.reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_LIMIT {
        return Err(PrivacyError::Reason);
    }
    let objecting = Objecting {
        scheme: number.scheme().code(),
        value: number.canonical(),
        reason,
    };
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::HandleObjection, by)?;
            Ok(objections::add(&tx, journal.clock(), journal.key(), grant, objecting).await?)
        })
        .await
}

/// Takes one back: what it is about may come in again by the next import.
///
/// # Errors
/// [`PrivacyError::Absent`] where there is none that stands.
pub async fn lift(
    journal: &Journal,
    actor: &Actor,
    by: &(impl Subject + Sync),
    id: ObjectionId,
) -> Result<(), PrivacyError> {
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::HandleObjection, by)?;
            Ok((objections::lift(&tx, journal.clock(), grant, id).await?, ()))
        })
        .await
}

impl Eraser {
    /// Carries out the objections that were taken in or taken back; how many.
    ///
    /// # Errors
    /// See [`PrivacyError`]; what was begun goes on the next time.
    pub async fn run_objections(&self) -> Result<usize, PrivacyError> {
        let mut done = 0;
        for row in objections::open(self.journal.database().reader()).await? {
            done += usize::from(self.one(&row).await?);
        }
        Ok(done)
    }

    async fn one(&self, row: &Row) -> Result<bool, PrivacyError> {
        let db = self.journal.database().reader();
        let marks = objections::marks(db, row.id).await?;
        let noted = match row.state {
            State::Lifting => Noted::Lifted,
            _ => Noted::Objected,
        };
        self.ledger.note_objection(row.id.0, &marks, noted, row.received_at)?;
        if noted == Noted::Objected {
            let mut texts = Vec::new();
            for id in &row.organisations {
                texts.extend(objections::names_of(db, *id).await?);
            }
            self.journal
                .batch(|tx| async move { self.gone(&tx, row).await })
                .await?;
            let left = Left {
                indexed: !row.organisations.is_empty(),
                texts,
                ..Left::default()
            };
            if !self.clean(left).await? {
                // Somebody reads the log of the database: the next turn folds it.
                return Ok(false);
            }
            return Ok(true);
        }
        self.journal
            .batch(|tx| async move { Ok::<_, PrivacyError>((self.ended(&tx, row).await?, ())) })
            .await?;
        Ok(true)
    }

    async fn gone(&self, tx: &Tx, row: &Row) -> Result<(crate::platform::journal::Receipt, ()), PrivacyError> {
        let hands = Hands {
            clock: self.journal.clock(),
            region: &self.region,
        };
        for id in &row.organisations {
            let grant = hands.grant()?;
            for (person, _) in accounts::members(tx.connection(), id.0).await? {
                accounts::set_membership(tx, &grant, person.id, id.0, None).await?;
            }
            cases::actions::erase::of_organisation(tx, hands, *id).await?;
            outcomes::of_organisation(tx, *id).await?;
            introductions::actions::of_organisation(tx, hands, *id).await?;
            joining::personal::forget_organisation(tx, *id).await?;
            opportunities::personal::forget_organisation(tx, *id).await?;
            practices::personal::forget_organisation(tx, *id).await?;
            investors::personal::forget_organisation(tx, *id).await?;
            let subject = format!("organisation:{id}");
            notices::forget(tx, &subject).await?;
            mail::drop_about(tx, &subject).await?;
            objections::erase(tx, *id).await?;
        }
        Ok((self.ended(tx, row).await?, ()))
    }

    async fn ended(&self, tx: &Tx, row: &Row) -> Result<crate::platform::journal::Receipt, PrivacyError> {
        let hands = Hands {
            clock: self.journal.clock(),
            region: &self.region,
        };
        Ok(objections::end(tx, hands.clock, hands.grant()?, row).await?)
    }

    /// Brings the objections of the ledger back into a copy that does not know them, and carries them out there: those of
    /// other ledgers were taken over. How many organisations went again.
    ///
    /// # Errors
    /// See [`PrivacyError`].
    pub async fn replay_objections(&self) -> Result<usize, PrivacyError> {
        let db = self.journal.database().reader();
        let whose = self.ledger.objected()?;
        if whose.is_empty() {
            return Ok(0);
        }
        let mut by_objection: BTreeMap<Uuid, Vec<Mark>> = BTreeMap::new();
        for (mark, objection) in &whose {
            by_objection.entry(*objection).or_default().push(mark.clone());
        }
        let key = self.journal.key();
        let found = objections::meant_by(db, key, |mark| whose.get(mark).copied()).await?;
        let standing = objections::list(db, u64::from(u32::MAX)).await?;
        let stands = |id: &Uuid| standing.iter().any(|row| row.id.0 == *id);
        let mut gone = 0;
        for (id, marks) in by_objection.iter().filter(|(id, _)| !stands(id)) {
            let of_it = found.iter().filter(|(objection, _)| objection == id);
            let organisations: Vec<OrganisationId> = of_it.map(|(_, organisation)| *organisation).collect();
            gone += organisations.len();
            let organisations = &organisations;
            self.journal
                .database()
                .transaction(self.journal.clock().now(), |tx| async move {
                    Ok::<_, PrivacyError>(objections::bring_back(&tx, key, *id, marks, organisations.clone()).await?)
                })
                .await?;
        }
        self.run_objections().await?;
        Ok(gone)
    }
}

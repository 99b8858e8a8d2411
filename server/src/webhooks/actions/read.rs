//! A reader of the journal that makes deliveries: of what each endpoint was registered for, and only of what its people may read.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::replay::waiting_for;
use crate::introductions::{IntroductionId, queries::reached};
use crate::outcomes::{self, OutcomeId};
use crate::platform::access::{Mandate, Role};
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::{Journal, Read, Turn};
use crate::practices::PracticeId;
use crate::webhooks::model::{Event, Owner, State};
use crate::webhooks::tables::webhook::{Column, Entity};
use crate::{accounts, opportunities, practices};

/// Name of the reader.
const READER: &str = "webhooks";
/// Entries of a turn.
const ENTRIES: i64 = 200;

/// Makes deliveries of what came since the last time.
///
/// # Errors
/// When the database refuses; nothing is made then.
pub async fn read(journal: &Journal) -> Result<Turn, DatabaseError> {
    let clock = journal.clock();
    journal
        .read_once(
            READER,
            ENTRIES,
            |tx, entries| async move { add(&tx, clock, &entries).await },
        )
        .await
}

/// What an entry may be told as: the event, and the row it is about.
fn event_of(entry: &Read) -> Option<(Event, Uuid)> {
    let (kind, id) = entry.subject.split_once(':')?;
    let event = match (kind, entry.action.as_str()) {
        ("opportunity", "opportunities.judged") if says_published(entry) => Event::OpportunityPublished,
        ("practice", "practices.published") => Event::PracticePublished,
        ("outcome", "outcomes.confirmed") => Event::OutcomeConfirmed,
        (
            "introduction",
            "introductions.submitted"
            | "introductions.screened"
            | "introductions.forwarded"
            | "introductions.offered"
            | "introductions.accepted"
            | "introductions.met"
            | "introductions.negotiating"
            | "introductions.closed"
            | "introductions.refused"
            | "introductions.declined"
            | "introductions.withdrawn"
            | "introductions.expired",
        ) => Event::IntroductionStep,
        _ => return None,
    };
    Some((event, crate::platform::id::decode(id)?))
}

/// Whether a chamber published it by that: it says the same of what it held back.
fn says_published(entry: &Read) -> bool {
    let mut said = entry
        .parts
        .iter()
        .map(|part| serde_json::from_slice::<serde_json::Value>(part));
    said.any(|said| said.is_ok_and(|said| said["state"] == "published"))
}

/// Who may be told of something, and where it is read.
enum Audience {
    /// Everybody.
    Everybody,
    /// These organisations and chambers.
    Only(Vec<Uuid>, Vec<String>),
}

impl Audience {
    fn has(&self, owner: &Owner) -> bool {
        match (self, owner) {
            (Self::Everybody, _) => true,
            (Self::Only(organisations, _), Owner::Organisation(id)) => organisations.contains(id),
            (Self::Only(_, chambers), Owner::Chamber(code)) => chambers.contains(code),
        }
    }
}

/// Whom an event may be told, by how things stand now, and the row to name.
async fn audience(tx: &Tx, (event, id): (Event, Uuid), step: &str) -> Result<Option<(Audience, Uuid)>, DatabaseError> {
    let db = tx.connection();
    let everybody = |public: bool| public.then_some((Audience::Everybody, id));
    Ok(match event {
        Event::OpportunityPublished => {
            everybody(opportunities::queries::is_public(db, opportunities::OpportunityId(id)).await?)
        }
        Event::PracticePublished => everybody(practices::queries::is_public(db, PracticeId(id)).await?),
        Event::IntroductionStep => reached(db, IntroductionId(id), step)
            .await?
            .map(|(organisations, chambers)| (Audience::Only(organisations, chambers), id)),
        Event::OutcomeConfirmed => outcomes::parties(db, OutcomeId(id))
            .await?
            .map(|(of, organisations, chambers)| (Audience::Only(organisations, chambers), of.0)),
        Event::Ping => None,
    })
}

async fn add(tx: &Tx, clock: &Clock, entries: &[Read]) -> Result<(), DatabaseError> {
    let events: Vec<(&Read, (Event, Uuid))> = entries
        .iter()
        .filter_map(|entry| Some((entry, event_of(entry)?)))
        .collect();
    if events.is_empty() {
        return Ok(());
    }
    let endpoints = Entity::find()
        .filter(Column::State.ne(State::Gone.code()))
        .all(tx.connection())
        .await?;
    if endpoints.is_empty() {
        return Ok(());
    }
    let mut kept = BTreeMap::new();
    for (entry, event) in events {
        let Some((audience, subject)) = audience(tx, event, &entry.action).await? else {
            continue;
        };
        let code = format!(" {} ", event.0.code());
        for endpoint in &endpoints {
            // What happened before it was registered is not told.
            if endpoint.created_at > entry.at || !endpoint.events.contains(&code) {
                continue;
            }
            let owner = endpoint.owner();
            if audience.has(&owner) && is_kept(tx, &mut kept, owner).await? {
                let told = (Some(entry.seq), entry.at);
                let row = waiting_for(clock.id(), endpoint, (event.0, subject), told, tx.now());
                row.into_active_model().reset_all().insert(tx.connection()).await?;
            }
        }
    }
    Ok(())
}

/// Whether somebody sees to an endpoint of that owner: what nobody may read any more is told to nobody.
async fn is_kept(tx: &Tx, known: &mut BTreeMap<Owner, bool>, owner: Owner) -> Result<bool, DatabaseError> {
    if let Some(kept) = known.get(&owner) {
        return Ok(*kept);
    }
    let kept = !keepers(tx, &owner).await?.is_empty();
    known.insert(owner, kept);
    Ok(kept)
}

/// Those who see to the endpoints of an owner.
pub(super) async fn keepers(tx: &Tx, owner: &Owner) -> Result<Vec<accounts::Person>, DatabaseError> {
    let db = tx.connection();
    Ok(match owner {
        Owner::Organisation(id) => {
            let members = accounts::members(db, *id).await?.into_iter();
            members
                .filter(|(_, role)| *role == Role::Owner)
                .map(|(person, _)| person)
                .collect()
        }
        Owner::Chamber(code) => {
            let holders = accounts::holders(db, code).await?.into_iter();
            holders
                .filter(|(_, mandate)| *mandate == Mandate::Head)
                .map(|(person, _)| person)
                .collect()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_messages_are_nobodys_news() {
        let entry = |action: &str, subject: &str| Read {
            seq: 1,
            at: 1,
            actor: "system:import".into(),
            action: action.into(),
            subject: subject.into(),
            request: None,
            parts: Vec::new(),
        };
        let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
        let of = |action: &str| event_of(&entry(action, &format!("introduction:{id}"))).map(|(event, _)| event);
        assert_eq!(of("introductions.accepted"), Some(Event::IntroductionStep));
        for quiet in [
            "introductions.noted",
            "introductions.messaged",
            "introductions.named",
            "introductions.filed",
            "introductions.drafted",
            "introductions.edited",
        ] {
            assert_eq!(of(quiet), None, "{quiet}");
        }
        assert!(event_of(&entry("practices.published", "practice:x")).is_none());
        assert!(event_of(&entry("practices.published", &format!("opportunity:{id}"))).is_none());
    }
}

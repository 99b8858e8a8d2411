//! Every write of this feature: a verb each, one transaction, one entry of the journal. Which side somebody speaks for is asked of
//! `access`, as in introductions; a side nobody of which is here is spoken for by its chamber.

mod erase;
mod followups;
mod say;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

pub use erase::{Kept, of_organisation};
pub use followups::{answer, follow, round};
pub use say::{confirm, correct, dispute, record, remedy};

use super::model::{OutcomeId, State};
use super::rules::{Fault, SaidFault};
use super::tables::outcome::{Column, Entity, Model};
use crate::accounts;
use crate::cases::CaseError;
use crate::introductions::queries::Sides;
use crate::introductions::{IntroductionError, IntroductionId, Side};
use crate::platform::access::{self, Action, Actor, Grant, Ownership, Refusal};
use crate::platform::clock::Clock;
use crate::platform::database::{AsDatabaseError, DatabaseError, Tx};
use crate::platform::id::encode;
use crate::platform::journal::{self, Entry, Receipt};

/// Why an outcome stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum OutcomeError {
    /// There is none for this reader.
    #[error("no such outcome")]
    Hidden,
    /// Not allowed, or not signed in strongly enough.
    #[error(transparent)]
    Refused(Refusal),
    /// It has moved on, or is the other side's.
    #[error(transparent)]
    Step(#[from] Fault),
    /// The introduction is not that far.
    #[error("the introduction is not that far")]
    Early,
    /// One was recorded already.
    #[error("recorded already")]
    Twice,
    /// Somebody has changed it since the page was made.
    #[error("the outcome has changed meanwhile")]
    Changed,
    /// Fields that are not as they must be.
    #[error("{} faults", .0.len())]
    Faults(Vec<SaidFault>),
    /// A link that is used up, too old, or somebody's who is no owner any more.
    #[error("the link is not good any more")]
    Link,
    /// The introduction refuses.
    #[error(transparent)]
    Introduction(#[from] IntroductionError),
    /// The case refuses.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for OutcomeError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<Refusal> for OutcomeError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::Hidden,
            other => Self::Refused(other),
        }
    }
}

impl AsDatabaseError for OutcomeError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            Self::Introduction(error) => error.as_database(),
            Self::Case(error) => error.as_database(),
            _ => None,
        }
    }
}

/// What access is asked about, seen from a side.
fn seen_from(id: Uuid, version: i64, sides: &Sides, side: Side) -> Ownership {
    Ownership {
        id,
        version,
        public: false,
        organisation: Some(sides.organisation(side).0),
        chamber: Some(sides.chamber(side).to_owned()),
        person: None,
    }
}

/// The side somebody speaks for: as an owner, or as its chamber's adviser where nobody of it is here.
async fn speaks(
    tx: &Tx,
    actor: &Actor,
    (id, version): (Uuid, i64),
    sides: &Sides,
    wanted: Option<Side>,
) -> Result<(Side, Grant), OutcomeError> {
    let both = [Side::Requester, Side::Target].map(|side| sides.organisation(side).0);
    let owned_here = accounts::with_owner(tx.connection(), &both).await?;
    let mut refused = Refusal::Hidden;
    let mut found = None;
    for side in [Side::Requester, Side::Target] {
        let owned = seen_from(id, version, sides, side);
        let silent = !owned_here.contains(&sides.organisation(side).0);
        let belongs = |side| actor.role_in(sides.organisation(side).0).is_some();
        let what = match silent {
            true if belongs(Side::Requester) || belongs(Side::Target) => continue,
            true => Action::AdviseIntroduction,
            false => Action::SpeakIntroduction,
        };
        match access::decide(actor, what, &owned) {
            Ok(grant) if wanted.is_none_or(|wanted| wanted == side) => return Ok((side, grant)),
            Ok(grant) => found = found.or(Some((side, grant))),
            Err(Refusal::Hidden) => {}
            Err(other) => refused = other,
        }
    }
    found.ok_or_else(|| refused.into())
}

/// The outcome of an introduction, for update.
async fn load(tx: &Tx, of: IntroductionId) -> Result<Option<Model>, OutcomeError> {
    Ok(Entity::find()
        .filter(Column::IntroductionId.eq(of.0))
        .lock_exclusive()
        .one(tx.connection())
        .await?)
}

fn unchanged(row: &Model, version: Option<i64>) -> Result<(), OutcomeError> {
    match version {
        Some(version) if version != row.version => Err(OutcomeError::Changed),
        _ => Ok(()),
    }
}

impl Model {
    /// Where it stands.
    pub(in crate::outcomes) fn stands(&self) -> State {
        State::from_code(&self.state).unwrap_or(State::Recorded)
    }

    /// Who said it.
    pub(in crate::outcomes) fn said_by(&self) -> Side {
        Side::from_code(&self.recorded_by).unwrap_or(Side::Requester)
    }
}

async fn save(tx: &Tx, mut row: Model) -> Result<Model, OutcomeError> {
    row.version += 1;
    row.changed_at = tx.now();
    Ok(row.into_active_model().reset_all().update(tx.connection()).await?)
}

/// The person who acts; programs act in their person's name.
fn who(actor: &Actor) -> Result<Uuid, OutcomeError> {
    actor.person_id().ok_or(OutcomeError::Refused(Refusal::SignIn))
}

async fn tell(
    tx: &Tx,
    clock: &Clock,
    grant: Grant,
    action: &'static str,
    row: &Model,
    more: Value,
    written: Option<(Option<Uuid>, Value)>,
) -> Result<Receipt, OutcomeError> {
    let says = json!({
        "outcome": OutcomeId(row.id), "introduction": IntroductionId(row.introduction_id), "number": row.number,
        "state": row.state, "kind": row.kind, "band": row.band, "obstacle": row.obstacle,
        "requester": encode(row.requester_id), "target": encode(row.target_id),
        "requesterTerritory": row.requester_territory, "targetTerritory": row.target_territory,
        "requesterChamber": row.requester_chamber, "targetChamber": row.target_chamber,
    });
    let subject = format!("outcome:{}", OutcomeId(row.id));
    let written = written.map(|(about, text)| (about.unwrap_or(row.id), text));
    let entry = Entry::with_text(action, subject, (says, more), written);
    Ok(journal::append(tx, clock, grant, entry).await?)
}

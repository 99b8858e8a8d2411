//! Every write of this feature: a verb each. All of them load the case for update, ask `access`, let the machine take the
//! step, write the row with its version, and one entry of the journal.

mod appeals;
mod decisions;
mod effects;
pub mod erase;
mod opening;
pub mod retention;
mod work;

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

pub use appeals::{appeal, appeal_by_link, review};
pub use decisions::{decide, second, send_back, undo};
pub(in crate::cases) use opening::join;
pub use opening::{Opening, open};
pub use work::{answer, ask, hand_over, note, take, withdraw};

use super::model::{CaseId, Decision, Kind, State};
use super::rules::{self, Course, Fault, SaidFault, Step};
use super::tables::case_file::{self, Model};
use crate::organisations::bulk::BulkError;
use crate::platform::access::{self, Action, Actor, Grant, Ownership, Refusal, Subject};
use crate::platform::clock::Clock;
use crate::platform::database::{AsDatabaseError, DatabaseError, Tx};
use crate::platform::journal::{self, Entry, Journal, Receipt};
use crate::platform::region::{Calendar, Region};

/// What every verb works with.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// Writes and their journal.
    pub journal: &'a Journal,
    /// Chambers and calendars.
    pub region: &'a Region,
    /// Who acts.
    pub actor: &'a Actor,
}

/// Why a case stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// There is no such case for this reader.
    #[error("no such case")]
    Hidden,
    /// Not allowed, or not signed in strongly enough.
    #[error(transparent)]
    Refused(Refusal),
    /// The machine refuses.
    #[error(transparent)]
    Step(#[from] Fault),
    /// Somebody has changed it since the page was made.
    #[error("the case has changed meanwhile")]
    Changed,
    /// Fields that are not as they must be.
    #[error("{} faults", .0.len())]
    Faults(Vec<SaidFault>),
    /// Nobody would read the question: who said it left no account, and the organisation has no owner here.
    #[error("nobody can be asked about this case")]
    Unheard,
    /// No other chamber can look at an appeal.
    #[error("no other chamber operates here")]
    NoOtherChamber,
    /// What the decision would do cannot be done: the number belongs to another organisation, say.
    #[error("the decision cannot be carried out: {0}")]
    Effect(&'static str),
    /// Rows of organisations refuse.
    #[error(transparent)]
    Bulk(#[from] BulkError),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for CaseError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<Refusal> for CaseError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::Hidden,
            other => Self::Refused(other),
        }
    }
}

impl AsDatabaseError for CaseError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            Self::Bulk(error) => error.as_database(),
            _ => None,
        }
    }
}

impl Subject for Model {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: self.id,
            version: self.version,
            public: false,
            organisation: self.organisation_id,
            chamber: Some(self.chamber.clone()),
            person: self.applicant,
        }
    }
}

/// The case for update. A version that is not the page's means that somebody was quicker.
async fn load(tx: &Tx, id: CaseId, version: Option<i64>) -> Result<Model, CaseError> {
    let row = case_file::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.connection())
        .await?
        .ok_or(CaseError::Hidden)?;
    match version {
        Some(version) if version != row.version => Err(CaseError::Changed),
        _ => Ok(row),
    }
}

/// The calendar by which a case's clock runs: that of the territory of the chamber that must act.
fn calendar<'r>(region: &'r Region, chamber: &str, territory: &'r str) -> &'r Calendar {
    let territory = region
        .chamber(chamber)
        .map_or(territory, |chamber| chamber.territory.as_str());
    region.calendar(territory)
}

/// What a row is about.
fn kind(row: &Model) -> Kind {
    Kind::from_code(&row.kind).unwrap_or(Kind::Dispute)
}

/// What the machine knows of a row.
fn course(row: &Model) -> Course {
    let decision = |code: &Option<String>| code.as_deref().and_then(Decision::from_code);
    Course {
        kind: kind(row),
        state: State::from_code(&row.state).unwrap_or(State::Open),
        chamber: row.chamber.clone(),
        assignee: row.assignee,
        due_at: row.due_at,
        waiting_since: row.waiting_since,
        proposal: row.proposer.zip(decision(&row.proposal)),
        decided: match (row.decider, decision(&row.decision), row.decided_at) {
            (Some(who), Some(what), Some(at)) => Some((who, what, at)),
            _ => None,
        },
        first_chamber: row.first_chamber.clone(),
    }
}

/// Takes a step and puts what the machine says into the row; texts are the verb's own.
fn advance(desk: Desk<'_>, row: &mut Model, step: &Step, now: i64) -> Result<(), Fault> {
    let calendar = calendar(desk.region, &row.chamber, &row.territory);
    let next = rules::step(&course(row), step, now, calendar)?;
    row.waited += rules::waited(row.waiting_since, next.waiting_since, now, calendar);
    let decided_at = next.decided.map(|(.., at)| at);
    if decided_at != row.decided_at {
        row.worked = decided_at.map(|at| rules::worked(row.opened_at, at, row.waited, calendar));
    }
    row.state = next.state.code().to_owned();
    row.chamber = next.chamber;
    row.assignee = next.assignee;
    row.due_at = next.due_at;
    row.waiting_since = next.waiting_since;
    row.proposer = next.proposal.map(|(who, _)| who);
    row.proposal = next.proposal.map(|(_, what)| what.code().to_owned());
    row.decider = next.decided.map(|(who, ..)| who);
    row.decision = next.decided.map(|(_, what, _)| what.code().to_owned());
    row.decided_at = decided_at;
    row.first_chamber = next.first_chamber;
    Ok(())
}

/// Writes the row as its next version.
async fn save(tx: &Tx, grant: &Grant, mut row: Model) -> Result<Model, CaseError> {
    debug_assert_eq!(grant.id(), row.id, "a right to another case");
    row.version += 1;
    row.changed_at = tx.now();
    Ok(row.into_active_model().reset_all().update(tx.connection()).await?)
}

/// The person who acts; programs act in their person's name.
fn who(actor: &Actor) -> Result<Uuid, CaseError> {
    actor.person_id().ok_or(CaseError::Refused(Refusal::SignIn))
}

/// Writes what was done into the journal: what everybody of the chamber may know, and apart from it what people wrote.
async fn tell(
    tx: &Tx,
    clock: &Clock,
    grant: Grant,
    action: &'static str,
    row: &Model,
    more: Value,
    written: Option<(Option<Uuid>, Value)>,
) -> Result<Receipt, CaseError> {
    let says = json!({
        "case": CaseId(row.id), "number": row.number, "kind": row.kind, "chamber": row.chamber, "state": row.state,
        "organisation": row.organisation_id.map(crate::platform::id::encode),
    });
    let subject = format!("case:{}", CaseId(row.id));
    let written = written.map(|(about, text)| (about.unwrap_or(row.id), text));
    let entry = Entry::with_text(action, subject, (says, more), written);
    Ok(journal::append(tx, clock, grant, entry).await?)
}

/// The right to a verb on a case that was loaded.
fn allow(actor: &Actor, action: Action, row: &Model) -> Result<Grant, CaseError> {
    Ok(access::decide(actor, action, row)?)
}

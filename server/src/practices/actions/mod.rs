//! Every write of this feature: a verb each, one transaction. All of them load the row for update, ask `access`, let the
//! machine take the step, write the row as its next version, and one entry of the journal.

mod adopt;
mod clock;
mod drafts;
mod life;
mod review;

pub use adopt::{Adopting, adopt, answer, mend, take_back};
pub use clock::{archive, follow_home};
pub use drafts::{Beginning, Keeping, begin, copy, discard, keep};
pub use life::{send, withdraw};
pub use review::{Judged, judge};

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::letters;
use super::model::{AdoptionState, Content, PracticeId, State};
use super::rules::{self, AdoptionRefused, Course, Refused, Step, words_of};
use super::tables::practice::{Entity, Model};
use crate::cases::reviewing;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Home, home_of};
use crate::platform::access::{self, Action, Actor, Grant, Ownership, Refusal};
use crate::platform::database::words::haystack;
use crate::platform::database::{AsDatabaseError, DatabaseError, Tx};
use crate::platform::journal::{self, Entry, Journal, Receipt};
use crate::platform::region::Region;
use crate::platform::web::{Fault, Hands};

/// Why a practice, or an adoption, stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum PracticeError {
    /// There is no such practice for this reader.
    #[error("no such practice")]
    Hidden,
    /// Not allowed, or not signed in strongly enough.
    #[error(transparent)]
    Denied(Refusal),
    /// The machine refuses.
    #[error(transparent)]
    Step(#[from] Refused),
    /// The machine of adoptions refuses.
    #[error(transparent)]
    Adoption(#[from] AdoptionRefused),
    /// It is written no more: it is with a chamber, or beyond.
    #[error("it is not written any more")]
    Fixed(State),
    /// An adoption that is confirmed, or over, does not change.
    #[error("the adoption does not change any more")]
    Settled(AdoptionState),
    /// Somebody has changed it since the page was made.
    #[error("it has changed meanwhile")]
    Changed,
    /// Fields that are not as they must be.
    #[error("{} faults", .0.len())]
    Faults(Vec<Fault>),
    /// The organisation has no chamber here: nobody would look at it.
    #[error("no chamber looks after this organisation")]
    NoChamber,
    /// No other chamber works here: nobody could look at it a second time.
    #[error("no other chamber works here")]
    NoExpert,
    /// The organisation is out of sight.
    #[error("the organisation is not shown")]
    NotShown,
    /// Nobody takes up their own practice.
    #[error("it is its own practice")]
    Oneself,
    /// Only members and public bodies take something up here.
    #[error("neither a member nor a public body")]
    NoMember,
    /// It is said already that this organisation took it up.
    #[error("it is said already")]
    Twice,
    /// As many drafts as one organisation may have.
    #[error("too many drafts")]
    TooMany,
    /// The clock found nothing to do: somebody was quicker.
    #[error("nothing to do")]
    Nothing,
    /// A value that cannot be written as JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for PracticeError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<Refusal> for PracticeError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::Hidden,
            other => Self::Denied(other),
        }
    }
}

impl AsDatabaseError for PracticeError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

/// A practice held for a verb, with where its organisation is at home now.
struct Held {
    row: Model,
    home: Home,
    /// Code of the chamber that looks first, as it is now.
    acting: Option<String>,
}

impl Held {
    /// Code of the chamber whose turn it is; while it is written, its home.
    fn turn(&self) -> Option<String> {
        match State::from_code(&self.row.state) {
            Some(State::Submitted) => self.acting.clone(),
            Some(State::Validated) => self.row.expert.clone(),
            _ => self.home.chamber.clone(),
        }
    }

    /// The right to a verb; for a review it is asked of the chamber whose turn it is.
    fn allow(&self, actor: &Actor, what: Action) -> Result<Grant, PracticeError> {
        let review = what == Action::ReviewPractice;
        let ownership = Ownership {
            id: self.row.id,
            version: self.row.version,
            // What everybody reads nobody is told is not there; what is written is.
            public: self.row.public,
            organisation: Some(self.row.organisation_id),
            chamber: if review { self.turn() } else { self.home.chamber.clone() },
            person: self.row.author.filter(|_| review),
        };
        Ok(access::decide(actor, what, &ownership)?)
    }
}

/// The row for update.
async fn load(tx: &Tx, region: &Region, id: PracticeId) -> Result<Held, PracticeError> {
    let found = Entity::find_by_id(id.0).lock_exclusive().one(tx.connection()).await?;
    let row = found.ok_or(PracticeError::Hidden)?;
    let home = home_of(tx, OrganisationId(row.organisation_id)).await?;
    let home = home.ok_or(PracticeError::Hidden)?;
    Ok(Held {
        acting: reviewing(tx.connection(), region, &home).await?,
        row,
        home,
    })
}

/// A version that is not the page's means that somebody was quicker; whose it is comes first.
fn same_version(now: i64, version: Option<i64>) -> Result<(), PracticeError> {
    match version {
        Some(version) if version != now => Err(PracticeError::Changed),
        _ => Ok(()),
    }
}

/// What the machine knows of a row.
fn course(row: &Model) -> Course {
    Course {
        state: State::from_code(&row.state).unwrap_or(State::Archived),
        chamber: row.chamber.clone(),
        expert: row.expert.clone(),
        first: row.first,
        published_at: row.published_at,
        ended_at: row.ended_at,
    }
}

/// Takes a step and puts what the machine says into the row.
fn advance(row: &mut Model, step: &Step, now: i64) -> Result<State, Refused> {
    let next = rules::step(&course(row), step, now)?;
    row.state = next.state.code().to_owned();
    row.public = next.state == State::Published;
    row.chamber = next.chamber;
    row.expert = next.expert;
    row.first = next.first;
    row.published_at = next.published_at;
    row.ended_at = next.ended_at;
    match step {
        Step::Send => row.submitted_at = Some(now),
        Step::Publish { by } => row.second = Some(*by),
        _ => {}
    }
    Ok(next.state)
}

/// Puts what is said into the columns that are shown, filtered, ranked and searched.
fn fill(row: &mut Model, content: &Content) -> Result<(), PracticeError> {
    row.title.clone_from(&content.title);
    row.content = serde_json::to_string(content)?;
    row.words = haystack(words_of(content));
    row.territory.clone_from(&content.territory);
    row.grade = content.grade.map(super::model::Grade::rank).unwrap_or_default();
    Ok(())
}

/// Where its organisation is at home now is where it is looked at first.
fn settle(row: &mut Model, acting: Option<String>) -> Result<(), PracticeError> {
    row.chamber = acting.ok_or(PracticeError::NoChamber)?;
    Ok(())
}

/// Writes the row as its next version.
async fn save(tx: &Tx, mut row: Model) -> Result<Model, PracticeError> {
    row.version += 1;
    row.changed_at = tx.now();
    Ok(row.into_active_model().reset_all().update(tx.connection()).await?)
}

/// The person who acts; programs act in their person's name.
fn who(actor: &Actor) -> Result<Uuid, PracticeError> {
    actor.person_id().ok_or(PracticeError::Denied(Refusal::SignIn))
}

/// What the journal says of a row.
fn entry(action: &'static str, row: &Model, more: Value, written: Option<(Option<Uuid>, Value)>) -> Entry {
    let says = json!({
        "practice": PracticeId(row.id), "state": row.state, "chamber": row.chamber, "expert": row.expert,
        "organisation": OrganisationId(row.organisation_id),
    });
    // What was written by somebody who is gone goes with the practice.
    let written = written.map(|(about, text)| (about.unwrap_or(row.id), text));
    Entry::with_text(action, letters::about(PracticeId(row.id)), (says, more), written)
}

/// Writes one down.
async fn tell(tx: &Tx, journal: &Journal, grant: Grant, entry: Entry) -> Result<Receipt, PracticeError> {
    Ok(journal::append(tx, journal.clock(), grant, entry).await?)
}

//! Every write of this feature: a verb each, one transaction. All of them load the row for update, ask `access`, let the
//! machine take the step, write the row as its next version, and one entry of the journal.

mod attach;
mod clock;
mod drafts;
mod life;
mod review;
mod translate;

pub use attach::{attach, detach};
pub use clock::{archive, close_for_interest, expire, follow_home, remind};
pub use drafts::{Beginning, Keeping, begin, copy, discard, keep};
pub use life::{as_faults, extend, send, set_open, withdraw};
pub use review::{Judged, judge, take};
pub use translate::{Translated, translate};

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::letters;
use super::model::{Content, OpportunityId, State};
use super::rules::{self, Course, Finding, Refused, Step, haystack};
use super::tables::opportunity::{Entity, Model};
use super::vocabulary;
use crate::cases::reviewing;
use crate::organisations::bulk::BulkError;
use crate::organisations::days;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Home, home_of};
use crate::platform::access::{self, Action, Actor, Grant, Ownership, Refusal};
use crate::platform::database::{AsDatabaseError, DatabaseError, Tx};
use crate::platform::files::FilesError;
use crate::platform::journal::{self, Entry, Journal, Receipt};
use crate::platform::region::Region;
use crate::platform::web::{Fault, Hands};

/// Why an opportunity stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum OpportunityError {
    /// There is no such opportunity for this reader.
    #[error("no such opportunity")]
    Hidden,
    /// Not allowed, or not signed in strongly enough.
    #[error(transparent)]
    Denied(Refusal),
    /// The machine refuses.
    #[error(transparent)]
    Step(#[from] Refused),
    /// It is written no more: it is with the chamber, or beyond.
    #[error("it is not written any more")]
    Fixed(State),
    /// Somebody has changed it since the page was made.
    #[error("it has changed meanwhile")]
    Changed,
    /// Fields that are not as they must be.
    #[error("{} faults", .0.len())]
    Faults(Vec<Fault>),
    /// An anonymous one that names its organisation.
    #[error("{} passages name the organisation", .0.len())]
    Identifying(Vec<Finding>),
    /// The organisation has no chamber here: nobody would review it.
    #[error("no chamber looks after this organisation")]
    NoChamber,
    /// The organisation is out of sight.
    #[error("the organisation is not shown")]
    NotShown,
    /// As many drafts as one organisation may have.
    #[error("too many drafts")]
    TooMany,
    /// A version in the language of the original.
    #[error("that is the language of the original")]
    Original,
    /// As many files as one may have.
    #[error("there are {0} files already")]
    TooManyFiles(u64),
    /// Bytes could not be kept.
    #[error(transparent)]
    Files(FilesError),
    /// The clock found nothing to do: somebody was quicker.
    #[error("nothing to do")]
    Nothing,
    /// Rows of organisations refuse.
    #[error(transparent)]
    Bulk(#[from] BulkError),
    /// A value that cannot be written as JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for OpportunityError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<Refusal> for OpportunityError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::Hidden,
            other => Self::Denied(other),
        }
    }
}

impl AsDatabaseError for OpportunityError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            Self::Bulk(error) => error.as_database(),
            _ => None,
        }
    }
}

/// An opportunity held for a verb, with where its organisation is at home now.
struct Held {
    row: Model,
    home: Home,
    /// Code of the chamber that reviews for it.
    acting: Option<String>,
}

impl Held {
    /// As access asks for it: its organisation's and that one's chamber; for a review also whose work it is.
    fn ownership(&self, review: bool) -> Ownership {
        Ownership {
            id: self.row.id,
            version: self.row.version,
            public: self.row.public,
            organisation: Some(self.row.organisation_id),
            chamber: match review {
                true => self.acting.clone(),
                false => self.home.chamber.clone(),
            },
            person: self.row.author.filter(|_| review),
        }
    }

    /// The right to a verb.
    fn allow(&self, actor: &Actor, what: Action) -> Result<Grant, OpportunityError> {
        let ownership = self.ownership(what == Action::ReviewOpportunity);
        let seen = Ownership {
            // What everybody reads nobody is told is not there; what is written is.
            public: self.row.public,
            ..ownership
        };
        Ok(access::decide(actor, what, &seen)?)
    }
}

/// The row for update. A version that is not the page's means that somebody was quicker; whose it is comes first.
async fn load(tx: &Tx, region: &Region, id: OpportunityId) -> Result<Held, OpportunityError> {
    let found = Entity::find_by_id(id.0).lock_exclusive().one(tx.connection()).await?;
    let row = found.ok_or(OpportunityError::Hidden)?;
    let home = home_of(tx, OrganisationId(row.organisation_id)).await?;
    let home = home.ok_or(OpportunityError::Hidden)?;
    Ok(Held {
        acting: reviewing(tx.connection(), region, &home).await?,
        row,
        home,
    })
}

fn same_version(row: &Model, version: Option<i64>) -> Result<(), OpportunityError> {
    match version {
        Some(version) if version != row.version => Err(OpportunityError::Changed),
        _ => Ok(()),
    }
}

/// What the machine knows of a row.
pub(super) fn course(row: &Model) -> Course {
    Course {
        state: State::from_code(&row.state).unwrap_or(State::Archived),
        open: row.interest,
        reviewer: row.reviewer,
        published_at: row.published_at,
        expires_at: row.expires_at,
        extended: row.extended,
        reminded: row.reminded,
    }
}

/// Takes a step and puts what the machine says into the row.
fn advance(row: &mut Model, step: &Step, now: i64) -> Result<State, Refused> {
    let next = rules::step(&course(row), step, now)?;
    row.state = next.state.code().to_owned();
    row.public = next.state == State::Published;
    row.interest = next.open;
    row.reviewer = next.reviewer;
    row.published_at = next.published_at;
    row.expires_at = next.expires_at;
    row.extended = next.extended;
    row.reminded = next.reminded;
    match next.state {
        State::Submitted if step == &Step::Send => row.submitted_at = Some(now),
        State::Expired | State::Withdrawn => row.ended_at = Some(now),
        _ => {}
    }
    Ok(next.state)
}

/// Puts what is said into the columns that are shown, filtered and searched.
fn fill(row: &mut Model, content: &Content, region: &Region) -> Result<(), OpportunityError> {
    let names = vocabulary::all_names(region, content.concepts());
    row.title.clone_from(&content.title);
    row.content = serde_json::to_string(content)?;
    row.concepts = spaced(content.concepts());
    row.words = haystack(content, &names);
    row.deadline = content.deadline.map(days);
    Ok(())
}

/// Codes with a space around each.
fn spaced<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    let codes: Vec<&str> = codes.collect();
    format!(" {} ", codes.join(" "))
}

/// Where its organisation is at home now is where it is reviewed, and the territory it is shown with.
fn settle(row: &mut Model, home: &Home, acting: Option<String>) -> Result<(), OpportunityError> {
    row.chamber = acting.ok_or(OpportunityError::NoChamber)?;
    row.territory.clone_from(&home.territory);
    Ok(())
}

/// Writes the row as its next version.
async fn save(tx: &Tx, mut row: Model) -> Result<Model, OpportunityError> {
    row.version += 1;
    row.changed_at = tx.now();
    Ok(row.into_active_model().reset_all().update(tx.connection()).await?)
}

/// The person who acts; programs act in their person's name.
fn who(actor: &Actor) -> Result<Uuid, OpportunityError> {
    actor.person_id().ok_or(OpportunityError::Denied(Refusal::SignIn))
}

/// What the journal says of a row: of an anonymous one nothing that names its organisation.
fn entry(action: &'static str, row: &Model, more: Value, written: Option<(Option<Uuid>, Value)>) -> Entry {
    let organisation = (!row.anonymous).then_some(OrganisationId(row.organisation_id));
    let says = json!({
        "opportunity": OpportunityId(row.id), "kind": row.kind, "state": row.state, "chamber": row.chamber,
        "territory": row.territory, "interest": row.interest, "organisation": organisation,
    });
    // What was written by somebody who is gone goes with the opportunity.
    let written = written.map(|(about, text)| (about.unwrap_or(row.id), text));
    Entry::with_text(action, letters::about(OpportunityId(row.id)), (says, more), written)
}

/// Writes one down.
async fn tell(tx: &Tx, journal: &Journal, grant: Grant, entry: Entry) -> Result<Receipt, OpportunityError> {
    Ok(journal::append(tx, journal.clock(), grant, entry).await?)
}

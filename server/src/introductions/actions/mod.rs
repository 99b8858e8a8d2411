//! Every write of this feature: a verb each. All of them load the introduction for update, find for whom the actor may act, let
//! the machine take the step, write the row with its version, and one entry of the journal.

mod ask;
mod company;
mod erase;
mod files;
mod round;
mod steps;

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

pub use ask::{Ask, Whom, ask, edit};
pub use company::{message, name, note, plan};
pub use erase::{Kept, of_organisation};
pub use files::{lay_file, may_share, take_file};
pub use round::{follow, round};
pub use steps::{
    accept, close, close_within, decline, forward, meet, negotiate, offer, refuse, screen, submit, withdraw,
};

use super::model::{IntroductionId, Party, Side, State};
use super::rules::{self, Course, Fault, SaidFault, Step, StepKind, Telling};
use super::tables::introduction::{self, Model};
use crate::accounts;
use crate::platform::access::{self, Actor, Grant, Ownership, Refusal};
use crate::platform::clock::Clock;
use crate::platform::database::{AsDatabaseError, DatabaseError, Tx};
use crate::platform::files::FilesError;
use crate::platform::id::encode;
use crate::platform::journal::{self, Entry, Journal, Receipt};
use crate::platform::region::Region;

/// What every verb works with.
#[derive(Clone, Copy)]
pub struct Office<'a> {
    /// Writes and their journal.
    pub journal: &'a Journal,
    /// Chambers and calendars.
    pub region: &'a Region,
    /// Who acts.
    pub actor: &'a Actor,
}

/// Why an introduction stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum IntroductionError {
    /// There is none for this reader.
    #[error("no such introduction")]
    Hidden,
    /// Not allowed, or not signed in strongly enough.
    #[error(transparent)]
    Refused(Refusal),
    /// The machine refuses.
    #[error(transparent)]
    Step(#[from] Fault),
    /// Somebody has changed it since the page was made.
    #[error("the introduction has changed meanwhile")]
    Changed,
    /// Fields that are not as they must be.
    #[error("{} faults", .0.len())]
    Faults(Vec<SaidFault>),
    /// Texts that name a side that is not to be named yet, and what else is wrong.
    #[error("{} passages name the organisation", .0.len())]
    Identifying(Vec<Telling>, Vec<SaidFault>),
    /// As many files as one may have.
    #[error("there are {0} files already")]
    TooManyFiles(u64),
    /// Bytes could not be kept.
    #[error(transparent)]
    Files(FilesError),
    /// Nobody is introduced to themselves.
    #[error("an introduction to oneself")]
    Itself,
    /// The same was asked and is not at its end.
    #[error("asked already")]
    Twice,
    /// So many are open that none more is taken.
    #[error("too many are open")]
    TooMany,
    /// The organisation is suspended, has left, or is another's part now.
    #[error("the organisation cannot be introduced")]
    Closed,
    /// The opportunity takes no interest now.
    #[error("the opportunity takes no interest")]
    Shut,
    /// No chamber operates here that could answer for one of the two.
    #[error("no chamber operates here")]
    NoChamber,
    /// Whoever is named has no mandate in that chamber, or belongs to one of the two.
    #[error("no such adviser")]
    Adviser,
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for IntroductionError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<Refusal> for IntroductionError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::Hidden,
            other => Self::Refused(other),
        }
    }
}

impl AsDatabaseError for IntroductionError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

impl Model {
    /// The organisation of a side.
    pub(in crate::introductions) const fn organisation(&self, side: Side) -> Uuid {
        match side {
            Side::Requester => self.requester_id,
            Side::Target => self.target_id,
        }
    }

    /// The chamber of a side.
    pub(in crate::introductions) fn chamber(&self, side: Side) -> &str {
        match side {
            Side::Requester => &self.requester_chamber,
            Side::Target => &self.target_chamber,
        }
    }

    /// Where it stands.
    pub(in crate::introductions) fn stands(&self) -> State {
        State::from_code(&self.state).unwrap_or(State::Withdrawn)
    }

    /// What the machine knows of it.
    pub(in crate::introductions) fn course(&self) -> Course {
        Course {
            state: self.stands(),
            contact: self.contact,
            due_at: self.due_at,
            escalated_at: self.escalated_at,
            requester_adviser: self.requester_adviser,
            target_adviser: self.target_adviser,
            one_chamber: self.requester_chamber == self.target_chamber,
        }
    }

    /// Whether a side is not named to the other one yet.
    pub(in crate::introductions) const fn is_unnamed(&self, side: Side) -> bool {
        let unnamed = match side {
            Side::Requester => self.requester_unnamed,
            Side::Target => self.target_unnamed,
        };
        unnamed && self.accepted_at.is_none()
    }

    /// Whether it has come to these people yet.
    const fn has_reached(&self, party: Party) -> bool {
        match party {
            Party::Requester | Party::Platform => true,
            Party::RequesterChamber => self.submitted_at.is_some(),
            Party::TargetChamber => self.forwarded_at.is_some(),
            Party::Target => self.offered_at.is_some(),
        }
    }

    /// What access is asked about, seen from a side.
    fn seen_from(&self, side: Side) -> Ownership {
        Ownership {
            id: self.id,
            version: self.version,
            public: false,
            organisation: Some(self.organisation(side)),
            chamber: Some(self.chamber(side).to_owned()),
            person: None,
        }
    }
}

/// The right to do something of a party: an adviser belongs to neither of the two organisations.
pub(in crate::introductions) fn right(
    actor: &Actor,
    row: &Model,
    party: Party,
    what: access::Action,
) -> Result<Grant, Refusal> {
    let side = party.side().ok_or(Refusal::Hidden)?;
    if !row.has_reached(party) {
        return Err(Refusal::Hidden);
    }
    let belongs = |side| actor.role_in(row.organisation(side)).is_some();
    let near = match party.is_chamber() {
        true => actor.mandate_in(row.chamber(side)).is_some(),
        false => belongs(side),
    };
    if !near {
        return Err(Refusal::Hidden);
    }
    if party.is_chamber() && (belongs(Side::Requester) || belongs(Side::Target)) {
        return Err(Refusal::Forbidden);
    }
    access::decide(actor, what, &row.seen_from(side))
}

/// For whom the actor takes a step: where they may act for several, the one whose step it is, and of two chambers (which may be one
/// and the same) that on whose side they are named.
fn rights(actor: &Actor, row: &Model, kind: StepKind) -> Result<(Party, Grant), IntroductionError> {
    let whose = rules::ways(row.stands(), kind, row.contact).map_or(&[][..], |(_, whose)| whose);
    let (course, me) = (row.course(), actor.person_id());
    let is_named = |party: Party| {
        let adviser = party.side().and_then(|side| course.adviser(side));
        party.is_chamber() && adviser.is_some() && adviser == me
    };
    let mut found: Option<((bool, bool), Party, Grant)> = None;
    let mut refused = Refusal::Hidden;
    for party in Party::PEOPLE {
        let rank = (whose.contains(&party), is_named(party));
        match right(actor, row, party, party.right()) {
            Ok(grant) if found.as_ref().is_none_or(|(before, ..)| *before < rank) => found = Some((rank, party, grant)),
            Ok(_) | Err(Refusal::Hidden) => {}
            Err(other) => refused = other,
        }
    }
    found
        .map(|(_, party, grant)| (party, grant))
        .ok_or_else(|| refused.into())
}

/// The introduction for update.
async fn load(tx: &Tx, id: IntroductionId) -> Result<Model, IntroductionError> {
    introduction::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.connection())
        .await?
        .ok_or(IntroductionError::Hidden)
}

/// A version that is not the page's means that somebody was quicker. Asked after the right: who may not know of an
/// introduction is not told that it moves.
fn unchanged(row: &Model, version: Option<i64>) -> Result<(), IntroductionError> {
    match version {
        Some(version) if version != row.version => Err(IntroductionError::Changed),
        _ => Ok(()),
    }
}

/// Whether nobody of the target is here who could answer.
pub(in crate::introductions) async fn is_contact(
    db: &impl ConnectionTrait,
    row: &Model,
) -> Result<bool, DatabaseError> {
    Ok(accounts::with_owner(db, &[row.target_id]).await?.is_empty())
}

/// The calendars of all who may have the turn.
pub(in crate::introductions) fn clocks<'r>(region: &'r Region, row: &Model) -> rules::Clocks<'r> {
    let of_chamber = |code: &str, territory: &str| {
        let chamber = region.chamber(code);
        region.calendar(chamber.map_or(territory, |chamber| chamber.territory.as_str()))
    };
    rules::Clocks {
        zone: region.zone,
        requester: region.calendar(&row.requester_territory),
        requester_chamber: of_chamber(&row.requester_chamber, &row.requester_territory),
        target: region.calendar(&row.target_territory),
        target_chamber: of_chamber(&row.target_chamber, &row.target_territory),
    }
}

/// Takes a step and puts what the machine says into the row; texts are the verb's own.
fn advance(
    region: &Region,
    row: &mut Model,
    step: Step,
    (party, by): (Party, Option<Uuid>),
    now: i64,
) -> Result<(), Fault> {
    let before = row.stands();
    let next = rules::step(&row.course(), step, (party, by), now, &clocks(region, row))?;
    row.state = next.state.code().to_owned();
    row.due_at = next.due_at;
    row.escalated_at = next.escalated_at;
    row.requester_adviser = next.requester_adviser;
    row.target_adviser = next.target_adviser;
    if next.state == before {
        return Ok(());
    }
    // What was agreed on was a step of the state before.
    row.next_step = None;
    let at = match next.state {
        State::Draft => return Ok(()),
        State::Submitted => &mut row.submitted_at,
        State::Screened => &mut row.screened_at,
        State::Forwarded => &mut row.forwarded_at,
        State::Offered => &mut row.offered_at,
        State::Accepted => &mut row.accepted_at,
        State::Met => &mut row.met_at,
        State::Negotiating => &mut row.negotiating_at,
        State::Closed | State::RefusedByChamber | State::Declined | State::Expired | State::Withdrawn => {
            row.open_key = None;
            &mut row.ended_at
        }
    };
    *at = Some(now);
    Ok(())
}

/// Writes the row as its next version.
async fn save(tx: &Tx, grant: &Grant, mut row: Model) -> Result<Model, IntroductionError> {
    debug_assert!(
        grant.id() == row.id || grant.id().is_nil(),
        "a right to another introduction"
    );
    row.version += 1;
    row.changed_at = tx.now();
    Ok(row.into_active_model().reset_all().update(tx.connection()).await?)
}

/// The person who acts; programs act in their person's name.
fn who(actor: &Actor) -> Result<Uuid, IntroductionError> {
    actor.person_id().ok_or(IntroductionError::Refused(Refusal::SignIn))
}

/// Writes what was done into the journal: what those concerned may know, and apart from it what people wrote.
async fn tell(
    tx: &Tx,
    clock: &Clock,
    grant: Grant,
    action: &'static str,
    row: &Model,
    more: Value,
    written: Option<(Option<Uuid>, Value)>,
) -> Result<Receipt, IntroductionError> {
    let says = json!({
        "introduction": IntroductionId(row.id), "number": row.number, "state": row.state,
        "requester": encode(row.requester_id), "target": encode(row.target_id),
        "requesterChamber": row.requester_chamber, "targetChamber": row.target_chamber,
        "requesterTerritory": row.requester_territory, "targetTerritory": row.target_territory,
    });
    let subject = format!("introduction:{}", IntroductionId(row.id));
    let written = written.map(|(about, text)| (about.unwrap_or(row.id), text));
    let entry = Entry::with_text(action, subject, (says, more), written);
    Ok(journal::append(tx, clock, grant, entry).await?)
}

//! One introduction as its reader sees it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{PartyView, is_asked, party, readers, unnamed, within};
use crate::attachments::{self, Attachment, Of};
use crate::introductions::actions::{clocks, is_contact};
use crate::introductions::model::{IntroductionId, Party, Reason, Side, State, Turn};
use crate::introductions::rules::{Course, Fault, StepKind, days_left, is_free, turn, ways};
use crate::introductions::tables::introduction::{Column, Entity, Model};
use crate::introductions::tables::introduction_message as said;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::briefs;
use crate::platform::access::{Actor, Scope};
use crate::platform::database::{Database, DatabaseError};
use crate::platform::region::Region;
use crate::platform::texts::Locale;

/// An introduction, without what its reader is not to know.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its id.
    pub id: IntroductionId,
    /// Grows with each change; forms carry it.
    pub version: i64,
    /// Year and number.
    pub number: String,
    /// Where it stands.
    pub state: State,
    /// What it is about.
    pub subject: String,
    /// What is wanted.
    pub message: String,
    /// In which language both are.
    pub language: Locale,
    /// Who asks.
    pub requester: PartyView,
    /// Who is asked.
    pub target: PartyView,
    /// Who asks, as the other side is told now.
    pub requester_told: PartyView,
    /// Whether who asks stays unnamed until it is accepted.
    pub unnamed: bool,
    /// Who reads it.
    pub reader: Option<Uuid>,
    /// As the machine has it, for what this reader may do.
    course: Course,
    /// For whom this reader reads it.
    pub readers: Vec<Party>,
    /// Whose turn it is.
    pub turn: Turn,
    /// Microseconds; while somebody must act.
    pub due_at: Option<i64>,
    /// Working days left, or over: whether they are over.
    pub left: Option<(u64, bool)>,
    /// When the clock of this step ran out the first time.
    pub escalated_at: Option<i64>,
    /// What comes next.
    pub next_step: Option<String>,
    /// The states it came to, and when; in order.
    pub track: Vec<(State, i64)>,
    /// However it ended.
    pub ended_at: Option<i64>,
    /// Since when both know each other.
    pub accepted_at: Option<i64>,
    /// Why it did not go on.
    pub reason: Option<Reason>,
    /// And in words.
    pub reason_text: Option<String>,
    /// What both read, and the notes of the reader's chambers; the oldest first.
    pub messages: Vec<Message>,
    /// What both sides and their advisers share, since it was accepted; the oldest first.
    pub files: Vec<Attachment>,
}

/// A message or a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Microseconds.
    pub at: i64,
    /// Who wrote it.
    pub author: Option<Uuid>,
    /// For whom they speak.
    pub party: Party,
    /// Whether only the chamber reads it.
    pub is_note: bool,
    /// In which language.
    pub language: Locale,
    /// What it says.
    pub body: String,
}

impl Shown {
    /// Whether this reader can take a step now, as far as the machine and their side go: what a colleague accompanies they take
    /// over first.
    #[must_use]
    pub fn offers(&self, kind: StepKind) -> bool {
        let contact = self.turn == Turn::Contact;
        let free = |reader: &Party| kind == StepKind::Name || is_free(&self.course, *reader, self.reader).is_ok();
        ways(self.state, kind, contact)
            .is_some_and(|(_, whose)| self.readers.iter().any(|reader| whose.contains(reader) && free(reader)))
    }

    /// The side for whose chamber this reader could act if a colleague did not accompany it, with that colleague.
    #[must_use]
    pub fn held(&self) -> Option<(Side, Uuid)> {
        if !self.state.is_open() {
            return None;
        }
        let held = |reader: &Party| match is_free(&self.course, *reader, self.reader) {
            Err(Fault::Held(by)) => reader.side().map(|side| (side, by)),
            _ => None,
        };
        // Whoever accompanies the other side can take over nothing here.
        let advises = [Side::Requester, Side::Target]
            .into_iter()
            .any(|side| self.course.adviser(side).is_some() && self.course.adviser(side) == self.reader);
        self.readers.iter().find_map(held).filter(|_| !advises)
    }

    /// Whether it is this reader's turn.
    #[must_use]
    pub fn is_yours(&self) -> bool {
        is_turn_of(self.turn, &self.readers)
    }

    /// The sides for whose chamber this reader advises.
    #[must_use]
    pub fn advises(&self) -> Vec<Side> {
        let chambers = self.readers.iter().filter(|reader| reader.is_chamber());
        chambers.filter_map(|reader| reader.side()).collect()
    }
}

/// Whether somebody of these has the turn.
pub(super) fn is_turn_of(turn: Turn, readers: &[Party]) -> bool {
    let has = |party: Party| readers.contains(&party);
    match turn {
        Turn::Requester => has(Party::Requester),
        Turn::RequesterChamber => has(Party::RequesterChamber),
        Turn::TargetChamber | Turn::Contact => has(Party::TargetChamber),
        Turn::Target => has(Party::Target),
        Turn::Both => !readers.is_empty(),
        Turn::Nobody => false,
    }
}

/// The introduction with that id. `None`: there is none this reader may see.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    scope: &Scope,
    database: &Database,
    region: &Region,
    (actor, now): (&Actor, i64),
    id: IntroductionId,
) -> Result<Option<Shown>, DatabaseError> {
    let db = database.reader();
    let found = within(scope).filter(Column::Id.eq(id.0)).one(db).await?;
    let Some(mut row) = found else { return Ok(None) };
    if is_asked(&row) {
        row.contact = is_contact(db, &row).await?;
    }
    let readers = readers(actor, &row);
    if readers.is_empty() {
        return Ok(None);
    }
    let briefs = briefs(db, &[row.requester_id, row.target_id]).await?;
    let said = unnamed(db, &[&row], &briefs).await?;
    let known = (briefs.as_slice(), &said);
    let rows = said::Entity::find()
        .filter(said::Column::IntroductionId.eq(id.0))
        .order_by_asc(said::Column::At)
        .order_by_asc(said::Column::Id)
        .all(db)
        .await?;
    let messages = rows.into_iter().filter_map(message);
    let messages = messages
        .filter(|one| !one.is_note || readers.contains(&one.party))
        .collect();
    let files = match row.accepted_at {
        Some(_) => attachments::list(db, Of::Introduction(id.0)).await?,
        None => Vec::new(),
    };
    let whose = turn(row.stands(), row.contact);
    Ok(Some(Shown {
        files,
        id,
        version: row.version,
        state: row.stands(),
        requester: party(&row, Side::Requester, &readers, known),
        target: party(&row, Side::Target, &readers, known),
        requester_told: party(&row, Side::Requester, &[Party::Target], known),
        reader: actor.person_id(),
        course: row.course(),
        unnamed: row.requester_unnamed,
        turn: whose,
        due_at: row.due_at,
        left: row.due_at.map(|due| days_left(&clocks(region, &row), whose, now, due)),
        escalated_at: row.escalated_at,
        track: track(&row),
        ended_at: row.ended_at,
        accepted_at: row.accepted_at,
        reason: row.reason.as_deref().and_then(Reason::from_code),
        reason_text: row.reason_text,
        next_step: row.next_step,
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        number: row.number,
        subject: row.subject,
        message: row.message,
        messages,
        readers,
    }))
}

fn message(row: said::Model) -> Option<Message> {
    Some(Message {
        at: row.at,
        author: row.author,
        party: Party::from_code(&row.party)?,
        is_note: row.kind == "note",
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        body: row.body,
    })
}

fn track(row: &Model) -> Vec<(State, i64)> {
    let closed = row.ended_at.filter(|_| row.stands() == State::Closed);
    let all = [
        (State::Submitted, row.submitted_at),
        (State::Screened, row.screened_at),
        (State::Forwarded, row.forwarded_at),
        (State::Offered, row.offered_at),
        (State::Accepted, row.accepted_at),
        (State::Met, row.met_at),
        (State::Negotiating, row.negotiating_at),
        (State::Closed, closed),
    ];
    all.into_iter().filter_map(|(state, at)| Some((state, at?))).collect()
}

/// Whose an introduction is, for the feature that keeps what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// Who asked.
    pub requester: OrganisationId,
    /// Who was asked.
    pub target: OrganisationId,
    /// Code of the chamber that answers for the first.
    pub requester_chamber: String,
    /// Code of the chamber that answers for the second.
    pub target_chamber: String,
    /// Code of the first one's territory.
    pub requester_territory: String,
    /// Code of the second one's territory.
    pub target_territory: String,
    /// Year and number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// Its version.
    pub version: i64,
}

impl Sides {
    /// The organisation of a side.
    #[must_use]
    pub const fn organisation(&self, side: Side) -> OrganisationId {
        match side {
            Side::Requester => self.requester,
            Side::Target => self.target,
        }
    }

    /// Code of the chamber of a side.
    #[must_use]
    pub fn chamber(&self, side: Side) -> &str {
        match side {
            Side::Requester => &self.requester_chamber,
            Side::Target => &self.target_chamber,
        }
    }

    /// Code of the territory of a side.
    #[must_use]
    pub fn territory(&self, side: Side) -> &str {
        match side {
            Side::Requester => &self.requester_territory,
            Side::Target => &self.target_territory,
        }
    }
}

/// Whose an introduction is, whoever asks: the feature that asks says who sees what of it.
///
/// # Errors
/// When the database refuses.
pub async fn parties_of(db: &impl ConnectionTrait, id: IntroductionId) -> Result<Option<Sides>, DatabaseError> {
    let row = Entity::find_by_id(id.0).one(db).await?;
    Ok(row.map(|row| Sides {
        requester: OrganisationId(row.requester_id),
        target: OrganisationId(row.target_id),
        state: row.stands(),
        requester_chamber: row.requester_chamber,
        target_chamber: row.target_chamber,
        requester_territory: row.requester_territory,
        target_territory: row.target_territory,
        number: row.number,
        subject: row.subject,
        version: row.version,
    }))
}

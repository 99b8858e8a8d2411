//! One case with all a reader of it may see, and the cases of an organisation or a person.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::COLUMNS;
use crate::cases::model::{CaseId, Decision, Ground, Kind, State};
use crate::cases::tables::{case_file, case_message};
use crate::organisations::model::OrganisationId;
use crate::platform::access::{Action, Actor, Ownership, Scope, Subject, decide};
use crate::platform::database::{Database, DatabaseError};
use crate::platform::journal::readers::entries_about;
use crate::platform::texts::Locale;

/// How many steps of its history are shown.
const HISTORY: i64 = 100;
/// Cases of an organisation or person that are listed.
const MOST: u64 = 50;

/// A case as its readers see it.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// Its id.
    pub id: CaseId,
    /// Grows with each change; forms carry it.
    pub version: i64,
    /// Year and number.
    pub number: String,
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Code of the chamber that must act.
    pub chamber: String,
    /// Code of the chamber that decided first.
    pub first_chamber: Option<String>,
    /// Code of the territory.
    pub territory: String,
    /// The organisation it is about.
    pub organisation: Option<OrganisationId>,
    /// Who applied, where they have an account.
    pub applicant: Option<Uuid>,
    /// In which the applicant is written to.
    pub language: Locale,
    /// The organisation's name.
    pub title: String,
    /// What is asked for.
    pub dossier: Value,
    /// Who has it.
    pub assignee: Option<Uuid>,
    /// Microseconds.
    pub opened_at: i64,
    /// Microseconds.
    pub due_at: i64,
    /// Microseconds; while the clock stands.
    pub waiting_since: Option<i64>,
    /// Who proposed what.
    pub proposal: Option<(Uuid, Decision)>,
    /// What was decided.
    pub decision: Option<Decision>,
    /// By whom.
    pub decider: Option<Uuid>,
    /// Microseconds.
    pub decided_at: Option<i64>,
    /// Why, in one word.
    pub ground: Option<Ground>,
    /// The facts it rests on.
    pub facts: Option<String>,
    /// What can be done.
    pub remedy: Option<String>,
    /// Why it was appealed against.
    pub appeal_reason: Option<String>,
    /// Microseconds.
    pub appealed_at: Option<i64>,
    /// What the second chamber says.
    pub appeal_facts: Option<String>,
    /// Questions, answers and, for the chamber, notes; oldest first.
    pub messages: Vec<Message>,
    /// What was done, oldest first.
    pub history: Vec<Note>,
}

/// A question, an answer or a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Microseconds.
    pub at: i64,
    /// Who wrote it.
    pub author: Option<Uuid>,
    /// `question`, `answer` or `note`.
    pub side: String,
    /// What it says.
    pub body: String,
}

/// A step of its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Microseconds.
    pub at: i64,
    /// The verb: `opened`, `taken` …
    pub action: String,
    /// As the journal names the actor.
    pub actor: String,
    /// The chamber it was handed to, the decision: what the verb is about.
    pub detail: Option<String>,
}

impl Subject for CaseView {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: self.id.0,
            version: self.version,
            public: false,
            organisation: self.organisation.map(|id| id.0),
            chamber: Some(self.chamber.clone()),
            person: self.applicant,
        }
    }
}

impl CaseView {
    /// Whether this reader acts for the chamber: notes are for them only.
    #[must_use]
    pub fn is_staff(&self, actor: &Actor) -> bool {
        actor.mandate_in(&self.chamber).is_some()
    }
}

/// The case with that id. `None`: there is none this scope may see. Notes are for the chamber's people only.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    scope: &Scope,
    database: &Database,
    id: CaseId,
    actor: &Actor,
) -> Result<Option<CaseView>, DatabaseError> {
    let db = database.reader();
    let found = case_file::Entity::find_by_id(id.0)
        .filter(scope.condition(COLUMNS))
        .one(db)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let staff = actor.mandate_in(&row.chamber).is_some();
    let mut said = case_message::Entity::find().filter(case_message::Column::CaseId.eq(id.0));
    if !staff {
        said = said.filter(case_message::Column::Side.ne("note"));
    }
    let messages = said
        .order_by_asc(case_message::Column::At)
        .order_by_asc(case_message::Column::Id)
        .all(db)
        .await?;
    let mut history = entries_about(db, &format!("case:{id}"), HISTORY).await?;
    history.reverse();
    let history = history
        .iter()
        .filter(|entry| staff || entry.action != "cases.noted")
        .map(note);
    Ok(Some(view(row, messages, history.collect())))
}

/// When a case is due, in microseconds: its place in the queue. `None`: there is none this scope may see.
///
/// # Errors
/// When the database refuses.
pub async fn due_at(scope: &Scope, database: &Database, id: CaseId) -> Result<Option<i64>, DatabaseError> {
    let found = case_file::Entity::find_by_id(id.0)
        .filter(scope.condition(COLUMNS))
        .select_only()
        .column(case_file::Column::DueAt)
        .into_tuple()
        .one(database.reader())
        .await?;
    Ok(found)
}

/// A decision that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Version of the case.
    pub version: i64,
    /// The organisation's name.
    pub title: String,
    /// What was decided.
    pub decision: Decision,
    /// Microseconds.
    pub at: i64,
}

/// What somebody decided of a case, while it stands. `None` also where somebody else did.
///
/// # Errors
/// When the database refuses.
pub async fn decided_by(
    scope: &Scope,
    database: &Database,
    id: CaseId,
    person: Uuid,
) -> Result<Option<Decided>, DatabaseError> {
    use case_file::Column::{DecidedAt, Decider, State as Stands, Title, Version};
    let found = case_file::Entity::find_by_id(id.0)
        .filter(scope.condition(COLUMNS))
        .filter(Decider.eq(person))
        .filter(Stands.eq(State::Decided.code()))
        .select_only()
        .columns([Version, Title, case_file::Column::Decision, DecidedAt])
        .into_tuple::<(i64, String, Option<String>, Option<i64>)>()
        .one(database.reader())
        .await?;
    Ok(found.and_then(|(version, title, decision, at)| {
        Some(Decided {
            version,
            title,
            decision: Decision::from_code(&decision?)?,
            at: at?,
        })
    }))
}

fn note(entry: &crate::platform::journal::Read) -> Note {
    let says: Value = entry
        .parts
        .first()
        .and_then(|part| serde_json::from_slice(part).ok())
        .unwrap_or_default();
    let text = |key: &str| says.get(key).and_then(Value::as_str).map(str::to_owned);
    Note {
        at: entry.at,
        action: entry.action.strip_prefix("cases.").unwrap_or(&entry.action).to_owned(),
        actor: entry.actor.clone(),
        detail: match &*entry.action {
            "cases.decided" | "cases.proposed" => text("decision"),
            "cases.handed_over" | "cases.appealed" => text("chamber"),
            "cases.appeal_decided" => text("state"),
            _ => None,
        },
    }
}

fn view(row: case_file::Model, messages: Vec<case_message::Model>, history: Vec<Note>) -> CaseView {
    let decision = |code: Option<String>| code.as_deref().and_then(Decision::from_code);
    CaseView {
        id: CaseId(row.id),
        version: row.version,
        number: row.number,
        kind: Kind::from_code(&row.kind).unwrap_or(Kind::Dispute),
        state: State::from_code(&row.state).unwrap_or(State::Open),
        chamber: row.chamber,
        first_chamber: row.first_chamber,
        territory: row.territory,
        organisation: row.organisation_id.map(OrganisationId),
        applicant: row.applicant,
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        title: row.title,
        dossier: serde_json::from_str(&row.dossier).unwrap_or_default(),
        assignee: row.assignee,
        opened_at: row.opened_at,
        due_at: row.due_at,
        waiting_since: row.waiting_since,
        proposal: row.proposer.zip(decision(row.proposal)),
        decision: decision(row.decision),
        decider: row.decider,
        decided_at: row.decided_at,
        ground: row.ground.as_deref().and_then(Ground::from_code),
        facts: row.facts,
        remedy: row.remedy,
        appeal_reason: row.appeal_reason,
        appealed_at: row.appealed_at,
        appeal_facts: row.appeal_facts,
        messages: messages
            .into_iter()
            .map(|row| Message {
                at: row.at,
                author: row.author,
                side: row.side,
                body: row.body,
            })
            .collect(),
        history,
    }
}

/// What the cases with those ids are called; those the scope may not see are left out.
///
/// # Errors
/// When the database refuses.
pub async fn titles(
    scope: &Scope,
    database: &Database,
    ids: &[CaseId],
) -> Result<Vec<(CaseId, String)>, DatabaseError> {
    let rows: Vec<(Uuid, String)> = case_file::Entity::find()
        .select_only()
        .columns([case_file::Column::Id, case_file::Column::Title])
        .filter(case_file::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(scope.condition(COLUMNS))
        .into_tuple()
        .all(database.reader())
        .await?;
    Ok(rows.into_iter().map(|(id, title)| (CaseId(id), title)).collect())
}

/// The cases somebody applied for, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_person(scope: &Scope, database: &Database, person: Uuid) -> Result<Vec<CaseView>, DatabaseError> {
    newest(scope, database, case_file::Column::Applicant.eq(person)).await
}

/// The cases somebody answers for, as who asked or as an owner: newest first. The scope is that of answering.
///
/// # Errors
/// When the database refuses.
pub async fn to_answer(scope: &Scope, database: &Database) -> Result<Vec<CaseView>, DatabaseError> {
    newest(scope, database, case_file::Column::Version.gt(0)).await
}

/// The cases about an organisation, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_organisation(
    scope: &Scope,
    database: &Database,
    id: OrganisationId,
) -> Result<Vec<CaseView>, DatabaseError> {
    newest(scope, database, case_file::Column::OrganisationId.eq(id.0)).await
}

async fn newest(
    scope: &Scope,
    database: &Database,
    which: sea_orm::sea_query::SimpleExpr,
) -> Result<Vec<CaseView>, DatabaseError> {
    let rows = case_file::Entity::find()
        .filter(scope.condition(COLUMNS))
        .filter(which)
        .order_by_desc(case_file::Column::OpenedAt)
        .limit(MOST)
        .all(database.reader())
        .await?;
    Ok(rows.into_iter().map(|row| view(row, Vec::new(), Vec::new())).collect())
}

/// The case a signed link was sent about, without its messages. `None` where the link is for another, or for nothing of it.
///
/// # Errors
/// When the database refuses.
pub async fn find_by_link(
    holder: &Actor,
    what: Action,
    database: &Database,
    id: CaseId,
) -> Result<Option<CaseView>, DatabaseError> {
    let found = case_file::Entity::find_by_id(id.0).one(database.reader()).await?;
    let allowed = found.filter(|row| decide(holder, what, row).is_ok());
    Ok(allowed.map(|row| view(row, Vec::new(), Vec::new())))
}

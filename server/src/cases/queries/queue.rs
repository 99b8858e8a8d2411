//! The queue of a chamber: what is open, the oldest target first.

use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::COLUMNS;
use crate::cases::model::{CaseId, Kind, State};
use crate::cases::tables::case_file::{Column, Entity};
use crate::platform::access::Scope;
use crate::platform::database::{Database, DatabaseError};

/// Cases shown at once: an adviser with more filters.
const MOST: u64 = 200;

/// What the queue is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only of this chamber.
    pub chamber: Option<String>,
    /// Only what this person has.
    pub mine: Option<Uuid>,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only of this territory.
    pub territory: Option<String>,
    /// Only past its target, seen from this moment.
    pub overdue: Option<i64>,
    /// Only in this state; else all that are open.
    pub state: Option<State>,
    /// Words in the title, or a number.
    pub text: Option<String>,
}

/// A line of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: CaseId,
    /// Year and number.
    pub number: String,
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// The organisation's name.
    pub title: String,
    /// Code of the territory.
    pub territory: String,
    /// Code of the chamber that must act.
    pub chamber: String,
    /// Who has it.
    pub assignee: Option<Uuid>,
    /// Microseconds.
    pub opened_at: i64,
    /// Microseconds.
    pub due_at: i64,
    /// Whether the clock stands.
    pub waiting: bool,
}

fn select(scope: &Scope, asked: &Asked) -> Select<Entity> {
    let states = [
        State::Open,
        State::Assigned,
        State::Waiting,
        State::Proposed,
        State::Appealed,
    ]
    .map(State::code);
    let mut query = Entity::find().filter(scope.condition(COLUMNS));
    query = match asked.state {
        Some(state) => query.filter(Column::State.eq(state.code())),
        None => query.filter(Column::State.is_in(states)),
    };
    if let Some(chamber) = &asked.chamber {
        query = query.filter(Column::Chamber.eq(chamber.as_str()));
    }
    if let Some(person) = asked.mine {
        query = query.filter(Column::Assignee.eq(person));
    }
    if let Some(kind) = asked.kind {
        query = query.filter(Column::Kind.eq(kind.code()));
    }
    if let Some(territory) = &asked.territory {
        query = query.filter(Column::Territory.eq(territory.as_str()));
    }
    if let Some(now) = asked.overdue {
        query = query
            .filter(Column::DueAt.lt(now))
            .filter(Column::State.ne(State::Waiting.code()));
    }
    if let Some(text) = asked.text.as_deref().filter(|text| !text.is_empty()) {
        query = query.filter(Column::Title.contains(text).or(Column::Number.eq(text)));
    }
    query.order_by_asc(Column::DueAt).order_by_asc(Column::Id)
}

/// The queue, the first to become due first.
///
/// # Errors
/// When the database refuses.
pub async fn queue(scope: &Scope, database: &Database, asked: &Asked) -> Result<Vec<Row>, DatabaseError> {
    let lines = narrow(select(scope, asked).limit(MOST)).into_tuple::<Line>();
    let rows = lines.all(database.reader()).await?;
    Ok(rows.into_iter().map(row).collect())
}

/// The case behind one in the queue, or the first where there is none behind it: what opens after a decision.
///
/// # Errors
/// When the database refuses.
pub async fn next_after(
    scope: &Scope,
    database: &Database,
    asked: &Asked,
    due_at: i64,
    id: CaseId,
) -> Result<Option<Row>, DatabaseError> {
    // Who waits for an applicant, or for a second person who is not this one, is not next.
    let work = select(scope, asked)
        .filter(Column::State.ne(State::Waiting.code()))
        .filter(Column::Id.ne(id.0));
    let behind = Column::DueAt
        .gt(due_at)
        .or(Column::DueAt.eq(due_at).and(Column::Id.gt(id.0)));
    let first = |query| narrow(query).into_tuple::<Line>();
    let found = match first(work.clone().filter(behind)).one(database.reader()).await? {
        Some(found) => Some(found),
        None => first(work).one(database.reader()).await?,
    };
    Ok(found.map(row))
}

/// How many are open, and how many of them past their target.
///
/// # Errors
/// When the database refuses.
pub async fn counts(scope: &Scope, database: &Database, now: i64) -> Result<(u64, u64), DatabaseError> {
    let asked = |overdue| Asked {
        overdue,
        ..Asked::default()
    };
    let open = select(scope, &asked(None)).count(database.reader()).await?;
    let late = select(scope, &asked(Some(now))).count(database.reader()).await?;
    Ok((open, late))
}

/// The columns of a line: what people asked for and wrote stays where it is, however long it is.
type Line = (
    Uuid,
    String,
    String,
    String,
    String,
    String,
    String,
    Option<Uuid>,
    i64,
    i64,
    Option<i64>,
);

fn narrow(query: Select<Entity>) -> Select<Entity> {
    query.select_only().columns([
        Column::Id,
        Column::Number,
        Column::Kind,
        Column::State,
        Column::Title,
        Column::Territory,
        Column::Chamber,
        Column::Assignee,
        Column::OpenedAt,
        Column::DueAt,
        Column::WaitingSince,
    ])
}

fn row((id, number, kind, state, title, territory, chamber, assignee, opened_at, due_at, waiting): Line) -> Row {
    Row {
        id: CaseId(id),
        number,
        kind: Kind::from_code(&kind).unwrap_or(Kind::Dispute),
        state: State::from_code(&state).unwrap_or(State::Open),
        title,
        territory,
        chamber,
        assignee,
        opened_at,
        due_at,
        waiting: waiting.is_some(),
    }
}

/// Whether there is any case at all.
///
/// # Errors
/// When the database refuses.
pub async fn any(database: &Database) -> Result<bool, DatabaseError> {
    Ok(Entity::find().one(database.reader()).await?.is_some())
}

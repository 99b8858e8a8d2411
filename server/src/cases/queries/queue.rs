//! The queue of a chamber: what is open, the oldest target first.

use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::Asked;
use crate::cases::model::{CaseId, Kind, State};
use crate::cases::tables::case_file::{Column, Entity};
use crate::platform::access::Scope;
use crate::platform::database::{Database, DatabaseError};

/// Cases of the queue shown at once, the first to become due: who looks for another filters.
pub const SHOWN: usize = 100;

/// A line of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: CaseId,
    /// Grows with each change.
    pub version: i64,
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
    /// Microseconds.
    pub changed_at: i64,
}

/// What is open, written out as in the index `case_open`, which both databases take for nothing else.
const OPEN: &str = "state IN ('open', 'assigned', 'waiting', 'proposed', 'appealed')";

fn open(scope: &Scope, asked: &Asked) -> Select<Entity> {
    asked.select(scope).filter(Expr::cust(OPEN))
}

fn in_order(scope: &Scope, asked: &Asked) -> Select<Entity> {
    open(scope, asked).order_by_asc(Column::DueAt).order_by_asc(Column::Id)
}

/// The queue, the first to become due first: those that are shown, and one more where there are more.
///
/// # Errors
/// When the database refuses.
pub async fn queue(scope: &Scope, database: &Database, asked: &Asked) -> Result<Vec<Row>, DatabaseError> {
    let lines = narrow(in_order(scope, asked).limit(SHOWN as u64 + 1)).into_tuple::<Line>();
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
    let work = in_order(scope, asked)
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
    let waits = Column::State.eq(State::Waiting.code());
    let late = Expr::case(Column::DueAt.lt(now).and(waits.not()), 1).finally(0);
    let counted = open(scope, &Asked::default())
        .select_only()
        .expr(Column::Id.count())
        .expr(Func::sum(late))
        .into_tuple::<(i64, Option<i64>)>();
    let (open, late) = counted.one(database.reader()).await?.unwrap_or_default();
    let number = |count: i64| u64::try_from(count).unwrap_or_default();
    Ok((number(open), number(late.unwrap_or_default())))
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
    i64,
    i64,
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
        Column::Version,
        Column::ChangedAt,
    ])
}

fn row(
    (id, number, kind, state, title, territory, chamber, assignee, opened_at, due_at, version, changed_at): Line,
) -> Row {
    Row {
        id: CaseId(id),
        version,
        number,
        kind: Kind::from_code(&kind).unwrap_or(Kind::Dispute),
        state: State::from_code(&state).unwrap_or(State::Open),
        title,
        territory,
        chamber,
        assignee,
        opened_at,
        due_at,
        changed_at,
    }
}

/// Whether there is any case at all.
///
/// # Errors
/// When the database refuses.
pub async fn any(database: &Database) -> Result<bool, DatabaseError> {
    Ok(Entity::find().one(database.reader()).await?.is_some())
}

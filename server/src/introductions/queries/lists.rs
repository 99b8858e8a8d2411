//! Lists: of one's own organisations, and of a chamber's desk by who must act.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::one::is_turn_of;
use super::{PartyView, is_asked, party, readers, unnamed, within};
use crate::accounts::with_owner;
use crate::introductions::model::{IntroductionId, Party, Side, State, Turn};
use crate::introductions::rules::turn;
use crate::introductions::tables::introduction::{Column, Model};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::briefs;
use crate::platform::access::{Actor, Scope};
use crate::platform::database::{Database, DatabaseError};

/// Introductions of a list shown at once.
pub const SHOWN: u64 = 200;

/// A line of a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its id.
    pub id: IntroductionId,
    /// Grows with each change.
    pub version: i64,
    /// Year and number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// Who asks.
    pub requester: PartyView,
    /// Who is asked.
    pub target: PartyView,
    /// For whom this reader reads it.
    pub readers: Vec<Party>,
    /// Whose turn it is.
    pub turn: Turn,
    /// Whether it is this reader's.
    pub yours: bool,
    /// Microseconds; while somebody must act.
    pub due_at: Option<i64>,
    /// When the clock ran out the first time.
    pub escalated_at: Option<i64>,
    /// Microseconds.
    pub changed_at: i64,
}

/// Which of a desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turns {
    /// Those the chamber must act on.
    #[default]
    Ours,
    /// Those others must act on.
    Others,
    /// Those at their end.
    Ended,
}

/// The introductions of a person's organisations, or of one of them: what is open first, the first to become due first.
///
/// # Errors
/// When the database refuses.
pub async fn mine(
    scope: &Scope,
    database: &Database,
    actor: &Actor,
    of: Option<OrganisationId>,
) -> Result<Vec<Listed>, DatabaseError> {
    let ids: Vec<Uuid> = match of {
        Some(id) => vec![id.0],
        None => actor.memberships().iter().map(|(id, _)| *id).collect(),
    };
    let rows = within(scope)
        .filter(theirs(ids))
        .order_by_asc(Expr::col(Column::OpenKey).is_null())
        .order_by_asc(Expr::col(Column::DueAt).is_null())
        .order_by_asc(Column::DueAt)
        .order_by_desc(Column::ChangedAt)
        .limit(SHOWN)
        .all(database.reader())
        .await?;
    lines(database, actor, rows).await
}

/// Those these organisations asked for, and those they were asked about.
fn theirs(ids: Vec<Uuid>) -> Expr {
    Column::RequesterId
        .is_in(ids.clone())
        .or(Column::TargetId.is_in(ids).and(Column::OfferedAt.is_not_null()))
}

/// Whether there is one of an organisation somebody belongs to: asked for each page, it looks at no more than one.
///
/// # Errors
/// When the database refuses.
pub async fn has_any(scope: &Scope, database: &Database, actor: &Actor) -> Result<bool, DatabaseError> {
    let ids: Vec<Uuid> = actor.memberships().iter().map(|(id, _)| *id).collect();
    if ids.is_empty() {
        return Ok(false);
    }
    let one: Option<Uuid> = within(scope)
        .filter(theirs(ids))
        .select_only()
        .column(Column::Id)
        .limit(1)
        .into_tuple()
        .one(database.reader())
        .await?;
    Ok(one.is_some())
}

/// The introductions that have come to an actor's chambers.
///
/// # Errors
/// When the database refuses.
pub async fn desk(
    scope: &Scope,
    database: &Database,
    actor: &Actor,
    which: Turns,
) -> Result<Vec<Listed>, DatabaseError> {
    let rows = within(scope).filter(Column::SubmittedAt.is_not_null());
    let rows = match which {
        Turns::Ended => rows.filter(Column::OpenKey.is_null()).order_by_desc(Column::EndedAt),
        Turns::Ours | Turns::Others => rows.filter(Column::OpenKey.is_not_null()).order_by_asc(Column::DueAt),
    };
    let rows = rows
        .order_by_asc(Column::Id)
        .limit(SHOWN)
        .all(database.reader())
        .await?;
    let mut found = lines(database, actor, rows).await?;
    found.retain(|line| line.readers.iter().any(|party| party.is_chamber()));
    match which {
        Turns::Ours => found.retain(|line| line.yours),
        Turns::Others => found.retain(|line| !line.yours),
        Turns::Ended => {}
    }
    Ok(found)
}

/// How many an actor's chambers must act on, and how many of them past their time.
///
/// # Errors
/// When the database refuses.
pub async fn counts(
    scope: &Scope,
    database: &Database,
    actor: &Actor,
    now: i64,
) -> Result<(usize, usize), DatabaseError> {
    let ours = desk(scope, database, actor, Turns::Ours).await?;
    let late = |line: &&Listed| line.escalated_at.is_some() || line.due_at.is_some_and(|due| due < now);
    Ok((ours.len(), ours.iter().filter(late).count()))
}

async fn lines(database: &Database, actor: &Actor, rows: Vec<Model>) -> Result<Vec<Listed>, DatabaseError> {
    let mut ids: Vec<Uuid> = rows.iter().flat_map(|row| [row.requester_id, row.target_id]).collect();
    ids.sort_unstable();
    ids.dedup();
    let briefs = briefs(database.reader(), &ids).await?;
    let said = unnamed(database.reader(), &rows.iter().collect::<Vec<_>>(), &briefs).await?;
    let known = (briefs.as_slice(), &said);
    let offered: Vec<Uuid> = rows
        .iter()
        .filter(|row| is_asked(row))
        .map(|row| row.target_id)
        .collect();
    let owned = with_owner(database.reader(), &offered).await?;
    let line = |mut row: Model| {
        if is_asked(&row) {
            row.contact = !owned.contains(&row.target_id);
        }
        let readers = readers(actor, &row);
        let whose = turn(row.stands(), row.contact);
        (!readers.is_empty()).then(|| Listed {
            id: IntroductionId(row.id),
            version: row.version,
            state: row.stands(),
            requester: party(&row, Side::Requester, &readers, known),
            target: party(&row, Side::Target, &readers, known),
            turn: whose,
            yours: is_turn_of(whose, &readers),
            due_at: row.due_at,
            escalated_at: row.escalated_at,
            changed_at: row.changed_at,
            number: row.number,
            subject: row.subject,
            readers,
        })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

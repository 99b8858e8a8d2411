//! Cases as programs read them: pages of a list, the newest first.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Asked;
use crate::cases::model::{CaseId, Decision, Kind, State};
use crate::cases::tables::case_file::{Column, Model};
use crate::organisations::model::OrganisationId;
use crate::platform::access::Scope;
use crate::platform::database::{Database, DatabaseError};

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
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
    /// Code of the chamber that must act.
    pub chamber: String,
    /// Code of the territory.
    pub territory: String,
    /// The organisation it is about.
    pub organisation: Option<OrganisationId>,
    /// The organisation's name.
    pub title: String,
    /// What was decided.
    pub decision: Option<Decision>,
    /// Who has it.
    pub assignee: Option<Uuid>,
    /// Microseconds.
    pub opened_at: i64,
    /// Microseconds.
    pub due_at: i64,
    /// Microseconds.
    pub decided_at: Option<i64>,
    /// Microseconds.
    pub changed_at: i64,
}

/// At most `limit` cases, the newest first; only those older than `before`, where the page before ended.
///
/// # Errors
/// When the database refuses.
pub async fn listed(
    scope: &Scope,
    database: &Database,
    asked: &Asked,
    before: Option<CaseId>,
    limit: u64,
) -> Result<Vec<Listed>, DatabaseError> {
    let mut query = asked.select(scope);
    if let Some(CaseId(id)) = before {
        query = query.filter(Column::Id.lt(id));
    }
    let rows = query
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(database.reader())
        .await?;
    Ok(rows.into_iter().map(line).collect())
}

fn line(row: Model) -> Listed {
    Listed {
        id: CaseId(row.id),
        version: row.version,
        number: row.number,
        kind: Kind::from_code(&row.kind).unwrap_or(Kind::Dispute),
        state: State::from_code(&row.state).unwrap_or(State::Open),
        chamber: row.chamber,
        territory: row.territory,
        organisation: row.organisation_id.map(OrganisationId),
        title: row.title,
        decision: row.decision.as_deref().and_then(Decision::from_code),
        assignee: row.assignee,
        opened_at: row.opened_at,
        due_at: row.due_at,
        decided_at: row.decided_at,
        changed_at: row.changed_at,
    }
}

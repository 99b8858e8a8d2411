//! Where a case stands, for the feature that opened it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::accounts;
use crate::cases::model::{CaseId, Decision, Kind, State};
use crate::cases::tables::case_file;
use crate::organisations::model::OrganisationId;
use crate::platform::access::{Ownership, Role, Subject};
use crate::platform::database::DatabaseError;

/// State and decision of a case, whoever asks: its feature shows them to its applicant only.
///
/// # Errors
/// When the database refuses.
pub async fn state_of(
    db: &impl ConnectionTrait,
    id: CaseId,
) -> Result<Option<(State, Option<Decision>)>, DatabaseError> {
    let row = case_file::Entity::find_by_id(id.0).one(db).await?;
    Ok(row.and_then(|row| {
        let decision = row.decision.as_deref().and_then(Decision::from_code);
        Some((State::from_code(&row.state)?, decision))
    }))
}

/// Whose a case is: what belongs to it is asked for by its owners.
///
/// # Errors
/// When the database refuses.
pub async fn ownership_of(db: &impl ConnectionTrait, id: CaseId) -> Result<Option<Ownership>, DatabaseError> {
    let row = case_file::Entity::find_by_id(id.0).one(db).await?;
    Ok(row.map(|row| row.ownership()))
}

/// Those of the cases that are at their end and have not changed since before that time, with how they ended.
///
/// # Errors
/// When the database refuses.
pub async fn settled_before(
    db: &impl ConnectionTrait,
    cases: &[Uuid],
    before: i64,
) -> Result<Vec<(CaseId, State, Option<Decision>)>, DatabaseError> {
    let rows: Vec<(Uuid, String, Option<String>)> = case_file::Entity::find()
        .select_only()
        .columns([
            case_file::Column::Id,
            case_file::Column::State,
            case_file::Column::Decision,
        ])
        .filter(case_file::Column::Id.is_in(cases.iter().copied()))
        .filter(case_file::Column::ChangedAt.lt(before))
        .into_tuple()
        .all(db)
        .await?;
    let settled = rows.into_iter().filter_map(|(id, state, decision)| {
        let state = State::from_code(&state).filter(|state| !state.is_open())?;
        Some((CaseId(id), state, decision.as_deref().and_then(Decision::from_code)))
    });
    Ok(settled.collect())
}

/// What an action left a case as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its version.
    pub version: i64,
    /// Where it stands.
    pub state: State,
    /// What was decided.
    pub decision: Option<Decision>,
}

/// Where a case stands after what somebody was just allowed to do with it, though it may be another chamber's now.
///
/// # Errors
/// When the database refuses.
pub async fn left(db: &impl ConnectionTrait, id: CaseId) -> Result<Option<Left>, DatabaseError> {
    let row = case_file::Entity::find_by_id(id.0).one(db).await?;
    Ok(row.map(|row| Left {
        version: row.version,
        state: State::from_code(&row.state).unwrap_or(State::Open),
        decision: row.decision.as_deref().and_then(Decision::from_code),
    }))
}

/// The case of one of these kinds about an organisation that is not settled: of somebody, or of anybody. For the feature that
/// would open another.
///
/// # Errors
/// When the database refuses.
pub async fn open_about(
    db: &impl ConnectionTrait,
    organisation: OrganisationId,
    applicant: Option<Uuid>,
    kinds: &[Kind],
) -> Result<Option<CaseId>, DatabaseError> {
    let settled = State::ALL
        .iter()
        .filter(|state| !state.is_open())
        .map(|state| state.code());
    let mut asked = case_file::Entity::find()
        .filter(case_file::Column::OrganisationId.eq(organisation.0))
        .filter(case_file::Column::Kind.is_in(kinds.iter().map(|kind| kind.code())))
        .filter(case_file::Column::State.is_not_in(settled));
    if let Some(applicant) = applicant {
        asked = asked.filter(case_file::Column::Applicant.eq(applicant));
    }
    Ok(asked.one(db).await?.map(|row| CaseId(row.id)))
}

/// Whether somebody reads what a chamber asks about a case: who asked for it, or an owner of the organisation.
///
/// # Errors
/// When the database refuses.
pub async fn is_heard(
    db: &impl ConnectionTrait,
    applicant: Option<Uuid>,
    organisation: Option<OrganisationId>,
) -> Result<bool, DatabaseError> {
    match (applicant, organisation) {
        (Some(_), _) => Ok(true),
        (None, None) => Ok(false),
        (None, Some(id)) => {
            let members = accounts::members(db, id.0).await?;
            Ok(members.iter().any(|(_, role)| *role == Role::Owner))
        }
    }
}

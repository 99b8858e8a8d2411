//! Stands in for the feature until its branch is merged.
pub mod model;
pub use model::{CaseId, Decision, Kind, State};

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::organisations::model::OrganisationId;
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Sql, Tx};
use crate::platform::region::Region;
use crate::platform::texts::Locale;

const ADD: Sql = Sql::both("INSERT INTO case_stub (id, kind, chamber, person_id, organisation_id, state, dossier) VALUES ($1, $2, $3, $4, $5, 'open', $6)");
const STATE: Sql = Sql::both("SELECT state FROM case_stub WHERE id = $1");
const SET: Sql = Sql::both("UPDATE case_stub SET state = $2 WHERE id = $1");
/// All.
pub const STATEMENTS: &[Sql] = &[ADD, STATE, SET];

/// What a case is opened with.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Opening {
    pub kind: Kind,
    pub chamber: String,
    pub territory: String,
    pub organisation: Option<OrganisationId>,
    pub applicant: Option<Uuid>,
    pub language: Locale,
    pub title: String,
    pub dossier: serde_json::Value,
}

/// Opens one.
pub async fn open(tx: &Tx, clock: &Clock, _region: &Region, opening: &Opening) -> Result<CaseId, DatabaseError> {
    let id = clock.id();
    ADD.run(tx.connection(), vec![id.into(), opening.kind.code().into(), opening.chamber.clone().into(), opening.applicant.into(), opening.organisation.map(|o| o.0).into(), opening.dossier.to_string().into()]).await?;
    Ok(CaseId(id))
}

/// Where it stands.
pub async fn state(db: &impl ConnectionTrait, id: CaseId) -> Result<Option<(State, Option<Decision>)>, DatabaseError> {
    let Some(row) = STATE.one(db, vec![id.0.into()]).await? else { return Ok(None) };
    let code: String = row.try_get_by_index(0)?;
    Ok(State::from_code(&code).map(|state| (state, None)))
}

/// Taken back.
pub async fn withdraw(tx: &Tx, id: CaseId) -> Result<(), DatabaseError> {
    SET.run(tx.connection(), vec![id.0.into(), "withdrawn".into()]).await?;
    Ok(())
}

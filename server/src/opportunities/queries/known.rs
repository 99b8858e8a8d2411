//! The passages of an anonymous opportunity that would name its organisation.

use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

use super::Own;
use crate::opportunities::model::OpportunityId;
use crate::opportunities::rules::{Finding, findings};
use crate::opportunities::tables::opportunity::{Column, Entity};
use crate::organisations::Traces;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::traces_of;
use crate::platform::database::{Database, DatabaseError};
use crate::platform::region::Region;

/// By what the organisation behind one is recognised; by nothing where there is none.
///
/// # Errors
/// When the database refuses.
pub async fn known_behind(database: &Database, region: &Region, id: OpportunityId) -> Result<Traces, DatabaseError> {
    let whose: Option<Uuid> = Entity::find_by_id(id.0)
        .select_only()
        .column(Column::OrganisationId)
        .into_tuple()
        .one(database.reader())
        .await?;
    match whose {
        Some(id) => traces_of(database, region, OrganisationId(id)).await,
        None => Ok(Traces::default()),
    }
}

/// The passages of one that was read from within that would name its organisation; none where it is named anyway.
///
/// # Errors
/// When the database refuses.
pub async fn identifying(database: &Database, region: &Region, of: &Own) -> Result<Vec<Finding>, DatabaseError> {
    if !of.anonymous {
        return Ok(Vec::new());
    }
    let known = traces_of(database, region, of.organisation).await?;
    Ok(findings(&of.content, &known))
}

//! Organisations by their legal numbers, and the other way round.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::COLUMNS;
use crate::organisations::model::OrganisationId;
use crate::organisations::tables::{identifier, organisation};
use crate::platform::access::Scope;
use crate::platform::database::DatabaseError;

/// The organisations that have one of these numbers (scheme, canonical form), as far as the scope sees them.
///
/// # Errors
/// When the database refuses.
pub async fn find_by_numbers(
    scope: &Scope,
    db: &impl ConnectionTrait,
    numbers: &[(&str, &str)],
) -> Result<Vec<OrganisationId>, DatabaseError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let mut any = Condition::any();
    for (scheme, value) in numbers {
        let one = Condition::all()
            .add(identifier::Column::Scheme.eq(*scheme))
            .add(identifier::Column::Value.eq(*value));
        any = any.add(one);
    }
    let owners: Vec<Uuid> = identifier::Entity::find()
        .select_only()
        .column(identifier::Column::OrganisationId)
        .filter(any)
        .into_tuple()
        .all(db)
        .await?;
    let mut roots: Vec<Uuid> = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::RootId)
        .filter(organisation::Column::Id.is_in(owners))
        .filter(organisation::Column::ErasedAt.is_null())
        .filter(scope.condition(COLUMNS))
        .into_tuple()
        .all(db)
        .await?;
    roots.sort_unstable();
    roots.dedup();
    Ok(roots.into_iter().map(OrganisationId).collect())
}

/// The numbers of these organisations: scheme and canonical form.
///
/// # Errors
/// When the database refuses.
pub async fn numbers_of(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<(String, String)>>, DatabaseError> {
    let rows = identifier::Entity::find()
        .filter(identifier::Column::OrganisationId.is_in(ids.iter().copied()))
        .order_by_asc(identifier::Column::Scheme)
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, Vec<(String, String)>> = HashMap::new();
    for row in rows {
        found
            .entry(row.organisation_id)
            .or_default()
            .push((row.scheme, row.value));
    }
    Ok(found)
}

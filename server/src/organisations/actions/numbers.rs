//! Numbers an organisation says itself, beside those of its registers; each belongs to one organisation.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::standing::refused;
use crate::organisations::bulk::{self, BulkError};
use crate::organisations::dossier::Number;
use crate::organisations::model::OrganisationId;
use crate::organisations::tables::identifier;
use crate::platform::database::{DatabaseError, Tx};

/// The organisation that has a number.
pub(super) async fn owner_of(tx: &Tx, scheme: &str, value: &str) -> Result<Option<Uuid>, DatabaseError> {
    let row = identifier::Entity::find_by_id((scheme.to_owned(), value.to_owned()))
        .one(tx.connection())
        .await?;
    Ok(row.map(|row| row.organisation_id))
}

/// Puts a number it says itself in the place of those it had said; gives these. What a register says stays.
pub(super) async fn renumber(tx: &Tx, id: OrganisationId, number: &Number) -> Result<Vec<(String, String)>, BulkError> {
    let owner = owner_of(tx, &number.scheme, &number.value).await?;
    if owner.is_some_and(|owner| owner != id.0) {
        return Err(refused("number-taken"));
    }
    let before = said_numbers(tx, id).await?;
    forget_numbers(tx, id).await?;
    // One a register says already is not said again.
    if owner_of(tx, &number.scheme, &number.value).await?.is_none() {
        say_numbers(tx, id, &[(number.scheme.clone(), number.value.clone())]).await?;
    }
    Ok(before)
}

pub(super) async fn said_numbers(tx: &Tx, id: OrganisationId) -> Result<Vec<(String, String)>, DatabaseError> {
    let rows = identifier::Entity::find()
        .filter(identifier::Column::OrganisationId.eq(id.0))
        .filter(identifier::Column::Register.eq(bulk::SAID))
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| (row.scheme, row.value)).collect())
}

pub(super) async fn forget_numbers(tx: &Tx, id: OrganisationId) -> Result<(), DatabaseError> {
    identifier::Entity::delete_many()
        .filter(identifier::Column::OrganisationId.eq(id.0))
        .filter(identifier::Column::Register.eq(bulk::SAID))
        .exec(tx.connection())
        .await?;
    Ok(())
}

pub(super) async fn say_numbers(
    tx: &Tx,
    id: OrganisationId,
    numbers: &[(String, String)],
) -> Result<(), DatabaseError> {
    for (scheme, value) in numbers {
        let row = identifier::Model {
            scheme: scheme.clone(),
            value: value.clone(),
            organisation_id: id.0,
            register: bulk::SAID.to_owned(),
        };
        row.into_active_model().reset_all().insert(tx.connection()).await?;
    }
    Ok(())
}

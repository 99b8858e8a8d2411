//! Where an erasure stands.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::model::{ErasureId, State};
use super::tables::erasure;
use crate::platform::database::DatabaseError;

/// An erasure as its person, or whoever has its number, is shown it. It names nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The number of the receipt.
    pub id: ErasureId,
    /// Where it stands.
    pub state: State,
    /// Microseconds.
    pub requested_at: i64,
    /// Microseconds.
    pub due_at: i64,
    /// Microseconds.
    pub ended_at: Option<i64>,
}

impl From<erasure::Model> for Erasure {
    fn from(row: erasure::Model) -> Self {
        Self {
            id: ErasureId(row.id),
            state: State::from_code(&row.state).unwrap_or(State::Cooling),
            requested_at: row.requested_at,
            due_at: row.due_at,
            ended_at: row.ended_at,
        }
    }
}

/// The one somebody can still take back.
///
/// # Errors
/// When the database refuses.
pub async fn open(db: &impl ConnectionTrait, person: Uuid) -> Result<Option<Erasure>, DatabaseError> {
    let open = [State::Cooling, State::Executing].map(State::code);
    let row = erasure::Entity::find()
        .filter(erasure::Column::PersonId.eq(person))
        .filter(erasure::Column::State.is_in(open))
        .one(db)
        .await?;
    Ok(row.map(Erasure::from))
}

/// The one with that number.
///
/// # Errors
/// When the database refuses.
pub async fn receipt(db: &impl ConnectionTrait, id: ErasureId) -> Result<Option<Erasure>, DatabaseError> {
    let row = erasure::Entity::find_by_id(id.0).one(db).await?;
    Ok(row.map(Erasure::from))
}

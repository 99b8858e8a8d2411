//! What a register said before, for readers of updates that change it.

use registers::Record;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::BulkError;
use crate::organisations::tables::{register_record, register_unit};

/// The records of a register with these numbers, as far as there are any.
///
/// # Errors
/// When the database refuses, or a record is not what was written.
pub async fn stored(db: &impl ConnectionTrait, register: &str, numbers: &[String]) -> Result<Vec<Record>, BulkError> {
    let rows: Vec<Vec<u8>> = register_record::Entity::find()
        .select_only()
        .column(register_record::Column::Bytes)
        .filter(register_record::Column::Register.eq(register))
        .filter(register_record::Column::Number.is_in(numbers))
        .into_tuple()
        .all(db)
        .await?;
    rows.iter().map(|bytes| Ok(serde_json::from_slice(bytes)?)).collect()
}

/// Which records have these establishments: pairs of establishment and number of the record.
///
/// # Errors
/// When the database refuses.
pub async fn owners(
    db: &impl ConnectionTrait,
    register: &str,
    units: &[String],
) -> Result<Vec<(String, String)>, BulkError> {
    let pairs = register_unit::Entity::find()
        .select_only()
        .columns([register_unit::Column::Unit, register_unit::Column::Number])
        .filter(register_unit::Column::Register.eq(register))
        .filter(register_unit::Column::Unit.is_in(units));
    Ok(pairs.into_tuple().all(db).await?)
}

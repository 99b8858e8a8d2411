//! Files that belong to nothing any more go, with their bytes where no other row names them.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::tables::attachment::{Column, Entity};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::retention::{MOST, Rule, Swept};

/// The rules of this feature.
pub const RULES: &[Rule] = &[Rule::hook("attachments", 0, |tx, _| Box::pin(sweep(tx)))];

async fn sweep(tx: &Tx) -> Result<Swept, DatabaseError> {
    let rows: Vec<(Uuid, Vec<u8>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Sha256])
        .filter(Column::OpportunityId.is_null())
        .filter(Column::IntroductionId.is_null())
        .limit(u64::try_from(MOST).unwrap_or(100))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let (ids, files): (Vec<Uuid>, Vec<Vec<u8>>) = rows.into_iter().unzip();
    let deleted = Entity::delete_many()
        .filter(Column::Id.is_in(ids))
        .exec(tx.connection())
        .await?;
    Ok(Swept {
        rows: deleted.rows_affected,
        files,
    })
}

//! How long what readers reported is kept: that there was a report stays, what it said goes.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::tables::report::{Column, Entity};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal;
use crate::platform::retention::{MOST, Rule, Swept};

/// The rules of this feature.
pub const RULES: &[Rule] = &[Rule::hook("reports", 3 * 365, |tx, before| {
    Box::pin(reports(tx, before))
})];

async fn reports(tx: &Tx, before: i64) -> Result<Swept, DatabaseError> {
    let says = Condition::any()
        .add(Column::Reason.ne(""))
        .add(Column::Place.ne(""))
        .add(Column::Mail.is_not_null());
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ReceivedAt.lt(before))
        .filter(says)
        .limit(MOST as u64)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Entity::update_many()
        .col_expr(Column::Place, Expr::value(""))
        .col_expr(Column::Reason, Expr::value(""))
        .col_expr(Column::Mail, Expr::value(None::<String>))
        .col_expr(Column::IdempotencyKey, Expr::value(None::<String>))
        .col_expr(Column::RequestHash, Expr::value(None::<Vec<u8>>))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(tx.connection())
        .await?;
    for id in &ids {
        journal::erase(tx, *id).await?;
    }
    Ok(Swept {
        rows: ids.len() as u64,
        files: Vec::new(),
    })
}

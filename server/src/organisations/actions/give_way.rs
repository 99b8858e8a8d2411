//! What a chamber does where a register says something else of a protected field, and is right.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::numbers::{forget_numbers, said_numbers};
use super::standing::{Undo, load};
use crate::organisations::bulk::{self, BulkError, Context, Stating};
use crate::organisations::model::OrganisationId;
use crate::organisations::tables::fact;
use crate::platform::access::Grant;
use crate::platform::database::Tx;

/// What registers say of a protected field is right: what its people or a chamber said of it holds no more.
///
/// # Errors
/// `gone`; or the database refuses.
pub async fn give_way_to_register(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    id: OrganisationId,
    field: &str,
) -> Result<Undo, BulkError> {
    let old = load(tx, id).await?;
    let numbers = if field == "identity" {
        let said = said_numbers(tx, id).await?;
        forget_numbers(tx, id).await?;
        Some(said)
    } else {
        fact::Entity::update_many()
            .col_expr(fact::Column::SupersededAt, Expr::value(Some(tx.now())))
            .filter(fact::Column::OrganisationId.eq(id.0))
            .filter(fact::Column::Field.eq(field))
            .filter(fact::Column::SupersededAt.is_null())
            .exec(tx.connection())
            .await?;
        None
    };
    let stated = bulk::state(tx, context, grant, id.0, Stating::Nothing, &[]).await?;
    Ok(Undo::of(&old, tx.now(), stated, numbers))
}

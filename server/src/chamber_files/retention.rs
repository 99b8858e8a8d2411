//! How long a chamber's file is kept: thirty days after its end, or after anybody last looked after it. What it brought
//! stays, and that the chamber brought it; from then on it cannot be taken back as a whole.

use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::model::{KEPT_DAYS, State};
use super::tables::{file, row};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::retention::{MOST, Rule, Swept};

/// The rules of this feature.
pub const RULES: &[Rule] = &[Rule::hook("chamberFiles", KEPT_DAYS, |tx, before| {
    Box::pin(files(tx, before))
})];

async fn files(tx: &Tx, before: i64) -> Result<Swept, DatabaseError> {
    let open = Condition::all()
        .add(file::Column::State.eq(State::Open.code()))
        .add(file::Column::ChangedAt.lt(before));
    let ended = Condition::all()
        .add(file::Column::EndedAt.lt(before))
        .add(file::Column::Sha256.ne(Vec::<u8>::new()));
    let old: Vec<(Uuid, String, Vec<u8>)> = file::Entity::find()
        .select_only()
        .columns([file::Column::Id, file::Column::State, file::Column::Sha256])
        .filter(Condition::any().add(open).add(ended))
        .limit(u64::try_from(MOST).unwrap_or(u64::MAX))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let (open, ended): (Vec<_>, Vec<_>) = old.iter().partition(|(_, state, _)| state == State::Open.code());
    let ids = |of: &[&(Uuid, String, Vec<u8>)]| of.iter().map(|(id, ..)| *id).collect::<Vec<_>>();
    file::Entity::delete_many()
        .filter(file::Column::Id.is_in(ids(&open)))
        .exec(tx.connection())
        .await?;
    file::Entity::update_many()
        .col_expr(file::Column::Sha256, Expr::value(Vec::<u8>::new()))
        .filter(file::Column::Id.is_in(ids(&ended)))
        .exec(tx.connection())
        .await?;
    row::Entity::update_many()
        .col_expr(row::Column::Undo, Expr::value(Option::<String>::None))
        .filter(row::Column::FileId.is_in(ids(&ended)))
        .exec(tx.connection())
        .await?;
    Ok(Swept {
        rows: u64::try_from(old.len()).unwrap_or_default(),
        files: old.into_iter().map(|(.., hash)| hash).collect(),
    })
}

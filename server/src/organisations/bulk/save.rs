//! Writes the rows of a batch with as few statements as the databases allow: multi-row inserts that replace what is there.
//! Measured against COPY into a staging table on PostgreSQL, see ROADMAP.md.

use std::collections::BTreeMap;

use sea_orm::sea_query::{IntoIden, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IdenStatic, IntoActiveModel, Iterable, ModelTrait, QueryFilter,
};
use uuid::Uuid;

use super::BulkError;
use crate::organisations::tables::{fact, identifier, organisation, place, register_record};
use crate::platform::database::Tx;

/// Values a statement may carry: SQLite's default limit is 32,766, PostgreSQL's 65,535.
const VALUES: usize = 32_000;

/// The rows of a batch.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) organisations: Vec<organisation::Model>,
    pub(super) records: Vec<register_record::Model>,
    /// Organisation and register whose places are written anew.
    pub(super) replaced_places: Vec<(Uuid, String)>,
    pub(super) places: Vec<place::Model>,
    pub(super) identifiers: Vec<identifier::Model>,
    pub(super) facts: Vec<fact::Model>,
}

/// Writes all of them.
pub(super) async fn write(tx: &Tx, rows: Rows) -> Result<(), BulkError> {
    upsert::<organisation::Entity>(tx, rows.organisations, &[organisation::Column::Id]).await?;
    upsert::<register_record::Entity>(tx, rows.records, &[register_record::Column::Id]).await?;
    let mut replaced: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for (id, register) in rows.replaced_places {
        replaced.entry(register).or_default().push(id);
    }
    for (register, ids) in replaced {
        place::Entity::delete_many()
            .filter(place::Column::Register.eq(register.as_str()))
            .filter(place::Column::OrganisationId.is_in(ids.iter().copied()))
            .exec(tx.connection())
            .await?;
        identifier::Entity::delete_many()
            .filter(identifier::Column::Register.eq(register))
            .filter(identifier::Column::OrganisationId.is_in(ids))
            .exec(tx.connection())
            .await?;
    }
    use place::Column as Place;
    upsert::<place::Entity>(
        tx,
        rows.places,
        &[Place::OrganisationId, Place::Register, Place::Position],
    )
    .await?;
    upsert::<fact::Entity>(tx, rows.facts, &[fact::Column::Id]).await?;
    keep_first(tx, rows.identifiers).await
}

/// Inserts, or replaces every column of the row that is there.
async fn upsert<E>(tx: &Tx, models: Vec<E::Model>, key: &[E::Column]) -> Result<(), BulkError>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    E::Column: IntoIden + Copy,
{
    let others: Vec<E::Column> = E::Column::iter()
        .filter(|column| !key.iter().any(|part| part.as_str() == column.as_str()))
        .collect();
    for chunk in chunks(models, others.len() + key.len()) {
        let mut conflict = OnConflict::columns(key.iter().copied());
        conflict.update_columns(others.iter().copied());
        let active = chunk.into_iter().map(|model| model.into_active_model().reset_all());
        E::insert_many(active)
            .on_conflict(conflict)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

/// An identifier belongs to whoever had it first; a second claim is a conflict for a chamber, not an error.
async fn keep_first(tx: &Tx, models: Vec<identifier::Model>) -> Result<(), BulkError> {
    for chunk in chunks(models, 4) {
        let conflict = OnConflict::columns([identifier::Column::Scheme, identifier::Column::Value])
            .do_nothing()
            .to_owned();
        let active = chunk.into_iter().map(|model| model.into_active_model().reset_all());
        identifier::Entity::insert_many(active)
            .on_conflict(conflict)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

fn chunks<M>(models: Vec<M>, columns: usize) -> Vec<Vec<M>> {
    let size = (VALUES / columns.max(1)).max(1);
    let mut rest = models.into_iter();
    let mut all = Vec::new();
    loop {
        let chunk: Vec<M> = rest.by_ref().take(size).collect();
        if chunk.is_empty() {
            return all;
        }
        all.push(chunk);
    }
}

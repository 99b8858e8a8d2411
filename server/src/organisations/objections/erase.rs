//! An organisation that goes because it objected: its row becomes a tombstone, everything it had is deleted.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::marks::{self, Mark};
use crate::organisations::bulk::known_record;
use crate::organisations::model::{LegalStatus, OUTSIDE, OrganisationId, Standing};
use crate::organisations::tables::{fact, identifier, organisation, place, register_record, report};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal;

/// What the rows said that is looked for in the file of the database afterwards.
pub type Gone = Vec<Vec<u8>>;

/// Names by which an organisation could still be found where rows were moved about.
///
/// # Errors
/// When the database refuses.
pub async fn names_of(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Gone, DatabaseError> {
    let row = organisation::Entity::find_by_id(id.0).one(db).await?;
    let records = register_record::Entity::find()
        .filter(register_record::Column::OrganisationId.eq(id.0))
        .all(db)
        .await?;
    let of_records = records.iter().filter_map(|row| known_record(row).ok());
    let of_records = of_records.flat_map(|known| known.record.names).map(|name| name.value);
    let of_row = row.into_iter().map(|row| row.name);
    Ok(of_row.chain(of_records).map(String::into_bytes).collect())
}

/// Deletes what is known of an organisation and leaves its id, which answers 410 from now on. Again it changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn erase(tx: &Tx, id: OrganisationId) -> Result<(), DatabaseError> {
    let db = tx.connection();
    let Some(row) = organisation::Entity::find_by_id(id.0).one(db).await? else {
        return Ok(());
    };
    let of = id.0;
    identifier::Entity::delete_many()
        .filter(identifier::Column::OrganisationId.eq(of))
        .exec(db)
        .await?;
    register_record::Entity::delete_many()
        .filter(register_record::Column::OrganisationId.eq(of))
        .exec(db)
        .await?;
    place::Entity::delete_many()
        .filter(place::Column::OrganisationId.eq(of))
        .exec(db)
        .await?;
    fact::Entity::delete_many()
        .filter(fact::Column::OrganisationId.eq(of))
        .exec(db)
        .await?;
    reports(tx, of).await?;
    journal::personal::erase_saying(tx, &format!("organisation:{id}"), |_| true).await?;
    let tombstone = organisation::Model {
        version: row.version + 1,
        public: true,
        standing: Standing::Withdrawn.code().to_owned(),
        kind: None,
        legal_status: LegalStatus::Unknown.code().to_owned(),
        home_chamber: None,
        name: String::new(),
        name_language: None,
        country: None,
        postal_code: None,
        municipality: None,
        territory: OUTSIDE.to_owned(),
        territories: OUTSIDE.to_owned(),
        latitude: None,
        longitude: None,
        precision: None,
        languages: String::new(),
        division: None,
        founded: None,
        stale_at: row.as_of,
        listed_at: None,
        changed_at: tx.now(),
        erased_at: Some(row.erased_at.unwrap_or(tx.now())),
        ..row
    };
    tombstone.into_active_model().reset_all().update(db).await?;
    Ok(())
}

/// That somebody reported something stays, what they wrote goes.
async fn reports(tx: &Tx, of: Uuid) -> Result<(), DatabaseError> {
    use report::Column;
    let told = report::Entity::find().filter(Column::OrganisationId.eq(of));
    for row in told.all(tx.connection()).await? {
        journal::erase(tx, row.id).await?;
    }
    report::Entity::update_many()
        .col_expr(Column::Place, Expr::value(""))
        .col_expr(Column::Reason, Expr::value(""))
        .col_expr(Column::Mail, Expr::value(None::<String>))
        .col_expr(Column::IdempotencyKey, Expr::value(None::<String>))
        .col_expr(Column::RequestHash, Expr::value(None::<Vec<u8>>))
        .filter(Column::OrganisationId.eq(of))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Which organisations of a copy these marks mean, by looking at every number there.
///
/// # Errors
/// When the database refuses.
pub async fn meant_by(
    db: &impl ConnectionTrait,
    key: &[u8],
    is_meant: impl Fn(&Mark) -> Option<Uuid> + Send,
) -> Result<Vec<(Uuid, OrganisationId)>, DatabaseError> {
    let mut found = Vec::new();
    let mut look = |scheme: &str, value: &str, of: Uuid| {
        found.extend(is_meant(&marks::mark(key, scheme, value)).map(|objection| (objection, OrganisationId(of))));
    };
    // A restored copy is nobody's yet: it may take its time, and its memory holds one page.
    let mut after = (String::new(), String::new());
    loop {
        let page = super::tables::numbers_after(db, &after).await?;
        let Some(last) = page.last() else { break };
        after = (last.0.clone(), last.1.clone());
        for (scheme, value, of) in &page {
            look(scheme, value, *of);
        }
    }
    let mut after = (String::new(), String::new());
    loop {
        let page = super::tables::records_after(db, &after).await?;
        let Some(last) = page.last() else { break };
        after = (last.0.clone(), last.1.clone());
        for (register, number, of) in &page {
            let (scheme, number) = marks::of_record(register, number);
            look(&scheme, &number, *of);
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

//! From which registers the records come.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::COLUMNS;
use crate::organisations::tables::{organisation, register_record};
use crate::platform::access::Scope;
use crate::platform::database::{Database, DatabaseError, Sql};

/// Over the index of numbers alone: the records themselves are large.
const RECORDS: Sql = Sql::both("SELECT register, count(*) FROM register_record GROUP BY register");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[RECORDS];

/// How many records of each register there are; of none of them what it says.
///
/// # Errors
/// When the database refuses.
pub async fn records_by_register(database: &Database) -> Result<Vec<(String, u64)>, DatabaseError> {
    let rows = RECORDS.all(database.reader(), vec![]).await?;
    let read = |row: &sea_orm::QueryResult| {
        let count: i64 = row.try_get_by_index(1)?;
        Ok((row.try_get_by_index(0)?, u64::try_from(count).unwrap_or_default()))
    };
    rows.iter().map(read).collect()
}

/// The registers that know each of some organisations.
///
/// # Errors
/// When the database refuses.
pub async fn registers_of(
    scope: &Scope,
    database: &Database,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<String>>, DatabaseError> {
    let seen = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(scope.condition(COLUMNS))
        .filter(organisation::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<(Uuid, String)> = register_record::Entity::find()
        .select_only()
        .column(register_record::Column::OrganisationId)
        .column(register_record::Column::Register)
        .filter(register_record::Column::OrganisationId.in_subquery(sea_orm::QueryTrait::into_query(seen)))
        .order_by_asc(register_record::Column::Register)
        .into_tuple()
        .all(database.reader())
        .await?;
    let mut found: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (id, register) in rows {
        let known = found.entry(id).or_default();
        if !known.contains(&register) {
            known.push(register);
        }
    }
    Ok(found)
}

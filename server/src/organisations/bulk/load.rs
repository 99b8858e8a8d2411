//! What the database already knows of the organisations of a batch. All reads of `bulk`.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::{BulkError, Incoming};
use crate::organisations::dossier::Version;
use crate::organisations::model::Class;
use crate::organisations::rules::{self, Known, KnownFact, KnownRecord};
use crate::organisations::tables::{fact, identifier, organisation, register_record};
use crate::platform::database::Tx;
use crate::platform::region::Region;

/// A record that was read before.
pub(super) struct Stored {
    pub(super) id: Uuid,
    pub(super) organisation: Uuid,
    pub(super) as_of: i64,
    pub(super) content_hash: Vec<u8>,
}

/// An organisation as it is.
pub(super) struct Before {
    pub(super) row: organisation::Model,
    pub(super) known: Known,
    /// Current facts with the ids of their rows.
    pub(super) facts: Vec<fact::Model>,
}

/// The records of the batch that are known, by register and number.
pub(super) async fn records(
    tx: &Tx,
    batch: &[(&Incoming, Vec<u8>)],
) -> Result<HashMap<(String, String), Stored>, BulkError> {
    let numbers = batch
        .iter()
        .map(|(item, _)| (item.record.register.code(), item.record.number.as_str()));
    let mut found = HashMap::new();
    for (register, numbers) in grouped(numbers) {
        let rows: Vec<(Uuid, String, Uuid, i64, Vec<u8>)> =
            numbered(register, numbers).into_tuple().all(tx.connection()).await?;
        let stored = |(id, number, organisation, as_of, content_hash)| {
            (
                (register.to_owned(), number),
                Stored {
                    id,
                    organisation,
                    as_of,
                    content_hash,
                },
            )
        };
        found.extend(rows.into_iter().map(stored));
    }
    Ok(found)
}

/// Whose the identifiers of the batch are. A merged organisation's are its root's.
pub(super) async fn owners(
    tx: &Tx,
    batch: &[(&Incoming, Vec<u8>)],
) -> Result<HashMap<(String, String), Uuid>, BulkError> {
    let identifiers = batch
        .iter()
        .flat_map(|(item, _)| &item.record.identifiers)
        .map(|(scheme, value)| (scheme.as_str(), value.as_str()));
    let mut found = HashMap::new();
    for (scheme, values) in grouped(identifiers) {
        let rows = identified(scheme, values).all(tx.connection()).await?;
        found.extend(
            rows.into_iter()
                .map(|row| ((row.scheme, row.value), row.organisation_id)),
        );
    }
    Ok(found)
}

fn numbered(register: &str, numbers: Vec<&str>) -> Select<register_record::Entity> {
    use register_record::Column;
    register_record::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Number,
            Column::OrganisationId,
            Column::AsOf,
            Column::ContentHash,
        ])
        .filter(Column::Register.eq(register))
        .filter(Column::Number.is_in(numbers))
}

fn identified(scheme: &str, values: Vec<&str>) -> Select<identifier::Entity> {
    identifier::Entity::find()
        .filter(identifier::Column::Scheme.eq(scheme))
        .filter(identifier::Column::Value.is_in(values))
}

/// Values by what they are values of. Their indexes begin with it: without it a database reads the whole index for each batch,
/// and an import becomes slower the more there is.
fn grouped<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (of, value) in pairs {
        groups.entry(of).or_default().push(value);
    }
    groups
}

/// The organisations with those ids and all that is known of them.
pub(super) async fn organisations(tx: &Tx, region: &Region, ids: &[Uuid]) -> Result<HashMap<Uuid, Before>, BulkError> {
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(ids.iter().copied()))
        .all(tx.connection())
        .await?;
    let mut found: HashMap<Uuid, Before> = rows
        .into_iter()
        .map(|row| {
            (
                row.id,
                Before {
                    row,
                    known: Known::default(),
                    facts: Vec::new(),
                },
            )
        })
        .collect();
    if found.is_empty() {
        return Ok(found);
    }
    let known: Vec<Uuid> = found.keys().copied().collect();
    let records = register_record::Entity::find()
        .filter(register_record::Column::OrganisationId.is_in(known.iter().copied()))
        .all(tx.connection())
        .await?;
    for record in records {
        if let Some(before) = found.get_mut(&record.organisation_id) {
            before.known.records.push(known_record(&record)?);
        }
    }
    let facts = fact::Entity::find()
        .filter(fact::Column::OrganisationId.is_in(known))
        .filter(fact::Column::SupersededAt.is_null())
        .order_by_asc(fact::Column::Id)
        .all(tx.connection())
        .await?;
    for fact in facts {
        if let Some(before) = found.get_mut(&fact.organisation_id) {
            before.known.facts.push(known_fact(&fact));
            before.facts.push(fact);
        }
    }
    for before in found.values_mut() {
        before.known.sort(region);
    }
    Ok(found)
}

/// A record's row as the rules know it.
pub(in crate::organisations) fn known_record(row: &register_record::Model) -> Result<KnownRecord, serde_json::Error> {
    Ok(KnownRecord {
        register: row.register.clone(),
        as_of: rules::from_days(row.as_of),
        record: serde_json::from_slice(&row.bytes)?,
    })
}

/// A fact's row as the rules know it.
pub(in crate::organisations) fn known_fact(row: &fact::Model) -> KnownFact {
    KnownFact {
        field: row.field.clone(),
        class: Class::from_code(&row.class).unwrap_or(Class::Declared),
        language: row.language.clone(),
        value: row.value.clone(),
        source: row.source.clone(),
        stated: rules::from_days(row.stated_at),
        valid_until: rules::from_days(row.valid_until),
        state: row.state.as_deref().and_then(Version::from_code),
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Statement};

    use super::*;

    /// A whole index read for each batch made an import of 150,000 take ten minutes instead of twenty seconds.
    #[tokio::test]
    async fn what_a_batch_looks_up_is_found_by_an_index() {
        let tables = include_str!("../../../migrations/sqlite/0002_organisations.sql");
        let db = sea_orm::Database::connect("sqlite::memory:").await.unwrap();
        db.execute_unprepared(tables).await.unwrap();
        let values = vec!["0203201340", "0403449823"];
        for query in [
            numbered("kbo", values.clone()).build(DbBackend::Sqlite),
            identified("be_enterprise", values).build(DbBackend::Sqlite),
        ] {
            let sql = format!("EXPLAIN QUERY PLAN {}", query.sql);
            let explain = Statement::from_sql_and_values(DbBackend::Sqlite, sql, query.values.unwrap());
            for row in db.query_all_raw(explain).await.unwrap() {
                let step: String = row.try_get("", "detail").unwrap();
                assert!(
                    step.starts_with("SEARCH") && step.contains("=? AND"),
                    "{step}: {}",
                    query.sql
                );
            }
        }
    }
}

//! What the database already knows of the organisations of a batch. All reads of `bulk`.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ConnectionTrait, EntityTrait, QueryResult, Statement, Value};
use uuid::Uuid;

use super::{BulkError, Incoming};
use crate::organisations::dossier::Version;
use crate::organisations::model::Class;
use crate::organisations::rules::{self, Known, KnownFact, KnownRecord};
use crate::organisations::tables::{fact, organisation, register_record};
use crate::platform::database::rows::{ids, texts};
use crate::platform::database::{Sql, Tx};
use crate::platform::region::Region;

// Each begins with what the index begins with: without it a database reads the whole index for each batch, and an import becomes
// slower the more there is. PostgreSQL is told to take one key after the other (LATERAL … LIMIT is not turned round): while its
// figures say that a table is nearly empty, reading all of one scheme or register seems as good to it.
/// One row for the whole batch: a second reading of a register finds every record, and a million rows that are handed over one by
/// one between the threads of a driver take longer than all else it does.
const RECORDS: Sql = Sql {
    sqlite: "SELECT json_group_array(json_array(number, lower(hex(id)), lower(hex(organisation_id)), as_of, lower(hex(content_hash))))
             FROM register_record
             WHERE register = $1 AND number IN (SELECT value FROM json_each($2))",
    postgres: "SELECT COALESCE(json_agg(json_build_array(r.number, r.id, r.organisation_id, r.as_of, encode(r.content_hash, 'hex'))), '[]')::text
               FROM unnest($2::text[]) AS n (number)
               CROSS JOIN LATERAL (SELECT * FROM register_record WHERE register = $1 AND number = n.number LIMIT 1) r",
};
const OWNERS: Sql = Sql {
    sqlite: "SELECT value, organisation_id FROM identifier
             WHERE scheme = $1 AND value IN (SELECT value FROM json_each($2))",
    postgres: "SELECT i.value, i.organisation_id FROM unnest($2::text[]) AS n (value)
               CROSS JOIN LATERAL (SELECT * FROM identifier WHERE scheme = $1 AND value = n.value LIMIT 1) i",
};
const ORGANISATIONS: Sql = Sql {
    sqlite: "SELECT * FROM organisation WHERE id IN (SELECT unhex(value) FROM json_each($1))",
    postgres: "SELECT o.* FROM unnest($1::uuid[]) AS n (id)
               CROSS JOIN LATERAL (SELECT * FROM organisation WHERE id = n.id LIMIT 1) o",
};
/// PostgreSQL only: on SQLite there is one writer at a time. What a person writes meanwhile would be written over.
const HELD: Sql = Sql {
    sqlite: ORGANISATIONS.sqlite,
    postgres: "SELECT * FROM organisation WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE",
};
const RECORDS_OF: Sql = Sql {
    sqlite: "SELECT * FROM register_record WHERE organisation_id IN (SELECT unhex(value) FROM json_each($1))",
    postgres: "SELECT r.* FROM unnest($1::uuid[]) AS n (id)
               CROSS JOIN LATERAL (SELECT * FROM register_record WHERE organisation_id = n.id OFFSET 0) r",
};
const FACTS_OF: Sql = Sql {
    sqlite: "SELECT * FROM fact WHERE superseded_at IS NULL
             AND organisation_id IN (SELECT unhex(value) FROM json_each($1)) ORDER BY id",
    postgres: "SELECT f.* FROM unnest($1::uuid[]) AS n (id)
               CROSS JOIN LATERAL (SELECT * FROM fact WHERE organisation_id = n.id OFFSET 0) f
               WHERE f.superseded_at IS NULL ORDER BY f.id",
};

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[RECORDS, OWNERS, ORGANISATIONS, HELD, RECORDS_OF, FACTS_OF];

/// A record that was read before.
pub(super) struct Stored {
    pub(super) id: Uuid,
    pub(super) organisation: Uuid,
    pub(super) as_of: i64,
    /// In hexadecimal digits.
    pub(super) content_hash: String,
}

/// An organisation as it is.
pub(super) struct Before {
    pub(super) row: organisation::Model,
    pub(super) known: Known,
    /// Current facts with the ids of their rows.
    pub(super) facts: Vec<fact::Model>,
}

/// The records of the batch that are known, by register and number.
pub(super) async fn records(tx: &Tx, batch: &[Incoming]) -> Result<HashMap<(String, String), Stored>, BulkError> {
    let numbers = batch
        .iter()
        .map(|item| (item.record.register.code(), item.record.number.as_str()));
    let mut found = HashMap::new();
    for (register, numbers) in grouped(numbers) {
        for row in looked_up(tx, RECORDS, register, &numbers).await? {
            let all: String = row.try_get_by_index(0)?;
            for (number, id, organisation, as_of, content_hash) in serde_json::from_str::<Vec<_>>(&all)? {
                let stored = Stored {
                    id,
                    organisation,
                    as_of,
                    content_hash,
                };
                found.insert((register.to_owned(), number), stored);
            }
        }
    }
    Ok(found)
}

/// Whose the identifiers of the batch are. A merged organisation's are its root's.
pub(super) async fn owners<'a>(
    tx: &Tx,
    batch: impl Iterator<Item = &'a Incoming>,
) -> Result<HashMap<(String, String), Uuid>, BulkError> {
    let identifiers = batch
        .flat_map(|item| &item.record.identifiers)
        .map(|(scheme, value)| (scheme.as_str(), value.as_str()));
    let mut found = HashMap::new();
    for (scheme, values) in grouped(identifiers) {
        for row in looked_up(tx, OWNERS, scheme, &values).await? {
            found.insert((scheme.to_owned(), row.try_get_by_index(0)?), row.try_get_by_index(1)?);
        }
    }
    Ok(found)
}

async fn looked_up(tx: &Tx, sql: Sql, of: &str, values: &[&str]) -> Result<Vec<QueryResult>, BulkError> {
    let list = texts(tx.backend(), values.iter().copied());
    Ok(sql.all(tx.connection(), vec![of.into(), list]).await?)
}

/// Values by what they are values of.
fn grouped<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (of, value) in pairs {
        groups.entry(of).or_default().push(value);
    }
    groups
}

/// Whether what is loaded is held until the transaction has ended, because it will be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// It is looked at.
    Seen,
    /// It is held.
    Held,
}

/// The organisations with those ids and all that is known of them.
pub(super) async fn organisations(
    db: &impl ConnectionTrait,
    region: &Region,
    look: Look,
    wanted: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Before>, BulkError> {
    let list = ids(db.get_database_backend(), wanted);
    let mut found = HashMap::new();
    let rows = if look == Look::Held { HELD } else { ORGANISATIONS };
    for row in rows_of::<organisation::Entity>(db, rows, &list).await? {
        let before = Before {
            row,
            known: Known::default(),
            facts: Vec::new(),
        };
        found.insert(before.row.id, before);
    }
    if found.is_empty() {
        return Ok(found);
    }
    for record in rows_of::<register_record::Entity>(db, RECORDS_OF, &list).await? {
        if let Some(before) = found.get_mut(&record.organisation_id) {
            before.known.records.push(known_record(&record)?);
        }
    }
    for fact in rows_of::<fact::Entity>(db, FACTS_OF, &list).await? {
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

async fn rows_of<E: EntityTrait>(
    db: &impl ConnectionTrait,
    sql: Sql,
    list: &Value,
) -> Result<Vec<E::Model>, BulkError> {
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql.text(backend), [list.clone()]);
    Ok(E::find().from_raw_sql(statement).all(db).await?)
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
    use sea_orm::{ConnectionTrait, DbBackend, Statement};

    use super::*;

    /// A whole index read for each batch made an import of 150,000 take ten minutes instead of twenty seconds.
    #[tokio::test]
    async fn what_a_batch_looks_up_is_found_by_an_index() {
        let tables = include_str!("../../../migrations/sqlite/0002_organisations.sql");
        let db = sea_orm::Database::connect("sqlite::memory:").await.unwrap();
        db.execute_unprepared(tables).await.unwrap();
        for (place, sql) in STATEMENTS.iter().enumerate() {
            let text = format!("EXPLAIN QUERY PLAN {}", sql.sqlite);
            let values = ["kbo", "[]"].map(Value::from).into_iter().skip(usize::from(place > 1));
            let explain = Statement::from_sql_and_values(DbBackend::Sqlite, &text, values);
            let plan = db.query_all_raw(explain).await.unwrap();
            let steps = plan.iter().map(|row| row.try_get("", "detail").unwrap());
            let steps: Vec<String> = steps.collect();
            let scans = |step: &String| step.starts_with("SCAN") && !step.starts_with("SCAN json_each");
            assert!(!steps.iter().any(scans), "{steps:?}: {text}");
            let narrow = |step: &String| step.starts_with("SEARCH") && (place > 1 || step.contains("=? AND"));
            assert!(steps.iter().any(narrow), "{steps:?}: {text}");
        }
    }
}

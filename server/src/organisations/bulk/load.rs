//! What the database already knows of the organisations of a batch. All reads of `bulk`.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
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
    use register_record::Column;
    let numbers = batch.iter().map(|(item, _)| item.record.number.as_str());
    let rows: Vec<(Uuid, String, String, Uuid, i64, Vec<u8>)> = register_record::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Register,
            Column::Number,
            Column::OrganisationId,
            Column::AsOf,
            Column::ContentHash,
        ])
        .filter(Column::Number.is_in(numbers))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let stored = |(id, register, number, organisation, as_of, content_hash)| {
        (
            (register, number),
            Stored {
                id,
                organisation,
                as_of,
                content_hash,
            },
        )
    };
    Ok(rows.into_iter().map(stored).collect())
}

/// Whose the identifiers of the batch are. A merged organisation's are its root's.
pub(super) async fn owners(
    tx: &Tx,
    batch: &[(&Incoming, Vec<u8>)],
) -> Result<HashMap<(String, String), Uuid>, BulkError> {
    let values: Vec<&str> = batch
        .iter()
        .flat_map(|(item, _)| &item.record.identifiers)
        .map(|(_, value)| value.as_str())
        .collect();
    let rows = identifier::Entity::find()
        .filter(identifier::Column::Value.is_in(values))
        .all(tx.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| ((row.scheme, row.value), row.organisation_id))
        .collect())
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

//! Writes the rows of a batch with few statements, each prepared once.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::BulkError;
use crate::organisations::tables::{fact, identifier, organisation, place, register_record, register_unit};
use crate::platform::database::rows::{Meeting, ids, insert};
use crate::platform::database::{Sql, Tx};

const CLEAR_PLACES: Sql = Sql {
    sqlite: "DELETE FROM place WHERE register = $1 AND organisation_id IN (SELECT unhex(value) FROM json_each($2))",
    postgres: "DELETE FROM place p USING unnest($2::uuid[]) AS n (id) WHERE p.organisation_id = n.id AND p.register = $1",
};
const CLEAR_UNITS: Sql = Sql {
    sqlite: "DELETE FROM register_unit WHERE register = $1 AND organisation_id IN (SELECT unhex(value) FROM json_each($2))",
    postgres: "DELETE FROM register_unit u USING unnest($2::uuid[]) AS n (id)
               WHERE u.organisation_id = n.id AND u.register = $1",
};
const CLEAR_IDENTIFIERS: Sql = Sql {
    sqlite: "DELETE FROM identifier WHERE register = $1 AND organisation_id IN (SELECT unhex(value) FROM json_each($2))",
    postgres: "DELETE FROM identifier i USING unnest($2::uuid[]) AS n (id)
               WHERE i.organisation_id = n.id AND i.register = $1",
};

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[CLEAR_PLACES, CLEAR_UNITS, CLEAR_IDENTIFIERS];

/// The rows of a batch.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) organisations: Vec<organisation::Model>,
    pub(super) records: Vec<register_record::Model>,
    /// Organisation and register whose places, units and identifiers are written anew.
    pub(super) replaced_places: Vec<(Uuid, String)>,
    pub(super) places: Vec<place::Model>,
    pub(super) units: Vec<register_unit::Model>,
    pub(super) identifiers: Vec<identifier::Model>,
    pub(super) facts: Vec<fact::Model>,
}

/// Writes all of them.
pub(super) async fn write(tx: &Tx, rows: Rows) -> Result<(), BulkError> {
    use Meeting::{Keep, Replace};
    insert::<organisation::Entity>(tx, &rows.organisations, &[organisation::Column::Id], Replace).await?;
    insert::<register_record::Entity>(tx, &rows.records, &[register_record::Column::Id], Replace).await?;
    let mut replaced: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for (id, register) in rows.replaced_places {
        replaced.entry(register).or_default().push(id);
    }
    for (register, organisations) in replaced {
        let values = vec![register.into(), ids(tx.backend(), organisations.into_iter())];
        CLEAR_PLACES.run(tx.connection(), values.clone()).await?;
        CLEAR_UNITS.run(tx.connection(), values.clone()).await?;
        CLEAR_IDENTIFIERS.run(tx.connection(), values).await?;
    }
    use place::Column as Place;
    let key = [Place::OrganisationId, Place::Register, Place::Position];
    insert::<place::Entity>(tx, &rows.places, &key, Replace).await?;
    use register_unit::Column as Unit;
    let key = [Unit::Register, Unit::Unit, Unit::Number];
    insert::<register_unit::Entity>(tx, &rows.units, &key, Replace).await?;
    insert::<fact::Entity>(tx, &rows.facts, &[fact::Column::Id], Replace).await?;
    // An identifier belongs to whoever had it first; a second claim is a conflict for a chamber, not an error.
    let key = [identifier::Column::Scheme, identifier::Column::Value];
    Ok(insert::<identifier::Entity>(tx, &rows.identifiers, &key, Keep).await?)
}

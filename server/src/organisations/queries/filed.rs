//! What a chamber's file finds already there: by numbers, or by the organisations themselves.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::COLUMNS;
use crate::organisations::model::{OrganisationId, Standing};
use crate::organisations::tables::{fact, identifier, organisation};
use crate::platform::access::Scope;
use crate::platform::database::DatabaseError;

/// Values one statement asks for.
const AT_A_TIME: usize = 5_000;

/// An organisation as a chamber's file meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// Its root's id.
    pub id: OrganisationId,
    /// Shown name.
    pub name: String,
    /// How it stands to the platform.
    pub standing: Standing,
    /// Code of its home chamber.
    pub home: Option<String>,
    /// Whether it was erased.
    pub erased: bool,
    /// What a source says of it now: value by field and language.
    pub said: BTreeMap<(String, Option<String>), String>,
}

/// Whose these numbers are (scheme, canonical form).
///
/// # Errors
/// When the database refuses.
pub async fn owners_of(
    db: &impl ConnectionTrait,
    numbers: &[(String, String)],
) -> Result<HashMap<(String, String), Uuid>, DatabaseError> {
    let mut by_scheme: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (scheme, value) in numbers {
        by_scheme.entry(scheme).or_default().push(value);
    }
    let mut found = HashMap::new();
    for (scheme, values) in by_scheme {
        for part in values.chunks(AT_A_TIME) {
            let rows = identifier::Entity::find()
                .filter(identifier::Column::Scheme.eq(scheme))
                .filter(identifier::Column::Value.is_in(part.iter().copied()))
                .all(db)
                .await?;
            found.extend(
                rows.into_iter()
                    .map(|row| ((row.scheme, row.value), row.organisation_id)),
            );
        }
    }
    Ok(found)
}

/// Those organisations, by the ids that were asked for, with what `source` says of each.
///
/// # Errors
/// When the database refuses.
pub async fn met(
    scope: &Scope,
    db: &impl ConnectionTrait,
    ids: &[Uuid],
    source: &str,
) -> Result<HashMap<Uuid, Met>, DatabaseError> {
    let mut found: HashMap<Uuid, Met> = HashMap::new();
    for part in ids.chunks(AT_A_TIME) {
        let rows = organisation::Entity::find()
            .filter(organisation::Column::Id.is_in(part.iter().copied()))
            .filter(scope.condition(COLUMNS))
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(|row| (row.id, of(row))));
        let facts = fact::Entity::find()
            .filter(fact::Column::OrganisationId.is_in(part.iter().copied()))
            .filter(fact::Column::Source.eq(source))
            .filter(fact::Column::SupersededAt.is_null())
            .all(db)
            .await?;
        for row in facts {
            if let Some(met) = found.get_mut(&row.organisation_id) {
                met.said.insert((row.field, row.language), row.value);
            }
        }
    }
    Ok(found)
}

fn of(row: organisation::Model) -> Met {
    Met {
        id: OrganisationId(row.root_id),
        standing: Standing::from_code(&row.standing).unwrap_or(Standing::Withdrawn),
        name: row.name,
        home: row.home_chamber,
        erased: row.erased_at.is_some(),
        said: BTreeMap::new(),
    }
}

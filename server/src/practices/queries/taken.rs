//! Adoptions: the confirmed ones for everybody, the others for the two sides.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::organisations::from_days;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::briefs;
use crate::platform::access::{Ownership, Scope, ScopeColumns};
use crate::platform::database::{Database, DatabaseError};
use crate::platform::texts::Locale;
use crate::practices::model::{AdoptionId, AdoptionState, Cost, PracticeId, Sayer, Taken};
use crate::practices::tables::adoption::{Column, Entity, Model};
use crate::practices::tables::practice;

/// Adoptions at a look.
const MOST: u64 = 200;

/// That somebody took a practice up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// Which.
    pub id: AdoptionId,
    /// Grows with each change.
    pub version: i64,
    /// Of which practice.
    pub practice: PracticeId,
    /// What that is called.
    pub title: String,
    /// In which language.
    pub title_language: Locale,
    /// Whose practice it is.
    pub owner: OrganisationId,
    /// Who took it up.
    pub adopter: OrganisationId,
    /// The name of that.
    pub name: String,
    /// Where it stands.
    pub state: AdoptionState,
    /// Who said it.
    pub said_by: Sayer,
    /// Of its texts.
    pub language: Locale,
    /// What is said.
    pub taken: Taken,
    /// Microseconds.
    pub confirmed_at: Option<i64>,
}

impl Adoption {
    /// Whether a scope lets somebody see it though it is not confirmed: the people of its two sides.
    #[must_use]
    pub fn is_of(&self, scope: &Scope) -> bool {
        [self.adopter, self.owner].into_iter().any(|id| {
            scope.sees(&Ownership {
                organisation: Some(id.0),
                ..Ownership::default()
            })
        })
    }
}

/// With their practices and the names of who took them up. `hidden`: also of such that not everybody sees.
async fn named(database: &Database, rows: Vec<Model>, hidden: bool) -> Result<Vec<Adoption>, DatabaseError> {
    let db = database.reader();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.organisation_id).collect();
    let found = briefs(db, &ids).await?;
    let names: HashMap<Uuid, String> = found
        .into_iter()
        .filter(|one| hidden || one.public)
        .map(|one| (one.id.0, one.name))
        .collect();
    let practices: Vec<Uuid> = rows.iter().map(|row| row.practice_id).collect();
    let practices = practice::Entity::find().filter(practice::Column::Id.is_in(practices));
    let practices: HashMap<Uuid, practice::Model> =
        practices.all(db).await?.into_iter().map(|row| (row.id, row)).collect();
    let named = rows.into_iter().filter_map(|row| {
        let of = practices.get(&row.practice_id)?;
        Some(Adoption {
            name: names.get(&row.organisation_id)?.clone(),
            title: of.title.clone(),
            title_language: Locale::from_code(&of.language).unwrap_or(Locale::Fr),
            owner: OrganisationId(of.organisation_id),
            ..adoption(row)
        })
    });
    Ok(named.collect())
}

fn adoption(row: Model) -> Adoption {
    Adoption {
        id: AdoptionId(row.id),
        version: row.version,
        practice: PracticeId(row.practice_id),
        title: String::new(),
        title_language: Locale::Fr,
        owner: OrganisationId(Uuid::nil()),
        adopter: OrganisationId(row.organisation_id),
        name: String::new(),
        state: AdoptionState::from_code(&row.state).unwrap_or(AdoptionState::Withdrawn),
        said_by: Sayer::from_code(&row.said_by).unwrap_or(Sayer::Owner),
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        taken: Taken {
            territory: row.territory,
            municipality: row.municipality,
            since: Some(from_days(row.since)),
            changed: row.changed,
            cost: row.cost.as_deref().and_then(Cost::from_code),
            cost_text: row.cost_text,
            result: row.result,
        },
        confirmed_at: row.confirmed_at,
    }
}

fn newest(query: Select<Entity>) -> Select<Entity> {
    query
        .order_by_desc(Column::ConfirmedAt)
        .order_by_desc(Column::Id)
        .limit(MOST)
}

/// The confirmed ones of a practice everybody may see, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn confirmed_of(database: &Database, of: PracticeId) -> Result<Vec<Adoption>, DatabaseError> {
    let rows = newest(Entity::find())
        .filter(Column::PracticeId.eq(of.0))
        .filter(Column::State.eq(AdoptionState::Confirmed.code()))
        .all(database.reader())
        .await?;
    named(database, rows, false).await
}

/// All of a practice; whoever asks has seen that it is theirs to know.
///
/// # Errors
/// When the database refuses.
pub async fn of_practice(database: &Database, of: PracticeId) -> Result<Vec<Adoption>, DatabaseError> {
    let rows = Entity::find()
        .filter(Column::PracticeId.eq(of.0))
        .order_by_desc(Column::ChangedAt)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(database.reader())
        .await?;
    named(database, rows, true).await
}

/// All that are said of an organisation a scope lets somebody look into, what was changed last first.
///
/// # Errors
/// When the database refuses.
pub async fn by_organisation(
    scope: &Scope,
    database: &Database,
    of: OrganisationId,
) -> Result<Vec<Adoption>, DatabaseError> {
    let theirs = ScopeColumns {
        organisation: Some(Column::OrganisationId),
        ..ScopeColumns::default()
    };
    let rows = Entity::find()
        .filter(scope.condition(theirs))
        .filter(Column::OrganisationId.eq(of.0))
        .order_by_desc(Column::ChangedAt)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(database.reader())
        .await?;
    named(database, rows, true).await
}

/// One of a practice, for those whose it is: the adopter's people, and those of the organisation whose practice it is. `None`:
/// there is none for this reader.
///
/// # Errors
/// When the database refuses.
pub async fn find_adoption(
    scope: &Scope,
    database: &Database,
    id: AdoptionId,
) -> Result<Option<Adoption>, DatabaseError> {
    let row = Entity::find_by_id(id.0).one(database.reader()).await?;
    let found = named(database, row.into_iter().collect(), true).await?.pop();
    Ok(found.filter(|one| one.is_of(scope)))
}

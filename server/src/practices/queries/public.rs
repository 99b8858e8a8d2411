//! What everybody may see of a practice.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::asked::{Asked, Position, in_order};
use super::visible;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::summaries;
use crate::platform::access::{self, Action, Actor, Scope};
use crate::platform::database::{Database, DatabaseError};
use crate::platform::texts::Locale;
use crate::practices::model::{Content, PracticeId};
use crate::practices::tables::practice::{Column, Model};

/// A practice as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    /// Which.
    pub id: PracticeId,
    /// Grows with each change.
    pub version: i64,
    /// Whose.
    pub organisation: OrganisationId,
    /// The name of that.
    pub name: String,
    /// Its language, where that is known.
    pub name_language: Option<String>,
    /// Of its texts.
    pub language: Locale,
    /// What it says.
    pub content: Content,
    /// How many confirmed that they took it up.
    pub adoptions: u64,
    /// Code of the chamber that looked first.
    pub chamber: String,
    /// Code of the chamber whose expert looked second.
    pub expert: String,
    /// Microseconds.
    pub published_at: i64,
    /// Microseconds.
    pub changed_at: i64,
}

/// A page of practices.
#[derive(Clone, Debug)]
pub struct Found {
    /// How many there are on all pages.
    pub total: u64,
    /// Those of this page, those that most took up first.
    pub items: Vec<Public>,
    /// Where the next page begins behind.
    pub next: Option<Position>,
}

/// Rows with the names of their organisations.
async fn named(database: &Database, rows: Vec<Model>) -> Result<Vec<Public>, DatabaseError> {
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.organisation_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let found = summaries(&scope, database, &ids).await?;
    let names: HashMap<Uuid, _> = found
        .into_iter()
        .map(|row| (row.id.0, (row.name, row.name_language)))
        .collect();
    let named = rows.into_iter().filter_map(|row| {
        // An organisation that went out of sight meanwhile takes its own with it.
        let (name, name_language) = names.get(&row.organisation_id)?.clone();
        Some(Public {
            id: PracticeId(row.id),
            version: row.version,
            organisation: OrganisationId(row.organisation_id),
            name,
            name_language,
            language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
            content: serde_json::from_str(&row.content).unwrap_or_default(),
            adoptions: u64::try_from(row.adoptions).unwrap_or_default(),
            chamber: row.chamber,
            expert: row.expert.unwrap_or_default(),
            published_at: row.published_at.unwrap_or_default(),
            changed_at: row.changed_at,
        })
    });
    Ok(named.collect())
}

/// One of them. `None`: there is none that everybody may see.
///
/// # Errors
/// When the database refuses.
pub async fn find(scope: &Scope, database: &Database, id: PracticeId) -> Result<Option<Public>, DatabaseError> {
    let query = visible(scope).filter(Column::Id.eq(id.0));
    let row = query.one(database.reader()).await?;
    Ok(named(database, row.into_iter().collect()).await?.pop())
}

/// Whether everybody may see one.
///
/// # Errors
/// When the database refuses.
pub async fn is_public(db: &impl ConnectionTrait, id: PracticeId) -> Result<bool, DatabaseError> {
    let scope = access::scope(&Actor::guest(), Action::ReadPractice);
    let row = visible(&scope).filter(Column::Id.eq(id.0)).one(db).await?;
    Ok(row.is_some())
}

/// Those a reader asks for, a page of them.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    scope: &Scope,
    database: &Database,
    asked: &Asked,
    (after, limit): (Option<Position>, u64),
) -> Result<Found, DatabaseError> {
    let narrowed = asked.narrow(visible(scope));
    let total = narrowed.clone().count(database.reader()).await?;
    let query = in_order(narrowed, after).limit(limit + 1);
    let mut rows = query.all(database.reader()).await?;
    let more = u64::try_from(rows.len()).unwrap_or_default() > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| (row.adoptions, row.grade, row.published_at.unwrap_or_default(), row.id));
    Ok(Found {
        total,
        next,
        items: named(database, rows).await?,
    })
}

/// How many everybody may see.
///
/// # Errors
/// When the database refuses.
pub async fn count(scope: &Scope, database: &Database) -> Result<u64, DatabaseError> {
    Ok(visible(scope).count(database.reader()).await?)
}

/// The newest, for feeds.
///
/// # Errors
/// When the database refuses.
pub async fn latest(scope: &Scope, database: &Database, limit: u64) -> Result<Vec<Public>, DatabaseError> {
    let query = visible(scope)
        .order_by_desc(Column::PublishedAt)
        .order_by_desc(Column::Id);
    named(database, query.limit(limit).all(database.reader()).await?).await
}

/// How many there are in each territory of what a reader asks for, whichever territories they chose.
///
/// # Errors
/// When the database refuses.
pub async fn by_territory(
    scope: &Scope,
    database: &Database,
    asked: &Asked,
) -> Result<HashMap<String, u64>, DatabaseError> {
    let everywhere = Asked {
        territories: Vec::new(),
        ..asked.clone()
    };
    let rows: Vec<(String, i64)> = everywhere
        .narrow(visible(scope))
        .select_only()
        .column(Column::Territory)
        .column_as(Column::Id.count(), "found")
        .group_by(Column::Territory)
        .into_tuple()
        .all(database.reader())
        .await?;
    let counted = rows.into_iter();
    Ok(counted
        .map(|(code, count)| (code, u64::try_from(count).unwrap_or_default()))
        .collect())
}

/// Those of an organisation: what its page shows.
///
/// # Errors
/// When the database refuses.
pub async fn shown_of(
    scope: &Scope,
    database: &Database,
    organisation: OrganisationId,
    limit: u64,
) -> Result<Vec<Public>, DatabaseError> {
    let own = visible(scope).filter(Column::OrganisationId.eq(organisation.0));
    let rows = in_order(own, None).limit(limit).all(database.reader()).await?;
    named(database, rows).await
}

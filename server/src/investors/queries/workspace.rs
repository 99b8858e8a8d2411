//! What an investor organisation keeps for itself: seen by its people, nobody else.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::interest::of_investor;
use crate::investors::model::{SearchId, invests};
use crate::investors::rules::Search;
use crate::investors::tables::{saved_search, watch};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::briefs;
use crate::platform::access::{self, Action, Actor, Scope, ScopeColumns};
use crate::platform::database::{Database, DatabaseError};

/// An investor organisation somebody works for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
}

/// Those in whose workspace somebody may write, signed in as they are.
///
/// # Errors
/// When the database refuses.
pub async fn workspaces(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<Workspace>, DatabaseError> {
    let ids: Vec<Uuid> = actor.memberships().iter().map(|(id, _)| *id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = briefs(db, &ids).await?.into_iter();
    let may = |one: &_| access::decide(actor, Action::EditWorkspace, &of_investor(one)).is_ok();
    let mut own: Vec<Workspace> = found
        .filter(|one| invests(one) && may(one))
        .map(|one| Workspace {
            id: one.id,
            name: one.name,
        })
        .collect();
    own.sort_by_key(|one| one.id);
    Ok(own)
}

/// An organisation that is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Which.
    pub id: OrganisationId,
    /// Microseconds.
    pub since: i64,
}

/// Whom an investor organisation follows, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn watched(scope: &Scope, database: &Database, id: OrganisationId) -> Result<Vec<Watched>, DatabaseError> {
    let columns = ScopeColumns {
        organisation: Some(watch::Column::OrganisationId),
        ..ScopeColumns::default()
    };
    let rows = watch::Entity::find()
        .filter(scope.condition(columns))
        .filter(watch::Column::OrganisationId.eq(id.0))
        .order_by_desc(watch::Column::Since)
        .order_by_desc(watch::Column::WatchedId)
        .all(database.reader())
        .await?;
    let watched = |row: watch::Model| Watched {
        id: OrganisationId(row.watched_id),
        since: row.since,
    };
    Ok(rows.into_iter().map(watched).collect())
}

/// A search that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its id.
    pub id: SearchId,
    /// The filters.
    pub search: Search,
    /// Whether its people are told of changes.
    pub told: bool,
    /// Microseconds.
    pub created_at: i64,
}

pub(super) fn saved(row: saved_search::Model) -> Saved {
    Saved {
        id: SearchId(row.id),
        search: Search::of_query(&row.filters),
        told: row.told,
        created_at: row.created_at,
    }
}

/// What an investor organisation looks for, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn searches(scope: &Scope, database: &Database, id: OrganisationId) -> Result<Vec<Saved>, DatabaseError> {
    let columns = ScopeColumns {
        organisation: Some(saved_search::Column::OrganisationId),
        ..ScopeColumns::default()
    };
    let rows = saved_search::Entity::find()
        .filter(scope.condition(columns))
        .filter(saved_search::Column::OrganisationId.eq(id.0))
        .order_by_asc(saved_search::Column::CreatedAt)
        .order_by_asc(saved_search::Column::Id)
        .all(database.reader())
        .await?;
    Ok(rows.into_iter().map(saved).collect())
}

//! Reads of this feature.

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::tables::notice::{Column, Entity, Model};
use super::tables::{self, is_stopped};
use crate::accounts::{self, PersonId};
use crate::platform::access::{Scope, ScopeColumns};
use crate::platform::database::DatabaseError;
use crate::platform::mail;

/// How many are listed.
const LISTED: u64 = 200;

/// How somebody's letters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// They go out.
    Sent,
    /// The person stopped them.
    Stopped,
    /// They come back.
    Bouncing,
}

/// The newest notices, unread ones first.
pub(super) async fn list(scope: &Scope, db: &impl ConnectionTrait) -> Result<Vec<Model>, DatabaseError> {
    let columns = ScopeColumns {
        person: Some(Column::PersonId),
        ..ScopeColumns::default()
    };
    let mut rows = Entity::find()
        .filter(scope.condition(columns))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(LISTED)
        .all(db)
        .await?;
    rows.sort_by_key(|row| row.read_at.is_some());
    Ok(rows)
}

/// How many notices a person has not read.
///
/// # Errors
/// When the database refuses.
pub async fn unread(db: &impl ConnectionTrait, person: Uuid) -> Result<i64, DatabaseError> {
    tables::unread(db, person).await
}

pub(super) async fn letters(db: &impl ConnectionTrait, person: Uuid) -> Result<Letters, DatabaseError> {
    if is_stopped(db, person).await? {
        return Ok(Letters::Stopped);
    }
    let bouncing = match accounts::find(db, PersonId(person)).await? {
        Some(found) => mail::is_bouncing(db, &found.mail).await?,
        None => false,
    };
    Ok(if bouncing { Letters::Bouncing } else { Letters::Sent })
}

//! Reads of this feature.

use std::collections::HashMap;
use std::str::FromStr;

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::tables::notice::{Column, Entity, Model};
use super::tables::{self, is_stopped};
use crate::accounts::{self, Person, PersonId};
use crate::cases;
use crate::organisations;
use crate::organisations::model::OrganisationId;
use crate::platform::access::{self, Action, Actor, Scope, ScopeColumns};
use crate::platform::database::{Database, DatabaseError};
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

/// The names of what notices are about, by their `subject`: those this reader may see now. That something was told stays
/// when a case goes to another chamber, or with a weaker sign-in; what it is about does not.
pub(super) async fn names(
    actor: &Actor,
    database: &Database,
    notices: &[Model],
) -> Result<HashMap<String, String>, DatabaseError> {
    let scope = access::scope(actor, Action::ReadCase);
    let of_cases = cases::queries::titles(&scope, database, &ids(notices, "case:")).await?;
    let of_cases = of_cases.into_iter().map(|(id, title)| (format!("case:{id}"), title));
    let scope = access::scope(actor, Action::ReadOrganisation);
    let about: Vec<OrganisationId> = ids(notices, "organisation:");
    let about: Vec<Uuid> = about.into_iter().map(|id| id.0).collect();
    let of_organisations = organisations::queries::summaries(&scope, database, &about).await?;
    let of_organisations = of_organisations
        .into_iter()
        .map(|row| (format!("organisation:{}", row.id), row.name));
    Ok(of_cases.chain(of_organisations).collect())
}

fn ids<I: FromStr>(notices: &[Model], kind: &str) -> Vec<I> {
    let of_kind = notices.iter().filter_map(|row| row.subject.strip_prefix(kind));
    of_kind.filter_map(|id| id.parse().ok()).collect()
}

/// How many notices a person has not read.
///
/// # Errors
/// When the database refuses.
pub async fn unread(db: &impl ConnectionTrait, person: Uuid) -> Result<i64, DatabaseError> {
    tables::unread(db, person).await
}

/// Whether a person gets letters they can do without: they did not stop them, and none came back.
///
/// # Errors
/// When the database refuses.
pub async fn takes_letters(db: &impl ConnectionTrait, person: &Person) -> Result<bool, DatabaseError> {
    Ok(!is_stopped(db, person.id.0).await? && !mail::is_bouncing(db, &person.mail).await?)
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

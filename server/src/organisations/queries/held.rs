//! What organisations and chambers say and still stand by, to be asked whether it holds; and whose is about to be stale.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::{Summary, lists::summary, shown};
use crate::organisations::bulk::SAID;
use crate::organisations::dossier::Version;
use crate::organisations::model::{Class, LegalStatus, OrganisationId, field_of};
use crate::organisations::rules::{days, from_days};
use crate::organisations::tables::{fact, organisation};
use crate::platform::access::{self, Action, Actor, Scope};
use crate::platform::database::{Database, DatabaseError, Sql};

/// A value that somebody stated and nobody took back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The row: another value, or the same said again, is another row.
    pub id: Uuid,
    /// Code of the field.
    pub field: String,
    /// `Declared` or `Attested`.
    pub class: Class,
    /// Whether the organisation itself said it.
    pub own: bool,
    /// Of a text.
    pub language: Option<String>,
    /// The value.
    pub value: String,
    /// The day it was stated.
    pub stated: NaiveDate,
    /// Last day of its shelf life.
    pub valid_until: NaiveDate,
    /// Of a text: as it was written, or put into another language.
    pub state: Option<Version>,
}

impl Held {
    /// Whether its age counts for the organisation's.
    #[must_use]
    pub fn is_core(&self) -> bool {
        field_of(&self.field).is_some_and(|field| field.core)
    }
}

/// What holds of an organisation besides its registers, in the order in which it was stated. Its row was read within a scope,
/// or is held by the transaction that asks.
///
/// # Errors
/// When the database refuses.
pub async fn held(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Vec<Held>, DatabaseError> {
    let rows = fact::Entity::find()
        .filter(fact::Column::OrganisationId.eq(id.0))
        .filter(fact::Column::SupersededAt.is_null())
        .order_by_asc(fact::Column::Id)
        .all(db)
        .await?;
    let read = |row: fact::Model| Held {
        class: Class::from_code(&row.class).unwrap_or(Class::Declared),
        own: row.source == SAID,
        stated: from_days(row.stated_at),
        valid_until: from_days(row.valid_until),
        state: row.state.as_deref().and_then(Version::from_code),
        id: row.id,
        field: row.field,
        language: row.language,
        value: row.value,
    };
    Ok(rows.into_iter().map(read).collect())
}

const DUE: Sql = Sql::both(
    "SELECT DISTINCT fact.organisation_id FROM fact JOIN organisation ON organisation.id = fact.organisation_id
     WHERE fact.superseded_at IS NULL AND fact.valid_until <= $1
       AND organisation.standing = 'member' AND organisation.public AND organisation.erased_at IS NULL",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[DUE];

/// Members in sight of which a stated value holds no longer than until that day.
///
/// # Errors
/// When the database refuses.
pub async fn due(database: &Database, until: NaiveDate) -> Result<Vec<OrganisationId>, DatabaseError> {
    let rows = DUE.all(database.reader(), vec![days(until).into()]).await?;
    let ids = rows.iter().map(|row| Ok(OrganisationId(row.try_get_by_index(0)?)));
    ids.collect()
}

/// Whether an organisation is listed or a member, and everybody sees it.
///
/// # Errors
/// When the database refuses.
pub async fn is_shown(db: &impl ConnectionTrait, id: OrganisationId) -> Result<bool, DatabaseError> {
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let one = shown(&scope).filter(organisation::Column::Id.eq(id.0));
    Ok(one.count(db).await? > 0)
}

/// Those a scope lets somebody look after whose core facts are all stale, or will be by the end of a day.
fn ageing(scope: &Scope, until: NaiveDate) -> Select<organisation::Entity> {
    shown(scope)
        .filter(organisation::Column::LegalStatus.ne(LegalStatus::Ceased.code()))
        .filter(organisation::Column::StaleAt.lt(days(until)))
}

/// How many of those a scope lets somebody look after are stale today, and how many more will be by that day.
///
/// # Errors
/// When the database refuses.
pub async fn count_ageing(
    scope: &Scope,
    database: &Database,
    (today, until): (NaiveDate, NaiveDate),
) -> Result<(u64, u64), DatabaseError> {
    let db = database.reader();
    let stale = ageing(scope, today).count(db).await?;
    let all = ageing(scope, until).count(db).await?;
    Ok((stale, all.saturating_sub(stale)))
}

/// The same themselves, those that have been stale longest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_ageing(
    scope: &Scope,
    database: &Database,
    until: NaiveDate,
    limit: u64,
) -> Result<Vec<Summary>, DatabaseError> {
    let rows = ageing(scope, until)
        .order_by_asc(organisation::Column::StaleAt)
        .order_by_asc(organisation::Column::Id)
        .limit(limit)
        .all(database.reader())
        .await?;
    Ok(rows.into_iter().map(|row| summary(row, Vec::new())).collect())
}

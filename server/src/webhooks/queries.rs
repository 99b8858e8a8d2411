//! Every read of this feature, each with the scope it was allowed.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::model::{DeliveryId, Event, Fate, Owner, SHOWN, State, WebhookId};
use super::rules::{key, secret_text};
use super::tables::delivery;
use super::tables::webhook::{Column, Entity, Model};
use crate::platform::access::{Grant, Scope, ScopeColumns};
use crate::platform::database::{Database, DatabaseError};
use crate::platform::id::encode;

/// An endpoint as those see it who see to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Which.
    pub id: WebhookId,
    /// Grows with each change.
    pub version: i64,
    /// For whom.
    pub owner: Owner,
    /// Where.
    pub url: String,
    /// What it is told of.
    pub events: Vec<Event>,
    /// Where it stands.
    pub state: State,
    /// Until when the secret before is used as well, microseconds.
    pub old_until: Option<i64>,
    /// Microseconds.
    pub created_at: i64,
    /// Microseconds.
    pub delivered_at: Option<i64>,
    generation: i64,
}

impl Endpoint {
    /// Its secret, for whoever has just made it.
    #[must_use]
    pub fn secret(&self, of_node: &[u8]) -> String {
        secret_text(&key(of_node, self.id, self.generation))
    }
}

/// A delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Which.
    pub id: DeliveryId,
    /// What happened.
    pub event: Event,
    /// The id of what it is about.
    pub subject: String,
    /// When it happened, microseconds.
    pub at: i64,
    /// What became of it.
    pub fate: Fate,
    /// How often it was tried since it was last asked for.
    pub tries: i64,
    /// What was answered last.
    pub status: Option<i64>,
    /// Code of why there was no answer.
    pub fault: Option<String>,
    /// Microseconds.
    pub next_at: Option<i64>,
    /// Microseconds.
    pub done_at: Option<i64>,
}

const COLUMNS: ScopeColumns<Column> = ScopeColumns {
    public: None,
    organisation: Some(Column::OrganisationId),
    chamber: Some(Column::Chamber),
    person: None,
};

fn endpoint(row: Model) -> Endpoint {
    Endpoint {
        id: WebhookId(row.id),
        version: row.version,
        owner: row.owner(),
        events: row.events.split_whitespace().filter_map(Event::from_code).collect(),
        state: row.stands(),
        old_until: row.old_until,
        created_at: row.created_at,
        delivered_at: row.delivered_at,
        generation: row.generation,
        url: row.url,
    }
}

/// All that a scope holds, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn all(scope: &Scope, database: &Database) -> Result<Vec<Endpoint>, DatabaseError> {
    let rows = Entity::find()
        .filter(scope.condition(COLUMNS))
        .order_by_asc(Column::Id)
        .limit(500)
        .all(database.reader())
        .await?;
    Ok(rows.into_iter().map(endpoint).collect())
}

/// One of them. `None`: there is none for this reader.
///
/// # Errors
/// When the database refuses.
pub async fn find(scope: &Scope, database: &Database, id: WebhookId) -> Result<Option<Endpoint>, DatabaseError> {
    let query = Entity::find_by_id(id.0).filter(scope.condition(COLUMNS));
    Ok(query.one(database.reader()).await?.map(endpoint))
}

/// What one was told, the newest first, from behind a delivery on; whoever asks was shown the endpoint.
///
/// # Errors
/// When the database refuses.
pub async fn deliveries(
    database: &Database,
    of: &Endpoint,
    before: Option<DeliveryId>,
    limit: u64,
) -> Result<Vec<Delivery>, DatabaseError> {
    use delivery::Column as C;
    let mut query = delivery::Entity::find().filter(C::WebhookId.eq(of.id.0));
    if let Some(before) = before {
        query = query.filter(C::Id.lt(before.0));
    }
    let rows = query
        .order_by_desc(C::Id)
        .limit(limit.min(SHOWN * 4))
        .all(database.reader())
        .await?;
    let read = |row: delivery::Model| {
        Some(Delivery {
            id: DeliveryId(row.id),
            event: Event::from_code(&row.event)?,
            subject: encode(row.subject),
            at: row.at,
            fate: Fate::from_code(&row.state)?,
            tries: row.tries,
            status: row.status,
            fault: row.fault,
            next_at: row.next_at,
            done_at: row.done_at,
        })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// How many deliveries wait, and how many were given up, of all owners: numbers only, for whoever may see what the service does.
///
/// # Errors
/// When the database refuses.
pub async fn counts(_: &Grant, db: &impl ConnectionTrait) -> Result<(u64, u64), DatabaseError> {
    let of = |fate: Fate| {
        let rows = delivery::Entity::find().filter(delivery::Column::State.eq(fate.code()));
        async move { Ok::<_, DatabaseError>(rows.count(db).await?) }
    };
    Ok((of(Fate::Waiting).await?, of(Fate::Failed).await?))
}

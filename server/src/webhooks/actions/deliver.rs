//! Deliveries leave: each leased by pushing its next try into the future, so that no other node takes it; sent outside of any
//! transaction; and marked. A node that dies between the answer and the mark leaves one that is sent again when its lease is over,
//! with the same id. An endpoint is sent one thing at a time, so that who is slow holds up nobody but themselves.

use http::{HeaderMap, HeaderName, HeaderValue, header};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::entry;
use super::read::keepers;
use crate::platform::access::{self, Action, Actor, Node, Purpose};
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Sql, Tx};
use crate::platform::id::encode;
use crate::platform::journal::{self, Journal, Receipt};
use crate::platform::outbound::{NotSent, Outbound};
use crate::platform::web::Web;
use crate::webhooks::letters;
use crate::webhooks::model::{DeliveryId, Event, Fate, State, WebhookId};
use crate::webhooks::rules::{After, Went, after, body, key, message, signature};
use crate::webhooks::tables::{delivery, webhook};

/// Longer than the longest try.
const LEASE: i64 = 60_000_000;

const DUE: Sql = Sql {
    sqlite: "SELECT d.id, d.webhook_id FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
             WHERE d.state = 'waiting' AND d.next_at <= $1 AND w.state = 'active' AND w.busy_until <= $1
             ORDER BY d.next_at, d.at, d.id LIMIT 1",
    postgres: "SELECT d.id, d.webhook_id FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
               WHERE d.state = 'waiting' AND d.next_at <= $1 AND w.state = 'active' AND w.busy_until <= $1
               ORDER BY d.next_at, d.at, d.id LIMIT 1 FOR UPDATE SKIP LOCKED",
};
/// Whether there is any: mostly there is none, and nobody who writes has to wait for that.
const ANY: Sql = Sql::both(
    "SELECT 1 FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
     WHERE d.state = 'waiting' AND d.next_at <= $1 AND w.state = 'active' AND w.busy_until <= $1 LIMIT 1",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[DUE, ANY];

/// A delivery that this node sends now.
#[derive(Clone, Debug)]
pub struct Leased {
    row: delivery::Model,
    to: webhook::Model,
}

/// The next one, held for this node.
///
/// # Errors
/// When the database refuses.
pub async fn lease(journal: &Journal) -> Result<Option<Leased>, DatabaseError> {
    let (database, now) = (journal.database(), journal.clock().now());
    if ANY.one(database.reader(), vec![now.into()]).await?.is_none() {
        return Ok(None);
    }
    database.batch(now, |tx| async move { take(&tx).await }).await
}

async fn take(tx: &Tx) -> Result<Option<Leased>, DatabaseError> {
    let (db, now) = (tx.connection(), tx.now());
    let Some(found) = DUE.one(db, vec![now.into()]).await? else {
        return Ok(None);
    };
    let (id, webhook_id): (Uuid, Uuid) = (found.try_get_by_index(0)?, found.try_get_by_index(1)?);
    delivery::Entity::update_many()
        .col_expr(delivery::Column::Tries, Expr::col(delivery::Column::Tries).add(1_i64))
        .col_expr(delivery::Column::NextAt, Expr::value(Some(now + LEASE)))
        .filter(delivery::Column::Id.eq(id))
        .exec(db)
        .await?;
    delivery::Entity::update_many()
        .col_expr(delivery::Column::Since, Expr::value(Some(now)))
        .filter(delivery::Column::Id.eq(id))
        .filter(delivery::Column::Since.is_null())
        .exec(db)
        .await?;
    busy(tx, webhook_id, now + LEASE).await?;
    let row = delivery::Entity::find_by_id(id).one(db).await?;
    let to = webhook::Entity::find_by_id(webhook_id).one(db).await?;
    Ok(row.zip(to).map(|(row, to)| Leased { row, to }))
}

async fn busy(tx: &Tx, webhook: Uuid, until: i64) -> Result<(), DatabaseError> {
    webhook::Entity::update_many()
        .col_expr(webhook::Column::BusyUntil, Expr::value(until))
        .filter(webhook::Column::Id.eq(webhook))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Sends it, and says how it went.
pub async fn send(web: &Web, clock: &Clock, outbound: &Outbound, leased: &Leased) -> Went {
    let (row, to, now) = (&leased.row, &leased.to, clock.now());
    let target = outbound.target(&to.url).map_err(NotSent::Refused)?;
    let event = Event::from_code(&row.event).unwrap_or(Event::Ping);
    let said = body(event, row.at, &encode(row.subject), &web.identity.public_url);
    let (message, seconds) = (message(DeliveryId(row.id)), now / 1_000_000);
    let made = |generation| key(&web.identity.secret, WebhookId(to.id), generation);
    let mut keys = vec![made(to.generation)];
    keys.extend(
        to.old_until
            .filter(|until| *until > now)
            .map(|_| made(to.generation - 1)),
    );
    let signature = signature(&keys, &message, seconds, &said);
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::USER_AGENT, HeaderValue::from_static("Passerelle"));
    for (name, value) in [
        ("webhook-id", message),
        ("webhook-timestamp", seconds.to_string()),
        ("webhook-signature", signature),
    ] {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    outbound.post(&target, headers, said.into()).await
}

/// Writes down how it went. One that was asked for again meanwhile is left to that.
///
/// # Errors
/// When the database refuses: it is sent again when its lease is over.
pub async fn note(journal: &Journal, web: &Web, leased: &Leased, went: &Went) -> Result<(), DatabaseError> {
    let clock = journal.clock();
    let chance = clock.id().as_u128();
    let chance = u64::try_from(chance & u128::from(u64::MAX)).unwrap_or_default();
    let what = after(leased.row.tries, went, clock.now(), chance);
    match what {
        After::Done | After::Again(_) => {
            journal
                .database()
                .batch(clock.now(), |tx| async move {
                    mark(&tx, leased, went, what).await.map(|_| ())
                })
                .await
        }
        After::GivenUp | After::Gone => {
            journal
                .batch(|tx| async move {
                    let marked = mark(&tx, leased, went, what).await?;
                    Ok((end(&tx, clock, web, leased, marked.then_some(what)).await?, ()))
                })
                .await
        }
    }
}

async fn mark(tx: &Tx, leased: &Leased, went: &Went, what: After) -> Result<bool, DatabaseError> {
    let (fate, next, done) = match what {
        After::Done => (Fate::Delivered, None, Some(tx.now())),
        After::Again(at) => (Fate::Waiting, Some(at), None),
        After::GivenUp | After::Gone => (Fate::Failed, None, Some(tx.now())),
    };
    let (status, fault) = match went {
        Ok(answered) => (Some(i64::from(answered.status)), None),
        Err(why) => (None, Some(why.code())),
    };
    let marked = delivery::Entity::update_many()
        .col_expr(delivery::Column::State, Expr::value(fate.code()))
        .col_expr(delivery::Column::NextAt, Expr::value(next))
        .col_expr(delivery::Column::DoneAt, Expr::value(done))
        .col_expr(delivery::Column::Status, Expr::value(status))
        .col_expr(delivery::Column::Fault, Expr::value(fault))
        .filter(delivery::Column::Id.eq(leased.row.id))
        .filter(delivery::Column::Tries.eq(leased.row.tries))
        .filter(delivery::Column::State.eq(Fate::Waiting.code()))
        .exec(tx.connection())
        .await?;
    busy(tx, leased.to.id, 0).await?;
    if what == After::Done {
        webhook::Entity::update_many()
            .col_expr(webhook::Column::DeliveredAt, Expr::value(Some(tx.now())))
            .filter(webhook::Column::Id.eq(leased.to.id))
            .exec(tx.connection())
            .await?;
    }
    Ok(marked.rows_affected > 0)
}

/// An endpoint that is gone, or took nothing for as long as this one was tried, is told nothing more, and its people are told that.
async fn end(
    tx: &Tx,
    clock: &Clock,
    web: &Web,
    leased: &Leased,
    what: Option<After>,
) -> Result<Receipt, DatabaseError> {
    let platform = Actor::system(Purpose::Maintenance);
    let refused = |refusal: access::Refusal| DatabaseError::Db(sea_orm::DbErr::Custom(refusal.to_string()));
    let grant = access::decide(&platform, Action::Maintain, &Node).map_err(refused)?;
    let found = webhook::Entity::find_by_id(leased.to.id).one(tx.connection()).await?;
    let took = |row: &webhook::Model| row.delivered_at >= leased.row.since && row.delivered_at.is_some();
    let state = found.as_ref().and_then(|row| match what {
        Some(After::Gone) => Some(State::Gone),
        Some(_) if !took(row) => Some(State::Failing),
        _ => None,
    });
    let row = found.unwrap_or_else(|| leased.to.clone());
    let Some(state) = state.filter(|_| row.stands() == State::Active) else {
        let said = entry(
            "webhooks.given_up",
            &row,
            json!({ "delivery": DeliveryId(leased.row.id) }),
        );
        return journal::append(tx, clock, grant, said).await;
    };
    let stopped = webhook::Model {
        state: state.code().to_owned(),
        version: row.version + 1,
        ..row
    };
    webhook::Entity::update_many()
        .col_expr(webhook::Column::State, Expr::value(stopped.state.clone()))
        .col_expr(webhook::Column::Version, Expr::value(stopped.version))
        .filter(webhook::Column::Id.eq(stopped.id))
        .exec(tx.connection())
        .await?;
    for person in keepers(tx, &stopped.owner()).await? {
        letters::stopped(tx, clock, web, &person, &stopped).await?;
    }
    let said = entry(
        "webhooks.stopped",
        &stopped,
        json!({ "delivery": DeliveryId(leased.row.id) }),
    );
    journal::append(tx, clock, grant, said).await
}

/// Sends the one that is due first. Says whether there was one.
///
/// # Errors
/// When the database refuses.
pub async fn send_one(journal: &Journal, web: &Web, outbound: &Outbound) -> Result<bool, DatabaseError> {
    let Some(leased) = lease(journal).await? else {
        return Ok(false);
    };
    let went = send(web, journal.clock(), outbound, &leased).await;
    note(journal, web, &leased, &went).await?;
    Ok(true)
}

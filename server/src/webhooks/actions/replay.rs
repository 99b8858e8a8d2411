//! Sending again: one delivery, or all from a day on; and a test. The receiver knows each by the id it had.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

use super::{WebhookError, entry, load};
use crate::app::App;
use crate::platform::access::Actor;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal;
use crate::webhooks::model::{DeliveryId, Event, Fate, REPLAYED, State, WebhookId};
use crate::webhooks::tables::delivery::{Column, Entity, Model};
use crate::webhooks::tables::webhook;

/// What is sent again must have come to an end, and somebody must be there to take it.
fn stands(row: &webhook::Model) -> Result<(), WebhookError> {
    match row.stands() {
        State::Active => Ok(()),
        State::Paused | State::Failing | State::Gone => Err(WebhookError::State),
    }
}

/// Puts deliveries back to the beginning.
async fn again(tx: &Tx, ids: Vec<Uuid>) -> Result<u64, DatabaseError> {
    let mut count = 0;
    for some in ids.chunks(500) {
        let update = Entity::update_many()
            .col_expr(Column::State, Expr::value(Fate::Waiting.code()))
            .col_expr(Column::Tries, Expr::value(0_i64))
            .col_expr(Column::Since, Expr::value(Option::<i64>::None))
            .col_expr(Column::NextAt, Expr::value(Some(tx.now())))
            .col_expr(Column::DoneAt, Expr::value(Option::<i64>::None))
            .filter(Column::Id.is_in(some.iter().copied()))
            .filter(Column::State.ne(Fate::Waiting.code()));
        count += update.exec(tx.connection()).await?.rows_affected;
    }
    Ok(count)
}

/// One delivery once more.
///
/// # Errors
/// [`WebhookError::State`] while it is tried anyway; see [`WebhookError`].
pub async fn replay(app: &App, actor: &Actor, id: WebhookId, delivery: DeliveryId) -> Result<(), WebhookError> {
    app.journal
        .write(|tx| async move {
            let (row, grant) = load(&tx, actor, id, None).await?;
            stands(&row)?;
            let found = Entity::find_by_id(delivery.0).one(tx.connection()).await?;
            let found = found
                .filter(|found| found.webhook_id == id.0)
                .ok_or(WebhookError::Hidden)?;
            if again(&tx, vec![found.id]).await? == 0 {
                return Err(WebhookError::State);
            }
            let said = entry("webhooks.replayed", &row, json!({ "delivery": delivery }));
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}

/// All that happened from a moment on once more, the oldest first: at most [`REPLAYED`]. Says how many, which may be none.
///
/// # Errors
/// See [`WebhookError`].
pub async fn replay_since(app: &App, actor: &Actor, id: WebhookId, since: i64) -> Result<u64, WebhookError> {
    app.journal
        .write(|tx| async move {
            let (row, grant) = load(&tx, actor, id, None).await?;
            stands(&row)?;
            let ids: Vec<Uuid> = Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(Column::WebhookId.eq(id.0))
                .filter(Column::At.gte(since))
                .filter(Column::State.ne(Fate::Waiting.code()))
                .filter(Column::Event.ne(Event::Ping.code()))
                .order_by_asc(Column::At)
                .order_by_asc(Column::Id)
                .limit(REPLAYED)
                .into_tuple()
                .all(tx.connection())
                .await?;
            let count = again(&tx, ids).await?;
            let said = entry("webhooks.replayed", &row, json!({ "since": since, "count": count }));
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, count))
        })
        .await
}

/// Tests waiting at a time.
const PINGS: u64 = 5;

/// A test, sent as everything else is.
///
/// # Errors
/// See [`WebhookError`].
pub async fn ping(app: &App, actor: &Actor, id: WebhookId) -> Result<DeliveryId, WebhookError> {
    let clock = app.journal.clock();
    let delivery = DeliveryId(clock.id());
    app.journal
        .write(|tx| async move {
            let (row, grant) = load(&tx, actor, id, None).await?;
            stands(&row)?;
            let waiting = Entity::find()
                .filter(Column::WebhookId.eq(id.0))
                .filter(Column::Event.eq(Event::Ping.code()))
                .filter(Column::State.eq(Fate::Waiting.code()))
                .count(tx.connection())
                .await?;
            if waiting >= PINGS {
                return Err(WebhookError::State);
            }
            let ping = waiting_for(delivery.0, &row, (Event::Ping, row.id), (None, tx.now()), tx.now());
            ping.into_active_model().reset_all().insert(tx.connection()).await?;
            let said = entry("webhooks.pinged", &row, json!({ "delivery": delivery }));
            Ok((journal::append(&tx, clock, grant, said).await?, delivery))
        })
        .await
}

/// A delivery nobody has tried yet.
pub(super) fn waiting_for(
    id: Uuid,
    to: &webhook::Model,
    (event, subject): (Event, Uuid),
    (entry_seq, at): (Option<i64>, i64),
    now: i64,
) -> Model {
    Model {
        id,
        webhook_id: to.id,
        entry_seq,
        event: event.code().to_owned(),
        subject,
        at,
        state: Fate::Waiting.code().to_owned(),
        tries: 0,
        since: None,
        next_at: Some(now),
        status: None,
        fault: None,
        done_at: None,
    }
}

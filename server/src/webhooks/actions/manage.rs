//! What people do with endpoints.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::{WebhookError, entry, load, save};
use crate::app::App;
use crate::organisations::queries::briefs;
use crate::platform::access::{self, Action, Actor};
use crate::platform::database::Tx;
use crate::platform::journal;
use crate::platform::web::{Fault, Why};
use crate::webhooks::model::{BESIDE, Event, MOST, Owner, State, WebhookId};
use crate::webhooks::tables::webhook::{Column, Entity, Model};

/// What is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// For whom.
    pub owner: Owner,
    /// Where; as typed.
    pub url: String,
    /// What it is told of; as typed.
    pub events: Vec<String>,
}

/// Codes as a row keeps them.
fn chosen(codes: &[String]) -> Result<String, WebhookError> {
    let fault = |why| WebhookError::Faults(vec![Fault::new("events", why)]);
    let known = |code: &String| Event::from_code(code).filter(|event| Event::CHOSEN.contains(event));
    let events: Option<Vec<Event>> = codes.iter().map(known).collect();
    let mut events = events.ok_or_else(|| fault(Why::Unknown))?;
    events.sort_unstable();
    events.dedup();
    if events.is_empty() {
        return Err(fault(Why::Missing));
    }
    let codes: Vec<&str> = events.into_iter().map(Event::code).collect();
    Ok(format!(" {} ", codes.join(" ")))
}

/// Registers an endpoint. Its secret is made with it.
///
/// # Errors
/// See [`WebhookError`].
pub async fn register(app: &App, actor: &Actor, new: &New) -> Result<WebhookId, WebhookError> {
    let clock = app.journal.clock();
    let id = WebhookId(clock.id());
    // Who may not is told nothing of what is wrong.
    drop(access::decide(
        actor,
        Action::ManageWebhooks,
        &new.owner.ownership(id.0),
    )?);
    let url = app.outbound.target(&new.url).map_err(WebhookError::Target)?;
    let events = chosen(&new.events)?;
    let (url, events) = (url.as_str(), &events);
    app.journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::ManageWebhooks, &new.owner.ownership(id.0))?;
            known(app, &tx, &new.owner).await?;
            let (organisation_id, chamber) = match &new.owner {
                Owner::Organisation(id) => (Some(*id), None),
                Owner::Chamber(code) => (None, Some(code.clone())),
            };
            let theirs = match &new.owner {
                Owner::Organisation(id) => Column::OrganisationId.eq(*id),
                Owner::Chamber(code) => Column::Chamber.eq(code.as_str()),
            };
            if Entity::find().filter(theirs).count(tx.connection()).await? >= MOST {
                return Err(WebhookError::TooMany);
            }
            let row = Model {
                id: id.0,
                version: 1,
                organisation_id,
                chamber,
                author: actor.person_id(),
                url: url.to_owned(),
                events: events.clone(),
                generation: 1,
                old_until: None,
                state: State::Active.code().to_owned(),
                delivered_at: None,
                busy_until: 0,
                created_at: tx.now(),
                changed_at: tx.now(),
            };
            let row = row.into_active_model().reset_all().insert(tx.connection()).await?;
            let said = entry("webhooks.registered", &row, json!({}));
            Ok((journal::append(&tx, clock, grant, said).await?, id))
        })
        .await
}

/// Whether there is such an organisation or chamber.
async fn known(app: &App, tx: &Tx, owner: &Owner) -> Result<(), WebhookError> {
    let there = match owner {
        Owner::Organisation(id) => !briefs(tx.connection(), &[*id]).await?.is_empty(),
        Owner::Chamber(code) => app.web.region.chamber(code).is_some(),
    };
    if there { Ok(()) } else { Err(WebhookError::Hidden) }
}

/// Another address, other events, stopped or going on. What waits goes out when it goes on.
///
/// # Errors
/// See [`WebhookError`].
pub async fn change(
    app: &App,
    actor: &Actor,
    id: WebhookId,
    (version, url, events, active): (Option<i64>, &str, &[String], bool),
) -> Result<(), WebhookError> {
    let target = app.outbound.target(url).map_err(WebhookError::Target);
    let codes = chosen(events);
    let (target, codes) = (&target, &codes);
    app.journal
        .write(|tx| async move {
            let (mut row, grant) = load(&tx, actor, id, version).await?;
            let before = row.state.clone();
            row.url = match target {
                Ok(target) => target.as_str().to_owned(),
                Err(WebhookError::Target(fault)) => return Err(WebhookError::Target(*fault)),
                Err(_) => return Err(WebhookError::State),
            };
            row.events = match codes {
                Ok(codes) => codes.clone(),
                Err(WebhookError::Faults(faults)) => return Err(WebhookError::Faults(faults.clone())),
                Err(_) => return Err(WebhookError::State),
            };
            row.state = match active {
                true => State::Active.code().to_owned(),
                false => State::Paused.code().to_owned(),
            };
            let row = save(&tx, row).await?;
            let said = entry("webhooks.changed", &row, json!({ "before": before }));
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}

/// A new secret. The one before signs as well for a day, so that nothing is lost while it is exchanged.
///
/// # Errors
/// See [`WebhookError`].
pub async fn rotate(app: &App, actor: &Actor, id: WebhookId, version: Option<i64>) -> Result<(), WebhookError> {
    app.journal
        .write(|tx| async move {
            let (mut row, grant) = load(&tx, actor, id, version).await?;
            row.generation += 1;
            row.old_until = Some(tx.now() + BESIDE);
            let row = save(&tx, row).await?;
            let said = entry("webhooks.rotated", &row, json!({ "generation": row.generation }));
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}

/// It is told nothing any more, and what was told is forgotten.
///
/// # Errors
/// See [`WebhookError`].
pub async fn remove(app: &App, actor: &Actor, id: WebhookId, version: Option<i64>) -> Result<(), WebhookError> {
    app.journal
        .write(|tx| async move {
            let (row, grant) = load(&tx, actor, id, version).await?;
            let said = entry("webhooks.removed", &row, json!({}));
            row.delete(tx.connection()).await?;
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}

//! Webhooks for programs: a token made for joining sees to the endpoints its person sees to.

mod dto;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use utoipa::IntoResponses;

use self::dto::{Deliveries, DeliveryDto, NewWebhook, Pinged, Replayed, Replaying, WebhookBody, WebhookDto, Webhooks};
use super::actions::{self, New, WebhookError};
use super::model::{DeliveryId, Owner, SHOWN, WebhookId};
use super::queries::{self, Endpoint};
use crate::app::App;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::once::{Done, Keyed, made};
use crate::platform::web::{
    ById, Cache, Detail, Error, FieldError, ForToken, FromPairs, IfMatch, JsonBody, OfVersion, Pairs, Params, Result,
    SignedIn, answered, json, located, nothing, version_known,
};

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, register, show, change, remove, rotate, ping, deliveries, replay),
    components(schemas(
        Webhooks,
        WebhookDto,
        NewWebhook,
        WebhookBody,
        Deliveries,
        DeliveryDto,
        Replaying,
        Replayed,
        Pinged
    ))
)]
pub struct Description;

/// What whoever sees to endpoints can be refused with.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the description only")]
enum OfSeeing {
    /// What cannot be read (`malformed`)
    #[response(status = 400)]
    Malformed,
    /// A token that was not made for it, or a person who may not (`forbidden`)
    #[response(status = 403)]
    Forbidden,
    /// There is no such endpoint, organisation or chamber for this person (`notFound`)
    #[response(status = 404)]
    NotFound,
    /// Not as it stands, or too many (`conflict`)
    #[response(status = 409)]
    Conflict,
    /// Fields that are not as they must be, an address that cannot be sent to (`validation`)
    #[response(status = 422)]
    Validation,
}

async fn find(app: &App, actor: &Actor, id: &str) -> Result<Endpoint> {
    let id: WebhookId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::ManageWebhooks);
    let found = queries::find(&scope, app.journal.database(), id).await?;
    found.ok_or(Error::NotFound)
}

/// An endpoint as it is answered; with its secret where it was just made.
async fn told(app: &App, actor: &Actor, id: WebhookId, (status, fresh): (u16, bool)) -> Result<Done> {
    let found = find(app, actor, &id.to_string()).await?;
    let mut dto = dto::webhook(&found, app.journal.clock().now());
    dto.secret = fresh.then(|| found.secret(&app.web.identity.secret));
    Ok(Done {
        status,
        version: found.version,
        body: serde_json::to_string(&dto).map_err(anyhow::Error::new)?,
        replayed: false,
    })
}

/// A version that is not the one that stands is told as such.
fn of_version(error: WebhookError) -> Error {
    match error {
        WebhookError::Changed => Error::PreconditionFailed,
        other => other.into(),
    }
}

fn missing(field: &'static str) -> Error {
    Error::Validation(vec![FieldError::new(field, "missing", Detail::new("fault-missing"))])
}

/// The endpoints the token's person sees to.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks",
    operation_id = "listWebhooks",
    tag = "webhooks",
    security(("token" = ["join"])),
    responses((status = 200, description = "All of them", body = Webhooks), ForToken)
)]
pub(in crate::webhooks) async fn list(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    let scope = scope(&actor, Action::ManageWebhooks);
    let found = queries::all(&scope, app.journal.database()).await?;
    let now = app.journal.clock().now();
    let mut response = json(&Webhooks {
        this: app.web.absolute("/api/v1/webhooks"),
        items: found.iter().map(|one| dto::webhook(one, now)).collect(),
    })?;
    Cache::Private.apply(response.headers_mut());
    Ok(response)
}

/// Registers an endpoint, for an organisation or a chamber. The secret stands in this answer and in no other.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks",
    operation_id = "registerWebhook",
    tag = "webhooks",
    security(("token" = ["join"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A UUID: sent again with it within 24 hours, one endpoint is registered")),
    request_body = NewWebhook,
    responses(
        (status = 201, description = "Registered", body = WebhookDto, headers(
            ("ETag" = String, description = "Its version"),
            ("Location" = String, description = "Its address"),
        )),
        OfSeeing,
        ForToken
    )
)]
pub(in crate::webhooks) async fn register(
    State(app): State<App>,
    SignedIn { actor, person }: SignedIn,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<NewWebhook>,
) -> Result<Response> {
    let owner = match (&body.organisation, &body.chamber) {
        (Some(id), None) => Owner::Organisation(crate::platform::id::decode(id).ok_or(Error::NotFound)?),
        (None, Some(code)) => Owner::Chamber(code.clone()),
        _ => return Err(missing("organisation")),
    };
    let sent = serde_json::to_vec(&body).map_err(anyhow::Error::new)?;
    let keyed = Keyed::of(&headers, person, &[b"webhooks", &sent])?;
    let new = New {
        owner,
        url: body.url,
        events: body.events,
    };
    let run = || async { Ok(actions::register(&app, &actor, &new).await?) };
    let (id, replayed) = made(app.journal.database(), app.journal.clock().now(), keyed.as_ref(), run).await?;
    let mut answer = told(&app, &actor, id, (201, true)).await?;
    answer.replayed = replayed;
    let mut response = answered(&answer);
    located(&mut response, &app.web.absolute(&format!("/api/v1/webhooks/{id}")));
    Ok(response)
}

/// One endpoint.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks/{id}",
    operation_id = "getWebhook",
    tag = "webhooks",
    security(("token" = ["join"])),
    params(ById),
    responses(
        (status = 200, description = "The endpoint", body = WebhookDto, headers(("ETag" = String, description = "Its version, for `If-Match`"))),
        (status = 404, description = "There is no such endpoint for this person (`notFound`)"),
        ForToken
    )
)]
pub(in crate::webhooks) async fn show(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let found = find(&app, &actor, &id).await?;
    Ok(answered(&told(&app, &actor, found.id, (200, false)).await?))
}

/// Changes where it is and what it is told of, stops it or lets it go on. What waits goes out when it goes on.
#[utoipa::path(
    put,
    path = "/api/v1/webhooks/{id}",
    operation_id = "changeWebhook",
    tag = "webhooks",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    request_body = WebhookBody,
    responses(
        (status = 200, description = "Changed", body = WebhookDto, headers(("ETag" = String, description = "The next version"))),
        OfSeeing,
        ForToken,
        OfVersion
    )
)]
pub(in crate::webhooks) async fn change(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<WebhookBody>,
) -> Result<Response> {
    let found = find(&app, &actor, &id).await?;
    let version = Some(version_known(&headers)?);
    let changed = (version, body.url.as_str(), body.events.as_slice(), body.active);
    actions::change(&app, &actor, found.id, changed)
        .await
        .map_err(of_version)?;
    Ok(answered(&told(&app, &actor, found.id, (200, false)).await?))
}

/// Removes it, and what it was told.
#[utoipa::path(
    delete,
    path = "/api/v1/webhooks/{id}",
    operation_id = "removeWebhook",
    tag = "webhooks",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    responses((status = 204, description = "Removed"), OfSeeing, ForToken, OfVersion)
)]
pub(in crate::webhooks) async fn remove(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
) -> Result<Response> {
    let found = find(&app, &actor, &id).await?;
    let version = Some(version_known(&headers)?);
    actions::remove(&app, &actor, found.id, version)
        .await
        .map_err(of_version)?;
    Ok(nothing())
}

/// Makes a new secret, which stands in this answer and in no other. The one before signs as well for 24 hours.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks/{id}/secrets",
    operation_id = "rotateWebhookSecret",
    tag = "webhooks",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    responses(
        (status = 201, description = "Made", body = WebhookDto, headers(("ETag" = String, description = "The next version"))),
        OfSeeing,
        ForToken,
        OfVersion
    )
)]
pub(in crate::webhooks) async fn rotate(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
) -> Result<Response> {
    let found = find(&app, &actor, &id).await?;
    let version = Some(version_known(&headers)?);
    actions::rotate(&app, &actor, found.id, version)
        .await
        .map_err(of_version)?;
    Ok(answered(&told(&app, &actor, found.id, (201, true)).await?))
}

/// Sends a test.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks/{id}/pings",
    operation_id = "pingWebhook",
    tag = "webhooks",
    security(("token" = ["join"])),
    params(ById),
    responses((status = 202, description = "It is sent", body = Pinged), OfSeeing, ForToken)
)]
pub(in crate::webhooks) async fn ping(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let found = find(&app, &actor, &id).await?;
    let delivery = actions::ping(&app, &actor, found.id).await?.to_string();
    accepted(&Pinged { delivery })
}

fn accepted(said: &impl serde::Serialize) -> Result<Response> {
    let mut response = (StatusCode::ACCEPTED, json(said)?).into_response();
    Cache::Private.apply(response.headers_mut());
    Ok(response)
}

/// Where a page of deliveries begins, and how long it is.
#[derive(Default)]
pub(in crate::webhooks) struct Asked {
    before: Option<DeliveryId>,
    limit: Option<u64>,
}

impl FromPairs for Asked {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            before: pairs.parsed("before")?,
            limit: pairs.number("limit", 1..=200)?,
        })
    }
}

/// What it was told within thirty days, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks/{id}/deliveries",
    operation_id = "listWebhookDeliveries",
    tag = "webhooks",
    security(("token" = ["join"])),
    params(
        ById,
        ("before" = Option<String>, Query, description = "Id of the last one of the page before"),
        ("limit" = Option<u64>, Query, description = "1 to 200; 50 where nothing is said", minimum = 1, maximum = 200),
    ),
    responses(
        (status = 200, description = "A page", body = Deliveries),
        (status = 400, description = "Unknown parameter or value (`malformed`)"),
        (status = 404, description = "There is no such endpoint for this person (`notFound`)"),
        ForToken
    )
)]
pub(in crate::webhooks) async fn deliveries(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let found = find(&app, &actor, &id).await?;
    let limit = asked.limit.unwrap_or(SHOWN);
    let told = queries::deliveries(app.journal.database(), &found, asked.before, limit).await?;
    let base = app.web.absolute(&format!("/api/v1/webhooks/{}/deliveries", found.id));
    let full = u64::try_from(told.len()).is_ok_and(|count| count == limit);
    let last = told.last().filter(|_| full);
    let mut response = json(&Deliveries {
        this: match asked.before {
            Some(before) => format!("{base}?limit={limit}&before={before}"),
            None => base.clone(),
        },
        next: last.map(|last| format!("{base}?limit={limit}&before={}", last.id)),
        items: told.iter().map(|one| dto::delivery(one, &app.web)).collect(),
    })?;
    Cache::Private.apply(response.headers_mut());
    Ok(response)
}

/// Sends again what came to an end, delivered or not, with the ids it had: one delivery, or all from a time on.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks/{id}/replays",
    operation_id = "replayWebhook",
    tag = "webhooks",
    security(("token" = ["join"])),
    params(ById),
    request_body = Replaying,
    responses((status = 202, description = "They are sent", body = Replayed), OfSeeing, ForToken)
)]
pub(in crate::webhooks) async fn replay(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    JsonBody(body): JsonBody<Replaying>,
) -> Result<Response> {
    let found = find(&app, &actor, &id).await?;
    let count = match (body.delivery, body.since) {
        (Some(delivery), None) => {
            let delivery: DeliveryId = delivery.parse().map_err(|_| Error::NotFound)?;
            actions::replay(&app, &actor, found.id, delivery).await?;
            1
        }
        (None, Some(since)) => actions::replay_since(&app, &actor, found.id, since.timestamp_micros()).await?,
        _ => return Err(missing("delivery")),
    };
    accepted(&Replayed { count })
}

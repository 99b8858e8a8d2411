//! The workspace of an investor organisation, for programs of its people.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::dto::{self, Changes, NewSearch, Searches, Watchlist};
use super::{OfWriting, private};
use crate::app::App;
use crate::investors::actions::{self, InvestorError, Keeping};
use crate::investors::model::{SearchId, invests};
use crate::investors::queries::{self, alerts, as_professional, of_investor, watched};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::briefs;
use crate::platform::access::{Action, Actor, decide, scope};
use crate::platform::web::once::{Done, Keyed, made};
use crate::platform::web::{ById, Error, Fault, ForToken, JsonBody, Params, Result, SignedIn, Why, answered, nothing};

/// One organisation of one watchlist.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(in crate::investors) struct OfWatched {
    /// Id of the investor organisation
    id: String,
    /// Id of the organisation that is followed
    watched: String,
}

/// One search of one workspace.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(in crate::investors) struct OfSearch {
    /// Id of the investor organisation
    id: String,
    /// Id of the search
    search: String,
}

/// The organisation, for its people; for others there is none.
async fn open(app: &App, actor: &Actor, id: &str, what: Action) -> Result<OrganisationId> {
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    let found = briefs(app.journal.database().reader(), &[id.0]).await?.pop();
    let found = found.ok_or(Error::NotFound)?;
    drop(decide(actor, what, &of_investor(&found))?);
    if invests(&found) { Ok(id) } else { Err(Error::NotFound) }
}

/// Whom an investor organisation follows.
#[utoipa::path(
    get,
    path = "/api/v1/workspaces/{id}/watchlist",
    operation_id = "getWatchlist",
    tag = "investors",
    security(("token" = ["read"])),
    params(ById),
    responses((status = 200, description = "The watchlist", body = Watchlist), OfWriting, ForToken)
)]
pub(in crate::investors) async fn watchlist(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let id = open(&app, &actor, &id, Action::ReadWorkspace).await?;
    let scope = scope(&actor, Action::ReadWorkspace);
    let rows = watched(&scope, app.journal.database(), id).await?;
    private(&Watchlist {
        items: rows.iter().map(dto::followed).collect(),
    })
}

/// Follows an organisation; again it changes nothing.
#[utoipa::path(
    put,
    path = "/api/v1/workspaces/{id}/watchlist/{watched}",
    operation_id = "watchStartup",
    tag = "investors",
    security(("token" = ["join"])),
    params(OfWatched),
    responses((status = 204, description = "It is followed"), OfWriting, ForToken)
)]
pub(in crate::investors) async fn watch(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(OfWatched { id, watched }): Path<OfWatched>,
    _: Params<()>,
) -> Result<Response> {
    let id = open(&app, &actor, &id, Action::EditWorkspace).await?;
    let whom = watched.parse().map_err(|_| Error::NotFound)?;
    match actions::watch(app.hands(&actor), id, whom).await {
        Ok(()) | Err(InvestorError::Nothing) => Ok(nothing()),
        Err(error) => Err(error.into()),
    }
}

/// Follows an organisation no more; again it changes nothing.
#[utoipa::path(
    delete,
    path = "/api/v1/workspaces/{id}/watchlist/{watched}",
    operation_id = "unwatchStartup",
    tag = "investors",
    security(("token" = ["join"])),
    params(OfWatched),
    responses((status = 204, description = "It is not followed"), OfWriting, ForToken)
)]
pub(in crate::investors) async fn unwatch(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(OfWatched { id, watched }): Path<OfWatched>,
    _: Params<()>,
) -> Result<Response> {
    let id = open(&app, &actor, &id, Action::EditWorkspace).await?;
    let whom = watched.parse().map_err(|_| Error::NotFound)?;
    match actions::unwatch(app.hands(&actor), id, whom).await {
        Ok(()) | Err(InvestorError::Nothing) => Ok(nothing()),
        Err(error) => Err(error.into()),
    }
}

/// What an investor organisation looks for.
#[utoipa::path(
    get,
    path = "/api/v1/workspaces/{id}/searches",
    operation_id = "listSavedSearches",
    tag = "investors",
    security(("token" = ["read"])),
    params(ById),
    responses((status = 200, description = "The searches", body = Searches), OfWriting, ForToken)
)]
pub(in crate::investors) async fn searches(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let id = open(&app, &actor, &id, Action::ReadWorkspace).await?;
    let scope = scope(&actor, Action::ReadWorkspace);
    let rows = queries::searches(&scope, app.journal.database(), id).await?;
    private(&Searches {
        items: rows.iter().map(dto::search).collect(),
    })
}

/// Keeps a search. The same twice is refused.
#[utoipa::path(
    post,
    path = "/api/v1/workspaces/{id}/searches",
    operation_id = "keepSearch",
    tag = "investors",
    security(("token" = ["join"])),
    params(ById, ("Idempotency-Key" = Option<String>, Header, description = "A UUID: sent again with it within 24 hours, one search is kept")),
    request_body = NewSearch,
    responses((status = 201, description = "Kept", body = dto::SearchDto), OfWriting, ForToken)
)]
pub(in crate::investors) async fn keep_search(
    State(app): State<App>,
    SignedIn { actor, person }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(new): JsonBody<NewSearch>,
) -> Result<Response> {
    let id = open(&app, &actor, &id, Action::EditWorkspace).await?;
    let unknown = || Error::Validation(vec![Fault::new("filters", Why::Unknown).field_error()]);
    let keeping = &Keeping {
        search: new.search().ok_or_else(unknown)?,
        told: new.told,
    };
    let body = serde_json::to_vec(&new).map_err(anyhow::Error::new)?;
    let keyed = Keyed::of(&headers, person, &[b"searches", id.0.as_bytes(), &body])?;
    let run = || async { Ok(actions::keep_search(app.hands(&actor), id, keeping).await?) };
    let (search, replayed): (SearchId, bool) =
        made(app.journal.database(), app.journal.clock().now(), keyed.as_ref(), run).await?;
    // A token that was made to write need not have been made to read.
    let scope = scope(&actor, Action::EditWorkspace);
    let rows = queries::searches(&scope, app.journal.database(), id).await?;
    let found = rows.iter().find(|one| one.id == search).ok_or(Error::NotFound)?;
    Ok(answered(&Done {
        status: 201,
        version: 1,
        body: serde_json::to_string(&dto::search(found)).map_err(anyhow::Error::new)?,
        replayed,
    }))
}

/// Drops a search.
#[utoipa::path(
    delete,
    path = "/api/v1/workspaces/{id}/searches/{search}",
    operation_id = "dropSearch",
    tag = "investors",
    security(("token" = ["join"])),
    params(OfSearch),
    responses((status = 204, description = "Dropped"), OfWriting, ForToken)
)]
pub(in crate::investors) async fn drop_search(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(OfSearch { id, search }): Path<OfSearch>,
    _: Params<()>,
) -> Result<Response> {
    let id = open(&app, &actor, &id, Action::EditWorkspace).await?;
    let search: SearchId = search.parse().map_err(|_| Error::NotFound)?;
    actions::drop_search(app.hands(&actor), id, search).await?;
    Ok(nothing())
}

/// What changed in the last 90 days of those it follows, or its searches find: field, before, after, source.
#[utoipa::path(
    get,
    path = "/api/v1/workspaces/{id}/changes",
    operation_id = "listStartupChanges",
    tag = "investors",
    security(("token" = ["read"])),
    params(ById),
    responses((status = 200, description = "The newest 200", body = Changes), OfWriting, ForToken)
)]
pub(in crate::investors) async fn changes(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let id = open(&app, &actor, &id, Action::ReadWorkspace).await?;
    let database = app.journal.database();
    let scope = scope(&actor, Action::ReadWorkspace);
    let proof = as_professional(database.reader(), &actor).await?.ok();
    let now = app.journal.clock().now();
    let found = alerts((&scope, proof.as_ref()), database, now, id).await?;
    private(&Changes {
        items: found.iter().map(dto::change).collect(),
    })
}

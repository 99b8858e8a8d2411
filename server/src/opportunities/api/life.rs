//! What a program does with an opportunity once the chamber has seen it, and how it throws a draft away.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::dto::{LifeStep, OpportunityDto, Stepping};
use super::writing::{OfWriting, done, of_version, own};
use crate::app::App;
use crate::opportunities::actions;
use crate::platform::access::Action;
use crate::platform::web::{
    ById, ForToken, IfMatch, JsonBody, OfVersion, Params, Result, SignedIn, answered, nothing, version_known,
};

/// Takes a published opportunity back, lets it live a year longer, or says whether it takes interest.
#[utoipa::path(
    post,
    path = "/api/v1/opportunities/{id}/steps",
    operation_id = "stepOpportunity",
    tag = "opportunities",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    request_body = Stepping,
    responses(
        (status = 200, description = "Done", body = OpportunityDto, headers(("ETag" = String, description = "The next version"))),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::opportunities) async fn step(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(stepping): JsonBody<Stepping>,
) -> Result<Response> {
    let own = own(&app, &actor, &id, Action::EditOpportunity).await?;
    let (hands, version) = (app.hands(&actor), Some(version_known(&headers)?));
    let stepped = match stepping.step {
        LifeStep::Withdraw => actions::withdraw(hands, own.id, version).await,
        LifeStep::Extend => actions::extend(hands, own.id, version).await,
        LifeStep::Open => actions::set_open(hands, own.id, version, true).await,
        LifeStep::Close => actions::set_open(hands, own.id, version, false).await,
    };
    stepped.map_err(of_version)?;
    Ok(answered(&done(&app, &actor, own.id, 200).await?))
}

/// Throws a draft away that no chamber has seen.
#[utoipa::path(
    delete,
    path = "/api/v1/opportunities/{id}",
    operation_id = "discardOpportunity",
    tag = "opportunities",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    responses(
        (status = 204, description = "Thrown away"),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::opportunities) async fn discard(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
) -> Result<Response> {
    let own = own(&app, &actor, &id, Action::EditOpportunity).await?;
    let version = Some(version_known(&headers)?);
    let gone = actions::discard(app.hands(&actor), own.id, version).await;
    gone.map_err(of_version)?;
    Ok(nothing())
}

//! How a program takes a practice back from where everybody sees it, or throws a draft away.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::dto::PracticeDto;
use super::writing::{OfWriting, done, of_version, own};
use crate::app::App;
use crate::platform::access::Action;
use crate::platform::web::{
    ById, ForToken, IfMatch, OfVersion, Params, Result, SignedIn, answered, nothing, version_known,
};
use crate::practices::actions;

/// Takes a published practice back.
#[utoipa::path(
    post,
    path = "/api/v1/practices/{id}/withdrawal",
    operation_id = "withdrawPractice",
    tag = "practices",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    responses(
        (status = 200, description = "Taken back", body = PracticeDto, headers(("ETag" = String, description = "The next version"))),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::practices) async fn withdraw(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
) -> Result<Response> {
    let own = own(&app, &actor, &id, Action::EditPractice).await?;
    let version = Some(version_known(&headers)?);
    let taken = actions::withdraw(app.hands(&actor), own.id, version).await;
    taken.map_err(of_version)?;
    Ok(answered(
        &done(&app, &actor, own.id, (200, Action::EditPractice)).await?,
    ))
}

/// Throws a draft away that no chamber has seen.
#[utoipa::path(
    delete,
    path = "/api/v1/practices/{id}",
    operation_id = "discardPractice",
    tag = "practices",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    responses(
        (status = 204, description = "Thrown away"),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::practices) async fn discard(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
) -> Result<Response> {
    let own = own(&app, &actor, &id, Action::EditPractice).await?;
    let version = Some(version_known(&headers)?);
    let gone = actions::discard(app.hands(&actor), own.id, version).await;
    gone.map_err(of_version)?;
    Ok(nothing())
}

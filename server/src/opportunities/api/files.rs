//! The files of an opportunity: as on the pages, laid in and taken out by a program of its organisation while it is written.

use axum::extract::{Path, Request, State};
use axum::response::Response;

use super::writing::{OfWriting, own};
use crate::app::App;
use crate::attachments::api::{AttachmentDto, AttachmentsDto, NewAttachment, OfAttachment, lay_once, listed};
use crate::attachments::{AttachmentId, Of, download};
use crate::opportunities::{OpportunityId, actions, files};
use crate::platform::access::Action;
use crate::platform::web::{ById, Error, ForToken, Params, Result, SignedIn, Visitor, nothing};

/// Where an opportunity is.
pub(super) fn base(id: OpportunityId) -> String {
    format!("/api/v1/opportunities/{id}")
}

/// The files of an opportunity; those of an anonymous one for whoever it accepted.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities/{id}/attachments",
    operation_id = "listOpportunityAttachments",
    tag = "opportunities",
    security((), ("token" = ["read"]), ("token" = ["cases"])),
    params(ById),
    responses(
        (status = 200, description = "The files", body = AttachmentsDto),
        (status = 404, description = "There is no such opportunity for this reader, or its files are not for them (`notFound`)"),
    )
)]
pub(in crate::opportunities) async fn attachments(
    State(app): State<App>,
    visitor: Visitor,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let id: OpportunityId = id.parse().map_err(|_| Error::NotFound)?;
    let found = files::readable(&app, &visitor.actor, id).await?;
    listed(&found, (&app.web, &base(id)), visitor.actor.person_id())
}

/// A file, as a download.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities/{id}/attachments/{attachment}",
    operation_id = "getOpportunityAttachment",
    tag = "opportunities",
    security((), ("token" = ["read"]), ("token" = ["cases"])),
    params(OfAttachment),
    responses(
        (status = 200, description = "Its bytes", content_type = "*/*"),
        (status = 404, description = "There is no such file for this reader (`notFound`)"),
    )
)]
pub(in crate::opportunities) async fn fetch(
    State(app): State<App>,
    visitor: Visitor,
    Path(OfAttachment { id, attachment }): Path<OfAttachment>,
    _: Params<()>,
) -> Result<Response> {
    let found = files::one(&app, &visitor.actor, (&id, &attachment)).await?;
    download(&app.files, &found.sha256, found.kind.media_type(), &found.name).await
}

/// Lays a file in while the opportunity is written.
#[utoipa::path(
    post,
    path = "/api/v1/opportunities/{id}/attachments",
    operation_id = "attachToOpportunity",
    tag = "opportunities",
    security(("token" = ["join"])),
    params(ById, ("Idempotency-Key" = Option<String>, Header, description = "A UUID: sent again with it within 24 hours, one file is laid in")),
    request_body(content = NewAttachment, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "Laid in", body = AttachmentDto, headers(("Location" = String, description = "Its address"))),
        (status = 415, description = "Not a form with a file (`unsupportedMediaType`)"),
        OfWriting,
        ForToken,
    )
)]
pub(in crate::opportunities) async fn attach(
    State(app): State<App>,
    SignedIn { actor, person }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    request: Request,
) -> Result<Response> {
    let id = own(&app, &actor, &id, Action::EditOpportunity).await?.id;
    let (hands, files) = (app.hands(&actor), &app.files);
    let lay = |file| async move { Ok(actions::attach(hands, files, id, file).await?) };
    lay_once(hands, person, (Of::Opportunity(id.0), &base(id)), request, lay).await
}

/// Takes a file out while the opportunity is written.
#[utoipa::path(
    delete,
    path = "/api/v1/opportunities/{id}/attachments/{attachment}",
    operation_id = "detachFromOpportunity",
    tag = "opportunities",
    security(("token" = ["join"])),
    params(OfAttachment),
    responses(
        (status = 204, description = "Taken out"),
        OfWriting,
        ForToken,
    )
)]
pub(in crate::opportunities) async fn detach(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(OfAttachment { id, attachment }): Path<OfAttachment>,
    _: Params<()>,
) -> Result<Response> {
    let own = own(&app, &actor, &id, Action::EditOpportunity).await?;
    let attachment: AttachmentId = attachment.parse().map_err(|_| Error::NotFound)?;
    actions::detach(app.hands(&actor), own.id, attachment).await?;
    Ok(nothing())
}

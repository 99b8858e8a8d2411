//! The files of an opportunity: as on the pages, laid in and taken out by a program of its organisation while it is written.

use axum::extract::{Path, Request, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};

use super::writing::{OfWriting, own};
use crate::app::App;
use crate::attachments::{self, Attachment, AttachmentId, Of, download, laid};
use crate::opportunities::{OpportunityId, actions, files};
use crate::platform::files::receive;
use crate::platform::web::once::{Done, Keyed, made};
use crate::platform::web::{
    ById, Cache, Error, FieldError, ForToken, Params, Result, SignedIn, Visitor, answered, json, located, nothing,
};

/// The files of an opportunity.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Attachments)]
pub struct AttachmentsDto {
    /// The oldest first.
    items: Vec<AttachmentDto>,
}

/// A file.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Attachment)]
pub struct AttachmentDto {
    /// Its id.
    id: String,
    /// Its own name for those it belongs to and their chamber; for everybody else one that tells nothing.
    name: String,
    /// What it is, as found in its bytes.
    media_type: &'static str,
    /// How many bytes.
    bytes: u64,
    /// Where it is.
    href: String,
}

/// Where a file is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(in crate::opportunities) struct OfAttachment {
    /// Id of the opportunity
    id: String,
    /// Id of the file
    attachment: String,
}

/// What is sent: a form with one file.
#[derive(ToSchema)]
#[allow(dead_code, reason = "read by the description only")]
pub struct NewAttachment {
    /// PDF, PNG, JPEG or WebP, at most 10 MiB
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

fn address(app: &App, id: OpportunityId, attachment: AttachmentId) -> String {
    app.web
        .absolute(&format!("/api/v1/opportunities/{id}/attachments/{attachment}"))
}

fn dto(app: &App, id: OpportunityId, one: &Attachment) -> AttachmentDto {
    AttachmentDto {
        id: one.id.to_string(),
        name: one.name.clone(),
        media_type: one.kind.media_type(),
        bytes: one.bytes,
        href: address(app, id, one.id),
    }
}

/// The files of an opportunity; those of an anonymous one for whoever it accepted.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities/{id}/attachments",
    operation_id = "listOpportunityAttachments",
    tag = "opportunities",
    security((), ("token" = ["read"])),
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
    let mut response = json(&AttachmentsDto {
        items: found.iter().map(|one| dto(&app, id, one)).collect(),
    })?;
    Cache::Private.apply(response.headers_mut());
    Ok(response)
}

/// A file, as a download.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities/{id}/attachments/{attachment}",
    operation_id = "getOpportunityAttachment",
    tag = "opportunities",
    security((), ("token" = ["read"])),
    params(OfAttachment),
    responses(
        (status = 200, description = "Its bytes", content_type = "application/octet-stream"),
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
    let own = own(&app, &actor, &id).await?;
    let headers = request.headers().clone();
    let file = laid(receive(request).await?).await?;
    let file = file.map_err(|detail| Error::Validation(vec![FieldError::new("file", "file", detail)]))?;
    let sum = Sha256::digest(&file.bytes);
    let what: [&[u8]; 4] = [b"attachments", id.as_bytes(), file.name.as_bytes(), &sum];
    let keyed = Keyed::of(&headers, person, &what)?;
    let run = || async { Ok(actions::attach(app.hands(&actor), &app.files, own.id, file.clone()).await?) };
    let database = app.journal.database();
    let (laid, replayed) = made(database, app.journal.clock().now(), keyed.as_ref(), run).await?;
    // Whoever lays it in knows its name, with a token that was not made for reading too.
    let found = attachments::find(database.reader(), Of::Opportunity(own.id.0), laid).await?;
    let (_, found) = found.ok_or(Error::NotFound)?;
    let mut response = answered(&Done {
        status: 201,
        version: 0,
        body: serde_json::to_string(&dto(&app, own.id, &found)).map_err(anyhow::Error::new)?,
        replayed,
    });
    located(&mut response, &address(&app, own.id, laid));
    Ok(response)
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
    let own = own(&app, &actor, &id).await?;
    let attachment: AttachmentId = attachment.parse().map_err(|_| Error::NotFound)?;
    actions::detach(app.hands(&actor), own.id, attachment).await?;
    Ok(nothing())
}

//! The files both sides of an introduction and their advisers share: as on its page, from *accepted* on.

use axum::extract::{Path, Request, State};
use axum::response::Response;
use utoipa::IntoResponses;

use super::dto::base;
use crate::app::App;
use crate::attachments::api::{AttachmentDto, AttachmentsDto, NewAttachment, OfAttachment, lay_once, listed};
use crate::attachments::{AttachmentId, Of, download};
use crate::introductions::IntroductionId;
use crate::introductions::actions::{self, Office};
use crate::introductions::outside::load;
use crate::platform::web::{ById, Error, ForToken, Params, Result, SignedIn, nothing};

/// What whoever shares files can be refused with.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the description only")]
enum OfSharing {
    /// What cannot be read (`malformed`)
    #[response(status = 400)]
    Malformed,
    /// A token that was not made for it, or a person who may not (`forbidden`)
    #[response(status = 403)]
    Forbidden,
    /// There is no such introduction or file for this person (`notFound`)
    #[response(status = 404)]
    NotFound,
    /// It is not accepted yet, or has ended; too many files; or somebody else laid it in (`conflict`)
    #[response(status = 409)]
    Conflict,
}

/// The files of an introduction; none before it is accepted.
#[utoipa::path(
    get,
    path = "/api/v1/introductions/{id}/attachments",
    operation_id = "listIntroductionAttachments",
    tag = "introductions",
    security(("token" = ["read"])),
    params(ById),
    responses(
        (status = 200, description = "The files", body = AttachmentsDto),
        (status = 404, description = "There is no such introduction for this person (`notFound`)"),
        ForToken,
    )
)]
pub(in crate::introductions) async fn attachments(
    State(app): State<App>,
    SignedIn { actor, person }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let id: IntroductionId = id.parse().map_err(|_| Error::NotFound)?;
    let found = load(&app, &actor, id).await?;
    listed(&found.files, (&app.web, &base(id)), Some(person))
}

/// A file, as a download.
#[utoipa::path(
    get,
    path = "/api/v1/introductions/{id}/attachments/{attachment}",
    operation_id = "getIntroductionAttachment",
    tag = "introductions",
    security(("token" = ["read"])),
    params(OfAttachment),
    responses(
        (status = 200, description = "Its bytes", content_type = "*/*"),
        (status = 404, description = "There is no such file for this person (`notFound`)"),
        ForToken,
    )
)]
pub(in crate::introductions) async fn fetch(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(OfAttachment { id, attachment }): Path<OfAttachment>,
    _: Params<()>,
) -> Result<Response> {
    let id: IntroductionId = id.parse().map_err(|_| Error::NotFound)?;
    let attachment: AttachmentId = attachment.parse().map_err(|_| Error::NotFound)?;
    let shown = load(&app, &actor, id).await?;
    let found = shown.files.iter().find(|one| one.id == attachment);
    let found = found.ok_or(Error::NotFound)?;
    download(&app.files, &found.sha256, found.kind.media_type(), &found.name).await
}

/// Lays a file in, for both sides and their advisers; from *accepted* on until it ends.
#[utoipa::path(
    post,
    path = "/api/v1/introductions/{id}/attachments",
    operation_id = "attachToIntroduction",
    tag = "introductions",
    security(("token" = ["join"]), ("token" = ["cases"])),
    params(ById, ("Idempotency-Key" = Option<String>, Header, description = "A UUID: sent again with it within 24 hours, one file is laid in")),
    request_body(content = NewAttachment, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "Laid in", body = AttachmentDto, headers(("Location" = String, description = "Its address"))),
        (status = 415, description = "Not a form with a file (`unsupportedMediaType`)"),
        (status = 422, description = "A file that cannot be taken (`validation`)"),
        OfSharing,
        ForToken,
    )
)]
pub(in crate::introductions) async fn attach(
    State(app): State<App>,
    SignedIn { actor, person }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    request: Request,
) -> Result<Response> {
    let id: IntroductionId = id.parse().map_err(|_| Error::NotFound)?;
    let (office, files) = (Office::of(&app, &actor), &app.files);
    // Whoever may not know of it learns nothing from trying, and sends nothing.
    actions::may_share(office, id).await?;
    let lay = |file| async move { Ok(actions::lay_file(office, files, id, file).await?) };
    let of = (Of::Introduction(id.0), &*base(id));
    lay_once(app.hands(&actor), person, of, request, lay).await
}

/// Takes a file out: whoever laid it in does.
#[utoipa::path(
    delete,
    path = "/api/v1/introductions/{id}/attachments/{attachment}",
    operation_id = "detachFromIntroduction",
    tag = "introductions",
    security(("token" = ["join"]), ("token" = ["cases"])),
    params(OfAttachment),
    responses(
        (status = 204, description = "Taken out"),
        OfSharing,
        ForToken,
    )
)]
pub(in crate::introductions) async fn detach(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(OfAttachment { id, attachment }): Path<OfAttachment>,
    _: Params<()>,
) -> Result<Response> {
    let id: IntroductionId = id.parse().map_err(|_| Error::NotFound)?;
    let attachment: AttachmentId = attachment.parse().map_err(|_| Error::NotFound)?;
    actions::take_file(Office::of(&app, &actor), id, attachment).await?;
    Ok(nothing())
}

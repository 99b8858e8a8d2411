//! Files of an introduction, laid in, fetched and taken out by both sides and their advisers.

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::act::Rejected;
use super::show::shown;
use crate::app::App;
use crate::attachments::{AttachmentId, download, laid};
use crate::introductions::actions::{self, Office};
use crate::introductions::model::IntroductionId;
use crate::introductions::outside::load;
use crate::platform::access::Actor;
use crate::platform::files::receive;
use crate::platform::web::{Error, FormBody, Lang, Params, Result, SignedIn, Visitor};

/// `POST /{lang}/introductions/{id}/files`
pub(in crate::introductions) async fn lay_file(
    State(app): State<App>,
    lang: Lang,
    visitor: Visitor,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    request: Request,
) -> Result<Response> {
    let id: IntroductionId = id.parse().map_err(|_| Error::NotFound)?;
    // Whoever may not know of it learns nothing from trying, and sends nothing.
    load(&app, &actor, id).await?;
    let received = receive(request).await?;
    visitor.check_form(received.field("_csrf"))?;
    let file = match laid(received).await? {
        Ok(file) => file,
        Err(detail) => {
            let wrong = (StatusCode::UNPROCESSABLE_ENTITY, detail.text(lang.t));
            return refused(&app, &lang, &actor, id, wrong).await;
        }
    };
    let done = actions::lay_file(Office::of(&app, &actor), &app.files, id, file).await;
    after(&app, &lang, &actor, id, done.map(|_| ()).map_err(Error::from)).await
}

/// `POST /{lang}/introductions/{id}/files/{file}/remove`
pub(in crate::introductions) async fn take_file(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id, file)): Path<(String, String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let id: IntroductionId = id.parse().map_err(|_| Error::NotFound)?;
    let file: AttachmentId = file.parse().map_err(|_| Error::NotFound)?;
    load(&app, &actor, id).await?;
    let done = actions::take_file(Office::of(&app, &actor), id, file).await;
    after(&app, &lang, &actor, id, done.map_err(Error::from)).await
}

async fn after(app: &App, lang: &Lang, actor: &Actor, id: IntroductionId, done: Result<()>) -> Result<Response> {
    match done {
        Ok(()) => Ok(Redirect::to(&lang.path(&format!("/introductions/{id}#files"))).into_response()),
        Err(Error::Conflict(detail)) => {
            let wrong = (StatusCode::CONFLICT, detail.text(lang.t));
            refused(app, lang, actor, id, wrong).await
        }
        Err(other) => Err(other),
    }
}

async fn refused(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    id: IntroductionId,
    (status, text): (StatusCode, String),
) -> Result<Response> {
    let view = load(app, actor, id).await?;
    shown(app, lang, view, Some(Rejected::of_file(text)), status).await
}

/// `GET /{lang}/introductions/{id}/files/{file}`
pub(in crate::introductions) async fn file(
    State(app): State<App>,
    _: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id, file)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let id: IntroductionId = id.parse().map_err(|_| Error::NotFound)?;
    let file: AttachmentId = file.parse().map_err(|_| Error::NotFound)?;
    let view = load(&app, &actor, id).await?;
    let found = view.files.iter().find(|one| one.id == file).ok_or(Error::NotFound)?;
    download(&app.files, &found.sha256, found.kind.media_type(), &found.name).await
}

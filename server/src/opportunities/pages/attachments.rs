//! The files of an opportunity: laid in and taken out by its organisation while it is written; fetched by whoever may.

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::form::right;
use super::{inner_path, open, title};
use crate::app::App;
use crate::attachments::{self, AttachmentId, Of, download, laid, size};
use crate::joining::Inside;
use crate::opportunities::queries::Own;
use crate::opportunities::{OpportunityId, actions, files};
use crate::organisations::queries::Organisation;
use crate::platform::access::Actor;
use crate::platform::files::{FILE_LIMIT, receive};
use crate::platform::texts::T;
use crate::platform::web::{Cache, Error, FormBody, Lang, Layout, Params, Result, SignedIn, Visitor, page};

/// A file as it is shown: address, name and size.
pub(super) struct File {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) name: String,
    pub(super) size: String,
}

/// The files of one, by their own names within, and by none that could tell whose they are for everybody.
pub(super) async fn attached_to(app: &App, lang: &Lang, id: OpportunityId, within: bool) -> Result<Vec<File>> {
    let found = attachments::list(app.journal.database().reader(), Of::Opportunity(id.0)).await?;
    let shown = (1..).zip(found).map(|(place, one)| File {
        id: one.id.to_string(),
        href: lang.path(&format!("/opportunities/{id}/attachments/{}", one.id)),
        name: match within {
            true => one.name,
            false => named(lang.t, place, one.kind),
        },
        size: size(lang.t, one.bytes),
    });
    Ok(shown.collect())
}

fn named(t: T, place: usize, kind: crate::platform::files::FileKind) -> String {
    let kind = kind.extension().to_uppercase();
    let said = [("number", place.into()), ("kind", kind.as_str().into())];
    t.with("opportunity-attachment", &said).into_owned()
}

#[derive(Template)]
#[template(path = "opportunities/pages/attachments.html")]
struct AttachmentsPage {
    layout: Layout,
    inside: Inside,
    /// What they belong to.
    title: String,
    back: String,
    action: String,
    files: Vec<File>,
    /// Whether files can be laid in and taken out.
    writes: bool,
    anonymous: bool,
    /// What happened to the file that came.
    wrong: Option<String>,
    megabytes: u64,
}

async fn shown(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    (organisation, own): (&Organisation, &Own),
    wrong: Option<(StatusCode, String)>,
) -> Result<Response> {
    let (status, wrong) = wrong.map_or((StatusCode::OK, None), |(status, text)| (status, Some(text)));
    let shown = AttachmentsPage {
        layout: lang.layout(lang.t.get("opportunity-attachments")).hidden(),
        inside: Inside::of(organisation, lang, "opportunities"),
        title: title(lang, own),
        back: inner_path(lang, own, ""),
        action: inner_path(lang, own, "/attachments"),
        files: attached_to(app, lang, own.id, true).await?,
        writes: own.state.is_written() && right(actor, organisation).is_ok(),
        anonymous: own.anonymous,
        wrong,
        megabytes: u64::try_from(FILE_LIMIT / 1024 / 1024).unwrap_or_default(),
    };
    page(&shown, status, Cache::Private)
}

/// `GET /{lang}/own/{id}/opportunities/{opportunity}/attachments`
pub(in crate::opportunities) async fn attached(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    shown(&app, &lang, &actor, (&organisation, &own), None).await
}

/// `POST /{lang}/own/{id}/opportunities/{opportunity}/attachments`
pub(in crate::opportunities) async fn attach(
    State(app): State<App>,
    lang: Lang,
    visitor: Visitor,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id)): Path<(String, String, String)>,
    request: Request,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    right(&actor, &organisation)?;
    let received = receive(request).await?;
    visitor.check_form(received.field("_csrf"))?;
    let wrong = match laid(received).await? {
        Err(detail) => (StatusCode::UNPROCESSABLE_ENTITY, detail.text(lang.t)),
        Ok(file) => match actions::attach(app.hands(&actor), &app.files, own.id, file)
            .await
            .map_err(Error::from)
        {
            Ok(_) => return Ok(Redirect::to(&inner_path(&lang, &own, "/attachments")).into_response()),
            Err(Error::Conflict(detail)) => (StatusCode::CONFLICT, detail.text(lang.t)),
            Err(other) => return Err(other),
        },
    };
    shown(&app, &lang, &actor, (&organisation, &own), Some(wrong)).await
}

/// `POST /{lang}/own/{id}/opportunities/{opportunity}/attachments/{attachment}/remove`
pub(in crate::opportunities) async fn detach(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id, attachment)): Path<(String, String, String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    right(&actor, &organisation)?;
    let attachment: AttachmentId = attachment.parse().map_err(|_| Error::NotFound)?;
    match actions::detach(app.hands(&actor), own.id, attachment)
        .await
        .map_err(Error::from)
    {
        Ok(()) => Ok(Redirect::to(&inner_path(&lang, &own, "/attachments")).into_response()),
        Err(Error::Conflict(detail)) => {
            let wrong = Some((StatusCode::CONFLICT, detail.text(lang.t)));
            shown(&app, &lang, &actor, (&organisation, &own), wrong).await
        }
        Err(other) => Err(other),
    }
}

/// `GET /{lang}/opportunities/{id}/attachments/{attachment}`: by its own name for its people and its chamber; by none that tells
/// anything for everybody who may read it, of an anonymous one for those who were introduced.
pub(in crate::opportunities) async fn attachment(
    State(app): State<App>,
    lang: Lang,
    Path((_, id, attachment)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let found = files::one(&app, &lang.visitor.actor, (&id, &attachment)).await?;
    download(&app.files, &found.sha256, found.kind.media_type(), &found.name).await
}

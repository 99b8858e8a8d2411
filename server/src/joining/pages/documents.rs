//! Papers: laid in, taken out, fetched by those who may.

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::{Chambers, Frame};
use super::{Reader, own};
use crate::app::App;
use crate::attachments::{Laid, download, file_detail, size};
use crate::cases::queries::ownership_of;
use crate::joining::actions::{self, JoinError};
use crate::joining::model::{DocumentId, DraftId, Step};
use crate::joining::queries::{Document, Draft, find_document};
use crate::platform::access::{Action, Actor, Ownership, decide};
use crate::platform::files::{FILE_LIMIT, receive};
use crate::platform::web::{Cache, Error, FormBody, Lang, Layout, Params, Result, SignedIn, Visitor, page};

#[derive(Template)]
#[template(path = "joining/pages/documents.html")]
struct DocumentsPage<'a> {
    layout: Layout,
    frame: Frame,
    draft: &'a Draft,
    /// Name and size of each, with its id.
    papers: Vec<(String, String, String)>,
    /// What happened to the file that came.
    wrong: Option<String>,
    wanted: bool,
    megabytes: u64,
}

/// The step "documents", with what was wrong with the file that was sent.
pub(super) async fn show(
    app: &App,
    lang: &Lang,
    draft: &Draft,
    wrong: Option<(StatusCode, String)>,
) -> Result<Response> {
    let papers = draft.documents.iter();
    let papers = papers.map(|paper| (paper.id.clone(), paper.name.clone(), size(lang.t, paper.size)));
    let chambers = Chambers::around(app, draft).await?;
    let (status, wrong) = wrong.map_or((StatusCode::OK, None), |(status, text)| (status, Some(text)));
    let shown = DocumentsPage {
        layout: lang.layout(lang.t.term("join-step", "documents")).hidden(),
        frame: Frame::new(draft, Step::Documents, &chambers, Reader::of(app, lang)),
        papers: papers.collect(),
        wanted: draft.dossier.number.is_none(),
        draft,
        wrong,
        megabytes: u64::try_from(FILE_LIMIT / 1024 / 1024).unwrap_or_default(),
    };
    page(&shown, status, Cache::Private)
}

/// `POST /{lang}/joining/{id}/documents/add`
pub(in crate::joining) async fn add_document(
    State(app): State<App>,
    lang: Lang,
    visitor: Visitor,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    request: Request,
) -> Result<Response> {
    let draft = own(&app, &actor, &id).await?;
    let received = receive(request).await?;
    visitor.check_form(received.field("_csrf"))?;
    let mut wrong = None;
    if received.files.is_empty() {
        wrong = Some(lang.t.get("join-file-none").into_owned());
    }
    for file in received.files {
        let name = file.name.clone();
        let kept = match file.check().await? {
            Err(fault) => Err(JoinError::File(name, fault)),
            Ok((kind, bytes)) => {
                let laid = Laid { name, kind, bytes };
                actions::add_document(&app.journal, &app.files, &actor, draft.id, laid).await
            }
        };
        match kept {
            Ok(_) => {}
            Err(JoinError::File(name, fault)) => wrong = Some(file_detail(&name, fault).text(lang.t)),
            Err(error) => return Err(error.into()),
        }
    }
    match wrong {
        None => Ok(Redirect::to(&back(&lang, &draft)).into_response()),
        Some(text) => {
            let draft = own(&app, &actor, &id).await?;
            show(&app, &lang, &draft, Some((StatusCode::UNPROCESSABLE_ENTITY, text))).await
        }
    }
}

fn back(lang: &Lang, draft: &Draft) -> String {
    let rest = if draft.is_editable() { "/documents" } else { "" };
    lang.path(&format!("/joining/{}{rest}", draft.id))
}

/// `POST /{lang}/joining/{id}/documents/{document}/remove`
pub(in crate::joining) async fn remove_document(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id, document)): Path<(String, String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let (id, document): (DraftId, DocumentId) = match (id.parse(), document.parse()) {
        (Ok(id), Ok(document)) => (id, document),
        _ => return Err(Error::NotFound),
    };
    actions::remove_document(&app.journal, &app.files, &actor, (id, document)).await?;
    Ok(Redirect::to(&lang.path(&format!("/joining/{id}/documents"))).into_response())
}

/// `GET /{lang}/documents/{id}`: for who laid it in, and the chamber of its case.
pub(in crate::joining) async fn document(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let id: DocumentId = id.parse().map_err(|_| Error::NotFound)?;
    let found = find_document(app.journal.database(), id)
        .await?
        .ok_or(Error::NotFound)?;
    may_read(&app, &actor, id, &found).await?;
    download(&app.files, &found.sha256, &found.kind, &found.name).await
}

async fn may_read(app: &App, actor: &Actor, id: DocumentId, found: &Document) -> Result<()> {
    let case = match found.case {
        Some(case) => ownership_of(app.journal.database().reader(), case).await?,
        None => None,
    };
    let owners = Ownership {
        id: id.0,
        person: Some(found.person),
        chamber: case.and_then(|case| case.chamber),
        ..Ownership::default()
    };
    // Reading changes nothing: the right to it is all that is wanted of the grant.
    drop(decide(actor, Action::ReadCase, &owners)?);
    Ok(())
}

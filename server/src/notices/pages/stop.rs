//! The way out of letters by the signed link at their foot. A look changes nothing: programs that check mail open every link.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::list::Choice;
use crate::app::App;
use crate::notices::queries::Letters;
use crate::notices::{actions, queries, stop as link};
use crate::platform::web::{Cache, Error, FormBody, Lang, Layout, Params, Result, Speaks, page};

#[derive(Template)]
#[template(path = "notices/pages/stop.html")]
struct StopPage {
    layout: Layout,
    token: String,
    stopped: bool,
}

fn whose(app: &App, token: &str) -> Result<Uuid> {
    link::read(&app.web.identity.secret, token).ok_or(Error::NotFound)
}

/// `GET /{lang}/notices/stop/{token}`
pub(in crate::notices) async fn stop_form(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let person = whose(&app, &token)?;
    let letters = queries::letters(app.journal.database().reader(), person).await?;
    let shown = StopPage {
        layout: lang.layout(lang.t.get("notices-stop-title")).hidden(),
        token,
        stopped: letters == Letters::Stopped,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// `POST /{lang}/notices/stop/{token}`
pub(in crate::notices) async fn stop(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    FormBody(Choice(stopped)): FormBody<Choice>,
) -> Result<Response> {
    let person = whose(&app, &token)?;
    actions::set_stopped(&app.journal, None, person, stopped).await?;
    Ok(Redirect::to(&lang.path(&format!("/notices/stop/{token}"))).into_response())
}

/// `POST /api/v1/notices/stop/{token}`: a mail program's one click (RFC 8058). Its body says nothing the address does not.
pub(in crate::notices) async fn one_click(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    let person = whose(&app, &token)?;
    actions::set_stopped(&app.journal, None, person, true).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `GET /api/v1/notices/stop/{token}`: mail programs without the one click open it for their reader.
pub(in crate::notices) async fn to_form(speaks: Speaks, Path(token): Path<String>) -> Response {
    let to = format!("/{}/notices/stop/{token}", speaks.t.locale);
    Redirect::to(&to).into_response()
}

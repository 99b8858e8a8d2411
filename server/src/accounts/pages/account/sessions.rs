//! Browsers that are signed in.

use axum::extract::{Path, State};
use axum::response::Response;

use super::{Shown, done};
use crate::accounts::actions::sign_out;
use crate::accounts::browser::Browser;
use crate::accounts::identify::see_other;
use crate::accounts::model::SessionId;
use crate::app::App;
use crate::platform::web::{Error, FormBody, Lang, Result};

/// `POST /{lang}/account/sessions/{id}/end`
pub(in crate::accounts) async fn end(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    Path((_, id)): Path<(String, String)>,
    _: FormBody<()>,
) -> Result<Response> {
    let id: SessionId = id.parse().map_err(|_| Error::NotFound)?;
    let ended = sign_out::end(&app.journal, &browser.visitor.actor, id.0).await;
    if ended.is_ok() && browser.visitor.session == Some(id.0) {
        let mut response = see_other(&lang.path(""));
        app.accounts.cookies.leave(&mut response);
        return Ok(response);
    }
    done(&app, &lang, ended, ("sessions", Shown::default())).await
}

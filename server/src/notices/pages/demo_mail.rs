//! A demonstration sends nothing: its letters are read here, by everybody on the machine.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::platform::id::{decode, encode};
use crate::platform::mail::shown::{self, Shown};
use crate::platform::web::{Cache, Error, Lang, Layout, Params, Result, page};

#[derive(Template)]
#[template(path = "notices/pages/demo_mail.html")]
struct MailPage {
    layout: Layout,
    letters: Vec<Row>,
}

struct Row {
    id: String,
    letter: Shown,
    at: String,
    waits: bool,
}

#[derive(Template)]
#[template(path = "notices/pages/demo_letter.html")]
struct LetterPage {
    layout: Layout,
    row: Row,
}

impl Row {
    fn new(app: &App, letter: Shown) -> Self {
        let local = app
            .web
            .region
            .zone
            .local(letter.not_before.max(letter.sent_at.unwrap_or_default()));
        Self {
            id: encode(letter.id),
            at: local.format("%Y-%m-%d %H:%M").to_string(),
            waits: letter.not_before > app.journal.clock().now(),
            letter,
        }
    }
}

/// `GET /{lang}/demo/mail`
pub(in crate::notices) async fn demo_list(State(app): State<App>, lang: Lang, _: Params<()>) -> Result<Response> {
    refuse_elsewhere(&app)?;
    let letters = shown::newest(app.journal.database().reader()).await?;
    let shown = MailPage {
        layout: lang.layout(lang.t.get("demo-mail-title")).hidden(),
        letters: letters.into_iter().map(|letter| Row::new(&app, letter)).collect(),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// `GET /{lang}/demo/mail/{id}`
pub(in crate::notices) async fn demo_letter(
    State(app): State<App>,
    lang: Lang,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    refuse_elsewhere(&app)?;
    let id = decode(&id).ok_or(Error::NotFound)?;
    let letter = shown::one(app.journal.database().reader(), id).await?;
    let letter = letter.ok_or(Error::NotFound)?;
    let shown = LetterPage {
        layout: lang.layout(letter.subject.clone()).hidden(),
        row: Row::new(&app, letter),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// Letters are private wherever people are real.
fn refuse_elsewhere(app: &App) -> Result<()> {
    if app.web.identity.demo {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

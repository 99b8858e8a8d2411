//! The links the demonstration prints: a page with a button for each of its people.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::entered;
use crate::accounts::browser::{Browser, way_back};
use crate::accounts::model::Person;
use crate::accounts::{demo, people};
use crate::app::App;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, page};

/// Where the link leads.
pub(in crate::accounts) struct To(Option<String>);

impl FromPairs for To {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self(pairs.one("to")?))
    }
}

#[derive(Template)]
#[template(path = "accounts/pages/demo.html")]
struct DemoPage {
    layout: Layout,
    person: Person,
    action: String,
    to: Option<String>,
}

/// `GET /{lang}/demo/sign-in/{token}`
pub(in crate::accounts) async fn show(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    Params(To(to)): Params<To>,
) -> Result<Response> {
    let id = demo::read(&app.accounts, &token).ok_or(Error::NotFound)?;
    let person = people::find(app.journal.database().reader(), id).await?;
    let shown = DemoPage {
        layout: lang.layout(lang.t.get("accounts-demo")).hidden(),
        person: person.ok_or(Error::NotFound)?,
        action: lang.path(&format!("/demo/sign-in/{token}")),
        to,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// `POST /{lang}/demo/sign-in/{token}`
pub(in crate::accounts) async fn enter(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    Path((_, token)): Path<(String, String)>,
    FormBody(To(to)): FormBody<To>,
) -> Result<Response> {
    let to = way_back(to.as_deref(), lang.locale());
    let done = demo::enter(&app, &browser, &token, &to).await?;
    Ok(entered(&app, &done))
}

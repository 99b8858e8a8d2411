//! One's own endpoints, and registering another.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::show::{Shown, draw};
use super::typed::{Filled, Given, Wrong, choices, owner_of, written};
use super::{owners, show::mark};
use crate::app::App;
use crate::platform::access::{Action, scope};
use crate::platform::web::{Cache, FormBody, Lang, Layout, Params, Result, SignedIn, page};
use crate::webhooks::actions::{self, New};
use crate::webhooks::queries;

struct Line {
    href: String,
    url: String,
    owner: String,
    state: String,
    /// `state-ok`, `state-wait`, `state-bad`.
    mark: &'static str,
}

#[derive(Template)]
#[template(path = "webhooks/pages/list.html")]
struct ListPage {
    layout: Layout,
    lines: Vec<Line>,
    /// Value, name, whether it is chosen.
    owners: Vec<(String, String, bool)>,
    url: String,
    events: Vec<(&'static str, String, bool)>,
    wrong: Wrong,
}

/// `GET /{lang}/webhooks`
pub(in crate::webhooks) async fn list(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Params(given): Params<Given>,
) -> Result<Response> {
    let filled = Filled {
        owner: given.owner,
        ..Filled::default()
    };
    render(&app, &lang, &signed, (filled, Wrong::default())).await
}

async fn render(app: &App, lang: &Lang, signed: &SignedIn, (filled, wrong): (Filled, Wrong)) -> Result<Response> {
    let t = lang.t;
    let theirs = owners::of(app, lang, &signed.actor).await?;
    let scope = scope(&signed.actor, Action::ManageWebhooks);
    let found = queries::all(&scope, app.journal.database()).await?;
    let status = wrong.status();
    let shown = ListPage {
        layout: lang.layout(t.get("webhooks-title")).hidden(),
        lines: found
            .iter()
            .map(|one| Line {
                href: lang.path(&format!("/webhooks/{}", one.id)),
                url: one.url.clone(),
                owner: owners::name(&theirs, &one.owner),
                state: t.term("webhook-state", one.state.code()).into_owned(),
                mark: mark(one.state),
            })
            .collect(),
        owners: theirs
            .iter()
            .map(|(owner, name)| {
                let value = written(owner);
                let chosen = filled.owner.as_deref() == Some(value.as_str());
                (value, name.clone(), chosen)
            })
            .collect(),
        events: choices(t, |code| filled.events.iter().any(|chosen| chosen == code)),
        url: filled.url,
        wrong,
    };
    page(&shown, status, Cache::Private)
}

/// `POST /{lang}/webhooks`: shows the secret this once.
pub(in crate::webhooks) async fn register(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    FormBody(filled): FormBody<Filled>,
) -> Result<Response> {
    let new = New {
        owner: owner_of(filled.owner.as_deref().unwrap_or_default()),
        url: filled.url.clone(),
        events: filled.events.clone(),
    };
    match actions::register(&app, &signed.actor, &new).await {
        Ok(id) => draw(&app, &lang, &signed, id, Shown::fresh(), StatusCode::CREATED).await,
        Err(error) => {
            let wrong = Wrong::of(error, lang.t)?;
            render(&app, &lang, &signed, (filled, wrong)).await
        }
    }
}

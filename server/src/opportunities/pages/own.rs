//! An organisation's own opportunities, and beginning another.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::form::right;
use super::{inner_path, title};
use crate::app::App;
use crate::joining::{Inside, open_within};
use crate::opportunities::actions::{self, Beginning};
use crate::opportunities::model::{Content, State as Standing, Type};
use crate::opportunities::queries::{self, Own};
use crate::platform::access::{Action, scope};
use crate::platform::web::{
    Cache, Detail, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page,
};

/// One of them as a line.
struct Line {
    href: String,
    kind: String,
    title: String,
    lang: Option<&'static str>,
    state: String,
    /// `state-ok`, `state-wait` or nothing.
    mark: &'static str,
    about: String,
}

#[derive(Template)]
#[template(path = "opportunities/pages/own.html")]
struct OwnPage {
    layout: Layout,
    inside: Inside,
    writes: bool,
    lines: Vec<Line>,
    /// Code, name and what it is.
    kinds: Vec<(&'static str, String, String)>,
}

/// `GET /{lang}/own/{id}/opportunities`
pub(in crate::opportunities) async fn own(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = open_within(&app, &actor, &id).await?;
    let scope = scope(&actor, Action::ReadPrivate);
    let rows = queries::of_organisation(&scope, app.journal.database(), organisation.id).await?;
    let t = lang.t;
    let shown = OwnPage {
        layout: lang.layout(t.get("menu-opportunities")).hidden(),
        inside: Inside::of(&organisation, &lang, "opportunities"),
        writes: right(&actor, &organisation).is_ok(),
        lines: rows.iter().map(|own| line(&app, &lang, own)).collect(),
        kinds: Type::ALL
            .iter()
            .map(|kind| {
                let name = t.term("opportunity-type", kind.code()).into_owned();
                (
                    kind.code(),
                    name,
                    t.term("opportunity-type-long", kind.code()).into_owned(),
                )
            })
            .collect(),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

fn line(app: &App, lang: &Lang, own: &Own) -> Line {
    let (t, zone) = (lang.t, app.web.region.zone);
    let date = |at: i64| t.date_long(zone.day(at));
    let about = match (own.state, own.expires_at) {
        (Standing::Published, Some(at)) => {
            let date = date(at);
            t.with("opportunity-ends-on", &[("date", date.as_str().into())])
                .into_owned()
        }
        _ => {
            let date = date(own.changed_at);
            t.with("opportunity-changed-on", &[("date", date.as_str().into())])
                .into_owned()
        }
    };
    Line {
        href: inner_path(lang, own, ""),
        kind: t.term("opportunity-type", own.kind.code()).into_owned(),
        title: title(lang, own),
        lang: super::shown::other(own.language, t).filter(|_| !own.content.title.is_empty()),
        state: t.term("opportunity-state", own.state.code()).into_owned(),
        mark: match own.state {
            Standing::Published => "state-ok",
            Standing::OnHold | Standing::Rejected => "state-wait",
            _ => "",
        },
        about,
    }
}

/// What a draft begins with.
#[derive(Debug)]
pub(in crate::opportunities) struct Begun {
    kind: Type,
}

impl FromPairs for Begun {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let code = pairs.one("type")?.unwrap_or_default();
        let refused = || Error::Malformed(Detail::new("error-parameter-value").with("name", "type"));
        Ok(Self {
            kind: Type::from_code(&code).ok_or_else(refused)?,
        })
    }
}

/// `POST /{lang}/own/{id}/opportunities`
pub(in crate::opportunities) async fn begin(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(begun): FormBody<Begun>,
) -> Result<Response> {
    let organisation = open_within(&app, &actor, &id).await?;
    let beginning = Beginning {
        organisation: organisation.id,
        kind: begun.kind,
        anonymous: false,
        language: lang.locale(),
        content: Content::default(),
    };
    let hands = app.hands(&actor);
    let id = actions::begin(hands, beginning).await?;
    let to = lang.path(&format!("/own/{}/opportunities/{id}", organisation.id));
    Ok(Redirect::to(&to).into_response())
}

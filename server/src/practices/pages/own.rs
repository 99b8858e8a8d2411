//! An organisation's own practices, what it took up of others, and beginning another.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::shown::{count, other};
use super::{inner_path, open_within, right, title};
use crate::app::App;
use crate::joining::Inside;
use crate::platform::access::{Action, scope};
use crate::platform::web::{Cache, FormBody, Lang, Layout, Params, Result, SignedIn, page};
use crate::practices::actions::{self, Beginning};
use crate::practices::model::{AdoptionState, Content, State as Standing};
use crate::practices::queries::{self, Adoption, Own};

/// One of them as a line.
pub(super) struct OwnLine {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) lang: Option<&'static str>,
    pub(super) state: String,
    /// `state-ok`, `state-wait` or nothing.
    pub(super) mark: &'static str,
    pub(super) about: String,
}

#[derive(Template)]
#[template(path = "practices/pages/own.html")]
struct OwnPage {
    layout: Layout,
    inside: Inside,
    writes: bool,
    lines: Vec<OwnLine>,
    /// What it took up.
    taken: Vec<OwnLine>,
}

/// `GET /{lang}/own/{id}/practices`
pub(in crate::practices) async fn own(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = open_within(&app, &actor, &id).await?;
    let scope = scope(&actor, Action::ReadPrivate);
    let database = app.journal.database();
    let rows = queries::of_organisation(&scope, database, organisation.id).await?;
    let taken = queries::by_organisation(&scope, database, organisation.id).await?;
    let shown = OwnPage {
        layout: lang.layout(lang.t.get("menu-practices")).hidden(),
        inside: Inside::of(&organisation, &lang, "practices"),
        writes: right(&actor, &organisation).is_ok(),
        lines: rows.iter().map(|own| line(&app, &lang, own)).collect(),
        taken: taken
            .iter()
            .map(|one| taken_line(&lang, one, one.title.clone()))
            .collect(),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

fn line(app: &App, lang: &Lang, own: &Own) -> OwnLine {
    let (t, zone) = (lang.t, app.web.region.zone);
    let date = t.date_long(zone.day(own.changed_at));
    let changed = t.with("practice-changed-on", &[("date", date.as_str().into())]);
    OwnLine {
        href: inner_path(lang, own, ""),
        title: title(lang, own),
        lang: other(own.language, t).filter(|_| !own.content.title.is_empty()),
        state: t.term("practice-state", own.state.code()).into_owned(),
        mark: match own.state {
            Standing::Published => "state-ok",
            Standing::Returned | Standing::Refused => "state-wait",
            _ => "",
        },
        about: match own.state {
            Standing::Published => count(own.adoptions, t),
            _ => changed.into_owned(),
        },
    }
}

/// An adoption as a line: called by its practice, or by who took it up.
pub(super) fn taken_line(lang: &Lang, one: &Adoption, called: String) -> OwnLine {
    let t = lang.t;
    OwnLine {
        href: lang.path(&format!("/practices/{}/adoption/{}", one.practice, one.id)),
        lang: other(one.title_language, t).filter(|_| called == one.title),
        title: called,
        state: t.term("practice-adoption-state", one.state.code()).into_owned(),
        mark: match one.state {
            AdoptionState::Confirmed => "state-ok",
            AdoptionState::Proposed => "state-wait",
            _ => "",
        },
        about: one.taken.municipality.clone(),
    }
}

/// `POST /{lang}/own/{id}/practices`
pub(in crate::practices) async fn begin(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let organisation = open_within(&app, &actor, &id).await?;
    let beginning = Beginning {
        organisation: organisation.id,
        language: lang.locale(),
        content: Content::default(),
    };
    let id = actions::begin(app.hands(&actor), beginning).await?;
    let to = lang.path(&format!("/own/{}/practices/{id}", organisation.id));
    Ok(Redirect::to(&to).into_response())
}

//! What an investor organisation looks for: each search called by its filters.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::open;
use super::shown::Reader;
use crate::app::App;
use crate::investors::actions::{self, InvestorError, Keeping};
use crate::investors::model::SearchId;
use crate::investors::queries::{self, workspaces};
use crate::investors::query::{View, search};
use crate::joining::Inside;
use crate::organisations::queries::Organisation;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// A search as a line.
struct Line {
    id: SearchId,
    name: String,
    href: String,
    told: bool,
    since: String,
}

#[derive(Template)]
#[template(path = "investors/pages/searches.html")]
struct SearchesPage {
    layout: Layout,
    inside: Inside,
    lines: Vec<Line>,
    writes: bool,
    failed: Option<String>,
}

/// `GET /{lang}/own/{id}/searches`
pub(in crate::investors) async fn searches(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = open(&app, &actor, &id).await?;
    shown(&app, &lang, &actor, &organisation, None).await
}

async fn shown(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    organisation: &Organisation,
    failed: Option<String>,
) -> Result<Response> {
    let (t, database, region) = (lang.t, app.journal.database(), &*app.web.region);
    let reader = Reader {
        region,
        t,
        today: region.today(app.journal.clock()),
    };
    let scope = scope(actor, Action::ReadWorkspace);
    let saved = queries::searches(&scope, database, organisation.id).await?;
    let line = |one: queries::Saved| Line {
        id: one.id,
        name: reader.name(&one.search),
        href: lang.path(&format!("/startups{}", View::of(one.search.clone()).query(None))),
        told: one.told,
        since: t.date_long(region.zone.day(one.created_at)),
    };
    let writes = workspaces(database.reader(), actor).await?;
    let page_of = SearchesPage {
        layout: lang.layout(t.get("searches-title")).hidden(),
        inside: Inside::of(organisation, lang, "searches"),
        lines: saved.into_iter().map(line).collect(),
        writes: writes.iter().any(|one| one.id == organisation.id),
        failed,
    };
    let status = match page_of.failed {
        Some(_) => StatusCode::CONFLICT,
        None => StatusCode::OK,
    };
    page(&page_of, status, Cache::Private)
}

/// What the form beside the list sends.
#[derive(Debug)]
pub(in crate::investors) struct Kept(Keeping);

impl FromPairs for Kept {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self(Keeping {
            search: search(pairs)?,
            told: pairs.one("told")?.is_some(),
        }))
    }
}

async fn done(
    app: &App,
    (lang, actor): (&Lang, &Actor),
    organisation: &Organisation,
    done: Result<(), InvestorError>,
) -> Result<Response> {
    let why = match done {
        // It is kept already.
        Ok(()) | Err(InvestorError::Nothing) => {
            let to = lang.path(&format!("/own/{}/searches", organisation.id));
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => match Error::from(error) {
            Error::Conflict(detail) => detail.text(lang.t),
            other => return Err(other),
        },
    };
    shown(app, lang, actor, organisation, Some(why)).await
}

/// `POST /{lang}/own/{id}/searches`
pub(in crate::investors) async fn keep(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(Kept(keeping)): FormBody<Kept>,
) -> Result<Response> {
    let organisation = open(&app, &actor, &id).await?;
    let kept = actions::keep_search(app.hands(&actor), organisation.id, &keeping).await;
    done(&app, (&lang, &actor), &organisation, kept.map(drop)).await
}

/// `POST /{lang}/own/{id}/searches/{search}/drop`
pub(in crate::investors) async fn drop_search(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id, search)): Path<(String, String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let organisation = open(&app, &actor, &id).await?;
    let search: SearchId = search.parse().map_err(|_| Error::NotFound)?;
    let dropped = actions::drop_search(app.hands(&actor), organisation.id, search).await;
    done(&app, (&lang, &actor), &organisation, dropped).await
}

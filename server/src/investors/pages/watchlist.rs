//! Whom an investor organisation follows.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::open;
use super::shown::{Company, Reader, company};
use crate::app::App;
use crate::investors::actions::{self, InvestorError};
use crate::investors::queries::{as_professional, lines, watched, workspaces};
use crate::investors::query::refused;
use crate::investors::rules::Search;
use crate::joining::Inside;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Organisation, briefs, summaries};
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

#[derive(Template)]
#[template(path = "investors/pages/watchlist.html")]
struct WatchlistPage {
    layout: Layout,
    inside: Inside,
    companies: Vec<Company>,
    workspace: Option<String>,
    failed: Option<String>,
    /// The template of a line asks for it.
    query: String,
}

/// `GET /{lang}/own/{id}/watchlist`
pub(in crate::investors) async fn watchlist(
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
    let (t, database) = (lang.t, app.journal.database());
    let reader = Reader {
        region: &app.web.region,
        t,
        today: app.web.region.today(app.journal.clock()),
    };
    let within = scope(actor, Action::ReadWorkspace);
    let rows = watched(&within, database, organisation.id).await?;
    let followed: HashSet<Uuid> = rows.iter().map(|one| one.id.0).collect();
    // One that was merged is shown as what it became.
    let ids: Vec<Uuid> = rows.iter().map(|one| one.id.0).collect();
    let found = briefs(database.reader(), &ids).await?;
    let root = |id: &Uuid| found.iter().find(|one| one.id.0 == *id).map(|one| one.root.0);
    let roots: Vec<Uuid> = ids.iter().filter_map(root).collect();
    let everybody = scope(&Actor::guest(), Action::ReadOrganisation);
    let shown_rows = summaries(&everybody, database, &roots).await?;
    let proof = as_professional(database.reader(), actor).await?.ok();
    let found = lines(proof.as_ref(), database, shown_rows).await?;
    let writes = workspaces(database.reader(), actor).await?;
    let base = lang.path(&format!("/own/{}", organisation.id));
    let page_of = WatchlistPage {
        layout: lang.layout(t.get("watchlist-title")).hidden(),
        inside: Inside::of(organisation, lang, "watchlist"),
        companies: found
            .iter()
            .map(|line| company(line, reader, Some(&followed)))
            .collect(),
        workspace: writes.iter().any(|one| one.id == organisation.id).then_some(base),
        query: String::new(),
        failed,
    };
    let status = match page_of.failed {
        Some(_) => StatusCode::CONFLICT,
        None => StatusCode::OK,
    };
    page(&page_of, status, Cache::Private)
}

/// The button that was pressed.
#[derive(Debug)]
pub(in crate::investors) struct Pressed {
    organisation: OrganisationId,
    add: bool,
    from: From,
}

/// Where it was pressed: that is where one comes back.
#[derive(Debug)]
enum From {
    List(Search),
    Page,
    Within,
}

impl FromPairs for Pressed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let filters = pairs.one("filters")?.unwrap_or_default();
        Ok(Self {
            organisation: pairs.parsed("organisation")?.ok_or_else(|| refused("organisation"))?,
            add: match pairs.one("do")?.as_deref() {
                Some("add") => true,
                Some("remove") => false,
                _ => return Err(refused("do")),
            },
            from: match pairs.one("from")?.as_deref() {
                Some("list") => From::List(Search::of_query(&filters)),
                Some("page") => From::Page,
                _ => From::Within,
            },
        })
    }
}

/// `POST /{lang}/own/{id}/watchlist`
pub(in crate::investors) async fn watch(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(pressed): FormBody<Pressed>,
) -> Result<Response> {
    let organisation = open(&app, &actor, &id).await?;
    let (hands, whom) = (app.hands(&actor), pressed.organisation);
    let done = match pressed.add {
        true => actions::watch(hands, organisation.id, whom).await,
        false => actions::unwatch(hands, organisation.id, whom).await,
    };
    match done {
        // It is so already: in another window, or pressed twice.
        Ok(()) | Err(InvestorError::Nothing) => Ok(Redirect::to(&back(&lang, &organisation, &pressed)).into_response()),
        Err(error) => match Error::from(error) {
            Error::Conflict(detail) => shown(&app, &lang, &actor, &organisation, Some(detail.text(lang.t))).await,
            other => Err(other),
        },
    }
}

fn back(lang: &Lang, organisation: &Organisation, pressed: &Pressed) -> String {
    let whom = pressed.organisation;
    match &pressed.from {
        From::List(search) => {
            let query = search.query();
            let query = if query.is_empty() { query } else { format!("?{query}") };
            lang.path(&format!("/startups{query}#o-{whom}"))
        }
        From::Page => lang.path(&format!("/organisations/{whom}")),
        From::Within => lang.path(&format!("/own/{}/watchlist", organisation.id)),
    }
}

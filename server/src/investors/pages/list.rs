//! The list: start-ups and SMEs with how far they have come, and for professional investors what they look for.

use std::collections::HashSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::shown::{Company, Reader, company};
use crate::app::App;
use crate::investors::model::{Band, KINDS, Purpose, Stage};
use crate::investors::queries::{self, Workspace, as_professional, watched, workspaces};
use crate::investors::query::View;
use crate::organisations::model::Age;
use crate::platform::access::{Action, Actor, Refusal, scope};
use crate::platform::web::{Cache, Lang, Layout, Params, Result, page};

/// A choice of a filter: code, name, chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "investors/pages/list.html")]
struct ListPage {
    layout: Layout,
    kinds: Vec<Choice>,
    stages: Vec<Choice>,
    territories: Vec<Choice>,
    sectors: Vec<Choice>,
    ages: Vec<Choice>,
    /// For professional investors only.
    bands: Vec<Choice>,
    purposes: Vec<Choice>,
    by_age: bool,
    count: String,
    companies: Vec<Company>,
    first: Option<String>,
    next: Option<String>,
    filtered: bool,
    /// Where what this page has is kept: the address of the workspace.
    workspace: Option<String>,
    /// The filters, for the search that is kept and the way back.
    filters: Vec<(&'static str, String)>,
    query: String,
    /// Whether a second factor would show more.
    stronger: Option<String>,
}

/// `GET /{lang}/startups`
pub(in crate::investors) async fn list(
    State(app): State<App>,
    lang: Lang,
    Params(view): Params<View>,
) -> Result<Response> {
    let (t, region) = (lang.t, &*app.web.region);
    let (database, actor) = (app.journal.database(), &lang.visitor.actor);
    let proof = as_professional(database.reader(), actor).await?;
    if view.search.is_for_professionals() {
        proof?;
    }
    let reader = Reader {
        region,
        t,
        today: region.today(app.journal.clock()),
    };
    let everybody = scope(&Actor::guest(), Action::ReadOrganisation);
    let (search, secret) = (&view.search, &app.web.identity.secret);
    let found = queries::list(
        (&everybody, proof.as_ref().ok()),
        database,
        reader.today,
        (search, &view.ages, view.by_age),
        (view.after(secret)?, view.limit()),
    )
    .await?;
    let own = workspaces(database.reader(), actor).await?.into_iter().next();
    let followed = followed(&app, actor, own.as_ref()).await?;
    let next = found.next.map(|position| view.seal(position, secret));
    let at = lang.path("/startups");
    let of = |family: &str, code: &str| t.term(family, code).into_owned();
    let choice = |family: &str, code: &str, chosen: bool| (code.to_owned(), of(family, code), chosen);
    let is_professional = proof.is_ok();
    let shown = ListPage {
        layout: lang
            .layout(t.get("startups-title"))
            .description(t.get("startups-lead"))
            .current("startups"),
        kinds: KINDS
            .iter()
            .map(|kind| choice("kind", kind.code(), search.kinds.contains(kind)))
            .collect(),
        stages: Stage::ALL
            .iter()
            .map(|one| choice("startup-stage", one.code(), search.stages.contains(one)))
            .collect(),
        territories: region
            .territories
            .iter()
            .map(|one| {
                let chosen = search.territories.contains(&one.code);
                (one.code.clone(), one.name.get(t.locale).to_owned(), chosen)
            })
            .collect(),
        sectors: sectors(&app, reader, &search.divisions).await?,
        ages: Age::ALL
            .iter()
            .map(|one| choice("age", one.code(), view.ages.contains(one)))
            .collect(),
        bands: Band::ALL
            .iter()
            .filter(|_| is_professional)
            .map(|one| choice("funding-band", one.code(), search.bands.contains(one)))
            .collect(),
        purposes: Purpose::ALL
            .iter()
            .filter(|_| is_professional)
            .map(|one| choice("funding-purpose", one.code(), search.purposes.contains(one)))
            .collect(),
        by_age: view.by_age,
        count: t.with("startups-count", &[("count", found.total.into())]).into_owned(),
        companies: found
            .items
            .iter()
            .map(|line| company(line, reader, followed.as_ref()))
            .collect(),
        first: view.cursor.is_some().then(|| format!("{at}{}", view.query(None))),
        next: next.map(|cursor| format!("{at}{}", view.query(Some(&cursor)))),
        filtered: !view.is_all(),
        workspace: own.map(|own| lang.path(&format!("/own/{}", own.id))),
        filters: search.pairs(),
        query: search.query(),
        stronger: stronger(&lang, proof.err()),
    };
    let cache = match lang.visitor.is_signed_in() {
        true => Cache::Private,
        false => Cache::Public,
    };
    page(&shown, StatusCode::OK, cache)
}

/// Where one signs in with a second factor, where only that is missing.
fn stronger(lang: &Lang, why: Option<Refusal>) -> Option<String> {
    let Some(Refusal::StepUp(level)) = why else { return None };
    let back = lang.path("/startups");
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("level", level.code()), ("to", back.as_str())])
        .finish();
    Some(lang.path(&format!("/sign-in/again?{query}")))
}

/// Those the reader's organisation follows, where it can follow.
pub(super) async fn followed(app: &App, actor: &Actor, own: Option<&Workspace>) -> Result<Option<HashSet<Uuid>>> {
    let Some(own) = own else { return Ok(None) };
    let scope = scope(actor, Action::ReadWorkspace);
    let rows = watched(&scope, app.journal.database(), own.id).await?;
    Ok(Some(rows.into_iter().map(|one| one.id.0).collect()))
}

/// Sectors there are young companies of, by name, with how many.
async fn sectors(app: &App, reader: Reader<'_>, chosen: &[String]) -> Result<Vec<Choice>> {
    let scope = scope(&Actor::guest(), Action::ReadOrganisation);
    let mut counts = queries::sectors(&scope, app.journal.database()).await?;
    for code in chosen {
        counts.entry(code.clone()).or_default();
    }
    let mut named: Vec<Choice> = counts
        .into_iter()
        .map(|(code, count)| {
            let name = format!("{} ({})", reader.sector(&code), reader.t.number(count));
            let is_chosen = chosen.contains(&code);
            (code, name, is_chosen)
        })
        .collect();
    named.sort_by_cached_key(|(_, name, _)| reader.t.collation_key(name));
    Ok(named)
}

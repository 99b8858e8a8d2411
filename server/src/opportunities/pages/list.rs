//! The list: everything that is published, with its filters in the address.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::shown::{Line, line};
use crate::app::App;
use crate::opportunities::model::Type;
use crate::opportunities::queries;
use crate::opportunities::query::View;
use crate::opportunities::vocabulary;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::feeds::discovered;
use crate::platform::web::{Cache, Lang, Layout, Params, Result, page};

/// Concepts that can be chosen: those that are used most.
const CONCEPTS: usize = 40;

#[derive(Template)]
#[template(path = "opportunities/pages/list.html")]
struct ListPage {
    layout: Layout,
    text: String,
    /// Code, name, chosen.
    kinds: Vec<(&'static str, String, bool)>,
    territories: Vec<(String, String, bool)>,
    concepts: Vec<(String, String, bool)>,
    interest: bool,
    count: String,
    lines: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
    csv: String,
    json: String,
    atom: String,
    filtered: bool,
}

/// `GET /{lang}/opportunities`
pub(in crate::opportunities) async fn list(
    State(app): State<App>,
    lang: Lang,
    Params(view): Params<View>,
) -> Result<Response> {
    let (t, region) = (lang.t, &*app.web.region);
    let scope = scope(&Actor::guest(), Action::ReadOpportunity);
    let (database, secret) = (app.journal.database(), &app.web.identity.secret);
    let asked = &view.asked;
    let mut found = queries::list(&scope, database, asked, (view.after(secret)?, view.limit())).await?;
    queries::in_language(database, &mut found.items, t.locale).await?;
    let next = found.next.map(|position| view.seal(position, secret));
    let at = lang.path("/opportunities");
    let (title, all) = (t.get("opportunities-title"), view.query_of_all());
    let layout = lang
        .layout(title.clone())
        .description(t.get("opportunities-lead"))
        .current("opportunities");
    let shown = ListPage {
        layout: discovered(layout, &lang, "/opportunities", &all, &title),
        text: asked.text.clone(),
        kinds: Type::ALL
            .iter()
            .map(|kind| {
                let name = t.term("opportunity-type", kind.code()).into_owned();
                (kind.code(), name, asked.kinds.contains(kind))
            })
            .collect(),
        territories: region
            .territories
            .iter()
            .map(|one| {
                let chosen = asked.territories.contains(&one.code);
                (one.code.clone(), one.name.get(t.locale).to_owned(), chosen)
            })
            .collect(),
        concepts: concepts(&app, &lang, asked.concept.as_deref()).await?,
        interest: asked.interest,
        count: t
            .with("opportunities-count", &[("count", found.total.into())])
            .into_owned(),
        lines: found.items.iter().map(|public| line(public, region, t)).collect(),
        first: view.cursor.is_some().then(|| format!("{at}{}", view.query(None))),
        next: next.map(|cursor| format!("{at}{}", view.query(Some(&cursor)))),
        csv: format!("{at}.csv{}", view.query(None)),
        json: format!("{at}.json{}", view.query(None)),
        atom: format!("{at}.atom{all}"),
        filtered: !asked.is_all(),
    };
    let cache = match lang.visitor.is_signed_in() {
        true => Cache::Private,
        false => Cache::Public,
    };
    page(&shown, StatusCode::OK, cache)
}

/// The concepts that published ones have, those that most have first, and the chosen one.
async fn concepts(app: &App, lang: &Lang, chosen: Option<&str>) -> Result<Vec<(String, String, bool)>> {
    let region = &app.web.region;
    let scope = scope(&Actor::guest(), Action::ReadOpportunity);
    let mut used = queries::concepts(&scope, app.journal.database()).await?;
    used.truncate(CONCEPTS);
    if let Some(code) = chosen.filter(|code| !used.iter().any(|used| used == code)) {
        used.insert(0, code.to_owned());
    }
    let name = |code: String| {
        let name = vocabulary::name(region, &code, lang.locale())?;
        let is_chosen = chosen == Some(code.as_str());
        Some((code, name, is_chosen))
    };
    let mut named: Vec<_> = used.into_iter().filter_map(name).collect();
    named.sort_by_cached_key(|(_, name, _)| lang.t.collation_key(name));
    Ok(named)
}

//! The list: everything that is published, those that most took up first, with its filters in the address; and on the map.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::shown::{Line, line};
use crate::app::App;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::feeds::discovered;
use crate::platform::web::{Cache, Drawing, Lang, Layout, Params, Result, page};
use crate::practices::model::Grade;
use crate::practices::queries::{self, Asked};
use crate::practices::query::View;

#[derive(Template)]
#[template(path = "practices/pages/list.html")]
struct ListPage {
    layout: Layout,
    text: String,
    /// Code, name, chosen.
    territories: Vec<(String, String, bool)>,
    grades: Vec<(&'static str, String, bool)>,
    map: String,
    count: String,
    lines: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
    filtered: bool,
}

/// `GET /{lang}/practices`
pub(in crate::practices) async fn list(
    State(app): State<App>,
    lang: Lang,
    Params(view): Params<View>,
) -> Result<Response> {
    let (t, region) = (lang.t, &*app.web.region);
    let scope = scope(&Actor::guest(), Action::ReadPractice);
    let (database, secret) = (app.journal.database(), &app.web.identity.secret);
    let asked = &view.asked;
    let found = queries::list(&scope, database, asked, (view.after(secret)?, view.limit())).await?;
    let next = found.next.map(|position| view.seal(position, secret));
    let at = lang.path("/practices");
    let title = t.get("practices-title");
    let layout = lang
        .layout(title.clone())
        .description(t.get("practices-lead"))
        .current("practices");
    let shown = ListPage {
        layout: discovered(layout, &lang, "/practices", "", &title),
        text: asked.text.clone(),
        territories: region
            .territories
            .iter()
            .map(|one| {
                let chosen = asked.territories.contains(&one.code);
                (one.code.clone(), one.name.get(t.locale).to_owned(), chosen)
            })
            .collect(),
        grades: Grade::ALL
            .iter()
            .rev()
            .map(|grade| {
                let name = t.term("practice-grade", grade.code()).into_owned();
                (grade.code(), name, asked.grades.contains(grade))
            })
            .collect(),
        map: map(&app, &lang, asked).await?,
        count: t.with("practices-count", &[("count", found.total.into())]).into_owned(),
        lines: found.items.iter().map(|public| line(public, region, t)).collect(),
        first: view.cursor.is_some().then(|| format!("{at}{}", view.query(None))),
        next: next.map(|cursor| format!("{at}{}", view.query(Some(&cursor)))),
        filtered: !asked.is_all(),
    };
    let cache = match lang.visitor.is_signed_in() {
        true => Cache::Private,
        false => Cache::Public,
    };
    page(&shown, StatusCode::OK, cache)
}

/// How many there are in each territory; a click shows those alone.
async fn map(app: &App, lang: &Lang, asked: &Asked) -> Result<String> {
    let (t, region) = (lang.t, &*app.web.region);
    let scope = scope(&Actor::guest(), Action::ReadPractice);
    let counts = queries::by_territory(&scope, app.journal.database(), asked).await?;
    let mut drawing = Drawing::new(region, t).of("map-practices");
    for territory in &region.territories {
        let only = View {
            asked: Asked {
                territories: vec![territory.code.clone()],
                ..asked.clone()
            },
            ..View::default()
        };
        let href = format!("{}{}", lang.path("/practices"), only.query(None));
        let count = counts.get(&territory.code).copied().unwrap_or_default();
        drawing = drawing.figure(&territory.code, count, href);
        if asked.territories.contains(&territory.code) {
            drawing = drawing.chosen(&territory.code);
        }
    }
    drawing.render()
}

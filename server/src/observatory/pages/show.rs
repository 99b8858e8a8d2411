//! `/{lang}/observatory`.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::figures::{Bar, Bars, Grid, Maker, Mark};
use crate::app::App;
use crate::observatory::model::{Figure, TOTAL};
use crate::observatory::queries::{Asked, Year, year};
use crate::observatory::rules::Table;
use crate::observatory::tables::Published;
use crate::platform::disclosure::LEAST;
use crate::platform::feeds::discovered;
use crate::platform::region::Region;
use crate::platform::texts::T;
use crate::platform::web::{Cache, Drawing, Lang, Layout, Params, Result, page};

#[derive(Template)]
#[template(path = "observatory/pages/show.html")]
struct ObservatoryPage {
    layout: Layout,
    year: String,
    years: Vec<(String, bool)>,
    least: u64,
    complete: bool,
    heads: Vec<Head>,
    coverage: String,
    note: String,
    map: Option<String>,
    flows: Vec<Grid>,
    obstacles: Option<(Vec<Bar>, Grid)>,
    steps: Option<Bars>,
    /// Address and day of what was published before.
    days: Vec<(String, String)>,
}

/// A figure at the head of the page.
struct Head {
    name: String,
    mark: Mark,
}

/// The page.
pub(in crate::observatory) async fn show(
    State(app): State<App>,
    lang: Lang,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let found = year(&app, &asked).await?;
    let cache = if lang.visitor.is_signed_in() {
        Cache::Private
    } else {
        Cache::Public
    };
    page(&shown(&app, &lang, &found)?, StatusCode::OK, cache)
}

fn shown(app: &App, lang: &Lang, found: &Year) -> Result<ObservatoryPage> {
    let (t, region) = (lang.t, &lang.web.region);
    let maker = Maker {
        region,
        t,
        backend: app.journal.database().backend(),
    };
    let of = |figure: Figure| found.shown.iter().find(|one| one.table.figure == figure);
    let year = found.year.map(|year| year.to_string()).unwrap_or_default();
    let obstacles = of(Figure::Obstacles);
    let layout = lang
        .layout(t.get("observatory-title"))
        .description(t.get("observatory-lead"))
        .current("observatory");
    Ok(ObservatoryPage {
        layout: discovered(layout, lang, "/outcomes", "", &t.get("outcomes-title")),
        years: found
            .years
            .iter()
            .map(|one| (one.to_string(), Some(*one) == found.year))
            .collect(),
        least: LEAST,
        complete: found.shown.iter().any(|one| one.table.complete),
        heads: heads(&maker, found),
        coverage: found.shown.last().map(|one| maker.coverage(one)).unwrap_or_default(),
        note: region.estimate.note.get(t.locale).to_owned(),
        map: of(Figure::Introductions)
            .map(|one| map(region, t, &one.table))
            .transpose()?
            .flatten(),
        flows: Figure::ALL
            .iter()
            .filter(|figure| figure.is_flow())
            .filter_map(|figure| of(*figure))
            .map(|one| maker.grid(one))
            .collect(),
        obstacles: obstacles.map(|one| (maker.obstacles(&one.table), maker.grid(one))),
        steps: of(Figure::Steps).map(|one| maker.steps(one)),
        days: found
            .days
            .iter()
            .map(|day| {
                (
                    format!("/{}/observatory?year={year}&published={day}", t.locale),
                    t.date_long(*day),
                )
            })
            .collect(),
        year,
    })
}

fn heads(maker: &Maker<'_>, found: &Year) -> Vec<Head> {
    let flows = found.shown.iter().filter(|one| one.table.figure.is_flow());
    let head = |one: &Published| Head {
        name: super::title(one.table.figure, maker.t),
        mark: maker.mark(one.table.total(TOTAL, TOTAL), 0),
    };
    flows.map(head).collect()
}

/// Arcs between each two territories, as wide as what is shown of both directions; none where nothing is.
fn map(region: &Region, t: T, table: &Table) -> Result<Option<String>> {
    let mut drawing = Drawing::new(region, t);
    let mut any = false;
    for (place, one) in region.territories.iter().enumerate() {
        for other in region.territories.iter().skip(place + 1) {
            let both = [(&one.code, &other.code), (&other.code, &one.code)];
            let cells = both.into_iter().filter_map(|(from, to)| table.at(from, to));
            let count = cells.map(|cell| cell.least()).sum();
            if count > 0 {
                any = true;
                drawing = drawing.bridge(&one.code, &other.code, count);
            }
        }
    }
    Ok(if any { Some(drawing.render()?) } else { None })
}

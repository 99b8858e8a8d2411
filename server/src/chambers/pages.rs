//! The list of chambers by territory.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::operating::{Operating, deciding};
use crate::app::App;
use crate::platform::region::Chamber;
use crate::platform::texts::{Locale, T};
use crate::platform::web::{Cache, Lang, Layout, Params, Result, page};

#[derive(Template)]
#[template(path = "chambers/list.html")]
struct ChambersPage<'a> {
    layout: Layout,
    territories: Vec<(&'a str, Vec<Row<'a>>)>,
}

struct Row<'a> {
    chamber: &'a Chamber,
    name: &'a str,
    city: &'a str,
    languages: String,
    /// How soon it means to decide, or that it does not work here yet.
    days: String,
}

/// `/{lang}/chambers`
pub(super) async fn list(State(app): State<App>, lang: Lang, _: Params<()>) -> Result<Response> {
    let t = lang.t;
    let region = &lang.web.region;
    let here = deciding(app.journal.database().reader(), region).await?;
    let territories = region.territories.iter().map(|territory| {
        let rows = region
            .chambers_of(&territory.code, t)
            .into_iter()
            .map(|chamber| row(chamber, &here, t));
        (territory.name.get(t.locale), rows.collect::<Vec<_>>())
    });
    let layout = lang
        .layout(t.get("chambers-title"))
        .description(t.get("chambers-lead"))
        .current("chambers");
    let territories = territories.filter(|(_, rows)| !rows.is_empty()).collect();
    page(&ChambersPage { layout, territories }, StatusCode::OK, Cache::Public)
}

fn row<'a>(chamber: &'a Chamber, here: &[Operating], t: T) -> Row<'a> {
    let here = here.iter().find(|one| one.code == chamber.code);
    let name = |code: &String| match Locale::from_code(code) {
        Some(_) => t.term("language", code).into_owned(),
        None => code.clone(),
    };
    let languages: Vec<_> = chamber.languages.iter().map(name).collect();
    Row {
        chamber,
        name: chamber.name.get(t.locale),
        city: chamber.city.get(t.locale),
        languages: t
            .with("chambers-languages", &[("languages", languages.join(", ").into())])
            .into_owned(),
        days: match here {
            Some(here) => t.with("chambers-days", &[("count", here.target_days.into())]),
            None => t.get("chambers-elsewhere"),
        }
        .into_owned(),
    }
}

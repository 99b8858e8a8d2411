//! `/{lang}/organisations`: asks the directory and puts the page together.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Reader;
use super::filters::{FacetView, chips, facets};
use super::hits::{HitView, RowView, hits, rows};
use super::view::{View, map, view};
use crate::app::App;
use crate::directory::asked::Asked;
use crate::directory::facets::Facet;
use crate::organisations::Block;
use crate::platform::access::{self, Action, Actor};
use crate::platform::web::{Cache, Lang, Layout, Params, Result, page};

#[derive(Template)]
#[template(path = "directory/list.html")]
struct ListPage<'a> {
    layout: Layout,
    view: View,
    facets: Vec<FacetView>,
    hits: Vec<HitView<'a>>,
    rows: Vec<RowView<'a>>,
    map: String,
    /// What else fits the words, and where all of it is.
    alike: Vec<(Block, String)>,
}

pub(in crate::directory) async fn list(
    State(app): State<App>,
    lang: Lang,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let database = app.journal.database();
    let secret = &app.web.identity.secret;
    let found = app.directory.find(&scope, database, secret, &asked).await?;
    let reader = Reader {
        region: &app.web.region,
        t: lang.t,
        today: app.web.region.today(app.journal.clock()),
    };
    let view = view(&asked, &found, chips(&asked, reader), reader);
    let mut layout = lang.layout(view.title.clone()).current("organisations").with_map();
    layout = layout.description(lang.t.get("directory-description"));
    if asked != Asked::default() {
        layout = layout.hidden();
    }
    let shown = ListPage {
        layout,
        view,
        facets: facets(&found.facets, &asked, reader),
        hits: if asked.table {
            Vec::new()
        } else {
            hits(&found, &asked, reader)
        },
        rows: if asked.table {
            rows(&found.hits, reader)
        } else {
            Vec::new()
        },
        map: map(&asked, &found, reader)?,
        alike: alike(&app, &lang, &asked).await?,
    };
    page(&shown, StatusCode::OK, Cache::Public)
}

/// What other features know of the words: on the first page of a search by words only.
async fn alike(app: &App, lang: &Lang, asked: &Asked) -> Result<Vec<(Block, String)>> {
    let mut blocks = Vec::new();
    if asked.text.trim().is_empty() || asked.cursor.is_some() || asked.bbox.is_some() {
        return Ok(blocks);
    }
    let words = (asked.text.as_str(), asked.of(Facet::Territory));
    for one in app.alike {
        let found = one
            .found(app.journal.database(), &app.web.region, lang.t, words)
            .await?;
        blocks.extend(found);
    }
    Ok(blocks)
}

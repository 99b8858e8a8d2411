//! The newest practices as news: Atom and JSON Feed.

use axum::extract::State;
use axum::response::Response;

use super::shown::place;
use crate::app::App;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::feeds::{ENTRIES, Entry, Feed, Format};
use crate::platform::web::{Lang, Params, Result};
use crate::practices::queries::{self, Public};

/// `GET /{lang}/practices.atom`
pub(in crate::practices) async fn atom(State(app): State<App>, lang: Lang, _: Params<()>) -> Result<Response> {
    feed(&app, &lang).await?.answer(Format::Atom)
}

/// `GET /{lang}/practices.feed.json`
pub(in crate::practices) async fn json_feed(State(app): State<App>, lang: Lang, _: Params<()>) -> Result<Response> {
    feed(&app, &lang).await?.answer(Format::Json)
}

async fn feed(app: &App, lang: &Lang) -> Result<Feed> {
    let scope = scope(&Actor::guest(), Action::ReadPractice);
    let found = queries::latest(&scope, app.journal.database(), ENTRIES).await?;
    let (title, lead) = (lang.t.get("practices-title"), lang.t.get("practices-lead"));
    Ok(Feed {
        entries: found.iter().map(|public| entry(lang, public)).collect(),
        ..Feed::of(lang, "/practices", &title, &lead)
    })
}

fn entry(lang: &Lang, public: &Public) -> Entry {
    let (t, content) = (lang.t, &public.content);
    let grade = content
        .grade
        .map(|grade| t.term("practice-grade", grade.code()).into_owned());
    let place = place(&content.municipality, &content.territory, &lang.web.region, t);
    Entry {
        id: public.id.0,
        title: content.title.clone(),
        summary: content.summary.clone(),
        language: public.language,
        url: lang.web.absolute(&lang.path(&format!("/practices/{}", public.id))),
        author: Some(public.name.clone()),
        tags: grade
            .into_iter()
            .chain(Some(place).filter(|place| !place.is_empty()))
            .collect(),
        published: public.published_at,
        updated: public.changed_at.max(public.published_at),
    }
}

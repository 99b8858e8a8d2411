//! The list as news: Atom and JSON Feed, with the list's own filters. What stands in an entry is what strangers see.

use axum::extract::State;
use axum::response::Response;

use super::shown::by;
use crate::app::App;
use crate::opportunities::queries::{self, Public};
use crate::opportunities::query::View;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::feeds::{ENTRIES, Entry, Feed, Format};
use crate::platform::web::{Lang, Params, Result};

/// `GET /{lang}/opportunities.atom`
pub(in crate::opportunities) async fn atom(
    State(app): State<App>,
    lang: Lang,
    Params(view): Params<View>,
) -> Result<Response> {
    feed(&app, &lang, &view).await?.answer(Format::Atom)
}

/// `GET /{lang}/opportunities.feed.json`
pub(in crate::opportunities) async fn json_feed(
    State(app): State<App>,
    lang: Lang,
    Params(view): Params<View>,
) -> Result<Response> {
    feed(&app, &lang, &view).await?.answer(Format::Json)
}

async fn feed(app: &App, lang: &Lang, view: &View) -> Result<Feed> {
    let scope = scope(&Actor::guest(), Action::ReadOpportunity);
    let (database, secret) = (app.journal.database(), &app.web.identity.secret);
    let page = (view.after(secret)?, view.limit.unwrap_or(ENTRIES));
    let mut found = queries::list(&scope, database, &view.asked, page).await?;
    queries::in_language(database, &mut found.items, lang.locale()).await?;
    let (title, lead) = (lang.t.get("opportunities-title"), lang.t.get("opportunities-lead"));
    Ok(Feed {
        query: view.query_of_all(),
        this: view.query(view.cursor.as_deref()),
        next: found
            .next
            .map(|position| view.query(Some(&view.seal(position, secret)))),
        entries: found.items.iter().map(|public| entry(lang, public)).collect(),
        ..Feed::of(lang, "/opportunities", &title, &lead)
    })
}

fn entry(lang: &Lang, public: &Public) -> Entry {
    let (t, region) = (lang.t, &lang.web.region);
    Entry {
        id: public.id.0,
        title: public.content.title.clone(),
        summary: public.content.summary.clone(),
        language: public.language,
        url: lang.web.absolute(&lang.path(&format!("/opportunities/{}", public.id))),
        author: (!public.is_anonymous()).then(|| by(public, t)),
        tags: vec![
            t.term("opportunity-type", public.kind.code()).into_owned(),
            region.territory_name(&public.territory, t.locale).to_owned(),
        ],
        published: public.published_at,
        updated: public.changed_at.max(public.published_at),
    }
}

//! What came of introductions as news: Atom and JSON Feed, of those alone where both sides let themselves be named.

use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::organisations::path;
use crate::outcomes::queries::{Told, told};
use crate::platform::feeds::{ENTRIES, Entry, Feed, Format};
use crate::platform::web::{Lang, Params, Result};

/// `GET /{lang}/outcomes.atom`
pub(in crate::outcomes) async fn atom(State(app): State<App>, lang: Lang, _: Params<()>) -> Result<Response> {
    feed(&app, &lang).await?.answer(Format::Atom)
}

/// `GET /{lang}/outcomes.feed.json`
pub(in crate::outcomes) async fn json_feed(State(app): State<App>, lang: Lang, _: Params<()>) -> Result<Response> {
    feed(&app, &lang).await?.answer(Format::Json)
}

async fn feed(app: &App, lang: &Lang) -> Result<Feed> {
    let found = told(app.journal.database().reader(), ENTRIES).await?;
    let (title, lead) = (lang.t.get("outcomes-title"), lang.t.get("outcomes-feed-lead"));
    Ok(Feed {
        entries: found.iter().map(|told| entry(lang, told)).collect(),
        // There is no list of them: they stand on the pages of those they are of, and are counted there.
        home: Some(lang.web.absolute(&lang.path("/observatory"))),
        ..Feed::of(lang, "/outcomes", &title, &lead)
    })
}

fn entry(lang: &Lang, told: &Told) -> Entry {
    let (t, region) = (lang.t, &lang.web.region);
    let kind = t.term("outcome-kind", told.kind.code());
    let territory = |code: &str| region.territory_name(code, t.locale).to_owned();
    let [one, two] = &told.sides;
    let (here, there) = (territory(&one.2), territory(&two.2));
    let month = t.month_year(told.month);
    let said = [
        ("kind", kind.as_ref().into()),
        ("one", one.1.as_str().into()),
        ("two", two.1.as_str().into()),
        ("here", here.as_str().into()),
        ("there", there.as_str().into()),
        ("month", month.as_str().into()),
    ];
    let page = format!("{}#outcomes", lang.path(&path(one.0, &one.1)));
    // The day alone: when exactly somebody confirmed it is nobody's business.
    let day = region.zone.start_of(region.zone.day(told.confirmed_at));
    Entry {
        id: told.id.0,
        title: t.with("outcomes-feed-title", &said).into_owned(),
        summary: t.with("outcomes-feed-text", &said).into_owned(),
        language: t.locale,
        url: lang.web.absolute(&page),
        author: None,
        tags: vec![kind.into_owned(), here, there],
        published: day,
        updated: day,
    }
}

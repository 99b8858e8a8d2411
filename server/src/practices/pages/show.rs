//! One practice as everybody sees it, with those who took it up; and the same before it is sent.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::shown::{Body, Took, body, count, took};
use super::{inner_path, open};
use crate::app::App;
use crate::organisations::path;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::{Cache, Error, Lang, Layout, Params, Result, SignedIn, page};
use crate::practices::PracticeId;
use crate::practices::queries::{self, Public};

#[derive(Template)]
#[template(path = "practices/pages/show.html")]
struct ShowPage {
    layout: Layout,
    id: PracticeId,
    body: Body,
    territory: String,
    by: String,
    by_href: String,
    adoptions: String,
    taken: Vec<Took>,
    /// The two chambers, and when.
    looked: Option<String>,
    /// Back to the form, where this is what a stranger would see.
    back: Option<String>,
}

async fn shown(app: &App, lang: &Lang, public: &Public) -> Result<ShowPage> {
    let (t, region, database) = (lang.t, &*app.web.region, app.journal.database());
    let whose = public.organisation;
    let body = body(database, whose, &public.content, public.language, (region, t)).await?;
    let taken = queries::confirmed_of(database, public.id).await?;
    let name = |code: &str| {
        let chamber = region.chamber(code);
        chamber.map_or(code, |chamber| chamber.name.get(t.locale)).to_owned()
    };
    let looked = (public.published_at > 0).then(|| {
        let date = t.date_long(region.zone.day(public.published_at));
        let said = [
            ("first", name(&public.chamber).into()),
            ("second", name(&public.expert).into()),
            ("date", date.as_str().into()),
        ];
        t.with("practice-looked-at", &said).into_owned()
    });
    Ok(ShowPage {
        layout: lang
            .layout(body.title.clone())
            .description(public.content.summary.clone())
            .current("practices"),
        id: public.id,
        territory: match public.content.territory.as_str() {
            "" => String::new(),
            code => region.territory_name(code, t.locale).to_owned(),
        },
        by: public.name.clone(),
        by_href: lang.path(&path(whose, &public.name)),
        adoptions: count(public.adoptions, t),
        taken: taken.iter().map(|one| took(one, region, t)).collect(),
        looked,
        back: None,
        body,
    })
}

/// `GET /{lang}/practices/{id}`
pub(in crate::practices) async fn show(
    State(app): State<App>,
    lang: Lang,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let id: PracticeId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(&Actor::guest(), Action::ReadPractice);
    let found = queries::find(&scope, app.journal.database(), id).await?;
    let shown = shown(&app, &lang, &found.ok_or(Error::NotFound)?).await?;
    let cache = match lang.visitor.is_signed_in() {
        true => Cache::Private,
        false => Cache::Public,
    };
    page(&shown, StatusCode::OK, cache)
}

/// `GET /{lang}/own/{id}/practices/{practice}/preview`
pub(in crate::practices) async fn preview(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    let public = Public {
        id: own.id,
        version: own.version,
        organisation: own.organisation,
        name: organisation.name.clone(),
        name_language: organisation.name_language.clone(),
        language: own.language,
        content: own.content.clone(),
        adoptions: own.adoptions,
        chamber: own.chamber.clone(),
        expert: own.expert.clone().unwrap_or_default(),
        published_at: own.published_at.unwrap_or_default(),
        changed_at: own.changed_at,
    };
    let mut shown = shown(&app, &lang, &public).await?;
    shown.layout = shown.layout.hidden();
    shown.back = Some(inner_path(&lang, &own, ""));
    page(&shown, StatusCode::OK, Cache::Private)
}

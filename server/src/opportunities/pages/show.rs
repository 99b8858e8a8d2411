//! One opportunity as everybody sees it, and the same before it is sent.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::attachments::{File, attached_to};
use super::shown::{Body, body, by, by_href, version_note};
use super::{inner_path, open};
use crate::app::App;
use crate::opportunities::queries::{self, Public};
use crate::opportunities::{OpportunityId, files};
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::{Cache, Error, Lang, Layout, Params, Result, SignedIn, page};

#[derive(Template)]
#[template(path = "opportunities/pages/show.html")]
struct ShowPage {
    layout: Layout,
    id: OpportunityId,
    body: Body,
    territory: String,
    by: String,
    by_href: Option<String>,
    anonymous: bool,
    /// Where the name is told to whoever was introduced.
    told: bool,
    interest: bool,
    published: Option<String>,
    ends: Option<String>,
    /// Files, for those who may have them.
    files: Vec<File>,
    /// Back to the form, where this is what a stranger would see.
    back: Option<String>,
}

fn shown(app: &App, lang: &Lang, public: &Public) -> ShowPage {
    let (t, region) = (lang.t, &*app.web.region);
    let mut body = body(public.kind, &public.content, public.language, (region, t));
    body.note = body.note.or_else(|| version_note(public, t));
    let day = |at: i64| t.date_long(region.zone.day(at));
    ShowPage {
        layout: lang
            .layout(body.title.clone())
            .description(public.content.summary.clone())
            .current("opportunities"),
        id: public.id,
        territory: region.territory_name(&public.territory, t.locale).to_owned(),
        by: by(public, t),
        by_href: by_href(public, t),
        anonymous: public.is_anonymous(),
        told: false,
        interest: public.interest,
        published: (public.published_at > 0).then(|| day(public.published_at)),
        ends: (public.expires_at > 0).then(|| day(public.expires_at)),
        files: Vec::new(),
        back: None,
        body,
    }
}

/// `GET /{lang}/opportunities/{id}`
pub(in crate::opportunities) async fn show(
    State(app): State<App>,
    lang: Lang,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let id: OpportunityId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(&Actor::guest(), Action::ReadOpportunity);
    let database = app.journal.database();
    let mut public = queries::find(&scope, database, id).await?.ok_or(Error::NotFound)?;
    queries::in_language(database, std::slice::from_mut(&mut public), lang.t.locale).await?;
    let mut shown = shown(&app, &lang, &public);
    if public.is_anonymous()
        && files::is_told(&app, &lang.visitor.actor, id).await?
        && let Some(named) = queries::unmasked(&scope, database, id).await?
    {
        (shown.by, shown.by_href) = (by(&named, lang.t), by_href(&named, lang.t));
        shown.told = true;
    }
    if shown.told || !public.is_anonymous() {
        shown.files = attached_to(&app, &lang, id, false).await?;
    }
    let cache = match lang.visitor.is_signed_in() {
        true => Cache::Private,
        false => Cache::Public,
    };
    page(&shown, StatusCode::OK, cache)
}

/// `GET /{lang}/own/{id}/opportunities/{opportunity}/preview`
pub(in crate::opportunities) async fn preview(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    let mut public = queries::as_strangers_see(&own, &organisation);
    let database = app.journal.database();
    queries::in_language(database, std::slice::from_mut(&mut public), lang.t.locale).await?;
    let mut shown = shown(&app, &lang, &public);
    shown.layout = shown.layout.hidden();
    shown.back = Some(inner_path(&lang, &own, ""));
    page(&shown, StatusCode::OK, Cache::Private)
}

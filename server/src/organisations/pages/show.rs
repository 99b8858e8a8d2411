//! The page of an organisation.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Reader;
use super::changes::{Changes, boxed};
use super::facts::{Fact, facts};
use super::identity::{Number, numbers};
use super::linked::linked;
use super::places::{Places, places};
use super::texts::{Versions, versions};
use crate::app::App;
use crate::organisations::ageing::stale_core;
use crate::organisations::beside::{Aside, Block};
use crate::organisations::model::{Age, LegalStatus, Standing};
use crate::organisations::outside::{Opened, open, path};
use crate::organisations::queries::Organisation;
use crate::organisations::rules::age;
use crate::platform::region::{Chamber, Register};
use crate::platform::web::{Cache, Error, Lang, Layout, Params, Result, page};

#[derive(Template)]
#[template(path = "organisations/pages/show.html")]
struct OrganisationPage<'a> {
    layout: Layout,
    organisation: &'a Organisation,
    name_lang: Option<String>,
    kind: Option<String>,
    territory: &'a str,
    tags: Vec<String>,
    stale: Option<String>,
    summary: Option<Versions>,
    /// Says in which language the summary is, where the description does not say it already.
    summary_note: Option<String>,
    description: Option<Versions>,
    numbers: Vec<Number>,
    facts: Vec<Fact>,
    sources: Vec<(&'a str, &'a str, &'a Register)>,
    places: Places,
    more_places: String,
    changes: Changes,
    more_changes: String,
    chamber: Option<(&'a str, &'a Chamber)>,
    linked: String,
    /// What other features know of it.
    blocks: Vec<Block>,
    /// What this reader can do about it, as other features know.
    asides: Vec<Aside>,
    /// What this reader can do about it: words and address.
    own: Option<(&'static str, String)>,
}

/// `/{lang}/organisations/{id}`: leads on to the address with the name.
pub(in crate::organisations) async fn show(
    State(app): State<App>,
    lang: Lang,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    show_at(&app, &lang, &id, None).await
}

/// `/{lang}/organisations/{id}/{slug}`
pub(in crate::organisations) async fn show_with_slug(
    State(app): State<App>,
    lang: Lang,
    Path((_, id, slug)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    show_at(&app, &lang, &id, Some(&slug)).await
}

async fn show_at(app: &App, lang: &Lang, id: &str, slug: Option<&str>) -> Result<Response> {
    let organisation = match open(app, id).await? {
        Opened::Here(organisation) => organisation,
        Opened::Moved(root) => return Ok(moved(&lang.path(&format!("/organisations/{root}")))),
    };
    let own = path(organisation.id, &organisation.name);
    if slug.map(|slug| format!("/organisations/{id}/{slug}")).as_ref() != Some(&own) {
        return Ok(moved(&lang.path(&own)));
    }
    let reader = Reader {
        region: &app.web.region,
        t: lang.t,
        today: app.web.region.today(app.journal.clock()),
    };
    let mut shown = build(&organisation, lang, reader)?;
    for one in app.beside {
        let (database, region) = (app.journal.database(), &*app.web.region);
        shown
            .blocks
            .extend(one.block(database, region, lang.t, organisation.id).await?);
    }
    if lang.visitor.is_signed_in() {
        let actor = &lang.visitor.actor;
        for one in app.asides {
            let aside = one.aside(app.journal.database(), lang.t, actor, &organisation);
            shown.asides.extend(aside.await?);
        }
    }
    page(&shown, StatusCode::OK, Cache::Public)
}

/// 301, which may be kept as long as a page.
fn moved(to: &str) -> Response {
    let location: [(HeaderName, &str); 1] = [(header::LOCATION, to)];
    let mut response = (StatusCode::MOVED_PERMANENTLY, location).into_response();
    Cache::Public.apply(response.headers_mut());
    response
}

fn build<'a>(organisation: &'a Organisation, lang: &Lang, reader: Reader<'a>) -> Result<OrganisationPage<'a>, Error> {
    let (t, region) = (reader.t, reader.region);
    let summary = versions(organisation, "summary", reader);
    let description = versions(organisation, "description", reader);
    let kind = organisation.kind.map(|kind| t.term("kind", kind.code()).into_owned());
    let territory = region.territory_name(&organisation.territory, t.locale);
    let places = places(organisation, reader)?;
    let changes = boxed(organisation, reader);
    let told = summary.as_ref().map(|summary| summary.shown.line());
    let described = told
        .clone()
        .unwrap_or_else(|| describe(organisation, kind.as_deref(), territory));
    let mut layout = lang
        .layout(&organisation.name)
        .description(described)
        .current("organisations");
    layout.map = places.map.is_some();
    let url = layout.canonical.clone();
    Ok(OrganisationPage {
        layout,
        organisation,
        name_lang: super::facts::other_language(organisation.name_language.as_deref(), reader),
        tags: tags(organisation, kind.as_deref(), reader),
        kind,
        territory,
        stale: stale(organisation, reader),
        summary_note: note(summary.as_ref(), description.as_ref()),
        description,
        summary,
        numbers: numbers(organisation, reader),
        facts: facts(organisation, reader),
        sources: sources(organisation, reader),
        more_places: t
            .with("organisations-more-places", &[("count", places.rest.len().into())])
            .into_owned(),
        places,
        more_changes: t
            .with("organisations-more-changes", &[("count", changes.rest.len().into())])
            .into_owned(),
        changes,
        chamber: home(organisation, reader),
        linked: linked(organisation, &url, told.as_deref(), reader),
        blocks: Vec::new(),
        asides: Vec::new(),
        own: own(organisation, lang),
    })
}

/// Its people and its chamber come to its inner pages; of one that is only listed everybody may say that it is theirs.
fn own(organisation: &Organisation, lang: &Lang) -> Option<(&'static str, String)> {
    let (actor, id) = (&lang.visitor.actor, organisation.id);
    let chamber = organisation.home_chamber.as_deref();
    let adviser = chamber.is_some_and(|code| actor.mandate_in(code).is_some());
    if actor.role_in(id.0).is_some() || adviser {
        return Some(("own-go", lang.path(&format!("/own/{id}"))));
    }
    let claims = organisation.standing == Standing::Listed;
    claims.then(|| ("claim-title", lang.path(&format!("/organisations/{id}/claim"))))
}

fn note(summary: Option<&Versions>, description: Option<&Versions>) -> Option<String> {
    let said = description.is_some_and(|versions| versions.shown.note.is_some());
    summary?.shown.note.clone().filter(|_| !said)
}

/// For search engines where the organisation says nothing of itself: "Example SA, SME, Liège, Wallonia".
fn describe(organisation: &Organisation, kind: Option<&str>, territory: &str) -> String {
    let parts = [
        Some(organisation.name.as_str()),
        kind,
        organisation.municipality.as_deref(),
        Some(territory),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Standing and kind; the legal status only where it is not the usual one.
fn tags(organisation: &Organisation, kind: Option<&str>, reader: Reader<'_>) -> Vec<String> {
    let t = reader.t;
    let status = match organisation.legal_status {
        LegalStatus::Active | LegalStatus::Unknown => None,
        other => Some(t.term("status", other.code()).into_owned()),
    };
    let standing = t.term("standing", organisation.standing.code()).into_owned();
    let all = [Some(standing), kind.map(str::to_owned), status];
    all.into_iter().flatten().collect()
}

/// What the head of the page says: that all is stale, or which core facts are.
fn stale(organisation: &Organisation, reader: Reader<'_>) -> Option<String> {
    let age = age(organisation.as_of, organisation.stale_at, reader.today);
    let date = reader.t.date_long(organisation.as_of);
    let said = || {
        reader
            .t
            .with("organisations-all-stale", &[("date", date.into())])
            .into_owned()
    };
    if age == Age::Stale {
        return Some(said());
    }
    let facts = stale_core(organisation, reader.region, reader.t, reader.today)?;
    let some = reader.t.with("organisations-some-stale", &[("facts", facts.into())]);
    Some(some.into_owned())
}

/// Registers whose data the page shows, with what they ask to be named with.
fn sources<'a>(organisation: &Organisation, reader: Reader<'a>) -> Vec<(&'a str, &'a str, &'a Register)> {
    let registers = organisation
        .records
        .iter()
        .filter_map(|(code, ..)| reader.region.register(code));
    let locale = reader.t.locale;
    registers
        .map(|register| (register.attribution.get(locale), register.licence.get(locale), register))
        .collect()
}

fn home<'a>(organisation: &Organisation, reader: Reader<'a>) -> Option<(&'a str, &'a Chamber)> {
    let chamber = reader.region.chamber(organisation.home_chamber.as_deref()?)?;
    Some((chamber.name.get(reader.t.locale), chamber))
}

//! An opportunity that is written no more, in the eyes of its organisation: how it stands, what the chamber said, what can be
//! done with it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::form::{reason, right};
use super::language::others;
use super::shown::{Body, body};
use super::{inner_path, open, title};
use crate::app::App;
use crate::joining::Inside;
use crate::opportunities::actions;
use crate::opportunities::model::{REMINDER, State as Standing};
use crate::opportunities::queries::{self, Own};
use crate::organisations::queries::Organisation;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Result, SignedIn, page};

#[derive(Template)]
#[template(path = "opportunities/pages/within.html")]
struct WithinPage {
    layout: Layout,
    inside: Inside,
    /// Where its versions in other languages are.
    languages: Vec<(String, String)>,
    body: Body,
    state: String,
    standing: String,
    version: i64,
    action: String,
    /// Where everybody sees it.
    public: Option<String>,
    anonymous: bool,
    interest: bool,
    published: bool,
    /// Whether it can be extended now; else from when.
    extends: bool,
    extends_from: Option<String>,
    ends: Option<String>,
    writes: bool,
    /// Date, result, text.
    said: Vec<(String, String, String)>,
    failed: Option<String>,
}

/// The page, with why something could not be done.
pub(super) async fn shown(
    app: &App,
    lang: &Lang,
    organisation: &Organisation,
    own: &Own,
    failed: Option<String>,
) -> Result<Response> {
    let (t, region) = (lang.t, &*app.web.region);
    let (now, actor) = (app.journal.clock().now(), &lang.visitor.actor);
    let published = own.state == Standing::Published;
    let day = |at: i64| t.date_long(region.zone.day(at));
    let from = own
        .expires_at
        .filter(|_| published && !own.extended)
        .map(|at| at - REMINDER);
    let reviews = queries::reviews(app.journal.database(), own).await?;
    let said = reviews.into_iter().map(|one| {
        let verdict = t.term("opportunity-verdict", &one.verdict).into_owned();
        (day(one.at), verdict, one.body)
    });
    let status = match failed {
        Some(_) => StatusCode::CONFLICT,
        None => StatusCode::OK,
    };
    let shown = WithinPage {
        layout: lang.layout(title(lang, own)).hidden(),
        inside: Inside::of(organisation, lang, "opportunities"),
        languages: others(lang, own),
        body: body(own.kind, &own.content, own.language, (region, t)),
        state: t.term("opportunity-state", own.state.code()).into_owned(),
        standing: t.term("opportunity-standing", own.state.code()).into_owned(),
        version: own.version,
        action: inner_path(lang, own, ""),
        public: published.then(|| lang.path(&format!("/opportunities/{}", own.id))),
        anonymous: own.anonymous,
        interest: own.interest,
        published,
        extends: from.is_some_and(|from| from <= now),
        extends_from: from.filter(|from| *from > now).map(day),
        ends: own.expires_at.filter(|_| published).map(day),
        writes: right(actor, organisation).is_ok(),
        said: said.collect(),
        failed,
    };
    page(&shown, status, Cache::Private)
}

/// What each of the buttons sends.
#[derive(Debug)]
pub(in crate::opportunities) struct Pressed {
    version: Option<i64>,
}

impl FromPairs for Pressed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            version: pairs.parsed("version")?,
        })
    }
}

/// `POST /{lang}/own/{id}/opportunities/{opportunity}/{verb}`
pub(in crate::opportunities) async fn act(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id, verb)): Path<(String, String, String, String)>,
    FormBody(pressed): FormBody<Pressed>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    right(&actor, &organisation)?;
    let hands = app.hands(&actor);
    let (id, version) = (own.id, pressed.version);
    let list = lang.path(&format!("/own/{}/opportunities", organisation.id));
    let stays = inner_path(&lang, &own, "");
    let done = match verb.as_str() {
        "withdraw" => actions::withdraw(hands, id, version).await.map(|()| stays),
        "extend" => actions::extend(hands, id, version).await.map(|()| stays),
        "open" => actions::set_open(hands, id, version, true).await.map(|()| stays),
        "close" => actions::set_open(hands, id, version, false).await.map(|()| stays),
        "discard" => actions::discard(hands, id, version).await.map(|()| list),
        "copy" => actions::copy(hands, id).await.map(|copy| format!("{list}/{copy}")),
        _ => return Err(Error::NotFound),
    };
    match done {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(error) => {
            let why = reason(error, &lang)?;
            shown(&app, &lang, &organisation, &own, Some(why)).await
        }
    }
}

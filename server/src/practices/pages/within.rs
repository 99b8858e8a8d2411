//! A practice that is written no more, in the eyes of its organisation: how it stands, what the chambers said, who took it up,
//! what can be done with it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::reason;
use super::own::{OwnLine, taken_line};
use super::shown::{Body, body};
use super::{inner_path, open, right, title};
use crate::app::App;
use crate::joining::Inside;
use crate::organisations::queries::Organisation;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Result, SignedIn, page};
use crate::practices::actions;
use crate::practices::model::State as Standing;
use crate::practices::queries::{self, Own};

#[derive(Template)]
#[template(path = "practices/pages/within.html")]
struct WithinPage {
    layout: Layout,
    inside: Inside,
    body: Body,
    state: String,
    standing: String,
    version: i64,
    action: String,
    /// Where everybody sees it.
    public: Option<String>,
    published: bool,
    writes: bool,
    /// Date, chamber, verdict, text.
    said: Vec<[String; 4]>,
    taken: Vec<OwnLine>,
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
    let (t, region, database) = (lang.t, &*app.web.region, app.journal.database());
    let published = own.state == Standing::Published;
    let reviews = queries::reviews(database, own).await?;
    let said = reviews.into_iter().map(|one| {
        let chamber = region.chamber(&one.chamber);
        [
            t.date_long(region.zone.day(one.at)),
            chamber
                .map_or(one.chamber.as_str(), |chamber| chamber.name.get(t.locale))
                .to_owned(),
            t.term("practice-verdict", one.verdict.code()).into_owned(),
            one.body,
        ]
    });
    let taken = queries::of_practice(database, own.id).await?;
    let status = match failed {
        Some(_) => StatusCode::CONFLICT,
        None => StatusCode::OK,
    };
    let shown = WithinPage {
        layout: lang.layout(title(lang, own)).hidden(),
        inside: Inside::of(organisation, lang, "practices"),
        body: body(database, own.organisation, &own.content, own.language, (region, t)).await?,
        state: t.term("practice-state", own.state.code()).into_owned(),
        standing: t.term("practice-standing", own.state.code()).into_owned(),
        version: own.version,
        action: inner_path(lang, own, ""),
        public: published.then(|| lang.path(&format!("/practices/{}", own.id))),
        published,
        writes: right(&lang.visitor.actor, organisation).is_ok(),
        said: said.collect(),
        taken: taken
            .iter()
            .map(|one| taken_line(lang, one, one.name.clone()))
            .collect(),
        failed,
    };
    page(&shown, status, Cache::Private)
}

/// What each of the buttons sends.
#[derive(Debug)]
pub(in crate::practices) struct Pressed {
    version: Option<i64>,
}

impl FromPairs for Pressed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            version: pairs.parsed("version")?,
        })
    }
}

/// `POST /{lang}/own/{id}/practices/{practice}/{verb}`
pub(in crate::practices) async fn act(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id, verb)): Path<(String, String, String, String)>,
    FormBody(pressed): FormBody<Pressed>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    right(&actor, &organisation)?;
    let (hands, id, version) = (app.hands(&actor), own.id, pressed.version);
    let list = lang.path(&format!("/own/{}/practices", organisation.id));
    let stays = inner_path(&lang, &own, "");
    let done = match verb.as_str() {
        "withdraw" => actions::withdraw(hands, id, version).await.map(|()| stays),
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

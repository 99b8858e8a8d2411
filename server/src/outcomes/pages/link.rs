//! The link of a letter that asks whether an outcome still holds. A look changes nothing: programs that check mail open every link.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::outcomes::actions::{self, OutcomeError};
use crate::outcomes::model::{Answer, FollowupId};
use crate::outcomes::queries::{Outcome, followup};
use crate::outcomes::rules;
use crate::outcomes::tables::outcome_followup::Model;
use crate::platform::access::Actor;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, Sender, page};

#[derive(Template)]
#[template(path = "outcomes/pages/link.html")]
struct LinkPage {
    layout: Layout,
    here: String,
    /// `good`, `used`, `over` or `foreign`.
    stands: &'static str,
    said: String,
    about: Option<(String, String)>,
}

impl LinkPage {
    fn answers(&self) -> &'static [Answer] {
        Answer::ALL
    }
}

/// What the button sends.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::outcomes) struct Filled(Option<Answer>);

impl FromPairs for Filled {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let answer = pairs.one("answer")?;
        Ok(Self(answer.as_deref().and_then(Answer::from_code)))
    }
}

async fn open(app: &App, token: &str) -> Result<Option<(Model, Outcome, String)>> {
    let Some((id, seal)) = rules::read(token) else {
        return Ok(None);
    };
    let found = followup(app.journal.database().reader(), id).await?;
    Ok(found.filter(|(asked, ..)| rules::is_of(&app.web.identity.secret, asked, seal)))
}

/// `GET /{lang}/follow-up/{token}`
pub(in crate::outcomes) async fn link(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let (t, here) = (lang.t, lang.path(&format!("/follow-up/{token}")));
    let Some((asked, outcome, number)) = open(&app, &token).await? else {
        let shown = LinkPage {
            layout: lang.layout(t.get("outcome-link-title")).hidden(),
            here,
            stands: "foreign",
            said: t.get("outcome-link-foreign").into_owned(),
            about: None,
        };
        return page(&shown, StatusCode::NOT_FOUND, Cache::Private);
    };
    let (stands, said, status) = match asked.used_at {
        Some(_) => ("used", "outcome-link-used", StatusCode::OK),
        None if asked.expires_at <= app.journal.clock().now() => ("over", "outcome-link-over", StatusCode::GONE),
        None => ("good", "outcome-link-lead", StatusCode::OK),
    };
    let shown = LinkPage {
        layout: lang.layout(t.get("outcome-link-title")).hidden(),
        here,
        stands,
        said: t.get(said).into_owned(),
        about: Some((t.term("outcome-kind", outcome.kind.code()).into_owned(), number)),
    };
    page(&shown, status, Cache::Private)
}

/// `POST /{lang}/follow-up/{token}`
pub(in crate::outcomes) async fn answer(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    sender: Sender,
    FormBody(Filled(said)): FormBody<Filled>,
) -> Result<Response> {
    sender.count().map_err(Error::TooManyRequests)?;
    let (asked, ..) = open(&app, &token).await?.ok_or(Error::NotFound)?;
    let actor = Actor::link(asked.id);
    let Some(said) = said else {
        // Nothing was chosen: it is asked again.
        return Ok(Redirect::to(&lang.path(&format!("/follow-up/{token}"))).into_response());
    };
    match actions::answer(&app.journal, &actor, FollowupId(asked.id), said).await {
        // The page says where the link stands now, the second time as well.
        Ok(()) | Err(OutcomeError::Link) => {
            Ok(Redirect::to(&lang.path(&format!("/follow-up/{token}"))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

//! The link of a letter: whoever was refused appeals without signing in.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::words;
use crate::app::App;
use crate::cases::actions::{self, Desk};
use crate::cases::model::MESSAGE_LIMIT;
use crate::cases::outside::{is_sealed, read_token};
use crate::cases::queries::{self, CaseView};
use crate::cases::rules::appeal_until;
use crate::platform::access::{Action, Actor};
use crate::platform::web::{
    Cache, Detail, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, Sender, page,
};

#[derive(Template)]
#[template(path = "cases/link.html")]
struct LinkPage {
    layout: Layout,
    case: CaseView,
    token: String,
    decided: String,
    until: String,
    draft: String,
    fault: Option<String>,
}

impl LinkPage {
    fn limit(&self) -> usize {
        MESSAGE_LIMIT
    }
}

/// The reason of an appeal.
#[derive(Clone, Debug, Default)]
pub(in crate::cases) struct Filled {
    body: String,
}

impl FromPairs for Filled {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            body: pairs.one("body")?.unwrap_or_default(),
        })
    }
}

/// `GET /{lang}/appeal/{token}`
pub(in crate::cases) async fn show(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let case = open(&app, &lang, &token).await?;
    shown(&lang, case, token, String::new(), None, StatusCode::OK)
}

/// `POST /{lang}/appeal/{token}`
pub(in crate::cases) async fn send(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    sender: Sender,
    FormBody(filled): FormBody<Filled>,
) -> Result<Response> {
    let case = open(&app, &lang, &token).await?;
    sender.count().map_err(Error::TooManyRequests)?;
    let guest = Actor::guest();
    let desk = Desk {
        journal: &app.journal,
        region: &lang.web.region,
        actor: &guest,
    };
    let done = actions::appeal_by_link(desk, case.id, &filled.body).await;
    let Err(error) = done.map_err(Error::from) else {
        return Ok(Redirect::to(&lang.path(&format!("/appeal/{token}"))).into_response());
    };
    let status = error.problem().status;
    let detail = match error {
        Error::Validation(faults) => faults.into_iter().next().map(|fault| fault.detail),
        // Appealed meanwhile by another way, or too late: the page says so.
        Error::Conflict(detail) => Some(detail),
        other => return Err(other),
    };
    let case = open(&app, &lang, &token).await?;
    shown(&lang, case, token, filled.body, detail, status)
}

/// The case the token is for. A seal of another decision, or of another node, is as unknown as a made-up one.
async fn open(app: &App, lang: &Lang, token: &str) -> Result<CaseView> {
    let (id, seal) = read_token(token).ok_or(Error::NotFound)?;
    let holder = Actor::link(id.0);
    let found = queries::find_by_link(&holder, Action::AppealCase, app.journal.database(), id).await?;
    let case = found.ok_or(Error::NotFound)?;
    let at = case.decided_at.ok_or(Error::NotFound)?;
    if is_sealed(&lang.web.identity.secret, id, at, seal) {
        Ok(case)
    } else {
        Err(Error::NotFound)
    }
}

fn shown(
    lang: &Lang,
    case: CaseView,
    token: String,
    draft: String,
    fault: Option<Detail>,
    status: StatusCode,
) -> Result<Response> {
    let (t, region) = (lang.t, &lang.web.region);
    let at = case.decided_at.unwrap_or_default();
    let shown = LinkPage {
        layout: lang.layout(t.get("appeal-title")).hidden(),
        decided: words::moment(t, region, at),
        until: t.date_long(region.zone.day(appeal_until(at))),
        case,
        token,
        draft,
        fault: fault.map(|detail| detail.text(t)),
    };
    page(&shown, status, Cache::Private)
}

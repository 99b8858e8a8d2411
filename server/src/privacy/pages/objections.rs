//! Objections by number, for the operator and the heads of chambers: take one in, see them, take one back.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::organisations::objections::{ObjectionId, State as Stands, list};
use crate::platform::access::{self, Action, Actor, Mandate, Ownership, Subject};
use crate::platform::web::{
    Cache, Error, FieldError, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page,
};
use crate::privacy::PrivacyError;
use crate::privacy::objections::{Asked, REASON_LIMIT, lift, object};

/// Objections that are listed.
const LISTED: u64 = 200;

/// What the form sends.
#[derive(Debug, Default)]
pub(in crate::privacy) struct ObjectionForm {
    number: String,
    reason: String,
    sure: bool,
}

impl FromPairs for ObjectionForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            number: pairs.one("number")?.unwrap_or_default(),
            reason: pairs.one("reason")?.unwrap_or_default(),
            sure: pairs.one("sure")?.is_some(),
        })
    }
}

struct Line {
    id: ObjectionId,
    date: String,
    scheme: String,
    reason: String,
    state: Stands,
}

#[derive(Template)]
#[template(path = "privacy/pages/objections.html")]
struct ObjectionsPage {
    layout: Layout,
    form: ObjectionForm,
    faults: Vec<(String, String)>,
    lines: Vec<Line>,
    limit: usize,
}

impl ObjectionsPage {
    fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }

    fn can_lift(&self, line: &Line) -> bool {
        line.state == Stands::Done
    }
}

/// In whose name somebody handles objections: the node's operator, or a chamber's head.
fn by(actor: &Actor) -> impl Subject + Sync + use<> {
    let mut mandates = actor.mandates().iter();
    let head = mandates.find(|(_, mandate)| *mandate == Mandate::Head);
    Ownership {
        chamber: head.map(|(code, _)| code.clone()),
        ..Ownership::default()
    }
}

/// `GET /{lang}/objections`
pub(in crate::privacy) async fn show(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    drop(access::decide(&asks.actor, Action::HandleObjection, &by(&asks.actor))?);
    draw(&app, &lang, ObjectionForm::default(), Vec::new(), StatusCode::OK).await
}

/// `POST /{lang}/objections`
pub(in crate::privacy) async fn add(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    FormBody(form): FormBody<ObjectionForm>,
) -> Result<Response> {
    let by = by(&asks.actor);
    drop(access::decide(&asks.actor, Action::HandleObjection, &by)?);
    let asked = Asked {
        scheme: None,
        number: &form.number,
        reason: &form.reason,
    };
    let done = if form.sure {
        object(&app.journal, &asks.actor, &by, asked).await.map(drop)
    } else {
        Err(PrivacyError::Unsure)
    };
    match done.map_err(Error::from) {
        Ok(()) => Ok(Redirect::to(&lang.path("/objections#list")).into_response()),
        Err(Error::Validation(faults)) => {
            let told = |fault: FieldError| (fault.field, fault.detail.text(lang.t));
            let faults = faults.into_iter().map(told).collect();
            draw(&app, &lang, form, faults, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error),
    }
}

/// `POST /{lang}/objections/{id}/lift`
pub(in crate::privacy) async fn take_back(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let by = by(&asks.actor);
    drop(access::decide(&asks.actor, Action::HandleObjection, &by)?);
    let id: ObjectionId = id.parse().map_err(|_| Error::NotFound)?;
    lift(&app.journal, &asks.actor, &by, id).await?;
    Ok(Redirect::to(&lang.path("/objections#list")).into_response())
}

async fn draw(
    app: &App,
    lang: &Lang,
    form: ObjectionForm,
    faults: Vec<(String, String)>,
    status: StatusCode,
) -> Result<Response> {
    let rows = list(app.journal.database().reader(), LISTED).await?;
    let lines = rows.into_iter().map(|row| Line {
        id: row.id,
        date: lang.t.date(lang.web.region.zone.day(row.received_at)),
        scheme: match row.scheme.as_str() {
            "" => lang.t.get("objection-from-ledger").into_owned(),
            scheme => lang.t.term("scheme", scheme).into_owned(),
        },
        reason: row.reason,
        state: row.state,
    });
    let shown = ObjectionsPage {
        layout: lang.layout(lang.t.get("objection-title")).hidden(),
        lines: lines.collect(),
        form,
        faults,
        limit: REASON_LIMIT,
    };
    page(&shown, status, Cache::Private)
}

//! A case as its applicant and the owners of the organisation see it: where it stands, what is asked, what was decided.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::words;
use crate::app::App;
use crate::cases::actions::{self, Desk};
use crate::cases::model::{CaseId, MESSAGE_LIMIT};
use crate::cases::queries::{self, CaseView};
use crate::cases::rules::appeal_until;
use crate::platform::access::{Action, scope};
use crate::platform::web::{
    Cache, Detail, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page,
};

#[derive(Template)]
#[template(path = "cases/applicant.html")]
struct ApplicantPage {
    layout: Layout,
    case: CaseView,
    chamber: String,
    opened: String,
    due: String,
    messages: Vec<(String, String, String)>,
    decided: Option<String>,
    appeal_until: Option<String>,
    organisation: Option<String>,
    draft: String,
    fault: Option<String>,
    /// Whether there is a form in which what was typed can stand.
    writes: bool,
    /// Whether this reader may take it back.
    own: bool,
}

impl ApplicantPage {
    fn limit(&self) -> usize {
        MESSAGE_LIMIT
    }
}

/// What an applicant sends.
#[derive(Clone, Debug, Default)]
pub(in crate::cases) struct Filled {
    version: Option<i64>,
    body: String,
}

impl FromPairs for Filled {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            version: pairs.parsed("version")?,
            body: pairs.one("body")?.unwrap_or_default(),
        })
    }
}

/// `GET /{lang}/cases/{id}`
pub(in crate::cases) async fn show(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let case = load(&app, &signed, &id).await?;
    shown(&lang, case, String::new(), None, StatusCode::OK)
}

/// `POST /{lang}/cases/{id}/{verb}`
pub(in crate::cases) async fn act(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id, verb)): Path<(String, String, String)>,
    FormBody(filled): FormBody<Filled>,
) -> Result<Response> {
    let case = load(&app, &signed, &id).await?;
    let desk = Desk {
        journal: &app.journal,
        region: &lang.web.region,
        actor: &signed.actor,
    };
    let done = match verb.as_str() {
        "answer" => actions::answer(desk, case.id, filled.version, &filled.body, None).await,
        "withdraw" => actions::withdraw(desk, case.id, filled.version).await,
        "appeal" => actions::appeal(desk, case.id, &filled.body).await,
        _ => return Err(Error::NotFound),
    };
    let Err(error) = done.map_err(Error::from) else {
        return Ok(Redirect::to(&lang.path(&format!("/cases/{}", case.id))).into_response());
    };
    let status = error.problem().status;
    let detail = match error {
        Error::Validation(faults) => faults.into_iter().next().map(|fault| fault.detail),
        Error::Conflict(detail) => Some(detail),
        other => return Err(other),
    };
    // As it stands now: a colleague may have answered meanwhile.
    let case = load(&app, &signed, &id).await?;
    shown(&lang, case, filled.body, detail, status)
}

async fn load(app: &App, signed: &SignedIn, id: &str) -> Result<CaseView> {
    let id: CaseId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(&signed.actor, Action::ReadCase);
    let found = queries::find(&scope, app.journal.database(), id, &signed.actor).await?;
    found.ok_or(Error::NotFound)
}

fn shown(lang: &Lang, case: CaseView, draft: String, fault: Option<Detail>, status: StatusCode) -> Result<Response> {
    let (t, region) = (lang.t, &lang.web.region);
    let name = |code: &str| {
        let found = region.chamber(code);
        found.map_or_else(|| code.to_owned(), |chamber| chamber.name.get(t.locale).to_owned())
    };
    let until = case
        .decided_at
        .filter(|_| case.decision.is_some_and(|decision| decision.is_negative()));
    let shown = ApplicantPage {
        layout: lang.layout(case.title.clone()).hidden(),
        chamber: name(&case.chamber),
        opened: words::moment(t, region, case.opened_at),
        due: t.date_long(region.zone.day(case.due_at)),
        messages: case
            .messages
            .iter()
            .filter(|message| message.side != "note")
            .map(|message| {
                (
                    message.side.clone(),
                    words::moment(t, region, message.at),
                    message.body.clone(),
                )
            })
            .collect(),
        decided: case.decided_at.map(|at| words::moment(t, region, at)),
        appeal_until: until
            .filter(|_| case.state.code() == "decided")
            .map(|at| t.date_long(region.zone.day(appeal_until(at)))),
        organisation: case.organisation.map(|id| lang.path(&format!("/organisations/{id}"))),
        fault: fault.map(|detail| detail.text(t)),
        writes: case.state.code() == "waiting" || (until.is_some() && case.state.code() == "decided"),
        draft,
        own: case.applicant == lang.visitor.actor.person_id() || !case.kind.is_of_others(),
        case,
    };
    page(&shown, status, Cache::Private)
}

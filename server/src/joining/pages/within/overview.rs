//! Where an organisation stands, in the eyes of its people: its cases, and the way out of sight and back.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;

use super::super::mine::{CaseLine, case_line};
use super::{Inside, due, open};
use crate::app::App;
use crate::cases::queries::of_organisation;
use crate::joining::actions;
use crate::organisations::model::{OrganisationId, Standing};
use crate::organisations::queries::Organisation;
use crate::organisations::stale_core;
use crate::platform::access::{Action, scope};
use crate::platform::web::{Cache, Error, FormBody, Lang, Layout, Params, Result, SignedIn, page};

#[derive(Template)]
#[template(path = "joining/pages/within/overview.html")]
struct OverviewPage {
    layout: Layout,
    inside: Inside,
    due: Option<String>,
    cases: Vec<CaseLine>,
    /// Which core facts are stale, or which will be first.
    known: String,
    stale: bool,
}

impl OverviewPage {
    fn is_away(&self) -> bool {
        self.inside.standing == Standing::Withdrawn
    }

    fn is_seen(&self) -> bool {
        self.inside.page.is_some()
    }
}

/// `GET /{lang}/own/{id}`
pub(in crate::joining) async fn overview(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = open(&app, &actor, &id).await?;
    let scope = scope(&actor, Action::ReadCase);
    let cases = of_organisation(&scope, app.journal.database(), organisation.id).await?;
    let inside = Inside::of(&organisation, &lang, "overview");
    let today = app.web.region.today(app.journal.clock());
    let stale = stale_core(&organisation, &app.web.region, lang.t, today);
    let shown = OverviewPage {
        layout: lang.layout(&*organisation.name).hidden(),
        due: due(&app, &lang, &inside).await?,
        stale: stale.is_some(),
        known: known(&organisation, &lang, today, stale),
        cases: cases.into_iter().map(|case| case_line(&case, &lang)).collect(),
        inside,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// Which core facts are stale, else which becomes so first and when.
fn known(organisation: &Organisation, lang: &Lang, today: NaiveDate, stale: Option<String>) -> String {
    let t = lang.t;
    if let Some(facts) = stale {
        return t.with("own-facts-stale", &[("facts", facts.into())]).into_owned();
    }
    let core = organisation.core(&lang.web.region, today);
    match core.iter().min_by_key(|one| one.valid_until) {
        None => t.get("own-facts-none").into_owned(),
        Some(first) => {
            let (fact, date) = (t.term("core", first.code), t.date_long(first.valid_until));
            let both = [("fact", fact.as_ref().into()), ("date", date.into())];
            t.with("own-facts-first", &both).into_owned()
        }
    }
}

/// `POST /{lang}/own/{id}/withdraw`
pub(in crate::joining) async fn withdraw(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    let done = actions::withdraw_organisation(&app.journal, &actor, &app.web.region, id).await;
    led(&lang, id, done)
}

/// `POST /{lang}/own/{id}/return`
pub(in crate::joining) async fn come_back(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    let done = actions::come_back(&app.journal, &actor, &app.web.region, id).await;
    led(&lang, id, done)
}

/// Back to the overview, or to where one confirms who one is: nothing was typed.
fn led(lang: &Lang, id: OrganisationId, done: std::result::Result<(), actions::JoinError>) -> Result<Response> {
    use crate::platform::access::Refusal;
    let here = lang.path(&format!("/own/{id}"));
    match done {
        Ok(()) => Ok(Redirect::to(&here).into_response()),
        Err(actions::JoinError::Refused(Refusal::StepUp(level))) => {
            Ok(Redirect::to(&super::again_path(lang, level, &here)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

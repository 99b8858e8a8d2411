//! Where an organisation stands, in the eyes of its people: its cases, and the way out of sight and back.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::mine::{CaseLine, case_line};
use super::{Inside, due, open};
use crate::app::App;
use crate::cases::queries::of_organisation;
use crate::joining::actions;
use crate::organisations::model::{OrganisationId, Standing};
use crate::platform::access::{Action, scope};
use crate::platform::web::{Cache, Error, FormBody, Lang, Layout, Params, Result, SignedIn, page};

#[derive(Template)]
#[template(path = "joining/pages/within/overview.html")]
struct OverviewPage {
    layout: Layout,
    inside: Inside,
    due: Option<String>,
    cases: Vec<CaseLine>,
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
    let shown = OverviewPage {
        layout: lang.layout(&*organisation.name).hidden(),
        due: due(&app, &lang, &inside).await?,
        cases: cases.into_iter().map(|case| case_line(&case, &lang)).collect(),
        inside,
    };
    page(&shown, StatusCode::OK, Cache::Private)
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

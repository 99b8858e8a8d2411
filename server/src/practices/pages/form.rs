//! The form: everything on one page, its groups one at a time on a phone; kept as it is typed, sent when it is whole.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::Frame;
use super::inputs::{Maker, Part};
use super::typed::{Days, Typed};
use super::{inner_path, open, right, title};
use crate::app::App;
use crate::joining::{Inside, What};
use crate::organisations::queries::Organisation;
use crate::outcomes;
use crate::platform::web::{Cache, FormBody, Lang, Layout, Params, Result, SignedIn, by_itself, kept_as, page};
use crate::practices::actions::{self, PracticeError};
use crate::practices::model::State as Standing;
use crate::practices::queries::{self, Own, Reviewed};

#[derive(Template)]
#[template(path = "practices/pages/form.html")]
struct FormPage {
    layout: Layout,
    inside: Inside,
    frame: Frame,
    action: String,
    parts: Vec<Part>,
    /// What a chamber said last, where it came back.
    said: Option<Reviewed>,
    chamber: String,
    state: String,
    /// Whether no chamber has seen it: then it can be thrown away.
    draft: bool,
}

impl FormPage {
    fn label(&self, field: &str) -> String {
        let mut inputs = self.parts.iter().flat_map(|part| &part.inputs);
        let found = inputs
            .find(|input| input.name == field)
            .map(|input| input.label.clone());
        found.unwrap_or_else(|| self.layout.t.term("practice-field", field).into_owned())
    }

    /// The anchor of the group behind this one.
    fn next(&self, part: &Part) -> &'static str {
        let behind = self.parts.iter().skip_while(|one| one.code != part.code).nth(1);
        behind.map_or("send", |part| part.code)
    }
}

async fn shown(
    app: &App,
    lang: &Lang,
    organisation: &Organisation,
    own: &Own,
    (frame, days): (Frame, &Days),
) -> Result<Response> {
    let (t, region) = (lang.t, &*app.web.region);
    let database = app.journal.database();
    let outcomes = outcomes::confirmed_by_id(database.reader(), own.organisation).await?;
    let said = queries::reviews(database, own).await?.into_iter().next();
    let chamber = region.chamber(&own.chamber);
    let make = Maker {
        own,
        region,
        t,
        days,
        outcomes: &outcomes,
    };
    let status = frame.status();
    let shown = FormPage {
        layout: lang.layout(title(lang, own)).hidden(),
        inside: Inside::of(organisation, lang, "practices"),
        action: inner_path(lang, own, ""),
        parts: make.parts(),
        said: said.filter(|_| own.state == Standing::Returned),
        chamber: chamber.map_or_else(|| own.chamber.clone(), |one| one.name.get(t.locale).to_owned()),
        state: t.term("practice-state", own.state.code()).into_owned(),
        draft: own.state == Standing::Draft,
        frame: Frame {
            version: own.version,
            ..frame
        },
    };
    page(&shown, status, Cache::Private)
}

/// `GET /{lang}/own/{id}/practices/{practice}`
pub(in crate::practices) async fn form(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    if !own.state.is_written() || right(&actor, &organisation).is_err() {
        return super::within::shown(&app, &lang, &organisation, &own, None).await;
    }
    shown(&app, &lang, &organisation, &own, (Frame::default(), &Days::default())).await
}

/// `POST /{lang}/own/{id}/practices/{practice}`
pub(in crate::practices) async fn save(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id)): Path<(String, String, String)>,
    headers: HeaderMap,
    FormBody(typed): FormBody<Typed>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    right(&actor, &organisation)?;
    let by_itself = by_itself(&headers);
    match actions::keep(app.hands(&actor), own.id, typed.keeping(&own)).await {
        Ok(version) if by_itself => return Ok(kept_as(StatusCode::OK, version)),
        Ok(_) => {}
        Err(PracticeError::Changed) if by_itself => return Ok(kept_as(StatusCode::CONFLICT, own.version)),
        Err(error @ (PracticeError::Changed | PracticeError::Faults(_))) if !by_itself => {
            let frame = Frame::refused(error, &lang)?;
            return shown(&app, &lang, &organisation, &typed.over(&own), (frame, &typed.days)).await;
        }
        Err(error) => return Err(error.into()),
    }
    let (_, own) = open(&app, &actor, (&organisation.id.to_string(), &id)).await?;
    let no_day = || lang.t.get("fault-no-day").into_owned();
    let wrong: Vec<_> = typed
        .days
        .wrong()
        .into_iter()
        .map(|field| (field.to_owned(), no_day()))
        .collect();
    if !wrong.is_empty() {
        let frame = Frame {
            faults: wrong,
            ..Frame::default()
        };
        return shown(&app, &lang, &organisation, &own, (frame, &typed.days)).await;
    }
    match typed.go.as_deref() {
        Some("send") => {}
        Some("preview") => return Ok(Redirect::to(&inner_path(&lang, &own, "/preview")).into_response()),
        Some("needs") => return Ok(Redirect::to(&inner_path(&lang, &own, "#lessons")).into_response()),
        _ => return Ok(Redirect::to(&inner_path(&lang, &own, "")).into_response()),
    }
    match actions::send(app.hands(&actor), own.id, Some(own.version)).await {
        Ok(()) => Ok(Redirect::to(&inner_path(&lang, &own, "")).into_response()),
        Err(error) => {
            let frame = Frame::refused(error, &lang)?;
            shown(&app, &lang, &organisation, &own, (frame, &typed.days)).await
        }
    }
}

//! "We took it up": the form of an adopter, and that of the organisation whose practice it is, which names who did.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::Frame;
use super::inputs::taken;
use super::typed::Told;
use super::{inner_path, open, right};
use crate::app::App;
use crate::joining::{Input, What};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::briefs;
use crate::platform::access::{Action, Actor, Role, scope};
use crate::platform::web::{Cache, Error, FormBody, Lang, Layout, Params, Result, SignedIn, page};
use crate::practices::PracticeId;
use crate::practices::actions::{self, Adopting, PracticeError};
use crate::practices::model::Sayer;
use crate::practices::queries::{self, Own, Public};
use crate::practices::rules::organisation_of;

#[derive(Template)]
#[template(path = "practices/pages/adopt.html")]
struct AdoptPage {
    layout: Layout,
    frame: Frame,
    lead: String,
    back: String,
    back_text: String,
    action: String,
    said_by: Sayer,
    /// Those in whose name this reader says so: id, name, chosen.
    mine: Vec<(String, String, bool)>,
    adopter: String,
    inputs: Vec<Input>,
}

impl AdoptPage {
    fn is_owner(&self) -> bool {
        self.said_by == Sayer::Owner
    }

    /// Whether there is nobody in whose name it could be said.
    fn nobody(&self) -> bool {
        !self.is_owner() && self.mine.is_empty()
    }
}

async fn public(app: &App, id: &str) -> Result<Public> {
    let id: PracticeId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(&Actor::guest(), Action::ReadPractice);
    let found = queries::find(&scope, app.journal.database(), id).await?;
    found.ok_or(Error::NotFound)
}

/// The organisations this reader writes for, but the one whose practice it is.
async fn mine(app: &App, actor: &Actor, of: OrganisationId, chosen: &str) -> Result<Vec<(String, String, bool)>> {
    let writes = actor
        .memberships()
        .iter()
        .filter(|(id, role)| *role >= Role::Editor && *id != of.0);
    let ids: Vec<_> = writes.map(|(id, _)| *id).collect();
    let found = briefs(app.journal.database().reader(), &ids).await?;
    let shown = found.into_iter().filter(|one| one.public);
    let line = |one: crate::organisations::queries::Brief| {
        let id = one.id.to_string();
        let is_chosen = id == chosen;
        (id, one.name, is_chosen)
    };
    Ok(shown.map(line).collect())
}

async fn as_adopter(app: &App, lang: &Lang, actor: &Actor, of: &Public, told: &Told, frame: Frame) -> Result<Response> {
    let (t, region) = (lang.t, &*app.web.region);
    let named = [("title", of.content.title.as_str().into())];
    let status = frame.status();
    let shown = AdoptPage {
        layout: lang.layout(t.get("practice-adopt-title")).hidden(),
        frame,
        lead: t.with("practice-adopt-lead", &named).into_owned(),
        back: lang.path(&format!("/practices/{}", of.id)),
        back_text: of.content.title.clone(),
        action: lang.path(&format!("/practices/{}/adopt", of.id)),
        said_by: Sayer::Adopter,
        mine: mine(app, actor, of.organisation, &told.adopter).await?,
        adopter: String::new(),
        inputs: taken(&told.taken, told.language.unwrap_or(t.locale), &told.days, (region, t)),
    };
    page(&shown, status, Cache::Private)
}

fn as_owner(app: &App, lang: &Lang, own: &Own, told: &Told, frame: Frame) -> Result<Response> {
    let (t, region) = (lang.t, &*app.web.region);
    let named = [("title", own.content.title.as_str().into())];
    let status = frame.status();
    let shown = AdoptPage {
        layout: lang.layout(t.get("practice-propose-title")).hidden(),
        frame,
        lead: t.with("practice-propose-lead", &named).into_owned(),
        back: inner_path(lang, own, ""),
        back_text: own.content.title.clone(),
        action: inner_path(lang, own, "/adoption"),
        said_by: Sayer::Owner,
        mine: Vec::new(),
        adopter: told.adopter.clone(),
        inputs: taken(&told.taken, told.language.unwrap_or(t.locale), &told.days, (region, t)),
    };
    page(&shown, status, Cache::Private)
}

/// `GET /{lang}/practices/{id}/adopt`
pub(in crate::practices) async fn form(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let of = public(&app, &id).await?;
    as_adopter(&app, &lang, &actor, &of, &Told::default(), Frame::default()).await
}

/// `POST /{lang}/practices/{id}/adopt`
pub(in crate::practices) async fn send(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(told): FormBody<Told>,
) -> Result<Response> {
    let of = public(&app, &id).await?;
    match say(&app, &lang, &actor, (of.id, Sayer::Adopter), &told).await? {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(frame) => as_adopter(&app, &lang, &actor, &of, &told, frame).await,
    }
}

/// `GET /{lang}/own/{id}/practices/{practice}/adoption`
pub(in crate::practices) async fn propose_form(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    right(&actor, &organisation)?;
    as_owner(&app, &lang, &own, &Told::default(), Frame::default())
}

/// `POST /{lang}/own/{id}/practices/{practice}/adoption`
pub(in crate::practices) async fn propose(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id)): Path<(String, String, String)>,
    FormBody(told): FormBody<Told>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    right(&actor, &organisation)?;
    match say(&app, &lang, &actor, (own.id, Sayer::Owner), &told).await? {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(frame) => as_owner(&app, &lang, &own, &told, frame),
    }
}

/// Says it: where to go on, or what is wrong with the form.
async fn say(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    (practice, said_by): (PracticeId, Sayer),
    told: &Told,
) -> Result<std::result::Result<String, Frame>> {
    let wrong = |field: &'static str, key: &'static str| {
        Ok(Err(Frame {
            faults: vec![(field.to_owned(), lang.t.get(key).into_owned())],
            ..Frame::default()
        }))
    };
    let Some(adopter) = organisation_of(&told.adopter) else {
        let key = if told.adopter.is_empty() {
            "fault-missing"
        } else {
            "fault-unknown"
        };
        return wrong("adopter", key);
    };
    if !told.days.wrong().is_empty() {
        return wrong("since", "fault-no-day");
    }
    let adopting = Adopting {
        practice,
        adopter,
        said_by,
        language: told.language.unwrap_or(lang.t.locale),
        taken: told.taken.clone(),
    };
    match actions::adopt(app.hands(actor), adopting).await {
        Ok((id, _)) => Ok(Ok(lang.path(&format!("/practices/{practice}/adoption/{id}")))),
        // The practice is there: it is the named organisation that nobody sees.
        Err(PracticeError::Hidden) if said_by == Sayer::Owner => wrong("adopter", "fault-unknown"),
        Err(error) => Ok(Err(Frame::refused(error, lang)?)),
    }
}

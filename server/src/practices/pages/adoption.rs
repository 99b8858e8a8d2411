//! One adoption, for its two sides: what is said, and whether it is so.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::Frame;
use super::inputs::taken;
use super::shown::{Took, other, took};
use super::typed::{Days, Told};
use crate::app::App;
use crate::joining::{Input, What};
use crate::organisations::model::OrganisationId;
use crate::platform::access::{Action, Actor, Ownership, Role, decide, scope};
use crate::platform::web::{Cache, Error, FormBody, Lang, Layout, Params, Result, SignedIn, page};
use crate::practices::actions;
use crate::practices::model::{AdoptionId, AdoptionState, Sayer};
use crate::practices::queries::{self, Adoption};

#[derive(Template)]
#[template(path = "practices/pages/adoption.html")]
struct AdoptionPage {
    layout: Layout,
    frame: Frame,
    practice: String,
    practice_lang: Option<&'static str>,
    practice_href: String,
    state: String,
    took: Took,
    action: String,
    version: i64,
    /// Whether this reader says that it is so.
    confirms: bool,
    /// Whether somebody else of the adopter still has to.
    waits: Option<String>,
    /// Whether this reader changes what is said.
    inputs: Vec<Input>,
    takes_back: bool,
}

async fn load(app: &App, actor: &Actor, (practice, id): (&str, &str)) -> Result<Adoption> {
    let id: AdoptionId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::ReadPrivate);
    let found = queries::find_adoption(&scope, app.journal.database(), id).await?;
    found
        .filter(|one| one.practice.to_string() == practice)
        .ok_or(Error::NotFound)
}

fn writes(actor: &Actor, of: OrganisationId) -> bool {
    actor.role_in(of.0) >= Some(Role::Editor)
}

/// An owner of the adopter, who is nothing of the organisation whose practice it is.
fn confirms(actor: &Actor, one: &Adoption) -> bool {
    let thing = Ownership {
        id: one.id.0,
        organisation: Some(one.adopter.0),
        ..Ownership::default()
    };
    let is_owner = actor.role_in(one.adopter.0) == Some(Role::Owner);
    // Whoever only has to sign in more strongly is shown the button, and told.
    is_owner
        && actor.role_in(one.owner.0).is_none()
        && !matches!(
            decide(actor, Action::ConfirmAdoption, &thing),
            Err(crate::platform::access::Refusal::Forbidden)
        )
}

fn shown(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    one: &Adoption,
    (frame, typed): (Frame, Option<&Told>),
) -> Result<Response> {
    let (t, region) = (lang.t, &*app.web.region);
    let proposed = one.state == AdoptionState::Proposed;
    let confirms = proposed && confirms(actor, one);
    let (adopter, owner) = (writes(actor, one.adopter), writes(actor, one.owner));
    let name = [("name", one.name.as_str().into())];
    let days = Days::default();
    let inputs = match typed {
        _ if !proposed || !(adopter || owner) => Vec::new(),
        Some(told) => taken(
            &told.taken,
            told.language.unwrap_or(one.language),
            &told.days,
            (region, t),
        ),
        None => taken(&one.taken, one.language, &days, (region, t)),
    };
    let status = frame.status();
    let shown = AdoptionPage {
        layout: lang.layout(t.with("practice-adoption-title", &name)).hidden(),
        practice: one.title.clone(),
        practice_lang: other(one.title_language, t),
        practice_href: lang.path(&format!("/practices/{}", one.practice)),
        state: t.term("practice-adoption-state", one.state.code()).into_owned(),
        took: took(one, region, t),
        action: lang.path(&format!("/practices/{}/adoption/{}", one.practice, one.id)),
        version: one.version,
        waits: (proposed && !confirms).then(|| t.with("practice-adoption-waits", &name).into_owned()),
        confirms,
        inputs,
        takes_back: match one.state {
            AdoptionState::Proposed => {
                (one.said_by == Sayer::Adopter && adopter) || (one.said_by == Sayer::Owner && owner && !adopter)
            }
            AdoptionState::Confirmed => adopter,
            _ => false,
        },
        frame,
    };
    page(&shown, status, Cache::Private)
}

/// `GET /{lang}/practices/{id}/adoption/{adoption}`
pub(in crate::practices) async fn show(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, practice, id)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let one = load(&app, &actor, (&practice, &id)).await?;
    shown(&app, &lang, &actor, &one, (Frame::default(), None))
}

/// `POST /{lang}/practices/{id}/adoption/{adoption}/{verb}`
pub(in crate::practices) async fn act(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, practice, id, verb)): Path<(String, String, String, String)>,
    FormBody(told): FormBody<Told>,
) -> Result<Response> {
    let one = load(&app, &actor, (&practice, &id)).await?;
    let (hands, id, version) = (app.hands(&actor), one.id, told.version);
    let typed = (verb == "mend").then_some(&told);
    if typed.is_some() && !told.days.wrong().is_empty() {
        let frame = Frame {
            faults: vec![("since".to_owned(), lang.t.get("fault-no-day").into_owned())],
            ..Frame::default()
        };
        return shown(&app, &lang, &actor, &one, (frame, typed));
    }
    let done = match verb.as_str() {
        "confirm" => actions::answer(hands, id, version, true).await.map(drop),
        "decline" => actions::answer(hands, id, version, false).await.map(drop),
        "mend" => {
            let said = (told.language.unwrap_or(one.language), told.taken.clone());
            actions::mend(hands, id, version, said).await
        }
        "withdraw" => actions::take_back(hands, id, version).await,
        _ => return Err(Error::NotFound),
    };
    match done {
        Ok(()) => {
            let to = lang.path(&format!("/practices/{}/adoption/{id}", one.practice));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let frame = Frame::refused(error, &lang)?;
            let one = load(&app, &actor, (&practice, &id.to_string())).await?;
            shown(&app, &lang, &actor, &one, (frame, typed))
        }
    }
}

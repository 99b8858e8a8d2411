//! Who took a practice up, for programs: read by everybody, said by either side, confirmed by an owner of the adopter.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::dto::{self, AdoptionDto, Adoptions, Answering, NewAdoption};
use super::writing::{OfWriting, language, of_version, writes};
use crate::app::App;
use crate::platform::access::{Action, Actor, Role, Scope, scope};
use crate::platform::web::once::Done;
use crate::platform::web::{
    ById, Cache, Error, ForToken, IfMatch, JsonBody, OfVersion, Params, Result, SignedIn, Speaks, Visitor, answered,
    json, nothing, version_known,
};
use crate::practices::PracticeId;
use crate::practices::actions::{self, Adopting};
use crate::practices::model::{AdoptionId, AdoptionState, Sayer};
use crate::practices::queries::{self, Public};

/// One adoption of one practice.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(in crate::practices) struct OfBoth {
    /// Id of the practice
    id: String,
    /// Id of the adoption
    adoption: String,
}

async fn public(app: &App, id: &str) -> Result<Public> {
    let id: PracticeId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(&Actor::guest(), Action::ReadPractice);
    let found = queries::find(&scope, app.journal.database(), id).await?;
    found.ok_or(Error::NotFound)
}

/// Those who took a practice up and confirmed it, the newest first; its two sides see what is not confirmed after them.
#[utoipa::path(
    get,
    path = "/api/v1/practices/{id}/adoptions",
    operation_id = "listPracticeAdoptions",
    tag = "practices",
    security((), ("token" = ["read"])),
    params(ById),
    responses(
        (status = 200, description = "The adoptions", body = Adoptions),
        (status = 404, description = "There is no such practice (`notFound`)"),
    )
)]
pub(in crate::practices) async fn adoptions(
    State(app): State<App>,
    speaks: Speaks,
    visitor: Visitor,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let of = public(&app, &id).await?;
    let database = app.journal.database();
    let mut found = queries::confirmed_of(database, of.id).await?;
    let signed_in = visitor.actor.person_id().is_some();
    if signed_in {
        let scope = scope(&visitor.actor, Action::ReadPrivate);
        let others = queries::of_practice(database, of.id).await?.into_iter();
        let others = others.filter(|one| one.state != AdoptionState::Confirmed && one.is_of(&scope));
        found.extend(others);
    }
    let items = found.iter().map(|one| dto::adoption(one, &app.web, speaks.t.locale));
    let mut response = json(&Adoptions { items: items.collect() })?;
    if signed_in {
        Cache::Private.apply(response.headers_mut());
    }
    Ok(response)
}

/// Says that an organisation took a practice up.
#[utoipa::path(
    post,
    path = "/api/v1/practices/{id}/adoptions",
    operation_id = "adoptPractice",
    tag = "practices",
    security(("token" = ["join"])),
    params(ById),
    request_body = NewAdoption,
    responses(
        (status = 201, description = "Said; confirmed where an owner of the adopter said it", body = AdoptionDto, headers(("ETag" = String, description = "Its version"))),
        OfWriting,
        ForToken
    )
)]
pub(in crate::practices) async fn adopt(
    State(app): State<App>,
    speaks: Speaks,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    JsonBody(new): JsonBody<NewAdoption>,
) -> Result<Response> {
    let of = public(&app, &id).await?;
    let owns = actor.role_in(of.organisation.0) >= Some(Role::Editor);
    let said_by = match actor.role_in(new.adopter.0) {
        None if owns => Sayer::Owner,
        _ => Sayer::Adopter,
    };
    writes(
        &actor,
        if said_by == Sayer::Owner {
            of.organisation.0
        } else {
            new.adopter.0
        },
    )?;
    let adopting = Adopting {
        practice: of.id,
        adopter: new.adopter,
        said_by,
        language: language(&new.language)?,
        taken: new.taken(),
    };
    let (adoption, _) = actions::adopt(app.hands(&actor), adopting).await?;
    told(&app, &actor, (adoption, 201), &speaks).await
}

/// Says in the adopter's name whether it is so.
#[utoipa::path(
    post,
    path = "/api/v1/practices/{id}/adoptions/{adoption}/answers",
    operation_id = "answerPracticeAdoption",
    tag = "practices",
    security(("token" = ["join"])),
    params(OfBoth, IfMatch),
    request_body = Answering,
    responses(
        (status = 200, description = "Answered", body = AdoptionDto, headers(("ETag" = String, description = "The next version"))),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::practices) async fn answer(
    State(app): State<App>,
    speaks: Speaks,
    SignedIn { actor, .. }: SignedIn,
    Path(OfBoth { id, adoption }): Path<OfBoth>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(answering): JsonBody<Answering>,
) -> Result<Response> {
    let adoption = of_scope(&app, &scope(&actor, Action::ConfirmAdoption), (&id, &adoption)).await?;
    let version = Some(version_known(&headers)?);
    let said = actions::answer(app.hands(&actor), adoption, version, answering.confirmed).await;
    said.map_err(of_version)?;
    told(&app, &actor, (adoption, 200), &speaks).await
}

/// Takes back that an organisation took a practice up, for the side that said it or the adopter.
#[utoipa::path(
    delete,
    path = "/api/v1/practices/{id}/adoptions/{adoption}",
    operation_id = "takeBackPracticeAdoption",
    tag = "practices",
    security(("token" = ["join"])),
    params(OfBoth, IfMatch),
    responses(
        (status = 204, description = "Taken back"),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::practices) async fn take_back(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(OfBoth { id, adoption }): Path<OfBoth>,
    _: Params<()>,
    headers: HeaderMap,
) -> Result<Response> {
    let adoption = of_scope(&app, &scope(&actor, Action::EditPractice), (&id, &adoption)).await?;
    let version = Some(version_known(&headers)?);
    let taken = actions::take_back(app.hands(&actor), adoption, version).await;
    taken.map_err(of_version)?;
    Ok(nothing())
}

/// One adoption of that practice, where the scope reaches it.
async fn of_scope(app: &App, scope: &Scope, (practice, adoption): (&str, &str)) -> Result<AdoptionId> {
    let adoption: AdoptionId = adoption.parse().map_err(|_| Error::NotFound)?;
    let found = queries::find_adoption(scope, app.journal.database(), adoption).await?;
    found
        .filter(|one| one.practice.to_string() == practice)
        .ok_or(Error::NotFound)?;
    Ok(adoption)
}

async fn told(app: &App, actor: &Actor, (id, status): (AdoptionId, u16), speaks: &Speaks) -> Result<Response> {
    let scope = scope(actor, Action::EditPractice);
    let found = queries::find_adoption(&scope, app.journal.database(), id).await?;
    let one = found.ok_or(Error::NotFound)?;
    Ok(answered(&Done {
        status,
        version: one.version,
        body: serde_json::to_string(&dto::adoption(&one, &app.web, speaks.t.locale)).map_err(anyhow::Error::new)?,
        replayed: false,
    }))
}

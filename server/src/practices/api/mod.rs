//! Practices for programs: everybody reads what is published; a token made for joining writes, one made for cases decides, as
//! its person may.

mod dto;
mod life;
mod taking;
mod writing;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;

pub(super) use life::{discard, withdraw};
pub(super) use taking::{adopt, adoptions, answer, take_back};
pub(super) use writing::{begin, decide, replace, submit};

use self::dto::{PracticeDto, Practices};
use super::PracticeId;
use super::queries;
use super::query::View;
use crate::app::App;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::{ById, Cache, Error, Params, Result, Speaks, Visitor, json, linked};

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(
        list,
        show,
        writing::begin,
        writing::replace,
        writing::submit,
        writing::decide,
        taking::adoptions,
        taking::adopt,
        taking::answer,
        taking::take_back,
        life::withdraw,
        life::discard
    ),
    components(schemas(
        Practices,
        PracticeDto,
        dto::OrganisationDto,
        dto::NewPractice,
        dto::PracticeBody,
        dto::Deciding,
        dto::Adoptions,
        dto::AdoptionDto,
        dto::NewAdoption,
        dto::Answering,
        super::model::Content,
        super::model::Precondition
    ))
)]
pub struct Description;

/// The published practices, those that most took up first.
#[utoipa::path(
    get,
    path = "/api/v1/practices",
    operation_id = "listPractices",
    tag = "practices",
    params(
        ("q" = Option<String>, Query, description = "Words, each whole or the beginning of one"),
        ("territory" = Option<Vec<String>>, Query, description = "Codes of territories where it was done"),
        ("grade" = Option<Vec<String>>, Query, description = "self_reported, output_data, comparison, external_evaluation"),
        ("limit" = Option<u64>, Query, description = "1 to 100; 20 where nothing is said", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "From `next` of the page before"),
    ),
    responses(
        (status = 200, description = "A page", body = Practices),
        (status = 400, description = "Unknown parameter or value, forged cursor (`malformed`)"),
    )
)]
pub(super) async fn list(State(app): State<App>, speaks: Speaks, Params(view): Params<View>) -> Result<Response> {
    let scope = scope(&Actor::guest(), Action::ReadPractice);
    let secret = &app.web.identity.secret;
    let page = (view.after(secret)?, view.limit());
    let found = queries::list(&scope, app.journal.database(), &view.asked, page).await?;
    let address = |cursor: Option<&str>| app.web.absolute(&format!("/api/v1/practices{}", view.query(cursor)));
    let next = found.next.map(|position| address(Some(&view.seal(position, secret))));
    let items = found
        .items
        .iter()
        .map(|one| dto::public(one, &app.web, speaks.t.locale));
    let mut response = json(&Practices {
        this: address(view.cursor.as_deref()),
        total: found.total,
        items: items.collect(),
        next: next.clone(),
    })?;
    linked(&mut response, &[("next", next.as_deref())]);
    Ok(response)
}

/// One practice: a published one for everybody, any other for its organisation and the two chambers.
#[utoipa::path(
    get,
    path = "/api/v1/practices/{id}",
    operation_id = "getPractice",
    tag = "practices",
    security((), ("token" = ["read"])),
    params(ById),
    responses(
        (status = 200, description = "The practice", body = PracticeDto, headers(("ETag" = String, description = "Its version, for `If-Match`, where it is one's own"))),
        (status = 404, description = "There is no such practice for this reader (`notFound`)"),
    )
)]
pub(super) async fn show(
    State(app): State<App>,
    speaks: Speaks,
    visitor: Visitor,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let id: PracticeId = id.parse().map_err(|_| Error::NotFound)?;
    let database = app.journal.database();
    if visitor.actor.person_id().is_some() {
        let within = scope(&visitor.actor, Action::ReadPrivate);
        if let Some(own) = queries::find_own(&within, database, id).await? {
            let mut response = json(&dto::own(&own))?;
            let headers = response.headers_mut();
            if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", own.version)) {
                headers.insert(header::ETAG, tag);
            }
            Cache::Private.apply(headers);
            return Ok(response);
        }
    }
    let everybody = scope(&Actor::guest(), Action::ReadPractice);
    let public = queries::find(&everybody, database, id).await?.ok_or(Error::NotFound)?;
    json(&dto::public(&public, &app.web, speaks.t.locale))
}

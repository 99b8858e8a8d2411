//! Introductions for programs: ask for one, read one's own and the desk's, and take the steps the pages offer, through the same
//! actions. A token acts for its person, within its scopes; who is not to be named is not named here either.

mod dto;
mod files;
mod verbs;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

pub(in crate::introductions) use files::{attach, attachments, detach, fetch};
pub(in crate::introductions) use verbs::{message, name, note, step};

use self::dto::{AskDto, AskedDto, IntroductionDto, Introductions};
use super::actions::{self, Ask, Office, Whom};
use super::outside::load;
use super::queries::{self, Turns};
use super::rules::Asked;
use super::{IntroductionId, language};
use crate::app::App;
use crate::platform::access::{self, Action};
use crate::platform::web::{
    ById, Cache, Detail, Error, FieldError, ForToken, JsonBody, Params, Result, SignedIn, json, located,
};

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(
        list,
        show,
        ask,
        verbs::step,
        verbs::message,
        verbs::note,
        verbs::name,
        files::attachments,
        files::fetch,
        files::attach,
        files::detach
    ),
    components(schemas(
        Introductions,
        dto::IntroductionItem,
        IntroductionDto,
        dto::PartyDto,
        dto::MessageDto,
        dto::LeftDto,
        AskDto,
        AskedDto,
        verbs::StepDto,
        verbs::TextDto,
        verbs::NoteDto,
        verbs::NameDto
    ))
)]
pub struct Description;

/// The introductions of the token's person: those of their organisations, and those that have come to their chambers.
#[utoipa::path(
    get,
    path = "/api/v1/introductions",
    operation_id = "listIntroductions",
    tag = "introductions",
    security(("token" = ["read"])),
    responses(
        (status = 200, description = "At most 200 of each, what is open first", body = Introductions),
        (status = 403, description = "A token that was not made for reading (`forbidden`)"),
        ForToken,
    )
)]
pub(in crate::introductions) async fn list(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    let read = access::scope(&actor, Action::ReadIntroduction);
    let database = app.journal.database();
    let mut found = queries::mine(&read, database, &actor, None).await?;
    for which in [Turns::Ours, Turns::Others, Turns::Ended] {
        for line in queries::desk(&read, database, &actor, which).await? {
            if !found.iter().any(|other| other.id == line.id) {
                found.push(line);
            }
        }
    }
    let mut response = json(&Introductions {
        this: app.web.absolute("/api/v1/introductions"),
        items: found.iter().map(|line| dto::item(line, &app.web)).collect(),
    })?;
    Cache::Private.apply(response.headers_mut());
    Ok(response)
}

/// One introduction, as far as the token's person may see it.
#[utoipa::path(
    get,
    path = "/api/v1/introductions/{id}",
    operation_id = "getIntroduction",
    tag = "introductions",
    security(("token" = ["read"])),
    params(ById),
    responses(
        (status = 200, description = "The introduction", body = IntroductionDto, headers(("ETag" = String, description = "Its version, for `If-Match`"))),
        (status = 404, description = "There is no such introduction for this person (`notFound`)"),
        ForToken,
    )
)]
pub(in crate::introductions) async fn show(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let id: IntroductionId = id.parse().map_err(|_| Error::NotFound)?;
    let found = load(&app, &actor, id).await?;
    let mut response = json(&dto::introduction(&found, &app.web))?;
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", found.version)) {
        headers.insert(header::ETAG, tag);
    }
    Cache::Private.apply(headers);
    Ok(response)
}

/// An organisation or an opportunity, one of the two.
fn whom(target: Option<&str>, opportunity: Option<&str>) -> Result<Whom> {
    match (target, opportunity) {
        (Some(id), None) => Ok(Whom::Organisation(id.parse().map_err(|_| Error::NotFound)?)),
        (None, Some(id)) => Ok(Whom::Opportunity(id.parse().map_err(|_| Error::NotFound)?)),
        _ => {
            let fault = FieldError::new("target", "missing", Detail::new("introduce-whom-missing"));
            Err(Error::Validation(vec![fault]))
        }
    }
}

/// Asks for an introduction, in the name of an organisation the token's person owns. The same two again, while one is open, is a
/// conflict: a request that is sent twice is kept once.
#[utoipa::path(
    post,
    path = "/api/v1/introductions",
    operation_id = "askForIntroduction",
    tag = "introductions",
    security(("token" = ["join"])),
    request_body = AskDto,
    responses(
        (status = 201, description = "Asked for", body = AskedDto),
        (status = 400, description = "What cannot be read (`malformed`)"),
        (status = 403, description = "A token that was not made for it, or a person who does not own the organisation (`forbidden`)"),
        (status = 404, description = "There is no such organisation for this person (`notFound`)"),
        (status = 409, description = "Asked already, an organisation that cannot be introduced, or too many open (`conflict`)"),
        (status = 422, description = "Fields that are not as they must be (`validation`)"),
        ForToken,
    )
)]
pub(in crate::introductions) async fn ask(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    _: Params<()>,
    JsonBody(body): JsonBody<AskDto>,
) -> Result<Response> {
    let language = language(&body.language)?;
    let asked = Ask {
        requester: body.requester.parse().map_err(|_| Error::NotFound)?,
        whom: whom(body.target.as_deref(), body.opportunity.as_deref())?,
        said: Asked {
            subject: body.subject,
            message: body.message,
            unnamed: body.unnamed,
            looked: body.looked,
        },
        language,
        send: !body.draft,
    };
    let id = actions::ask(Office::of(&app, &actor), &asked).await?;
    let href = app.web.absolute(&dto::base(id));
    let body = json(&AskedDto {
        id: id.to_string(),
        href: href.clone(),
    })?;
    let mut response = (StatusCode::CREATED, body).into_response();
    located(&mut response, &href);
    let headers = response.headers_mut();
    headers.insert(header::ETAG, HeaderValue::from_static("\"1\""));
    Cache::Private.apply(headers);
    Ok(response)
}

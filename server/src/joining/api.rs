//! Drafts for programs: begun, read, replaced whole with the version they know, sent. Tokens need the scope `join`.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, IntoResponses, ToSchema};

use super::actions::{self, Begin, JoinError, Sending};
use super::model::DraftId;
use super::queries::{Draft, find_draft};
use crate::app::App;
use crate::organisations::dossier::{self, Attached, Dossier};
use crate::organisations::model::OrganisationId;
use crate::platform::access::{self, Action, Actor, Ownership, scope};
use crate::platform::clock::rfc3339;
use crate::platform::web::once::{Done, Keyed, made};
use crate::platform::web::{
    ById, Error, ForToken, JsonBody, OfVersion, Params, Result, SignedIn, Speaks, answered, located, version_known,
};

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(begin, show, replace, submit),
    components(schemas(
        NewDraft,
        DraftDto,
        SentDto,
        Dossier,
        Attached,
        dossier::Number,
        dossier::Seat,
        dossier::Said,
        dossier::Version
    ))
)]
pub struct Description;

/// What a draft begins with.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewDraft {
    /// The registered organisation whose values are taken over.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    organisation: Option<OrganisationId>,
    /// The name of one no register at hand knows.
    #[serde(default)]
    name: String,
}

/// A draft.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Draft)]
pub struct DraftDto {
    /// Its id.
    id: String,
    /// What it says.
    dossier: Dossier,
    /// Language of its texts.
    language: String,
    /// What was laid in.
    documents: Vec<Attached>,
    /// Id of the case it was sent as.
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<String>,
    /// `draft`, or where that case stands.
    state: &'static str,
    /// Time of the last change.
    changed_at: String,
}

/// A draft that was sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SentDraft)]
pub struct SentDto {
    /// Id of its case.
    case: String,
}

/// Which version of a draft a program knows.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "read by the description only")]
struct Known {
    /// The `ETag` of the draft as the client knows it
    #[param(rename = "If-Match")]
    version: String,
}

/// What whoever asks for a draft can be refused with.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the description only")]
enum OfDraft {
    /// A token that was not made for joining (`forbidden`)
    #[response(status = 403)]
    Forbidden,
    /// There is no such draft for this person (`notFound`)
    #[response(status = 404)]
    NotFound,
}

async fn own(app: &App, actor: &Actor, id: &str) -> Result<Draft> {
    let id: DraftId = id.parse().map_err(|_| Error::NotFound)?;
    // A token that was not made for joining is told so, whatever draft it asks for.
    let mine = Ownership {
        person: actor.person_id(),
        ..Ownership::default()
    };
    let _ = access::decide(actor, Action::EditDraft, &mine)?;
    let scope = scope(actor, Action::EditDraft);
    let found = find_draft(&scope, app.journal.database(), id).await?;
    found.ok_or(Error::NotFound)
}

fn done(status: u16, version: i64, body: &impl Serialize) -> Result<Done> {
    Ok(Done {
        status,
        version,
        body: serde_json::to_string(body).map_err(anyhow::Error::new)?,
        replayed: false,
    })
}

fn shown(draft: &Draft, status: u16) -> Result<Done> {
    let body = DraftDto {
        id: draft.id.to_string(),
        dossier: draft.dossier.clone(),
        language: draft.language.clone(),
        documents: draft.documents.clone(),
        case: draft.case.map(|(case, _)| case.to_string()),
        state: draft.case.map_or("draft", |(_, standing)| standing.code()),
        changed_at: rfc3339(draft.changed_at),
    };
    done(status, draft.version, &body)
}

/// Begins a draft.
#[utoipa::path(
    post,
    path = "/api/v1/drafts",
    operation_id = "beginDraft",
    tag = "joining",
    security(("token" = ["join"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A UUID: sent again with it within 24 hours, one draft is begun")),
    request_body = NewDraft,
    responses(
        (status = 201, description = "Begun", body = DraftDto, headers(
            ("ETag" = String, description = "Its version"),
            ("Location" = String, description = "Its address"),
        )),
        (status = 400, description = "What cannot be read (`malformed`)"),
        (status = 403, description = "A token that was not made for joining (`forbidden`)"),
        (status = 404, description = "There is no such organisation (`notFound`)"),
        (status = 409, description = "Too many open drafts, or the organisation is listed already (`conflict`)"),
        (status = 422, description = "Fields that are not as they must be, or a key used for another request (`validation`)"),
        ForToken,
    )
)]
pub(super) async fn begin(
    State(app): State<App>,
    speaks: Speaks,
    SignedIn { actor, person }: SignedIn,
    headers: HeaderMap,
    JsonBody(new): JsonBody<NewDraft>,
) -> Result<Response> {
    let body = serde_json::to_vec(&new).map_err(anyhow::Error::new)?;
    let keyed = Keyed::of(&headers, person, &[b"drafts", &body])?;
    let run = || async {
        let begin = Begin {
            organisation: new.organisation,
            name: new.name.trim(),
            number: None,
            language: speaks.t.locale,
        };
        Ok(actions::start(&app.journal, &actor, &app.web.region, &begin)
            .await?
            .to_string())
    };
    let (id, replayed): (String, bool) =
        made(app.journal.database(), app.journal.clock().now(), keyed.as_ref(), run).await?;
    let mut answer = shown(&own(&app, &actor, &id).await?, 201)?;
    answer.replayed = replayed;
    let mut response = answered(&answer);
    located(&mut response, &app.web.absolute(&format!("/api/v1/drafts/{id}")));
    Ok(response)
}

/// One's own draft.
#[utoipa::path(
    get,
    path = "/api/v1/drafts/{id}",
    operation_id = "getDraft",
    tag = "joining",
    security(("token" = ["join"])),
    params(ById),
    responses(
        (status = 200, description = "The draft", body = DraftDto, headers(("ETag" = String, description = "Its version, for `If-Match`"))),
        OfDraft,
        ForToken,
    )
)]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    Ok(answered(&shown(&own(&app, &actor, &id).await?, 200)?))
}

/// Replaces what a draft says, whole. Papers and what a register says stay; where no chamber is named it is that of the address.
#[utoipa::path(
    put,
    path = "/api/v1/drafts/{id}",
    operation_id = "replaceDraft",
    tag = "joining",
    security(("token" = ["join"])),
    params(ById, Known),
    request_body = Dossier,
    responses(
        (status = 200, description = "Kept", body = DraftDto, headers(("ETag" = String, description = "The next version"))),
        (status = 400, description = "What cannot be read (`malformed`)"),
        (status = 409, description = "It is with a chamber (`conflict`)"),
        (status = 422, description = "Fields that are not as they must be (`validation`)"),
        OfDraft,
        OfVersion,
        ForToken,
    )
)]
pub(super) async fn replace(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    headers: HeaderMap,
    JsonBody(dossier): JsonBody<Dossier>,
) -> Result<Response> {
    let draft: DraftId = id.parse().map_err(|_| Error::NotFound)?;
    let version = version_known(&headers)?;
    actions::replace(&app.journal, &actor, &app.web.region, (draft, version), &dossier).await?;
    Ok(answered(&shown(&own(&app, &actor, &id).await?, 200)?))
}

/// Sends a draft to its chamber. Sent again it is with the chamber once, and the answer is the same case.
#[utoipa::path(
    post,
    path = "/api/v1/drafts/{id}/submission",
    operation_id = "sendDraft",
    tag = "joining",
    security(("token" = ["join"])),
    params(ById, Known),
    responses(
        (status = 200, description = "It was sent before", body = SentDto),
        (status = 201, description = "Sent", body = SentDto, headers(("ETag" = String, description = "The next version"))),
        (status = 409, description = "The same company is with a chamber already (`conflict`)"),
        (status = 422, description = "Fields that are not ready (`validation`)"),
        OfDraft,
        OfVersion,
        ForToken,
    )
)]
pub(super) async fn submit(
    State(app): State<App>,
    speaks: Speaks,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    headers: HeaderMap,
) -> Result<Response> {
    let draft: DraftId = id.parse().map_err(|_| Error::NotFound)?;
    let sending = Sending {
        version: version_known(&headers)?,
        language: speaks.t.locale,
        dispute: false,
    };
    let sent = match actions::submit(&app.journal, &actor, &app.web.region, draft, sending).await {
        Err(JoinError::Stale) => return Err(Error::PreconditionFailed),
        done => done?,
    };
    let version = own(&app, &actor, &id).await?.version;
    let body = SentDto {
        case: sent.case.to_string(),
    };
    Ok(answered(&done(if sent.again { 200 } else { 201 }, version, &body)?))
}

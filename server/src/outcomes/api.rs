//! Outcomes for programs: what came of an introduction, said, confirmed and disputed through the same actions as on the pages.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::actions::{self, OutcomeError};
use super::queries::{Outcome, Remedy, of_introduction};
use super::rules::Typed;
use crate::app::App;
use crate::introductions::queries::find;
use crate::introductions::{IntroductionId, Office, State as Introduced, language};
use crate::platform::access::{Action, scope};
use crate::platform::clock::rfc3339;
use crate::platform::web::{
    ById, Cache, Error, ForToken, IfMatch, JsonBody, OfVersion, Params, Result, SignedIn, json, version_known,
};

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(show, record, correct, confirm, dispute, remedy),
    components(schemas(OutcomeDto, RemedyDto, RecordDto, ConfirmDto, DisputeDto, NewRemedyDto))
)]
pub struct Description;

/// What came of an introduction.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Outcome)]
pub struct OutcomeDto {
    /// `recorded`, `confirmed` or `disputed`: it counts only when it is confirmed.
    state: &'static str,
    /// `contract`, `pilot`, `supply`, `rd_project`, `investment`, `site_opened`, `licence` or `none`.
    kind: &'static str,
    /// `under_10k`, `10k_50k`, `50k_250k`, `250k_1m` or `over_1m`; never of an investment.
    #[serde(skip_serializing_if = "Option::is_none")]
    band: Option<&'static str>,
    /// When.
    #[schema(value_type = String, format = Date)]
    on: NaiveDate,
    /// What shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    /// Where that can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// What stood in the way, where nothing came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    obstacle: Option<&'static str>,
    /// And in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    obstacle_text: Option<String>,
    /// Which side said it: `requester` or `target`.
    recorded_by: &'static str,
    /// When.
    recorded_at: String,
    /// When the other side said so too.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_at: Option<String>,
    /// What the other side says.
    #[serde(skip_serializing_if = "Option::is_none")]
    dispute: Option<String>,
    /// What the chambers did about what stood in the way, the first first.
    remedies: Vec<RemedyDto>,
}

/// What a chamber did about what stood in the way.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OutcomeRemedy)]
pub struct RemedyDto {
    /// Its code.
    chamber: String,
    /// When.
    at: String,
    /// In which language.
    language: &'static str,
    /// What was done.
    body: String,
}

/// Says what came of an introduction; one that is still negotiated is closed by it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schema(as = RecordOutcome)]
pub struct RecordDto {
    /// `contract`, `pilot`, `supply`, `rd_project`, `investment`, `site_opened`, `licence` or `none`.
    kind: String,
    /// `under_10k`, `10k_50k`, `50k_250k`, `250k_1m` or `over_1m`; not of an investment.
    #[serde(default)]
    band: String,
    /// When: within the last two years.
    #[schema(value_type = String, format = Date)]
    on: NaiveDate,
    /// What shows it; this or the address is needed, but for `none`.
    #[serde(default)]
    evidence: String,
    /// An address of the web.
    #[serde(default)]
    link: String,
    /// Of `none`: `posting_rules`, `language`, `certification`, `tax`, `trust`, `price`, `timing` or `no_reply`.
    #[serde(default)]
    obstacle: String,
    /// And in words.
    #[serde(default)]
    obstacle_text: String,
    /// Whether this side lets itself be named beside it.
    #[serde(default)]
    names: bool,
    /// In which language: `fr`, `de` or `en`.
    language: String,
}

/// Confirms what the other side said.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConfirmOutcome)]
pub struct ConfirmDto {
    /// Whether this side lets itself be named beside it.
    #[serde(default)]
    names: bool,
}

/// Disputes what the other side said.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DisputeOutcome)]
pub struct DisputeDto {
    /// What is different: 5 to 2,000 characters.
    why: String,
    /// In which language: `fr`, `de` or `en`.
    language: String,
}

/// Says what one's chamber did about what stood in the way.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RemedyOutcome)]
pub struct NewRemedyDto {
    /// What was done: 5 to 2,000 characters.
    body: String,
    /// In which language: `fr`, `de` or `en`.
    language: String,
}

impl From<RecordDto> for Typed {
    fn from(body: RecordDto) -> Self {
        Self {
            kind: body.kind,
            band: body.band,
            on: Some(body.on),
            evidence: body.evidence,
            link: body.link,
            obstacle: body.obstacle,
            obstacle_text: body.obstacle_text,
            names: body.names,
        }
    }
}

fn dto(outcome: &Outcome) -> OutcomeDto {
    let remedy = |one: &Remedy| RemedyDto {
        chamber: one.chamber.clone(),
        at: rfc3339(one.at),
        language: one.language.code(),
        body: one.body.clone(),
    };
    OutcomeDto {
        state: outcome.state.code(),
        kind: outcome.kind.code(),
        band: outcome.band.map(|band| band.code()),
        on: outcome.on,
        evidence: outcome.evidence.clone(),
        link: outcome.link.clone(),
        obstacle: outcome.obstacle.map(|obstacle| obstacle.code()),
        obstacle_text: outcome.obstacle_text.clone(),
        recorded_by: outcome.recorded_by.code(),
        recorded_at: rfc3339(outcome.recorded_at),
        confirmed_at: outcome.confirmed_at.map(rfc3339),
        dispute: outcome.dispute.clone(),
        remedies: outcome.remedies.iter().map(remedy).collect(),
    }
}

async fn answered(app: &App, id: IntroductionId) -> Result<Response> {
    let found = of_introduction(app.journal.database(), id).await?;
    let found = found.ok_or(Error::NotFound)?;
    let mut response = json(&dto(&found))?.into_response();
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", found.version)) {
        headers.insert(header::ETAG, tag);
    }
    Cache::Private.apply(headers);
    Ok(response)
}

fn known(id: &str) -> Result<IntroductionId> {
    id.parse().map_err(|_| Error::NotFound)
}

fn versioned(done: std::result::Result<(), OutcomeError>) -> Result<()> {
    match done {
        Err(OutcomeError::Changed) => Err(Error::PreconditionFailed),
        done => Ok(done?),
    }
}

/// What came of an introduction, for its two sides and their chambers.
#[utoipa::path(
    get,
    path = "/api/v1/introductions/{id}/outcome",
    operation_id = "getOutcome",
    tag = "introductions",
    security(("token" = ["read"])),
    params(ById),
    responses(
        (status = 200, description = "The outcome", body = OutcomeDto, headers(("ETag" = String, description = "Its version, for `If-Match`"))),
        (status = 404, description = "There is none for this person (`notFound`)"),
        ForToken,
    )
)]
pub(in crate::outcomes) async fn show(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let id = known(&id)?;
    let read = scope(&signed.actor, Action::ReadIntroduction);
    let now = app.journal.clock().now();
    let asked = (&signed.actor, now);
    let found = find(&read, app.journal.database(), &app.web.region, asked, id).await?;
    found
        .filter(|one| one.state == Introduced::Closed)
        .ok_or(Error::NotFound)?;
    answered(&app, id).await
}

/// Says what came of an introduction, in the name of one side; the other is asked to confirm it.
#[utoipa::path(
    post,
    path = "/api/v1/introductions/{id}/outcome",
    operation_id = "recordOutcome",
    tag = "introductions",
    security(("token" = ["join"])),
    params(ById),
    request_body = RecordDto,
    responses(
        (status = 200, description = "Recorded", body = OutcomeDto),
        (status = 404, description = "There is no such introduction for this person (`notFound`)"),
        (status = 409, description = "It is not that far, or recorded already (`conflict`)"),
        (status = 422, description = "Fields that are not as they must be (`validation`)"),
        ForToken,
    )
)]
pub(in crate::outcomes) async fn record(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    JsonBody(body): JsonBody<RecordDto>,
) -> Result<Response> {
    let (id, language) = (known(&id)?, language(&body.language)?);
    actions::record(Office::of(&app, &signed.actor), id, &body.into(), language).await?;
    answered(&app, id).await
}

/// The side that said it says it anew, whole: the other one is asked again. The language stays that of the first time.
#[utoipa::path(
    put,
    path = "/api/v1/introductions/{id}/outcome",
    operation_id = "correctOutcome",
    tag = "introductions",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    request_body = RecordDto,
    responses(
        (status = 200, description = "Corrected", body = OutcomeDto),
        (status = 404, description = "There is none for this person (`notFound`)"),
        (status = 409, description = "It is for the other side to say, or confirmed already (`conflict`)"),
        (status = 422, description = "Fields that are not as they must be (`validation`)"),
        ForToken,
        OfVersion
    )
)]
pub(in crate::outcomes) async fn correct(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<RecordDto>,
) -> Result<Response> {
    let (id, version) = (known(&id)?, Some(version_known(&headers)?));
    versioned(actions::correct(Office::of(&app, &signed.actor), id, version, &body.into()).await)?;
    answered(&app, id).await
}

/// Says what one's chamber did about what stood in the way.
#[utoipa::path(
    post,
    path = "/api/v1/introductions/{id}/outcome/remedies",
    operation_id = "remedyOutcome",
    tag = "introductions",
    security(("token" = ["cases"])),
    params(ById),
    request_body = NewRemedyDto,
    responses(
        (status = 200, description = "Said", body = OutcomeDto),
        (status = 404, description = "There is none for this person (`notFound`)"),
        (status = 409, description = "Nothing stood in the way (`conflict`)"),
        (status = 422, description = "A text that is too short or too long (`validation`)"),
        ForToken
    )
)]
pub(in crate::outcomes) async fn remedy(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    JsonBody(body): JsonBody<NewRemedyDto>,
) -> Result<Response> {
    let (id, language) = (known(&id)?, language(&body.language)?);
    actions::remedy(Office::of(&app, &signed.actor), id, (&body.body, language)).await?;
    answered(&app, id).await
}

/// Confirms what the other side said: it counts from now on.
#[utoipa::path(
    post,
    path = "/api/v1/introductions/{id}/outcome/confirmations",
    operation_id = "confirmOutcome",
    tag = "introductions",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    request_body = ConfirmDto,
    responses(
        (status = 200, description = "Confirmed", body = OutcomeDto),
        (status = 404, description = "There is none for this person (`notFound`)"),
        (status = 409, description = "It is for the other side to do, or was done (`conflict`)"),
        ForToken,
        OfVersion
    )
)]
pub(in crate::outcomes) async fn confirm(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<ConfirmDto>,
) -> Result<Response> {
    let (id, version) = (known(&id)?, version_known(&headers)?);
    versioned(actions::confirm(Office::of(&app, &signed.actor), id, Some(version), body.names).await)?;
    answered(&app, id).await
}

/// Disputes what the other side said: the chamber of this side gets a case.
#[utoipa::path(
    post,
    path = "/api/v1/introductions/{id}/outcome/disputes",
    operation_id = "disputeOutcome",
    tag = "introductions",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    request_body = DisputeDto,
    responses(
        (status = 200, description = "Disputed", body = OutcomeDto),
        (status = 404, description = "There is none for this person (`notFound`)"),
        (status = 409, description = "It is for the other side to do, or was done (`conflict`)"),
        (status = 422, description = "A text that is too short or too long (`validation`)"),
        ForToken,
        OfVersion
    )
)]
pub(in crate::outcomes) async fn dispute(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<DisputeDto>,
) -> Result<Response> {
    let (id, version, language) = (known(&id)?, version_known(&headers)?, language(&body.language)?);
    let done = actions::dispute(
        Office::of(&app, &signed.actor),
        id,
        Some(version),
        (&body.why, language),
    )
    .await;
    versioned(done)?;
    answered(&app, id).await
}

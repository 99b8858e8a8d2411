//! What a program does with an introduction: a step, a message, a note, the name of an adviser; with the version it knows in
//! `If-Match` and, where it likes, an `Idempotency-Key`.

use std::future::Future;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::dto::LeftDto;
use crate::app::App;
use crate::introductions::actions::{self, IntroductionError, Office};
use crate::introductions::queries::parties_of;
use crate::introductions::{IntroductionId, Side, language};
use crate::platform::id::decode;
use crate::platform::web::once::{Done, Keyed, once};
use crate::platform::web::{
    ById, Detail, Error, FieldError, ForToken, JsonBody, OfVersion, Params, Result, SignedIn, answered, version_known,
};

/// A step.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IntroductionStep)]
pub struct StepDto {
    /// `submit`, `screen`, `refuse`, `forward`, `offer`, `accept`, `decline`, `meet`, `negotiate`, `close`, `withdraw` or `plan`.
    step: String,
    /// Of `refuse` and `decline`: `no_fit`, `unclear`, `advertising`, `known`, `timing`, `capacity`, `conflict` or `other`.
    #[serde(default)]
    reason: String,
    /// In words, also of `withdraw`; needed for the reason `other`.
    #[serde(default)]
    text: String,
    /// Of `plan`: what comes next.
    #[serde(default)]
    next: String,
    /// Of `plan`: by which day.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<NaiveDate>,
}

/// A text.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IntroductionText)]
pub struct TextDto {
    /// 5 to 4,000 characters.
    text: String,
    /// `fr`, `de` or `en`.
    language: String,
}

/// A note.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IntroductionNote)]
pub struct NoteDto {
    /// Of which side's chamber: `requester` or `target`.
    #[schema(value_type = String)]
    side: Side,
    /// 5 to 4,000 characters.
    text: String,
    /// `fr`, `de` or `en`.
    language: String,
}

/// Names an adviser.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IntroductionAdviser)]
pub struct NameDto {
    /// Of which side's chamber: `requester` or `target`.
    #[schema(value_type = String)]
    side: Side,
    /// Id of somebody with a mandate in that chamber.
    person: String,
}

/// Does it once for its key and tells what it left. Whose it is comes before which version it has: the action asks in that order.
async fn run<F>(
    app: &App,
    signed: &SignedIn,
    (verb, id): (&str, &str),
    (headers, body): (&HeaderMap, &impl Serialize),
    act: impl FnOnce(IntroductionId, i64) -> F,
) -> Result<Response>
where
    F: Future<Output = std::result::Result<(), IntroductionError>>,
{
    let id: IntroductionId = id.parse().map_err(|_| Error::NotFound)?;
    let version = version_known(headers)?;
    let body = serde_json::to_vec(body).map_err(anyhow::Error::new)?;
    let what = [verb.as_bytes(), id.0.as_bytes(), &version.to_be_bytes(), &body];
    let keyed = Keyed::of(headers, signed.person, &what)?;
    let database = app.journal.database();
    let work = || async {
        match act(id, version).await {
            Err(IntroductionError::Changed) => return Err(Error::PreconditionFailed),
            done => done?,
        }
        let left = parties_of(database.reader(), id).await?.ok_or(Error::NotFound)?;
        let body = serde_json::to_string(&LeftDto {
            id: id.to_string(),
            state: left.state.code(),
        });
        Ok(Done {
            status: 200,
            version: left.version,
            body: body.map_err(anyhow::Error::new)?,
            replayed: false,
        })
    };
    Ok(answered(
        &once(database, app.journal.clock().now(), keyed.as_ref(), work).await?,
    ))
}

/// Takes a step: of whoever has the turn, and none that the introduction is not at.
#[utoipa::path(
    post,
    path = "/api/v1/introductions/{id}/steps",
    operation_id = "stepIntroduction",
    tag = "introductions",
    security(("token" = ["join"]), ("token" = ["cases"])),
    params(ById, ("If-Match" = String, Header, description = "The `ETag` of the introduction as the client knows it"),
        ("Idempotency-Key" = Option<String>, Header, description = "A UUID: sent again with it within 24 hours, it is done once")),
    request_body = StepDto,
    responses(
        (status = 200, description = "Done", body = LeftDto, headers(("ETag" = String, description = "The next version"))),
        (status = 403, description = "A token that was not made for it, or a person who may not (`forbidden`)"),
        (status = 404, description = "There is no such introduction for this person (`notFound`)"),
        (status = 409, description = "Not as the introduction stands (`conflict`)"),
        (status = 422, description = "Fields that are not as they must be (`validation`)"),
        ForToken,
        OfVersion
    )
)]
pub(in crate::introductions) async fn step(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<StepDto>,
) -> Result<Response> {
    let office = Office::of(&app, &signed.actor);
    let known = [
        "submit",
        "screen",
        "refuse",
        "forward",
        "offer",
        "accept",
        "decline",
        "meet",
        "negotiate",
        "close",
        "withdraw",
        "plan",
    ];
    if !known.contains(&body.step.as_str()) {
        let fault = FieldError::new("step", "unknown", Detail::new("introduction-fault-state"));
        return Err(Error::Validation(vec![fault]));
    }
    let said = &body;
    run(
        &app,
        &signed,
        ("steps", &id),
        (&headers, &body),
        |id, version| async move {
            let (version, why) = (Some(version), (said.reason.as_str(), said.text.as_str()));
            match said.step.as_str() {
                "submit" => actions::submit(office, id, version).await,
                "screen" => actions::screen(office, id, version).await,
                "refuse" => actions::refuse(office, id, version, why).await,
                "forward" => actions::forward(office, id, version).await,
                "offer" => actions::offer(office, id, version).await,
                "accept" => actions::accept(office, id, version).await,
                "decline" => actions::decline(office, id, version, why).await,
                "meet" => actions::meet(office, id, version).await,
                "negotiate" => actions::negotiate(office, id, version).await,
                "close" => actions::close(office, id, version).await,
                "plan" => actions::plan(office, id, version, (&said.next, said.on)).await,
                _ => actions::withdraw(office, id, version, &said.text).await,
            }
        },
    )
    .await
}

/// Writes a message both sides and their advisers read.
#[utoipa::path(
    post,
    path = "/api/v1/introductions/{id}/messages",
    operation_id = "writeInIntroduction",
    tag = "introductions",
    security(("token" = ["join"]), ("token" = ["cases"])),
    params(ById, ("If-Match" = String, Header, description = "The `ETag` of the introduction as the client knows it")),
    request_body = TextDto,
    responses(
        (status = 200, description = "Written", body = LeftDto),
        (status = 404, description = "There is no such introduction for this person (`notFound`)"),
        (status = 409, description = "It is not accepted yet, or has ended (`conflict`)"),
        ForToken,
    )
)]
pub(in crate::introductions) async fn message(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<TextDto>,
) -> Result<Response> {
    let (office, language) = (Office::of(&app, &signed.actor), language(&body.language)?);
    run(&app, &signed, ("messages", &id), (&headers, &body), |id, _| {
        actions::message(office, id, &body.text, language)
    })
    .await
}

/// Writes a note only the chamber of that side reads.
#[utoipa::path(
    post,
    path = "/api/v1/introductions/{id}/notes",
    operation_id = "noteOnIntroduction",
    tag = "introductions",
    security(("token" = ["cases"])),
    params(ById, ("If-Match" = String, Header, description = "The `ETag` of the introduction as the client knows it")),
    request_body = NoteDto,
    responses(
        (status = 200, description = "Noted", body = LeftDto),
        (status = 404, description = "There is no such introduction for this person's chamber (`notFound`)"),
        ForToken,
    )
)]
pub(in crate::introductions) async fn note(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<NoteDto>,
) -> Result<Response> {
    let (office, language) = (Office::of(&app, &signed.actor), language(&body.language)?);
    run(&app, &signed, ("notes", &id), (&headers, &body), |id, _| {
        actions::note(office, id, body.side, (&body.text, language))
    })
    .await
}

/// Names the adviser of a side, or hands over to a colleague.
#[utoipa::path(
    post,
    path = "/api/v1/introductions/{id}/advisers",
    operation_id = "nameAdviser",
    tag = "introductions",
    security(("token" = ["cases"])),
    params(ById, ("If-Match" = String, Header, description = "The `ETag` of the introduction as the client knows it")),
    request_body = NameDto,
    responses(
        (status = 200, description = "Named", body = LeftDto, headers(("ETag" = String, description = "The next version"))),
        (status = 404, description = "There is no such introduction for this person (`notFound`)"),
        (status = 422, description = "Somebody without a mandate there, or who belongs to one of the two (`validation`)"),
        ForToken,
        OfVersion
    )
)]
pub(in crate::introductions) async fn name(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<NameDto>,
) -> Result<Response> {
    let office = Office::of(&app, &signed.actor);
    let person = decode(&body.person).ok_or(IntroductionError::Adviser)?;
    run(&app, &signed, ("advisers", &id), (&headers, &body), |id, version| {
        actions::name(office, id, Some(version), (body.side, person))
    })
    .await
}

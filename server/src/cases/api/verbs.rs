//! What a program does with a case: each verb of the desk and of the applicant's page at an address of its own, through the same
//! actions, with the version it knows in `If-Match` and, where it likes, an `Idempotency-Key`.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::call::{Answers, Call, Decide, HandOver, Known, Nothing, Said, Take};
use crate::app::App;
use crate::cases::actions::{self, CaseError, Desk};
use crate::cases::model::{CaseId, Statement};
use crate::platform::access::Action;
use crate::platform::web::{ById, ForToken, JsonBody, OfVersion, Params, Result, SignedIn};

/// Takes a case, so that colleagues see who works on it.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{id}/assignments",
    operation_id = "takeCase",
    tag = "cases",
    security(("token" = ["cases"])),
    params(ById, Known),
    request_body = Take,
    responses(Answers, ForToken, OfVersion)
)]
pub(in crate::cases) async fn take(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<Take>,
) -> Result<Response> {
    let what = (id.as_str(), "assignments", Action::WorkCase);
    let call = Call::new(&app, &signed, what, &headers, &body).await?;
    call.run(|desk, id, version| actions::take(desk, id, version, body.over))
        .await
}

/// Hands a case over to another chamber, which gets its own time.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{id}/hand-overs",
    operation_id = "handCaseOver",
    tag = "cases",
    security(("token" = ["cases"])),
    params(ById, Known),
    request_body = HandOver,
    responses(Answers, ForToken, OfVersion)
)]
pub(in crate::cases) async fn hand_over(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<HandOver>,
) -> Result<Response> {
    let what = (id.as_str(), "hand-overs", Action::WorkCase);
    let call = Call::new(&app, &signed, what, &headers, &body).await?;
    call.run(|desk, id, version| actions::hand_over(desk, id, version, &body.chamber, &body.why))
        .await
}

/// Asks the applicant; the clock stands until the answer.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{id}/questions",
    operation_id = "askApplicant",
    tag = "cases",
    security(("token" = ["cases"])),
    params(ById, Known),
    request_body = Said,
    responses(Answers, ForToken, OfVersion)
)]
pub(in crate::cases) async fn ask(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<Said>,
) -> Result<Response> {
    let what = (id.as_str(), "questions", Action::WorkCase);
    let call = Call::new(&app, &signed, what, &headers, &body).await?;
    call.run(|desk, id, version| actions::ask(desk, id, version, &body.text))
        .await
}

/// Adds a note only the chamber reads.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{id}/notes",
    operation_id = "noteOnCase",
    tag = "cases",
    security(("token" = ["cases"])),
    params(ById, Known),
    request_body = Said,
    responses(Answers, ForToken, OfVersion)
)]
pub(in crate::cases) async fn note(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<Said>,
) -> Result<Response> {
    let what = (id.as_str(), "notes", Action::WorkCase);
    let call = Call::new(&app, &signed, what, &headers, &body).await?;
    call.run(|desk, id, _| actions::note(desk, id, &body.text)).await
}

/// Decides a case, or proposes where two people are needed. What was decided happens at once; its letters leave after ten minutes.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{id}/decisions",
    operation_id = "decideCase",
    tag = "cases",
    security(("token" = ["cases"])),
    params(ById, Known),
    request_body = Decide,
    responses(Answers, ForToken, OfVersion)
)]
pub(in crate::cases) async fn decide(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<Decide>,
) -> Result<Response> {
    let what = (id.as_str(), "decisions", Action::DecideCase);
    let call = Call::new(&app, &signed, what, &headers, &body).await?;
    call.run(|desk, id, version| decided(desk, id, version, &body)).await
}

/// Agrees with what a colleague proposed: decided.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{id}/seconds",
    operation_id = "secondDecision",
    tag = "cases",
    security(("token" = ["cases"])),
    params(ById, Known),
    request_body = Nothing,
    responses(Answers, ForToken, OfVersion)
)]
pub(in crate::cases) async fn second(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<Nothing>,
) -> Result<Response> {
    let what = (id.as_str(), "seconds", Action::DecideCase);
    let call = Call::new(&app, &signed, what, &headers, &body).await?;
    call.run(|desk, id, version| actions::second(desk, id, version)).await
}

/// Does not agree with what a colleague proposed: back to work.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{id}/returns",
    operation_id = "returnProposal",
    tag = "cases",
    security(("token" = ["cases"])),
    params(ById, Known),
    request_body = Nothing,
    responses(Answers, ForToken, OfVersion)
)]
pub(in crate::cases) async fn send_back(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<Nothing>,
) -> Result<Response> {
    let what = (id.as_str(), "returns", Action::DecideCase);
    let call = Call::new(&app, &signed, what, &headers, &body).await?;
    call.run(|desk, id, version| actions::send_back(desk, id, version))
        .await
}

/// Takes one's own decision back within ten minutes, with all it did.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{id}/undos",
    operation_id = "undoDecision",
    tag = "cases",
    security(("token" = ["cases"])),
    params(ById, Known),
    request_body = Nothing,
    responses(Answers, ForToken, OfVersion)
)]
pub(in crate::cases) async fn undo(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<Nothing>,
) -> Result<Response> {
    let what = (id.as_str(), "undos", Action::DecideCase);
    let call = Call::new(&app, &signed, what, &headers, &body).await?;
    call.run(|desk, id, version| actions::undo(desk, id, version)).await
}

/// Answers what the chamber asked.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{id}/answers",
    operation_id = "answerChamber",
    tag = "cases",
    security(("token" = ["join"])),
    params(ById, Known),
    request_body = Said,
    responses(Answers, ForToken, OfVersion)
)]
pub(in crate::cases) async fn answer(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<Said>,
) -> Result<Response> {
    let what = (id.as_str(), "answers", Action::AnswerCase);
    let call = Call::new(&app, &signed, what, &headers, &body).await?;
    call.run(|desk, id, version| actions::answer(desk, id, version, &body.text, None))
        .await
}

/// Takes back what was asked for, or an appeal.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{id}/withdrawals",
    operation_id = "withdrawCase",
    tag = "cases",
    security(("token" = ["join"])),
    params(ById, Known),
    request_body = Nothing,
    responses(Answers, ForToken, OfVersion)
)]
pub(in crate::cases) async fn withdraw(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<Nothing>,
) -> Result<Response> {
    let what = (id.as_str(), "withdrawals", Action::AnswerCase);
    let call = Call::new(&app, &signed, what, &headers, &body).await?;
    call.run(|desk, id, version| actions::withdraw(desk, id, version)).await
}

/// Appeals against a refusal or removal within six months; another chamber looks at it.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{id}/appeals",
    operation_id = "appealDecision",
    tag = "cases",
    security(("token" = ["join"])),
    params(ById, Known),
    request_body = Said,
    responses(Answers, ForToken, OfVersion)
)]
pub(in crate::cases) async fn appeal(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<Said>,
) -> Result<Response> {
    let what = (id.as_str(), "appeals", Action::AppealCase);
    let call = Call::new(&app, &signed, what, &headers, &body).await?;
    call.run(|desk, id, _| actions::appeal(desk, id, &body.text)).await
}

async fn decided(
    desk: Desk<'_>,
    id: CaseId,
    version: Option<i64>,
    body: &Decide,
) -> std::result::Result<bool, CaseError> {
    let said = Statement {
        ground: body.ground,
        facts: body.facts.clone(),
        remedy: body.remedy.clone(),
    };
    actions::decide(desk, id, version, body.decision, &said).await
}

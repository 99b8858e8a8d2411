//! The review for a program of an adviser: what waits, one of it as the desk shows it, taking it, and the scores with what they
//! mean. A verdict is named beside its scores, as the page has it confirmed: scores that mean another are not carried out.

use std::future::Future;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use utoipa::IntoParams;

use super::dto;
use super::files::base;
use super::review_dto::{LeftDto, ReviewDto, Reviewing, Taking, WaitingDto, address, item, passage, said};
use super::writing::{OfWriting, of_version, own};
use crate::app::App;
use crate::attachments::api::dtos;
use crate::attachments::{self, Of};
use crate::opportunities::OpportunityId;
use crate::opportunities::actions::{self, Judged, OpportunityError};
use crate::opportunities::model::Criterion;
use crate::opportunities::outside::unscored;
use crate::opportunities::queries;
use crate::opportunities::reviewing::{SHOWN, sheet};
use crate::opportunities::rules::{Scores, Verdict, verdict};
use crate::platform::access::{Action, decide_for_a_chamber, scope};
use crate::platform::clock::rfc3339;
use crate::platform::texts::T;
use crate::platform::web::once::{Done, Keyed, once};
use crate::platform::web::{
    ById, Cache, Detail, Error, FieldError, ForToken, JsonBody, OfVersion, Params, Result, SignedIn, Speaks, answered,
    json, version_known,
};

/// Which version a program knows, and by which name its request goes.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "read by the description only")]
struct Known {
    /// The `ETag` of the review as the client knows it
    #[param(rename = "If-Match")]
    version: String,
    /// A UUID: sent again with it within 24 hours, it is done once
    #[param(rename = "Idempotency-Key")]
    key: Option<String>,
}

/// What waits for review in the chambers of the token's person, what was sent first first.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities/reviews",
    operation_id = "listOpportunityReviews",
    tag = "opportunities",
    security(("token" = ["cases"])),
    responses(
        (status = 200, description = "What waits", body = WaitingDto),
        (status = 403, description = "A token that was not made for cases (`forbidden`), or too weak a sign-in (`stepUpRequired`)"),
        (status = 404, description = "A person without a mandate (`notFound`)"),
        ForToken,
    )
)]
pub(in crate::opportunities) async fn waiting(
    State(app): State<App>,
    SignedIn { actor, person }: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    decide_for_a_chamber(&actor, Action::ReviewOpportunity)?;
    let (scope, database) = (scope(&actor, Action::ReviewOpportunity), app.journal.database());
    let found = queries::queue(&scope, database, SHOWN).await?;
    let mut response = json(&WaitingDto {
        this: app.web.absolute("/api/v1/opportunities/reviews"),
        total: queries::waiting(&scope, database).await?,
        items: found.iter().map(|one| item(one, person, &app.web)).collect(),
    })?;
    Cache::Private.apply(response.headers_mut());
    Ok(response)
}

/// One opportunity as an adviser of its chamber sees it, with what was said of it before.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities/{id}/review",
    operation_id = "getOpportunityReview",
    tag = "opportunities",
    security(("token" = ["cases"])),
    params(ById),
    responses(
        (status = 200, description = "The opportunity and its review", body = ReviewDto, headers(("ETag" = String, description = "Its version, for `If-Match`"))),
        (status = 403, description = "A token that was not made for cases (`forbidden`), or too weak a sign-in (`stepUpRequired`)"),
        (status = 404, description = "There is no such opportunity for this person's chambers (`notFound`)"),
        ForToken,
    )
)]
pub(in crate::opportunities) async fn reviewed(
    State(app): State<App>,
    speaks: Speaks,
    SignedIn { actor, person }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let own = own(&app, &actor, &id, Action::ReviewOpportunity).await?;
    let reader = app.journal.database().reader();
    let beside = sheet(&app, &actor, &own).await?;
    let files = attachments::list(reader, Of::Opportunity(own.id.0)).await?;
    let mut opportunity = dto::own(&own);
    opportunity.versions = dto::versions(&queries::versions(reader, own.id, &own.content).await?);
    if let Some(name) = &beside.organisation {
        opportunity.organisation = Some(dto::named(own.organisation, name, &app.web, speaks.t.locale));
    }
    let body = serde_json::to_string(&ReviewDto {
        opportunity,
        chamber: own.chamber.clone(),
        assigned: own.reviewer.is_some(),
        mine: own.reviewer == Some(person),
        may: beside.may,
        submitted_at: own.submitted_at.map(rfc3339),
        passages: beside.passages.iter().map(passage).collect(),
        attachments: dtos(&files, (&app.web, &base(own.id)), Some(person)),
        reviews: beside.reviews.iter().map(|one| said(one, person)).collect(),
        this: address(&app.web, own.id),
    });
    Ok(answered(&Done {
        status: 200,
        version: own.version,
        body: body.map_err(anyhow::Error::new)?,
        replayed: false,
    }))
}

/// Does it once for its key and tells what it left.
async fn run<F, T>(
    app: &App,
    signed: &SignedIn,
    (verb, id, version): (&str, OpportunityId, i64),
    (headers, body): (&HeaderMap, &impl Serialize),
    act: impl FnOnce() -> F,
) -> Result<Response>
where
    F: Future<Output = std::result::Result<T, OpportunityError>>,
{
    let body = serde_json::to_vec(body).map_err(anyhow::Error::new)?;
    let what = [verb.as_bytes(), id.0.as_bytes(), &version.to_be_bytes(), &body];
    let keyed = Keyed::of(headers, signed.person, &what)?;
    let work = || async {
        act().await.map_err(of_version)?;
        let left = own(app, &signed.actor, &id.to_string(), Action::ReviewOpportunity).await?;
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
    let (database, now) = (app.journal.database(), app.journal.clock().now());
    Ok(answered(&once(database, now, keyed.as_ref(), work).await?))
}

/// Takes an opportunity, so that colleagues see who looks at it.
#[utoipa::path(
    post,
    path = "/api/v1/opportunities/{id}/assignments",
    operation_id = "takeOpportunity",
    tag = "opportunities",
    security(("token" = ["cases"])),
    params(ById, Known),
    request_body = Taking,
    responses(
        (status = 200, description = "Taken", body = LeftDto, headers(("ETag" = String, description = "The next version"))),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::opportunities) async fn take(
    State(app): State<App>,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(taking): JsonBody<Taking>,
) -> Result<Response> {
    let id = own(&app, &signed.actor, &id, Action::ReviewOpportunity).await?.id;
    let version = version_known(&headers)?;
    let hands = app.hands(&signed.actor);
    let what = ("assignments", id, version);
    run(&app, &signed, what, (&headers, &taking), || {
        actions::take(hands, id, Some(version), taking.over)
    })
    .await
}

/// Says of an opportunity what its adviser finds: the scores decide what becomes of it, and its organisation is written to.
#[utoipa::path(
    post,
    path = "/api/v1/opportunities/{id}/review",
    operation_id = "reviewOpportunity",
    tag = "opportunities",
    security(("token" = ["cases"])),
    params(ById, Known),
    request_body = Reviewing,
    responses(
        (status = 200, description = "Done as the verdict says", body = LeftDto, headers(("ETag" = String, description = "The next version"))),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::opportunities) async fn review(
    State(app): State<App>,
    speaks: Speaks,
    signed: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(reviewing): JsonBody<Reviewing>,
) -> Result<Response> {
    let id = own(&app, &signed.actor, &id, Action::ReviewOpportunity).await?.id;
    let version = version_known(&headers)?;
    let (scores, expected) = confirmed(&reviewing, speaks.t)?;
    let judged = &Judged {
        version: Some(version),
        scores,
        expected: Some(expected),
        why: reviewing.why.clone(),
    };
    let hands = app.hands(&signed.actor);
    let what = ("review", id, version);
    run(&app, &signed, what, (&headers, &reviewing), || {
        actions::judge(hands, id, judged)
    })
    .await
}

/// The scores and what they mean, where that is the verdict that was named; else what is missing, or what they do mean.
fn confirmed(reviewing: &Reviewing, t: T) -> Result<(Scores, Verdict)> {
    let given = reviewing.scores;
    let scores = Scores::given([given.advantage, given.clarity, given.cooperation, given.language]);
    let scores = scores.map_err(|missing| {
        let fault = |of: Criterion| FieldError::new(format!("scores/{}", of.code()), "missing", unscored(t, of));
        Error::Validation(missing.into_iter().map(fault).collect())
    })?;
    let means = verdict(scores);
    if reviewing.verdict == means.code() {
        return Ok((scores, means));
    }
    let detail = Detail::new("opportunity-verdict-unconfirmed")
        .with("sum", u64::from(scores.sum()))
        .with("verdict", t.term("opportunity-verdict", means.code()).into_owned())
        .with("code", means.code());
    let fault = FieldError::new("verdict", "unconfirmed", detail);
    Err(Error::Validation(vec![fault]))
}

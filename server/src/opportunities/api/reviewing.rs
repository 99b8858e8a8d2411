//! The review for a program of an adviser: what waits, one of it as the desk shows it, taking it, and the scores with what they
//! mean. A verdict is named beside its scores, as the page has it confirmed: scores that mean another are not carried out.

use std::collections::BTreeMap;
use std::future::Future;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::dto::{self, OpportunityDto};
use super::files::base;
use super::writing::{OfWriting, of_version, own};
use crate::app::App;
use crate::attachments::api::{AttachmentDto, dtos};
use crate::attachments::{self, Of};
use crate::opportunities::OpportunityId;
use crate::opportunities::actions::{self, Judged, OpportunityError};
use crate::opportunities::model::Criterion;
use crate::opportunities::outside::unscored;
use crate::opportunities::queries::{self, Own, Reviewed};
use crate::opportunities::reviewing::{SHOWN, sheet};
use crate::opportunities::rules::{Finding, Scores, Verdict, verdict};
use crate::platform::access::{Action, decide_for_a_chamber, scope};
use crate::platform::clock::rfc3339;
use crate::platform::texts::T;
use crate::platform::web::once::{Done, Keyed, once};
use crate::platform::web::{
    ById, Cache, Detail, Error, FieldError, ForToken, JsonBody, OfVersion, Params, Result, SignedIn, Speaks, Web,
    answered, json, version_known,
};

/// What waits for review.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpportunityReviews)]
pub struct WaitingDto {
    /// Address of this answer.
    #[serde(rename = "self")]
    this: String,
    /// How many wait.
    total: u64,
    /// At most 100, what was sent first first.
    items: Vec<WaitingItem>,
}

/// An opportunity that waits for review.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OpportunityToReview)]
pub struct WaitingItem {
    /// Id of the opportunity.
    id: String,
    /// `BO`, `BR`, `TO`, `TR` or `RDR`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// `submitted` or `under_review`.
    state: &'static str,
    /// Its title.
    title: String,
    /// Code of the chamber that reviews it.
    chamber: String,
    /// Code of the territory of its organisation.
    territory: String,
    /// Whether somebody has taken it.
    assigned: bool,
    /// Whether the token's person has.
    mine: bool,
    /// When it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    submitted_at: Option<String>,
    /// Address of its review.
    href: String,
}

/// An opportunity as its adviser sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OpportunityReview)]
pub struct ReviewDto {
    /// The opportunity, with its organisation also where that is to be masked.
    opportunity: OpportunityDto,
    /// Code of the chamber that reviews it.
    chamber: String,
    /// Whether somebody has taken it.
    assigned: bool,
    /// Whether the token's person has.
    mine: bool,
    /// Whether the token's person may review it: nobody does for an organisation they belong to.
    may: bool,
    /// When it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    submitted_at: Option<String>,
    /// What names its organisation, or may, where that is to be masked.
    passages: Vec<PassageDto>,
    /// Its files, the oldest first.
    attachments: Vec<AttachmentDto>,
    /// What was said of it before, the newest first.
    reviews: Vec<ReviewedDto>,
    /// Address of this answer.
    #[serde(rename = "self")]
    this: String,
}

/// A passage that names the organisation, or may.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpportunityPassage)]
pub struct PassageDto {
    /// In which text.
    field: &'static str,
    /// The passage.
    text: String,
    /// What it is: `name`, `domain`, `mail`, `phone`, `number`, `street` or `place`.
    what: &'static str,
    /// Whether it certainly does.
    certain: bool,
}

/// What an adviser said.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpportunityReviewed)]
pub struct ReviewedDto {
    /// When.
    at: String,
    /// 0 to 5 by `advantage`, `clarity`, `cooperation` and `language`.
    scores: BTreeMap<&'static str, u8>,
    /// `published`, `on_hold` or `rejected`.
    verdict: String,
    /// What is missing, or why not.
    why: String,
    /// Whether the token's person said it.
    mine: bool,
}

/// Takes an opportunity.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TakeOpportunity)]
pub struct Taking {
    /// Although a colleague has it.
    #[serde(default)]
    over: bool,
}

/// Four scores, each 0 to 5.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = OpportunityScores)]
pub struct GivenScores {
    /// Is there an advantage, and is it said what is better?
    advantage: Option<u8>,
    /// Does somebody of the trade understand it?
    clarity: Option<u8>,
    /// Is it said who should do what with whom?
    cooperation: Option<u8>,
    /// Is it well written?
    language: Option<u8>,
}

/// Reviews an opportunity.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReviewOpportunity)]
pub struct Reviewing {
    /// All four are needed.
    #[serde(default)]
    scores: GivenScores,
    /// What the scores mean: `rejected` up to a sum of 4; else `on_hold` with a single 0, or up to a sum of 9; else `published`.
    /// Named, so that nobody carries out what they did not mean.
    #[serde(default)]
    verdict: String,
    /// What is missing, or why not: 20 to 4,000 characters, needed where it is not published.
    #[serde(default)]
    why: String,
}

/// What was left.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpportunityLeft)]
pub struct LeftDto {
    /// Its id.
    id: String,
    /// `under_review`, `published`, `on_hold` or `rejected`.
    state: &'static str,
}

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

fn address(web: &Web, id: OpportunityId) -> String {
    web.absolute(&format!("{}/review", base(id)))
}

fn item(of: &Own, person: Uuid, web: &Web) -> WaitingItem {
    WaitingItem {
        id: of.id.to_string(),
        kind: of.kind.code(),
        state: of.state.code(),
        title: of.content.title.clone(),
        chamber: of.chamber.clone(),
        territory: of.territory.clone(),
        assigned: of.reviewer.is_some(),
        mine: of.reviewer == Some(person),
        submitted_at: of.submitted_at.map(rfc3339),
        href: address(web, of.id),
    }
}

fn passage(of: &Finding) -> PassageDto {
    PassageDto {
        field: of.field.code(),
        text: of.passage.text.clone(),
        what: of.passage.what.code(),
        certain: of.passage.certain,
    }
}

fn said(of: &Reviewed, person: Uuid) -> ReviewedDto {
    let scores = of.scores.each().map(|(criterion, score)| (criterion.code(), score));
    ReviewedDto {
        at: rfc3339(of.at),
        scores: scores.collect(),
        verdict: of.verdict.clone(),
        why: of.body.clone(),
        mine: of.reviewer == person,
    }
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
    let said = verdict(scores);
    if reviewing.verdict == said.code() {
        return Ok((scores, said));
    }
    let detail = Detail::new("opportunity-verdict-unconfirmed")
        .with("sum", u64::from(scores.sum()))
        .with("verdict", t.term("opportunity-verdict", said.code()).into_owned())
        .with("code", said.code());
    let fault = FieldError::new("verdict", "unconfirmed", detail);
    Err(Error::Validation(vec![fault]))
}

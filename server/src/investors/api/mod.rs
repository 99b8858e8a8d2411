//! Young companies and workspaces for programs: everybody reads what is public, a professional investor's token more; a token made
//! for joining writes as its person may.

mod dto;
mod workspace;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use utoipa::IntoResponses;

pub(super) use workspace::{changes, drop_search, keep_search, searches, unwatch, watch, watchlist};

use self::dto::{Comparison, FundingBody, Startups};
use super::actions::{self, InvestorError, Saying};
use super::model::COMPARED;
use super::pages::chosen;
use super::queries::{self, Own, as_professional, own_interest};
use super::query::{Chosen, View, refused};
use super::rules::read;
use crate::app::App;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::briefs;
use crate::platform::access::{self, Action, Actor, Ownership, scope};
use crate::platform::web::{
    ById, Cache, Error, ForToken, IfMatch, JsonBody, OfVersion, Params, Result, SignedIn, Speaks, Visitor, json,
    version_known,
};

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(
        list,
        compare,
        funding,
        replace_funding,
        workspace::watchlist,
        workspace::watch,
        workspace::unwatch,
        workspace::searches,
        workspace::keep_search,
        workspace::drop_search,
        workspace::changes
    ),
    components(schemas(
        Startups,
        Comparison,
        dto::StartupDto,
        dto::StageDto,
        dto::SoughtDto,
        dto::FundingDto,
        FundingBody,
        dto::Watchlist,
        dto::WatchedDto,
        dto::Searches,
        dto::SearchDto,
        dto::NewSearch,
        dto::Changes,
        dto::ChangeDto,
        dto::SourceDto
    ))
)]
pub struct Description;

/// What whoever writes or reads a workspace can be refused with.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the description only")]
pub(super) enum OfWriting {
    /// What cannot be read (`malformed`)
    #[response(status = 400)]
    Malformed,
    /// A token that was not made for it, a person who may not (`forbidden`), or one without a second factor (`stepUpRequired`)
    #[response(status = 403)]
    Forbidden,
    /// There is no such organisation or search for this person (`notFound`)
    #[response(status = 404)]
    NotFound,
    /// Not as it stands (`conflict`)
    #[response(status = 409)]
    Conflict,
    /// Fields that are not as they must be (`validation`)
    #[response(status = 422)]
    Validation,
}

/// JSON of one person: nobody keeps it.
fn private(value: &impl serde::Serialize) -> Result<Response> {
    let mut response = json(value)?;
    Cache::Private.apply(response.headers_mut());
    Ok(response)
}

/// What everybody may keep for a minute, and what somebody sees who is signed in.
fn answer(value: &impl serde::Serialize, visitor: &Visitor) -> Result<Response> {
    match visitor.actor.person_id() {
        Some(_) => private(value),
        None => json(value),
    }
}

/// Start-ups and SMEs that are listed. A professional investor's token with a second factor also gets what they look for, and may filter by it.
#[utoipa::path(
    get,
    path = "/api/v1/startups",
    operation_id = "listStartups",
    tag = "investors",
    security((), ("token" = ["read"])),
    params(
        ("kind" = Option<Vec<String>>, Query, description = "startup, sme; both where nothing is said"),
        ("stage" = Option<Vec<String>>, Query, description = "idea, prototype, pilot, market, growth"),
        ("territory" = Option<Vec<String>>, Query, description = "Codes of the territory of the seat"),
        ("nace" = Option<Vec<String>>, Query, description = "NACE Rev. 2.1 divisions, two digits"),
        ("band" = Option<Vec<String>>, Query, description = "For professional investors: under_100k, 100k_250k, 250k_500k, 500k_1m, 1m_3m, over_3m"),
        ("purpose" = Option<Vec<String>>, Query, description = "For professional investors: development, approval, production, market, team"),
        ("age" = Option<Vec<String>>, Query, description = "fresh, ageing, stale; all but stale where nothing is said"),
        ("sort" = Option<String>, Query, description = "newest or age"),
        ("limit" = Option<u64>, Query, description = "1 to 100; 20 where nothing is said", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "From `next` of the page before"),
    ),
    responses(
        (status = 200, description = "A page", body = Startups),
        (status = 400, description = "Unknown parameter or value, forged cursor (`malformed`)"),
        (status = 401, description = "Filters of professional investors without a token (`unauthenticated`)"),
        (status = 403, description = "Filters of professional investors by somebody else (`forbidden`)"),
    )
)]
pub(super) async fn list(
    State(app): State<App>,
    speaks: Speaks,
    visitor: Visitor,
    Params(view): Params<View>,
) -> Result<Response> {
    let database = app.journal.database();
    let proof = as_professional(database.reader(), &visitor.actor).await?;
    if view.search.is_for_professionals() {
        proof?;
    }
    let everybody = scope(&Actor::guest(), Action::ReadOrganisation);
    let today = app.web.region.today(app.journal.clock());
    let secret = &app.web.identity.secret;
    let found = queries::list(
        (&everybody, proof.as_ref().ok()),
        database,
        today,
        (&view.search, &view.ages, view.by_age),
        (view.after(secret)?, view.limit()),
    )
    .await?;
    let address = |cursor: Option<&str>| app.web.absolute(&format!("/api/v1/startups{}", view.query(cursor)));
    let next = found.next.map(|position| address(Some(&view.seal(position, secret))));
    let item = |line| dto::startup(line, &app.web, speaks.t.locale, today);
    let page = Startups {
        this: address(view.cursor.as_deref()),
        total: found.total,
        items: found.items.iter().map(item).collect(),
        next: next.clone(),
    };
    let mut response = answer(&page, &visitor)?;
    if let Some(value) = next.and_then(|next| HeaderValue::try_from(format!("<{next}>; rel=\"next\"")).ok()) {
        response.headers_mut().insert(header::LINK, value);
    }
    Ok(response)
}

/// Up to four of them side by side.
#[utoipa::path(
    get,
    path = "/api/v1/startups/comparison",
    operation_id = "compareStartups",
    tag = "investors",
    security((), ("token" = ["read"])),
    params(("id" = Vec<String>, Query, description = "Ids of one to four organisations", style = Form, explode = true)),
    responses(
        (status = 200, description = "Those that are listed, in the order they were asked for", body = Comparison),
        (status = 400, description = "More than four, or no ids (`malformed`)"),
    )
)]
pub(super) async fn compare(
    State(app): State<App>,
    speaks: Speaks,
    visitor: Visitor,
    Params(Chosen(ids)): Params<Chosen>,
) -> Result<Response> {
    if ids.is_empty() || ids.len() > COMPARED {
        return Err(refused("id"));
    }
    let today = app.web.region.today(app.journal.clock());
    let (found, _) = chosen(&app, &visitor.actor, &ids).await?;
    let items = found
        .iter()
        .map(|line| dto::startup(line, &app.web, speaks.t.locale, today));
    let compared = Comparison { items: items.collect() };
    answer(&compared, &visitor)
}

/// Whoever may say it reads it whole; others see it where it is shown to them.
async fn own(app: &App, actor: &Actor, id: &str) -> Result<(OrganisationId, Own)> {
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    let database = app.journal.database();
    let found = briefs(database.reader(), &[id.0]).await?.pop().ok_or(Error::NotFound)?;
    let owned = Ownership {
        id: id.0,
        organisation: Some(id.0),
        chamber: found.chamber,
        ..Ownership::default()
    };
    drop(access::decide(actor, Action::EditOrganisation, &owned)?);
    let scope = scope(actor, Action::EditOrganisation);
    Ok((id, own_interest(&scope, database, id).await?))
}

fn said(own: &Own) -> Result<Response> {
    let mut response = private(&dto::funding(own))?;
    if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", own.version)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// What a start-up or SME says for investors, for those who write for it.
#[utoipa::path(
    get,
    path = "/api/v1/startups/{id}/funding",
    operation_id = "getFundingInterest",
    tag = "investors",
    security(("token" = ["join"])),
    params(ById),
    responses(
        (status = 200, description = "What it says", body = dto::FundingDto, headers(("ETag" = String, description = "Its version, for `If-Match`; 0 where nothing was ever said"))),
        OfWriting,
        ForToken
    )
)]
pub(super) async fn funding(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let (_, own) = own(&app, &actor, &id).await?;
    said(&own)
}

/// Says it, whole: what is left out is said no more.
#[utoipa::path(
    put,
    path = "/api/v1/startups/{id}/funding",
    operation_id = "replaceFundingInterest",
    tag = "investors",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    request_body = FundingBody,
    responses(
        (status = 200, description = "Said", body = dto::FundingDto, headers(("ETag" = String, description = "The next version"))),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(super) async fn replace_funding(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<FundingBody>,
) -> Result<Response> {
    let (organisation, _) = own(&app, &actor, &id).await?;
    let saying = Saying {
        version: version_known(&headers)?,
        interest: read(&body.typed()).map_err(InvestorError::Faults)?,
    };
    match actions::say(app.hands(&actor), organisation, saying).await {
        Err(InvestorError::Changed) => return Err(Error::PreconditionFailed),
        done => done?,
    };
    let (_, own) = own(&app, &actor, &id).await?;
    said(&own)
}

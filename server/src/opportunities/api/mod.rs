//! Opportunities for programs: everybody reads what is published; a token made for joining writes, one made for cases reviews, as
//! its person may.

mod dto;
mod files;
mod life;
mod review_dto;
mod reviewing;
mod writing;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;

pub(super) use files::{attach, attachments, detach, fetch};
pub(super) use life::{discard, step};
pub(super) use reviewing::{review, reviewed, take, waiting};
pub(super) use writing::{begin, import, replace, submit, translate};

use self::dto::{ConceptDto, ConceptsDto, Opportunities, OpportunityDto};
use super::OpportunityId;
use super::queries;
use super::query::View;
use super::vocabulary;
use crate::app::App;
use crate::attachments::api::{AttachmentDto, AttachmentsDto, NewAttachment};
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::{
    ById, Cache, Detail, Error, FromPairs, Pairs, Params, Result, Speaks, Visitor, json, linked,
};

/// Concepts that are proposed at a time.
const PROPOSED: usize = 20;

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(
        list,
        show,
        concepts,
        writing::begin,
        writing::replace,
        writing::submit,
        writing::import,
        writing::translate,
        life::step,
        life::discard,
        files::attachments,
        files::fetch,
        files::attach,
        files::detach,
        reviewing::waiting,
        reviewing::reviewed,
        reviewing::take,
        reviewing::review
    ),
    components(schemas(
        Opportunities,
        OpportunityDto,
        dto::OrganisationDto,
        dto::VersionDto,
        dto::VersionTexts,
        dto::VersionBody,
        dto::NewOpportunity,
        dto::OpportunityBody,
        dto::Sending,
        dto::Import,
        dto::Imported,
        ConceptsDto,
        ConceptDto,
        AttachmentsDto,
        AttachmentDto,
        NewAttachment,
        review_dto::WaitingDto,
        review_dto::WaitingItem,
        review_dto::ReviewDto,
        review_dto::PassageDto,
        review_dto::ReviewedDto,
        review_dto::Taking,
        review_dto::Reviewing,
        review_dto::GivenScores,
        review_dto::LeftDto,
        super::model::Content,
        super::een::Profile
    ))
)]
pub struct Description;

/// The published opportunities, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities",
    operation_id = "listOpportunities",
    tag = "opportunities",
    params(
        ("q" = Option<String>, Query, description = "Words, each whole or the beginning of one"),
        ("type" = Option<Vec<String>>, Query, description = "BO, BR, TO, TR, RDR"),
        ("territory" = Option<Vec<String>>, Query, description = "Codes of territories"),
        ("concept" = Option<String>, Query, description = "Code of a concept"),
        ("interest" = Option<String>, Query, description = "1: only such that take interest"),
        ("limit" = Option<u64>, Query, description = "1 to 100; 20 where nothing is said", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "From `next` of the page before"),
    ),
    responses(
        (status = 200, description = "A page", body = Opportunities),
        (status = 400, description = "Unknown parameter or value, forged cursor (`malformed`)"),
    )
)]
pub(super) async fn list(State(app): State<App>, speaks: Speaks, Params(view): Params<View>) -> Result<Response> {
    let scope = scope(&Actor::guest(), Action::ReadOpportunity);
    let secret = &app.web.identity.secret;
    let page = (view.after(secret)?, view.limit());
    let found = queries::list(&scope, app.journal.database(), &view.asked, page).await?;
    let address = |cursor: Option<&str>| {
        app.web
            .absolute(&format!("/api/v1/opportunities{}", view.query(cursor)))
    };
    let next = found.next.map(|position| address(Some(&view.seal(position, secret))));
    let mut response = json(&Opportunities {
        this: address(view.cursor.as_deref()),
        total: found.total,
        items: found
            .items
            .iter()
            .map(|one| dto::public(one, &app.web, speaks.t.locale))
            .collect(),
        next: next.clone(),
    })?;
    linked(&mut response, &[("next", next.as_deref())]);
    Ok(response)
}

/// One opportunity: a published one for everybody, any other for its organisation and its chamber.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities/{id}",
    operation_id = "getOpportunity",
    tag = "opportunities",
    security((), ("token" = ["read"])),
    params(ById),
    responses(
        (status = 200, description = "The opportunity", body = OpportunityDto, headers(("ETag" = String, description = "Its version, for `If-Match`, where it is one's own"))),
        (status = 404, description = "There is no such opportunity for this reader (`notFound`)"),
    )
)]
pub(super) async fn show(
    State(app): State<App>,
    speaks: Speaks,
    visitor: Visitor,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let id: OpportunityId = id.parse().map_err(|_| Error::NotFound)?;
    let database = app.journal.database();
    if visitor.actor.person_id().is_some() {
        let within = scope(&visitor.actor, Action::ReadPrivate);
        if let Some(own) = queries::find_own(&within, database, id).await? {
            let mut dto = dto::own(&own);
            dto.versions = dto::versions(&queries::versions(database.reader(), id, &own.content).await?);
            let mut response = json(&dto)?;
            let headers = response.headers_mut();
            if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", own.version)) {
                headers.insert(header::ETAG, tag);
            }
            Cache::Private.apply(headers);
            return Ok(response);
        }
    }
    let everybody = scope(&Actor::guest(), Action::ReadOpportunity);
    let public = queries::find(&everybody, database, id).await?.ok_or(Error::NotFound)?;
    let mut dto = dto::public(&public, &app.web, speaks.t.locale);
    dto.versions = dto::versions(&queries::versions(database.reader(), id, &public.content).await?);
    json(&dto)
}

/// What somebody types who looks for a concept.
#[derive(Debug)]
pub(super) struct Looking {
    typed: String,
    technology: bool,
}

impl FromPairs for Looking {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let refused = || Error::Malformed(Detail::new("error-parameter-value").with("name", "kind"));
        Ok(Self {
            typed: pairs.one("q")?.unwrap_or_default().chars().take(100).collect(),
            technology: match pairs.one("kind")?.as_deref() {
                Some("technology") => true,
                Some("market") => false,
                _ => return Err(refused()),
            },
        })
    }
}

/// Concepts by what somebody types: names, other words for them, their beginnings, in any of the languages.
#[utoipa::path(
    get,
    path = "/api/v1/concepts",
    operation_id = "findConcepts",
    tag = "opportunities",
    params(
        ("q" = Option<String>, Query, description = "What was typed"),
        ("kind" = String, Query, description = "technology or market"),
    ),
    responses(
        (status = 200, description = "Those that may be meant", body = ConceptsDto),
        (status = 400, description = "Unknown parameter or value (`malformed`)"),
    )
)]
pub(super) async fn concepts(
    State(app): State<App>,
    speaks: Speaks,
    Params(looking): Params<Looking>,
) -> Result<Response> {
    let (region, locale) = (&*app.web.region, speaks.t.locale);
    let found = vocabulary::suggest(region, &looking.typed, locale, looking.technology, PROPOSED);
    let concept = |code: String| ConceptDto {
        name: vocabulary::name(region, &code, locale).unwrap_or_else(|| code.clone()),
        kind: if looking.technology { "technology" } else { "market" },
        code,
    };
    json(&ConceptsDto {
        items: found.into_iter().map(concept).collect(),
    })
}

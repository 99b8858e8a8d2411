//! Cases for programs: read them, and do with them what the pages do. A token acts for its person, within its scopes and as
//! strongly as the sign-in that made it; what takes a sign-in of the last minutes (the decision of an appeal) has no address here.

mod asked;
mod call;
mod dto;
mod verbs;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;

pub(in crate::cases) use verbs::{
    answer, appeal, ask, decide, hand_over, note, second, send_back, take, undo, withdraw,
};

use self::asked::Asked;
use self::dto::{CaseDto, Cases};
use crate::app::App;
use crate::cases::model::CaseId;
use crate::cases::queries;
use crate::platform::access::{self, Action, Ownership};
use crate::platform::web::{ById, Cache, Error, ForToken, Params, Result, SignedIn, json, linked};

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(
        list,
        show,
        verbs::take,
        verbs::hand_over,
        verbs::ask,
        verbs::note,
        verbs::decide,
        verbs::second,
        verbs::send_back,
        verbs::undo,
        verbs::answer,
        verbs::withdraw,
        verbs::appeal
    ),
    components(schemas(
        Cases,
        dto::CaseItem,
        CaseDto,
        dto::LeftDto,
        call::Take,
        call::HandOver,
        call::Said,
        call::Decide,
        call::Nothing
    ))
)]
pub struct Description;

/// The cases a token's person may read, the newest first: those of their chambers, of their organisations, and their own.
#[utoipa::path(
    get,
    path = "/api/v1/cases",
    operation_id = "listCases",
    tag = "cases",
    security(("token" = ["read"])),
    params(
        ("chamber" = Option<String>, Query, description = "Code of the chamber that must act"),
        ("kind" = Option<String>, Query, description = "new_organisation, protected_change, register_change, claim, report, content, publication, dispute or outcome"),
        ("state" = Option<String>, Query, description = "open, assigned, waiting, proposed, decided, appealed, upheld, overturned or withdrawn"),
        ("territory" = Option<String>, Query, description = "Code of a territory"),
        ("organisation" = Option<String>, Query, description = "Id of the organisation it is about"),
        ("mine" = Option<bool>, Query, description = "true: only what the token's person has taken"),
        ("overdue" = Option<bool>, Query, description = "true: only past their target, the clock running"),
        ("limit" = Option<u64>, Query, description = "1 to 200; 50 where nothing is said", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = "From `next` of the page before"),
    ),
    responses(
        (status = 200, description = "A page", body = Cases),
        (status = 400, description = "Unknown parameter or value, forged cursor (`malformed`)"),
        (status = 403, description = "A token that was not made for reading (`forbidden`)"),
        ForToken,
    )
)]
pub(in crate::cases) async fn list(
    State(app): State<App>,
    SignedIn { actor, person }: SignedIn,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    // Everybody may ask for their own cases; a token only where it was made for reading.
    let own = Ownership {
        person: Some(person),
        ..Ownership::default()
    };
    let _ = access::decide(&actor, Action::ReadCase, &own)?;
    let scope = access::scope(&actor, Action::ReadCase);
    let secret = &app.web.identity.secret;
    let (filters, before) = (asked.of(person, app.journal.clock().now()), asked.before(secret)?);
    let mut found = queries::listed(&scope, app.journal.database(), &filters, before, asked.limit + 1).await?;
    let more = usize::try_from(asked.limit).is_ok_and(|limit| found.len() > limit);
    found.truncate(usize::try_from(asked.limit).unwrap_or(usize::MAX));
    let last = found.last().filter(|_| more).map(|case| case.id);
    let address = |cursor: Option<String>| app.web.absolute(&format!("/api/v1/cases{}", asked.query(cursor)));
    let next = last.map(|id| address(Some(asked.seal(id, secret))));
    let mut response = json(&Cases {
        this: address(asked.cursor.clone()),
        items: found.iter().map(|case| dto::item(case, person, &app.web)).collect(),
        next: next.clone(),
    })?;
    let first = address(None);
    linked(&mut response, &[("first", Some(&first)), ("next", next.as_deref())]);
    Cache::Private.apply(response.headers_mut());
    Ok(response)
}

/// One case with what was asked, answered and decided. Notes are for its chamber.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{id}",
    operation_id = "getCase",
    tag = "cases",
    security(("token" = ["read"])),
    params(
        ById,
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of what is known already"),
    ),
    responses(
        (status = 200, description = "The case", body = CaseDto, headers(("ETag" = String, description = "Its version, for `If-Match`"))),
        (status = 304, description = "It is as the client knows it"),
        (status = 403, description = "A token that was not made for reading (`forbidden`), or too weak a sign-in (`stepUpRequired`)"),
        (status = 404, description = "There is no such case for this person (`notFound`)"),
        ForToken,
    )
)]
pub(in crate::cases) async fn show(
    State(app): State<App>,
    SignedIn { actor, person }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let id: CaseId = id.parse().map_err(|_| Error::NotFound)?;
    let database = app.journal.database();
    let owned = queries::ownership_of(database.reader(), id).await?;
    let _ = access::decide(&actor, Action::ReadCase, &owned.ok_or(Error::NotFound)?)?;
    let scope = access::scope(&actor, Action::ReadCase);
    let case = queries::find(&scope, database, id, &actor)
        .await?
        .ok_or(Error::NotFound)?;
    let mut response = json(&dto::case(&case, case.is_staff(&actor), person, &app.web))?;
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", case.version)) {
        headers.insert(header::ETAG, tag);
    }
    Cache::Private.apply(headers);
    Ok(response)
}

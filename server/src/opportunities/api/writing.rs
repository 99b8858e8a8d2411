//! What a program does with an opportunity of an organisation its person writes for.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::{IntoParams, IntoResponses};

use super::dto::{self, Import, Imported, NewOpportunity, OpportunityBody, OpportunityDto, Sending, VersionBody};
use crate::app::App;
use crate::opportunities::OpportunityId;
use crate::opportunities::actions::{self, Beginning, Keeping, OpportunityError, Translated};
use crate::opportunities::model::{Content, Type};
use crate::opportunities::queries::{self, Own};
use crate::platform::access::{Action, Actor, Ownership, decide, scope};
use crate::platform::texts::Locale;
use crate::platform::web::once::{Done, Keyed, made};
use crate::platform::web::{
    ById, Detail, Error, FieldError, ForToken, IfMatch, JsonBody, OfVersion, Params, Result, SignedIn, Speaks,
    answered, located, nothing, version_known,
};

/// Profiles that are taken in at a time.
const PROFILES: usize = 20;

/// What whoever writes can be refused with.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the description only")]
pub(super) enum OfWriting {
    /// What cannot be read (`malformed`)
    #[response(status = 400)]
    Malformed,
    /// A token that was not made for it, or a person who may not (`forbidden`)
    #[response(status = 403)]
    Forbidden,
    /// There is no such opportunity or organisation for this person (`notFound`)
    #[response(status = 404)]
    NotFound,
    /// Not as it stands (`conflict`)
    #[response(status = 409)]
    Conflict,
    /// Fields that are not as they must be (`validation`)
    #[response(status = 422)]
    Validation,
}

/// One that this person may do something with; for others there is none. The right to it comes before the version.
pub(super) async fn own(app: &App, actor: &Actor, id: &str, what: Action) -> Result<Own> {
    let id: OpportunityId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, what);
    if let Some(own) = queries::find_own(&scope, app.journal.database(), id).await? {
        return Ok(own);
    }
    // Whoever may read it, or has a token that was made for something else, is told so.
    let read = queries::ownership_of(app.journal.database(), id)
        .await?
        .ok_or(Error::NotFound)?;
    drop(decide(actor, what, &read)?);
    Err(Error::NotFound)
}

/// A version that is not the one that stands is told as such.
pub(super) fn of_version(error: OpportunityError) -> Error {
    match error {
        OpportunityError::Changed => Error::PreconditionFailed,
        other => other.into(),
    }
}

fn language(code: &str) -> Result<Locale> {
    let unknown = || FieldError::new("language", "unknown", Detail::new("fault-unknown"));
    Locale::from_code(code).ok_or_else(|| Error::Validation(vec![unknown()]))
}

pub(super) async fn done(app: &App, actor: &Actor, id: OpportunityId, status: u16) -> Result<Done> {
    let own = own(app, actor, &id.to_string(), Action::EditOpportunity).await?;
    Ok(Done {
        status,
        version: own.version,
        body: serde_json::to_string(&dto::own(&own)).map_err(anyhow::Error::new)?,
        replayed: false,
    })
}

/// Whether the person writes for the organisation, asked before anything is read.
fn writes(actor: &Actor, organisation: uuid::Uuid) -> Result<()> {
    let owned = Ownership {
        id: organisation,
        organisation: Some(organisation),
        ..Ownership::default()
    };
    drop(decide(actor, Action::EditOpportunity, &owned)?);
    Ok(())
}

/// Begins a draft.
#[utoipa::path(
    post,
    path = "/api/v1/opportunities",
    operation_id = "beginOpportunity",
    tag = "opportunities",
    security(("token" = ["join"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A UUID: sent again with it within 24 hours, one draft is begun")),
    request_body = NewOpportunity,
    responses(
        (status = 201, description = "Begun", body = OpportunityDto, headers(
            ("ETag" = String, description = "Its version"),
            ("Location" = String, description = "Its address"),
        )),
        OfWriting,
        ForToken,
    )
)]
pub(in crate::opportunities) async fn begin(
    State(app): State<App>,
    speaks: Speaks,
    SignedIn { actor, person }: SignedIn,
    headers: HeaderMap,
    JsonBody(new): JsonBody<NewOpportunity>,
) -> Result<Response> {
    writes(&actor, new.organisation.0)?;
    let body = serde_json::to_vec(&new).map_err(anyhow::Error::new)?;
    let keyed = Keyed::of(&headers, person, &[b"opportunities", &body])?;
    let run = || async {
        let said = new.opportunity.clone();
        let beginning = Beginning {
            organisation: new.organisation,
            kind: said.as_ref().map_or(Type::BusinessOffer, |said| said.kind),
            anonymous: said.as_ref().is_some_and(|said| said.anonymous),
            language: match &said {
                Some(said) => language(&said.language)?,
                None => speaks.t.locale,
            },
            content: said.map_or_else(Content::default, |said| said.content),
        };
        Ok(actions::begin(app.hands(&actor), beginning).await?)
    };
    let (id, replayed) = made(app.journal.database(), app.journal.clock().now(), keyed.as_ref(), run).await?;
    let mut answer = done(&app, &actor, id, 201).await?;
    answer.replayed = replayed;
    let mut response = answered(&answer);
    located(&mut response, &app.web.absolute(&format!("/api/v1/opportunities/{id}")));
    Ok(response)
}

/// Replaces what a draft says, whole.
#[utoipa::path(
    put,
    path = "/api/v1/opportunities/{id}",
    operation_id = "replaceOpportunity",
    tag = "opportunities",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    request_body = OpportunityBody,
    responses(
        (status = 200, description = "Kept", body = OpportunityDto, headers(("ETag" = String, description = "The next version"))),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::opportunities) async fn replace(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<OpportunityBody>,
) -> Result<Response> {
    let own = own(&app, &actor, &id, Action::EditOpportunity).await?;
    let keeping = Keeping {
        version: version_known(&headers)?,
        kind: body.kind,
        anonymous: body.anonymous,
        language: language(&body.language)?,
        content: body.content,
    };
    let kept = actions::keep(app.hands(&actor), own.id, keeping).await;
    kept.map_err(of_version)?;
    Ok(answered(&done(&app, &actor, own.id, 200).await?))
}

/// Sends a draft to the chamber. What is missing comes back by field, what would name an anonymous organisation as well.
#[utoipa::path(
    post,
    path = "/api/v1/opportunities/{id}/submission",
    operation_id = "sendOpportunity",
    tag = "opportunities",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    request_body = Sending,
    responses(
        (status = 200, description = "Sent", body = OpportunityDto, headers(("ETag" = String, description = "The next version"))),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::opportunities) async fn submit(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(sending): JsonBody<Sending>,
) -> Result<Response> {
    let own = own(&app, &actor, &id, Action::EditOpportunity).await?;
    let version = version_known(&headers)?;
    let sent = actions::send(app.hands(&actor), own.id, Some(version), sending.looked).await;
    sent.map_err(of_version)?;
    Ok(answered(&done(&app, &actor, own.id, 200).await?))
}

/// Where a version is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(in crate::opportunities) struct OfLanguage {
    /// Id of the opportunity.
    id: String,
    /// `fr`, `de` or `en`; not that of the original.
    language: String,
}

/// Enters what an opportunity says in another language, or takes it away: of one's own while it is written, of the chamber while it
/// looks at it and while everybody sees it.
#[utoipa::path(
    put,
    path = "/api/v1/opportunities/{id}/versions/{language}",
    operation_id = "enterOpportunityVersion",
    tag = "opportunities",
    security(("token" = ["join"]), ("token" = ["cases"])),
    params(OfLanguage),
    request_body = VersionBody,
    responses(
        (status = 204, description = "Entered, or taken away"),
        OfWriting,
        ForToken
    )
)]
pub(in crate::opportunities) async fn translate(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(OfLanguage { id, language: code }): Path<OfLanguage>,
    _: Params<()>,
    JsonBody(body): JsonBody<VersionBody>,
) -> Result<Response> {
    let id: OpportunityId = id.parse().map_err(|_| Error::NotFound)?;
    let translated = Translated {
        language: Locale::from_code(&code).ok_or(Error::NotFound)?,
        texts: body.texts.content(),
        looked: body.looked,
    };
    actions::translate(app.hands(&actor), id, &translated).await?;
    Ok(nothing())
}

/// Makes drafts of profiles with the field names of the Enterprise Europe Network: those of the JSON file of the list.
#[utoipa::path(
    post,
    path = "/api/v1/opportunities/imports",
    operation_id = "importOpportunities",
    tag = "opportunities",
    security(("token" = ["join"])),
    request_body = Import,
    responses(
        (status = 201, description = "The drafts", body = Imported),
        OfWriting,
        ForToken
    )
)]
pub(in crate::opportunities) async fn import(
    State(app): State<App>,
    speaks: Speaks,
    SignedIn { actor, .. }: SignedIn,
    _: Params<()>,
    JsonBody(import): JsonBody<Import>,
) -> Result<Response> {
    writes(&actor, import.organisation.0)?;
    if import.profiles.is_empty() || import.profiles.len() > PROFILES {
        let many = Detail::new("fault-many").with("limit", PROFILES);
        return Err(Error::Validation(vec![FieldError::new("profiles", "tooMany", many)]));
    }
    let mut drafts = Vec::new();
    for profile in &import.profiles {
        let (kind, language, content) = profile.read(&app.web.region);
        let beginning = Beginning {
            organisation: import.organisation,
            kind,
            anonymous: import.anonymous,
            language: language.unwrap_or(speaks.t.locale),
            content,
        };
        drafts.push(actions::begin(app.hands(&actor), beginning).await?.to_string());
    }
    Ok(answered(&Done {
        status: 201,
        version: 1,
        body: serde_json::to_string(&Imported { drafts }).map_err(anyhow::Error::new)?,
        replayed: false,
    }))
}

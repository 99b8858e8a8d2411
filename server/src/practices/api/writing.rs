//! What a program does with a practice of an organisation its person writes for, or one its person's chamber looks at.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use utoipa::IntoResponses;

use super::dto::{self, Deciding, NewPractice, PracticeBody, PracticeDto};
use crate::app::App;
use crate::platform::access::{self, Action, Actor, Ownership, scope};
use crate::platform::texts::Locale;
use crate::platform::web::once::{Done, Keyed, made};
use crate::platform::web::{
    ById, Error, Fault, ForToken, IfMatch, JsonBody, OfVersion, Params, Result, SignedIn, Speaks, Why, answered,
    located, version_known,
};
use crate::practices::PracticeId;
use crate::practices::actions::{self, Beginning, Judged, Keeping, PracticeError};
use crate::practices::model::Content;
use crate::practices::queries::{self, Own};

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
    /// There is no such practice or organisation for this person (`notFound`)
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
    let id: PracticeId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, what);
    if let Some(own) = queries::find_own(&scope, app.journal.database(), id).await? {
        return Ok(own);
    }
    // Whoever may read it, or has a token that was made for something else, is told so.
    let read = queries::ownership_of(app.journal.database(), id)
        .await?
        .ok_or(Error::NotFound)?;
    drop(access::decide(actor, what, &read)?);
    Err(Error::NotFound)
}

pub(super) fn language(code: &str) -> Result<Locale> {
    let unknown = || Fault::new("language", Why::Unknown).field_error();
    Locale::from_code(code).ok_or_else(|| Error::Validation(vec![unknown()]))
}

pub(super) async fn done(app: &App, actor: &Actor, id: PracticeId, (status, what): (u16, Action)) -> Result<Done> {
    let own = own(app, actor, &id.to_string(), what).await?;
    Ok(Done {
        status,
        version: own.version,
        body: serde_json::to_string(&dto::own(&own)).map_err(anyhow::Error::new)?,
        replayed: false,
    })
}

/// Whether the person writes for the organisation, asked before anything is read.
pub(super) fn writes(actor: &Actor, organisation: uuid::Uuid) -> Result<()> {
    let owned = Ownership {
        id: organisation,
        organisation: Some(organisation),
        ..Ownership::default()
    };
    drop(access::decide(actor, Action::EditPractice, &owned)?);
    Ok(())
}

/// A version that is not the one that stands is told as such.
pub(super) fn of_version(error: PracticeError) -> Error {
    match error {
        PracticeError::Changed => Error::PreconditionFailed,
        other => other.into(),
    }
}

/// Begins a draft.
#[utoipa::path(
    post,
    path = "/api/v1/practices",
    operation_id = "beginPractice",
    tag = "practices",
    security(("token" = ["join"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A UUID: sent again with it within 24 hours, one draft is begun")),
    request_body = NewPractice,
    responses(
        (status = 201, description = "Begun", body = PracticeDto, headers(
            ("ETag" = String, description = "Its version"),
            ("Location" = String, description = "Its address"),
        )),
        OfWriting,
        ForToken,
    )
)]
pub(in crate::practices) async fn begin(
    State(app): State<App>,
    speaks: Speaks,
    SignedIn { actor, person }: SignedIn,
    headers: HeaderMap,
    JsonBody(new): JsonBody<NewPractice>,
) -> Result<Response> {
    writes(&actor, new.organisation.0)?;
    let body = serde_json::to_vec(&new).map_err(anyhow::Error::new)?;
    let keyed = Keyed::of(&headers, person, &[b"practices", &body])?;
    let run = || async {
        let said = new.practice.clone();
        let beginning = Beginning {
            organisation: new.organisation,
            language: match &said {
                Some(said) => language(&said.language)?,
                None => speaks.t.locale,
            },
            content: said.map_or_else(Content::default, |said| said.content),
        };
        Ok(actions::begin(app.hands(&actor), beginning).await?)
    };
    let (id, replayed) = made(app.journal.database(), app.journal.clock().now(), keyed.as_ref(), run).await?;
    let mut answer = done(&app, &actor, id, (201, Action::EditPractice)).await?;
    answer.replayed = replayed;
    let mut response = answered(&answer);
    located(&mut response, &app.web.absolute(&format!("/api/v1/practices/{id}")));
    Ok(response)
}

/// Replaces what a draft says, whole.
#[utoipa::path(
    put,
    path = "/api/v1/practices/{id}",
    operation_id = "replacePractice",
    tag = "practices",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    request_body = PracticeBody,
    responses(
        (status = 200, description = "Kept", body = PracticeDto, headers(("ETag" = String, description = "The next version"))),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::practices) async fn replace(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<PracticeBody>,
) -> Result<Response> {
    let own = own(&app, &actor, &id, Action::EditPractice).await?;
    let keeping = Keeping {
        version: version_known(&headers)?,
        language: language(&body.language)?,
        content: body.content,
    };
    actions::keep(app.hands(&actor), own.id, keeping)
        .await
        .map_err(of_version)?;
    Ok(answered(
        &done(&app, &actor, own.id, (200, Action::EditPractice)).await?,
    ))
}

/// Sends a draft to the home chamber. What is missing comes back by field.
#[utoipa::path(
    post,
    path = "/api/v1/practices/{id}/submission",
    operation_id = "sendPractice",
    tag = "practices",
    security(("token" = ["join"])),
    params(ById, IfMatch),
    responses(
        (status = 200, description = "Sent", body = PracticeDto, headers(("ETag" = String, description = "The next version"))),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::practices) async fn submit(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
) -> Result<Response> {
    let own = own(&app, &actor, &id, Action::EditPractice).await?;
    let version = version_known(&headers)?;
    let sent = actions::send(app.hands(&actor), own.id, Some(version)).await;
    sent.map_err(of_version)?;
    Ok(answered(
        &done(&app, &actor, own.id, (200, Action::EditPractice)).await?,
    ))
}

/// Says what becomes of a practice, for the chamber whose turn it is.
#[utoipa::path(
    post,
    path = "/api/v1/practices/{id}/decisions",
    operation_id = "decidePractice",
    tag = "practices",
    security(("token" = ["cases"])),
    params(ById, IfMatch),
    request_body = Deciding,
    responses(
        (status = 200, description = "Decided", body = PracticeDto, headers(("ETag" = String, description = "The next version"))),
        OfWriting,
        ForToken,
        OfVersion
    )
)]
pub(in crate::practices) async fn decide(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    headers: HeaderMap,
    JsonBody(deciding): JsonBody<Deciding>,
) -> Result<Response> {
    let own = own(&app, &actor, &id, Action::ReviewPractice).await?;
    let judged = Judged {
        version: Some(version_known(&headers)?),
        verdict: deciding.verdict,
        expert: deciding.expert,
        why: deciding.why,
    };
    let said = actions::judge(app.hands(&actor), own.id, &judged).await;
    said.map_err(of_version)?;
    Ok(answered(
        &done(&app, &actor, own.id, (200, Action::ReviewPractice)).await?,
    ))
}

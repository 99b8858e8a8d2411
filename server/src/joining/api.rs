//! Drafts for programs: begun, read, replaced whole with the version they know, sent. Tokens need the scope `join`.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::actions::{self, Begin, JoinError, Sending};
use super::model::DraftId;
use super::queries::{Draft, find_draft};
use crate::app::App;
use crate::organisations::dossier::Dossier;
use crate::organisations::model::OrganisationId;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::clock::rfc3339;
use crate::platform::web::{Cache, Error, JsonBody, Kind, Params, Result, SignedIn, Speaks};

/// What a draft begins with.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewDraft {
    #[serde(default)]
    organisation: Option<OrganisationId>,
    #[serde(default)]
    name: String,
}

async fn own(app: &App, actor: &Actor, id: &str) -> Result<Draft> {
    let id: DraftId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::EditDraft);
    find_draft(&scope, app.journal.database(), id)
        .await?
        .ok_or(Error::NotFound)
}

fn shown(draft: &Draft, status: StatusCode) -> Response {
    let body = json!({
        "id": draft.id,
        "dossier": draft.dossier,
        "language": draft.language,
        "documents": draft.documents,
        "case": draft.case.map(|(case, _)| case),
        "state": draft.case.map_or("draft", |(_, standing)| standing.code()),
        "changedAt": rfc3339(draft.changed_at),
    });
    answer(status, &body, draft.version)
}

fn answer(status: StatusCode, body: &serde_json::Value, version: i64) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let mut response = (status, kind, body.to_string()).into_response();
    if let Ok(tag) = HeaderValue::try_from(format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Cache::Private.apply(response.headers_mut());
    response.extensions_mut().insert(Kind::Api);
    response
}

/// The version a program knows: it must say so.
fn known(headers: &HeaderMap) -> Result<i64> {
    let sent = headers.get(header::IF_MATCH).ok_or(Error::PreconditionRequired)?;
    let version = sent.to_str().ok().and_then(|text| text.trim_matches('"').parse().ok());
    version.ok_or(Error::PreconditionFailed)
}

/// `POST /api/v1/drafts`
pub(super) async fn begin(
    State(app): State<App>,
    speaks: Speaks,
    SignedIn { actor, .. }: SignedIn,
    JsonBody(new): JsonBody<NewDraft>,
) -> Result<Response> {
    let begin = Begin {
        organisation: new.organisation,
        name: new.name.trim(),
        number: None,
        language: speaks.t.locale,
    };
    let id = actions::start(&app.journal, &actor, &app.web.region, &begin).await?;
    let draft = own(&app, &actor, &id.to_string()).await?;
    let mut response = shown(&draft, StatusCode::CREATED);
    if let Ok(at) = HeaderValue::try_from(app.web.absolute(&format!("/api/v1/drafts/{id}"))) {
        response.headers_mut().insert(header::LOCATION, at);
    }
    Ok(response)
}

/// `GET /api/v1/drafts/{id}`
pub(super) async fn show(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(id): Path<String>,
    _: Params<()>,
) -> Result<Response> {
    Ok(shown(&own(&app, &actor, &id).await?, StatusCode::OK))
}

/// `PUT /api/v1/drafts/{id}`
pub(super) async fn replace(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    JsonBody(dossier): JsonBody<Dossier>,
) -> Result<Response> {
    let draft: DraftId = id.parse().map_err(|_| Error::NotFound)?;
    let version = known(&headers)?;
    actions::replace(&app.journal, &actor, (draft, version), &dossier).await?;
    Ok(shown(&own(&app, &actor, &id).await?, StatusCode::OK))
}

/// `POST /api/v1/drafts/{id}/submission`
pub(super) async fn submit(
    State(app): State<App>,
    speaks: Speaks,
    SignedIn { actor, .. }: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let draft: DraftId = id.parse().map_err(|_| Error::NotFound)?;
    let sending = Sending {
        version: known(&headers)?,
        language: speaks.t.locale,
        dispute: false,
    };
    let sent = match actions::submit(&app.journal, &actor, &app.web.region, draft, sending).await {
        Err(JoinError::Stale) => return Err(Error::PreconditionFailed),
        done => done?,
    };
    let status = if sent.again {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let version = own(&app, &actor, &id).await?.version;
    Ok(answer(status, &json!({ "case": sent.case }), version))
}

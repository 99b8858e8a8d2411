//! The same for programs: `GET /api/v1/organisations/{id}`, `POST /api/v1/organisations/{id}/reports`.

mod dto;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

pub use dto::{OrganisationDto, ReceiptDto};

use super::actions::{self, Received, ReportError, Sent};
use super::model::{OrganisationId, ReportForm};
use super::outside::{Opened, open};
use crate::app::App;
use crate::platform::access::Actor;
use crate::platform::web::once::key_of;
use crate::platform::web::{ById, Error, JsonBody, Params, Result, Sender, Speaks, json, located};

/// One organisation with what is known of it and how.
#[utoipa::path(
    get,
    path = "/api/v1/organisations/{id}",
    operation_id = "getOrganisation",
    tag = "organisations",
    params(
        ById,
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of what is known already"),
    ),
    responses(
        (status = 200, description = "The organisation", body = OrganisationDto, headers(("ETag" = String, description = "Its version"))),
        (status = 304, description = "It is as the client knows it"),
        (status = 308, description = "It was merged into the one at `Location`"),
        (status = 400, description = "Unknown parameter (`malformed`)"),
        (status = 404, description = "There is no such organisation (`notFound`)"),
        (status = 410, description = "It was erased (`erased`)"),
        (status = 429, description = "Too many requests (`tooManyRequests`)"),
    )
)]
pub(super) async fn show(
    State(app): State<App>,
    speaks: Speaks,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = match open(&app, &id).await? {
        Opened::Here(organisation) => organisation,
        Opened::Moved(root) => {
            let to = speaks.web.absolute(&format!("/api/v1/organisations/{root}"));
            return Ok(Redirect::permanent(&to).into_response());
        }
    };
    let today = app.web.region.today(app.journal.clock());
    let mut response = json(&dto::organisation(&organisation, &speaks.web, today))?;
    if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", organisation.version)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Says that something about an organisation is wrong. Needs no sign-in; what is sent is read by a person.
#[utoipa::path(
    post,
    path = "/api/v1/organisations/{id}/reports",
    operation_id = "reportOrganisation",
    tag = "organisations",
    params(
        ById,
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Sent again with the same key within 24 hours, a report is kept once"),
    ),
    request_body = ReportForm,
    responses(
        (status = 201, description = "Kept", body = ReceiptDto, headers(
            ("Location" = String, description = "Page of the receipt"),
            ("Idempotency-Replayed" = Option<String>, description = "`true` where it had been kept before"),
        )),
        (status = 308, description = "The organisation was merged into the one at `Location`"),
        (status = 400, description = "What cannot be read (`malformed`)"),
        (status = 404, description = "There is no such organisation (`notFound`)"),
        (status = 410, description = "It was erased (`erased`)"),
        (status = 413, description = "More than 64 KiB (`payloadTooLarge`)"),
        (status = 415, description = "Not JSON (`unsupportedMediaType`)"),
        (status = 422, description = "Fields that are not as they must be, or a key used for another report (`validation`)"),
        (status = 429, description = "Too many reports (`tooManyRequests`)"),
    )
)]
pub(super) async fn report(
    State(app): State<App>,
    speaks: Speaks,
    Path(ById { id }): Path<ById>,
    _: Params<()>,
    sender: Sender,
    headers: HeaderMap,
    JsonBody(form): JsonBody<ReportForm>,
) -> Result<Response> {
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    let key = key_of(&headers)?.map(|key| key.to_string());
    let sent = Sent {
        channel: "api",
        language: speaks.t.locale.code(),
        key: key.as_deref(),
        count: &|| sender.count(),
    };
    match actions::report(&app.journal, &Actor::guest(), id, &form, sent).await {
        Err(ReportError::Moved(root)) => {
            let to = speaks.web.absolute(&format!("/api/v1/organisations/{root}/reports"));
            Ok(Redirect::permanent(&to).into_response())
        }
        received => created(&speaks, id, &received?),
    }
}

fn created(speaks: &Speaks, organisation: OrganisationId, received: &Received) -> Result<Response> {
    let page = format!(
        "/{}/organisations/{organisation}/report/{}",
        speaks.t.locale, received.id
    );
    let mut response = json(&dto::receipt(received))?;
    *response.status_mut() = StatusCode::CREATED;
    located(&mut response, &speaks.web.absolute(&page));
    let headers = response.headers_mut();
    headers.remove(header::ETAG);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if received.replayed {
        let name = HeaderName::from_static("idempotency-replayed");
        headers.insert(name, HeaderValue::from_static("true"));
    }
    Ok(response)
}

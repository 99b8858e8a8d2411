//! Forms that keep themselves while somebody types: an island sends them and asks for JSON.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::{Cache, Kind};

/// Whether a form sent itself.
#[must_use]
pub fn by_itself(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept.is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"))
}

/// The answer to a form that keeps itself: the version it has now.
#[must_use]
pub fn kept_as(status: StatusCode, version: i64) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let mut response = (status, kind, json!({ "version": version }).to_string()).into_response();
    response.extensions_mut().insert(Kind::Api);
    Cache::Private.apply(response.headers_mut());
    response
}

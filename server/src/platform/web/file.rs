//! A file everybody may load down.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::{Cache, Kind};

/// Comma-separated values.
#[must_use]
pub fn csv(bytes: Vec<u8>, name: &str) -> Response {
    of(bytes, "text/csv; charset=utf-8; header=present", name)
}

/// Of a kind.
#[must_use]
pub fn of(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(name) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Cache::Public.apply(headers);
    response.extensions_mut().insert(Kind::Static);
    response
}

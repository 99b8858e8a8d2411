//! Answers of 304 to `If-None-Match`, and the compressed bytes of answers that have them ready.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::page::Packed;

/// Looks at what the client has and takes.
pub(super) async fn answer(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_head = request.method() == Method::HEAD;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let accepted = request.headers().get(header::ACCEPT_ENCODING).cloned();
    let mut response = next.run(request).await;
    let tag = response.headers().get(header::ETAG);
    let has = reads
        && response.status() == StatusCode::OK
        && matches!((&known, tag), (Some(known), Some(tag)) if matches(known, tag));
    if has {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        for name in [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::CONTENT_ENCODING] {
            response.headers_mut().remove(name);
        }
        return response;
    }
    if let Some(packed) = response.extensions_mut().remove::<Packed>() {
        pack(&mut response, packed, accepted.as_ref(), is_head);
    }
    response
}

/// The weak comparison of RFC 9110, 13.1.2.
fn matches(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else {
        return false;
    };
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.trim() == "*" || known.split(',').any(|one| bare(one) == bare(tag))
}

fn pack(response: &mut Response, packed: Packed, accepted: Option<&HeaderValue>, is_head: bool) {
    let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or("");
    let takes = |name: &str| {
        accepted.split(',').any(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            parts.next() == Some(name) && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    };
    let (name, bytes) = if takes("br") && !packed.brotli.is_empty() {
        ("br", packed.brotli)
    } else if takes("gzip") {
        ("gzip", packed.gzip)
    } else {
        vary(response.headers_mut());
        return;
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    vary(headers);
    *response.body_mut() = if is_head { Body::empty() } else { Body::from(bytes) };
}

fn vary(headers: &mut HeaderMap) {
    headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
}

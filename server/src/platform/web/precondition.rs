//! `If-Match`: a program that changes a row says which version it knows; and the answer that tells it the next.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::once::Done;
use super::{Cache, Error, Kind, Result};

/// The version a program knows: it must say so.
///
/// # Errors
/// [`Error::PreconditionRequired`] where it does not, [`Error::PreconditionFailed`] for what is no version of ours.
pub fn version_known(headers: &HeaderMap) -> Result<i64> {
    let sent = headers.get(header::IF_MATCH).ok_or(Error::PreconditionRequired)?;
    let text = sent.to_str().ok().map(str::trim);
    let bare = text.and_then(|text| text.strip_prefix('"')?.strip_suffix('"'));
    bare.and_then(|text| text.parse().ok()).ok_or(Error::PreconditionFailed)
}

/// The answer to a change of a row: JSON for one reader, with the row's version.
#[must_use]
pub fn answered(done: &Done) -> Response {
    let status = StatusCode::from_u16(done.status).unwrap_or(StatusCode::OK);
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let mut response = (status, kind, done.body.clone()).into_response();
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", done.version)) {
        headers.insert(header::ETAG, tag);
    }
    if done.replayed {
        let name = HeaderName::from_static("idempotency-replayed");
        headers.insert(name, HeaderValue::from_static("true"));
    }
    Cache::Private.apply(headers);
    response.extensions_mut().insert(Kind::Api);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_they_are_written() {
        let known = |text: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.extend(text.map(|text| (header::IF_MATCH, HeaderValue::from_static(text))));
            version_known(&headers)
        };
        assert_eq!(known(Some("\"17\"")).ok(), Some(17));
        assert!(matches!(known(None), Err(Error::PreconditionRequired)));
        for other in ["17", "W/\"17\"", "*", "\"x\"", "\""] {
            assert!(matches!(known(Some(other)), Err(Error::PreconditionFailed)), "{other}");
        }
    }
}

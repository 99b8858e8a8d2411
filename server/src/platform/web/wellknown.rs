//! Addresses that programs look for: the root, `robots.txt`, `security.txt`, the icon.

use std::sync::Arc;

use axum::Extension;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Cache, Web, asset, lang};

/// `/` leads to the reader's language.
pub(super) async fn root(Extension(web): Extension<Arc<Web>>, headers: HeaderMap) -> Response {
    let locale = lang::accepted(&headers, &web);
    to(&format!("/{locale}"), StatusCode::FOUND)
}

pub(super) async fn favicon() -> Response {
    to(asset("favicon.svg"), StatusCode::PERMANENT_REDIRECT)
}

/// Everything may be read; results of a search are too many to be of use.
pub(super) async fn robots(Extension(web): Extension<Arc<Web>>) -> Response {
    let text = match web.identity.demo {
        // Invented organisations have no place in a search engine.
        true => "User-agent: *\nDisallow: /\n".to_owned(),
        false => "User-agent: *\nDisallow: /*?\nDisallow: /api/\n".to_owned(),
    };
    plain(text)
}

/// RFC 9116. The end of validity moves with the releases, not with the clock of the machine.
pub(super) async fn security(Extension(web): Extension<Arc<Web>>) -> Response {
    plain(format!(
        "Contact: mailto:{}\nExpires: 2027-10-31T00:00:00Z\nPreferred-Languages: fr, de, en\nCanonical: {}\n",
        web.identity.contact,
        web.absolute("/.well-known/security.txt")
    ))
}

fn plain(text: String) -> Response {
    let mut response = text.into_response();
    Cache::Public.apply(response.headers_mut());
    response
}

/// A redirect within this node.
pub(super) fn to(path: &str, status: StatusCode) -> Response {
    let mut response = status.into_response();
    if let Ok(location) = HeaderValue::try_from(path) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

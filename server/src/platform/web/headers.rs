//! The headers of every answer, exactly as the security design lists them, by kind of answer.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

use super::{Cache, Web};

/// What an answer is; handlers that answer neither a page nor JSON by `page` and `json` set it as an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page for people.
    Html,
    /// Data for programs.
    Api,
    /// News that programs of others subscribe to, from wherever they are.
    Feed,
    /// A file of the interface.
    Static,
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    object-src 'none'; require-trusted-types-for 'script'; trusted-types default";
const SECURE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types default; \
    upgrade-insecure-requests";
const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
    magnetometer=(), microphone=(), payment=(), usb=(), browsing-topics=(), publickey-credentials-get=(self), \
    publickey-credentials-create=(self)";

/// Completes the headers of an answer.
pub(super) async fn complete(Extension(web): Extension<Arc<Web>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let open = path.starts_with("/api/v1/")
        && matches!(*request.method(), Method::GET | Method::HEAD)
        && !request.headers().contains_key(header::AUTHORIZATION);
    let in_api = path.starts_with("/api/");
    let mut response = next.run(request).await;
    let kind = response.extensions().get::<Kind>().copied();
    let kind = kind.unwrap_or(if in_api { Kind::Api } else { Kind::Html });
    let headers = response.headers_mut();
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if web.is_secure() {
        set(
            headers,
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000; includeSubDomains",
        );
    }
    match kind {
        Kind::Html => html(headers, web.is_secure()),
        Kind::Api => {
            set(headers, header::CONTENT_SECURITY_POLICY, API_POLICY);
            set(headers, CORP, if open { "cross-origin" } else { "same-origin" });
            add_vary(headers, "Accept-Language, Accept, Cookie");
        }
        Kind::Feed => {
            set(headers, header::CONTENT_SECURITY_POLICY, API_POLICY);
            set(headers, CORP, "cross-origin");
        }
        Kind::Static => set(headers, CORP, "same-origin"),
    }
    if open || kind == Kind::Feed {
        set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set(
            headers,
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "ETag, Link, RateLimit, RateLimit-Policy, Retry-After",
        );
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        Cache::Private.apply(headers);
    }
    response
}

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

fn html(headers: &mut HeaderMap, secure: bool) {
    set(
        headers,
        header::CONTENT_SECURITY_POLICY,
        if secure { SECURE_POLICY } else { POLICY },
    );
    set(headers, header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    set(headers, HeaderName::from_static("permissions-policy"), PERMISSIONS);
    set(
        headers,
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(headers, CORP, "same-origin");
    set(headers, header::X_FRAME_OPTIONS, "DENY");
    add_vary(headers, "Cookie, Accept-Language");
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

fn add_vary(headers: &mut HeaderMap, value: &'static str) {
    headers.append(header::VARY, HeaderValue::from_static(value));
}

//! One line in the log and two metrics a request, by the pattern of its route: no address, no query, no person.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use uuid::Uuid;

/// Names a request in answer and log: `instance` of a problem, the reference on a page of an error.
#[derive(Debug, Clone, Copy)]
pub struct RequestId(pub Uuid);

impl RequestId {
    /// Unlike any other and not to be guessed: a counter under a key of this process.
    fn next() -> Self {
        static KEYS: LazyLock<(RandomState, RandomState)> = LazyLock::new(Default::default);
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let (high, low) = (KEYS.0.hash_one(count), KEYS.1.hash_one(count));
        Self(Uuid::new_v8(((u128::from(high) << 64) | u128::from(low)).to_be_bytes()))
    }

    /// The first eight digits, for people.
    pub fn short(&self) -> String {
        self.0.simple().to_string().chars().take(8).collect()
    }
}

/// Gives the request its id, measures and logs it.
pub(super) async fn request(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::next();
    request.extensions_mut().insert(id);
    let method = known(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", |route| route.as_str())
        .to_owned();
    let mut response = crate::platform::request::within(id.0, next.run(request)).await;
    if let Ok(value) = HeaderValue::try_from(id.0.to_string()) {
        response.headers_mut().insert("x-request-id", value);
    }
    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    let bytes = response
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .unwrap_or("-");
    tracing::info!(target: "access", method, route, status, ms = elapsed.as_secs_f64() * 1000.0, bytes, request = %id.0);
    let labels = [
        ("method", method.to_owned()),
        ("route", route),
        ("status", status.to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels).record(elapsed.as_secs_f64());
    response
}

/// A client may send any word as its method; only these become labels.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

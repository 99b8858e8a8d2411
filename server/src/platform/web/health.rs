//! `/health/live`: the process answers. `/health/ready`: it can serve. For load balancers; open to all, says nothing more.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};

use super::{Cache, Kind};

/// What is not ready, by name, or nothing.
pub type Readiness = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Vec<&'static str>> + Send>> + Send + Sync>;

/// Both routes; `ready` tells what is missing.
pub fn routes<S: Clone + Send + Sync + 'static>(ready: Readiness) -> Router<S> {
    let ready = move || {
        let asked = ready();
        async move { answer(&asked.await) }
    };
    Router::new()
        .route("/health", get(async || answer(&[])))
        .route("/health/live", get(async || answer(&[])))
        .route("/health/ready", get(ready))
}

fn answer(missing: &[&str]) -> Response {
    let ok = missing.is_empty();
    let status = if ok {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let body = serde_json::json!({ "status": if ok { "ok" } else { "unavailable" }, "missing": missing });
    let mut response = (status, Json(body)).into_response();
    Cache::Private.apply(response.headers_mut());
    response.headers_mut().remove(header::ETAG);
    response.extensions_mut().insert(Kind::Api);
    response
}

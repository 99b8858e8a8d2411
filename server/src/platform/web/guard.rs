//! What stands before a handler: size of the head, number of requests at a time, time, panics, origin of a form.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use tokio::sync::Semaphore;

use super::pace::{self, Pace};
use super::{Detail, Error, Limits};

/// How long a page waits for its turn. Then it is made all the same: where the database is away, turns are held for long,
/// and a page that needs none must not wait for those that do.
const PATIENCE: Duration = Duration::from_secs(1);

/// Limits of one server.
#[derive(Clone)]
pub(super) struct Gate {
    running: Arc<Semaphore>,
    pages: Arc<Semaphore>,
    time: Duration,
    upload: Pace,
    uri: usize,
}

impl Gate {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            running: Arc::new(Semaphore::new(limits.concurrency)),
            pages: Arc::new(Semaphore::new(limits.pages)),
            time: limits.request,
            upload: limits.upload,
            uri: limits.uri,
        }
    }

    /// Pages are made few at a time. Where hundreds ask for one, each query of a decision would wait behind one of each of
    /// them, and made all at once no page is made sooner.
    async fn in_turn(&self, request: Request, next: Next) -> Response {
        let _turn = match is_page(&request) {
            true => tokio::time::timeout(PATIENCE, self.pages.acquire()).await.ok(),
            false => None,
        };
        next.run(request).await
    }
}

/// Whether something is read for it.
fn is_page(request: &Request) -> bool {
    let path = request.uri().path();
    matches!(*request.method(), Method::GET | Method::HEAD)
        && !["/static/", "/health"].iter().any(|own| path.starts_with(own))
}

/// Refuses what is too long, waits for nobody, and turns a panic into an error.
pub(super) async fn gate(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |uri| uri.as_str().len());
    if length > gate.uri {
        let detail = Detail::new("error-address-length")
            .with("length", length)
            .with("limit", gate.uri);
        return Error::Malformed(detail).into_response();
    }
    let Ok(_running) = gate.running.try_acquire() else {
        return Error::Unavailable(Duration::from_secs(2), None).into_response();
    };
    let (time, request) = if pace::is_upload(&request) {
        (gate.time + gate.upload.total, pace::keep(gate.upload, request))
    } else {
        (gate.time, request)
    };
    let handled = AssertUnwindSafe(gate.in_turn(request, next)).catch_unwind();
    match tokio::time::timeout(time, handled).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => {
            let text = panic.downcast_ref::<&str>().map(ToString::to_string);
            let text = text
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default();
            Error::from(anyhow::anyhow!("panic: {text}")).into_response()
        }
        Err(_) => {
            let cause = anyhow::anyhow!("no answer after {} s", time.as_secs());
            Error::busy(cause).into_response()
        }
    }
}

/// A form counts only when it was sent from a page of this node. The API is not asked: it takes JSON and no cookie.
pub(super) async fn same_origin(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || request.uri().path().starts_with("/api/") || is_own(request.headers()) {
        return next.run(request).await;
    }
    Error::Forbidden(Some(Detail::new("error-origin"))).into_response()
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    // Older browsers send the origin only; it names the host they were sent to.
    let host = text("host");
    let origin = text(header::ORIGIN.as_str()).and_then(|origin| origin.split_once("://"));
    matches!((origin, host), (Some((_, origin)), Some(host)) if origin == host)
}

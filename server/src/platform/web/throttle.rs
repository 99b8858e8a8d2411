//! How often a client may ask: by prefix of its address, told in `RateLimit` headers of the API. And how often one may
//! leave something behind that people have to read ([`Sender`]).

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use super::{Client, Error, Network, Options, Peer};

type Limiter = RateLimiter<Client, DefaultKeyedStateStore<Client>, DefaultClock, StateInformationMiddleware>;

/// After so many requests the clients that rest are forgotten.
const SWEEP: u32 = 10_000;

/// Requests a client may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// A minute; as many at once.
    pub per_minute: NonZeroU32,
}

/// Who asked how often.
pub(super) struct Throttle {
    limiter: Option<(Rate, Limiter)>,
    sent: Option<Limiter>,
    proxies: Vec<Network>,
    requests: AtomicU32,
}

impl Throttle {
    pub(super) fn new(options: &Options) -> Self {
        let limiter = options.rate.map(|rate| {
            let limiter = RateLimiter::keyed(Quota::per_minute(rate.per_minute));
            (rate, limiter.with_middleware::<StateInformationMiddleware>())
        });
        let sent = options
            .sends_an_hour
            .map(|most| RateLimiter::keyed(Quota::per_hour(most)).with_middleware::<StateInformationMiddleware>());
        Self {
            limiter,
            sent,
            proxies: options.proxies.clone(),
            requests: AtomicU32::new(0),
        }
    }
}

/// Who sends a form; extracted by handlers that keep what anybody may send.
#[derive(Clone)]
pub struct Sender {
    client: Client,
    throttle: Arc<Throttle>,
}

impl Sender {
    /// Whom the request counts for.
    #[must_use]
    pub const fn client(&self) -> Client {
        self.client
    }

    /// Counts what is about to be kept. Call it once the form is known to be good: mistakes are free.
    ///
    /// # Errors
    /// How long to wait when this client has sent too much within the hour.
    pub fn count(&self) -> Result<(), Duration> {
        let Some(limiter) = &self.throttle.sent else {
            return Ok(());
        };
        limiter.retain_recent();
        let checked = limiter.check_key(&self.client);
        checked
            .map(drop)
            .map_err(|until| until.wait_time_from(DefaultClock::default().now()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Sender {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let sender = parts.extensions.get::<Sender>().cloned();
        sender.ok_or_else(|| Error::from(anyhow::anyhow!("the routes were not put together by web::assemble")))
    }
}

/// Counts the request, refuses it when there were too many. Static files and health are free.
pub(super) async fn limit(State(throttle): State<Arc<Throttle>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    let client = Client::of(peer, request.headers(), &throttle.proxies);
    let sender = Sender {
        client,
        throttle: throttle.clone(),
    };
    request.extensions_mut().insert(sender);
    let path = request.uri().path();
    let Some((rate, limiter)) = &throttle.limiter else {
        return next.run(request).await;
    };
    if path.starts_with("/static/") || path.starts_with("/health") {
        return next.run(request).await;
    }
    let api = path.starts_with("/api/");
    if throttle.requests.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
        limiter.retain_recent();
    }
    let (mut response, left) = match limiter.check_key(&client) {
        Ok(snapshot) => (next.run(request).await, snapshot.remaining_burst_capacity()),
        Err(until) => {
            let wait = until.wait_time_from(DefaultClock::default().now());
            (Error::TooManyRequests(wait).into_response(), 0)
        }
    };
    if api {
        tell(response.headers_mut(), *rate, left);
    }
    response
}

fn tell(headers: &mut HeaderMap, rate: Rate, left: u32) {
    let most = rate.per_minute.get();
    let full_in = u64::from(most.saturating_sub(left)) * 60 / u64::from(most);
    let policy = format!("\"default\";q={most};w=60");
    for (name, value) in [
        ("ratelimit-policy", policy),
        ("ratelimit", format!("\"default\";r={left};t={full_in}")),
    ] {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
}

//! Puts the platform's routes and layers around those of the features.
//!
//! From outside in: log and request id, headers, conditional answers, compression, faces of errors, limits, handlers.

use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use axum::{Extension, Router};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use super::throttle::Throttle;
use super::{
    Limits, Network, Rate, Web, assets, conditional, faces, guard, headers, observe, problems, throttle, wellknown,
};

/// How strict the server is with its clients.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Sizes, times and numbers.
    pub limits: Limits,
    /// Requests a minute and prefix; unlimited without.
    pub rate: Option<Rate>,
    /// What a prefix may send within an hour for people to read; unlimited without.
    pub sends_an_hour: Option<NonZeroU32>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub proxies: Vec<Network>,
}

/// All routes with their layers. `routes` has its state already.
pub fn assemble(routes: Router, web: Arc<Web>, options: &Options) -> Router {
    assemble_with(routes, web, options, |routes| routes)
}

/// The same, with a layer of a feature's own next to the handlers: who asks.
pub fn assemble_with(
    routes: Router,
    web: Arc<Web>,
    options: &Options,
    inside: impl FnOnce(Router) -> Router,
) -> Router {
    let platform = Router::new()
        .route("/", get(wellknown::root))
        .route("/static/{name}", get(assets::serve))
        .route("/favicon.ico", get(wellknown::favicon))
        .route("/robots.txt", get(wellknown::robots))
        .route("/.well-known/security.txt", get(wellknown::security))
        .route("/problems/{code}", get(problems::redirect))
        .route("/{lang}/problems/{code}", get(problems::show));
    let compression = CompressionLayer::new()
        .quality(CompressionLevel::Precise(4))
        .compress_when(
            SizeAbove::new(512)
                .and(NotForContentType::const_new("font/"))
                .and(NotForContentType::IMAGES),
        );
    let routes = routes.merge(platform).fallback(async || super::Error::NotFound);
    inside(routes)
        .layer(DefaultBodyLimit::max(options.limits.body))
        .layer(from_fn(guard::same_origin))
        .layer(from_fn_with_state(guard::Gate::new(&options.limits), guard::gate))
        .layer(from_fn_with_state(Arc::new(Throttle::new(options)), throttle::limit))
        .layer(from_fn(faces::show))
        .layer(compression)
        .layer(from_fn(conditional::answer))
        .layer(from_fn(headers::complete))
        .layer(Extension(web))
        .layer(from_fn(observe::request))
}

//! Young companies as investors look at them, and an investor organisation's workspace: whom it follows, what it looks for, what
//! changed. The platform introduces people (trust.md C7): nothing here is an offer, a price or a promise, and nothing is recommended.
//!
//! Invariants: what a company says for professional investors is read with the proof that somebody is one and nowhere else; a
//! workspace holds ids and codes, no word anybody wrote, and is read by its people with a second factor; the journal is told that
//! it changed, not how; alerts are found when they are looked at, from changes that are kept of all.

pub mod actions;
mod api;
mod beside;
pub mod model;
mod outside;
mod pages;
pub mod personal;
pub mod queries;
mod query;
pub mod retention;
mod rules;
mod tables;

pub use actions::follow;
pub use api::Description;
pub use beside::OnPages;
pub use model::SearchId;
pub use rules::{Search, Typed};

use axum::Router;
use axum::routing::{delete, get, post, put};

use crate::app::App;

/// The list, side by side, what a company says, and the workspace of an investor organisation.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/startups", get(pages::list))
        .route("/{lang}/startups/compare", get(pages::compare))
        .route("/{lang}/own/{id}/funding", get(pages::funding).post(pages::say))
        .route("/{lang}/own/{id}/watchlist", get(pages::watchlist).post(pages::watch))
        .route("/{lang}/own/{id}/searches", get(pages::searches).post(pages::keep))
        .route("/{lang}/own/{id}/searches/{search}/drop", post(pages::drop_search))
        .route("/{lang}/own/{id}/changes", get(pages::changes))
        .route("/api/v1/startups", get(api::list))
        .route("/api/v1/startups/comparison", get(api::compare))
        .route(
            "/api/v1/startups/{id}/funding",
            get(api::funding).put(api::replace_funding),
        )
        .route("/api/v1/workspaces/{id}/watchlist", get(api::watchlist))
        .route(
            "/api/v1/workspaces/{id}/watchlist/{watched}",
            put(api::watch).delete(api::unwatch),
        )
        .route(
            "/api/v1/workspaces/{id}/searches",
            get(api::searches).post(api::keep_search),
        )
        .route("/api/v1/workspaces/{id}/searches/{search}", delete(api::drop_search))
        .route("/api/v1/workspaces/{id}/changes", get(api::changes))
}

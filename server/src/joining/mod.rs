//! Joining: find your company, say what it does, send it to a chamber; papers, colleagues, listing and claims.
//!
//! Invariants: a draft is its person's alone until it is sent; whatever was typed is kept; no company is with a chamber
//! twice; what the registers say is taken over and never asked again; a document is kept only as what it is.

mod actions;
mod api;
mod desk;
pub mod model;
mod outside;
mod pages;
pub mod personal;
mod queries;
mod rules;
mod tables;

use axum::Router;
use axum::routing::{get, post};

pub use actions::{Begin, JoinError, Laid, Sending, Sent, add_document, save, start, submit};
pub use api::Description;
pub use rules::Filled;

use crate::app::App;

/// The pages of this feature and their addresses in the API.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/join", get(pages::find).post(pages::begin))
        .route("/{lang}/joining", get(pages::mine))
        .route("/{lang}/joining/{id}", get(pages::open))
        .route("/{lang}/joining/{id}/withdraw", post(pages::withdraw))
        .route("/{lang}/joining/{id}/discard", post(pages::discard))
        .route("/{lang}/joining/{id}/documents/add", post(pages::add_document))
        .route(
            "/{lang}/joining/{id}/documents/{document}/remove",
            post(pages::remove_document),
        )
        .route("/{lang}/joining/{id}/{step}", get(pages::step).post(pages::save))
        .route("/api/v1/drafts", post(api::begin))
        .route("/api/v1/drafts/{id}", get(api::show).put(api::replace))
        .route("/api/v1/drafts/{id}/submission", post(api::submit))
        .route("/{lang}/listing", get(pages::listing).post(pages::list))
        .route("/{lang}/documents/{id}", get(pages::document))
        .route(
            "/{lang}/organisations/{id}/claim",
            get(pages::claim).post(pages::ask_claim),
        )
        .route(
            "/{lang}/organisations/{id}/claim/{token}",
            get(pages::claim_link).post(pages::follow_claim),
        )
}

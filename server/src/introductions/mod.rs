//! Introductions: one organisation asks to be brought together with another, and two chambers do it, each with a named adviser.
//!
//! Invariants: every step is one the machine allows, of whoever has the turn, one transaction, one entry of the journal; nobody
//! advises for an organisation they belong to; whoever asked to stay unnamed is not named to the other side before it is
//! accepted, and there is one type in which an introduction is read; a chamber's notes are never seen by the other side; a clock
//! of working days runs as long as somebody must act.

pub mod actions;
mod api;
pub mod fsck;
mod introduced;
pub mod model;
mod outside;
mod pages;
pub mod queries;
pub mod retention;
mod rules;
mod tables;

pub use actions::{Ask, IntroductionError, Kept, Office, Whom};
pub use api::Description;
pub use introduced::{ByAccepting, Mine};
pub use model::{IntroductionId, Side, State};
pub use outside::language;
pub use rules::Asked;
pub use tables::STATEMENTS;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// Asking, one's own introductions, one of them, and the desk's.
pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/{lang}/organisations/{id}/introduce",
            get(pages::form).post(pages::send),
        )
        .route(
            "/{lang}/opportunities/{id}/introduce",
            get(pages::form_about).post(pages::send_about),
        )
        .route("/{lang}/introductions", get(pages::list))
        .route("/{lang}/introductions/{id}", get(pages::show))
        .route("/{lang}/introductions/{id}/letter", get(pages::letter))
        .route("/{lang}/introductions/{id}/files", post(pages::lay_file))
        .route("/{lang}/introductions/{id}/files/{file}", get(pages::file))
        .route("/{lang}/introductions/{id}/files/{file}/remove", post(pages::take_file))
        .route("/{lang}/introductions/{id}/{verb}", post(pages::act))
        .route("/{lang}/desk/introductions", get(pages::desk))
        .route("/api/v1/introductions", get(api::list).post(api::ask))
        .route("/api/v1/introductions/{id}", get(api::show))
        .route("/api/v1/introductions/{id}/steps", post(api::step))
        .route("/api/v1/introductions/{id}/messages", post(api::message))
        .route("/api/v1/introductions/{id}/notes", post(api::note))
        .route("/api/v1/introductions/{id}/advisers", post(api::name))
        .route(
            "/api/v1/introductions/{id}/attachments",
            get(api::attachments).post(api::attach),
        )
        .route(
            "/api/v1/introductions/{id}/attachments/{attachment}",
            get(api::fetch).delete(api::detach),
        )
}

//! Outcomes: what came of an introduction, said by one side and confirmed by the other; what stood in the way and what a chamber did
//! about it; whether it still holds after 3, 6 and 12 months.
//!
//! Invariants: an outcome counts only when both sides say so, two people; an investment has no amount; what is disputed is a case
//! of the disputing side's chamber and counts for nobody; looking at a link changes nothing, it is one person's and good once;
//! fewer than five between two territories are told to nobody, and names only where both sides allow it.

mod actions;
mod api;
mod model;
mod outside;
mod pages;
mod queries;
mod rules;
mod tables;

pub use actions::{
    Kept, OutcomeError, answer, confirm, correct, dispute, follow, of_organisation, record, remedy, round,
};
pub use api::Description;
pub use model::{Answer, Kind, Obstacle, OutcomeId, State};
pub use pages::{Confirmed, line};
pub use queries::{
    Public, STATEMENTS, checks, confirmed_by_id, confirmed_of, counted, of_introduction, parties, unanswered,
};
pub use rules::Typed;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// What came of an introduction, and the link of a letter that asks whether it still holds.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/outcomes.atom", get(pages::atom))
        .route("/{lang}/outcomes.feed.json", get(pages::json_feed))
        .route("/{lang}/introductions/{id}/outcome", get(pages::show))
        .route("/{lang}/introductions/{id}/outcome/{verb}", post(pages::act))
        .route(
            "/api/v1/introductions/{id}/outcome",
            get(api::show).post(api::record).put(api::correct),
        )
        .route("/api/v1/introductions/{id}/outcome/confirmations", post(api::confirm))
        .route("/api/v1/introductions/{id}/outcome/disputes", post(api::dispute))
        .route("/api/v1/introductions/{id}/outcome/remedies", post(api::remedy))
        .route("/{lang}/follow-up/{token}", get(pages::link).post(pages::answer))
}

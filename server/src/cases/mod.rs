//! Cases: what a chamber must look at, from joining to appeal, by one machine; and the desk where advisers do it.
//!
//! Invariants: every step is one the machine allows, one transaction, one entry of the journal; nobody decides on an
//! organisation they belong to; a negative decision carries its reasons; an appeal never comes back to the first chamber;
//! what a decision did can be undone by who made it for ten minutes, and its letters wait as long.

pub mod actions;
mod api;
mod differences;
mod doubles;
pub mod model;
mod outside;
mod pages;
pub mod queries;
pub mod reports;
mod reviewing;
mod rules;
pub mod sor;
mod tables;

pub use actions::{CaseError, Desk, Opening, open};
pub use api::Description;
pub use model::{CaseId, Kind};
pub use outside::appeal_token;
pub use reviewing::reviewing;
pub use rules::acting;
pub use tables::STATEMENTS;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The desk, a case as its applicant sees it, and the link of an appeal.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/desk", get(pages::empty))
        .route("/{lang}/desk/figures", get(pages::figures))
        .route("/{lang}/desk/{id}", get(pages::show))
        .route("/{lang}/desk/{id}/{verb}", post(pages::act))
        .route("/{lang}/cases/{id}", get(pages::show_to_applicant))
        .route("/{lang}/cases/{id}/{verb}", post(pages::act_as_applicant))
        .route(
            "/{lang}/appeal/{token}",
            get(pages::show_link).post(pages::send_by_link),
        )
        .route("/api/v1/cases", get(api::list))
        .route("/api/v1/cases/{id}", get(api::show))
        .route("/api/v1/cases/{id}/assignments", post(api::take))
        .route("/api/v1/cases/{id}/hand-overs", post(api::hand_over))
        .route("/api/v1/cases/{id}/questions", post(api::ask))
        .route("/api/v1/cases/{id}/notes", post(api::note))
        .route("/api/v1/cases/{id}/decisions", post(api::decide))
        .route("/api/v1/cases/{id}/seconds", post(api::second))
        .route("/api/v1/cases/{id}/returns", post(api::send_back))
        .route("/api/v1/cases/{id}/undos", post(api::undo))
        .route("/api/v1/cases/{id}/answers", post(api::answer))
        .route("/api/v1/cases/{id}/withdrawals", post(api::withdraw))
        .route("/api/v1/cases/{id}/appeals", post(api::appeal))
}

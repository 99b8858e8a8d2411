//! Cases: what a chamber must look at, from joining to appeal, by one machine; and the desk where advisers do it.
//!
//! Invariants: every step is one the machine allows, one transaction, one entry of the journal; nobody decides on an
//! organisation they belong to; a negative decision carries its reasons; an appeal never comes back to the first chamber;
//! what a decision did can be undone by who made it for ten minutes, and its letters wait as long.

pub mod actions;
pub mod model;
mod outside;
mod pages;
pub mod queries;
pub mod reports;
mod rules;
mod tables;

pub use actions::{CaseError, Desk, Opening, open};
pub use model::{CaseId, Kind};
pub use outside::appeal_token;
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
}

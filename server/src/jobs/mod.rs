//! Jobs: what the service does by itself, for whoever runs it: the readers of the journal, imports, letters and deliveries on their
//! way, and the letters that were given up, which can be tried again or dropped.
//!
//! Invariants: who looks here reads no letter and no address; what is done here is in the journal.

mod actions;
mod pages;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// `/{lang}/jobs`, for operators.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/jobs", get(pages::show))
        .route("/{lang}/jobs/letters", post(pages::all_again))
        .route("/{lang}/jobs/letters/{id}/{verb}", post(pages::act))
}

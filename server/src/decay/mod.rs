//! What is known grows old: owners are asked in time whether it still holds, and say so by one click; advisers do the same for
//! what their chamber attested, and see what needs looking after.
//!
//! Invariants: looking at a link changes nothing; a link is one person's, about the values it was sent for and no others, good
//! once and for a while; what is confirmed is what was shown; earlier statements are kept; each letter is written once,
//! however many nodes there are.

mod actions;
mod letters;
pub mod model;
mod outside;
mod pages;
pub mod personal;
mod queries;
pub mod retention;
mod round;
mod rules;
mod tables;

use axum::Router;
use axum::routing::get;

pub use round::{follow, round};

use crate::app::App;

/// The link of a letter, the values of an organisation and until when they hold, and a chamber's list.
pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/{lang}/reconfirm/{token}",
            get(pages::link).post(pages::confirm_by_link),
        )
        .route("/{lang}/own/{id}/facts", get(pages::facts).post(pages::confirm))
        .route("/{lang}/desk/ageing", get(pages::ageing))
}

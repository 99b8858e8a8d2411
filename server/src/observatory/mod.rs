//! The observatory: what crosses borders and what is in the way. Introductions, meetings and outcomes from territory to territory,
//! obstacles by border, how far introductions come and how long each step takes; each figure with its definition, the query that
//! counts it, what it covers, and the hash of the table as it was published.
//!
//! Invariants: a figure that was published stays as it is, for ever, and everything shown is read from what was published;
//! nothing that is hidden can be told more closely than to within five, whoever has kept all that was ever published
//! (`rules/tell.rs` says why, `rules/solver_test.rs` has a solver try); counts are kept by a reader of the journal and are what
//! counting the rows again gives, or an entry of the journal says by how much they were not.
//!
//! **When**: on the first day of a month, or the first day after it on which a node runs. The running year is published without
//! totals, and each count in it only where it moved by five or more or not at all; a year that is over once more, with totals.

mod actions;
mod api;
mod file;
mod model;
mod pages;
mod queries;
mod round;
mod rules;
mod tables;

pub use actions::{Difference, ObservatoryError, compare, count, publish, recount};
pub use api::Description;
pub use model::Figure;
pub use queries::bridges;
pub use round::follow;
pub use tables::STATEMENTS;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// `/{lang}/observatory`, a figure as it was published, `/api/v1/observatory`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/observatory", get(pages::show))
        .route("/{lang}/observatory.csv", get(file::csv))
        .route("/api/v1/observatory", get(api::show))
}

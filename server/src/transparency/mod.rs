//! Transparency: how many cases are open and how old, how long the chambers take, what they decide and on which grounds, what
//! becomes of appeals; each figure with its definition and the query that makes it, for people, programs and spreadsheets.
//!
//! Invariants: counts are made over all cases by the database, no case is loaded; no count below five is shown, and none can be
//! worked out from those that are (`platform/disclosure`); all three faces show the same report, kept until the journal moves on.

mod api;
mod file;
mod kept;
mod make;
mod model;
mod pages;

use axum::routing::get;
use axum::{Extension, Router};

use crate::app::App;

/// `/{lang}/transparency`, the same as CSV, `/api/v1/transparency`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/transparency", get(pages::show))
        .route("/{lang}/transparency.csv", get(file::csv))
        .route("/api/v1/transparency", get(api::show))
        .layer(Extension(kept::Kept::default()))
}

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(api::show),
    components(schemas(api::TransparencyDto, api::TableDto, api::RowDto, api::CellDto))
)]
pub struct Description;

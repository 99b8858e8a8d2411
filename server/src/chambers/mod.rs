//! The chambers that may operate a part of the platform, as the region pack lists them: by territory, for people and programs.

mod api;
mod operating;
mod pages;
pub mod personal;

use axum::Router;
use axum::routing::get;

pub use api::{ChamberDto, Chambers};
pub use operating::{ChamberError, Operating, STATEMENTS, add, deciding, find_operating, operating, target_days};

use crate::app::App;

/// `/{lang}/chambers`, `/api/v1/chambers`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/chambers", get(pages::list))
        .route("/api/v1/chambers", get(api::list))
}

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(paths(api::list), components(schemas(ChamberDto, Chambers)))]
pub struct Description;

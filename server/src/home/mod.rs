//! The front page: the search, the map with its counts, three figures with what they cover, the same by territory, the newest
//! organisations. Rendered once for each state of the journal and kept compressed; the figures stand in the API as well.

mod api;
mod counted;
mod kept;
mod pages;

use axum::routing::get;
use axum::{Extension, Router};

use crate::app::App;

/// `/{lang}`, with and without a slash at the end, and the figures.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}", get(pages::home))
        .route("/{lang}/", get(pages::home))
        .route("/api/v1/figures", get(api::figures))
        .layer(Extension(kept::Kept::default()))
}

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(paths(api::figures), components(schemas(api::FiguresDto, api::TerritoryFiguresDto)))]
pub struct Description;

//! The directory: search with facets, order, pages, map and downloads over what `organisations` offers.
//! Owns the index, which is a reader of the journal; knows no rows of its own.

mod alike;
mod api;
pub mod asked;
mod document;
mod export;
pub mod facets;
mod find;
mod follow;
mod pages;

pub use alike::Alike;
pub use find::{FacetCounts, Found, Hit};
pub use follow::{Directory, DirectoryError, IndexStanding, standing};

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The directory as pages, files and API.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/organisations", get(pages::list))
        .route("/{lang}/organisations.csv", get(export::csv))
        .route("/{lang}/organisations.xlsx", get(export::xlsx))
        .route("/api/v1/organisations", get(api::list))
        .route("/api/v1/organisations/points", get(api::points))
        .route("/api/v1/facets", get(api::facets))
}

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(api::list, api::facets, api::points),
    components(schemas(api::Organisations, api::OrganisationItem, api::Facets, api::Points, api::Mark))
)]
pub struct Description;

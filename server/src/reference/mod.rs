//! The API's description for programs (OpenAPI 3.1) and, made from it, a page for people.

mod pages;

use axum::Router;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi;

use crate::app::App;
use crate::{chambers, directory, organisations};

/// `/api/openapi.json`, `/{lang}/api`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/api/openapi.json", get(pages::description))
        .route("/{lang}/api", get(pages::show))
}

#[derive(OpenApi)]
#[openapi(info(
    title = "Passerelle",
    description = "Organisations of a cross-border region, where every value says where it comes from and how old it is. Errors are problem details (RFC 9457).",
    license(name = "CC BY 4.0", identifier = "CC-BY-4.0")
))]
struct Whole;

/// The description of all features.
#[must_use]
pub fn description() -> openapi::OpenApi {
    let mut whole = Whole::openapi();
    whole.merge(directory::Description::openapi());
    whole.merge(organisations::Description::openapi());
    whole.merge(chambers::Description::openapi());
    whole
}

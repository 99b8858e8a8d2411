//! The API's description for programs (OpenAPI 3.1) and, made from it, a page for people.

mod answers;
mod pages;

use axum::Router;
use axum::routing::get;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi, openapi};

use crate::app::App;
use crate::{
    cases, chambers, directory, home, introductions, investors, joining, observatory, opportunities, organisations,
    outcomes, practices, transparency, webhooks,
};

/// `/api/openapi.json`, `/{lang}/api`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/api/openapi.json", get(pages::description))
        .route("/{lang}/api", get(pages::show))
}

/// Tokens of people, as a program sends them.
struct Tokens;

impl Modify for Tokens {
    fn modify(&self, description: &mut openapi::OpenApi) {
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("pas_pat_…")
            .description(Some(
                "A personal token, made on the page of one's account: for reading, joining or cases, and until a day.",
            ))
            .build();
        let components = description.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(token));
    }
}

#[derive(OpenApi)]
#[openapi(modifiers(&Tokens), info(
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
    whole.merge(joining::Description::openapi());
    whole.merge(cases::Description::openapi());
    whole.merge(introductions::Description::openapi());
    whole.merge(outcomes::Description::openapi());
    whole.merge(transparency::Description::openapi());
    whole.merge(observatory::Description::openapi());
    whole.merge(opportunities::Description::openapi());
    whole.merge(practices::Description::openapi());
    whole.merge(investors::Description::openapi());
    whole.merge(webhooks::Description::openapi());
    whole.merge(home::Description::openapi());
    answers::complete(&mut whole);
    whole
}

//! Organisations: what is known of each, how, and since when; their page, and the first write of a reader.
//! The reference feature: others copy its shape (CONTRIBUTING.md).
//!
//! Invariants: a register's record is kept whole and once; declared and attested values are superseded, never overwritten;
//! the columns of a row are what `rules` computes from records and facts; an identifier belongs to one organisation.

pub mod actions;
mod ageing;
mod api;
mod beside;
pub mod bulk;
pub mod differences;
pub mod dossier;
pub mod fsck;
pub mod model;
pub mod objections;
mod outside;
mod pages;
pub mod personal;
pub mod queries;
pub mod retention;
mod rules;
mod tables;

use axum::Router;
use axum::routing::{get, post};

pub use ageing::stale_core;
pub use api::{OrganisationDto, ReceiptDto};
pub use beside::{Aside, Asides, Beside, Block, Line, Press};
pub use dossier::Dossier;
pub use outside::path;
pub use rules::{
    Passage, Trace, Traces, Value, add_national, age, best, best_text, court_territory, days, from_days, located,
    looks_like_mail, looks_like_phone, looks_like_postal_code, looks_like_url, passages, same_name, same_words, slug,
    territory_of, values, web_address,
};

use crate::app::App;

/// The page of an organisation and the form "Something is wrong here", each with its address in the API.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/organisations/{id}", get(pages::show))
        .route("/{lang}/organisations/{id}/{slug}", get(pages::show_with_slug))
        .route(
            "/{lang}/organisations/{id}/report",
            get(pages::report_form).post(pages::send_report),
        )
        .route("/{lang}/organisations/{id}/report/{reference}", get(pages::receipt))
        .route("/api/v1/organisations/{id}", get(api::show))
        .route("/api/v1/organisations/{id}/reports", post(api::report))
}

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(api::show, api::report),
    components(schemas(OrganisationDto, ReceiptDto, model::ReportForm))
)]
pub struct Description;

//! Opportunities: what an organisation offers or looks for, written, reviewed by its chamber, published for a year.
//!
//! Invariants: every step is one the machine allows, one transaction, one entry of the journal; a draft keeps anything, what
//! is sent is whole; nobody reviews for an organisation they belong to; whose an anonymous opportunity is stands in no page,
//! answer, file, letter or entry for a stranger, and what strangers see has one type, [`Public`](queries::Public).

pub mod actions;
mod api;
mod beside;
pub mod een;
mod files;
mod introduced;
mod letters;
pub mod model;
mod outside;
mod pages;
pub mod personal;
pub mod queries;
mod query;
pub mod retention;
mod reviewing;
mod round;
mod rules;
mod tables;
mod vocabulary;

pub use api::Description;
pub use beside::OnPages;
pub use introduced::Introduced;
pub use model::OpportunityId;
pub use pages::{Line, line};
pub use round::{follow, round};
pub use rules::{Scores, Verdict};

use axum::Router;
use axum::routing::{get, post, put};

use crate::app::App;

/// The list, one as everybody sees it, an organisation's own, and the chamber's review.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/opportunities", get(pages::list))
        .route("/{lang}/opportunities.csv", get(pages::csv))
        .route("/{lang}/opportunities.json", get(pages::json))
        .route("/{lang}/opportunities.atom", get(pages::atom))
        .route("/{lang}/opportunities.feed.json", get(pages::json_feed))
        .route("/{lang}/opportunities/{id}", get(pages::show))
        .route(
            "/{lang}/opportunities/{id}/languages/{language}",
            get(pages::version).post(pages::translate),
        )
        .route(
            "/{lang}/opportunities/{id}/attachments/{attachment}",
            get(pages::attachment),
        )
        .route(
            "/{lang}/own/{id}/opportunities/{opportunity}/attachments",
            get(pages::attached).post(pages::attach),
        )
        .route(
            "/{lang}/own/{id}/opportunities/{opportunity}/attachments/{attachment}/remove",
            post(pages::detach),
        )
        .route("/{lang}/own/{id}/opportunities", get(pages::own).post(pages::begin))
        .route(
            "/{lang}/own/{id}/opportunities/{opportunity}",
            get(pages::form).post(pages::save),
        )
        .route(
            "/{lang}/own/{id}/opportunities/{opportunity}/preview",
            get(pages::preview),
        )
        .route(
            "/{lang}/own/{id}/opportunities/{opportunity}/answers",
            get(pages::answers),
        )
        .route("/{lang}/own/{id}/opportunities/{opportunity}/{verb}", post(pages::act))
        .route("/{lang}/desk/opportunities", get(pages::queue))
        .route("/{lang}/desk/opportunities/{id}", get(pages::review))
        .route("/{lang}/desk/opportunities/{id}/{verb}", post(pages::act_on_review))
        .route("/api/v1/concepts", get(api::concepts))
        .route("/api/v1/opportunities", get(api::list).post(api::begin))
        .route("/api/v1/opportunities/imports", post(api::import))
        .route("/api/v1/opportunities/reviews", get(api::waiting))
        .route(
            "/api/v1/opportunities/{id}",
            get(api::show).put(api::replace).delete(api::discard),
        )
        .route(
            "/api/v1/opportunities/{id}/review",
            get(api::reviewed).post(api::review),
        )
        .route("/api/v1/opportunities/{id}/assignments", post(api::take))
        .route("/api/v1/opportunities/{id}/submission", post(api::submit))
        .route("/api/v1/opportunities/{id}/steps", post(api::step))
        .route(
            "/api/v1/opportunities/{id}/attachments",
            get(api::attachments).post(api::attach),
        )
        .route(
            "/api/v1/opportunities/{id}/attachments/{attachment}",
            get(api::fetch).delete(api::detach),
        )
        .route("/api/v1/opportunities/{id}/versions/{language}", put(api::translate))
}

//! Practices: what worked in an organisation and what failed, found good by two people of two chambers, and who took it up.
//!
//! Invariants: every step is one the machine allows, one transaction, one entry of the journal; a draft keeps anything, what is
//! sent is whole and says what failed; nobody looks at one of an organisation they belong to, nor twice; an adoption counts only
//! when an owner of the adopter says so who is nothing of the practice's organisation, and the count is that of the rows.

pub mod actions;
mod api;
mod beside;
pub mod fsck;
mod letters;
pub mod model;
mod outside;
mod pages;
pub mod personal;
pub mod queries;
mod query;
pub mod retention;
mod round;
mod rules;
mod tables;

pub use api::Description;
pub use beside::OnPages;
pub use model::PracticeId;
pub use pages::{Line, line};
pub use round::{follow, round};

use axum::Router;
use axum::routing::{delete, get, post};

use crate::app::App;

/// The list, one as everybody sees it, taking it up, an organisation's own, and what the chambers do.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/practices", get(pages::list))
        .route("/{lang}/practices.atom", get(pages::atom))
        .route("/{lang}/practices.feed.json", get(pages::json_feed))
        .route("/{lang}/practices/{id}", get(pages::show))
        .route(
            "/{lang}/practices/{id}/adopt",
            get(pages::adopt_form).post(pages::adopt),
        )
        .route("/{lang}/practices/{id}/adoption/{adoption}", get(pages::adoption))
        .route(
            "/{lang}/practices/{id}/adoption/{adoption}/{verb}",
            post(pages::act_on_adoption),
        )
        .route("/{lang}/own/{id}/practices", get(pages::own).post(pages::begin))
        .route(
            "/{lang}/own/{id}/practices/{practice}",
            get(pages::form).post(pages::save),
        )
        .route("/{lang}/own/{id}/practices/{practice}/preview", get(pages::preview))
        .route(
            "/{lang}/own/{id}/practices/{practice}/adoption",
            get(pages::propose_form).post(pages::propose),
        )
        .route("/{lang}/own/{id}/practices/{practice}/{verb}", post(pages::act))
        .route("/{lang}/desk/practices", get(pages::queue))
        .route("/{lang}/desk/practices/{id}", get(pages::review))
        .route("/{lang}/desk/practices/{id}/judge", post(pages::judge))
        .route("/api/v1/practices", get(api::list).post(api::begin))
        .route(
            "/api/v1/practices/{id}",
            get(api::show).put(api::replace).delete(api::discard),
        )
        .route("/api/v1/practices/{id}/submission", post(api::submit))
        .route("/api/v1/practices/{id}/withdrawal", post(api::withdraw))
        .route("/api/v1/practices/{id}/decisions", post(api::decide))
        .route("/api/v1/practices/{id}/adoptions", get(api::adoptions).post(api::adopt))
        .route("/api/v1/practices/{id}/adoptions/{adoption}", delete(api::take_back))
        .route("/api/v1/practices/{id}/adoptions/{adoption}/answers", post(api::answer))
}

//! Webhooks: programs of an organisation or a chamber are told what happens, as Standard Webhooks 1.0 says: signed, again and again
//! for three days, and once more whenever somebody asks for it.
//!
//! Invariants: what is told is an id and where more can be read by who may, never what it says; an endpoint is told of what its
//! owners or its head may read; a delivery is one row, made once a cluster by a reader of the journal, and has the same id in each
//! try; a secret lies nowhere and is shown to whoever makes it; nothing is sent but by `platform/outbound`.

mod actions;
mod api;
mod letters;
pub mod model;
mod pages;
pub mod personal;
pub mod queries;
pub mod retention;
mod round;
mod rules;
mod tables;

pub use actions::{
    Leased, New, STATEMENTS, WebhookError, change, lease, note, ping, read, register, remove, replay, replay_since,
    rotate, send, send_one,
};
pub use api::Description;
pub use round::follow;
pub use rules::Went;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// One's own endpoints, one of them with what it was told, and the same for programs.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/webhooks", get(pages::list).post(pages::register))
        .route("/{lang}/webhooks/{id}", get(pages::show))
        .route("/{lang}/webhooks/{id}/{verb}", post(pages::act))
        .route("/{lang}/webhooks/{id}/deliveries/{delivery}", post(pages::replay))
        .route("/api/v1/webhooks", get(api::list).post(api::register))
        .route(
            "/api/v1/webhooks/{id}",
            get(api::show).put(api::change).delete(api::remove),
        )
        .route("/api/v1/webhooks/{id}/secrets", post(api::rotate))
        .route("/api/v1/webhooks/{id}/pings", post(api::ping))
        .route("/api/v1/webhooks/{id}/deliveries", get(api::deliveries))
        .route("/api/v1/webhooks/{id}/replays", post(api::replay))
}

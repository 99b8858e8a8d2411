//! Joining: find your company, say what it does, send it to a chamber; papers, listing and claims. And being in: colleagues,
//! what the organisation says of itself, changes only its chamber makes, going and coming back.
//!
//! Invariants: a draft is its person's alone until it is sent; whatever was typed is kept; no company is with a chamber
//! twice; what the registers say is taken over and never asked again; a document is kept only as what it is; an organisation
//! never loses its last owner; the code of a letter lies nowhere but on paper.

mod actions;
mod api;
mod desk;
pub mod model;
mod outside;
mod pages;
pub mod personal;
mod queries;
pub mod retention;
mod rules;
mod tables;

use axum::Router;
use axum::routing::{get, post};

pub use actions::{Begin, JoinError, Sending, Sent, add_document, save, start, submit};
pub use api::Description;
pub use outside::number_detail;
pub use pages::{Choice, Input, Inside, What, open_within, owned};
pub use rules::{Filled, NumberFault, read_number};

use crate::app::App;

/// The pages of this feature and their addresses in the API.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/join", get(pages::find).post(pages::begin))
        .route("/{lang}/joining", get(pages::mine))
        .route("/{lang}/joining/{id}", get(pages::open))
        .route("/{lang}/joining/{id}/withdraw", post(pages::withdraw))
        .route("/{lang}/joining/{id}/discard", post(pages::discard))
        .route("/{lang}/joining/{id}/documents/add", post(pages::add_document))
        .route(
            "/{lang}/joining/{id}/documents/{document}/remove",
            post(pages::remove_document),
        )
        .route("/{lang}/joining/{id}/{step}", get(pages::step).post(pages::save))
        .route("/api/v1/drafts", post(api::begin))
        .route("/api/v1/drafts/{id}", get(api::show).put(api::replace))
        .route("/api/v1/drafts/{id}/submission", post(api::submit))
        .route("/{lang}/listing", get(pages::listing).post(pages::list))
        .route("/{lang}/documents/{id}", get(pages::document))
        .route(
            "/{lang}/organisations/{id}/claim",
            get(pages::claim).post(pages::ask_claim),
        )
        .route(
            "/{lang}/organisations/{id}/claim/{token}",
            get(pages::claim_link).post(pages::follow_claim),
        )
        .route("/{lang}/organisations/{id}/claim/chamber", post(pages::ask_chamber))
        .merge(own_routes())
}

/// An organisation from within.
fn own_routes() -> Router<App> {
    Router::new()
        .route("/{lang}/own/{id}", get(pages::overview))
        .route("/{lang}/own/{id}/members", get(pages::members).post(pages::invite))
        .route("/{lang}/own/{id}/members/{person}/{verb}", post(pages::act_on_member))
        .route(
            "/{lang}/own/{id}/invitations/{invitation}/{verb}",
            post(pages::act_on_invitation),
        )
        .route("/{lang}/own/{id}/leave", post(pages::leave))
        .route("/{lang}/own/{id}/edit", get(pages::edit).post(pages::save_own))
        .route(
            "/{lang}/own/{id}/languages",
            get(pages::languages).post(pages::save_languages),
        )
        .route("/{lang}/own/{id}/change", get(pages::change).post(pages::ask))
        .route("/{lang}/own/{id}/withdraw", post(pages::withdraw_organisation))
        .route("/{lang}/own/{id}/return", post(pages::come_back))
        .route("/{lang}/own/{id}/letter", get(pages::letter).post(pages::print))
        .route("/{lang}/invitations/{id}", get(pages::invitation).post(pages::answer))
}

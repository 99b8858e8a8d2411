//! What a person may ask of the node about themselves: all that is known of them, and to be forgotten; and what a firm may: that
//! no register brings it in again.
//!
//! Invariants: every feature answers for its own tables (`platform::personal`), and this one asks them all; what is asked for
//! can be taken back until its day and never after; an erasure is noted outside of the database before it is carried out, so
//! that a copy made before does not bring anybody back.

mod actions;
mod archive;
pub mod erase;
pub mod ledger;
mod letters;
mod model;
pub mod objections;
mod pages;
mod queries;
pub mod restore;
pub mod retention;
mod sheets;
mod tables;

use axum::Router;
use axum::routing::{get, post};

pub use actions::{release_mail, request_for};
pub use archive::SCHEMA;
pub use erase::{Eraser, follow};
pub use ledger::{Ledger, Noted};
pub use model::{COOLING, ErasureId, PrivacyError};
pub use retention::{Keeper, keep};

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;

use crate::app::App;
use crate::platform::database::DatabaseError;
use crate::{attachments, chamber_files, joining};

/// The hashes that rows of any feature name: bytes under any other are nobody's.
///
/// # Errors
/// When the database refuses.
pub async fn named_files(db: &impl ConnectionTrait) -> Result<BTreeSet<Vec<u8>>, DatabaseError> {
    let mut named = joining::personal::named_files(db).await?;
    named.extend(chamber_files::personal::named_files(db).await?);
    named.extend(attachments::named_files(db).await?);
    Ok(named)
}

/// One's own data, the receipt of an erasure, and objections by number.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/account/data", get(pages::show))
        .route("/{lang}/account/data/export", post(pages::export))
        .route("/{lang}/account/data/erase", post(pages::erase))
        .route("/{lang}/account/data/keep", post(pages::keep))
        .route("/{lang}/erasures/{id}", get(pages::receipt))
        .route(
            "/{lang}/objections",
            get(pages::objections::show).post(pages::objections::add),
        )
        .route("/{lang}/objections/{id}/lift", post(pages::objections::take_back))
}

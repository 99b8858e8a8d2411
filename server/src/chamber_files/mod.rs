//! A chamber's own spreadsheet: brought, its columns named, every row looked at before anything is written, taken into the
//! directory as listed organisations, and taken back as a whole.
//!
//! Invariants: what is kept is the plain table, never the file that was sent; nothing is written before somebody who saw what
//! would come of it says so; an organisation with an owner or of another chamber is never touched; the same file again
//! changes nothing; a run that was cut off goes on where it stopped; what people changed since is kept when a run is undone.

mod actions;
mod look;
pub mod model;
mod outside;
mod pages;
pub mod personal;
mod queries;
pub mod reading;
pub mod retention;
pub mod rules;
mod tables;
mod work;

use axum::Router;
use axum::routing::{get, post};

pub use actions::FileError;
pub use work::{Worker, follow};

use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/chamber-files", get(pages::list).post(pages::bring))
        .route("/{lang}/chamber-files/template.csv", get(pages::template_csv))
        .route("/{lang}/chamber-files/template.xlsx", get(pages::template_xlsx))
        .route("/{lang}/chamber-files/{id}", get(pages::show).post(pages::name_columns))
        .route("/{lang}/chamber-files/{id}/check", get(pages::check))
        .route("/{lang}/chamber-files/{id}/wrong.csv", get(pages::wrong))
        .route("/{lang}/chamber-files/{id}/import", post(pages::import))
        .route("/{lang}/chamber-files/{id}/undo", post(pages::undo))
        .route("/{lang}/chamber-files/{id}/discard", post(pages::discard))
}

//! The front page: the search, the map with its counts, three figures with what they cover, the newest organisations.
//! Rendered once for each state of the journal and kept compressed.

mod kept;
mod pages;

use axum::routing::get;
use axum::{Extension, Router};

use crate::app::App;

/// `/{lang}`, with and without a slash at the end.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}", get(pages::home))
        .route("/{lang}/", get(pages::home))
        .layer(Extension(kept::Kept::default()))
}

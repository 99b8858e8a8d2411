//! Pages of text that the region pack writes: about, how we verify, legal notice, privacy, accessibility.
//!
//! The feature knows no text of its own; operator, contact and address come from the node's settings.

mod pages;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// `/{lang}/about`, `/verification`, `/legal`, `/privacy`, `/accessibility`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/about", get(pages::about))
        .route("/{lang}/verification", get(pages::verification))
        .route("/{lang}/legal", get(pages::legal))
        .route("/{lang}/privacy", get(pages::privacy))
        .route("/{lang}/accessibility", get(pages::accessibility))
}

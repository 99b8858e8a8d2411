//! Calendar: the days until which somebody must act, or others must, as a program for calendars reads them at a private address of
//! theirs (made and ended in their account).
//!
//! Invariants: it shows what its person may read by now, and no more than the sign-in that made the address; it carries numbers and
//! published titles, nothing that was written in private, for what is subscribed to lies with others; reading it changes nothing.

mod deadlines;
mod pages;

pub use deadlines::deadlines;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The file.
pub fn routes() -> Router<App> {
    Router::new().route("/{lang}/calendar/{token}", get(pages::show))
}

//! Notices: whoever an entry of the journal concerns is told, in a list of their own and by letter, at once or each morning.
//!
//! Invariants: each entry tells each person once, however many nodes read; what is undone before its letter leaves is told to
//! nobody; letters that are part of a procedure go out whatever somebody chose, all others can be stopped with one click.

mod about;
mod actions;
mod digest;
mod letters;
mod model;
mod pages;
pub mod personal;
mod queries;
mod reader;
pub mod retention;
mod stop;
mod tables;

use axum::Router;
use axum::routing::{get, post};

pub use about::{About, Cases, Decided, Introduced, Watched};
pub use digest::{next as next_morning, send_due as send_digests};
pub use letters::around;
pub use queries::{takes_letters, unread};
pub use reader::{follow, read};
pub use stop::token as stop_token;
pub use tables::{STATEMENTS, drop_held, forget};

use crate::app::App;

/// The list of notices, the way out of letters, and the letters of a demonstration.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/notices", get(pages::list))
        .route("/{lang}/notices/read", post(pages::mark_read))
        .route("/{lang}/notices/letters", post(pages::choose))
        .route("/{lang}/notices/stop/{token}", get(pages::stop_form).post(pages::stop))
        .route(
            "/api/v1/notices/stop/{token}",
            get(pages::to_form).post(pages::one_click),
        )
        .route("/{lang}/demo/mail", get(pages::demo_list))
        .route("/{lang}/demo/mail/{id}", get(pages::demo_letter))
}

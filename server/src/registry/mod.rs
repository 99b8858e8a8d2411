//! Registry: runs of imports. Reads a register's file or JSON lines, drives `organisations::bulk` in short batches, and keeps
//! how far it came, so that a killed run goes on where it stopped and an equal one changes nothing.
//!
//! Invariants: a batch, its journal entry and the run's position are one transaction; one process holds a run, and a batch of
//! whoever held it before does not commit; every rejected row has its reason; who reads about a run sees it go on, whichever
//! process drives it.

mod actions;
mod background;
mod course;
mod extracts;
mod folder;
pub mod line;
mod model;
mod pages;
mod pulse;
pub mod queries;
mod rejects;
pub mod retention;
mod run;
mod source;
mod tables;
mod whereabouts;
mod writer;

use axum::routing::{get, post};
use axum::{Extension, Router};

pub use actions::{RunError, cancel};
pub use background::Imports;
pub use extracts::ExtractError;
pub use model::{Asked, Failure, ImportError, Kind, Outcome, Request, Rows, RunId, RunState, Step};
pub use rejects::KEPT_REJECTS;
pub use run::{import, import_lines, scratch};
pub use tables::STATEMENTS;

use crate::app::App;

/// `/{lang}/runs` and each run, for operators; `/{lang}/sources`, for everybody.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/runs", get(pages::list).post(pages::start))
        .route("/{lang}/runs/{id}", get(pages::show))
        .route("/{lang}/runs/{id}/progress", get(pages::progress))
        .route("/{lang}/runs/{id}/rejects.tsv", get(pages::rejects))
        .route("/{lang}/runs/{id}/cancel", post(pages::cancel))
        .route("/{lang}/runs/{id}/resume", post(pages::resume))
        .route("/{lang}/sources", get(pages::sources))
        .layer(Extension(pages::Kept::default()))
}

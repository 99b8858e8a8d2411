//! Puts the features together: their state and their routes in one list.

use std::sync::Arc;

use axum::Router;

use crate::platform::journal::Journal;
use crate::platform::web::{self, Options, Web};
use crate::{chambers, information, organisations};

/// What handlers share; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// Texts, region, addresses and assets for pages.
    pub web: Arc<Web>,
    /// Writes and their journal; the database behind both.
    pub journal: Journal,
}

/// All routes with the layers of the platform around them.
pub fn router(app: App, options: &Options) -> Router {
    let web = app.web.clone();
    let routes = Router::new()
        .merge(information::routes())
        .merge(chambers::routes())
        .merge(organisations::routes());
    web::assemble(routes.with_state(app), web, options)
}

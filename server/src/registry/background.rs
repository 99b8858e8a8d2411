//! Imports the server carries out itself: begun or resumed from a page, they go on when the page is left.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::model::{ImportError, Request};
use super::run;
use crate::platform::access::{Actor, Purpose};
use crate::platform::journal::Journal;
use crate::platform::region::Region;

/// What the server needs to carry imports out.
#[derive(Clone, Debug, Default)]
pub struct Imports(Option<PathBuf>);

impl Imports {
    /// With the folder whose files can be chosen; none: nothing is started from a page.
    #[must_use]
    pub const fn of(folder: Option<PathBuf>) -> Self {
        Self(folder)
    }

    pub(super) fn folder(&self) -> Option<&Path> {
        self.0.as_deref()
    }
}

/// Carries a request out whose run was made beforehand. How it ends is written with the run.
pub(super) fn carry_out(journal: Journal, region: Arc<Region>, request: Request) {
    tokio::spawn(async move {
        match import(&journal, &region, request).await {
            Ok(()) | Err(ImportError::Cancelled(_) | ImportError::Joined(_)) => {}
            Err(error) => tracing::warn!(%error, "an import ended"),
        }
    });
}

async fn import(journal: &Journal, region: &Region, mut request: Request) -> Result<(), ImportError> {
    let scratch = run::scratch(journal).map_err(|source| ImportError::File {
        path: request.path.clone(),
        source,
    })?;
    request.scratch = scratch.path().into();
    let actor = Actor::system(Purpose::Import);
    run::import(journal, region, &actor, &request, &|_| ()).await.map(drop)
}

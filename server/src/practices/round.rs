//! Once a quarter of an hour what time asks for is done: the archive, and what waits follows its organisation to another
//! chamber. Again it does nothing: a second node does no harm.

use std::sync::Arc;
use std::time::Duration;

use super::actions::{self, PracticeError};
use super::queries::due;
use crate::platform::database::DatabaseError;
use crate::platform::journal::Journal;
use crate::platform::web::Web;

/// How often it is looked at.
const ASK: Duration = Duration::from_secs(900);

/// Goes round until the process ends.
pub async fn follow(journal: Journal, web: Arc<Web>) {
    loop {
        match round(&journal, &web).await {
            Ok(0) => {}
            Ok(done) => tracing::info!(done, "practices went on by their time"),
            Err(error) => tracing::warn!(%error, "practices could not go on; it is tried again"),
        }
        tokio::time::sleep(ASK).await;
    }
}

/// Does what is due: how many went on.
///
/// # Errors
/// When the database refuses; what is done stays.
pub async fn round(journal: &Journal, web: &Web) -> Result<usize, DatabaseError> {
    let region = &*web.region;
    let due = due(journal.database(), region, journal.clock().now()).await?;
    let mut done = 0;
    for id in due.archive {
        done += counted(actions::archive(journal, region, id).await)?;
    }
    for id in due.moved {
        done += counted(actions::follow_home(journal, region, id).await)?;
    }
    Ok(done)
}

fn counted(done: Result<(), PracticeError>) -> Result<usize, DatabaseError> {
    match done {
        Ok(()) => Ok(1),
        Err(PracticeError::Database(error)) => Err(error),
        // Somebody was quicker, or no chamber looks after the organisation any more.
        Err(_) => Ok(0),
    }
}

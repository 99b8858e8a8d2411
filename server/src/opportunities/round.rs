//! Once a quarter of an hour what time asks for is done: reminders, ends, the archive. Again it does nothing: a second node
//! does no harm.

use std::sync::Arc;
use std::time::Duration;

use super::actions::{self, OpportunityError};
use super::model::OpportunityId;
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
            Ok(done) => tracing::info!(done, "opportunities went on by their time"),
            Err(error) => tracing::warn!(%error, "opportunities could not go on; it is tried again"),
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
    let today = region.today(journal.clock());
    let mut done = 0;
    for id in due(journal.database(), region, (journal.clock().now(), today))
        .await?
        .expire
    {
        done += counted(id, actions::expire(journal, region, id).await)?;
    }
    // What ended just now may be two years old.
    let due = due(journal.database(), region, (journal.clock().now(), today)).await?;
    for id in due.archive {
        done += counted(id, actions::archive(journal, region, id).await)?;
    }
    for id in due.close {
        done += counted(id, actions::close_for_interest(journal, region, id, today).await)?;
    }
    for id in due.remind {
        done += counted(id, actions::remind(journal, web, id).await)?;
    }
    for id in due.moved {
        done += counted(id, actions::follow_home(journal, region, id).await)?;
    }
    Ok(done)
}

fn counted(id: OpportunityId, done: Result<(), OpportunityError>) -> Result<usize, DatabaseError> {
    match done {
        Ok(()) => Ok(1),
        Err(OpportunityError::Nothing | OpportunityError::Hidden | OpportunityError::NoChamber) => Ok(0),
        Err(OpportunityError::Database(error)) => Err(error),
        Err(error) => {
            tracing::warn!(%error, opportunity = %id, "it could not go on");
            Ok(0)
        }
    }
}

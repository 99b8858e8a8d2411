//! Once a day, at its turn in the region, owners are written to. Again it writes nothing: a second node does no harm.

use std::sync::Arc;
use std::time::Duration;

use chrono::Days;

use super::actions;
use super::model::DecayError;
use super::queries;
use crate::organisations::queries::due;
use crate::platform::database::DatabaseError;
use crate::platform::journal::Journal;
use crate::platform::web::Web;

/// How often the day is looked at.
const ASK: Duration = Duration::from_secs(60);

/// Goes round on each new day until the process ends.
pub async fn follow(journal: Journal, web: Arc<Web>) {
    let mut last = None;
    loop {
        let today = web.region.today(journal.clock());
        if last != Some(today) {
            match round(&journal, &web).await {
                Ok(0) => last = Some(today),
                Ok(letters) => {
                    last = Some(today);
                    tracing::info!(letters, "owners are asked whether what is known still holds");
                }
                Err(error) => tracing::warn!(%error, "owners could not be asked; it is tried again"),
            }
        }
        tokio::time::sleep(ASK).await;
    }
}

/// Writes the letters that are due: how many.
///
/// # Errors
/// When the database refuses; what is written stays.
pub async fn round(journal: &Journal, web: &Web) -> Result<usize, DatabaseError> {
    let region = &*web.region;
    let today = region.today(journal.clock());
    let first = region.reconfirm.days_before.first().copied().unwrap_or_default();
    let until = today.checked_add_days(Days::new(u64::from(first))).unwrap_or(today);
    let mut written = 0;
    for id in due(journal.database(), until).await? {
        // Looked at beside the writer: on most days there is nothing to write.
        let asks = (region, today, journal.clock().now());
        if queries::unwritten(journal.database().reader(), asks, id)
            .await?
            .is_empty()
        {
            continue;
        }
        match actions::ask(journal, web, id).await {
            Ok(letters) => written += letters,
            Err(DecayError::Nothing) => {}
            Err(DecayError::Database(error)) => return Err(error),
            Err(error) => tracing::warn!(%error, organisation = %id, "its owners could not be asked"),
        }
    }
    Ok(written)
}

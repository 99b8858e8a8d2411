//! What runs beside the pages: the reader of the journal, and once an hour a look at the calendar: on a new day everything is
//! counted again, in a new month the tables are published. Two nodes do each other no harm.

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use super::actions::{count, publish, recount};
use crate::platform::journal::Journal;
use crate::platform::region::Region;

/// Between two looks at the calendar.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Goes on until the process ends.
pub async fn follow(journal: Journal, region: Arc<Region>) {
    let reading = journal.follow("what crosses borders could not be counted", || count(&journal, &region));
    tokio::join!(reading, keep(&journal, &region));
}

async fn keep(journal: &Journal, region: &Region) {
    let mut counted: Option<NaiveDate> = None;
    loop {
        let today = region.today(journal.clock());
        if counted != Some(today) {
            match recount(journal, region).await {
                Ok(Some(_)) => counted = Some(today),
                Ok(None) => tracing::warn!("the observatory is not counted again while so much is written"),
                Err(error) => tracing::warn!(%error, "the observatory could not be counted again; it is tried again"),
            }
        }
        match publish(journal, region).await {
            Ok(0) => {}
            Ok(tables) => tracing::info!(tables, "the observatory is published"),
            Err(error) => tracing::warn!(%error, "the observatory could not be published; it is tried again"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

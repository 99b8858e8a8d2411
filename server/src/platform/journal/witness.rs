//! The hash of the last entry, written to the log every hour: whoever keeps logs elsewhere can show that the chain was
//! not made anew since.

use std::time::Duration;

use super::{Journal, tables};
use crate::platform::clock::rfc3339;
use crate::platform::database::DatabaseError;
use crate::platform::hash::hex;

/// The target of these lines, so that a log can be filtered for them.
pub const TARGET: &str = "passerelle::journal::head";

const EVERY: Duration = Duration::from_secs(3600);

/// Writes number, time and hash of the last entry to the log; nothing where there is none.
///
/// # Errors
/// When the database refuses.
pub async fn log_head(journal: &Journal) -> Result<(), DatabaseError> {
    if let Some(last) = tables::last(journal.database().reader()).await? {
        let (at, hash) = (rfc3339(last.at), hex(&last.hash));
        tracing::info!(target: TARGET, seq = last.seq, %at, %hash, "head of the journal");
    }
    Ok(())
}

/// Does so at the start and every hour, until the process ends.
pub async fn follow(journal: Journal) {
    let mut hours = tokio::time::interval(EVERY);
    // A machine that slept does not make up for the hours it missed.
    hours.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        hours.tick().await;
        if let Err(error) = log_head(&journal).await {
            tracing::warn!(%error, "the head of the journal could not be read for the log");
        }
    }
}

//! Figures for the operator, on an address of their own; docs/metrics.md says what each means.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use tokio::task::JoinHandle;

use super::serve::listen;
use crate::directory::Directory;
use crate::platform::database::DatabaseError;
use crate::platform::journal::{self, Journal};
use crate::platform::mail::standing;
use crate::platform::settings::Settings;
use crate::platform::web::{self, Limits};

/// Between two looks at what is counted in the database.
const LOOK: Duration = Duration::from_secs(5);

/// Serves them where the settings say so.
pub(super) async fn serve(
    settings: &Settings,
    journal: &Journal,
    directory: &Arc<Directory>,
) -> Result<Option<JoinHandle<()>>> {
    let Some(address) = settings.metrics_address else {
        return Ok(None);
    };
    let handle = web::install_metrics()?;
    let listener = listen(address).await?;
    // Told as 0 from the beginning: a rule sees no first event otherwise.
    metrics::counter!("database_slow_statements_total").increment(0);
    metrics::counter!("backup_failures_total").increment(0);
    let upkeep = handle.clone();
    let (journal, directory) = (journal.clone(), Arc::clone(directory));
    Ok(Some(tokio::spawn(async move {
        let serving = web::serve(listener, web::metrics_routes(handle), Limits::default(), pending());
        let keeping = async {
            loop {
                if let Err(error) = look(&journal, &directory).await {
                    tracing::warn!(%error, "what the database counts is not in the metrics");
                }
                upkeep.run_upkeep();
                tokio::time::sleep(LOOK).await;
            }
        };
        tokio::select! {
            result = serving => if let Err(error) = result { tracing::error!(%error, "metrics are no longer served") },
            () = keeping => {}
        }
    })))
}

/// How far each reader of the journal is behind, the index of this node among them, and what waits to leave.
async fn look(journal: &Journal, directory: &Directory) -> Result<(), DatabaseError> {
    let (db, now) = (journal.database().reader(), journal.clock().now());
    let cursors = journal::cursors(db).await?;
    metrics::gauge!("journal_entries").set(cursors.head as f64);
    let waited = cursors.pending_since.map_or(0, |since| now - since);
    metrics::gauge!("journal_pending_age_seconds").set(waited as f64 / 1e6);
    for (reader, at) in cursors.readers {
        metrics::gauge!("journal_reader_behind_entries", "reader" => reader).set((cursors.head - at) as f64);
    }
    let position = i64::try_from(directory.position()).unwrap_or(i64::MAX);
    metrics::gauge!("index_behind_entries").set((cursors.head - position).max(0) as f64);
    metrics::gauge!("index_documents").set(directory.index().documents() as f64);
    let letters = standing::standing(db, now, 0).await?;
    metrics::gauge!("mail_waiting").set(letters.waiting as f64);
    metrics::gauge!("mail_waiting_age_seconds").set(letters.since.map_or(0, |since| now - since) as f64 / 1e6);
    metrics::gauge!("mail_given_up").set(letters.given_up as f64);
    Ok(())
}

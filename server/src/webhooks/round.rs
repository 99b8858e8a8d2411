//! What runs beside the pages: the reader of the journal that makes deliveries, and whoever sends them.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::actions::{lease, note, read, send};
use crate::platform::journal::Journal;
use crate::platform::outbound::Outbound;
use crate::platform::web::Web;

/// Endpoints that are sent to at the same time.
const AT_ONCE: usize = 16;
/// How long to wait for deliveries when nothing was written here.
const ASK: Duration = Duration::from_secs(2);
/// How long to wait when the database cannot be asked.
const AWAY: Duration = Duration::from_secs(20);

/// Goes on until it is told to stop; what is being sent then is ended and noted.
pub async fn follow(journal: Journal, web: Arc<Web>, outbound: Outbound, stop: watch::Receiver<bool>) {
    let reading = journal.follow("what webhooks are told could not be read", || read(&journal));
    tokio::select! {
        () = reading => {}
        () = sending(&journal, &web, &outbound, stop) => {}
    }
}

/// Until it is told to stop; what is on its way then is ended and noted.
async fn sending(journal: &Journal, web: &Arc<Web>, outbound: &Outbound, mut stop: watch::Receiver<bool>) {
    let mut changes = journal.changes();
    let mut going: JoinSet<()> = JoinSet::new();
    while !*stop.borrow() {
        while going.try_join_next().is_some() {}
        let room = going.len() < AT_ONCE;
        match if room { lease(journal).await } else { Ok(None) } {
            Ok(Some(leased)) => {
                let (journal, web, outbound) = (journal.clone(), Arc::clone(web), outbound.clone());
                going.spawn(async move {
                    let went = send(&web, journal.clock(), &outbound, &leased).await;
                    if let Err(error) = note(&journal, &web, &leased, &went).await {
                        tracing::warn!(%error, "how a delivery fared could not be noted; it is sent again");
                    }
                });
            }
            Ok(None) => {
                // One that ended makes room, or lets the next to the same endpoint go.
                tokio::select! {
                    () = changes.next(ASK) => {}
                    Some(_) = going.join_next(), if !going.is_empty() => {}
                    // Whoever would tell it to stop is gone as well.
                    told = stop.changed() => if told.is_err() { break },
                }
            }
            Err(error) => {
                tracing::warn!(%error, "deliveries could not be looked for");
                tokio::select! {
                    () = tokio::time::sleep(AWAY) => {}
                    told = stop.changed() => if told.is_err() { break },
                }
            }
        }
    }
    while going.join_next().await.is_some() {}
}

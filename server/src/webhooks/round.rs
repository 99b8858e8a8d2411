//! What runs beside the pages: the reader of the journal that makes deliveries, and whoever sends them.

use std::sync::Arc;
use std::time::Duration;

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

/// Goes on until the process ends; what is being sent then is sent again.
pub async fn follow(journal: Journal, web: Arc<Web>, outbound: Outbound) {
    let reading = journal.follow("what webhooks are told could not be read", || read(&journal));
    tokio::join!(reading, sending(&journal, &web, &outbound));
}

async fn sending(journal: &Journal, web: &Arc<Web>, outbound: &Outbound) {
    let mut changes = journal.changes();
    let mut going: JoinSet<()> = JoinSet::new();
    loop {
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
                }
            }
            Err(error) => {
                tracing::warn!(%error, "deliveries could not be looked for");
                tokio::time::sleep(AWAY).await;
            }
        }
    }
}

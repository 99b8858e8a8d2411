//! Checking the chain from its first entry, and erasing what it says about a person without breaking it.

use std::collections::BTreeMap;

use serde::Serialize;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::chain::{self, Chained, Last};
use super::tables::{self, StoredPart};
use crate::platform::database::{Connections, DatabaseError, Tx};

/// What `journal verify` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Entries looked at.
    pub entries: i64,
    /// Whether all of them hold.
    pub valid: bool,
    /// The number of the first that does not.
    pub first_bad: Option<i64>,
}

/// Entries read at a time.
const PAGE: i64 = 2000;
/// Pages read ahead.
const AHEAD: usize = 4;

/// A page of the chain, and what its entries say.
type Page = (Vec<Chained>, BTreeMap<i64, Vec<StoredPart>>);

/// Recomputes every hash, and the digest of every part that was not erased.
///
/// Entries, parts and hashes are the work of a task each, so that on two processors none waits for the other.
///
/// # Errors
/// When the database refuses.
pub async fn verify(db: &Connections) -> Result<Verified, DatabaseError> {
    let (send_entries, entries) = mpsc::channel(AHEAD);
    let (send_pages, pages) = mpsc::channel(AHEAD);
    let reading = tokio::spawn(read_entries(db.clone(), send_entries));
    let joining = tokio::spawn(read_parts(db.clone(), entries, send_pages));
    let checking = tokio::task::spawn_blocking(move || check(pages));
    let failed = |error: tokio::task::JoinError| DatabaseError::Db(sea_orm::DbErr::Custom(error.to_string()));
    let verified = checking.await.map_err(failed)?;
    // Where an entry does not fit, nobody takes the pages behind it.
    joining.await.map_err(failed)??;
    reading.await.map_err(failed)??;
    Ok(verified)
}

async fn read_entries(db: Connections, pages: mpsc::Sender<Vec<Chained>>) -> Result<(), DatabaseError> {
    let mut after = 0;
    loop {
        let rows = tables::AFTER.all(&db, vec![after.into(), PAGE.into()]).await?;
        let page = rows.iter().map(tables::entry_of).collect::<Result<Vec<_>, _>>()?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.seq;
        if pages.send(page).await.is_err() {
            return Ok(());
        }
    }
}

/// The parts are read after their entries: while others write, each entry that is seen has its parts.
async fn read_parts(
    db: Connections,
    mut entries: mpsc::Receiver<Vec<Chained>>,
    pages: mpsc::Sender<Page>,
) -> Result<(), DatabaseError> {
    let mut after = 0;
    while let Some(page) = entries.recv().await {
        let until = page.last().map_or(after, |entry| entry.seq);
        let rows = tables::PARTS_AFTER.all(&db, vec![after.into(), until.into()]).await?;
        after = until;
        if pages.send((page, tables::parts_of(&rows)?)).await.is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn check(mut pages: mpsc::Receiver<Page>) -> Verified {
    let (mut last, mut entries): (Option<Last>, i64) = (None, 0);
    while let Some((page, mut parts)) = pages.blocking_recv() {
        for entry in page {
            entries += 1;
            let said = parts.remove(&entry.seq).unwrap_or_default();
            let expected = chain::next(last.as_ref(), entry.link.clone());
            if expected != entry || !payload_holds(&said, &entry.link) {
                return Verified {
                    entries,
                    valid: false,
                    first_bad: Some(entry.seq),
                };
            }
            last = Some(entry.last());
        }
    }
    Verified {
        entries,
        valid: true,
        first_bad: None,
    }
}

/// The digests of the parts give that of the entry, and each part that was not erased gives its own.
fn payload_holds(parts: &[StoredPart], link: &chain::Link) -> bool {
    let mut digests = Vec::new();
    for part in parts {
        let Ok(kept) = chain::Hash::try_from(part.digest.as_slice()) else {
            return false;
        };
        if let (Some(salt), Some(bytes)) = (&part.salt, &part.bytes)
            && chain::part_digest(salt, bytes) != kept
        {
            return false;
        }
        digests.push(kept);
    }
    chain::payload_digest(&digests) == link.payload_digest
}

/// Erases every part that is about a person: salt and bytes go, the digest stays, the chain holds.
///
/// # Errors
/// When the database refuses.
pub async fn erase(tx: &Tx, person: Uuid) -> Result<u64, DatabaseError> {
    Ok(tables::ERASE.run(tx.connection(), vec![person.into()]).await?)
}

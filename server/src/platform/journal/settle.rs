//! PostgreSQL: committed entries wait in `pending`; whoever holds the advisory lock gives them their place in the chain.
//! No leader and no lease: a holder that dies rolls back, and the next one does it.

use sea_orm::DbBackend;

use super::{Journal, chain, tables};
use crate::platform::database::{DatabaseError, Sql};

/// An arbitrary number, the same on all nodes.
const CHAIN_LOCK: i64 = 7_211_002;

/// Who holds it and stands still lets go of it after so long: the server ends a transaction nobody goes on with.
const STANDS_STILL: &str = "2s";

pub(super) const TRY_LOCK: Sql =
    Sql::both("SELECT pg_try_advisory_xact_lock($1), set_config('idle_in_transaction_session_timeout', $2, true)");

impl Journal {
    /// Moves all visible pending entries into the chain; on SQLite there are none.
    ///
    /// # Errors
    /// When the database refuses; nothing is lost then, the entries stay pending.
    pub async fn settle(&self) -> Result<(), DatabaseError> {
        if self.database.backend() != DbBackend::Postgres {
            return Ok(());
        }
        while self.settle_some().await? {}
        Ok(())
    }

    /// One round; true where more may be waiting.
    async fn settle_some(&self) -> Result<bool, DatabaseError> {
        let tx = self.database.maintenance().begin().await?;
        let held: bool = match TRY_LOCK.one(&tx, vec![CHAIN_LOCK.into(), STANDS_STILL.into()]).await? {
            Some(row) => row.try_get_by_index(0)?,
            None => false,
        };
        if !held {
            // Another node is at it, and sees what this one committed or leaves it to the next round.
            return Ok(false);
        }
        let rows = tables::PENDING.all(&tx, vec![]).await?;
        let mut last = tables::last(&tx).await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            let entry = chain::next(last.as_ref(), tables::link_of(row, 1)?);
            last = Some(entry.last());
            entries.push(entry);
        }
        tables::add_entries(&tx, &entries).await?;
        for row in &rows {
            let id: i64 = row.try_get_by_index(0)?;
            tables::DROP_PENDING.run(&tx, vec![id.into()]).await?;
        }
        tx.commit().await?;
        Ok(rows.len() == 1000)
    }
}

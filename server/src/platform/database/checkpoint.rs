//! Who folds SQLite's write-ahead log into the file: a connection of its own, beside the writer. By itself SQLite does that at
//! the end of whatever write made the log long, and a person waits for the pages of a whole import.

use std::path::Path;
use std::time::{Duration, SystemTime};

use sea_orm::DatabaseConnection;
use tokio::task::{AbortHandle, JoinHandle};

use super::Sql;
use super::queue::Queue;

/// How often is looked whether anything was written.
const LOOK: Duration = Duration::from_millis(500);
/// Pages of the log (32 MiB) from which on it must come to an end: it begins anew only once all of it is in the file, and under
/// writes that never pause somebody would always have written a little more.
const LONG: i64 = 8192;

const FOLD: Sql = Sql::both("PRAGMA wal_checkpoint(PASSIVE)");

/// The task that does it; dropped, it ends.
#[derive(Debug)]
pub(super) struct Checkpoints {
    connection: DatabaseConnection,
    task: AbortHandle,
}

impl Checkpoints {
    /// Begins to look after the log of a file.
    pub(super) fn begin(file: &Path, connection: DatabaseConnection, queue: Queue) -> Self {
        let log = file.with_extension("sqlite-wal");
        let own = connection.clone();
        let task: JoinHandle<()> = tokio::spawn(async move { look_after(&log, &own, &queue).await });
        let task = task.abort_handle();
        Self { connection, task }
    }

    /// Ends it, and closes its connection: whoever closes the last one folds what is left.
    pub(super) async fn close(&self) -> Result<(), sea_orm::DbErr> {
        self.task.abort();
        self.connection.clone().close().await
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn look_after(log: &Path, connection: &DatabaseConnection, queue: &Queue) {
    let mut seen = written(log);
    loop {
        tokio::time::sleep(LOOK).await;
        let now = written(log);
        if now == seen {
            continue;
        }
        seen = now;
        if let Err(error) = fold(connection, queue).await {
            // The log only grows meanwhile; what is in it is safe.
            tracing::warn!(%error, "the write-ahead log could not be folded into the database");
        }
    }
}

/// Folds what there is, and where the log has become long what is left of it too, while nobody writes.
async fn fold(connection: &DatabaseConnection, queue: &Queue) -> Result<(), sea_orm::DbErr> {
    let (length, done) = folded(connection).await?;
    if length >= LONG && done < length {
        let _turn = queue.batch().await;
        folded(connection).await?;
    }
    Ok(())
}

/// Pages in the log, and those of them that are in the file.
async fn folded(connection: &DatabaseConnection) -> Result<(i64, i64), sea_orm::DbErr> {
    match FOLD.one(connection, vec![]).await? {
        Some(row) => Ok((row.try_get_by_index(1)?, row.try_get_by_index(2)?)),
        None => Ok((0, 0)),
    }
}

/// When the log was last written; nothing where there is none.
fn written(log: &Path) -> Option<SystemTime> {
    std::fs::metadata(log).and_then(|found| found.modified()).ok()
}

#[cfg(test)]
mod tests {
    use crate::platform::database::{Access, Database, Place, Sql};

    const TABLE: Sql = Sql::both("CREATE TABLE much (bytes BLOB)");
    const WRITE: Sql = Sql::both("INSERT INTO much VALUES (randomblob(8000000))");

    #[tokio::test]
    async fn what_was_written_is_folded_into_the_file_beside_the_writer() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Folder(folder.path().into());
        let database = Database::open(&place, Access::Write).await.unwrap();
        TABLE.run(database.maintenance(), vec![]).await.unwrap();
        WRITE.run(database.maintenance(), vec![]).await.unwrap();
        let file = folder.path().join("passerelle.sqlite");
        let is_there = || std::fs::metadata(&file).unwrap().len() > 8_000_000;
        assert!(!is_there(), "a write does not fold the log itself");
        for _ in 0..100 {
            tokio::time::sleep(super::LOOK).await;
            if is_there() {
                break;
            }
        }
        assert!(is_there());
        database.close().await.unwrap();
        let log = file.with_extension("sqlite-wal");
        assert!(!log.exists(), "whoever closes the last connection leaves no log");
    }
}

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
/// Pages of the log (32 MiB) from which on it must begin anew. By itself it does so only when at the beginning of a write all
/// of it is in the file and nobody reads from it, which where many write and read never happens. A log that grows has its new
/// length written down at each commit, and that waits for all the pages the fold has just written: up to a second was measured.
const LONG: i64 = 8192;
/// How long it waits for those who still read from the log; no write begins meanwhile.
pub(super) const READERS_END: Duration = Duration::from_millis(250);

const FOLD: Sql = Sql::both("PRAGMA wal_checkpoint(PASSIVE)");
/// The next write begins at the log's first page.
const BEGIN_ANEW: Sql = Sql::both("PRAGMA wal_checkpoint(RESTART)");

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

/// Folds what there is; where the log has become long, what is left of it too, while nobody writes.
async fn fold(connection: &DatabaseConnection, queue: &Queue) -> Result<(), sea_orm::DbErr> {
    let row = FOLD.one(connection, vec![]).await?;
    let length: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(1))?;
    if length >= LONG {
        let _turn = queue.batch().await;
        // Where somebody reads for long it is tried again at the next look.
        BEGIN_ANEW.run(connection, vec![]).await?;
    }
    Ok(())
}

/// When the log was last written; nothing where there is none.
fn written(log: &Path) -> Option<SystemTime> {
    std::fs::metadata(log).and_then(|found| found.modified()).ok()
}

#[cfg(test)]
mod tests {

    use crate::platform::database::{Access, Database, Place, Sql};

    const COUNT: Sql = Sql::both("SELECT COUNT(*) FROM much");
    const TABLE: Sql = Sql::both("CREATE TABLE much (bytes BLOB)");
    const OWN: Sql = Sql::both("PRAGMA wal_autocheckpoint");
    const WRITE: Sql = Sql::both("INSERT INTO much VALUES (randomblob(8000000))");

    #[tokio::test]
    async fn what_was_written_is_folded_into_the_file_beside_the_writer() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Folder(folder.path().into());
        let database = Database::open(&place, Access::Write).await.unwrap();
        TABLE.run(database.maintenance(), vec![]).await.unwrap();
        WRITE.run(database.maintenance(), vec![]).await.unwrap();
        let file = folder.path().join("passerelle.sqlite");
        let own = OWN.one(database.maintenance(), vec![]).await.unwrap().unwrap();
        let own: i64 = own.try_get_by_index(0).unwrap();
        assert_eq!(own, 0, "no write folds the log itself");
        let is_there = || std::fs::metadata(&file).unwrap().len() > 8_000_000;
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

    /// Where people read all the time, somebody reads at the beginning of each write.
    #[tokio::test]
    async fn a_long_log_begins_anew_although_somebody_reads() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Folder(folder.path().into());
        let database = Database::open(&place, Access::Write).await.unwrap();
        let checkpoints = database.checkpoints.clone().unwrap();
        checkpoints.task.abort();
        TABLE.run(database.maintenance(), vec![]).await.unwrap();
        for _ in 0..5 {
            WRITE.run(database.maintenance(), vec![]).await.unwrap();
        }
        let reads = database.reader().begin().await.unwrap();
        let count = COUNT.one(&reads, vec![]).await.unwrap().unwrap();
        assert_eq!(count.try_get_by_index::<i64>(0).unwrap(), 5);
        // All of it is in the file: what keeps it from beginning anew is the reader alone.
        super::FOLD.run(&checkpoints.connection, vec![]).await.unwrap();
        let ends = tokio::spawn(async move {
            tokio::time::sleep(super::READERS_END / 3).await;
            reads.commit().await.unwrap();
        });
        super::fold(&checkpoints.connection, &database.queue).await.unwrap();
        let log = folder.path().join("passerelle.sqlite-wal");
        let length = || std::fs::metadata(&log).unwrap().len();
        let before = length();
        assert!(before > 40_000_000, "{before}");
        WRITE.run(database.maintenance(), vec![]).await.unwrap();
        assert_eq!(length(), before);
        ends.await.unwrap();
        database.close().await.unwrap();
    }
}

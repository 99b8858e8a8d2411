//! Opening a database with the settings both need to be safe: durable commits, time limits, one writer on SQLite.

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use sea_orm::{DatabaseConnection, DbBackend, SqlxPostgresConnector, SqlxSqliteConnector};
use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::checkpoint::{Checkpoints, READERS_END};
use super::lock::Lock;
use super::migrate;
use super::queue::Queue;
use super::{Access, Database, DatabaseError, Place, Sql};

/// How long a caller waits for a free connection.
const ACQUIRE: Duration = Duration::from_secs(3);
/// Connections to PostgreSQL.
pub(super) const CONNECTIONS: u32 = 16;
/// Connections that read SQLite: each has a thread of its own, and the one that writes needs a processor too. A long read
/// (a report of a year) takes one of them.
pub(super) const READERS: u32 = 4;
/// Of the file, what readers look at where it lies in the system's memory. Each write of another makes them forget the pages
/// they keep themselves, and under many writes most of their time went into reading them again.
const MAPPED: &str = "1073741824";
/// Pages of SQLite a connection keeps: 4 MiB for each of the readers, 16 MiB for the one writer. More makes each COMMIT dear
/// while the file is below 1 GiB: SQLite numbers pages anew by way of the page of its lock, which lies there, takes that for
/// the highest it keeps, and walks through all of them to drop what would lie behind the end of the file.
const READER_CACHE: &str = "-4096";
const WRITER_CACHE: &str = "-16384";
/// What the writer keeps where nothing but a whole register comes in: 192 MiB, so that the inner pages of the indexes by
/// number stay at hand. Its commits are few.
const BULK_CACHE: Sql = Sql::both("PRAGMA cache_size = -196608");
/// Where nothing but a register comes in, what a statement of many rows may have to take back stands in memory: SQLite copies
/// each page it touches for that, and three fifths of all bytes written went into such files. Not for a server, whose
/// `VACUUM` would stand there too.
const BULK_UNDO: Sql = Sql::both("PRAGMA temp_store = MEMORY");
/// From this size on an unclean stop is checked beside serving, not before it.
const CHECK_FIRST: u64 = 1 << 30;

impl Database {
    /// Opens what is there, or makes it when it is opened to write; migrates when it may write.
    ///
    /// # Errors
    /// See [`DatabaseError`]; nothing is half made.
    pub async fn open(place: &Place, access: Access) -> Result<Self, DatabaseError> {
        match place {
            Place::Folder(folder) => sqlite(folder, access).await,
            Place::Postgres(url) => postgres(url, access).await,
        }
    }

    /// For a process that reads a whole register in and does nothing else: the writer of SQLite keeps many pages, and
    /// [`Database::is_for_bulk`] tells the import that nobody waits for it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn prepare_for_bulk(&self) -> Result<(), DatabaseError> {
        if self.backend() == DbBackend::Sqlite {
            BULK_CACHE.run(&self.writer, vec![]).await?;
            BULK_UNDO.run(&self.writer, vec![]).await?;
            self.bulk.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Whether nothing but an import goes on in this process, and no other one may write.
    #[must_use]
    pub fn is_for_bulk(&self) -> bool {
        self.bulk.load(Ordering::Relaxed)
    }
}

async fn sqlite(folder: &Path, access: Access) -> Result<Database, DatabaseError> {
    let file = folder.join("passerelle.sqlite");
    if access == Access::Read && !file.exists() {
        return Err(DatabaseError::Absent { folder: folder.into() });
    }
    let (lock, was_clean) = match access {
        Access::Write => {
            let (lock, clean) = Lock::take(folder)?;
            (Some(Arc::new(lock)), clean)
        }
        Access::Read => (None, true),
    };
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(access == Access::Write)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
        .pragma("cache_size", READER_CACHE);
    let damaged = |error: &sea_orm::DbErr| DatabaseError::Damaged {
        file: file.clone(),
        detail: error.to_string(),
    };
    let queue = Queue::single_writer();
    let (writer, checkpoints) = if access == Access::Write {
        let options = options
            .clone()
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("wal_autocheckpoint", "0");
        let beside = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_lazy_with(options.clone().busy_timeout(READERS_END));
        let beside = SqlxSqliteConnector::from_sqlx_sqlite_pool(beside);
        let options = options.pragma("cache_size", WRITER_CACHE).pragma("secure_delete", "ON");
        let writer = pool_of(options, 1).await.map_err(|error| damaged(&error))?;
        (writer, Some(Arc::new(Checkpoints::begin(&file, beside, queue.clone()))))
    } else {
        (pool_of(options.clone().read_only(true), 1).await?, None)
    };
    if !was_clean && std::fs::metadata(&file).is_ok_and(|found| found.len() < CHECK_FIRST) {
        quick_check(&writer, &file).await?;
    }
    if access == Access::Write {
        migrate::up(&writer).await?;
    }
    let options = options
        .read_only(true)
        .pragma("query_only", "ON")
        .pragma("mmap_size", MAPPED);
    let reader = pool_of(options, READERS).await?;
    migrate::check(&reader).await?;
    Ok(Database {
        writer,
        reader,
        queue,
        checkpoints,
        bulk: Arc::default(),
        place: Place::Folder(folder.into()),
        _lock: lock,
    })
}

async fn pool_of(options: SqliteConnectOptions, connections: u32) -> Result<DatabaseConnection, sea_orm::DbErr> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(30))
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(async { Ok(is_between_transactions(connection)) }))
        .connect_with(options)
        .await
        .map_err(|error| sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(Arc::new(error))))?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

/// Whether the driver and SQLite agree that no transaction is open; a connection of which that is not sure is closed.
///
/// On a full disk SQLite takes a transaction back by itself. The driver's own rollback fails then and it counts on as if
/// one were open: the next would be a savepoint, and after a rollback to that one nothing that seems committed is kept.
fn is_between_transactions(connection: &SqliteConnection) -> bool {
    !connection.is_in_transaction()
}

/// SQLite's own check, after a stop that was not clean.
pub(super) async fn quick_check(db: &DatabaseConnection, file: &Path) -> Result<(), DatabaseError> {
    const CHECK: Sql = Sql::both("PRAGMA quick_check(5)");
    let damaged = |detail: String| DatabaseError::Damaged {
        file: file.into(),
        detail,
    };
    let rows = CHECK
        .all(db, vec![])
        .await
        .map_err(|error| damaged(error.to_string()))?;
    for row in rows {
        let text: String = row.try_get_by_index(0)?;
        if text != "ok" {
            return Err(damaged(text));
        }
    }
    Ok(())
}

async fn postgres(url: &str, access: Access) -> Result<Database, DatabaseError> {
    let failed =
        |error: sqlx::Error| DatabaseError::Db(sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(Arc::new(error))));
    let options = PgConnectOptions::from_str(url)
        .map_err(failed)?
        .application_name("passerelle")
        .options([
            ("statement_timeout", "15s"),
            ("lock_timeout", "3s"),
            ("idle_in_transaction_session_timeout", "10s"),
            ("timezone", "UTC"),
        ]);
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(ACQUIRE)
        .max_lifetime(Duration::from_secs(1800))
        .idle_timeout(Duration::from_secs(300))
        .test_before_acquire(true)
        .connect_with(options)
        .await
        .map_err(failed)?;
    let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    if access == Access::Write {
        migrate::up(&connection).await?;
    }
    migrate::check(&connection).await?;
    Ok(Database {
        writer: connection.clone(),
        reader: connection,
        queue: Queue::default(),
        checkpoints: None,
        bulk: Arc::default(),
        place: Place::Postgres(url.into()),
        _lock: None,
    })
}

//! Opening a database with the settings both need to be safe: durable commits, time limits, one writer on SQLite.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, SqlxPostgresConnector, SqlxSqliteConnector};
use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::checkpoint::{Checkpoints, READERS_END};
use super::connections::Connections;
use super::health::Health;
use super::lock::Lock;
use super::primary::{self, Hosts};
use super::queue::Queue;
use super::{Access, Database, DatabaseError, Place, Sql, Standing, copy, migrate, moving};

/// How long a caller waits for a free connection.
const ACQUIRE: Duration = Duration::from_secs(3);
/// Idle for longer, a connection to PostgreSQL is looked at before it is used.
const RESTED: Duration = Duration::from_secs(10);
/// How long PostgreSQL has to say that it is there.
const THERE: Duration = Duration::from_millis(500);
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
const FROZEN: Sql = Sql::both("SELECT current_setting('default_transaction_read_only')");
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

    /// Where its schema stands, and what this binary would do to it; nothing is changed.
    ///
    /// # Errors
    /// When it is of a later version that this binary may not work on, or the database refuses.
    pub async fn standing(&self) -> Result<Standing, DatabaseError> {
        migrate::standing(self.reader.driver()).await
    }

    /// Whether nothing but an import goes on in this process, and no other one may write.
    #[must_use]
    pub fn is_for_bulk(&self) -> bool {
        self.bulk.load(Ordering::Relaxed)
    }
}

async fn sqlite(folder: &Path, access: Access) -> Result<Database, DatabaseError> {
    let file = folder.join("passerelle.sqlite");
    let writes = access.writes();
    if !file.exists() && access != Access::Fill {
        if copy::is_set_aside(folder) {
            return Err(DatabaseError::Moved { folder: folder.into() });
        }
        if !writes {
            return Err(DatabaseError::Absent { folder: folder.into() });
        }
    }
    let (lock, was_clean) = if writes {
        let (lock, clean) = Lock::take(folder)?;
        (Some(Arc::new(lock)), clean)
    } else {
        (None, true)
    };
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(writes)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
        .pragma("cache_size", READER_CACHE);
    let damaged = |error: &sea_orm::DbErr| DatabaseError::Damaged {
        file: file.clone(),
        detail: error.to_string(),
    };
    let queue = Queue::single_writer();
    let (writer, checkpoints) = if writes {
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
    suits(&writer, access).await?;
    if writes {
        migrate::up(&writer).await?;
    }
    let options = options
        .read_only(true)
        .pragma("query_only", "ON")
        .pragma("mmap_size", MAPPED);
    let reader = pool_of(options, READERS).await?;
    if access != Access::Copy {
        migrate::check(&reader).await?;
    }
    Ok(Database {
        writer: Connections::without_limit(writer),
        reader: Connections::without_limit(reader),
        queue,
        checkpoints,
        bulk: Arc::default(),
        place: Place::Folder(folder.into()),
        _lock: lock,
    })
}

/// Refuses what a move is filling, or has left; and for a move, what is not empty.
async fn suits(db: &DatabaseConnection, access: Access) -> Result<(), DatabaseError> {
    if access == Access::Fill {
        return moving::mark(db).await;
    }
    if moving::is_marked(db).await? {
        return Err(DatabaseError::Moving);
    }
    if access == Access::Write && db.get_database_backend() == DbBackend::Postgres {
        let row = FROZEN.one(db, vec![]).await?;
        let frozen: String = row.map_or_else(|| Ok(String::new()), |row| row.try_get_by_index(0))?;
        if frozen == "on" {
            return Err(DatabaseError::Frozen);
        }
    }
    Ok(())
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

/// Looks at the pages of a file of SQLite nobody else has open.
pub(super) async fn check_file(file: &Path) -> Result<(), DatabaseError> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let db = pool_of(options, 1).await?;
    quick_check(&db, file).await?;
    Ok(db.close().await?)
}

/// SQLite's own check, after a stop that was not clean.
pub(super) async fn quick_check(db: &impl ConnectionTrait, file: &Path) -> Result<(), DatabaseError> {
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
    let hosts = Hosts::parse(url).map_err(failed)?.map(with_settings);
    let primary = match hosts.are_several() {
        true => Some(hosts.first_primary().await.ok_or(DatabaseError::NoPrimary)?),
        false => None,
    };
    let first = primary
        .as_ref()
        .map(|primary| &primary.options)
        .or_else(|| hosts.first());
    let options = first.cloned().ok_or(DatabaseError::NoPrimary)?;
    let health = Arc::<Health>::default();
    let pool = pool_of_server(options, access, &health).await.map_err(failed)?;
    let writer = Connections::of_server(
        SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone()),
        access == Access::Write,
        Arc::clone(&health),
    );
    suits(writer.driver(), access).await?;
    if access.writes() {
        migrate::up(writer.driver()).await?;
    }
    if access != Access::Copy {
        migrate::check(writer.driver()).await?;
    }
    if let Some(primary) = primary {
        tokio::spawn(primary::follow(hosts, primary, pool, health));
    }
    Ok(Database {
        reader: writer.clone(),
        writer: writer.patient(),
        queue: Queue::default(),
        checkpoints: None,
        bulk: Arc::default(),
        place: Place::Postgres(url.into()),
        _lock: None,
    })
}

fn with_settings(options: PgConnectOptions) -> PgConnectOptions {
    options.application_name("passerelle").options([
        ("statement_timeout", "15s"),
        ("lock_timeout", "3s"),
        ("idle_in_transaction_session_timeout", "10s"),
        ("timezone", "UTC"),
    ])
}

/// Connections that are looked at before they are used and before they are kept: a server that stands still answers neither,
/// and one that has become a standby takes no writes.
async fn pool_of_server(
    options: PgConnectOptions,
    access: Access,
    health: &Arc<Health>,
) -> Result<PgPool, sqlx::Error> {
    let (health, writes) = (Arc::clone(health), access.writes());
    PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(ACQUIRE)
        .max_lifetime(Duration::from_secs(1800))
        .idle_timeout(Duration::from_secs(300))
        .test_before_acquire(false)
        .after_connect(move |connection, _| Box::pin(async move { suits_as_primary(connection, writes).await }))
        .before_acquire(move |connection, about| {
            let trusted = health.trusts(about.age);
            Box::pin(async move {
                if !trusted {
                    // Not closed with a farewell: who is gone does not hear it.
                    return Err(sqlx::Error::Io(std::io::ErrorKind::ConnectionAborted.into()));
                }
                if about.idle_for > RESTED {
                    suits_as_primary(connection, writes).await?;
                }
                Ok(true)
            })
        })
        .after_release(|connection, _| {
            // What was given up in the midst of a statement is read to its end here.
            Box::pin(async move { in_time(connection.ping()).await.map(|()| true) })
        })
        .connect_with(options)
        .await
}

/// Whether a server takes writes, where they are wanted.
async fn suits_as_primary(connection: &mut PgConnection, writes: bool) -> Result<(), sqlx::Error> {
    let asked = sqlx::query_scalar("SELECT pg_is_in_recovery()").fetch_one(connection);
    let standby: bool = in_time(asked).await?;
    if standby && writes {
        return Err(sqlx::Error::Io(std::io::Error::other("this server is a standby")));
    }
    Ok(())
}

/// A server says at once that it is there, or counts as gone.
async fn in_time<T>(work: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    let late = || sqlx::Error::Io(std::io::ErrorKind::TimedOut.into());
    tokio::time::timeout(THERE, work).await.unwrap_or_else(|_| Err(late()))
}

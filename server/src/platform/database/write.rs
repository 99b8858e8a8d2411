//! Transactions that may run again: the closure has no effect outside its rows, so a lost race is simply repeated.
//! A person's write waits in the people's queue, a batch of an import in its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, SqliteTransactionMode, TransactionOptions};

use super::health::{is_broken, sqlx_of};
use super::{Database, DatabaseError, Transaction};

/// How often a transaction is tried when others were quicker.
const TRIES: u32 = 3;
/// Before another connection is tried, where a server had gone.
const AGAIN: Duration = Duration::from_millis(200);
/// How long one try of a person's write may take.
const DEADLINE: Duration = Duration::from_secs(5);
/// How long one try of a batch may take.
const BATCH_DEADLINE: Duration = Duration::from_secs(600);

/// An open transaction. Rows are written through it and nowhere else.
///
/// A handle: the closure of a write owns it and lets go of it by ending, or nothing is committed.
pub struct Tx {
    inner: Arc<Transaction>,
    now: i64,
}

impl Tx {
    /// The connection to give to statements and entities.
    #[must_use]
    pub fn connection(&self) -> &Transaction {
        &self.inner
    }

    /// The time of this write in microseconds, the same for all its rows.
    #[must_use]
    pub const fn now(&self) -> i64 {
        self.now
    }

    /// A second handle, for a part of the work that ends before the rest.
    #[must_use]
    pub(in crate::platform) fn handle(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            now: self.now,
        }
    }

    /// SQLite or PostgreSQL.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }
}

impl Database {
    /// A person's write: one transaction, tried again when it lost a race, within five seconds a try.
    ///
    /// # Errors
    /// What the closure refuses, or the database's own failure.
    pub async fn transaction<T, E, F, Fut>(&self, now: i64, run: F) -> Result<T, E>
    where
        E: From<DatabaseError> + AsDatabaseError,
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<T, E>> + Send,
    {
        let _turn = self.queue.person().await;
        self.tried(now, &run, DEADLINE).await
    }

    /// A batch of an import, or what a reader of the journal writes: waits until no person wants to write, a second at most,
    /// and may take long. Where people write too it returns so much later that most of the machine is theirs.
    ///
    /// # Errors
    /// What the closure refuses, or the database's own failure.
    pub async fn batch<T, E, F, Fut>(&self, now: i64, run: F) -> Result<T, E>
    where
        E: From<DatabaseError> + AsDatabaseError,
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<T, E>> + Send,
    {
        let turn = self.queue.batch().await;
        let begun = Instant::now();
        let done = self.tried(now, &run, BATCH_DEADLINE).await;
        drop(turn);
        self.queue.give_way(begun.elapsed()).await;
        done
    }

    /// Tells the batches of this process that a person has written, of whom it has heard otherwise.
    pub(in crate::platform) fn seen_one(&self) {
        self.queue.seen_one();
    }

    /// Runs it again when others were quicker; and once when the server behind the connection had gone, as long as nobody had
    /// told it to keep anything.
    async fn tried<T, E, F, Fut>(&self, now: i64, run: &F, deadline: Duration) -> Result<T, E>
    where
        E: From<DatabaseError> + AsDatabaseError,
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<T, E>> + Send,
    {
        let (mut conflicts, mut gone) = (0, false);
        loop {
            let sent = AtomicBool::new(false);
            let done = self.once(now, run, deadline, &sent).await;
            let error = done.as_ref().err().and_then(AsDatabaseError::as_database);
            if conflicts + 1 < TRIES && error.is_some_and(DatabaseError::is_conflict) {
                conflicts += 1;
            } else if !gone && !sent.load(Ordering::Relaxed) && error.is_some_and(DatabaseError::is_gone) {
                gone = true;
                tokio::time::sleep(AGAIN).await;
            } else {
                return done;
            }
        }
    }

    async fn once<T, E, F, Fut>(&self, now: i64, run: &F, deadline: Duration, sent: &AtomicBool) -> Result<T, E>
    where
        E: From<DatabaseError>,
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<T, E>> + Send,
    {
        let work = async {
            let sqlite = self.backend() == DbBackend::Sqlite;
            let options = TransactionOptions {
                sqlite_transaction_mode: sqlite.then_some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            };
            let inner = self
                .writer
                .begin_with_options(options)
                .await
                .map_err(DatabaseError::from)?;
            let inner = Arc::new(inner);
            let done = run(Tx {
                inner: Arc::clone(&inner),
                now,
            })
            .await?;
            let kept = || DatabaseError::Db(DbErr::Custom("the transaction was kept beyond its end".into()));
            let inner = Arc::into_inner(inner).ok_or_else(kept)?;
            sent.store(true, Ordering::Relaxed);
            inner.commit().await.map_err(DatabaseError::from)?;
            Ok(done)
        };
        match tokio::time::timeout(deadline, work).await {
            Ok(done) => done,
            Err(_) => Err(DatabaseError::Db(DbErr::Custom("the write took too long".into())).into()),
        }
    }
}

/// An error of a write that may hold a failure of the database.
pub trait AsDatabaseError {
    /// The failure of the database, if it is one.
    fn as_database(&self) -> Option<&DatabaseError>;
}

impl AsDatabaseError for DatabaseError {
    fn as_database(&self) -> Option<&DatabaseError> {
        Some(self)
    }
}

impl DatabaseError {
    /// Whether the same write may succeed when it is run again: serialisation failure, deadlock, busy.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self.code().as_deref(), Some("40001" | "40P01" | "5" | "261" | "517"))
    }

    /// Whether a lock was waited for in vain (PostgreSQL, `lock_timeout`).
    #[must_use]
    pub(super) fn is_locked(&self) -> bool {
        self.code().as_deref() == Some("55P03")
    }

    /// Whether the server behind the connection is gone, or takes no writes any more: another connection may reach one that does.
    #[must_use]
    pub(super) fn is_gone(&self) -> bool {
        self.sqlx().is_some_and(is_broken)
    }

    /// Whether the disk is full: SQLite 13, PostgreSQL 53100.
    #[must_use]
    pub fn is_full(&self) -> bool {
        matches!(self.code().as_deref(), Some("13" | "53100"))
    }

    /// Whether the database is out of reach or full, so that a later try may succeed.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::InUse { .. } | Self::Full(_) => true,
            Self::Db(DbErr::ConnectionAcquire(_) | DbErr::Conn(_) | DbErr::Custom(_)) => true,
            Self::Db(_) => self.sqlx().is_some_and(is_away),
            _ => false,
        }
    }

    /// The name of the constraint a row broke, if that is what happened.
    #[must_use]
    pub fn broken_constraint(&self) -> Option<String> {
        let error = self.sqlx()?;
        let database = error.as_database_error()?;
        let broken =
            database.is_unique_violation() || database.is_check_violation() || database.is_foreign_key_violation();
        broken.then(|| database.constraint().unwrap_or_else(|| database.message()).to_owned())
    }

    fn sqlx(&self) -> Option<&sqlx::Error> {
        match self {
            Self::Db(error) => sqlx_of(error),
            _ => None,
        }
    }

    fn code(&self) -> Option<String> {
        let error = self.sqlx()?;
        Some(error.as_database_error()?.code()?.into_owned())
    }
}

/// Whether the database is out of reach, busy or full, as its driver tells it.
#[must_use]
pub fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            // SQLite: busy, locked, I/O error, disk full. PostgreSQL: read-only after a change of the primary, and whole
            // classes: connection, resources, shutdown or cancelled for time.
            matches!(&*code, "5" | "6" | "261" | "517" | "10" | "778" | "13" | "25006")
                || (code.len() == 5 && ["08", "53", "57"].iter().any(|class| code.starts_with(class)))
        }),
        _ => false,
    }
}

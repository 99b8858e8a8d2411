//! What statements go to. On PostgreSQL a statement that gets no answer ends in time, on this side too: a server that stands
//! still keeps its connections open and answers nothing, and without an end here nobody would look for another one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    TransactionOptions, TransactionTrait,
};

use super::health::Health;

/// How long a statement outside of a transaction may take on PostgreSQL: a page has thirty seconds for all of its own.
const READ: Duration = Duration::from_secs(5);
/// In a transaction, or of a command: a second more than the server itself allows (`statement_timeout`).
const LONG: Duration = Duration::from_secs(16);

/// The connections of a database, or one of them in a transaction, with how long a statement may take.
#[derive(Clone, Debug)]
pub struct Timed<C> {
    inner: C,
    deadline: Option<Duration>,
    /// From how long on a statement is named in the log; none is without it.
    slow: Option<Duration>,
    health: Arc<Health>,
}

/// What reads go to.
pub type Connections = Timed<DatabaseConnection>;
/// What goes together.
pub type Transaction = Timed<DatabaseTransaction>;

impl Connections {
    /// With no time limit: SQLite has its own.
    pub(super) fn without_limit(inner: DatabaseConnection) -> Self {
        Self {
            inner,
            deadline: None,
            slow: None,
            health: Arc::default(),
        }
    }

    /// Those of a PostgreSQL, watched.
    pub(super) const fn of_server(inner: DatabaseConnection, serves: bool, health: Arc<Health>) -> Self {
        Self {
            inner,
            deadline: Some(if serves { READ } else { LONG }),
            slow: None,
            health,
        }
    }

    /// The same connections, for statements that may take as long as the server allows.
    pub(super) fn patient(&self) -> Self {
        Self {
            deadline: self.deadline.map(|_| LONG),
            ..self.clone()
        }
    }

    /// The same connections; what takes as long as that, the wait for a connection included, is named in the log.
    pub(super) fn telling(self, slow: Option<Duration>) -> Self {
        Self { slow, ..self }
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// When the database refuses or does not answer.
    pub async fn begin(&self) -> Result<Transaction, DbErr> {
        self.begin_with_options(TransactionOptions::default()).await
    }

    /// The same, with the isolation or mode it needs.
    ///
    /// # Errors
    /// As [`Connections::begin`].
    pub async fn begin_with_options(&self, options: TransactionOptions) -> Result<Transaction, DbErr> {
        let inner = self.within(self.inner.begin_with_options(options)).await?;
        Ok(Timed {
            inner,
            deadline: self.deadline.map(|_| LONG),
            slow: self.slow,
            health: Arc::clone(&self.health),
        })
    }

    /// The driver's own connections.
    #[must_use]
    pub const fn driver(&self) -> &DatabaseConnection {
        &self.inner
    }

    /// Closes all of them; those of a server that stands still go with the process.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn close(self) -> Result<(), DbErr> {
        let Some(deadline) = self.deadline else {
            return self.inner.close().await;
        };
        // A connection that is on its way back to the others waits for an answer without end where that does not come.
        tokio::time::timeout(deadline.min(READ), self.inner.close())
            .await
            .unwrap_or(Ok(()))
    }
}

impl Transaction {
    /// Keeps what was written.
    ///
    /// # Errors
    /// When the database refuses; or does not answer, and then nobody knows whether it was kept.
    pub async fn commit(self) -> Result<(), DbErr> {
        let (deadline, health) = (self.deadline, self.health);
        within(deadline, &health, self.inner.commit()).await
    }
}

impl<C> Timed<C> {
    async fn within<T>(&self, work: impl Future<Output = Result<T, DbErr>> + Send) -> Result<T, DbErr> {
        within(self.deadline, &self.health, work).await
    }

    fn watch(&self, text: &str) -> Watch {
        Watch {
            begun: Instant::now(),
            slow: self.slow.map(|slow| (slow, text.to_owned())),
        }
    }
}

/// A statement that goes on; its end, or that nobody waits for it any more, is noted.
struct Watch {
    begun: Instant,
    /// From how long on it is slow, and what it says.
    slow: Option<(Duration, String)>,
}

/// Of a statement, what a line of the log has room for.
const SHOWN: usize = 400;

impl Drop for Watch {
    /// Its text is told, never its values: those may be what somebody wrote.
    fn drop(&mut self) {
        let Some((slow, text)) = self.slow.take() else { return };
        let took = self.begun.elapsed();
        if took < slow {
            return;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let statement: String = words.join(" ").chars().take(SHOWN).collect();
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        metrics::counter!("database_slow_statements_total").increment(1);
        tracing::warn!(ms, statement, "a statement was slow");
    }
}

async fn within<T>(
    deadline: Option<Duration>,
    health: &Health,
    work: impl Future<Output = Result<T, DbErr>> + Send,
) -> Result<T, DbErr> {
    let Some(deadline) = deadline else { return work.await };
    let done = tokio::time::timeout(deadline, work).await.unwrap_or_else(|_| {
        health.no_answer();
        Err(DbErr::Custom(format!("no answer within {} s", deadline.as_secs())))
    });
    if let Err(error) = &done {
        health.heard(error);
    }
    done
}

#[async_trait]
impl<C: ConnectionTrait + Send> ConnectionTrait for Timed<C> {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let _watch = self.watch(&statement.sql);
        self.within(self.inner.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, text: &str) -> Result<ExecResult, DbErr> {
        let _watch = self.watch(text);
        self.within(self.inner.execute_unprepared(text)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let _watch = self.watch(&statement.sql);
        self.within(self.inner.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let _watch = self.watch(&statement.sql);
        self.within(self.inner.query_all_raw(statement)).await
    }
}

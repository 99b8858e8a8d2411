//! The database: SQLite (one writer, readers beside it) or PostgreSQL, by one code.
//! Knows connections, transactions, queues and migrations; no table of any feature.

mod checkpoint;
mod connect;
mod connections;
pub mod copy;
pub mod facts;
mod health;
mod lock;
mod migrate;
pub mod moving;
mod primary;
mod queue;
pub mod rows;
pub mod tables;
pub mod wipe;
pub mod words;
mod write;

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};

pub use connections::{Connections, Transaction};
pub use migrate::{Kind, LATEST, Migrated, SchemaError, Standing, Step};
pub use write::{AsDatabaseError, Tx, is_away};

use queue::Queue;

/// What a feature asks of another one through `app`, whose answer takes the database.
pub type Doing<'a, T> = Pin<Box<dyn Future<Output = Result<T, DatabaseError>> + Send + 'a>>;

/// Where the rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A data folder with `passerelle.sqlite` in it.
    Folder(PathBuf),
    /// A PostgreSQL address, `postgres://user@host/name`.
    Postgres(String),
}

/// How a database is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To serve or to write: one process a folder, held by a lock file.
    Write,
    /// Beside a running node: nothing is locked and nothing can be written.
    Read,
    /// To look at or copy what is there, of this version or an earlier one.
    Copy,
    /// To write all rows of another database into it, which nobody else may open meanwhile.
    Fill,
}

impl Access {
    const fn writes(self) -> bool {
        matches!(self, Self::Write | Self::Fill)
    }
}

/// An open database; clones share its connections.
#[derive(Clone, Debug)]
pub struct Database {
    writer: Connections,
    reader: Connections,
    queue: Queue,
    checkpoints: Option<Arc<checkpoint::Checkpoints>>,
    /// Set by [`Database::prepare_for_bulk`].
    bulk: Arc<AtomicBool>,
    place: Place,
    _lock: Option<Arc<lock::Lock>>,
}

/// What keeps a database from being opened or used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The folder cannot be made or written.
    #[error("{}: {source}; choose a folder that this user can write with --data", folder.display())]
    Folder {
        /// The data folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Another process has it.
    #[error("{} is in use by another process; stop it, or give another folder with --data", folder.display())]
    InUse {
        /// The data folder.
        folder: PathBuf,
    },
    /// There is nothing to read yet.
    #[error("{} holds no database; name the node with --config or --data, or make one with `passerelle setup`, `demo` or `import`", folder.display())]
    Absent {
        /// The data folder.
        folder: PathBuf,
    },
    /// The file is damaged.
    #[error("{} is damaged: {detail}; restore the last backup with `passerelle restore FILE`", file.display())]
    Damaged {
        /// The database file.
        file: PathBuf,
        /// What the check found.
        detail: String,
    },
    /// A move has not come to its end.
    #[error("the database is being filled by `passerelle move`; let that end, or run the same command again")]
    Moving,
    /// A move goes into an empty database only.
    #[error("the database is not empty; give a new one")]
    NotEmpty,
    /// The rows of a folder are elsewhere.
    #[error(
        "the rows of {} were moved to PostgreSQL; name that with --database, or give passerelle.sqlite.moved its old name again",
        folder.display()
    )]
    Moved {
        /// The data folder.
        folder: PathBuf,
    },
    /// Of several servers none takes writes.
    #[error("none of the hosts of the database is a primary that answers within a second")]
    NoPrimary,
    /// Nobody may write there.
    #[error(
        "the database takes no writes (default_transaction_read_only): its rows were moved away by `passerelle move`, or its operator wants it so"
    )]
    Frozen,
    /// The schema does not fit this binary.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// No answer, a refused connection, a failed statement.
    #[error("database: {0}")]
    Db(sea_orm::DbErr),
    /// There is no room for what is to be written.
    #[error("the disk of the database is full; make room and run the same command again, nothing is half written")]
    Full(#[source] sea_orm::DbErr),
}

impl From<sea_orm::DbErr> for DatabaseError {
    fn from(error: sea_orm::DbErr) -> Self {
        let known = Self::Db(error);
        match (known.is_full(), known) {
            (true, Self::Db(error)) => Self::Full(error),
            (_, known) => known,
        }
    }
}

impl Database {
    /// The same; statements that take as long as that are named in the log, from now on and on these handles.
    #[must_use]
    pub fn telling_of_slow(self, slow: Option<std::time::Duration>) -> Self {
        Self {
            writer: self.writer.telling(slow),
            reader: self.reader.telling(slow),
            ..self
        }
    }

    /// What reads go to: on SQLite connections that cannot write.
    #[must_use]
    pub const fn reader(&self) -> &Connections {
        &self.reader
    }

    /// How many may read at a time.
    #[must_use]
    pub fn readers(&self) -> usize {
        let readers = match self.backend() {
            DbBackend::Sqlite => connect::READERS,
            _ => connect::CONNECTIONS,
        };
        usize::try_from(readers).unwrap_or(usize::MAX)
    }

    /// Where it is.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// SQLite or PostgreSQL.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.reader.get_database_backend()
    }

    /// The folder of the rows, if they are in one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::Folder(folder) => Some(folder),
            Place::Postgres(_) => None,
        }
    }

    /// The connection that may do what a transaction cannot: migrate, vacuum, back up.
    #[must_use]
    pub const fn maintenance(&self) -> &Connections {
        &self.writer
    }

    /// Closes all connections; on SQLite this folds the write-ahead log into the file.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn close(self) -> Result<(), DatabaseError> {
        self.reader.close().await?;
        if let Some(checkpoints) = &self.checkpoints {
            checkpoints.close().await?;
        }
        self.writer.close().await?;
        Ok(())
    }
}

/// A statement written once for both databases: `$1`, `$2`, … work on either.
///
/// Kept in constants so that a test prepares each of them on both.
#[derive(Clone, Copy, Debug)]
pub struct Sql {
    /// What it says on SQLite.
    pub sqlite: &'static str,
    /// What it says on PostgreSQL; the same text in most cases.
    pub postgres: &'static str,
}

impl Sql {
    /// The same text on both.
    #[must_use]
    pub const fn both(text: &'static str) -> Self {
        Self {
            sqlite: text,
            postgres: text,
        }
    }

    /// The text for one of them.
    #[must_use]
    pub const fn text(self, backend: DbBackend) -> &'static str {
        match backend {
            DbBackend::Postgres => self.postgres,
            _ => self.sqlite,
        }
    }

    fn statement(self, backend: DbBackend, values: Vec<Value>) -> Statement {
        Statement::from_sql_and_values(backend, self.text(backend), values)
    }

    /// All rows.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn all(self, db: &impl ConnectionTrait, values: Vec<Value>) -> Result<Vec<QueryResult>, sea_orm::DbErr> {
        db.query_all_raw(self.statement(db.get_database_backend(), values))
            .await
    }

    /// The first row.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn one(
        self,
        db: &impl ConnectionTrait,
        values: Vec<Value>,
    ) -> Result<Option<QueryResult>, sea_orm::DbErr> {
        db.query_one_raw(self.statement(db.get_database_backend(), values))
            .await
    }

    /// Runs it and tells how many rows it touched.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn run(self, db: &impl ConnectionTrait, values: Vec<Value>) -> Result<u64, sea_orm::DbErr> {
        Ok(db
            .execute_raw(self.statement(db.get_database_backend(), values))
            .await?
            .rows_affected())
    }
}

/// Rows of one statement that inserts many.
const ROWS: usize = 200;

/// An insert of as many rows as there are, with few statements.
#[derive(Clone, Copy, Debug)]
pub struct Insert {
    /// Into which table.
    pub table: &'static str,
    /// Which columns, in the order of the values.
    pub columns: &'static [&'static str],
}

impl Insert {
    /// Writes the values of all rows, one row after the other.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn run(self, db: &impl ConnectionTrait, values: Vec<Value>) -> Result<(), sea_orm::DbErr> {
        let (backend, columns) = (db.get_database_backend(), self.columns.len().max(1));
        for chunk in values.chunks(columns * ROWS) {
            let mut text = format!("INSERT INTO {} ({}) VALUES ", self.table, self.columns.join(", "));
            for (place, _) in chunk.iter().enumerate() {
                let before = match place % columns {
                    0 if place == 0 => "($",
                    0 => "),($",
                    _ => ",$",
                };
                text.push_str(before);
                text.push_str(&(place + 1).to_string());
            }
            text.push(')');
            db.execute_raw(Statement::from_sql_and_values(backend, text, chunk.to_vec()))
                .await?;
        }
        Ok(())
    }
}

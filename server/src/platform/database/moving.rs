//! All rows of one database into another of the other kind: `passerelle move`.
//!
//! The empty one is marked with a table of its own, `moving`, as long as it is being filled: how far each table is, in the same
//! transaction as its rows, so that a move that was cut off goes on. Nobody else opens it meanwhile. Then each table is hashed
//! on both sides.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};
use sqlx::{Connection, PgConnection};

use super::tables::{Cell, Kind, PAGE, Table, line, names, quoted};
use super::{Database, DatabaseError, Place, Sql};
use crate::platform::hash::hex;

/// What migrations write is there already.
const OF_THE_SCHEMA: &str = "schema_version";
/// The row of `moving` that says what is moved.
const SOURCE: &str = "";
/// Rows of one statement of SQLite.
const ROWS: usize = 50;

const TABLES: Sql = Sql {
    sqlite: "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    postgres: "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()",
};
const IS_MARKED: Sql = Sql {
    sqlite: "SELECT count(*) FROM sqlite_master WHERE name = 'moving'",
    postgres: "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'moving'",
};
/// `last` is the key of the last row that came, as a line of JSON.
const CREATE_MARK: Sql =
    Sql::both("CREATE TABLE moving (name TEXT PRIMARY KEY, entries BIGINT NOT NULL, last TEXT NOT NULL)");
const DROP_MARK: Sql = Sql::both("DROP TABLE moving");
const FAR: Sql = Sql::both("SELECT entries, last FROM moving WHERE name = $1");
const NOTE: &str = "INSERT INTO moving (name, entries, last) VALUES ($1, $2, $3)
    ON CONFLICT (name) DO UPDATE SET entries = excluded.entries, last = excluded.last";
const OTHERS: &str = "SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'passerelle' AND pid <> pg_backend_pid()";
const NAME: Sql = Sql::both("SELECT current_database()::text");

/// Why nothing was moved, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// A move goes from one kind to the other.
    #[error("a move goes from SQLite to PostgreSQL or back; give an empty database of the other kind")]
    SameKind,
    /// Somebody serves from the database that is to be moved.
    #[error("{0} connections of a running node; stop all nodes first")]
    InUse(i64),
    /// What is being filled was begun from something else.
    #[error(
        "the database is half filled from another state of this node; make it empty (drop and create it) and begin anew"
    )]
    Another,
    /// Two tables point at each other.
    #[error("table {0} comes before itself; this is a fault of passerelle")]
    Circle(String),
    /// The two sides differ.
    #[error(
        "table {table}: {here} rows here, {there} there, and they are not the same; make the other database empty and begin anew"
    )]
    Differs {
        /// Which.
        table: String,
        /// Rows of what is moved.
        here: usize,
        /// Rows of what was filled.
        there: usize,
    },
    /// A row the other database does not take.
    #[error("table {table}: {source}")]
    Row {
        /// Which.
        table: String,
        /// Why.
        source: DbErr,
    },
    /// The database refuses.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<DbErr> for MoveError {
    fn from(error: DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<sqlx::Error> for MoveError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(DbErr::Exec(sea_orm::RuntimeErr::SqlxError(std::sync::Arc::new(error))).into())
    }
}

/// What was moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Tables with their hashes equal on both sides.
    pub tables: usize,
    /// Rows in them.
    pub rows: usize,
}

/// Before migrations: whether a database may be filled. Marks it, if it is empty.
pub(super) async fn mark(db: &DatabaseConnection) -> Result<(), DatabaseError> {
    if is_marked(db).await? {
        return Ok(());
    }
    if count(db, TABLES).await? > 0 {
        return Err(DatabaseError::NotEmpty);
    }
    CREATE_MARK.run(db, vec![]).await?;
    Ok(())
}

/// Whether a move is filling it.
pub(super) async fn is_marked(db: &DatabaseConnection) -> Result<bool, DatabaseError> {
    Ok(count(db, IS_MARKED).await? > 0)
}

async fn count(db: &DatabaseConnection, sql: Sql) -> Result<i64, DatabaseError> {
    Ok(match sql.one(db, vec![]).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    })
}

/// Refuses a PostgreSQL a node is serving from.
///
/// # Errors
/// When one does, or the database does not answer.
pub async fn refuse_in_use(place: &Place) -> Result<(), MoveError> {
    let Place::Postgres(url) = place else { return Ok(()) };
    let mut connection = PgConnection::connect(url).await?;
    let others: i64 = sqlx::query_scalar(OTHERS).fetch_one(&mut connection).await?;
    connection.close().await?;
    if others > 0 {
        return Err(MoveError::InUse(others));
    }
    Ok(())
}

/// Lets nobody write to a PostgreSQL any more, or again. Connections that are open already go on.
///
/// # Errors
/// When the database is another user's.
pub async fn freeze(database: &Database, frozen: bool) -> Result<(), DatabaseError> {
    let Some(row) = NAME.one(database.reader(), vec![]).await? else {
        return Ok(());
    };
    let name: String = row.try_get_by_index(0)?;
    let what = if frozen {
        "SET default_transaction_read_only = on"
    } else {
        "RESET default_transaction_read_only"
    };
    // A connection that came after it was frozen is of those that may not write, and says so for this once.
    let text = format!("BEGIN READ WRITE; ALTER DATABASE {} {what}; COMMIT", quoted(&name));
    database.maintenance().execute_unprepared(&text).await?;
    Ok(())
}

/// Copies all rows and compares them. `state` names what is moved: another one begins nothing anew. `told` hears of each
/// table, and each page of it, how many rows it has there.
///
/// # Errors
/// See [`MoveError`]; what came stays, and the same call goes on from there.
pub async fn copy(
    from: &Database,
    to: &Database,
    state: &str,
    told: &mut (dyn FnMut(&str, i64) + Send),
) -> Result<Moved, MoveError> {
    if from.backend() == to.backend() {
        return Err(MoveError::SameKind);
    }
    begin(to, state).await?;
    let tables = in_order(from).await?;
    for table in &tables {
        fill(from, to, table, told).await?;
    }
    let mut moved = Moved::default();
    for name in names(from).await? {
        let (here, hash) = Table::of(from, &name).await?.hash(from).await?;
        let (there, other) = Table::of(to, &name).await?.hash(to).await?;
        if (here, &hash) != (there, &other) {
            return Err(MoveError::Differs {
                table: name,
                here,
                there,
            });
        }
        moved.tables += 1;
        moved.rows += here;
    }
    Ok(moved)
}

/// Lets others open what was filled.
///
/// # Errors
/// When the database refuses.
pub async fn finish(to: &Database) -> Result<(), DatabaseError> {
    DROP_MARK.run(to.maintenance(), vec![]).await?;
    Ok(())
}

/// Notes what is moved, or refuses to go on with something else.
async fn begin(to: &Database, state: &str) -> Result<(), MoveError> {
    match far(to, SOURCE).await? {
        Some((_, before)) if before == state => Ok(()),
        Some(_) => Err(MoveError::Another),
        None => {
            let values = vec![SOURCE.into(), 0_i64.into(), state.into()];
            Sql::both(NOTE).run(to.maintenance(), values).await?;
            Ok(())
        }
    }
}

async fn far(to: &Database, table: &str) -> Result<Option<(i64, String)>, DbErr> {
    match FAR.one(to.maintenance(), vec![table.into()]).await? {
        Some(row) => Ok(Some((row.try_get_by_index(0)?, row.try_get_by_index(1)?))),
        None => Ok(None),
    }
}

/// All tables but the schema's own, each after those its rows point at.
async fn in_order(from: &Database) -> Result<Vec<Table>, MoveError> {
    let mut waiting = Vec::new();
    for name in names(from).await? {
        if name != OF_THE_SCHEMA {
            waiting.push(Table::of(from, &name).await?);
        }
    }
    let mut ordered: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let is_ready = |table: &Table| {
            table
                .parents
                .iter()
                .all(|parent| ordered.iter().any(|one| one.name == *parent))
        };
        let (ready, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(is_ready);
        if ready.is_empty() {
            let name = later.first().map(|table| table.name.clone()).unwrap_or_default();
            return Err(MoveError::Circle(name));
        }
        ordered.extend(ready);
        waiting = later;
    }
    Ok(ordered)
}

/// Copies the rows of a table that are not there yet, a page a transaction.
async fn fill(
    from: &Database,
    to: &Database,
    table: &Table,
    told: &mut (dyn FnMut(&str, i64) + Send),
) -> Result<(), MoveError> {
    let there = Table::of(to, &table.name).await?;
    let (mut entries, last) = far(to, &table.name).await?.unwrap_or_default();
    let mut after = table.key_from(&last);
    loop {
        told(&table.name, entries);
        let page = table.page(from, after.as_deref()).await?;
        let Some(last) = page.last() else { return Ok(()) };
        let key = table.key_of(last);
        entries += i64::try_from(page.len()).unwrap_or_default();
        let added = match to.backend() {
            DbBackend::Postgres => add_to_postgres(to, &there, &page, entries, &line(&key)).await,
            _ => add_to_sqlite(to, &there, &page, entries, &line(&key)).await,
        };
        added.map_err(|source| MoveError::Row {
            table: table.name.clone(),
            source,
        })?;
        if page.len() < PAGE {
            told(&table.name, entries);
            return Ok(());
        }
        after = Some(key);
    }
}

async fn add_to_postgres(
    to: &Database,
    table: &Table,
    page: &[Vec<Cell>],
    entries: i64,
    last: &str,
) -> Result<(), DbErr> {
    let failed = |error| DbErr::Exec(sea_orm::RuntimeErr::SqlxError(std::sync::Arc::new(error)));
    let mut bytes = String::new();
    page.iter().for_each(|row| copied(table, row, &mut bytes));
    let text = format!("COPY {} ({}) FROM STDIN", quoted(&table.name), table.list());
    let work = async {
        let mut tx = to.maintenance().driver().get_postgres_connection_pool().begin().await?;
        let mut copy = tx.copy_in_raw(&text).await?;
        copy.send(bytes.into_bytes()).await?;
        copy.finish().await?;
        sqlx::query(NOTE)
            .bind(&table.name)
            .bind(entries)
            .bind(last)
            .execute(&mut *tx)
            .await?;
        tx.commit().await
    };
    work.await.map_err(failed)
}

async fn add_to_sqlite(
    to: &Database,
    table: &Table,
    page: &[Vec<Cell>],
    entries: i64,
    last: &str,
) -> Result<(), DbErr> {
    let tx = to.maintenance().begin().await?;
    for rows in page.chunks(ROWS) {
        let one = format!("({})", vec!["?"; table.columns.len()].join(","));
        let all = vec![one.as_str(); rows.len()].join(",");
        let text = format!("INSERT INTO {} ({}) VALUES {all}", quoted(&table.name), table.list());
        let kinds = table.columns.iter().map(|column| column.kind).cycle();
        let values = rows.iter().flatten().zip(kinds).map(|(cell, kind)| cell.value(kind));
        tx.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, text, values))
            .await?;
    }
    let values = vec![table.name.as_str().into(), entries.into(), last.into()];
    Sql::both(NOTE).run(&tx, values).await?;
    tx.commit().await
}

/// A row as `COPY … FROM STDIN` reads it.
fn copied(table: &Table, row: &[Cell], text: &mut String) {
    for (place, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
        if place > 0 {
            text.push('\t');
        }
        match cell {
            Cell::Null => text.push_str("\\N"),
            Cell::Bytes(bytes) => {
                // A stroke of its own for COPY, one for the bytes.
                text.push_str(if column.kind == Kind::Id { "" } else { "\\\\x" });
                text.push_str(&hex(bytes));
            }
            Cell::Text(said) => escape(said, text),
            Cell::Integer(number) => text.push_str(&number.to_string()),
            Cell::Double(number) => text.push_str(&number.to_string()),
            Cell::Boolean(yes) => text.push(if *yes { 't' } else { 'f' }),
        }
    }
    text.push('\n');
}

fn escape(said: &str, text: &mut String) {
    for character in said.chars() {
        match character {
            '\\' => text.push_str("\\\\"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            other => text.push(other),
        }
    }
}

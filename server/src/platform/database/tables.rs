//! Hashes of whole tables, whatever their columns: to tell whether two databases are the same row by row.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use sha2::{Digest, Sha256};

use super::{Database, Sql};
use crate::platform::hash::hex;

const SQLITE_TABLES: Sql =
    Sql::both("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
const POSTGRES_TABLES: Sql =
    Sql::both("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename");
const COLUMNS: Sql = Sql {
    sqlite: "SELECT name FROM pragma_table_info($1) ORDER BY name",
    postgres: "SELECT column_name::text FROM information_schema.columns
               WHERE table_schema = current_schema() AND table_name = $1 ORDER BY column_name",
};

/// Name, number of rows and SHA-256 of each table; rows in the order of their own text.
///
/// # Errors
/// When the database refuses.
pub async fn hash_rows(database: &Database) -> Result<Vec<(String, usize, String)>, DbErr> {
    let mut hashes = Vec::new();
    for table in names(database).await? {
        let rows = rows(database, &table).await?;
        let mut sha = Sha256::new();
        for row in &rows {
            sha.update(row);
            sha.update(b"\n");
        }
        hashes.push((table, rows.len(), hex(&sha.finalize())));
    }
    Ok(hashes)
}

/// The names of all tables.
///
/// # Errors
/// When the database refuses.
pub async fn names(database: &Database) -> Result<Vec<String>, DbErr> {
    let names = if database.backend() == DbBackend::Postgres {
        POSTGRES_TABLES
    } else {
        SQLITE_TABLES
    };
    let found = names.all(database.reader(), vec![]).await?;
    found.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// The rows of a table, a text each, in the order of that; bytes are in hexadecimal digits.
///
/// # Errors
/// When the database refuses.
pub async fn rows(database: &Database, table: &str) -> Result<Vec<String>, DbErr> {
    let statement = Statement::from_string(database.backend(), select(database, table).await?);
    let found = database.reader().query_all_raw(statement).await?;
    found.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// The columns of a table, by name.
///
/// # Errors
/// When the database refuses.
pub async fn columns(database: &Database, table: &str) -> Result<Vec<String>, DbErr> {
    let found = COLUMNS.all(database.reader(), vec![table.into()]).await?;
    found.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// One text a row. The names come from the database's own catalogue.
async fn select(database: &Database, table: &str) -> Result<String, DbErr> {
    if database.backend() == DbBackend::Postgres {
        return Ok(format!("SELECT t::text FROM \"{table}\" t ORDER BY 1"));
    }
    let columns = columns(database, table).await?;
    let columns: Vec<String> = columns.iter().map(|name| format!("quote(\"{name}\")")).collect();
    Ok(format!(
        "SELECT {} FROM \"{table}\" ORDER BY 1",
        columns.join(" || ',' || ")
    ))
}

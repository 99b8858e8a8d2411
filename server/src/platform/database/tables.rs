//! Hashes of whole tables, whatever their columns: to tell whether two databases are the same row by row.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use sha2::{Digest, Sha256};

use super::{Database, Sql};
use crate::platform::hash::hex;

const SQLITE_TABLES: Sql =
    Sql::both("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
const POSTGRES_TABLES: Sql =
    Sql::both("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename");
const COLUMNS: Sql = Sql::both("SELECT name FROM pragma_table_info($1) ORDER BY name");

/// Name, number of rows and SHA-256 of each table; rows in the order of their own text.
///
/// # Errors
/// When the database refuses.
pub async fn hash_rows(database: &Database) -> Result<Vec<(String, usize, String)>, DbErr> {
    let db = database.reader();
    let names = if database.backend() == DbBackend::Postgres {
        POSTGRES_TABLES
    } else {
        SQLITE_TABLES
    };
    let mut hashes = Vec::new();
    for row in names.all(db, vec![]).await? {
        let table: String = row.try_get_by_index(0)?;
        let statement = Statement::from_string(database.backend(), select(database, &table).await?);
        let mut sha = Sha256::new();
        let rows = db.query_all_raw(statement).await?;
        for row in &rows {
            sha.update(row.try_get_by_index::<String>(0)?);
            sha.update(b"\n");
        }
        let hash = hex(&sha.finalize());
        hashes.push((table, rows.len(), hash));
    }
    Ok(hashes)
}

/// One text a row. The names come from the database's own catalogue.
async fn select(database: &Database, table: &str) -> Result<String, DbErr> {
    if database.backend() == DbBackend::Postgres {
        return Ok(format!("SELECT t::text FROM \"{table}\" t ORDER BY 1"));
    }
    let mut columns = Vec::new();
    for row in COLUMNS.all(database.reader(), vec![table.into()]).await? {
        columns.push(format!("quote(\"{}\")", row.try_get_by_index::<String>(0)?));
    }
    Ok(format!(
        "SELECT {} FROM \"{table}\" ORDER BY 1",
        columns.join(" || ',' || ")
    ))
}

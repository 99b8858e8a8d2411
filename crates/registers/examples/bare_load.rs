//! What a load of a register costs at the least: its file is parsed, and each record goes into one indexed table of SQLite, with
//! the same settings for safety as the product's. `cargo xtask bench registers` sets the product's import beside it.
//!
//! `cargo run --release -p registers --example bare_load -- offeneregister FILE FOLDER`

#![allow(clippy::print_stdout)]

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use registers::{Item, Options, Register};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

/// Records of a transaction, and of a statement.
const BATCH: usize = 1000;
const ROWS: usize = 100;
/// Records whose time is told by itself: what a record costs grows with the tables, here as well.
const FIRST: u64 = 100_000;

/// Number, name, canonical JSON.
type Row = (String, String, String);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [register, file, folder] = words.as_slice() else {
        bail!("a register, its file and an empty folder are expected");
    };
    let register: Register = register.parse().ok().context("no such register")?;
    let begun = Instant::now();
    let (records, first) = load(register, Path::new(file), Path::new(folder)).await?;
    let seconds = begun.elapsed().as_secs_f64();
    println!("{records} records in {seconds:.2} s, the first {FIRST} in {first:.2} s");
    Ok(())
}

/// How many records, and the seconds of the first of them.
async fn load(register: Register, file: &Path, folder: &Path) -> Result<(u64, f64)> {
    let begun = Instant::now();
    let mut first = 0.0;
    let mut db = SqliteConnectOptions::new()
        .filename(folder.join("bare.sqlite"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await?;
    db.execute("CREATE TABLE record (number TEXT PRIMARY KEY, name TEXT NOT NULL, bytes TEXT NOT NULL)")
        .await?;
    db.execute("CREATE INDEX record_name ON record (name)").await?;
    let (mut batch, mut records) = (Vec::with_capacity(BATCH), 0);
    for item in registers::open(register, file, Options::new(folder))? {
        let Item::Record(record) = item? else { continue };
        let name = record.names.first().map(|name| name.value.clone()).unwrap_or_default();
        batch.push((record.number.clone(), name, record.canonical_json()?));
        records += 1;
        if batch.len() == BATCH {
            write(&mut db, std::mem::take(&mut batch)).await?;
        }
        if records == FIRST {
            first = begun.elapsed().as_secs_f64();
        }
    }
    write(&mut db, batch).await?;
    let (stored,): (i64,) = sqlx::query_as("SELECT count(*) FROM record").fetch_one(&mut db).await?;
    db.close().await?;
    if u64::try_from(stored)? != records {
        bail!("{records} records read, {stored} stored");
    }
    Ok((records, first))
}

async fn write(db: &mut SqliteConnection, batch: Vec<Row>) -> Result<()> {
    let mut tx = db.begin().await?;
    for rows in batch.chunks(ROWS) {
        let text = format!("INSERT INTO record VALUES {}", vec!["(?,?,?)"; rows.len()].join(","));
        let mut query = sqlx::query(AssertSqlSafe(text));
        for (number, name, bytes) in rows {
            query = query.bind(number.clone()).bind(name.clone()).bind(bytes.clone());
        }
        query.execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

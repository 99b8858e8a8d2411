//! Migrations: numbered pairs, one text for SQLite and one for PostgreSQL, embedded in the binary.
//! Forward only; each runs in a transaction of its own together with its number.

use include_dir::{Dir, include_dir};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, TransactionTrait};

use super::{DatabaseError, Sql};

static MIGRATIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// The schema this binary writes.
pub const LATEST: i64 = 28;

/// PostgreSQL's advisory lock while the schema changes: an arbitrary number, the same on all nodes.
const MIGRATION_LOCK: i64 = 7_211_001;

const CREATE: Sql =
    Sql::both("CREATE TABLE IF NOT EXISTS schema_version (number BIGINT PRIMARY KEY, name TEXT NOT NULL)");
const CURRENT: Sql = Sql::both("SELECT coalesce(max(number), 0) FROM schema_version");
const EXISTS: Sql = Sql {
    sqlite: "SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'",
    postgres: "SELECT count(*) FROM pg_tables WHERE tablename = 'schema_version' AND schemaname = current_schema()",
};
const NOTE: Sql = Sql::both("INSERT INTO schema_version (number, name) VALUES ($1, $2)");
const LOCK: Sql = Sql::both("SELECT pg_advisory_xact_lock($1)");

/// A schema this binary cannot work on.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// Written by a later version.
    #[error(
        "the database has schema {found}, this version of passerelle knows up to {known}; install the newer version"
    )]
    Newer {
        /// Number in the database.
        found: i64,
        /// Number this binary knows.
        known: i64,
    },
    /// Not brought up to date yet, and opened to read.
    #[error("the database has schema {found}, {known} is needed; run `passerelle migrate`")]
    Older {
        /// Number in the database.
        found: i64,
        /// Number this binary knows.
        known: i64,
    },
    /// The binary was built without one of its own files.
    #[error("migration {0} is missing in this build")]
    Missing(i64),
}

/// What bringing the schema up to date did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// Number before.
    pub from: i64,
    /// Number after.
    pub to: i64,
}

/// Runs what is missing, each step in its own transaction.
pub(super) async fn up(db: &DatabaseConnection) -> Result<Migrated, DatabaseError> {
    CREATE.run(db, vec![]).await.or_else(|error| {
        // Two nodes that start at once: the table is there now, whoever made it.
        if db.get_database_backend() == DbBackend::Postgres {
            Ok(0)
        } else {
            Err(error)
        }
    })?;
    let from = current(db).await?;
    if from > LATEST {
        return Err(SchemaError::Newer {
            found: from,
            known: LATEST,
        }
        .into());
    }
    for number in from + 1..=LATEST {
        step(db, number).await?;
    }
    Ok(Migrated { from, to: LATEST })
}

async fn step(db: &DatabaseConnection, number: i64) -> Result<(), DatabaseError> {
    let (name, text) = find(db.get_database_backend(), number).ok_or(SchemaError::Missing(number))?;
    let tx = db.begin().await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        LOCK.one(&tx, vec![MIGRATION_LOCK.into()]).await?;
    }
    // Another node may have done it while this one waited.
    if current(&tx).await? < number {
        tx.execute_unprepared(text).await?;
        NOTE.run(&tx, vec![number.into(), name.into()]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Refuses a schema that is newer or older than this binary.
pub(super) async fn check(db: &DatabaseConnection) -> Result<(), DatabaseError> {
    let exists: i64 = match EXISTS.one(db, vec![]).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    let found = if exists == 0 { 0 } else { current(db).await? };
    match found {
        found if found > LATEST => Err(SchemaError::Newer { found, known: LATEST }.into()),
        found if found < LATEST => Err(SchemaError::Older { found, known: LATEST }.into()),
        _ => Ok(()),
    }
}

async fn current(db: &impl ConnectionTrait) -> Result<i64, DatabaseError> {
    match CURRENT.one(db, vec![]).await? {
        Some(row) => Ok(row.try_get_by_index(0)?),
        None => Ok(0),
    }
}

/// File name and text of a migration: `0001_journal.sql`.
fn find(backend: DbBackend, number: i64) -> Option<(&'static str, &'static str)> {
    let folder = if backend == DbBackend::Postgres {
        "postgres"
    } else {
        "sqlite"
    };
    let prefix = format!("{number:04}_");
    MIGRATIONS.get_dir(folder)?.files().find_map(|file| {
        let name = file.path().file_name()?.to_str()?;
        name.starts_with(&prefix)
            .then(|| file.contents_utf8().map(|text| (name, text)))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_the_same_on_both() {
        for number in 1..=LATEST {
            let (one, _) = find(DbBackend::Sqlite, number).unwrap();
            let (two, _) = find(DbBackend::Postgres, number).unwrap();
            assert_eq!(one, two);
        }
        assert_eq!(find(DbBackend::Sqlite, LATEST + 1), None);
    }
}

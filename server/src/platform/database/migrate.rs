//! Migrations: numbered pairs, one text for SQLite and one for PostgreSQL, embedded in the binary.
//! Forward only; each runs in a transaction of its own together with its number.
//!
//! A step says in its first line what it means for nodes of the version before: `-- expand`, they go on beside it, and may be
//! started on it again; `-- contract`, they must not. So nodes are upgraded one after the other as long as steps only expand;
//! what they leave behind goes with a contraction of a later version.

use std::time::Duration;

use include_dir::{Dir, include_dir};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, TransactionTrait};

use super::{DatabaseError, Sql};

static MIGRATIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// The schema this binary writes.
pub const LATEST: i64 = 29;

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
/// From this step on the table says what kind a step is.
const KINDS_FROM: i64 = 29;
const NOTE_KIND: Sql = Sql::both("UPDATE schema_version SET kind = $2 WHERE number = $1");
/// Steps behind a number that do not say that versions before them may go on.
const CLOSED_AFTER: Sql =
    Sql::both("SELECT count(*) FROM schema_version WHERE number > $1 AND (kind IS NULL OR kind <> 'expand')");
/// How often a step is tried that waited too long for a table, in the midst of whose use it comes.
const TRIES: u32 = 10;
/// Between two of these tries.
const BETWEEN: Duration = Duration::from_millis(500);
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

/// What a step means for nodes of the version before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// They go on beside it.
    Expand,
    /// They must be stopped first.
    Contract,
}

impl Kind {
    /// The word in the first line of a step, and in the table.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Expand => "expand",
            Self::Contract => "contract",
        }
    }

    /// Steps from before there were kinds say nothing: no version before them may go on.
    fn of(text: &str) -> Self {
        let first = text.lines().next().unwrap_or_default();
        match first.strip_prefix("-- expand") {
            Some(_) => Self::Expand,
            None => Self::Contract,
        }
    }
}

/// A step that has not been taken yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub number: i64,
    /// Its file.
    pub name: &'static str,
    /// What it means for others.
    pub kind: Kind,
}

/// Where a database stands, as seen by this binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The number of its last step; 0 where there is nothing yet.
    pub found: i64,
    /// What this binary would do to it.
    pub to_come: Vec<Step>,
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
        goes_with(db, from).await?;
        tracing::warn!(
            found = from,
            known = LATEST,
            "the schema is of a later version, which lets this one go on"
        );
    }
    for number in from + 1..=LATEST {
        step(db, number).await?;
    }
    if (1..LATEST).contains(&from) {
        tracing::info!(from, to = LATEST, "the schema has changed");
    }
    Ok(Migrated {
        from,
        to: from.max(LATEST),
    })
}

/// Takes a step; where the tables it changes are in use, whoever uses them ends first, and it is tried again.
async fn step(db: &DatabaseConnection, number: i64) -> Result<(), DatabaseError> {
    let found = find(db.get_database_backend(), number).ok_or(SchemaError::Missing(number))?;
    let mut tries = 1;
    loop {
        match take(db, number, found).await {
            Err(error) if tries < TRIES && (error.is_conflict() || error.is_locked()) => tries += 1,
            done => return done,
        }
        tokio::time::sleep(BETWEEN).await;
    }
}

async fn take(db: &DatabaseConnection, number: i64, (name, text): (&str, &str)) -> Result<(), DatabaseError> {
    let tx = db.begin().await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        LOCK.one(&tx, vec![MIGRATION_LOCK.into()]).await?;
    }
    // Another node may have done it while this one waited.
    if current(&tx).await? < number {
        tx.execute_unprepared(text).await?;
        NOTE.run(&tx, vec![number.into(), name.into()]).await?;
        if number >= KINDS_FROM {
            NOTE_KIND
                .run(&tx, vec![number.into(), Kind::of(text).code().into()])
                .await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Whether this binary may work on a schema of a later version: all steps behind its own say so.
async fn goes_with(db: &impl ConnectionTrait, found: i64) -> Result<(), DatabaseError> {
    let closed: i64 = match CLOSED_AFTER.one(db, vec![LATEST.into()]).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    if closed > 0 {
        return Err(SchemaError::Newer { found, known: LATEST }.into());
    }
    Ok(())
}

/// Where a database stands; nothing is changed.
pub(super) async fn standing(db: &DatabaseConnection) -> Result<Standing, DatabaseError> {
    let found = found(db).await?;
    if found > LATEST {
        goes_with(db, found).await?;
    }
    let step = |number| {
        let (name, text) = find(db.get_database_backend(), number).ok_or(SchemaError::Missing(number))?;
        let kind = Kind::of(text);
        Ok(Step { number, name, kind })
    };
    let to_come: Result<_, SchemaError> = (found + 1..=LATEST).map(step).collect();
    Ok(Standing {
        found,
        to_come: to_come?,
    })
}

async fn found(db: &DatabaseConnection) -> Result<i64, DatabaseError> {
    let exists: i64 = match EXISTS.one(db, vec![]).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    if exists == 0 { Ok(0) } else { current(db).await }
}

/// Refuses a schema that is older than this binary, or newer and not for it.
pub(super) async fn check(db: &DatabaseConnection) -> Result<(), DatabaseError> {
    match found(db).await? {
        found if found > LATEST => goes_with(db, found).await,
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

    #[test]
    fn each_step_says_what_it_means_for_others() {
        for number in KINDS_FROM..=LATEST {
            for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
                let (name, text) = find(backend, number).unwrap();
                let first = text.lines().next().unwrap();
                assert!(
                    first.starts_with("-- expand: ") || first.starts_with("-- contract: "),
                    "{name} begins with {first:?}"
                );
            }
        }
        assert_eq!(Kind::of("-- Some words.\nCREATE TABLE t (a)"), Kind::Contract);
        assert_eq!(Kind::of("-- expand: a table more\n"), Kind::Expand);
    }
}

//! Who else writes on PostgreSQL: an import is a process of its own there, and sees in the journal that people write beside it.

use std::sync::atomic::{AtomicI64, Ordering};

use sea_orm::DbBackend;

use super::{head, tables};
use crate::platform::database::{Database, DatabaseError};

/// Where nothing was looked at yet.
const NOWHERE: i64 = -1;

/// How far this process has looked for people.
#[derive(Debug)]
pub(super) struct Beside(AtomicI64);

impl Default for Beside {
    fn default() -> Self {
        Self(AtomicI64::new(NOWHERE))
    }
}

impl Beside {
    /// Whether a person has written through any process since this was last asked; on SQLite, where one process writes, it is
    /// the queue that knows.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) async fn has_somebody_written(&self, database: &Database) -> Result<bool, DatabaseError> {
        if database.backend() != DbBackend::Postgres {
            return Ok(false);
        }
        let after = self.0.load(Ordering::Relaxed);
        if after == NOWHERE {
            self.0.store(head(database.reader()).await?, Ordering::Relaxed);
            return Ok(false);
        }
        let Some(row) = tables::PEOPLE_AFTER.one(database.reader(), vec![after.into()]).await? else {
            return Ok(false);
        };
        let (last, people): (Option<i64>, Option<i32>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        if let Some(last) = last {
            self.0.fetch_max(last, Ordering::Relaxed);
        }
        Ok(people == Some(1))
    }
}

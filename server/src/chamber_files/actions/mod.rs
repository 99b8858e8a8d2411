//! Every write of this feature that a person makes: each one transaction with its entry of the journal.

mod open;
mod run;

pub use open::{Brought, bring, discard, name_columns};
pub use run::{import, undo};

use sea_orm::{EntityTrait, QuerySelect};
use serde_json::json;

use super::model::FileId;
use super::reading::SheetFault;
use super::tables::file;
use crate::organisations::bulk::BulkError;
use crate::platform::access::{self, Action, Actor, Grant, Ownership, Refusal, Subject};
use crate::platform::database::{AsDatabaseError, DatabaseError, Tx};
use crate::platform::files::FilesError;
use crate::platform::journal::Entry;

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Not allowed, or hidden.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It is no table that can be read.
    #[error(transparent)]
    Sheet(#[from] SheetFault),
    /// It has gone on meanwhile: its page says how it stands.
    #[error("it has gone on meanwhile")]
    Moved,
    /// Its rows are gone: they are kept for thirty days.
    #[error("its rows are kept no longer")]
    Gone,
    /// Rows of organisations refuse.
    #[error(transparent)]
    Bulk(#[from] BulkError),
    /// The store of files refuses.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The plain table cannot be written or read.
    #[error("the plain table: {0}")]
    Table(#[from] csv::Error),
    /// A value that cannot be written as JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for FileError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl AsDatabaseError for FileError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            Self::Bulk(error) => error.as_database(),
            _ => None,
        }
    }
}

impl Subject for file::Model {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: self.id,
            version: self.version,
            chamber: Some(self.chamber.clone()),
            ..Ownership::default()
        }
    }
}

/// The file, held until the transaction ends, and the right to it. A foreign one is as hidden as one that is not there.
async fn load(tx: &Tx, actor: &Actor, id: FileId) -> Result<(file::Model, Grant), FileError> {
    let found = file::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    let row = found.ok_or(Refusal::Hidden)?;
    let grant = access::decide(actor, Action::BringChamberFile, &row)?;
    Ok((row, grant))
}

/// What the journal says of a file: neither its name nor a cell of it.
pub(super) fn entry(action: &'static str, row: &file::Model) -> Entry {
    let said = json!({
        "chamber": row.chamber, "rows": row.total, "position": row.position,
        "counts": serde_json::from_str::<serde_json::Value>(&row.counts).unwrap_or_default(),
    });
    Entry::of(action, format!("chamber-file:{}", FileId(row.id)), None, &said)
}

//! A run is ordered, or taken back. The work itself is `work`'s: these only say that it shall be done.

use sea_orm::{ActiveModelTrait, IntoActiveModel};

use super::{FileError, entry, load};
use crate::chamber_files::model::{Counts, FileId, State};
use crate::chamber_files::tables::file;
use crate::platform::access::Actor;
use crate::platform::journal::{self, Journal};

/// The rows shall come in. Sent twice, it is done once.
///
/// # Errors
/// See [`FileError`].
pub async fn import(journal: &Journal, actor: &Actor, id: FileId, version: i64) -> Result<(), FileError> {
    journal
        .write(|tx| async move {
            let (row, grant) = load(&tx, actor, id).await?;
            // What was looked at is what comes in.
            if row.state != State::Open.code() || row.version != version {
                return Err(FileError::Moved);
            }
            let row = file::Model {
                version: row.version + 1,
                state: State::Importing.code().to_owned(),
                position: 0,
                counts: serde_json::to_string(&Counts::default())?,
                changed_at: tx.now(),
                ..row
            };
            let said = entry("chamber_files.import", &row);
            row.into_active_model().reset_all().update(tx.connection()).await?;
            Ok((journal::append(&tx, journal.clock(), grant, said).await?, ()))
        })
        .await
}

/// All that the run did shall be as before.
///
/// # Errors
/// See [`FileError`].
pub async fn undo(journal: &Journal, actor: &Actor, id: FileId) -> Result<(), FileError> {
    journal
        .write(|tx| async move {
            let (row, grant) = load(&tx, actor, id).await?;
            match State::from_code(&row.state) {
                Some(State::Imported) if row.sha256.is_empty() => return Err(FileError::Gone),
                Some(State::Imported) => {}
                _ => return Err(FileError::Moved),
            }
            let row = file::Model {
                version: row.version + 1,
                state: State::Undoing.code().to_owned(),
                changed_at: tx.now(),
                ended_at: None,
                ..row
            };
            let said = entry("chamber_files.undo", &row);
            row.into_active_model().reset_all().update(tx.connection()).await?;
            Ok((journal::append(&tx, journal.clock(), grant, said).await?, ()))
        })
        .await
}

//! A reader of the journal, once for the whole cluster: what changed of young companies is kept as rows of this feature. Whom it
//! concerns is found when somebody looks at it, so that a workspace can be opened by its people alone.

use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, IntoActiveModel};

use crate::investors::model::is_listed_here;
use crate::investors::rules::told;
use crate::investors::tables::startup_change::{Column, Entity, Model};
use crate::organisations::days;
use crate::organisations::queries::briefs;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::{Journal, Read, Turn};

const NAME: &str = "investors";
const ENTRIES: i64 = 100;

/// Reads what came since the last time.
///
/// # Errors
/// When the database refuses; nothing is kept then.
pub async fn read(journal: &Journal) -> Result<Turn, DatabaseError> {
    journal
        .read_once(NAME, ENTRIES, |tx, entries| async move {
            for entry in &entries {
                keep(&tx, entry).await?;
            }
            Ok(())
        })
        .await
}

/// Reads until the process ends, on whichever node is quicker.
pub async fn follow(journal: Journal) {
    let turn = || read(&journal);
    journal.follow("changes for investors could not be kept", turn).await;
}

async fn keep(tx: &Tx, entry: &Read) -> Result<(), DatabaseError> {
    let Some(told) = told(entry) else { return Ok(()) };
    let of = briefs(tx.connection(), &[told.organisation.0]).await?;
    if !of.iter().any(is_listed_here) {
        return Ok(());
    }
    let rows = (0..).zip(told.changes).map(|(place, note)| {
        let (register, as_of) = note.source.map(|(code, day)| (code, days(day))).unzip();
        let row = Model {
            entry_seq: entry.seq,
            place,
            organisation_id: told.organisation.0,
            field: note.field,
            old_value: note.before,
            new_value: note.after,
            register,
            as_of,
            at: note.at,
        };
        row.into_active_model()
    });
    Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([Column::EntrySeq, Column::Place])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

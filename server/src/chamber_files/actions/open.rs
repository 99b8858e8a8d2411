//! A file is brought, its columns are named, or it is thrown away again. Nothing of the directory is written here.

use chrono::NaiveDate;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::{FileError, entry, load};
use crate::chamber_files::model::{Counts, FileId, Mapping, State};
use crate::chamber_files::queries::remembered;
use crate::chamber_files::reading::{Sheet, to_kept};
use crate::chamber_files::rules::{guess, shape};
use crate::chamber_files::tables::{file, mapping};
use crate::organisations::days;
use crate::organisations::model::Kind;
use crate::platform::access::{self, Action, Actor, Chamber};
use crate::platform::files::Files;
use crate::platform::journal::{self, Journal};
use crate::platform::region::Region;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Brought<'a> {
    /// Code of the chamber.
    pub chamber: &'a str,
    /// Who brings it.
    pub person: Uuid,
    /// As it is called.
    pub name: String,
    /// The day it holds for.
    pub dated: NaiveDate,
    /// Its rows.
    pub sheet: Sheet,
    /// Language of the reader, for columns that do not say theirs.
    pub language: &'a str,
}

/// Keeps the plain table and proposes what its columns mean. The same table again leads to the one that is open already.
///
/// # Errors
/// See [`FileError`].
pub async fn bring(
    journal: &Journal,
    (files, region): (&Files, &Region),
    actor: &Actor,
    brought: Brought<'_>,
) -> Result<FileId, FileError> {
    // Asked before bytes are kept: what nobody may bring is not stored even for a moment.
    drop(access::decide(
        actor,
        Action::BringChamberFile,
        &Chamber(brought.chamber),
    )?);
    let hash = &files.keep(to_kept(&brought.sheet)?).await?;
    let (brought, shape) = (&brought, &shape(&brought.sheet.header));
    let guessed = &guess(&brought.sheet, region, brought.language);
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::BringChamberFile, &Chamber(brought.chamber))?;
            let same = file::Entity::find()
                .filter(file::Column::Chamber.eq(brought.chamber))
                .filter(file::Column::State.eq(State::Open.code()))
                .filter(file::Column::Sha256.eq(hash.to_vec()))
                .filter(file::Column::Dated.eq(days(brought.dated)))
                .one(tx.connection())
                .await?;
            if let Some(row) = same {
                let receipt = journal::append(&tx, journal.clock(), grant, entry("chamber_files.again", &row)).await?;
                return Ok((receipt, FileId(row.id)));
            }
            let known = remembered(tx.connection(), brought.chamber, shape).await?;
            let known = known.filter(|mapping| mapping.columns.len() == guessed.len());
            let mapping = known.unwrap_or_else(|| Mapping {
                columns: guessed.clone(),
                kind: Kind::Sme,
            });
            let row = file::Model {
                id: journal.clock().id(),
                version: 1,
                chamber: brought.chamber.to_owned(),
                person_id: brought.person,
                name: brought.name.clone(),
                dated: days(brought.dated),
                state: State::Open.code().to_owned(),
                sha256: hash.to_vec(),
                total: i64::try_from(brought.sheet.rows.len()).unwrap_or(i64::MAX),
                position: 0,
                shape: shape.clone(),
                mapping: serde_json::to_string(&mapping)?,
                counts: serde_json::to_string(&Counts::default())?,
                created_at: tx.now(),
                changed_at: tx.now(),
                ended_at: None,
            };
            let active = row.clone().into_active_model().reset_all();
            active.insert(tx.connection()).await?;
            let receipt = journal::append(&tx, journal.clock(), grant, entry("chamber_files.brought", &row)).await?;
            Ok((receipt, FileId(row.id)))
        })
        .await
}

/// Says what the columns mean, and keeps it for the chamber's next file that looks alike.
///
/// # Errors
/// See [`FileError`].
pub async fn name_columns(journal: &Journal, actor: &Actor, id: FileId, named: &Mapping) -> Result<(), FileError> {
    journal
        .write(|tx| async move {
            let (row, grant) = load(&tx, actor, id).await?;
            if row.state != State::Open.code() {
                return Err(FileError::Moved);
            }
            let text = serde_json::to_string(named)?;
            let known = mapping::Model {
                chamber: row.chamber.clone(),
                shape: row.shape.clone(),
                mapping: text.clone(),
                changed_at: tx.now(),
            };
            let again = OnConflict::columns([mapping::Column::Chamber, mapping::Column::Shape])
                .update_columns([mapping::Column::Mapping, mapping::Column::ChangedAt])
                .to_owned();
            mapping::Entity::insert(known.into_active_model().reset_all())
                .on_conflict(again)
                .exec_without_returning(tx.connection())
                .await?;
            let row = file::Model {
                version: row.version + 1,
                mapping: text,
                changed_at: tx.now(),
                ..row
            };
            let said = entry("chamber_files.named", &row);
            row.into_active_model().reset_all().update(tx.connection()).await?;
            Ok((journal::append(&tx, journal.clock(), grant, said).await?, ()))
        })
        .await
}

/// Throws away a file nothing was taken from.
///
/// # Errors
/// See [`FileError`].
pub async fn discard(journal: &Journal, files: &Files, actor: &Actor, id: FileId) -> Result<(), FileError> {
    let free = journal
        .write(|tx| async move {
            let (row, grant) = load(&tx, actor, id).await?;
            if row.state != State::Open.code() {
                return Err(FileError::Moved);
            }
            file::Entity::delete_by_id(row.id).exec(tx.connection()).await?;
            let others = file::Entity::find()
                .filter(file::Column::Sha256.eq(row.sha256.clone()))
                .one(tx.connection())
                .await?;
            let receipt = journal::append(&tx, journal.clock(), grant, entry("chamber_files.discarded", &row)).await?;
            Ok::<_, FileError>((receipt, others.is_none().then_some(row.sha256)))
        })
        .await?;
    if let Some(hash) = free {
        files.remove(&hash).await?;
    }
    Ok(())
}

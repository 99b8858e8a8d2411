//! Reads: whoever asks has seen that what a file belongs to is theirs to see.

use std::collections::BTreeSet;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::model::{Attachment, AttachmentId, Of};
use super::tables::attachment::{Column, Entity, Model};
use crate::platform::database::DatabaseError;
use crate::platform::files::FileKind;

/// A row as it is read; none where a later version wrote it.
pub(super) fn attachment(row: Model) -> Option<Attachment> {
    Some(Attachment {
        id: AttachmentId(row.id),
        kind: FileKind::ALL.into_iter().find(|kind| kind.media_type() == row.kind)?,
        name: row.name,
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        sha256: row.sha256,
        person: row.person_id,
        at: row.at,
    })
}

pub(super) fn belongs(of: Of) -> Expr {
    match of {
        Of::Opportunity(id) => Column::OpportunityId.eq(id),
        Of::Introduction(id) => Column::IntroductionId.eq(id),
    }
}

/// The files of something, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(db: &impl ConnectionTrait, of: Of) -> Result<Vec<Attachment>, DatabaseError> {
    let rows = Entity::find()
        .filter(belongs(of))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(attachment).collect())
}

/// One of them, with its place among them, from 1 on. `None`: there is none such.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    db: &impl ConnectionTrait,
    of: Of,
    id: AttachmentId,
) -> Result<Option<(usize, Attachment)>, DatabaseError> {
    let all = list(db, of).await?;
    Ok((1..).zip(all).find(|(_, one)| one.id == id))
}

/// The introductions that have files.
///
/// # Errors
/// When the database refuses.
pub async fn introductions(db: &impl ConnectionTrait) -> Result<Vec<Uuid>, DatabaseError> {
    let found: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::IntroductionId)
        .distinct()
        .filter(Column::IntroductionId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(found)
}

/// Whether a row names these bytes.
///
/// # Errors
/// When the database refuses.
pub async fn is_named(db: &impl ConnectionTrait, hash: &[u8]) -> Result<bool, DatabaseError> {
    let named = Entity::find().filter(Column::Sha256.eq(hash)).count(db).await?;
    Ok(named > 0)
}

/// The hashes that rows name: bytes under any other are nobody's.
///
/// # Errors
/// When the database refuses.
pub async fn named_files(db: &impl ConnectionTrait) -> Result<BTreeSet<Vec<u8>>, DatabaseError> {
    let hashes: Vec<Vec<u8>> = Entity::find()
        .select_only()
        .column(Column::Sha256)
        .into_tuple()
        .all(db)
        .await?;
    Ok(hashes.into_iter().collect())
}

//! Who brought a file: told to that person; the file itself is the chamber's and stays.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::model::FileId;
use super::tables::file;
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Tx};
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "chamberFiles"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, _: &'a Tx, _: Hands<'a>, _: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async { Ok(Erased::default()) })
    }
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let rows = file::Entity::find()
        .filter(file::Column::PersonId.eq(whose.id))
        .all(db)
        .await?;
    let rows = rows.into_iter().map(|row| {
        json!({
            "id": FileId(row.id), "chamber": row.chamber, "name": row.name, "state": row.state,
            "createdAt": rfc3339(row.created_at),
        })
    });
    share.data.insert("files".into(), rows.collect());
    Ok(share)
}

/// The hashes of all plain tables that are kept.
///
/// # Errors
/// When the database refuses.
pub async fn named_files(db: &impl ConnectionTrait) -> Result<BTreeSet<Vec<u8>>, DatabaseError> {
    let hashes: Vec<Vec<u8>> = file::Entity::find()
        .select_only()
        .column(file::Column::Sha256)
        .into_tuple()
        .all(db)
        .await?;
    Ok(hashes.into_iter().filter(|hash| !hash.is_empty()).collect())
}

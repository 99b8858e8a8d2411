//! What notices keep about somebody: their list, and whether they wanted letters.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::tables::{self, notice};
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Tx};
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "notices"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move {
            tables::erase(tx, whose.id).await?;
            Ok(Erased::default())
        })
    }
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let rows = notice::Entity::find()
        .filter(notice::Column::PersonId.eq(whose.id))
        .all(db)
        .await?;
    let rows = rows.into_iter().map(|row| {
        json!({
            "kind": row.kind, "subject": row.subject, "reference": row.reference, "at": rfc3339(row.at),
            "readAt": row.read_at.map(rfc3339),
        })
    });
    share.data.insert("notices".into(), rows.collect());
    let stopped = tables::is_stopped(db, whose.id).await?;
    share.data.insert("lettersStopped".into(), stopped.into());
    Ok(share)
}

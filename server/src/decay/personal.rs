//! What this feature keeps about somebody: which letters asked them, and whether they answered.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::model::ReconfirmationId;
use super::tables::reconfirmation::{Column, Entity};
use crate::organisations::model::OrganisationId;
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Tx};
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "decay"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move {
            let theirs = Entity::delete_many().filter(Column::PersonId.eq(whose.id));
            theirs.exec(tx.connection()).await?;
            Ok(Erased::default())
        })
    }
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let rows = Entity::find().filter(Column::PersonId.eq(whose.id)).all(db).await?;
    let rows = rows.into_iter().map(|row| {
        json!({
            "id": ReconfirmationId(row.id), "organisation": OrganisationId(row.organisation_id),
            "askedAt": rfc3339(row.created_at), "confirmedAt": row.used_at.map(rfc3339),
        })
    });
    let mut share = Share::default();
    share.data.insert("reconfirmations".into(), rows.collect());
    Ok(share)
}

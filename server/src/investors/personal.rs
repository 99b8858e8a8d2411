//! What this feature may keep about somebody: a company is called after them, and what changed of it names them. Who says, follows
//! and searches is kept nowhere but in the journal.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde_json::json;

use super::tables::{interest, saved_search, startup_change, watch};
use crate::organisations::model::OrganisationId;
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Tx};
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose, naming};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "investors"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move {
            // Told from the journal, and of no more use once it may not be told.
            let theirs = startup_change::Entity::delete_many().filter(of(whose));
            theirs.exec(tx.connection()).await?;
            Ok(Erased::default())
        })
    }
}

fn of(whose: &Whose) -> Condition {
    use startup_change::Column;
    naming(whose, &[Column::OldValue, Column::NewValue])
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let rows = startup_change::Entity::find().filter(of(whose)).all(db).await?;
    let rows = rows.into_iter().map(|row| {
        json!({
            "organisation": OrganisationId(row.organisation_id), "field": row.field, "before": row.old_value,
            "after": row.new_value, "at": rfc3339(row.at),
        })
    });
    let mut share = Share::default();
    share.data.insert("changesThatNameYou".into(), rows.collect());
    Ok(share)
}

/// An organisation is erased: what it said, what changed of it, its workspace, and it from the workspaces of others.
///
/// # Errors
/// When the database refuses.
pub async fn forget_organisation(tx: &Tx, id: OrganisationId) -> Result<(), DatabaseError> {
    let db = tx.connection();
    let said = interest::Entity::delete_many().filter(interest::Column::OrganisationId.eq(id.0));
    said.exec(db).await?;
    let changes = startup_change::Entity::delete_many().filter(startup_change::Column::OrganisationId.eq(id.0));
    changes.exec(db).await?;
    let either = Condition::any()
        .add(watch::Column::OrganisationId.eq(id.0))
        .add(watch::Column::WatchedId.eq(id.0));
    watch::Entity::delete_many().filter(either).exec(db).await?;
    let searches = saved_search::Entity::delete_many().filter(saved_search::Column::OrganisationId.eq(id.0));
    searches.exec(db).await?;
    Ok(())
}

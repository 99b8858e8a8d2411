//! What this feature keeps about somebody: which endpoints they registered. These are their organisation's or chamber's and stay;
//! what an address may have of their name stands there until somebody changes it, for without it nothing would be told.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::model::WebhookId;
use super::tables::webhook::{Column, Entity};
use crate::organisations::model::OrganisationId;
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Tx};
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "webhooks"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move {
            Entity::update_many()
                .col_expr(Column::Author, Expr::value(Option::<uuid::Uuid>::None))
                .filter(Column::Author.eq(whose.id))
                .exec(tx.connection())
                .await?;
            Ok(Erased::default())
        })
    }
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let rows = Entity::find().filter(Column::Author.eq(whose.id)).all(db).await?;
    let rows = rows.into_iter().map(|row| {
        json!({
            "id": WebhookId(row.id), "organisation": row.organisation_id.map(OrganisationId), "chamber": row.chamber,
            "url": row.url, "events": row.events.trim(), "createdAt": rfc3339(row.created_at),
        })
    });
    let mut share = Share::default();
    share.data.insert("registered".into(), rows.collect());
    Ok(share)
}

//! What this feature keeps about somebody: what they laid in. It belongs to an organisation, or to two, and stays with them; who
//! laid it in goes, and their name out of what it is called.

use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::{Value, json};

use super::model::AttachmentId;
use super::tables::attachment::{Column, Entity};
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Tx};
use crate::platform::id::encode;
use crate::platform::personal::{Erased, Hands, Personal, Share, SharedFile, Whose, naming};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "attachments"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(erase(tx, whose))
    }
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let mut laid: Vec<Value> = Vec::new();
    for row in Entity::find().filter(Column::PersonId.eq(whose.id)).all(db).await? {
        // Two files may have one name.
        let id = AttachmentId(row.id);
        let name = format!("files/{id}-{}", row.name.replace(['/', '\\'], "_"));
        laid.push(json!({
            "id": id, "opportunity": row.opportunity_id.map(encode), "introduction": row.introduction_id.map(encode),
            "name": row.name, "type": row.kind, "bytes": row.bytes, "at": rfc3339(row.at), "file": &name,
        }));
        share.files.push(SharedFile {
            name,
            sha256: row.sha256,
        });
    }
    share.data.insert("laidIn".into(), laid.into());
    Ok(share)
}

async fn erase(tx: &Tx, whose: &Whose) -> Result<Erased, DatabaseError> {
    let touched = Condition::any()
        .add(Column::PersonId.eq(whose.id))
        .add(naming(whose, &[Column::Name]));
    for row in Entity::find().filter(touched).all(tx.connection()).await? {
        let name = whose.without(&row.name);
        let person = row.person_id.filter(|person| *person != whose.id);
        let mut row = row.into_active_model();
        row.person_id = Set(person);
        if let Some(name) = name {
            row.name = Set(name);
        }
        row.update(tx.connection()).await?;
    }
    Ok(Erased::default())
}

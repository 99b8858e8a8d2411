//! What joining keeps about somebody: their drafts, documents, claims, and invitations of their address.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};

use super::actions::erase_person;
use super::model::{DocumentId, DraftId};
use super::tables::{claim, claim_letter, document, draft, invitation};
use crate::organisations::model::OrganisationId;
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Tx};
use crate::platform::id::encode;
use crate::platform::personal::{Erased, Hands, Personal, Share, SharedFile, Whose};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "joining"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move {
            Ok(Erased {
                files: erase_person(tx, whose.id, &whose.mail).await?,
                indexed: false,
            })
        })
    }
}

/// An organisation is erased: nobody is invited into it, or claims it, any more. A draft is its person's own and stays.
///
/// # Errors
/// When the database refuses.
pub async fn forget_organisation(tx: &Tx, id: OrganisationId) -> Result<(), DatabaseError> {
    let db = tx.connection();
    claim::Entity::delete_many()
        .filter(claim::Column::OrganisationId.eq(id.0))
        .exec(db)
        .await?;
    claim_letter::Entity::delete_many()
        .filter(claim_letter::Column::OrganisationId.eq(id.0))
        .exec(db)
        .await?;
    invitation::Entity::delete_many()
        .filter(invitation::Column::OrganisationId.eq(id.0))
        .exec(db)
        .await?;
    Ok(())
}

/// The hashes that rows name: bytes under any other are nobody's.
///
/// # Errors
/// When the database refuses.
pub async fn named_files(db: &impl ConnectionTrait) -> Result<BTreeSet<Vec<u8>>, DatabaseError> {
    let hashes: Vec<Vec<u8>> = document::Entity::find()
        .select_only()
        .column(document::Column::Sha256)
        .filter(document::Column::Erased.eq(false))
        .into_tuple()
        .all(db)
        .await?;
    Ok(hashes.into_iter().collect())
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let when = |at: Option<i64>| at.map(rfc3339);
    let drafts = draft::Entity::find()
        .filter(draft::Column::PersonId.eq(whose.id))
        .all(db)
        .await?;
    let drafts = drafts.into_iter().map(|row| {
        json!({
            "id": DraftId(row.id), "organisation": row.organisation_id.map(encode), "case": row.case_id.map(encode),
            "content": serde_json::from_str::<Value>(&row.content).unwrap_or_default(), "language": row.language,
            "createdAt": rfc3339(row.created_at), "changedAt": rfc3339(row.changed_at),
            "submittedAt": when(row.submitted_at),
        })
    });
    share.data.insert("drafts".into(), drafts.collect());
    let papers = document::Entity::find()
        .filter(document::Column::PersonId.eq(whose.id))
        .all(db)
        .await?;
    let mut documents = Vec::new();
    for row in papers {
        // Two papers may have one name.
        let name = format!("files/{}-{}", DocumentId(row.id), row.name.replace(['/', '\\'], "_"));
        documents.push(json!({
            "id": DocumentId(row.id), "name": row.name, "type": row.kind, "bytes": row.bytes, "at": rfc3339(row.at),
            "case": row.case_id.map(encode), "file": (!row.erased).then_some(&name),
        }));
        if !row.erased {
            share.files.push(SharedFile {
                name,
                sha256: row.sha256,
            });
        }
    }
    share.data.insert("documents".into(), documents.into());
    let claims = claim::Entity::find()
        .filter(claim::Column::PersonId.eq(whose.id))
        .all(db)
        .await?;
    let claims = claims.into_iter().map(|row| {
        json!({
            "organisation": encode(row.organisation_id), "way": row.way, "createdAt": rfc3339(row.created_at),
            "usedAt": when(row.used_at),
        })
    });
    share.data.insert("claims".into(), claims.collect());
    let invited = invitation::Entity::find()
        .filter(invitation::Column::Mail.eq(&*whose.mail))
        .all(db)
        .await?;
    let invited = invited.into_iter().map(|row| {
        json!({
            "organisation": encode(row.organisation_id), "role": row.role, "createdAt": rfc3339(row.created_at),
            "endedAt": when(row.ended_at),
        })
    });
    share.data.insert("invitations".into(), invited.collect());
    Ok(share)
}

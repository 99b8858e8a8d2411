//! Documents laid in and taken out. Bytes are kept first and named by a row then: bytes without a row are found by `fsck`,
//! a row without bytes never is.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::drafts::editable;
use super::{JoinError, document_entry, load};
use crate::attachments::{self, Laid};
use crate::joining::desk::{self, Standing};
use crate::joining::model::{DOCUMENTS_A_DRAFT, DocumentId, DraftId};
use crate::joining::tables::{document, draft};
use crate::platform::access::{self, Action, Actor, Refusal};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::files::Files;
use crate::platform::journal::{self, Journal};

/// Lays a document into a draft, or into its case while the chamber waits for one.
///
/// # Errors
/// See [`JoinError`].
pub async fn add_document(
    journal: &Journal,
    files: &Files,
    actor: &Actor,
    id: DraftId,
    laid: Laid,
) -> Result<DocumentId, JoinError> {
    let (name, kind, size) = (&laid.name, laid.kind, laid.bytes.len());
    may_add(journal, actor, id).await?;
    let hash = &files.keep(laid.bytes).await?;
    journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            let grant = access::decide(actor, Action::EditDraft, &row)?;
            let case = open_for_papers(&tx, row.clone()).await?;
            let there = document::Entity::find()
                .filter(document::Column::DraftId.eq(row.id))
                .count(tx.connection())
                .await?;
            if usize::try_from(there).is_ok_and(|there| there >= DOCUMENTS_A_DRAFT) {
                return Err(JoinError::TooMany(DOCUMENTS_A_DRAFT));
            }
            let laid = document::Model {
                id: journal.clock().id(),
                draft_id: Some(row.id),
                case_id: case,
                person_id: row.person_id,
                name: name.clone(),
                kind: kind.media_type().to_owned(),
                bytes: i64::try_from(size).unwrap_or(i64::MAX),
                sha256: hash.to_vec(),
                at: tx.now(),
                erased: false,
            };
            laid.clone()
                .into_active_model()
                .reset_all()
                .insert(tx.connection())
                .await?;
            let said = document_entry("joining.document", &laid);
            let receipt = journal::append(&tx, journal.clock(), grant, said).await?;
            Ok((receipt, DocumentId(laid.id)))
        })
        .await
}

/// Asked before bytes are kept: what nobody may send is not stored even for a moment.
async fn may_add(journal: &Journal, actor: &Actor, id: DraftId) -> Result<(), JoinError> {
    let row = draft::Entity::find_by_id(id.0).one(journal.database().reader()).await?;
    let row = row.ok_or(JoinError::Refused(Refusal::Hidden))?;
    drop(access::decide(actor, Action::EditDraft, &row)?);
    Ok(())
}

/// The case a document goes to: none while it is a draft, its own while the chamber waits for an answer.
async fn open_for_papers(tx: &Tx, row: draft::Model) -> Result<Option<Uuid>, JoinError> {
    match row.case_id {
        Some(case) if desk::standing(tx.connection(), case).await? == Standing::Asked => Ok(Some(case)),
        _ => Ok(editable(tx, row).await?.case_id),
    }
}

/// Takes a document out of a draft that is not with a chamber.
///
/// # Errors
/// See [`JoinError`].
pub async fn remove_document(
    journal: &Journal,
    files: &Files,
    actor: &Actor,
    (id, document): (DraftId, DocumentId),
) -> Result<(), JoinError> {
    let hash = journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            let grant = access::decide(actor, Action::EditDraft, &row)?;
            let row = editable(&tx, row).await?;
            let found = document::Entity::find_by_id(document.0)
                .filter(document::Column::DraftId.eq(row.id))
                .one(tx.connection())
                .await?
                .ok_or(JoinError::Refused(Refusal::Hidden))?;
            document::Entity::delete_by_id(found.id).exec(tx.connection()).await?;
            let said = document_entry("joining.document_removed", &found);
            let receipt = journal::append(&tx, journal.clock(), grant, said).await?;
            Ok::<_, JoinError>((receipt, found.sha256))
        })
        .await?;
    forget(journal, files, &[hash]).await
}

/// Removes bytes no row names any more. Whoever lays the same bytes in meanwhile keeps them first and names them then:
/// they are looked for once more by `fsck`.
async fn forget(journal: &Journal, files: &Files, hashes: &[Vec<u8>]) -> Result<(), JoinError> {
    for hash in hashes {
        let named = document::Entity::find()
            .filter(document::Column::Sha256.eq(hash.clone()))
            .filter(document::Column::Erased.eq(false))
            .count(journal.database().reader())
            .await?;
        let elsewhere = attachments::is_named(journal.database().reader(), hash).await?;
        if named == 0 && !elsewhere {
            files.remove(hash).await?;
        }
    }
    Ok(())
}

pub(super) async fn drop_of_draft(tx: &Tx, draft: Uuid) -> Result<(), DatabaseError> {
    document::Entity::delete_many()
        .filter(document::Column::DraftId.eq(draft))
        .filter(document::Column::CaseId.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// What is erased with a person: their drafts, claims and invitations, and the bytes and names of their documents. The
/// hashes that came free are to be given to [`Files::remove`] once the transaction is through.
///
/// # Errors
/// When the database refuses.
pub async fn erase_person(tx: &Tx, person: Uuid, mail: &str) -> Result<Vec<Vec<u8>>, DatabaseError> {
    use crate::joining::tables::{claim, invitation};
    let hashes: Vec<Vec<u8>> = document::Entity::find()
        .select_only()
        .column(document::Column::Sha256)
        .filter(document::Column::PersonId.eq(person))
        .filter(document::Column::Erased.eq(false))
        .into_tuple()
        .all(tx.connection())
        .await?;
    document::Entity::update_many()
        .col_expr(document::Column::Erased, Expr::value(true))
        .col_expr(document::Column::Name, Expr::value(""))
        .col_expr(document::Column::Sha256, Expr::value(Vec::<u8>::new()))
        .filter(document::Column::PersonId.eq(person))
        .exec(tx.connection())
        .await?;
    draft::Entity::delete_many()
        .filter(draft::Column::PersonId.eq(person))
        .exec(tx.connection())
        .await?;
    claim::Entity::delete_many()
        .filter(claim::Column::PersonId.eq(person))
        .exec(tx.connection())
        .await?;
    invitation::Entity::delete_many()
        .filter(invitation::Column::Mail.eq(mail))
        .exec(tx.connection())
        .await?;
    let mut free = Vec::new();
    for hash in hashes {
        let others = document::Entity::find()
            .filter(document::Column::Sha256.eq(hash.clone()))
            .count(tx.connection())
            .await?;
        if others == 0 {
            free.push(hash);
        }
    }
    Ok(free)
}

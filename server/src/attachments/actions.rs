//! Rows of files, written within the transaction of the feature they belong to: that asked whether somebody may, and writes the
//! entry. Bytes are kept before and named by a row then.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::model::{Attachment, AttachmentId, MOST, Of};
use super::queries::{attachment, belongs};
use super::tables::attachment::{Column, Entity, Model};
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::files::FileKind;

/// Why a file stays out.
#[derive(Debug, thiserror::Error)]
pub enum LayError {
    /// As many as one thing may have.
    #[error("there are {0} files already")]
    TooMany(u64),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Names kept bytes. Its owner's row is held by the transaction: two at a time count one after the other.
///
/// # Errors
/// See [`LayError`].
pub async fn lay(
    tx: &Tx,
    clock: &Clock,
    of: Of,
    (name, kind): (&str, FileKind),
    (hash, size): (&[u8], usize),
    person: Uuid,
) -> Result<AttachmentId, LayError> {
    let there = Entity::find().filter(belongs(of)).count(tx.connection()).await;
    if there.map_err(DatabaseError::from)? >= MOST {
        return Err(LayError::TooMany(MOST));
    }
    let (opportunity_id, introduction_id) = match of {
        Of::Opportunity(id) => (Some(id), None),
        Of::Introduction(id) => (None, Some(id)),
    };
    let row = Model {
        id: clock.id(),
        opportunity_id,
        introduction_id,
        person_id: Some(person),
        name: name.to_owned(),
        kind: kind.media_type().to_owned(),
        bytes: i64::try_from(size).unwrap_or(i64::MAX),
        sha256: hash.to_vec(),
        at: tx.now(),
    };
    let id = AttachmentId(row.id);
    let added = row.into_active_model().reset_all().insert(tx.connection()).await;
    added.map_err(DatabaseError::from)?;
    Ok(id)
}

/// Takes one out; `None`: there is none such. Its bytes go with the next round of retention, where no other row names them.
///
/// # Errors
/// When the database refuses.
pub async fn take_out(tx: &Tx, of: Of, id: AttachmentId) -> Result<Option<Attachment>, DatabaseError> {
    let found = Entity::find_by_id(id.0)
        .filter(belongs(of))
        .one(tx.connection())
        .await?;
    if found.is_some() {
        owned_by_nobody(tx, vec![id.0]).await?;
    }
    Ok(found.and_then(attachment))
}

/// Lets all go that belong to something: it ends, or is erased.
///
/// # Errors
/// When the database refuses.
pub async fn let_go(tx: &Tx, of: Of) -> Result<(), DatabaseError> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(belongs(of))
        .into_tuple()
        .all(tx.connection())
        .await?;
    owned_by_nobody(tx, ids).await
}

async fn owned_by_nobody(tx: &Tx, ids: Vec<Uuid>) -> Result<(), DatabaseError> {
    Entity::update_many()
        .col_expr(Column::OpportunityId, Expr::value(None::<Uuid>))
        .col_expr(Column::IntroductionId, Expr::value(None::<Uuid>))
        .col_expr(Column::PersonId, Expr::value(None::<Uuid>))
        .col_expr(Column::Name, Expr::value(""))
        .filter(Column::Id.is_in(ids))
        .exec(tx.connection())
        .await?;
    Ok(())
}

//! Files both sides and their advisers share, from *accepted* on as long as it is open.

use sea_orm::EntityTrait;
use serde_json::json;

use super::{IntroductionError, Office, load, rights, tell, who};
use crate::attachments::{self, AttachmentId, Laid, LayError, Of};
use crate::introductions::model::IntroductionId;
use crate::introductions::rules::{Fault, StepKind};
use crate::introductions::tables::introduction::{self, Model};
use crate::platform::access::{Actor, Grant, Refusal};
use crate::platform::files::Files;

/// Whoever may plan may share; before both said yes nobody does.
fn shared(actor: &Actor, row: &Model) -> Result<(crate::introductions::model::Party, Grant), IntroductionError> {
    let found = rights(actor, row, StepKind::Plan)?;
    if row.stands().is_shared() {
        Ok(found)
    } else {
        Err(Fault::State(row.stands()).into())
    }
}

/// Whether somebody may share files there, asked before they send one; whether it stands so that they can, [`lay_file`] asks.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn may_share(office: Office<'_>, id: IntroductionId) -> Result<(), IntroductionError> {
    let row = there(office, id).await?;
    drop(rights(office.actor, &row, StepKind::Plan)?);
    Ok(())
}

async fn there(office: Office<'_>, id: IntroductionId) -> Result<Model, IntroductionError> {
    let reader = office.journal.database().reader();
    let row = introduction::Entity::find_by_id(id.0).one(reader).await?;
    row.ok_or(IntroductionError::Hidden)
}

/// Lays a file in.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn lay_file(
    office: Office<'_>,
    files: &Files,
    id: IntroductionId,
    laid: Laid,
) -> Result<AttachmentId, IntroductionError> {
    // Asked before bytes are kept: what nobody may send is not stored even for a moment.
    drop(shared(office.actor, &there(office, id).await?)?);
    let (name, kind, size) = (laid.name.as_str(), laid.kind, laid.bytes.len());
    let hash = &files.keep(laid.bytes).await.map_err(IntroductionError::Files)?;
    let clock = office.journal.clock();
    office
        .journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            let (party, grant) = shared(office.actor, &row)?;
            let by = who(office.actor)?;
            let of = Of::Introduction(row.id);
            let laid = attachments::lay(&tx, clock, of, (name, kind), (hash, size), by).await?;
            let more = json!({ "party": party, "file": laid, "type": kind.media_type(), "bytes": size });
            let written = Some((Some(by), json!({ "name": name })));
            let receipt = tell(&tx, clock, grant, "introductions.filed", &row, more, written).await?;
            Ok((receipt, laid))
        })
        .await
}

/// Takes a file out: whoever laid it in does.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn take_file(office: Office<'_>, id: IntroductionId, file: AttachmentId) -> Result<(), IntroductionError> {
    let clock = office.journal.clock();
    office
        .journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            let (party, grant) = shared(office.actor, &row)?;
            let by = who(office.actor)?;
            let of = Of::Introduction(row.id);
            let found = attachments::find(tx.connection(), of, file).await?;
            match found {
                None => return Err(Refusal::Hidden.into()),
                Some((_, found)) if found.person != Some(by) => return Err(Fault::NotYours.into()),
                Some(_) => {}
            }
            attachments::take_out(&tx, of, file).await?;
            let more = json!({ "party": party, "file": file });
            let receipt = tell(&tx, clock, grant, "introductions.unfiled", &row, more, None).await?;
            Ok((receipt, ()))
        })
        .await
}

impl From<LayError> for IntroductionError {
    fn from(error: LayError) -> Self {
        match error {
            LayError::TooMany(limit) => Self::TooManyFiles(limit),
            LayError::Database(error) => Self::Database(error),
        }
    }
}

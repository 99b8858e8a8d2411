//! Files that belong to an opportunity: laid in and taken out while it is written. What the chamber has read stays as it was.

use serde_json::json;

use super::drafts::written;
use super::{Hands, OpportunityError, entry, load, tell, who};
use crate::attachments::{AttachmentId, Laid, LayError, Of, lay, take_out};
use crate::opportunities::model::OpportunityId;
use crate::opportunities::queries::ownership_of;
use crate::platform::access::{self, Action, Refusal};
use crate::platform::files::Files;

/// Lays a file in.
///
/// # Errors
/// See [`OpportunityError`].
pub async fn attach(
    hands: Hands<'_>,
    files: &Files,
    id: OpportunityId,
    laid: Laid,
) -> Result<AttachmentId, OpportunityError> {
    // Asked before bytes are kept: what nobody may send is not stored even for a moment.
    let owned = ownership_of(hands.journal.database(), id).await?;
    let owned = owned.ok_or(OpportunityError::Hidden)?;
    drop(access::decide(hands.actor, Action::EditOpportunity, &owned).map_err(OpportunityError::from)?);
    let (name, kind, size) = (laid.name.as_str(), laid.kind, laid.bytes.len());
    let hash = &files.keep(laid.bytes).await.map_err(OpportunityError::Files)?;
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::EditOpportunity)?;
            written(&held.row)?;
            let by = who(hands.actor)?;
            let clock = hands.journal.clock();
            let of = Of::Opportunity(held.row.id);
            let laid = lay(&tx, clock, of, (name, kind), (hash, size), by).await?;
            let more = json!({ "attachment": laid, "type": kind.media_type(), "bytes": size });
            let told = entry(
                "opportunities.attached",
                &held.row,
                more,
                Some((Some(by), json!({ "name": name }))),
            );
            Ok((tell(&tx, hands.journal, grant, told).await?, laid))
        })
        .await
}

/// Takes a file out.
///
/// # Errors
/// See [`OpportunityError`].
pub async fn detach(hands: Hands<'_>, id: OpportunityId, attachment: AttachmentId) -> Result<(), OpportunityError> {
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::EditOpportunity)?;
            written(&held.row)?;
            let found = take_out(&tx, Of::Opportunity(held.row.id), attachment).await?;
            found.ok_or(OpportunityError::Denied(Refusal::Hidden))?;
            let told = entry(
                "opportunities.detached",
                &held.row,
                json!({ "attachment": attachment }),
                None,
            );
            Ok((tell(&tx, hands.journal, grant, told).await?, ()))
        })
        .await
}

impl From<LayError> for OpportunityError {
    fn from(error: LayError) -> Self {
        match error {
            LayError::TooMany(limit) => Self::TooManyFiles(limit),
            LayError::Database(error) => Self::Database(error),
        }
    }
}

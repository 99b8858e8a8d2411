//! Who has the files of an opportunity, and by which names.

use crate::app::App;
use crate::attachments::{self, Attachment, AttachmentId, Of, neutral_name};
use crate::opportunities::OpportunityId;
use crate::opportunities::queries;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::{Error, Result};

/// Whether somebody was introduced to whoever is behind an anonymous one.
pub(super) async fn is_told(app: &App, actor: &Actor, id: OpportunityId) -> Result<bool> {
    let database = app.journal.database();
    Ok(actor.person_id().is_some() && app.introduced.identity_open_for(database, actor, id).await?)
}

/// Whether somebody has them from within, of its organisation or of the chamber that reviews it, and so by their own names; a token
/// that was made for reading, or for reviewing. Everybody else who may read it has them by names that tell nothing; of an anonymous
/// one only who was introduced.
///
/// # Errors
/// `notFound` for whoever has none.
async fn by_own_names(app: &App, actor: &Actor, id: OpportunityId) -> Result<bool> {
    let database = app.journal.database();
    if actor.person_id().is_some() {
        for what in [Action::ReadPrivate, Action::ReviewOpportunity] {
            if queries::find_own(&scope(actor, what), database, id).await?.is_some() {
                return Ok(true);
            }
        }
    }
    let guest = scope(&Actor::guest(), Action::ReadOpportunity);
    let public = queries::find(&guest, database, id).await?.ok_or(Error::NotFound)?;
    if public.is_anonymous() && !is_told(app, actor, id).await? {
        return Err(Error::NotFound);
    }
    Ok(false)
}

fn named(by_own_names: bool, (place, mut file): (usize, Attachment)) -> Attachment {
    if !by_own_names {
        file.name = neutral_name(place, file.kind);
    }
    file
}

/// Those somebody may have, each under the name it has for them.
///
/// # Errors
/// `notFound` where there is no such opportunity for this reader, or an anonymous one to whom they were not introduced.
pub(super) async fn readable(app: &App, actor: &Actor, id: OpportunityId) -> Result<Vec<Attachment>> {
    let own = by_own_names(app, actor, id).await?;
    let found = attachments::list(app.journal.database().reader(), Of::Opportunity(id.0)).await?;
    Ok((1..).zip(found).map(|placed| named(own, placed)).collect())
}

/// One of them.
///
/// # Errors
/// As [`readable`].
pub(super) async fn one(app: &App, actor: &Actor, (id, attachment): (&str, &str)) -> Result<Attachment> {
    let id: OpportunityId = id.parse().map_err(|_| Error::NotFound)?;
    let attachment: AttachmentId = attachment.parse().map_err(|_| Error::NotFound)?;
    let own = by_own_names(app, actor, id).await?;
    let found = attachments::find(app.journal.database().reader(), Of::Opportunity(id.0), attachment).await?;
    Ok(named(own, found.ok_or(Error::NotFound)?))
}

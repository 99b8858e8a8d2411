//! What was stated still holds: said again as of today, by the organisation or its chamber. Earlier statements stay as they
//! were made, superseded.

use uuid::Uuid;

use super::standing::{kept, load};
use crate::organisations::bulk::{self, BulkError, Context, Stating};
use crate::organisations::model::{Class, OrganisationId, Stated};
use crate::organisations::queries::Held;
use crate::platform::access::Grant;
use crate::platform::database::Tx;

/// States these values anew, as of today and in that class. The row is held by the transaction and was looked at within it.
/// The values that hold now.
///
/// # Errors
/// `gone`; or the database refuses.
pub async fn confirm(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    id: OrganisationId,
    (held, class): (&[&Held], Class),
) -> Result<Vec<Uuid>, BulkError> {
    let old = load(tx, id).await?;
    let home = old.home_chamber.clone().unwrap_or_default();
    let mut listing = kept(context, &old, &home);
    let again = |held: &&Held| Stated {
        field: held.field.clone(),
        language: held.language.clone(),
        value: held.value.clone(),
        class,
        on: context.today(),
        state: held.state,
    };
    listing.facts = held.iter().map(again).collect();
    bulk::state(tx, context, grant, id.0, Stating::Listing(&listing), &[]).await
}

//! Rows and places computed anew after the list of places or the rules changed: what registers say is kept whole, so nothing has
//! to be read again. A page of organisations at a time; only those that come out otherwise are written.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::load::{self, Before, Look};
use super::save::{self, Rows};
use super::{BulkError, Context, compute};
use crate::organisations::model::OrganisationId;
use crate::organisations::rules::DECLARED;
use crate::organisations::tables::{organisation, place};
use crate::platform::access::{self, Action, Actor, Node};
use crate::platform::database::Tx;
use crate::platform::journal::{self, Entry, Journal, Part, Receipt};
use crate::platform::region::Region;

/// Organisations looked at in one go.
const PAGE: u64 = 500;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recomputed {
    /// Organisations looked at.
    pub seen: u64,
    /// Those that came out otherwise.
    pub changed: u64,
}

/// Computes all organisations anew. Interrupted, it is begun again: what is right already is not written.
///
/// # Errors
/// When the actor may not, or the database refuses; what was committed stays.
pub async fn recompute(
    journal: &Journal,
    region: &Region,
    actor: &Actor,
    watch: impl Fn(Recomputed, u64),
) -> Result<Recomputed, BulkError> {
    let db = journal.database().maintenance();
    let context = Context {
        clock: journal.clock(),
        region,
        actor,
        run: journal.clock().id(),
    };
    let total = living().count(db).await?;
    let (mut done, mut after) = (Recomputed::default(), Uuid::nil());
    loop {
        let ids: Vec<Uuid> = living()
            .select_only()
            .column(organisation::Column::Id)
            .filter(organisation::Column::Id.gt(after))
            .order_by_asc(organisation::Column::Id)
            .limit(PAGE)
            .into_tuple()
            .all(db)
            .await?;
        let Some(last) = ids.last() else { return Ok(done) };
        after = *last;
        done.seen += ids.len() as u64;
        if !differing(db, context, Look::Seen, 0, &ids)
            .await?
            .organisations
            .is_empty()
        {
            let ids = &ids;
            done.changed += journal
                .batch(|tx| async move { write(&tx, context, ids).await })
                .await?;
        }
        watch(done, total);
    }
}

/// Those that were not erased.
fn living() -> Select<organisation::Entity> {
    organisation::Entity::find().filter(organisation::Column::ErasedAt.is_null())
}

/// Writes those of a page that come out otherwise, read again within the transaction.
async fn write(tx: &Tx, context: Context<'_>, ids: &[Uuid]) -> Result<(Receipt, u64), BulkError> {
    let grant = access::decide(context.actor, Action::ImportOrganisations, &Node)?;
    let rows = differing(tx.connection(), context, Look::Held, tx.now(), ids).await?;
    let touched: Vec<OrganisationId> = rows.organisations.iter().map(|row| OrganisationId(row.id)).collect();
    save::write(tx, rows).await?;
    let bytes = serde_json::to_vec(&json!({ "organisations": touched }))?;
    let entry = Entry {
        action: "organisations.recompute",
        subject: "organisations".to_owned(),
        parts: vec![Part { about: None, bytes }],
    };
    let receipt = journal::append(tx, context.clock, grant, entry).await?;
    Ok((receipt, touched.len() as u64))
}

/// The rows of those whose row or places come out otherwise than they are.
async fn differing(
    db: &impl ConnectionTrait,
    context: Context<'_>,
    look: Look,
    now: i64,
    ids: &[Uuid],
) -> Result<Rows, BulkError> {
    let mut places: HashMap<Uuid, Vec<place::Model>> = HashMap::new();
    let stored = place::Entity::find().filter(place::Column::OrganisationId.is_in(ids.iter().copied()));
    for place in stored.all(db).await? {
        places.entry(place.organisation_id).or_default().push(place);
    }
    let mut rows = Rows::default();
    for (id, before) in load::organisations(db, context.region, look, ids.iter().copied()).await? {
        // Erased since its page was looked at.
        if before.row.erased_at.is_some() {
            continue;
        }
        let mut fresh = Rows::default();
        compute::anew(context, now, &before, &mut fresh);
        if !is_same(
            &before,
            places.remove(&id).unwrap_or_default(),
            &mut fresh.places,
            &fresh.organisations,
        ) {
            rows.replaced_places.extend(fresh.replaced_places);
            rows.places.extend(fresh.places);
            rows.identifiers.extend(fresh.identifiers);
            rows.organisations.extend(fresh.organisations);
        }
    }
    Ok(rows)
}

/// Whether what is stored is what was computed, but for version and time. A declared place that a register's took over from is
/// left as it lies: readers pass it by.
fn is_same(
    before: &Before,
    mut stored: Vec<place::Model>,
    fresh: &mut [place::Model],
    organisations: &[organisation::Model],
) -> bool {
    let key = |place: &place::Model| (place.register.clone(), place.position);
    if fresh.iter().all(|place| place.register != DECLARED) {
        stored.retain(|place| place.register != DECLARED);
    }
    stored.sort_by_key(key);
    fresh.sort_by_key(key);
    let row = organisations.first().map(|row| organisation::Model {
        version: before.row.version,
        changed_at: before.row.changed_at,
        ..row.clone()
    });
    row.as_ref() == Some(&before.row) && stored == *fresh
}

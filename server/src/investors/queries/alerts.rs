//! What changed of those an investor organisation follows, and of those its searches find: put together when it is looked at,
//! from the changes that are kept of all and from what the workspace holds.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::interest::{Professional, sought_of, stages_of};
use super::workspace::{Saved, Watched, searches, watched};
use crate::investors::model::{SHOWN_DAYS, SearchId, is_for_professionals, is_listed_here};
use crate::investors::rules::{Facts, concerns};
use crate::investors::tables::startup_change::{Column, Entity, Model};
use crate::organisations::differences::ChangeNote;
use crate::organisations::from_days;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Brief, briefs};
use crate::platform::access::Scope;
use crate::platform::clock::DAY;
use crate::platform::database::{Database, DatabaseError};

/// Changes that are looked through.
const LOOKED_AT: u64 = 5000;
/// Changes that are shown.
const SHOWN: usize = 200;

/// A change that concerns a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// What changed.
    pub note: ChangeNote,
    /// Whether it is followed.
    pub watched: bool,
    /// The searches that find it, or did.
    pub searches: Vec<SearchId>,
}

fn note(row: &Model) -> ChangeNote {
    ChangeNote {
        at: row.at,
        field: row.field.clone(),
        before: row.old_value.clone(),
        after: row.new_value.clone(),
        source: row.register.clone().zip(row.as_of.map(from_days)),
    }
}

/// What searches look at of these organisations, of those investors are shown; band and purpose with the proof only.
///
/// # Errors
/// When the database refuses.
pub async fn facts_of(
    proof: Option<&Professional>,
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (Brief, Facts)>, DatabaseError> {
    let stages = stages_of(db, ids).await?;
    let sought = match proof {
        Some(proof) => sought_of(proof, db, ids).await?,
        None => HashMap::new(),
    };
    let found = briefs(db, ids).await?.into_iter().filter(is_listed_here);
    let facts = found.map(|one| {
        let sought = sought.get(&one.id.0).map(|said| said.value);
        let facts = Facts {
            kind: one.kind,
            stage: stages.get(&one.id.0).map(|said| said.value),
            territory: one.territory.clone(),
            division: one.division.clone(),
            band: sought.map(|sought| sought.band),
            purpose: sought.map(|sought| sought.purpose),
        };
        (one.id.0, (one, facts))
    });
    Ok(facts.collect())
}

/// What changed in the last months and concerns a workspace, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn alerts(
    (scope, proof): (&Scope, Option<&Professional>),
    database: &Database,
    now: i64,
    id: OrganisationId,
) -> Result<Vec<Alert>, DatabaseError> {
    let followed = watched(scope, database, id).await?;
    let mut saved = searches(scope, database, id).await?;
    saved.retain(|one| proof.is_some() || !one.search.is_for_professionals());
    if followed.is_empty() && saved.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Entity::find().filter(Column::At.gt(now - SHOWN_DAYS * DAY));
    if saved.is_empty() {
        let ids = followed.iter().map(|one| one.id.0);
        query = query.filter(Column::OrganisationId.is_in(ids));
    }
    let rows = query
        .order_by_desc(Column::EntrySeq)
        .order_by_asc(Column::Place)
        .limit(LOOKED_AT)
        .all(database.reader())
        .await?;
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.organisation_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let facts = facts_of(proof, database.reader(), &ids).await?;
    let told = rows
        .iter()
        .filter(|row| proof.is_some() || !is_for_professionals(&row.field));
    let alerts = told.filter_map(|row| alert(row, facts.get(&row.organisation_id)?, (&followed, &saved)));
    Ok(alerts.take(SHOWN).collect())
}

/// What was there before somebody followed it, or kept the search, is no news.
fn alert(row: &Model, (one, facts): &(Brief, Facts), (followed, saved): (&[Watched], &[Saved])) -> Option<Alert> {
    let change = (row.field.as_str(), row.old_value.as_deref());
    let found = saved
        .iter()
        .filter(|saved| row.at >= saved.created_at && concerns(&saved.search, facts, change));
    let searches: Vec<SearchId> = found.map(|saved| saved.id).collect();
    let watched = followed
        .iter()
        .any(|watched| watched.id == one.id && row.at >= watched.since);
    (watched || !searches.is_empty()).then(|| Alert {
        organisation: one.id,
        name: one.name.clone(),
        note: note(row),
        watched,
        searches,
    })
}

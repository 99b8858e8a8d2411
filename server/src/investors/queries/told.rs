//! Whom an entry of the journal concerns: the people of investor organisations that follow the company, or have a search it fits
//! and want to be told.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::workspace::{Saved, saved};
use crate::accounts;
use crate::investors::model::{Interest, invests, is_for_professionals, is_listed_here};
use crate::investors::rules::{self, Facts, concerns};
use crate::investors::tables::{saved_search, watch};
use crate::organisations::differences::Differences;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Brief, briefs};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::Read;

/// Who is told of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The investor organisation.
    pub workspace: OrganisationId,
    /// The name of the company that changed.
    pub name: String,
    /// Who.
    pub people: Vec<Uuid>,
}

/// What concerns a workspace of one entry: for everybody in it, and for its professional investors.
#[derive(Clone, Copy, Debug, Default)]
struct Concerned {
    everybody: bool,
    professionals: bool,
}

/// Whom an entry concerns. Nobody where it tells nothing of a young company.
///
/// # Errors
/// When the database refuses.
pub async fn told(tx: &Tx, entry: &Read) -> Result<Vec<Told>, DatabaseError> {
    let db = tx.connection();
    let Some(told) = rules::told(entry) else {
        return Ok(Vec::new());
    };
    let found = briefs(db, &[told.organisation.0]).await?.pop();
    let Some(of) = found.filter(is_listed_here) else {
        return Ok(Vec::new());
    };
    let mut concerned: BTreeMap<Uuid, Concerned> = BTreeMap::new();
    let public = told.changes.iter().any(|note| !is_for_professionals(&note.field));
    // What was there before somebody followed it, or kept the search, is no news however late it is read.
    let followed = watch::Entity::find()
        .filter(watch::Column::WatchedId.eq(of.id.0))
        .filter(watch::Column::Since.lte(entry.at));
    for row in followed.all(db).await? {
        let one = concerned.entry(row.organisation_id).or_default();
        one.professionals = true;
        one.everybody |= public;
    }
    let kept = saved_search::Entity::find()
        .filter(saved_search::Column::Told.eq(true))
        .filter(saved_search::Column::CreatedAt.lte(entry.at));
    let kept = kept.all(db).await?;
    if !kept.is_empty() {
        let said = super::interest_of(db, of.id).await?.said;
        let facts = facts(&of, said.map(|said| said.value).unwrap_or_default());
        for row in kept {
            let one = concerned.entry(row.organisation_id).or_default();
            by_search(&saved(row), &facts, &told, one);
        }
    }
    people(tx, &of, concerned).await
}

fn facts(of: &Brief, said: Interest) -> Facts {
    Facts {
        kind: of.kind,
        stage: said.stage,
        territory: of.territory.clone(),
        division: of.division.clone(),
        band: said.sought.map(|sought| sought.band),
        purpose: said.sought.map(|sought| sought.purpose),
    }
}

fn by_search(saved: &Saved, facts: &Facts, told: &Differences, one: &mut Concerned) {
    for note in &told.changes {
        if concerns(&saved.search, facts, (&note.field, note.before.as_deref())) {
            one.professionals = true;
            one.everybody |= !saved.search.is_for_professionals() && !is_for_professionals(&note.field);
        }
    }
}

async fn people(tx: &Tx, of: &Brief, concerned: BTreeMap<Uuid, Concerned>) -> Result<Vec<Told>, DatabaseError> {
    let db = tx.connection();
    let ids: Vec<Uuid> = concerned
        .iter()
        .filter(|(_, one)| one.everybody || one.professionals)
        .map(|(id, _)| *id)
        .collect();
    let mut all = Vec::new();
    for investor in briefs(db, &ids).await?.iter().filter(|one| invests(one)) {
        let everybody = concerned.get(&investor.id.0).is_some_and(|one| one.everybody);
        let members = accounts::members(db, investor.id.0).await?.into_iter();
        let people = members
            .filter(|(person, _)| everybody || person.professional)
            .map(|(person, _)| person.id.0);
        all.push(Told {
            workspace: investor.id,
            name: of.name.clone(),
            people: people.collect(),
        });
    }
    Ok(all)
}

//! What young companies say: the stage for everybody, band and purpose for whoever has the proof of being a professional
//! investor, all of it for the organisation's own people.

use std::collections::HashMap;

use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::investors::model::{Band, Interest, Purpose, Sought, Stage, Stated, invests};
use crate::investors::rules::Search;
use crate::investors::tables::interest::{Column, Entity, Model};
use crate::organisations::from_days;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Brief, briefs};
use crate::platform::access::{self, Action, Actor, Ownership, Refusal, Scope, ScopeColumns};
use crate::platform::database::{Database, DatabaseError};

/// Somebody who declared to be a professional investor, for this organisation. Made by [`as_professional`] only.
#[derive(Clone, Copy, Debug)]
pub struct Professional {
    organisation: OrganisationId,
}

impl Professional {
    /// In whose name.
    #[must_use]
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }
}

/// An organisation with a workspace, as access asks for it: foreign to all but its people.
#[must_use]
pub fn of_investor(one: &Brief) -> Ownership {
    Ownership {
        id: one.id.0,
        organisation: Some(one.id.0),
        ..Ownership::default()
    }
}

/// Whether somebody may know what is kept for professional investors; why not otherwise.
///
/// # Errors
/// When the database refuses.
pub async fn as_professional(
    db: &impl ConnectionTrait,
    actor: &Actor,
) -> Result<Result<Professional, Refusal>, DatabaseError> {
    if actor.person_id().is_none() {
        return Ok(Err(Refusal::SignIn));
    }
    let mut why = Refusal::Forbidden;
    if !actor.is_professional() {
        return Ok(Err(why));
    }
    let ids: Vec<Uuid> = actor.memberships().iter().map(|(id, _)| *id).collect();
    for one in briefs(db, &ids).await?.iter().filter(|one| invests(one)) {
        match access::decide(actor, Action::ReadFunding, &of_investor(one)) {
            Ok(_grant) => return Ok(Ok(Professional { organisation: one.id })),
            Err(refusal) => why = refusal,
        }
    }
    Ok(Err(why))
}

fn stated<V>(row: &Model, value: V) -> Stated<V> {
    Stated {
        value,
        on: from_days(row.stated_at),
        until: from_days(row.valid_until),
    }
}

fn stage(row: &Model) -> Option<Stage> {
    row.stage.as_deref().and_then(Stage::from_code)
}

fn sought(row: &Model) -> Option<Sought> {
    let band = row.band.as_deref().and_then(Band::from_code)?;
    let purpose = row.purpose.as_deref().and_then(Purpose::from_code)?;
    Some(Sought { band, purpose })
}

async fn current(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Model>, DatabaseError> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let rows = Entity::find()
            .filter(Column::OrganisationId.is_in(some.iter().copied()))
            .filter(Column::SupersededAt.is_null())
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// How far these organisations have come, where they say so.
///
/// # Errors
/// When the database refuses.
pub async fn stages_of(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Stated<Stage>>, DatabaseError> {
    let rows = current(db, ids).await?;
    let found = rows
        .iter()
        .filter_map(|row| Some((row.organisation_id, stated(row, stage(row)?))));
    Ok(found.collect())
}

/// What these organisations look for, where they say so.
///
/// # Errors
/// When the database refuses.
pub async fn sought_of(
    _: &Professional,
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Stated<Sought>>, DatabaseError> {
    let rows = current(db, ids).await?;
    let found = rows
        .iter()
        .filter_map(|row| Some((row.organisation_id, stated(row, sought(row)?))));
    Ok(found.collect())
}

/// What an organisation says, for its own people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Own {
    /// Grows with each time it is said; 0 where nothing ever was.
    pub version: i64,
    /// What holds.
    pub said: Option<Stated<Interest>>,
}

fn own(row: Option<&Model>) -> Own {
    let said = |row: &Model| {
        let interest = Interest {
            stage: stage(row),
            sought: sought(row),
        };
        stated(row, interest)
    };
    Own {
        version: row.map_or(0, |row| row.version),
        said: row.map(said),
    }
}

/// What an organisation says, for those who say it: a scope that does not see the organisation sees nothing said.
///
/// # Errors
/// When the database refuses.
pub async fn own_interest(scope: &Scope, database: &Database, id: OrganisationId) -> Result<Own, DatabaseError> {
    let columns = ScopeColumns {
        organisation: Some(Column::OrganisationId),
        ..ScopeColumns::default()
    };
    let row = Entity::find()
        .filter(scope.condition(columns))
        .filter(Column::OrganisationId.eq(id.0))
        .filter(Column::SupersededAt.is_null())
        .one(database.reader())
        .await?;
    Ok(own(row.as_ref()))
}

/// What an organisation says, for the platform itself: the transaction that says otherwise, the reader that tells of it.
///
/// # Errors
/// When the database refuses.
pub async fn interest_of(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Own, DatabaseError> {
    Ok(own(current(db, &[id.0]).await?.first()))
}

/// Ids of organisations that say what is looked for, where it is more than what everybody's rows tell.
pub(super) fn among(search: &Search, proof: Option<&Professional>) -> Option<SelectStatement> {
    let by_interest = proof.filter(|_| search.is_for_professionals());
    if search.stages.is_empty() && by_interest.is_none() {
        return None;
    }
    let mut query = Entity::find()
        .select_only()
        .column(Column::OrganisationId)
        .filter(Column::SupersededAt.is_null());
    if !search.stages.is_empty() {
        query = query.filter(Column::Stage.is_in(search.stages.iter().map(|one| one.code())));
    }
    if by_interest.is_some() && !search.bands.is_empty() {
        query = query.filter(Column::Band.is_in(search.bands.iter().map(|one| one.code())));
    }
    if by_interest.is_some() && !search.purposes.is_empty() {
        query = query.filter(Column::Purpose.is_in(search.purposes.iter().map(|one| one.code())));
    }
    Some(query.into_query())
}

//! Reads of this feature: a letter's row, and who is to be written to about what.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::model::{APART, ReconfirmationId};
use super::rules;
use super::tables::reconfirmation::{Column, Entity, Model};
use crate::accounts::{self, Person};
use crate::notices;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{held, is_shown};
use crate::platform::access::Role;
use crate::platform::clock::DAY;
use crate::platform::database::DatabaseError;
use crate::platform::region::Region;

/// The letter with that id; whoever asks holds its link.
pub(super) async fn find(db: &impl ConnectionTrait, id: ReconfirmationId) -> Result<Option<Model>, DatabaseError> {
    Ok(Entity::find_by_id(id.0).one(db).await?)
}

/// The owners of an organisation.
pub(super) async fn owners(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Vec<Person>, DatabaseError> {
    let members = accounts::members(db, id.0).await?;
    let owners = members.into_iter().filter(|(_, role)| *role == Role::Owner);
    Ok(owners.map(|(person, _)| person).collect())
}

/// Whether a person still speaks for an organisation that everybody sees.
pub(super) async fn speaks(db: &impl ConnectionTrait, id: OrganisationId, person: Uuid) -> Result<bool, DatabaseError> {
    let owners = owners(db, id).await?;
    Ok(owners.iter().any(|owner| owner.id.0 == person) && is_shown(db, id).await?)
}

/// A letter that is to be written.
pub(super) struct Letter {
    pub(super) to: Person,
    pub(super) row: Model,
    /// The last day on which all values hold.
    pub(super) due_on: NaiveDate,
}

/// The letters about an organisation that are due and were not written.
pub(super) async fn unwritten(
    db: &impl ConnectionTrait,
    (region, today, now): (&Region, NaiveDate, i64),
    id: OrganisationId,
) -> Result<Vec<Letter>, DatabaseError> {
    let all = held(db, id).await?;
    let values = rules::asked(&all);
    let Some(due_on) = rules::due_on(&values) else {
        return Ok(Vec::new());
    };
    let Some(stage) = rules::stage(&region.reconfirm.days_before, due_on, today) else {
        return Ok(Vec::new());
    };
    let stage = i64::try_from(stage).unwrap_or(i64::MAX);
    let due = crate::organisations::days(due_on);
    let mut letters = Vec::new();
    for to in owners(db, id).await? {
        let row = Model {
            id: Uuid::nil(),
            organisation_id: id.0,
            person_id: to.id.0,
            due_on: due,
            stage,
            facts: rules::digest(&values),
            created_at: now,
            expires_at: now + i64::from(region.reconfirm.link_days) * DAY,
            used_at: None,
        };
        if !is_written(db, &row).await? && notices::takes_letters(db, &to).await? {
            letters.push(Letter { to, row, due_on });
        }
    }
    Ok(letters)
}

/// Whether this letter was written, or another so lately that it would be one too many.
async fn is_written(db: &impl ConnectionTrait, row: &Model) -> Result<bool, DatabaseError> {
    let this = Condition::all()
        .add(Column::DueOn.eq(row.due_on))
        .add(Column::Stage.eq(row.stage));
    let lately = Column::CreatedAt.gt(row.created_at - APART);
    let found = Entity::find()
        .filter(Column::OrganisationId.eq(row.organisation_id))
        .filter(Column::PersonId.eq(row.person_id))
        .filter(Condition::any().add(this).add(lately))
        .count(db)
        .await?;
    Ok(found > 0)
}

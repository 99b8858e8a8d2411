//! Confirmed outcomes that everybody may be told of with both names.

use chrono::{Datelike, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::day;
use crate::introductions::IntroductionId;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::briefs;
use crate::outcomes::model::{Kind, OutcomeId, State};
use crate::outcomes::tables::outcome::{Column, Entity, Model};
use crate::platform::database::DatabaseError;

/// What two organisations say came of it, both of whom let themselves be named beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which.
    pub id: OutcomeId,
    /// What came of it.
    pub kind: Kind,
    /// In which month it was: its first day.
    pub month: NaiveDate,
    /// Who asked and who was asked: id, name and the code of the territory.
    pub sides: [(OrganisationId, String, String); 2],
    /// Microseconds.
    pub confirmed_at: i64,
}

/// The newest of them.
///
/// # Errors
/// When the database refuses.
pub async fn told(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Told>, DatabaseError> {
    let rows = Entity::find()
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::State.eq(State::Confirmed.code()))
        .filter(Column::Kind.ne(Kind::None.code()))
        .filter(Column::RecorderNames.eq(true))
        .filter(Column::ConfirmerNames.eq(true))
        .order_by_desc(Column::ConfirmedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    named(db, &rows).await
}

/// One that is hidden, suspended or erased meanwhile takes with it what it did with others.
async fn named(db: &impl ConnectionTrait, rows: &[Model]) -> Result<Vec<Told>, DatabaseError> {
    let mut ids: Vec<Uuid> = rows.iter().flat_map(|row| [row.requester_id, row.target_id]).collect();
    ids.sort_unstable();
    ids.dedup();
    let names = briefs(db, &ids).await?;
    let side = |id: Uuid, territory: &str| {
        let found = names.iter().find(|brief| brief.id.0 == id && brief.public)?;
        Some((found.id, found.name.clone(), territory.to_owned()))
    };
    let told = rows.iter().filter_map(|row| {
        Some(Told {
            id: OutcomeId(row.id),
            kind: Kind::from_code(&row.kind)?,
            month: day(row.happened_on).with_day(1)?,
            sides: [
                side(row.requester_id, &row.requester_territory)?,
                side(row.target_id, &row.target_territory)?,
            ],
            confirmed_at: row.confirmed_at?,
        })
    });
    Ok(told.collect())
}

/// Of which introduction a confirmed outcome is, and its organisations and chambers. `None`: there is none, or it is not confirmed.
///
/// # Errors
/// When the database refuses.
pub async fn parties(
    db: &impl ConnectionTrait,
    id: OutcomeId,
) -> Result<Option<(IntroductionId, Vec<Uuid>, Vec<String>)>, DatabaseError> {
    let row = Entity::find_by_id(id.0).one(db).await?;
    let row = row.filter(|row| row.stands() == State::Confirmed);
    Ok(row.map(|row| {
        let organisations = vec![row.requester_id, row.target_id];
        let chambers = vec![row.requester_chamber, row.target_chamber];
        (IntroductionId(row.introduction_id), organisations, chambers)
    }))
}

//! What is counted over outcomes, without whose they are.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::outcomes::model::{Kind, Obstacle, OutcomeId, State};
use crate::outcomes::tables::outcome::{Column, Entity, Model};
use crate::platform::database::{DatabaseError, Sql};

/// Outcomes both sides have confirmed from $1 to before $2, from territory to territory.
const CONFIRMED: Sql = Sql::both(
    "SELECT requester_territory, target_territory, count(*) FROM outcome
     WHERE state = 'confirmed' AND kind <> 'none' AND confirmed_at >= $1 AND confirmed_at < $2 GROUP BY 1, 2",
);
/// What stood in the way where both sides say that nothing came of it, in the same time, by the two territories.
const OBSTACLES: Sql = Sql::both(
    "SELECT CASE WHEN requester_territory < target_territory THEN requester_territory || ' ' || target_territory
                 ELSE target_territory || ' ' || requester_territory END, obstacle, count(*) FROM outcome
     WHERE state = 'confirmed' AND obstacle IS NOT NULL AND requester_territory <> target_territory
       AND confirmed_at >= $1 AND confirmed_at < $2 GROUP BY 1, 2",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[CONFIRMED, OBSTACLES];

/// What of outcomes is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// What came of introductions, from territory to territory.
    Confirmed,
    /// What stood in the way, by the border between two territories.
    Obstacles,
}

impl Counting {
    /// The statement that counts it.
    #[must_use]
    pub const fn statement(self) -> Sql {
        match self {
            Self::Confirmed => CONFIRMED,
            Self::Obstacles => OBSTACLES,
        }
    }
}

/// Counts from one moment to before another: two words, and how many.
///
/// # Errors
/// When the database refuses.
pub async fn counted(
    db: &impl ConnectionTrait,
    what: Counting,
    (from, until): (i64, i64),
) -> Result<Vec<(String, String, u64)>, DatabaseError> {
    let rows = what.statement().all(db, vec![from.into(), until.into()]).await?;
    let mut counted = Vec::with_capacity(rows.len());
    for row in &rows {
        let many: i64 = row.try_get_by_index(2)?;
        counted.push((
            row.try_get_by_index(0)?,
            row.try_get_by_index(1)?,
            u64::try_from(many).unwrap_or_default(),
        ));
    }
    Ok(counted)
}

/// What is counted of one outcome that both sides have confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which.
    pub id: OutcomeId,
    /// Code of the territory of who asked for the introduction.
    pub from: String,
    /// Code of the territory of who was asked.
    pub to: String,
    /// When it was confirmed, microseconds.
    pub confirmed_at: i64,
    /// What stood in the way, where nothing came of it.
    pub obstacle: Option<Obstacle>,
    /// Whether something came of it.
    pub counts: bool,
}

/// What is counted of these outcomes; those that are not confirmed are left out.
///
/// # Errors
/// When the database refuses.
pub async fn facts(db: &impl ConnectionTrait, ids: &[OutcomeId]) -> Result<Vec<Facts>, DatabaseError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids))
        .filter(Column::State.eq(State::Confirmed.code()))
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(of_row).collect())
}

fn of_row(row: Model) -> Option<Facts> {
    Some(Facts {
        id: OutcomeId(row.id),
        confirmed_at: row.confirmed_at?,
        counts: row.kind != Kind::None.code(),
        obstacle: row.obstacle.as_deref().and_then(Obstacle::from_code),
        from: row.requester_territory,
        to: row.target_territory,
    })
}

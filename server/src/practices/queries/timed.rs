//! What the clock is to do.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::cases::reviewing;
use crate::organisations::queries::homes_of;
use crate::platform::database::{Database, DatabaseError};
use crate::platform::region::Region;
use crate::practices::model::{ARCHIVE, PracticeId, State};
use crate::practices::tables::practice::{Column, Entity};

/// Of each at one look.
const MOST: u64 = 1000;

/// Ids by what is to be done with them.
#[derive(Debug, Default)]
pub(in crate::practices) struct Due {
    pub(in crate::practices) archive: Vec<PracticeId>,
    /// Waiting ones whose organisation has another home by now.
    pub(in crate::practices) moved: Vec<PracticeId>,
}

/// All that is due at a moment, beside the writer: on most days there is nothing to write.
pub(in crate::practices) async fn due(database: &Database, region: &Region, now: i64) -> Result<Due, DatabaseError> {
    let archive: Vec<Uuid> = Entity::find()
        .filter(Column::State.eq(State::Withdrawn.code()))
        .filter(Column::EndedAt.lte(now - ARCHIVE))
        .select_only()
        .column(Column::Id)
        .order_by_asc(Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(database.reader())
        .await?;
    Ok(Due {
        archive: archive.into_iter().map(PracticeId).collect(),
        moved: moved(database, region).await?,
    })
}

async fn moved(database: &Database, region: &Region) -> Result<Vec<PracticeId>, DatabaseError> {
    let rows: Vec<(Uuid, Uuid, String)> = Entity::find()
        .filter(Column::State.eq(State::Submitted.code()))
        .select_only()
        .columns([Column::Id, Column::OrganisationId, Column::Chamber])
        .order_by_asc(Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(database.reader())
        .await?;
    let whose: Vec<Uuid> = rows.iter().map(|(_, organisation, _)| *organisation).collect();
    let homes = homes_of(database, &whose).await?;
    let mut elsewhere = Vec::new();
    for (id, organisation, chamber) in rows {
        let Some(home) = homes.get(&organisation) else { continue };
        let acting = reviewing(database.reader(), region, home).await?;
        if acting.is_some_and(|acting| acting != chamber) {
            elsewhere.push(PracticeId(id));
        }
    }
    Ok(elsewhere)
}

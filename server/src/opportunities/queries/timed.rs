//! What the clock is to do.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::cases::reviewing;
use crate::opportunities::model::{ARCHIVE, OpportunityId, REMINDER, State};
use crate::opportunities::tables::opportunity::{Column, Entity};
use crate::organisations::days;
use crate::organisations::queries::{Home, homes_of};
use crate::platform::database::{Database, DatabaseError};
use crate::platform::region::Region;

/// Of each at one look.
const MOST: u64 = 1000;

/// Ids by what is to be done with them.
#[derive(Debug, Default)]
pub(in crate::opportunities) struct Due {
    pub(in crate::opportunities) remind: Vec<OpportunityId>,
    pub(in crate::opportunities) close: Vec<OpportunityId>,
    pub(in crate::opportunities) expire: Vec<OpportunityId>,
    pub(in crate::opportunities) archive: Vec<OpportunityId>,
    /// Those whose organisation has another home by now.
    pub(in crate::opportunities) moved: Vec<OpportunityId>,
}

/// All that is due at a moment, beside the writer: on most days there is nothing to write.
pub(in crate::opportunities) async fn due(
    database: &Database,
    region: &Region,
    (now, today): (i64, NaiveDate),
) -> Result<Due, DatabaseError> {
    let published = || Entity::find().filter(Column::State.eq(State::Published.code()));
    let ended = [State::Expired.code(), State::Withdrawn.code()];
    Ok(Due {
        remind: ids(
            database,
            published()
                .filter(Column::Reminded.eq(false))
                .filter(Column::ExpiresAt.lte(now + REMINDER).and(Column::ExpiresAt.gt(now))),
        )
        .await?,
        close: ids(
            database,
            published()
                .filter(Column::Interest.eq(true))
                .filter(Column::Deadline.lt(days(today))),
        )
        .await?,
        expire: ids(database, published().filter(Column::ExpiresAt.lte(now))).await?,
        archive: ids(
            database,
            Entity::find()
                .filter(Column::State.is_in(ended))
                .filter(Column::PublishedAt.lte(now - ARCHIVE)),
        )
        .await?,
        moved: moved(database, region).await?,
    })
}

async fn ids(database: &Database, query: Select<Entity>) -> Result<Vec<OpportunityId>, DatabaseError> {
    let found: Vec<Uuid> = query
        .select_only()
        .column(Column::Id)
        .order_by_asc(Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(database.reader())
        .await?;
    Ok(found.into_iter().map(OpportunityId).collect())
}

/// All of them are looked at, however they stand: whoever is no longer their organisation's chamber reads none of them.
async fn moved(database: &Database, region: &Region) -> Result<Vec<OpportunityId>, DatabaseError> {
    let mut elsewhere = Vec::new();
    let mut chambers: HashMap<Home, Option<String>> = HashMap::new();
    let mut after = Uuid::nil();
    loop {
        let rows: Vec<(Uuid, Uuid, String, String)> = Entity::find()
            .filter(Column::Id.gt(after))
            .select_only()
            .columns([Column::Id, Column::OrganisationId, Column::Chamber, Column::Territory])
            .order_by_asc(Column::Id)
            .limit(MOST)
            .into_tuple()
            .all(database.reader())
            .await?;
        let Some((last, ..)) = rows.last() else {
            return Ok(elsewhere);
        };
        after = *last;
        let mut whose: Vec<Uuid> = rows.iter().map(|(_, organisation, ..)| *organisation).collect();
        whose.sort_unstable();
        whose.dedup();
        let homes = homes_of(database, &whose).await?;
        for (id, organisation, chamber, territory) in rows {
            let Some(home) = homes.get(&organisation) else { continue };
            // Many are at home in the same few chambers.
            let place = Home {
                name: String::new(),
                ..home.clone()
            };
            let acting = match chambers.get(&place) {
                Some(known) => known.clone(),
                None => {
                    let found = reviewing(database.reader(), region, home).await?;
                    chambers.insert(place, found.clone());
                    found
                }
            };
            // Of one that has no home any more nobody else would take care.
            if acting.is_some_and(|acting| acting != chamber || home.territory != territory) {
                elsewhere.push(OpportunityId(id));
            }
        }
    }
}

//! The clock of introductions: once it has run out the head of whoever has the turn is told, and when it has run out again it
//! expires. A second node does no harm: each step is the machine's, and taken once.

use std::time::Duration;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{IntroductionError, advance, is_contact, load, save, tell};
use crate::introductions::model::{IntroductionId, Party, State};
use crate::introductions::rules::{Fault, Step, turn};
use crate::introductions::tables::introduction;
use crate::platform::access::{self, Action, Actor, Purpose};
use crate::platform::database::DatabaseError;
use crate::platform::journal::Journal;
use crate::platform::region::Region;
use std::sync::Arc;

/// How often the clocks are looked at.
const ASK: Duration = Duration::from_secs(60);
/// Introductions of one turn.
const SOME: u64 = 200;

/// Goes round until the process ends.
pub async fn follow(journal: Journal, region: Arc<Region>) {
    loop {
        match round(&journal, &region).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "introductions nobody acted on in time"),
            Err(error) => tracing::warn!(%error, "clocks of introductions could not be looked at; it is tried again"),
        }
        tokio::time::sleep(ASK).await;
    }
}

/// Takes the steps that are due: how many.
///
/// # Errors
/// When the database refuses; what was taken stays.
pub async fn round(journal: &Journal, region: &Region) -> Result<usize, DatabaseError> {
    let mut taken = 0;
    loop {
        let due: Vec<Uuid> = introduction::Entity::find()
            .select_only()
            .column(introduction::Column::Id)
            .filter(introduction::Column::DueAt.lt(journal.clock().now()))
            .order_by_asc(introduction::Column::DueAt)
            .limit(SOME)
            .into_tuple()
            .all(journal.database().reader())
            .await?;
        let before = taken;
        for id in &due {
            match run_out(journal, region, IntroductionId(*id)).await {
                Ok(()) => taken += 1,
                // Somebody acted, or another node was quicker.
                Err(IntroductionError::Step(Fault::NotDue | Fault::State(_)) | IntroductionError::Hidden) => {}
                Err(IntroductionError::Database(error)) => return Err(error),
                Err(error) => tracing::warn!(%error, id = %IntroductionId(*id), "its clock could not be looked at"),
            }
        }
        if (due.len() as u64) < SOME || taken == before {
            return Ok(taken);
        }
    }
}

async fn run_out(journal: &Journal, region: &Region, id: IntroductionId) -> Result<(), IntroductionError> {
    journal
        .write(|tx| async move {
            let mut row = load(&tx, id).await?;
            if row.stands() == State::Offered {
                row.contact = is_contact(tx.connection(), &row).await?;
            }
            let whose = turn(row.stands(), row.contact);
            let (step, action) = match row.escalated_at {
                None => (Step::Escalate, "introductions.escalated"),
                Some(_) => (Step::Expire, "introductions.expired"),
            };
            let maintenance = Actor::system(Purpose::Maintenance);
            let grant = access::decide(&maintenance, Action::Maintain, &access::Node)?;
            advance(region, &mut row, step, (Party::Platform, None), tx.now())?;
            let row = save(&tx, &grant, row).await?;
            let more = json!({ "turn": whose, "party": Party::Platform });
            Ok((tell(&tx, journal.clock(), grant, action, &row, more, None).await?, ()))
        })
        .await
}

//! A crowd for drills: as many advisers and open cases as are asked for, spread evenly over the chambers of the demonstration.
//! Made by the same verbs as everything else, and only ever reached in a demonstration.

use crate::cases;
use crate::platform::clock::{Clock, DAY};
use crate::platform::journal::Journal;

use super::people::{Cast, Player};
use super::queue::{Stage, open, openings};

/// Days back to which the cases go.
const OLDEST: i64 = 16;

/// Makes the advisers that are not there yet, and the cases unless there are any.
///
/// # Errors
/// When the database refuses.
pub async fn fill(
    stage: &Stage<'_>,
    cast: &Cast,
    advisers: usize,
    cases: usize,
    seed: u64,
) -> anyhow::Result<Vec<Player>> {
    let players = cast.crowd(stage.journal, advisers).await?;
    if cases == 0 || cases::queries::any(stage.journal.database()).await? {
        return Ok(players);
    }
    let now = stage.journal.clock().now();
    let clock = Clock::set(now - OLDEST * DAY, seed.wrapping_add(78));
    let past = Journal::new(stage.journal.database().clone(), clock.clone());
    let step = OLDEST * DAY / i64::try_from(cases)?.max(1);
    for opening in openings(stage, cases, seed) {
        open(&past, stage.region, &opening).await?;
        clock.advance(step.min(now - clock.now()));
    }
    Ok(players)
}

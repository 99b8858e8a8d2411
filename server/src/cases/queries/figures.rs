//! A chamber's own figures, each with what it counts.

use super::super::model::Decision;
use crate::platform::access::{Action, Actor, Chamber, Refusal, decide};
use crate::platform::database::{Database, DatabaseError, Sql};

pub(super) const OWN: Sql = Sql::both(
    "SELECT kind, coalesce(decision, ''), opened_at, decided_at, due_at FROM case_file
     WHERE coalesce(first_chamber, chamber) = $1 AND opened_at >= $2",
);

/// What a chamber did with the cases that came since a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// Cases that came.
    pub came: u64,
    /// Of these, decided.
    pub decided: u64,
    /// Of these, within the target.
    pub in_time: u64,
    /// Microseconds from opening to decision, the middle one.
    pub median: Option<i64>,
    /// By decision, how many.
    pub by_decision: Vec<(Decision, u64)>,
}

/// The figures of a chamber for its own people.
///
/// # Errors
/// The refusal where the actor has no mandate in it; a failure of the database inside.
pub async fn own(
    actor: &Actor,
    database: &Database,
    chamber: &str,
    since: i64,
) -> Result<Result<Own, DatabaseError>, Refusal> {
    // A read of one chamber as a whole: asked like a write, the right itself is not needed further.
    let _ = decide(actor, Action::ReadChamber, &Chamber(chamber))?;
    Ok(count(database, chamber, since).await)
}

async fn count(database: &Database, chamber: &str, since: i64) -> Result<Own, DatabaseError> {
    let rows = OWN.all(database.reader(), vec![chamber.into(), since.into()]).await?;
    let mut own = Own {
        by_decision: Decision::ALL.iter().map(|decision| (*decision, 0)).collect(),
        ..Own::default()
    };
    let mut took = Vec::new();
    for row in &rows {
        own.came += 1;
        let (decision, decided): (String, Option<i64>) = (row.try_get_by_index(1)?, row.try_get_by_index(3)?);
        let (opened, due): (i64, i64) = (row.try_get_by_index(2)?, row.try_get_by_index(4)?);
        let Some(at) = decided else { continue };
        own.decided += 1;
        own.in_time += u64::from(at <= due);
        took.push(at - opened);
        for (known, count) in &mut own.by_decision {
            *count += u64::from(known.code() == decision);
        }
    }
    took.sort_unstable();
    own.median = took.get(took.len() / 2).copied();
    Ok(own)
}

//! The letter of the day, at seven in the morning of the region.

use chrono::{Days, NaiveTime};
use uuid::Uuid;

use super::{letters, tables};
use crate::accounts::{self, PersonId};
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::Journal;
use crate::platform::mail;
use crate::platform::region::Zone;
use crate::platform::web::Web;

/// The first seven o'clock after a moment.
#[must_use]
pub fn next(zone: Zone, after: i64) -> i64 {
    let today = zone.day(after);
    let seven = NaiveTime::from_hms_opt(7, 0, 0).unwrap_or_default();
    let mornings = [Some(today), today.checked_add_days(Days::new(1))];
    let mut moments = mornings
        .into_iter()
        .flatten()
        .map(|day| zone.moment(day.and_time(seven)));
    moments.find(|at| *at > after).unwrap_or(after)
}

/// Writes the letters that are due; how many.
///
/// # Errors
/// When the database refuses; what is written stays.
pub async fn send_due(journal: &Journal, web: &Web) -> Result<usize, DatabaseError> {
    let now = journal.clock().now();
    let mut written = 0;
    for person in tables::due(journal.database().reader(), now).await? {
        let clock = journal.clock();
        let done = journal
            .database()
            .transaction(now, |tx| async move { write(&tx, clock, web, person).await })
            .await?;
        written += usize::from(done);
    }
    Ok(written)
}

/// One person's: of several nodes the first takes its lines. Who changed their mind meanwhile gets none.
async fn write(tx: &Tx, clock: &Clock, web: &Web, person: Uuid) -> Result<bool, DatabaseError> {
    let lines = tables::take_due(tx, person).await?;
    let db = tx.connection();
    let found = accounts::find(db, PersonId(person)).await?;
    let Some(found) = found.filter(|_| !lines.is_empty()) else {
        return Ok(false);
    };
    if tables::is_stopped(db, person).await? || mail::is_bouncing(db, &found.mail).await? {
        return Ok(false);
    }
    letters::write_digest(tx, clock, web, &found, &lines).await?;
    Ok(true)
}

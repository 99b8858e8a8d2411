//! Brute force: failures are counted before a secret is looked at, so that a thousand tries at a time are no more than one
//! after the other. After five in a row one has to wait, ever longer; nothing is ever locked, or anybody could lock others out.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};

use super::model::{AccountError, HOUR, MINUTE};
use super::tables::attempt;
use crate::platform::clock::DAY;
use crate::platform::database::{Database, DatabaseError, Tx};
use crate::platform::web::Client;

/// Failures in a row that are free.
const FREE: i64 = 5;
/// The longest wait, seconds.
const LONGEST: u64 = 900;
/// Networks remembered at a time.
const MOST_CLIENTS: usize = 20_000;
/// Wrong passwords a second, of everybody together, from which on it is a storm.
const STORM: u32 = 50;
/// How long passwords rest after a second of storm.
const REST: i64 = 10 * SECOND;
const SECOND: i64 = 1_000_000;

/// How long after the last failure the next try is looked at.
fn wait_after(failures: i64) -> Duration {
    let over = u32::try_from((failures - FREE).clamp(-1, 20)).ok();
    let seconds = over.map_or(0, |over| 2_u64.saturating_pow(over).min(LONGEST));
    Duration::from_secs(seconds)
}

/// Counts a try of a key; how long to wait where there were too many.
///
/// # Errors
/// [`AccountError::Wait`]; the try is not counted then.
pub(super) async fn count(database: &Database, now: i64, key: &[u8]) -> Result<(), AccountError> {
    database
        .transaction(now, |tx| async move {
            let found = attempt::Entity::find_by_id(key.to_vec())
                .lock_exclusive()
                .one(tx.connection())
                .await?;
            // A day without a try begins anew.
            let failures = found
                .as_ref()
                .filter(|row| now - row.last_at < DAY)
                .map_or(0, |row| row.failures);
            if let Some(row) = &found {
                let until = row.last_at.saturating_add(micros(wait_after(failures)));
                if now < until {
                    let left = u64::try_from(until - now).unwrap_or_default();
                    return Err(AccountError::Wait(Duration::from_micros(left)));
                }
            }
            let row = attempt::Model {
                key: key.to_vec(),
                failures: failures + 1,
                last_at: now,
            };
            let row = row.into_active_model().reset_all();
            if found.is_some() {
                row.update(tx.connection()).await?;
            } else {
                row.insert(tx.connection()).await?;
                sweep(&tx).await?;
            }
            Ok(())
        })
        .await
}

/// A success: the count begins anew.
pub(super) async fn forget(tx: &Tx, key: &[u8]) -> Result<(), DatabaseError> {
    attempt::Entity::delete_by_id(key.to_vec())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Rows of yesterday count for nothing.
async fn sweep(tx: &Tx) -> Result<(), DatabaseError> {
    attempt::Entity::delete_many()
        .filter(attempt::Column::LastAt.lt(tx.now() - DAY - HOUR))
        .exec(tx.connection())
        .await?;
    Ok(())
}

fn micros(wait: Duration) -> i64 {
    i64::try_from(wait.as_micros()).unwrap_or(i64::MAX)
}

/// What is tried. Each is counted by itself, so that a storm on one leaves the others open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Way {
    /// An address with a password.
    Password,
    /// A code: of an app, of paper, of a letter.
    Code,
    /// A letter is asked for.
    Letter,
    /// A passkey.
    Passkey,
}

/// Tries by network prefix within a minute, in this process.
#[derive(Debug, Default)]
pub struct Prefixes(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    all: HashMap<(Client, Way), (i64, u32)>,
    swept: i64,
}

impl Prefixes {
    /// Counts a try of a network.
    ///
    /// # Errors
    /// [`AccountError::Wait`] until its minute is over.
    pub(super) fn count(&self, client: Client, way: Way, now: i64, most: u32) -> Result<(), AccountError> {
        let Ok(mut counted) = self.0.lock() else { return Ok(()) };
        let age = now - counted.swept;
        if counted.all.len() >= MOST_CLIENTS && !(0..MINUTE).contains(&age) {
            counted.swept = now;
            counted
                .all
                .retain(|_, (since, _)| (0..MINUTE).contains(&(now - *since)));
        }
        if counted.all.len() >= MOST_CLIENTS && !counted.all.contains_key(&(client, way)) {
            // So many networks at a time are a storm, of which the circuit takes care.
            return Ok(());
        }
        let (since, count) = counted.all.entry((client, way)).or_insert((now, 0));
        if now - *since >= MINUTE || now < *since {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        if *count <= most {
            return Ok(());
        }
        let left = u64::try_from(MINUTE - (now - *since)).unwrap_or_default();
        Err(AccountError::Wait(Duration::from_micros(left)))
    }
}

/// The circuit against storms: where more passwords fail within a second than people ever get wrong, passwords rest, whoever
/// tries and from wherever. Nothing is looked at then, so that a storm costs next to nothing and learns nothing; links and
/// passkeys go on. In this process, as the processors it spares.
#[derive(Debug, Default)]
pub struct Circuit(Mutex<Second>);

/// A second and what was tried in it.
#[derive(Clone, Copy, Debug, Default)]
struct Second {
    since: i64,
    failures: u32,
    rests_until: i64,
}

impl Second {
    /// Counts a try as a failure, until it is known to be none; how long to wait where passwords rest. Those that are turned
    /// away count as well, so that it rests until the storm is over.
    fn count(&mut self, now: i64) -> Option<i64> {
        if !(0..SECOND).contains(&(now - self.since)) {
            (self.since, self.failures) = (now, 0);
        }
        self.failures = self.failures.saturating_add(1);
        // A clock set back does not let them rest for longer.
        self.rests_until = self.rests_until.min(now + REST);
        if self.failures > STORM {
            self.rests_until = now + REST;
        }
        (now < self.rests_until).then(|| self.rests_until - now)
    }
}

impl Circuit {
    /// Counts a password that is tried.
    ///
    /// # Errors
    /// [`AccountError::Rests`] while there is a storm.
    pub(super) fn count(&self, now: i64) -> Result<(), AccountError> {
        let Ok(mut second) = self.0.lock() else { return Ok(()) };
        let was_at_work = now >= second.rests_until;
        let Some(left) = second.count(now) else { return Ok(()) };
        if was_at_work {
            tracing::warn!(
                a_second = STORM,
                "too many wrong passwords: signing in with a password rests"
            );
        }
        let left = u64::try_from(left).unwrap_or_default();
        Err(AccountError::Rests(Duration::from_micros(left)))
    }

    /// One of the tries was a good password.
    pub(super) fn forgive(&self) {
        if let Ok(mut second) = self.0.lock() {
            second.failures = second.failures.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_end_somewhere() {
        let waits: Vec<u64> = [0, 4, 5, 6, 7, 14, 15, 400]
            .map(|failures| wait_after(failures).as_secs())
            .into();
        assert_eq!(waits, [0, 0, 1, 2, 4, 512, 900, 900]);
    }

    /// Tries at that moment: how many were let through.
    fn tried(second: &mut Second, times: u32, now: i64) -> usize {
        (0..times).filter(|_| second.count(now).is_none()).count()
    }

    #[test]
    fn passwords_rest_in_a_storm_and_ten_seconds_after_it() {
        let mut second = Second::default();
        assert_eq!(tried(&mut second, 50, 0), 50, "people");
        assert_eq!(tried(&mut second, 50, SECOND), 50, "a second later, people again");
        assert_eq!(tried(&mut second, 60, 2 * SECOND), 50, "the next is one too many");
        assert_eq!(tried(&mut second, 1, 11 * SECOND), 0, "it rests");
        assert_eq!(tried(&mut second, 500, 11 * SECOND), 0, "and the storm goes on");
        assert_eq!(tried(&mut second, 1, 20 * SECOND), 0);
        assert_eq!(tried(&mut second, 1, 21 * SECOND), 1, "over");
        tried(&mut second, 500, 500 * SECOND);
        assert_eq!(second.count(0), Some(REST), "a clock set back");
    }
}

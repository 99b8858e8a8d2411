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
            let failures = found.as_ref().filter(|row| now - row.last_at < DAY).map_or(0, |row| row.failures);
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
    attempt::Entity::delete_by_id(key.to_vec()).exec(tx.connection()).await?;
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

/// Tries by network prefix within a minute, in this process.
#[derive(Debug, Default)]
pub struct Prefixes(Mutex<HashMap<Client, (i64, u32)>>);

impl Prefixes {
    /// Counts a try of a network.
    ///
    /// # Errors
    /// [`AccountError::Wait`] until its minute is over.
    pub(super) fn count(&self, client: Client, now: i64, most: u32) -> Result<(), AccountError> {
        let Ok(mut all) = self.0.lock() else { return Ok(()) };
        if all.len() >= MOST_CLIENTS {
            all.retain(|_, (since, _)| now - *since < MINUTE);
        }
        let (since, count) = all.entry(client).or_insert((now, 0));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_end_somewhere() {
        let waits: Vec<u64> = [0, 4, 5, 6, 7, 14, 15, 400].map(|failures| wait_after(failures).as_secs()).into();
        assert_eq!(waits, [0, 0, 1, 2, 4, 512, 900, 900]);
    }
}

//! Letters leave: one at a time, outside of any transaction, until the server that takes them says yes or no for good.
//!
//! A letter is leased by pushing its next try into the future, so that no other node takes it meanwhile. Once the server has
//! acknowledged it, it is marked before the lease ends and never sent again; a node that dies in between leaves a letter
//! that is sent once more, with the same Message-ID.

use std::time::Duration;

use sea_orm::{QueryResult, Value};
use tokio::sync::watch;
use uuid::Uuid;

use super::post::{Outcome, Post};
use super::{Letter, compose};
use crate::platform::clock::DAY;
use crate::platform::database::{DatabaseError, Sql};
use crate::platform::journal::Journal;

const MINUTE: i64 = 60_000_000;
/// Longer than the longest try.
const LEASE: i64 = 3 * MINUTE;
/// The longest pause between two tries.
const LONGEST_PAUSE: i64 = 360 * MINUTE;
/// After this a letter is given up.
const PATIENCE: i64 = 3 * DAY;
/// How long to wait for letters when nothing was written here.
const ASK: Duration = Duration::from_secs(2);
/// How long to wait when the server cannot be reached at all.
const AWAY: Duration = Duration::from_secs(20);

/// Letters somebody waits for (a link to sign in) go before those of the journal.
const LEASE_ONE: Sql = Sql {
    sqlite: "UPDATE mail SET tries = tries + 1, next_try_at = $2 WHERE id = (
               SELECT id FROM mail WHERE sent_at IS NULL AND failed_at IS NULL AND held = false AND not_before <= $1
                 AND (next_try_at IS NULL OR next_try_at <= $1)
               ORDER BY (entry_seq IS NOT NULL), not_before, id LIMIT 1)
             RETURNING id, address, subject, text_body, html_body, unsubscribe, language, tries, not_before",
    postgres: "UPDATE mail SET tries = tries + 1, next_try_at = $2 WHERE id = (
               SELECT id FROM mail WHERE sent_at IS NULL AND failed_at IS NULL AND held = false AND not_before <= $1
                 AND (next_try_at IS NULL OR next_try_at <= $1)
               ORDER BY (entry_seq IS NOT NULL), not_before, id LIMIT 1 FOR UPDATE SKIP LOCKED)
             RETURNING id, address, subject, text_body, html_body, unsubscribe, language, tries, not_before",
};
/// Whether there is any: mostly there is none, and nobody who writes has to wait for that.
const ANY_DUE: Sql = Sql::both(
    "SELECT 1 FROM mail WHERE sent_at IS NULL AND failed_at IS NULL AND held = false AND not_before <= $1
       AND (next_try_at IS NULL OR next_try_at <= $1) LIMIT 1",
);
/// What it said is no longer needed once it has left.
const SENT: Sql = Sql::both(
    "UPDATE mail SET sent_at = $3, next_try_at = NULL, error = NULL, text_body = '', html_body = '', unsubscribe = NULL
     WHERE id = $1 AND tries = $2 AND sent_at IS NULL",
);
const LATER: Sql =
    Sql::both("UPDATE mail SET next_try_at = $3, error = $4 WHERE id = $1 AND tries = $2 AND sent_at IS NULL");
const FAILED: Sql = Sql::both(
    "UPDATE mail SET failed_at = $3, next_try_at = NULL, error = $4 WHERE id = $1 AND tries = $2 AND sent_at IS NULL",
);
const BOUNCED: Sql = Sql::both(
    "INSERT INTO mail_bounce (address, since, error) VALUES ($1, $2, $3)
     ON CONFLICT (address) DO UPDATE SET error = excluded.error",
);
const ARRIVED: Sql = Sql::both("DELETE FROM mail_bounce WHERE address = $1");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[LEASE_ONE, ANY_DUE, SENT, LATER, FAILED, BOUNCED, ARRIVED];

/// A letter that this node sends now.
#[derive(Debug)]
pub(super) struct Leased {
    pub(super) id: Uuid,
    pub(super) address: String,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
    pub(super) unsubscribe: Option<String>,
    pub(super) language: String,
    /// Which try this is: nobody else has the same.
    tries: i64,
    not_before: i64,
}

impl Leased {
    /// A letter that never was in the queue.
    pub(super) fn now(letter: &Letter, id: Uuid) -> Self {
        Self {
            id,
            address: letter.to.clone(),
            subject: letter.subject.clone(),
            text: compose::text(letter),
            html: compose::html(letter),
            unsubscribe: None,
            language: letter.language.code().to_owned(),
            tries: 1,
            not_before: 0,
        }
    }

    fn read(row: &QueryResult) -> Result<Self, DatabaseError> {
        Ok(Self {
            id: row.try_get_by_index(0)?,
            address: row.try_get_by_index(1)?,
            subject: row.try_get_by_index(2)?,
            text: row.try_get_by_index(3)?,
            html: row.try_get_by_index(4)?,
            unsubscribe: row.try_get_by_index(5)?,
            language: row.try_get_by_index(6)?,
            tries: row.try_get_by_index(7)?,
            not_before: row.try_get_by_index(8)?,
        })
    }
}

/// What one turn came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// No letter is due.
    Nothing,
    /// A letter has left.
    Sent,
    /// A letter was put off or given up.
    Kept,
    /// The server cannot be reached: others would fare no better.
    Away,
}

/// Sends the letter that is due first.
///
/// # Errors
/// When the database refuses.
pub async fn send_one(journal: &Journal, post: &Post) -> Result<Turn, DatabaseError> {
    let Some(letter) = lease(journal).await? else {
        return Ok(Turn::Nothing);
    };
    let outcome = post.deliver(&letter, journal.clock().now()).await;
    let (turn, word) = match &outcome {
        Outcome::Taken => (Turn::Sent, "sent"),
        Outcome::Refused { .. } | Outcome::NotNow(_) => (Turn::Kept, "kept"),
        Outcome::Away(_) => (Turn::Away, "away"),
    };
    metrics::counter!("mail_tries_total", "outcome" => word).increment(1);
    note(journal, &letter, outcome).await?;
    Ok(turn)
}

/// The next letter, held for this node. As all that no person waits for in this moment it lets those who write go first.
async fn lease(journal: &Journal) -> Result<Option<Leased>, DatabaseError> {
    let (database, now) = (journal.database(), journal.clock().now());
    if ANY_DUE.one(database.reader(), vec![now.into()]).await?.is_none() {
        return Ok(None);
    }
    database
        .batch(now, |tx| async move {
            let row = LEASE_ONE
                .one(tx.connection(), vec![now.into(), (now + LEASE).into()])
                .await?;
            row.as_ref().map(Leased::read).transpose()
        })
        .await
}

/// Writes down how it went. The database may be away for a moment: a letter that was taken must not go twice.
async fn note(journal: &Journal, letter: &Leased, outcome: Outcome) -> Result<(), DatabaseError> {
    let mut pauses = [1, 2, 4, 8, 16, 32].into_iter().map(Duration::from_secs);
    loop {
        match (note_once(journal, letter, &outcome).await, pauses.next()) {
            (Err(error), Some(pause)) if error.is_unavailable() => {
                tracing::warn!(%error, letter = %letter.id, "how a letter fared could not be noted; trying again");
                tokio::time::sleep(pause).await;
            }
            (done, _) => return done,
        }
    }
}

async fn note_once(journal: &Journal, letter: &Leased, outcome: &Outcome) -> Result<(), DatabaseError> {
    let now = journal.clock().now();
    let key = || -> Vec<Value> { vec![letter.id.into(), letter.tries.into()] };
    let key = &key;
    journal
        .database()
        .batch(now, |tx| async move {
            let db = tx.connection();
            let address = letter.address.to_lowercase();
            match outcome {
                Outcome::Taken => {
                    SENT.run(db, [key(), vec![now.into()]].concat()).await?;
                    ARRIVED.run(db, vec![address.into()]).await?;
                }
                Outcome::Refused { why, nobody } => {
                    tracing::warn!(letter = %letter.id, %why, "a letter was refused for good");
                    FAILED
                        .run(db, [key(), vec![now.into(), why.clone().into()]].concat())
                        .await?;
                    if *nobody {
                        BOUNCED
                            .run(db, vec![address.into(), now.into(), why.clone().into()])
                            .await?;
                    }
                }
                Outcome::NotNow(why) | Outcome::Away(why) => match next_try(letter.tries, letter.not_before, now) {
                    Some(at) => {
                        tracing::info!(letter = %letter.id, %why, "a letter could not leave, and is tried again");
                        LATER
                            .run(db, [key(), vec![at.into(), why.clone().into()]].concat())
                            .await?;
                    }
                    None => {
                        tracing::warn!(letter = %letter.id, %why, "a letter was given up after three days");
                        FAILED
                            .run(db, [key(), vec![now.into(), why.clone().into()]].concat())
                            .await?;
                    }
                },
            }
            Ok::<_, DatabaseError>(())
        })
        .await
}

/// When a letter is tried again: after 1, 2, 4 … minutes, at most six hours; never after three days.
fn next_try(tries: i64, not_before: i64, now: i64) -> Option<i64> {
    let doubled = u32::try_from(tries - 1)
        .ok()
        .and_then(|times| MINUTE.checked_shl(times.min(20)));
    let pause = doubled.unwrap_or(LONGEST_PAUSE).clamp(MINUTE, LONGEST_PAUSE);
    (now - not_before < PATIENCE).then_some(now + pause)
}

/// Sends until it is told to stop. The letter that is on its way then is ended and noted: the next start would send it again.
pub async fn follow(journal: Journal, post: Post, mut stop: watch::Receiver<bool>) {
    let mut changes = journal.changes();
    while !*stop.borrow() {
        let pause = match send_one(&journal, &post).await {
            Ok(Turn::Sent | Turn::Kept) => continue,
            Ok(Turn::Nothing) => None,
            Ok(Turn::Away) => Some(AWAY),
            Err(error) => {
                tracing::warn!(%error, "letters could not be looked for");
                Some(AWAY)
            }
        };
        let waiting = async {
            match pause {
                None => changes.next(ASK).await,
                Some(pause) => tokio::time::sleep(pause).await,
            }
        };
        tokio::select! {
            () = waiting => {}
            // Whoever would tell it to stop is gone as well.
            told = stop.changed() => if told.is_err() { return },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_six_hours_and_end_after_three_days() {
        let pause = |tries| next_try(tries, 0, DAY).map(|at| (at - DAY) / MINUTE);
        let pauses: Vec<_> = (1..=11).filter_map(pause).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
        assert_eq!(pause(1_000_000), Some(360));
        assert_eq!(next_try(5, 0, PATIENCE), None);
    }
}

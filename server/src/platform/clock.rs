//! The only source of now and of new ids. A test sets the time and seeds the ids.
//! Times are microseconds since 1970 in UTC, as they lie in the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Microseconds of a day.
pub const DAY: i64 = 86_400_000_000;

/// A source of time and ids; clones share it.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Source>);

#[derive(Debug)]
enum Source {
    /// So many microseconds ahead of the machine.
    System(i64),
    Set {
        now: AtomicI64,
        ids: AtomicU64,
    },
}

impl Clock {
    /// The machine's clock and its randomness.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(Source::System(0)))
    }

    /// The machine's clock, so far ahead: a demonstration shows what will be.
    #[must_use]
    pub fn ahead(micros: i64) -> Self {
        Self(Arc::new(Source::System(micros)))
    }

    /// A clock that stands at `now` until it is moved, with ids in a fixed sequence from `seed`.
    #[must_use]
    pub fn set(now: i64, seed: u64) -> Self {
        Self(Arc::new(Source::Set {
            now: AtomicI64::new(now),
            ids: AtomicU64::new(seed),
        }))
    }

    /// Moves a set clock; the machine's clock cannot be moved and stays as it is.
    pub fn advance(&self, micros: i64) {
        if let Source::Set { now, .. } = &*self.0 {
            now.fetch_add(micros, Ordering::SeqCst);
        }
    }

    /// Microseconds since 1970, UTC.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is where the time comes from")]
    pub fn now(&self) -> i64 {
        match &*self.0 {
            Source::System(ahead) => Utc::now().timestamp_micros() + ahead,
            Source::Set { now, .. } => now.load(Ordering::SeqCst),
        }
    }

    /// Today in UTC.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        day(self.now())
    }

    /// A new UUIDv7: milliseconds, then randomness.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is where ids come from")]
    pub fn id(&self) -> Uuid {
        match &*self.0 {
            Source::System(_) => Uuid::now_v7(),
            Source::Set { now, ids } => {
                let number = ids.fetch_add(1, Ordering::SeqCst);
                let mut random = [0; 10];
                if let Some(tail) = random.last_chunk_mut::<8>() {
                    *tail = number.to_be_bytes();
                }
                let millis = u64::try_from(now.load(Ordering::SeqCst) / 1000).unwrap_or_default();
                uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
            }
        }
    }

    /// Sixteen bytes nobody can guess (in a test: in a fixed sequence).
    #[must_use]
    pub fn salt(&self) -> [u8; 16] {
        let both = [*self.id().as_bytes(), *self.id().as_bytes()];
        Sha256::digest(both.as_flattened())
            .first_chunk()
            .copied()
            .unwrap_or_default()
    }
}

impl Clock {
    /// Thirty-two bytes nobody can guess: a session's secret, a token (in a test: in a fixed sequence).
    #[must_use]
    pub fn secret(&self) -> [u8; 32] {
        // Each id brings 74 random bits, or more: four of them are more than the digest holds.
        let four = [0; 4].map(|_: u8| *self.id().as_bytes());
        Sha256::digest(four.as_flattened()).into()
    }
}

/// The UTC day of a time.
#[must_use]
pub fn day(micros: i64) -> NaiveDate {
    DateTime::from_timestamp_micros(micros).unwrap_or_default().date_naive()
}

/// The first microsecond of a UTC day.
#[must_use]
pub fn start_of(day: NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_micros()
}

/// RFC 3339 in UTC with milliseconds, as the API writes times.
#[must_use]
pub fn rfc3339(micros: i64) -> String {
    DateTime::from_timestamp_micros(micros)
        .unwrap_or_default()
        .to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_clock_is_repeatable() {
        let (one, two) = (Clock::set(5 * DAY, 1), Clock::set(5 * DAY, 1));
        assert_eq!(one.id(), two.id());
        assert_ne!(one.id(), one.id());
        one.advance(DAY);
        assert_eq!(one.today(), two.today() + chrono::Days::new(1));
        assert_eq!(rfc3339(start_of(one.today())), "1970-01-07T00:00:00.000Z");
    }
}

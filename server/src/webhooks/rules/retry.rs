//! When a delivery is tried again, and when it is given up: after Standard Webhooks 1.0.

use std::time::Duration;

use crate::platform::outbound::{Answered, NotSent};

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// Pauses after the first try, the second and so on: three days and some hours in all.
const PAUSES: [i64; 9] = [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
];

/// How a try went.
pub type Went = Result<Answered, NotSent>;

/// What follows from a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// It is delivered.
    Done,
    /// It is tried again at that time.
    Again(i64),
    /// It is given up.
    GivenUp,
    /// The receiver is gone for good.
    Gone,
}

/// What follows from the try of that number, the first of which is 1. `chance` spreads what failed together over a tenth of the
/// pause. A redirect is no success: it is not followed.
#[must_use]
pub fn after(tries: i64, went: &Went, now: i64, chance: u64) -> After {
    let wait = match went {
        Ok(answered) if (200..300).contains(&answered.status) => return After::Done,
        Ok(answered) if answered.status == 410 => return After::Gone,
        Ok(answered) => answered.wait,
        Err(_) => None,
    };
    let pause = usize::try_from(tries - 1).ok().and_then(|place| PAUSES.get(place));
    let Some(pause) = pause else { return After::GivenUp };
    let tenth = u64::try_from(pause / 10).unwrap_or_default().max(1);
    let spread = i64::try_from(chance % tenth).unwrap_or_default();
    // Who asks for more time gets it, and nobody less than everybody waits.
    let asked = wait.map_or(0, |wait: Duration| i64::try_from(wait.as_micros()).unwrap_or(i64::MAX));
    After::Again(now + (pause + spread).max(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16) -> Went {
        Ok(Answered { status, wait: None })
    }

    #[test]
    fn what_follows_from_an_answer() {
        for status in [200, 201, 202, 204, 299] {
            assert_eq!(after(1, &answered(status), 7, 3), After::Done, "{status}");
        }
        assert_eq!(after(1, &answered(410), 7, 3), After::Gone);
        assert_eq!(after(10, &answered(410), 7, 3), After::Gone);
        for status in [
            100, 199, 300, 301, 302, 307, 308, 400, 401, 404, 429, 500, 502, 503, 504,
        ] {
            assert!(matches!(after(1, &answered(status), 7, 3), After::Again(_)), "{status}");
            assert_eq!(after(10, &answered(status), 7, 3), After::GivenUp, "{status}");
        }
        assert!(matches!(after(1, &Err(NotSent::Slow), 7, 3), After::Again(_)));
        assert_eq!(after(10, &Err(NotSent::Away), 7, 3), After::GivenUp);
    }

    #[test]
    fn pauses_are_those_of_the_standard_and_spread() {
        let at = |tries, chance| match after(tries, &answered(500), 0, chance) {
            After::Again(at) => at,
            other => panic!("{other:?}"),
        };
        let seconds: Vec<i64> = (1..=9).map(|tries| at(tries, 0) / SECOND).collect();
        assert_eq!(seconds, [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
        assert_eq!(seconds.iter().sum::<i64>(), 272_105, "three days and some hours");
        for tries in 1..=9 {
            for chance in [1, 77, 1 << 40, u64::MAX] {
                let (least, spread) = (at(tries, 0), at(tries, chance));
                assert!(least <= spread && spread <= least + least / 10, "{tries} {chance}");
            }
        }
    }

    #[test]
    fn who_asks_for_time_gets_it() {
        let asked = Ok(Answered {
            status: 429,
            wait: Some(Duration::from_secs(600)),
        });
        assert_eq!(after(1, &asked, 0, 0), After::Again(600 * SECOND));
        assert_eq!(
            after(3, &asked, 0, 0),
            After::Again(1800 * SECOND),
            "never sooner than others"
        );
    }
}

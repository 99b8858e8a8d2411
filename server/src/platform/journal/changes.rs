//! What readers of the journal wait for between two turns.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// From one turn of a reader to its next where changes come one upon the other. Each turn has its price whatever it finds (a
/// commit of the index, a transaction of the writer), and what came meanwhile is read at once.
const BREATH: Duration = Duration::from_millis(200);
/// In a rush that goes on each breath is twice as long as the one before, up to this: a commit of the index flushes a dozen
/// files, and whoever writes meanwhile waits for the same disk.
const DEEPEST: Duration = Duration::from_millis(1600);
/// A long turn (the index of an import's organisations) is followed by a rest of so many times its length: people who write and
/// read pages meanwhile need the processors.
const REST: u32 = 3;
/// And not by a longer one.
const LONGEST: Duration = Duration::from_secs(2);

/// What a reader did at its turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Entries it has dealt with.
    pub read: usize,
    /// Whether more of them wait already.
    pub left: bool,
}

/// Tells one reader when to look again.
#[derive(Debug)]
pub struct Changes {
    woken: watch::Receiver<u64>,
    /// When the turn that is ending began.
    begun: Instant,
    /// How long it takes from the beginning of this turn to the next at least.
    breath: Duration,
}

impl Changes {
    pub(super) fn new(woken: watch::Receiver<u64>) -> Self {
        Self {
            woken,
            begun: Instant::now(),
            breath: BREATH,
        }
    }

    /// Until something was written, `longest` at most: at once after a quiet time, and a breath after the turn before.
    pub async fn next(&mut self, longest: Duration) {
        let rest = self.rest();
        let written = tokio::time::timeout(longest, self.woken.changed()).await.is_ok();
        self.breathe(written && Instant::now() < rest);
        self.rest_until(rest).await;
    }

    /// After a turn: where it left a backlog, only for as long as it took, so that the backlog ends and people write meanwhile.
    pub(super) async fn after(&mut self, turn: Turn, longest: Duration) {
        match turn {
            Turn { left: true, .. } => {
                let took = self.begun.elapsed().min(BREATH);
                self.rest_until(Instant::now() + took).await;
            }
            Turn { read: 0, .. } => self.next(longest).await,
            Turn { .. } => {
                let rest = self.rest();
                self.breathe(true);
                self.rest_until(rest).await;
            }
        }
    }

    /// Deeper in a rush, and as at the beginning after a quiet time.
    fn breathe(&mut self, rush: bool) {
        self.breath = if rush { (self.breath * 2).min(DEEPEST) } else { BREATH };
    }

    /// When the rest ends that the turn which ends now asks for.
    fn rest(&self) -> Instant {
        let took = self.begun.elapsed();
        let long = took + (took * REST).min(LONGEST);
        self.begun + long.max(self.breath)
    }

    async fn rest_until(&mut self, end: Instant) {
        tokio::time::sleep_until(end).await;
        self.begun = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn at_once_after_a_quiet_time_and_together_in_a_rush() {
        let woken = watch::Sender::new(0_u64);
        let mut changes = Changes::new(woken.subscribe());
        let quiet = async {
            tokio::time::sleep(BREATH * 5).await;
            woken.send_replace(1);
        };
        let begun = Instant::now();
        tokio::join!(quiet, changes.next(BREATH * 50));
        assert_eq!(begun.elapsed(), BREATH * 5, "nothing came for a while");
        let begun = Instant::now();
        for count in 2..10 {
            woken.send_replace(count);
        }
        changes.next(BREATH * 50).await;
        assert_eq!(begun.elapsed(), BREATH, "eight changes, one turn");
        changes.next(BREATH * 50).await;
        assert_eq!(begun.elapsed(), BREATH * 51, "and nothing after them");
    }

    #[tokio::test(start_paused = true)]
    async fn a_backlog_is_read_on_in_half_of_the_time() {
        let woken = watch::Sender::new(0_u64);
        let mut changes = Changes::new(woken.subscribe());
        let begun = Instant::now();
        for _ in 0..3 {
            tokio::time::sleep(BREATH / 10).await;
            changes.after(Turn { read: 100, left: true }, BREATH * 50).await;
        }
        assert_eq!(begun.elapsed(), BREATH * 6 / 10);
        changes.after(Turn { read: 1, left: false }, BREATH * 50).await;
        assert_eq!(begun.elapsed(), BREATH * 16 / 10, "the last of it, and a breath");
    }

    #[tokio::test(start_paused = true)]
    async fn a_long_turn_is_followed_by_a_long_rest() {
        let woken = watch::Sender::new(0_u64);
        let mut changes = Changes::new(woken.subscribe());
        let begun = Instant::now();
        for turns in 1..3 {
            tokio::time::sleep(BREATH).await;
            woken.send_replace(turns);
            changes.next(BREATH * 50).await;
        }
        assert_eq!(begun.elapsed(), BREATH * 8);
    }

    #[tokio::test(start_paused = true)]
    async fn in_a_rush_that_goes_on_each_breath_is_deeper() {
        let woken = watch::Sender::new(0_u64);
        let mut changes = Changes::new(woken.subscribe());
        let mut breaths = Vec::new();
        for count in 1..6 {
            let begun = Instant::now();
            woken.send_replace(count);
            changes.next(BREATH * 50).await;
            breaths.push(begun.elapsed());
        }
        assert_eq!(breaths, [1, 2, 4, 8, 8].map(|times| BREATH * times));
        changes.next(BREATH * 50).await;
        let begun = Instant::now();
        woken.send_replace(6);
        changes.next(BREATH * 50).await;
        assert_eq!(begun.elapsed(), BREATH, "after a quiet time as at the beginning");
    }
}

//! What readers of the journal wait for between two turns.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// From one turn of a reader to its next where changes come one upon the other. Each turn has its price whatever it finds (a
/// commit of the index, a transaction of the writer), and what came meanwhile is read at once.
const BREATH: Duration = Duration::from_millis(200);

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
}

impl Changes {
    pub(super) fn new(woken: watch::Receiver<u64>) -> Self {
        Self {
            woken,
            begun: Instant::now(),
        }
    }

    /// Until something was written, `longest` at most: at once after a quiet time, and a breath after the turn before.
    pub async fn next(&mut self, longest: Duration) {
        let _ = tokio::time::timeout(longest, self.woken.changed()).await;
        self.breath().await;
    }

    /// After a turn: where it left a backlog, only for as long as it took, so that the backlog ends and people write meanwhile.
    pub(super) async fn after(&mut self, turn: Turn, longest: Duration) {
        match turn {
            Turn { left: true, .. } => {
                tokio::time::sleep(self.begun.elapsed().min(BREATH)).await;
                self.begun = Instant::now();
            }
            Turn { read: 0, .. } => self.next(longest).await,
            Turn { .. } => self.breath().await,
        }
    }

    async fn breath(&mut self) {
        tokio::time::sleep_until(self.begun + BREATH).await;
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
        tokio::time::sleep(BREATH * 5).await;
        let begun = Instant::now();
        woken.send_replace(1);
        changes.next(BREATH * 50).await;
        assert_eq!(begun.elapsed(), Duration::ZERO, "nothing came for a while");
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
}

//! How far people are who work through something together, and when they are over: all of it done, somebody failed, or a standstill.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

/// Where nobody has done anything for so many seconds, nothing more will be.
const STANDSTILL: usize = 60;

/// What they share.
#[derive(Debug)]
pub(crate) struct Pace {
    all: usize,
    done: AtomicUsize,
    failed: AtomicBool,
    begun: Instant,
    /// Seconds at which something was last done.
    last: AtomicUsize,
}

impl Pace {
    /// Of so many things to do.
    pub(super) fn of(all: usize) -> Self {
        Self {
            all,
            done: AtomicUsize::new(0),
            failed: AtomicBool::new(false),
            begun: Instant::now(),
            last: AtomicUsize::new(0),
        }
    }

    /// Of people who go on until their time is over.
    pub(crate) fn endless() -> Self {
        Self::of(usize::MAX)
    }

    /// Something was done, and so many of the things to do with it.
    pub(super) fn step(&self, done: usize) {
        self.done.fetch_add(done, Ordering::Relaxed);
        self.last.fetch_max(self.now(), Ordering::Relaxed);
    }

    /// Somebody failed: the others need not go on.
    pub(super) fn fail(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }

    /// Seconds until something was last done.
    pub(super) fn seconds(&self) -> usize {
        self.last.load(Ordering::Relaxed)
    }

    pub(super) fn is_over(&self) -> bool {
        let quiet = self.now() > self.seconds() + STANDSTILL;
        self.done.load(Ordering::Relaxed) >= self.all || quiet || self.failed.load(Ordering::Relaxed)
    }

    fn now(&self) -> usize {
        usize::try_from(self.begun.elapsed().as_secs()).unwrap_or(usize::MAX)
    }
}

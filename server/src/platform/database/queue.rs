//! Who may write next on SQLite: people first, a batch of an import or a reader of the journal only when no person waits, or
//! when it has waited for a second: on the busiest day it goes on as well. PostgreSQL has row locks and needs no queue.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, Notify, OwnedMutexGuard};

/// After so long a batch waits like a person.
const PATIENCE: Duration = Duration::from_secs(1);
/// How a batch gives way: for so many times as long as it took, and not for longer than this.
#[derive(Clone, Copy, Debug)]
struct Way {
    times: u32,
    longest: Duration,
}

/// What the batch wrote is indexed meanwhile, and that takes a processor too.
const WAY: Way = Way {
    times: 3,
    longest: Duration::from_millis(300),
};
/// On PostgreSQL batch and people run side by side: while a batch runs there is a processor less for everybody.
const WAY_BESIDE: Way = Way {
    times: 8,
    longest: Duration::from_secs(1),
};

/// The queue of a SQLite writer; on PostgreSQL an open door that remembers who came.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    inner: Arc<Inner>,
    /// Whether only one may write at a time.
    single: bool,
}

#[derive(Debug, Default)]
struct Inner {
    writing: Arc<Mutex<()>>,
    people: AtomicUsize,
    /// Whether a person has written since a batch last looked.
    seen: AtomicBool,
    nobody_waits: Notify,
}

/// Held while a transaction runs.
pub(super) struct Turn(#[expect(dead_code, reason = "held for its drop")] Option<OwnedMutexGuard<()>>);

/// Counts a person out even when the request is dropped while it waits.
struct Waiting<'a>(&'a Inner);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if self.0.people.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.nobody_waits.notify_waiters();
        }
    }
}

impl Inner {
    /// The turn, in the order in which it was asked for.
    async fn whoever_waits(&self) -> Turn {
        self.people.fetch_add(1, Ordering::SeqCst);
        let _waiting = Waiting(self);
        Turn(Some(Arc::clone(&self.writing).lock_owned().await))
    }

    /// The turn, once no person waits for it.
    async fn nobody_before(&self) -> Turn {
        loop {
            let quiet = self.nobody_waits.notified();
            tokio::pin!(quiet);
            // Registered before the count is read, so that a person who leaves in between is heard.
            quiet.as_mut().enable();
            if self.people.load(Ordering::SeqCst) > 0 {
                quiet.await;
                continue;
            }
            let guard = Arc::clone(&self.writing).lock_owned().await;
            if self.people.load(Ordering::SeqCst) == 0 {
                return Turn(Some(guard));
            }
        }
    }
}

impl Queue {
    pub(super) fn single_writer() -> Self {
        Self {
            single: true,
            ..Self::default()
        }
    }

    pub(super) async fn person(&self) -> Turn {
        self.seen_one();
        if self.single {
            self.inner.whoever_waits().await
        } else {
            Turn(None)
        }
    }

    pub(super) async fn batch(&self) -> Turn {
        if !self.single {
            return Turn(None);
        }
        match tokio::time::timeout(PATIENCE, self.inner.nobody_before()).await {
            Ok(turn) => turn,
            Err(_) => self.inner.whoever_waits().await,
        }
    }

    const fn way(&self) -> Way {
        if self.single { WAY } else { WAY_BESIDE }
    }

    /// A person has written, here or through another process.
    pub(super) fn seen_one(&self) {
        self.inner.seen.store(true, Ordering::SeqCst);
    }

    /// After a batch that took so long: nothing else of an import runs either while people write and read their pages.
    pub(super) async fn give_way(&self, took: Duration) {
        if self.inner.seen.swap(false, Ordering::SeqCst) {
            let way = self.way();
            tokio::time::sleep((took * way.times).min(way.longest)).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn people_go_before_batches() {
        let queue = Queue::single_writer();
        let order = Arc::new(std::sync::Mutex::new(Vec::new()));
        let first = queue.person().await;
        let mut tasks = Vec::new();
        for name in ["batch", "person"] {
            let (queue, order) = (queue.clone(), Arc::clone(&order));
            tasks.push(tokio::spawn(async move {
                let _turn = if name == "batch" {
                    queue.batch().await
                } else {
                    queue.person().await
                };
                order.lock().unwrap().push(name);
            }));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        drop(first);
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(*order.lock().unwrap(), ["person", "batch"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_batch_does_not_wait_for_ever() {
        let queue = Queue::single_writer();
        let crowd = queue.clone();
        // There is always a person who waits while another writes.
        let people = tokio::spawn(async move {
            let mut next = Some(crowd.person().await);
            loop {
                let waiting = crowd.person();
                tokio::pin!(waiting);
                let _ = futures::poll!(&mut waiting);
                tokio::time::sleep(Duration::from_millis(10)).await;
                drop(next.take());
                next = Some(waiting.await);
            }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        let begun = tokio::time::Instant::now();
        let _turn = queue.batch().await;
        let waited = begun.elapsed();
        people.abort();
        assert!(waited >= PATIENCE && waited < PATIENCE * 2, "{waited:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_batch_gives_way_where_people_write() {
        for queue in [Queue::single_writer(), Queue::default()] {
            gives_way(&queue).await;
        }
    }

    async fn gives_way(queue: &Queue) {
        let took = Duration::from_millis(80);
        let waits = || async {
            let begun = tokio::time::Instant::now();
            queue.give_way(took).await;
            begun.elapsed()
        };
        assert_eq!(waits().await, Duration::ZERO, "nobody is there");
        drop(queue.person().await);
        assert_eq!(waits().await, took * queue.way().times);
        drop(queue.batch().await);
        assert_eq!(
            waits().await,
            Duration::ZERO,
            "the person has gone, and a batch is none"
        );
        queue.seen_one();
        assert_eq!(
            waits().await,
            took * queue.way().times,
            "somebody wrote through another process"
        );
    }
}

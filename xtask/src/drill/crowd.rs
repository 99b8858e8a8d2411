//! Some who report mistakes and insist, beside whatever happens to the nodes; and what they came to.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;

use anyhow::{Result, anyhow};

use super::acknowledged::Acknowledged;
use super::crash::ids;
use super::reporters::{Insisted, insisting};
use crate::chance::Chance;
use crate::http::Client;

/// Those who go on until they are told to stop.
#[derive(Debug)]
pub struct Crowd {
    /// What they report on.
    pub organisations: Arc<Vec<String>>,
    stop: Arc<AtomicBool>,
    acknowledged: Arc<AtomicUsize>,
    running: Vec<JoinHandle<Insisted>>,
}

/// What they came to.
#[derive(Debug, Default)]
pub struct Came {
    /// What was acknowledged, to be compared with the journal.
    pub acknowledged: Acknowledged,
    /// Tries that were refused or not answered; each was tried again.
    pub tries: usize,
    /// Acknowledgements of what had been kept before.
    pub replayed: usize,
}

impl Crowd {
    /// So many at a node.
    ///
    /// # Errors
    /// When the node lists no organisation.
    pub fn start(address: SocketAddr, people: usize, chance: &mut Chance) -> Result<Self> {
        let organisations = Arc::new(ids(&mut Client::new(address, false), 2000)?);
        let (stop, acknowledged) = (Arc::<AtomicBool>::default(), Arc::<AtomicUsize>::default());
        let count = Arc::clone(&acknowledged);
        let told = move || {
            count.fetch_add(1, Ordering::Relaxed);
        };
        let running = insisting(address, people, &organisations, chance, &stop, told);
        Ok(Self {
            organisations,
            stop,
            acknowledged,
            running,
        })
    }

    /// How many reports were acknowledged so far.
    #[must_use]
    pub fn acknowledged(&self) -> usize {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Has them end what they are at.
    ///
    /// # Errors
    /// When one of them failed.
    pub fn end(self) -> Result<Came> {
        self.stop.store(true, Ordering::Relaxed);
        ended(self.running)
    }
}

/// What those came to who were told to stop.
///
/// # Errors
/// When one of them failed.
pub fn ended(running: Vec<JoinHandle<Insisted>>) -> Result<Came> {
    let mut came = Came::default();
    for reporter in running {
        let done = reporter.join().map_err(|_| anyhow!("a reporter failed"))?;
        came.tries += done.tries;
        came.replayed += done.replayed;
        for (report, reference) in done.acknowledged {
            came.acknowledged.add(report, reference);
        }
    }
    Ok(came)
}

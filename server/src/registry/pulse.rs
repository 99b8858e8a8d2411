//! The sign of life of a run: once a second a task writes how far it is, and sees whether somebody wants it to stop. It goes on
//! while the reader sorts for minutes, and ends with the process: a run whose sign is old was interrupted.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use registers::Reject;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::model::{Outcome, Step};
use super::rejects::{KEPT_REJECTS, KeptReject};
use super::tables::{self, Run, Sign};
use crate::platform::database::DatabaseError;
use crate::platform::journal::Journal;

/// Between two signs.
const BEAT: Duration = Duration::from_secs(1);
/// Microseconds after which a run that gave no sign is taken for interrupted.
pub(super) const SILENT: i64 = 20_000_000;

/// What the run tells of itself.
#[derive(Default)]
struct Told {
    step: Step,
    outcome: Outcome,
    rejects: Vec<KeptReject>,
    /// Rejected rows that are in the database.
    written: usize,
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Told>>);

impl Shared {
    fn with<T>(&self, work: impl FnOnce(&mut Told) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is to be written now.
    fn news(&self) -> News {
        self.with(|told| News {
            step: told.step,
            outcome: told.outcome.clone(),
            first: told.written,
            rejects: told.rejects.get(told.written..).unwrap_or_default().to_vec(),
        })
    }
}

/// A copy of what is to be written, for a transaction that may run more than once.
#[derive(Default)]
pub(super) struct News {
    step: Step,
    outcome: Outcome,
    first: usize,
    rejects: Vec<KeptReject>,
}

impl News {
    pub(super) fn sign(&self) -> Sign<'_> {
        Sign {
            step: self.step,
            outcome: &self.outcome,
            rejects: (self.first, &self.rejects),
        }
    }
}

/// Beats until it is ended or dropped.
pub(super) struct Pulse {
    shared: Shared,
    over: CancellationToken,
    task: Option<JoinHandle<()>>,
}

impl Pulse {
    /// Begins; `stop` is set as soon as somebody asked for it, or another process took the run.
    pub(super) fn begin(journal: Journal, run: Run, stop: CancellationToken) -> Self {
        let (shared, over) = (Shared::default(), CancellationToken::new());
        let task = tokio::spawn(beats(journal, run, shared.clone(), stop, over.clone()));
        Self {
            shared,
            over,
            task: Some(task),
        }
    }

    pub(super) fn tell(&self, step: Step, outcome: &Outcome) {
        self.shared.with(|told| {
            told.step = step;
            told.outcome.clone_from(outcome);
        });
    }

    /// What became of everything, once all is read.
    pub(super) fn done(&self, outcome: &Outcome) {
        self.shared.with(|told| told.outcome.clone_from(outcome));
    }

    pub(super) fn reject(&self, reject: &Reject) {
        self.shared.with(|told| {
            if told.rejects.len() < KEPT_REJECTS {
                told.rejects.push(reject.into());
            }
        });
    }

    /// Stops, and gives what the last sign has to say.
    pub(super) async fn end(mut self) -> News {
        self.over.cancel();
        if let Some(task) = self.task.take() {
            // One that panicked has written nothing more.
            let _ = task.await;
        }
        self.shared.news()
    }
}

impl Drop for Pulse {
    fn drop(&mut self) {
        self.over.cancel();
    }
}

async fn beats(journal: Journal, run: Run, shared: Shared, stop: CancellationToken, over: CancellationToken) {
    loop {
        match beat(&journal, &run, &shared).await {
            Ok(Some(false)) => {}
            // Whoever let go of the run goes on with another one, which nobody stops.
            Ok(Some(true) | None) if over.is_cancelled() => return,
            Ok(Some(true) | None) => stop.cancel(),
            // The batches find out themselves what is wrong with the database.
            Err(error) => tracing::debug!(%error, "a run could not tell how far it is"),
        }
        tokio::select! {
            () = over.cancelled() => return,
            () = tokio::time::sleep(BEAT) => {}
        }
    }
}

async fn beat(journal: &Journal, run: &Run, shared: &Shared) -> Result<Option<bool>, DatabaseError> {
    let news = &shared.news();
    let write = |tx| async move { tables::beat_run(&tx, run, &news.sign()).await };
    let told = journal.database().batch(journal.clock().now(), write).await?;
    shared.with(|told| told.written = news.first + news.rejects.len());
    Ok(told)
}

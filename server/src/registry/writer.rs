//! Writes records in batches of at most a tenth of a second; each commits the run's position with it.

use std::time::{Duration, Instant};

use sea_orm::DbBackend;

use super::model::ImportError;
use super::tables::{self, Run};
use crate::organisations::bulk::{self, Changed, Context, Incoming};
use crate::organisations::objections::{self, Passed};
use crate::platform::access::Actor;
use crate::platform::journal::Journal;
use crate::platform::region::Region;

/// How long a batch may hold the writer.
const BATCH: Duration = Duration::from_millis(100);
/// Records of a batch, least and most.
const SIZES: (usize, usize) = (10, 1000);
/// On PostgreSQL nobody waits for a batch, and a small one costs as many statements.
const LEAST_BESIDE: usize = 200;

/// Collects records and writes them when there are enough for a tenth of a second.
pub(super) struct Writer<'a> {
    journal: &'a Journal,
    region: &'a Region,
    actor: &'a Actor,
    dry_run: bool,
    run: Run,
    size: usize,
    batch: Vec<Incoming>,
}

impl<'a> Writer<'a> {
    pub(super) const fn new(
        journal: &'a Journal,
        region: &'a Region,
        actor: &'a Actor,
        run: Run,
        dry_run: bool,
    ) -> Self {
        Self {
            journal,
            region,
            actor,
            dry_run,
            run,
            size: 100,
            batch: Vec::new(),
        }
    }

    /// The run with what is committed of it.
    pub(super) const fn run(&self) -> &Run {
        &self.run
    }

    /// Takes a record; true where that made a batch full and it was written.
    pub(super) async fn take(&mut self, item: Incoming) -> Result<bool, ImportError> {
        self.batch.push(item);
        if self.batch.len() < self.size {
            return Ok(false);
        }
        self.flush().await?;
        Ok(true)
    }

    /// Writes what is left.
    pub(super) async fn flush(&mut self) -> Result<(), ImportError> {
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return Ok(());
        }
        let begun = Instant::now();
        self.run = self.write(&batch).await?;
        self.adapt(batch.len(), begun.elapsed());
        Ok(())
    }

    async fn write(&self, batch: &[Incoming]) -> Result<Run, ImportError> {
        let (journal, dry_run, before) = (self.journal, self.dry_run, self.run);
        let context = Context {
            clock: journal.clock(),
            region: self.region,
            actor: self.actor,
            run: before.id,
        };
        let written = journal
            .batch(|tx| async move {
                let Passed {
                    batch: passed,
                    objected,
                } = objections::pass(&tx, journal.key(), batch).await?;
                let (receipt, changed) = bulk::apply(&tx, context, &passed).await?;
                let changed = Changed { objected, ..changed };
                if dry_run {
                    return Err(ImportError::Undo(changed));
                }
                if !tables::move_run(&tx, &after(before, batch.len(), changed)).await? {
                    return Err(ImportError::TakenOver);
                }
                Ok((receipt, changed))
            })
            .await;
        match written {
            Ok(changed) | Err(ImportError::Undo(changed)) => Ok(after(before, batch.len(), changed)),
            Err(error) => Err(error),
        }
    }

    /// Aims at four fifths of the time a batch may take.
    fn adapt(&mut self, records: usize, took: Duration) {
        let ratio = BATCH.as_secs_f64() * 0.8 / took.as_secs_f64().max(0.000_1);
        let next = match ratio {
            much if much > 1.2 => records * 3 / 2,
            little if little < 0.8 => records * 2 / 3,
            _ => records,
        };
        let least = match self.journal.database().backend() {
            DbBackend::Postgres => LEAST_BESIDE,
            _ => SIZES.0,
        };
        self.size = next.clamp(least, SIZES.1);
    }
}

fn after(before: Run, records: usize, changed: Changed) -> Run {
    let position = before.position + u64::try_from(records).unwrap_or_default();
    Run {
        position,
        done: before.done + changed,
        ..before
    }
}

//! Writes records in batches; each commits the run's position with it. Beside people a batch takes a tenth of a second at most,
//! alone it takes seconds: what a batch costs on SQLite is the pages it touches, and numbers come in no order, so that of a
//! large register each record of a small batch touches pages of its own.

use std::time::{Duration, Instant};

use sea_orm::DbBackend;
use tokio_util::sync::CancellationToken;

use super::model::ImportError;
use super::tables::{self, Run};
use crate::organisations::bulk::{self, Changed, Context, Incoming};
use crate::organisations::objections::{self, Passed};
use crate::platform::access::Actor;
use crate::platform::database::{Database, Tx};
use crate::platform::journal::{Journal, Receipt};
use crate::platform::region::Region;

/// How large a batch may become.
#[derive(Clone, Copy, Debug)]
struct Measure {
    /// How long it may hold the writer.
    time: Duration,
    /// Records of it, least and most.
    records: (usize, usize),
}

/// People wait for a batch on SQLite.
const BESIDE_PEOPLE: Measure = Measure {
    time: Duration::from_millis(100),
    records: (10, PART),
};
/// On PostgreSQL nobody waits for it, and a small one costs as many statements.
const ON_POSTGRES: Measure = Measure {
    records: (200, PART),
    ..BESIDE_PEOPLE
};
/// This process has SQLite to itself. A stop waits for the batch, and a sign of life comes between two of them.
const ALONE: Measure = Measure {
    time: Duration::from_secs(2),
    records: (PART, 8 * PART),
};
/// Records whose rows are made and told of in the journal together.
const PART: usize = 1000;

impl Measure {
    fn of(database: &Database) -> Self {
        match database.backend() {
            DbBackend::Postgres => ON_POSTGRES,
            _ if database.is_for_bulk() => ALONE,
            _ => BESIDE_PEOPLE,
        }
    }

    /// Records of the next batch: aims at four fifths of the time it may take.
    fn next(self, records: usize, took: Duration) -> usize {
        let ratio = self.time.as_secs_f64() * 0.8 / took.as_secs_f64().max(0.000_1);
        let next = match ratio {
            much if much > 1.2 => records * 3 / 2,
            little if little < 0.8 => records * 2 / 3,
            _ => records,
        };
        next.clamp(self.records.0, self.records.1)
    }
}

/// Collects records and writes them when there are enough for the time a batch may take.
pub(super) struct Writer<'a> {
    journal: &'a Journal,
    region: &'a Region,
    actor: &'a Actor,
    dry_run: bool,
    run: Run,
    /// Set where somebody asked the run to stop.
    stop: CancellationToken,
    measure: Measure,
    size: usize,
    batch: Vec<Incoming>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        (journal, region, actor): (&'a Journal, &'a Region, &'a Actor),
        (run, stop): (Run, CancellationToken),
        dry_run: bool,
    ) -> Self {
        Self {
            journal,
            region,
            actor,
            dry_run,
            run,
            stop,
            measure: Measure::of(journal.database()),
            size: 100,
            batch: Vec::new(),
        }
    }

    /// Records of a batch at most.
    pub(super) const fn most(&self) -> usize {
        self.measure.records.1
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
        self.size = self.measure.next(batch.len(), begun.elapsed());
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
                let (first, rest) = batch.split_at(batch.len().min(PART));
                let (mut receipt, mut changed) = apply(&tx, journal, context, first).await?;
                for part in rest.chunks(PART) {
                    let (last, more) = apply(&tx, journal, context, part).await?;
                    (receipt, changed) = (last, changed + more);
                }
                if dry_run {
                    return Err(ImportError::Undo(changed));
                }
                let moved = tables::move_run(&tx, &after(before, batch.len(), changed)).await?;
                Ok((receipt, (changed, moved.ok_or(ImportError::TakenOver)?)))
            })
            .await;
        let changed = match written {
            Ok((changed, is_to_stop)) => {
                if is_to_stop {
                    self.stop.cancel();
                }
                changed
            }
            Err(ImportError::Undo(changed)) => changed,
            Err(error) => return Err(error),
        };
        Ok(after(before, batch.len(), changed))
    }
}

/// Writes what nobody objected to.
async fn apply(
    tx: &Tx,
    journal: &Journal,
    context: Context<'_>,
    part: &[Incoming],
) -> Result<(Receipt, Changed), ImportError> {
    let Passed { batch, objected } = objections::pass(tx, journal.key(), part).await?;
    let (receipt, changed) = bulk::apply(tx, context, &batch).await?;
    Ok((receipt, Changed { objected, ..changed }))
}

fn after(before: Run, records: usize, changed: Changed) -> Run {
    let position = before.position + u64::try_from(records).unwrap_or_default();
    Run {
        position,
        done: before.done + changed,
        ..before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_grows_and_shrinks_to_the_time_it_may_take() {
        let ms = Duration::from_millis;
        let cases = [
            (BESIDE_PEOPLE, 100, ms(10), 150),
            (BESIDE_PEOPLE, 100, ms(80), 100),
            (BESIDE_PEOPLE, 100, ms(400), 66),
            (BESIDE_PEOPLE, 12, ms(4000), 10),
            (BESIDE_PEOPLE, 1000, ms(0), 1000),
            (ON_POSTGRES, 210, ms(4000), 200),
            (ALONE, 100, ms(10), 1000),
            (ALONE, 6_000, ms(200), 8_000),
            (ALONE, 6_000, ms(9000), 4_000),
            (ALONE, 1_200, ms(60_000), 1_000),
        ];
        for (measure, records, took, next) in cases {
            assert_eq!(measure.next(records, took), next, "{measure:?} {records} {took:?}");
        }
    }
}

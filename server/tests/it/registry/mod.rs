//! Imports, from a file to the rows: what is counted, what changes when, what happens to a run that was killed.

mod changes;
mod differences;
mod joining;
mod kbo;
mod lines;
mod registers;
mod runs;
mod watched;

use passerelle::registry::Outcome;

/// What was read is what became of it.
#[track_caller]
fn adds_up(outcome: &Outcome) {
    let became = outcome.created + outcome.changed + outcome.attached + outcome.unchanged;
    assert_eq!(
        outcome.read,
        became + outcome.skipped.values().sum::<u64>(),
        "{outcome:?}"
    );
    let rejected: u64 = outcome.rows.values().map(|rows| rows.rejected).sum();
    assert_eq!(outcome.rejected, rejected, "{outcome:?}");
}

/// Created, changed, attached, unchanged.
fn counts(outcome: &Outcome) -> [u64; 4] {
    adds_up(outcome);
    [outcome.created, outcome.changed, outcome.attached, outcome.unchanged]
}

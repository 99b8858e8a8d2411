//! What a chamber took and what the applicant took, both in working time of the calendar by which the case's clock runs.

use crate::platform::region::Calendar;

/// Working time the applicant took, where a step ends their turn: from the question until now.
#[must_use]
pub fn waited(before: Option<i64>, after: Option<i64>, now: i64, calendar: &Calendar) -> i64 {
    match (before, after) {
        (Some(since), None) => calendar.working_micros_between(since, now),
        _ => 0,
    }
}

/// Working time from the opening to the decision, without what the applicant took.
#[must_use]
pub fn worked(opened_at: i64, decided_at: i64, waited: i64, calendar: &Calendar) -> i64 {
    (calendar.working_micros_between(opened_at, decided_at) - waited).max(0)
}

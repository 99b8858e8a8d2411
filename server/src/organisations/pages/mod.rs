//! The pages of this feature. What they show is computed by pure functions (`facts`, `conflicts`, `identity`,
//! `places`, `changes`, `texts`) from what is known; templates only write it down.

mod changes;
mod conflicts;
mod facts;
mod identity;
mod linked;
mod places;
mod report;
mod show;
mod texts;

pub(super) use report::{receipt, report_form, send_report};
pub(super) use show::{show, show_with_slug};

use chrono::NaiveDate;

use crate::platform::region::Region;
use crate::platform::texts::T;

/// For whom and when a page is made.
#[derive(Clone, Copy)]
struct Reader<'a> {
    region: &'a Region,
    t: T,
    today: NaiveDate,
}

#[cfg(test)]
#[path = "differing_test.rs"]
mod differing;
#[cfg(test)]
mod tests;

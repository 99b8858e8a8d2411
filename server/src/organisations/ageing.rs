//! Which core facts of an organisation are stale, in words.

use chrono::NaiveDate;

use super::queries::Organisation;
use crate::platform::region::Region;
use crate::platform::texts::T;

/// The core facts that are stale today, each with the day since when: "seat (since 2 Sept 2026), contact (since …)".
#[must_use]
pub fn stale_core(organisation: &Organisation, region: &Region, t: T, today: NaiveDate) -> Option<String> {
    let core = organisation.core(region, today).into_iter();
    let named = core.filter(|one| one.is_stale(today)).map(|one| {
        let fact = t.term("core", one.code);
        let since = t.date(one.valid_until.succ_opt().unwrap_or(one.valid_until));
        let both = [("fact", fact.as_ref().into()), ("date", since.into())];
        t.with("organisations-core-since", &both).into_owned()
    });
    let all: Vec<String> = named.collect();
    (!all.is_empty()).then(|| all.join(", "))
}

//! How old what is known is. Age counts from the register's own date, never from the import (domain.md, Decay).

use chrono::{Datelike, Months, NaiveDate};

use crate::organisations::model::Age;

/// Months after which the newest core fact is no longer called fresh.
pub const AGEING_AFTER: Months = Months::new(6);

/// The age of an organisation whose newest core fact is of `as_of` and whose last one holds until `stale_at`.
#[must_use]
pub fn age(as_of: NaiveDate, stale_at: NaiveDate, today: NaiveDate) -> Age {
    if today > stale_at {
        Age::Stale
    } else if today > as_of + AGEING_AFTER {
        Age::Ageing
    } else {
        Age::Fresh
    }
}

/// Days since 1970, as rows keep days.
#[must_use]
pub fn days(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()) - i64::from(NaiveDate::default().num_days_from_ce())
}

/// The day of a row; one no calendar has becomes the first of 1970.
#[must_use]
pub fn from_days(days: i64) -> NaiveDate {
    NaiveDate::default()
        .checked_add_signed(chrono::TimeDelta::try_days(days).unwrap_or_default())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn ages() {
        for (today, expected) in [
            ("2026-01-01", Age::Fresh),
            ("2026-07-01", Age::Fresh),
            ("2026-07-02", Age::Ageing),
            ("2027-01-01", Age::Ageing),
            ("2027-01-02", Age::Stale),
        ] {
            assert_eq!(
                age(day("2026-01-01"), day("2027-01-01"), day(today)),
                expected,
                "{today}"
            );
        }
    }

    #[test]
    fn days_and_back() {
        for text in ["1970-01-01", "1850-03-04", "2026-11-24"] {
            assert_eq!(from_days(days(day(text))), day(text));
        }
        assert_eq!(days(day("1970-01-02")), 1);
    }
}

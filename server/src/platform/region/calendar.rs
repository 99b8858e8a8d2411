//! Working days: which days count in a territory, and how much working time lies between two moments.
//!
//! Days begin and end at midnight of the region's zone. Saturdays, Sundays and the holidays of the pack's `holidays.toml` do
//! not count. Everything is answered by counting, never by walking from day to day.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use serde::Deserialize;

use super::load::LoadError;
use super::model::{Localized, Territory};
use crate::platform::clock::DAY;
use crate::platform::texts::Locale;

pub(super) const FILE: &str = "holidays.toml";
/// Holidays are known for these years; beyond them only week-ends are.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;

/// The zone by which a region's days begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    pub(super) fn named(name: &str) -> Result<Self, LoadError> {
        let unknown = |_| {
            LoadError::field(
                "region.toml",
                "time_zone",
                format!("{name:?} is no zone of the IANA list"),
            )
        };
        name.parse().map(Self).map_err(unknown)
    }

    /// Its name in the IANA list.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// What calendar and clock show there.
    #[must_use]
    pub fn local(self, micros: i64) -> NaiveDateTime {
        let at = DateTime::from_timestamp_micros(micros).unwrap_or_default();
        at.with_timezone(&self.0).naive_local()
    }

    /// The day it is there.
    #[must_use]
    pub fn day(self, micros: i64) -> NaiveDate {
        self.local(micros).date()
    }

    /// The moment at which the clock there shows this; where it is put forward, the first moment after the gap.
    #[must_use]
    pub fn moment(self, local: NaiveDateTime) -> i64 {
        // No zone ever left out more than a day.
        let quarters = (0..=96).map(|quarter| local + TimeDelta::minutes(15 * quarter));
        let mut found = quarters.filter_map(|local| self.0.from_local_datetime(&local).earliest());
        found.next().map_or(0, |at| at.timestamp_micros())
    }

    /// The first moment of a day there.
    #[must_use]
    pub fn start_of(self, day: NaiveDate) -> i64 {
        self.moment(day.and_time(NaiveTime::MIN))
    }

    /// The last microsecond of a day there.
    #[must_use]
    pub fn end_of(self, day: NaiveDate) -> i64 {
        self.start_of(next(day)) - 1
    }
}

/// The working days of one territory.
#[derive(Debug)]
pub struct Calendar {
    zone: Zone,
    /// Holidays in order, each once; those on a week-end too.
    holidays: Vec<(NaiveDate, Localized)>,
    /// Those of them that are no Saturday and no Sunday.
    taken: Vec<NaiveDate>,
}

impl Calendar {
    fn new(zone: Zone, rules: &[&Holiday]) -> Self {
        let of_year = |year| rules.iter().filter_map(move |rule| rule.in_year(year));
        let mut holidays: Vec<_> = YEARS.flat_map(of_year).collect();
        holidays.sort_by_key(|(day, _)| *day);
        holidays.dedup_by_key(|(day, _)| *day);
        let days = holidays.iter().map(|(day, _)| *day);
        let taken = days.filter(|day| is_weekday(*day)).collect();
        Self { zone, holidays, taken }
    }

    /// The name of a public holiday.
    #[must_use]
    pub fn holiday(&self, day: NaiveDate, locale: Locale) -> Option<&str> {
        let found = self.holidays.binary_search_by_key(&day, |(day, _)| *day).ok()?;
        self.holidays.get(found).map(|(_, name)| name.get(locale))
    }

    /// Whether people work on that day.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        is_weekday(day) && self.taken.binary_search(&day).is_err()
    }

    /// The end (its last microsecond) of the `days`th working day after the day of `from`, by the region's zone. With 0 it is the
    /// end of that day itself, or of the first working day after it.
    #[must_use]
    pub fn add_working_days(&self, from: i64, days: u16) -> i64 {
        let today = self.zone.day(from);
        let due = match days {
            0 if self.is_working(today) => today,
            days => self.nth_after(today, i64::from(days.max(1))),
        };
        self.zone.end_of(due)
    }

    /// Working time between two moments: 24 hours for each working day, nothing for any other; 0 where `to` is not later.
    #[must_use]
    pub fn working_micros_between(&self, from: i64, to: i64) -> i64 {
        (self.worked_until(to) - self.worked_until(from)).max(0)
    }

    /// The first moment at which so much working time has passed since `from`; `from` itself where that is none.
    #[must_use]
    pub fn add_working_micros(&self, from: i64, micros: i64) -> i64 {
        if micros <= 0 {
            return from;
        }
        let today = self.zone.day(from);
        let goal = self.worked_until(from) + micros;
        // Days before the one on which the goal is reached.
        let days = goal.div_euclid(DAY) + i64::from(goal.rem_euclid(DAY) > 0) - self.worked_before(next(today));
        let day = if days <= 0 { today } else { self.nth_after(today, days) };
        self.zone.start_of(day) + (goal - self.worked_before(day) * DAY)
    }

    /// Working days after `from` up to and with `to`; 0 where `to` is not later.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        (self.worked_before(next(to)) - self.worked_before(next(from))).max(0)
    }

    /// Working time from a fixed beginning to a moment.
    fn worked_until(&self, at: i64) -> i64 {
        let day = self.zone.day(at);
        let before = self.worked_before(day) * DAY;
        if self.is_working(day) {
            // A day on which the clock is put back has 25 hours; 24 of them count.
            before + (at - self.zone.start_of(day)).clamp(0, DAY)
        } else {
            before
        }
    }

    /// Working days from a fixed beginning to the eve of `day`.
    fn worked_before(&self, day: NaiveDate) -> i64 {
        let holidays = self.taken.partition_point(|holiday| *holiday < day);
        weekdays_before(day) - i64::try_from(holidays).unwrap_or_default()
    }

    /// The `count`th working day after a day; the day after it where no calendar reaches.
    fn nth_after(&self, day: NaiveDate, count: i64) -> NaiveDate {
        let goal = self.worked_before(next(day)) + count;
        // A week never has more than five working days, and holidays take less than half of any month.
        let (mut low, mut high) = (0, u64::try_from(count * 4 + 60).unwrap_or_default());
        while low < high {
            let middle = u64::midpoint(low, high);
            if self.worked_before(later(day, middle + 1)) >= goal {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        later(day, low)
    }
}

/// The calendars of a region.
#[derive(Debug)]
pub(super) struct Calendars {
    of: Vec<(String, Calendar)>,
    other: Calendar,
}

impl Calendars {
    pub(super) fn new(zone: Zone, file: HolidaysFile, territories: &[Territory]) -> Result<Self, LoadError> {
        file.check(territories)?;
        let mut calendars = Self {
            of: Vec::new(),
            other: Calendar::new(zone, &[]),
        };
        for entry in &file.calendar {
            let kept = |rule: &&Holiday| entry.holidays.contains(&rule.code);
            let rules: Vec<&Holiday> = file.holiday.iter().filter(kept).collect();
            let calendar = Calendar::new(zone, &rules);
            calendars.of.push((entry.territory.clone(), calendar));
        }
        Ok(calendars)
    }

    pub(super) fn of(&self, territory: &str) -> &Calendar {
        let found = self.of.iter().find(|(code, _)| code == territory);
        found.map_or(&self.other, |(_, calendar)| calendar)
    }
}

/// `holidays.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HolidaysFile {
    holiday: Vec<Holiday>,
    calendar: Vec<CalendarEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    code: String,
    name: Localized,
    date: Option<String>,
    easter: Option<i64>,
    since: Option<i32>,
    until: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarEntry {
    territory: String,
    holidays: Vec<String>,
}

impl Holiday {
    /// The day it falls on in a year, if it is kept then.
    fn in_year(&self, year: i32) -> Option<(NaiveDate, Localized)> {
        if self.since.is_some_and(|since| year < since) || self.until.is_some_and(|until| year > until) {
            return None;
        }
        let day = match (&self.date, self.easter) {
            (Some(date), _) => NaiveDate::parse_from_str(&format!("{year}-{date}"), "%Y-%m-%d").ok()?,
            (None, Some(offset)) => easter(year)?.checked_add_signed(TimeDelta::try_days(offset)?)?,
            (None, None) => return None,
        };
        Some((day, self.name.clone()))
    }
}

impl HolidaysFile {
    fn check(&self, territories: &[Territory]) -> Result<(), LoadError> {
        let fault = |field: String, reason: &str| Err(LoadError::field(FILE, field, reason));
        for (place, holiday) in self.holiday.iter().enumerate() {
            let field = |name: &str| format!("holiday {}.{name}", holiday.code);
            if self.holiday.iter().take(place).any(|other| other.code == holiday.code) {
                return fault(field("code"), "it occurs twice");
            }
            if holiday.date.is_some() == holiday.easter.is_some() {
                return fault(field("date"), "either date or easter says when it is");
            }
            let written = holiday.date.as_deref().is_none_or(is_month_and_day);
            if !written || holiday.easter.is_some_and(|offset| offset.abs() > 180) {
                return fault(field("date"), "MM-DD, or at most 180 days from Easter");
            }
        }
        for (place, entry) in self.calendar.iter().enumerate() {
            let field = |name: &str| format!("calendar {}.{name}", entry.territory);
            let others = self.calendar.iter().take(place);
            if others.into_iter().any(|other| other.territory == entry.territory) {
                return fault(field("territory"), "it occurs twice");
            }
            let known = territories.iter().any(|territory| territory.code == entry.territory);
            if !known && entry.territory != super::OUTSIDE {
                return fault(field("territory"), "region.toml has no such territory");
            }
            let exists = |code: &String| self.holiday.iter().any(|holiday| holiday.code == *code);
            if let Some(code) = entry.holidays.iter().find(|code| !exists(code)) {
                return fault(field("holidays"), &format!("there is no holiday {code:?}"));
            }
        }
        let without = |territory: &&Territory| !self.calendar.iter().any(|entry| entry.territory == territory.code);
        match territories.iter().find(without) {
            Some(territory) => fault(format!("calendar {}", territory.code), "this territory has none"),
            None => Ok(()),
        }
    }
}

/// `MM-DD`, in a year without 29 February: a holiday comes each year.
fn is_month_and_day(text: &str) -> bool {
    text.len() == 5 && NaiveDate::parse_from_str(&format!("2023-{text}"), "%Y-%m-%d").is_ok()
}

/// Easter Sunday by the Gregorian calendar, as Meeus, Jones and Butcher reckon it.
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(sum / 31).ok()?, u32::try_from(sum % 31 + 1).ok()?)
}

fn is_weekday(day: NaiveDate) -> bool {
    day.weekday().num_days_from_monday() < 5
}

/// Mondays to Fridays from a fixed Monday to the eve of `day`.
fn weekdays_before(day: NaiveDate) -> i64 {
    // The first day of the common era was a Monday.
    let days = i64::from(day.num_days_from_ce()) - 1;
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}

fn next(day: NaiveDate) -> NaiveDate {
    later(day, 1)
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
#[path = "calendar_test.rs"]
mod tests;

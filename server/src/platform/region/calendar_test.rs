//! Easter against an independent reckoning, the holidays of each territory, and the laws the counting obeys.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::{Region, Source};
use super::*;

const HOUR: i64 = DAY / 24;
const TERRITORIES: [&str; 7] = ["LU", "LOR", "SAR", "RLP", "WAL", "DG", "outside"];

static REGION: LazyLock<Region> = LazyLock::new(|| Region::load(Source::Embedded).unwrap());

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> i64 {
    REGION.zone.moment(text.parse().unwrap())
}

/// Gauss's reckoning with Lichtenberg's mend: shares no step with the one in use.
fn easter_by_gauss(year: i32) -> NaiveDate {
    let k = year / 100;
    let m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25;
    let s = 2 - (3 * k + 3) / 4;
    let a = year % 19;
    let d = (19 * a + m) % 30;
    let r = (d + a / 11) / 29;
    let og = 21 + d - r;
    let sz = 7 - (year + year / 4 + s).rem_euclid(7);
    let oe = 7 - (og - sz).rem_euclid(7);
    let march = NaiveDate::from_ymd_opt(year, 3, 1).unwrap();
    march + TimeDelta::days(i64::from(og + oe) - 1)
}

#[test]
fn easter_is_where_the_almanac_has_it() {
    for year in 2000..=2100 {
        assert_eq!(easter(year).unwrap(), easter_by_gauss(year), "{year}");
    }
    let almanac = [
        "2000-04-23",
        "2001-04-15",
        "2002-03-31",
        "2008-03-23",
        "2011-04-24",
        "2016-03-27",
        "2019-04-21",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2029-04-01",
        "2030-04-21",
        "2038-04-25",
        "2049-04-18",
        "2076-04-19",
        "2100-03-28",
    ];
    for day in almanac {
        assert_eq!(easter(date(day).year()), Some(date(day)));
    }
}

/// As the authorities publish them.
#[test]
fn each_territory_keeps_its_holidays() {
    let known: [(&str, i32, &str); 12] = [
        (
            "LU",
            2026,
            "01-01 04-06 05-01 05-09 05-14 05-25 06-23 08-15 11-01 12-25 12-26",
        ),
        (
            "LU",
            2027,
            "01-01 03-29 05-01 05-06 05-09 05-17 06-23 08-15 11-01 12-25 12-26",
        ),
        (
            "LOR",
            2026,
            "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 12-26",
        ),
        (
            "LOR",
            2027,
            "01-01 03-26 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25 12-26",
        ),
        (
            "SAR",
            2026,
            "01-01 04-03 04-06 05-01 05-14 05-25 06-04 08-15 10-03 11-01 12-25 12-26",
        ),
        (
            "SAR",
            2027,
            "01-01 03-26 03-29 05-01 05-06 05-17 05-27 08-15 10-03 11-01 12-25 12-26",
        ),
        (
            "RLP",
            2026,
            "01-01 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26",
        ),
        (
            "RLP",
            2027,
            "01-01 03-26 03-29 05-01 05-06 05-17 05-27 10-03 11-01 12-25 12-26",
        ),
        (
            "WAL",
            2026,
            "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25",
        ),
        (
            "WAL",
            2027,
            "01-01 03-29 05-01 05-06 05-17 07-21 08-15 11-01 11-11 12-25",
        ),
        (
            "DG",
            2026,
            "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 11-15 12-25",
        ),
        (
            "DG",
            2027,
            "01-01 03-29 05-01 05-06 05-17 07-21 08-15 11-01 11-11 11-15 12-25",
        ),
    ];
    for (territory, year, days) in known {
        let calendar = REGION.calendar(territory);
        let found = calendar.holidays.iter().filter(|(day, _)| day.year() == year);
        let found: Vec<String> = found.map(|(day, _)| day.format("%m-%d").to_string()).collect();
        assert_eq!(found.join(" "), days, "{territory} {year}");
    }
}

#[test]
fn holidays_have_a_name_and_outside_has_none() {
    let lorraine = REGION.calendar("LOR");
    assert_eq!(lorraine.holiday(date("2026-04-03"), Locale::Fr), Some("Vendredi saint"));
    assert_eq!(lorraine.holiday(date("2026-04-02"), Locale::Fr), None);
    let christmas = date("2026-12-25");
    assert!(!REGION.calendar("DG").is_working(christmas));
    for code in ["outside", "nowhere"] {
        assert!(REGION.calendar(code).is_working(christmas));
        assert!(!REGION.calendar(code).is_working(date("2026-12-26")));
    }
    // Not kept before there was a law.
    assert!(REGION.calendar("LU").is_working(date("2018-05-09")));
    assert!(!REGION.calendar("LU").is_working(date("2019-05-09")));
}

#[test]
fn five_working_days_end_where_each_territory_says() {
    // Thursday before Easter 2026, at noon.
    let from = at("2026-04-02T12:00:00");
    let ends = [
        ("LU", "2026-04-10"),
        ("LOR", "2026-04-13"),
        ("SAR", "2026-04-13"),
        ("WAL", "2026-04-10"),
        ("outside", "2026-04-09"),
    ];
    for (territory, end) in ends {
        let due = REGION.calendar(territory).add_working_days(from, 5);
        assert_eq!(
            REGION.zone.local(due).to_string(),
            format!("{end} 23:59:59.999999"),
            "{territory}"
        );
    }
    let luxembourg = REGION.calendar("LU");
    // From a Saturday the first is Monday; none at all is the next day on which people work.
    let saturday = at("2026-11-28T09:00:00");
    assert_eq!(
        luxembourg.add_working_days(saturday, 1),
        REGION.zone.end_of(date("2026-11-30"))
    );
    assert_eq!(
        luxembourg.add_working_days(saturday, 0),
        REGION.zone.end_of(date("2026-11-30"))
    );
    assert_eq!(
        luxembourg.add_working_days(at("2026-11-30T00:00:00"), 0),
        REGION.zone.end_of(date("2026-11-30"))
    );
    // The evening in UTC is the next morning there.
    let night = DateTime::parse_from_rfc3339("2026-07-06T22:30:00Z")
        .unwrap()
        .timestamp_micros();
    assert_eq!(REGION.zone.day(night), date("2026-07-07"));
}

#[test]
fn clocks_stand_on_days_on_which_nobody_works() {
    let calendar = REGION.calendar("LU");
    let between = |from, to| calendar.working_micros_between(at(from), at(to));
    assert_eq!(between("2026-11-27T12:00:00", "2026-11-30T12:00:00"), DAY);
    assert_eq!(between("2026-11-28T00:00:00", "2026-11-29T23:00:00"), 0);
    assert_eq!(between("2026-11-30T12:00:00", "2026-11-27T12:00:00"), 0);
    // The clocks are changed on Sundays, which do not count: Friday noon to Monday noon is a day in March and in October.
    assert_eq!(between("2026-03-27T12:00:00", "2026-03-30T12:00:00"), DAY);
    assert_eq!(between("2026-10-23T12:00:00", "2026-10-26T12:00:00"), DAY);
    assert_eq!(between("2026-10-23T12:00:00", "2026-10-23T13:00:00"), HOUR);
    // A week with Christmas.
    assert_eq!(between("2026-12-21T00:00:00", "2026-12-28T00:00:00"), 4 * DAY);
}

/// A zone whose clocks change at midnight of a working day: the day has 23 or 25 hours and counts as 24.
#[test]
fn a_day_without_midnight_counts_as_one() {
    let zone = Zone::named("Africa/Cairo").unwrap();
    let calendar = Calendar::new(zone, &[]);
    let friday = date("2026-04-24");
    assert_eq!(zone.local(zone.start_of(friday)).to_string(), "2026-04-24 01:00:00");
    assert_eq!(zone.end_of(friday) + 1 - zone.start_of(friday), 23 * HOUR);
    let (start, end) = (zone.start_of(friday), zone.start_of(next(friday)));
    assert_eq!(calendar.working_micros_between(start, end), DAY);
    assert!(Zone::named("Europe/Nowhere").is_err());
}

fn territory() -> impl Strategy<Value = &'static Calendar> {
    prop::sample::select(&TERRITORIES[..]).prop_map(|code| REGION.calendar(code))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 1 } else { 2000 }))]

    /// What is added is what is counted back, by counting and by walking, and it never ends on a day nobody works.
    #[test]
    fn what_is_added_is_counted_back(calendar in territory(), from in 0..=4_700_000_000_000_000_i64, days in 1..=400_u16) {
        let due = calendar.add_working_days(from, days);
        let (first, last) = (REGION.zone.day(from), REGION.zone.day(due));
        prop_assert!(calendar.is_working(last));
        prop_assert_eq!(due, REGION.zone.end_of(last));
        prop_assert_eq!(calendar.working_days_between(first, last), i64::from(days));
        let walked = first.iter_days().skip(1).take_while(|day| *day <= last).filter(|day| calendar.is_working(*day)).count();
        prop_assert_eq!(walked, usize::from(days));
        let micros = calendar.working_micros_between(REGION.zone.end_of(first) + 1, due + 1);
        prop_assert_eq!(micros, i64::from(days) * DAY);
    }

    /// Time between is the sum of its parts, and never more than the time that passed, but for the hour of a change of clocks.
    #[test]
    fn time_between_adds_up(calendar in territory(), from in 0..=4_000_000_000_000_000_i64, a in 0..=40 * DAY, b in 0..=40 * DAY) {
        let (middle, to) = (from + a, from + a + b);
        let whole = calendar.working_micros_between(from, to);
        prop_assert_eq!(whole, calendar.working_micros_between(from, middle) + calendar.working_micros_between(middle, to));
        prop_assert!((0..=a + b + HOUR).contains(&whole));
        prop_assert_eq!(calendar.working_micros_between(to, from), 0);
    }

    /// A later start never ends earlier.
    #[test]
    fn a_later_start_never_ends_earlier(calendar in territory(), from in 0..=4_000_000_000_000_000_i64, more in 0..=9 * DAY, days in 0..=60_u16) {
        prop_assert!(calendar.add_working_days(from, days) <= calendar.add_working_days(from + more, days));
    }
}

proptest! {
    /// What is added as time is counted back as time, and nothing sooner would do.
    #[test]
    fn time_added_is_counted_back(calendar in territory(), from in 0..=4_000_000_000_000_000_i64, micros in 1..=60 * DAY) {
        let end = calendar.add_working_micros(from, micros);
        prop_assert_eq!(calendar.working_micros_between(from, end), micros);
        prop_assert!(calendar.working_micros_between(from, end - 1) < micros);
        prop_assert_eq!(calendar.add_working_micros(from, 0), from);
    }
}

//! Until when whoever has the turn must act: working days of the calendar of their territory. Where both must act, a day counts
//! only where both work on it: they cannot meet on the holiday of one of them.

use chrono::{Days, NaiveDate};

use crate::introductions::model::Turn;
use crate::platform::region::{Calendar, Zone};

/// The calendars of everybody who may have the turn.
#[derive(Clone, Copy, Debug)]
pub struct Clocks<'a> {
    /// By which days begin and end.
    pub zone: Zone,
    /// Of the requester's territory.
    pub requester: &'a Calendar,
    /// Of its chamber's.
    pub requester_chamber: &'a Calendar,
    /// Of the target's territory.
    pub target: &'a Calendar,
    /// Of its chamber's.
    pub target_chamber: &'a Calendar,
}

impl<'a> Clocks<'a> {
    /// The calendars that count while it is somebody's turn.
    fn of(&self, turn: Turn) -> Vec<&'a Calendar> {
        match turn {
            Turn::Nobody => Vec::new(),
            Turn::Requester => vec![self.requester],
            Turn::RequesterChamber => vec![self.requester_chamber],
            Turn::Target => vec![self.target],
            Turn::TargetChamber | Turn::Contact => vec![self.target_chamber],
            Turn::Both => vec![self.requester, self.target],
        }
    }

    /// The end of the `days`th working day after the day of `from`; none where nobody has the turn.
    #[must_use]
    pub fn due(&self, turn: Turn, from: i64, days: u16) -> Option<i64> {
        let calendars = self.of(turn);
        if calendars.is_empty() {
            return None;
        }
        let mut day = self.zone.day(from);
        let mut left = days;
        while left > 0 {
            day = next(day)?;
            if works(&calendars, day) {
                left -= 1;
            }
        }
        Some(self.zone.end_of(day))
    }

    /// Working days after `from` up to and with the day of `to`; 0 where that is not later.
    #[must_use]
    pub fn between(&self, turn: Turn, from: i64, to: i64) -> u64 {
        let calendars = self.of(turn);
        let (mut day, end, mut count) = (self.zone.day(from), self.zone.day(to), 0);
        while day < end {
            let Some(later) = next(day) else { break };
            day = later;
            count += u64::from(works(&calendars, day));
        }
        count
    }
}

/// Working days that are left until it is due, and whether it is over.
#[must_use]
pub fn days_left(clocks: &Clocks<'_>, turn: Turn, now: i64, due_at: i64) -> (u64, bool) {
    if now > due_at {
        (clocks.between(turn, due_at, now), true)
    } else {
        (clocks.between(turn, now, due_at), false)
    }
}

fn works(calendars: &[&Calendar], day: NaiveDate) -> bool {
    calendars.iter().all(|calendar| calendar.is_working(day))
}

fn next(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::region::{Region, Source};

    fn moment(region: &Region, text: &str) -> i64 {
        region.zone.moment(text.parse().unwrap())
    }

    fn clocks<'a>(region: &'a Region, requester: &str, target: &str) -> Clocks<'a> {
        Clocks {
            zone: region.zone,
            requester: region.calendar(requester),
            requester_chamber: region.calendar(requester),
            target: region.calendar(target),
            target_chamber: region.calendar(target),
        }
    }

    #[test]
    fn a_step_takes_five_working_days_of_whoever_has_the_turn() {
        let region = Region::load(Source::Embedded).unwrap();
        let clocks = clocks(&region, "LOR", "SAR");
        for (turn, from, day) in [
            // A Tuesday: no holiday anywhere.
            (Turn::RequesterChamber, "2026-11-24T12:00:00", "2026-12-01"),
            (Turn::Target, "2026-11-24T12:00:00", "2026-12-01"),
            // 11 November is kept in Lorraine and not in Saarland.
            (Turn::RequesterChamber, "2026-11-09T09:00:00", "2026-11-17"),
            (Turn::TargetChamber, "2026-11-09T09:00:00", "2026-11-16"),
            (Turn::Both, "2026-11-09T09:00:00", "2026-11-17"),
            // 3 October 2025, a Friday, is kept in Saarland and not in Lorraine.
            (Turn::Requester, "2025-10-01T09:00:00", "2025-10-08"),
            (Turn::Contact, "2025-10-01T09:00:00", "2025-10-09"),
            (Turn::Both, "2025-10-01T09:00:00", "2025-10-09"),
            // Good Friday and Easter Monday are kept on both sides, for Lorraine has the holidays of its own law.
            (Turn::Target, "2026-04-01T23:30:00", "2026-04-10"),
            (Turn::Requester, "2026-04-01T23:30:00", "2026-04-10"),
        ] {
            let due = clocks.due(turn, moment(&region, from), 5).unwrap();
            assert_eq!(region.zone.day(due).to_string(), day, "{turn:?} from {from}");
            assert_eq!(
                due,
                region.zone.end_of(day.parse().unwrap()),
                "the day is theirs to its end"
            );
        }
        assert_eq!(clocks.due(Turn::Nobody, 0, 5), None);
    }

    #[test]
    fn one_calendar_is_what_the_region_counts() {
        let region = Region::load(Source::Embedded).unwrap();
        for territory in ["LU", "LOR", "SAR", "RLP", "WAL", "DG"] {
            let clocks = clocks(&region, territory, territory);
            for day in 0..400 {
                let from = moment(&region, "2026-01-01T15:00:00") + day * crate::platform::clock::DAY;
                let due = clocks.due(Turn::Requester, from, 5).unwrap();
                assert_eq!(due, region.calendar(territory).add_working_days(from, 5));
                assert_eq!(clocks.due(Turn::Both, from, 5), Some(due));
                assert_eq!(days_left(&clocks, Turn::Both, from, due), (5, false));
            }
        }
    }

    #[test]
    fn what_is_over_is_told_in_working_days_too() {
        let region = Region::load(Source::Embedded).unwrap();
        let clocks = clocks(&region, "LOR", "SAR");
        let due = moment(&region, "2026-11-06T23:59:59");
        let now = moment(&region, "2026-11-12T08:00:00");
        assert_eq!(days_left(&clocks, Turn::TargetChamber, now, due), (4, true));
        assert_eq!(
            days_left(&clocks, Turn::Both, now, due),
            (3, true),
            "11 November counts for nobody"
        );
    }
}

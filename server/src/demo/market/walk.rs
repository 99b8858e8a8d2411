//! What becomes of an opportunity and of an introduction, and when: a way through the machine of each, with gaps that people take.
//! Nothing here knows whose it is.

use chrono::Datelike;

use crate::demo::chance::Chance;
use crate::introductions::Side;
use crate::outcomes::{Kind, Obstacle};
use crate::platform::clock::{DAY, day};

/// Microseconds of an hour.
pub(super) const HOUR: i64 = DAY / 24;

/// What somebody does with an opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PostVerb {
    Begin,
    Translate,
    Send,
    Take,
    Publish,
    Hold,
    Reject,
    Extend,
    Shut,
    Withdraw,
}

/// Where an opportunity stands in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PostFate {
    Published,
    Shut,
    Extended,
    Expired,
    Withdrawn,
    Draft,
    Submitted,
    UnderReview,
    OnHold,
    Rejected,
}

impl PostFate {
    /// How many of each.
    pub(super) const ALL: [(Self, usize); 10] = [
        (Self::Published, 78),
        (Self::Shut, 10),
        (Self::Extended, 8),
        (Self::Expired, 20),
        (Self::Withdrawn, 12),
        (Self::Draft, 9),
        (Self::Submitted, 7),
        (Self::UnderReview, 5),
        (Self::OnHold, 5),
        (Self::Rejected, 6),
    ];

    /// Days ago of what happened last, from and to.
    const fn last(self) -> (u64, u64) {
        match self {
            Self::Published => (4, 345),
            Self::Shut => (30, 300),
            Self::Extended => (10, 120),
            // Life goes on by itself from then.
            Self::Expired => (372, 520),
            Self::Withdrawn => (15, 250),
            Self::Draft => (1, 40),
            Self::Submitted => (1, 2),
            Self::UnderReview => (1, 4),
            Self::OnHold => (6, 60),
            Self::Rejected => (20, 300),
        }
    }

    fn verbs(self, chance: &mut Chance) -> Vec<(i64, PostVerb)> {
        use PostVerb::{Begin, Extend, Hold, Publish, Reject, Send, Shut, Take, Translate, Withdraw};
        let mut gap = |from: u64, to: u64| hours(from, to, chance);
        let mut all = vec![(0, Begin)];
        if self == Self::Draft {
            return all;
        }
        all.extend([(gap(1, 90), Send), (gap(5, 60), Take), (gap(2, 50), Publish)]);
        match self {
            Self::Submitted => all.truncate(2),
            Self::UnderReview => all.truncate(3),
            Self::OnHold => all[3].1 = Hold,
            Self::Rejected => all[3].1 = Reject,
            Self::Extended => all.push((gap(337 * 24, 362 * 24), Extend)),
            Self::Shut => all.push((gap(20 * 24, 60 * 24), Shut)),
            Self::Withdrawn => all.push((gap(20 * 24, 110 * 24), Withdraw)),
            _ => {}
        }
        if chance.percent(18) {
            all.insert(1, (HOUR, Translate));
        }
        all
    }

    /// The way, the last step some time before `now`.
    pub(super) fn walk(self, now: i64, chance: &mut Chance) -> Vec<(i64, PostVerb)> {
        let verbs = self.verbs(chance);
        let (from, to) = self.last();
        anchored(verbs, now - hours(from * 24 - 20, to * 24, chance), now)
    }
}

/// What somebody does with an introduction and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Draft,
    Ask,
    Screen,
    Forward,
    Offer,
    Accept,
    Meet,
    Negotiate,
    Close,
    /// What comes next, within so many days.
    Plan(u64),
    Message,
    Note(Side),
    Refuse(Side),
    Decline,
    Withdraw,
    Record(Kind, Option<Obstacle>),
    Confirm,
    Dispute,
    Remedy,
}

/// Where an introduction stands in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Draft,
    Submitted,
    Screened,
    Forwarded,
    Offered,
    Accepted,
    Met,
    Negotiating,
    Closed,
    Refused,
    Declined,
    Expired,
    Withdrawn,
    /// Something came of it, and both say so.
    Good(Kind),
    /// Nothing came of it, both say so, and what stood in the way.
    Nothing(Obstacle),
    /// One side says so.
    Said(Kind),
    /// The other side says otherwise.
    Disputed(Kind),
}

impl Fate {
    /// Those without an outcome, and how many.
    pub(super) const WITHOUT: [(Self, usize); 13] = [
        (Self::Draft, 8),
        (Self::Submitted, 12),
        (Self::Screened, 6),
        (Self::Forwarded, 9),
        (Self::Offered, 11),
        (Self::Accepted, 11),
        (Self::Met, 10),
        (Self::Negotiating, 9),
        (Self::Closed, 24),
        (Self::Refused, 16),
        (Self::Declined, 26),
        (Self::Expired, 14),
        (Self::Withdrawn, 14),
    ];

    /// Whether both sides must be there to say what came of it.
    pub(super) const fn has_outcome(self) -> bool {
        matches!(
            self,
            Self::Good(_) | Self::Nothing(_) | Self::Said(_) | Self::Disputed(_)
        )
    }

    /// Hours ago of what happened last, from and to.
    const fn last(self) -> (u64, u64) {
        match self {
            Self::Draft => (30, 40 * 24),
            Self::Submitted
            | Self::Screened
            | Self::Forwarded
            | Self::Offered
            | Self::Accepted
            | Self::Met
            | Self::Negotiating => (1, 60),
            Self::Closed => (15 * 24, 380 * 24),
            Self::Refused | Self::Declined | Self::Withdrawn => (8 * 24, 500 * 24),
            Self::Expired => (45 * 24, 470 * 24),
            Self::Good(_) | Self::Nothing(_) => (25 * 24, 340 * 24),
            Self::Said(_) => (3 * 24, 20 * 24),
            Self::Disputed(_) => (2 * 24, 9 * 24),
        }
    }

    /// The steps to where it is accepted, and so many of them.
    fn first(many: usize, chance: &mut Chance) -> Vec<(i64, Verb)> {
        let mut gap = |from: u64, to: u64| hours(from, to, chance);
        let mut all = vec![
            (0, Verb::Ask),
            (gap(4, 70), Verb::Screen),
            (gap(2, 44), Verb::Forward),
            (gap(4, 70), Verb::Offer),
            (gap(6, 90), Verb::Accept),
        ];
        all.truncate(many);
        all
    }

    fn verbs(self, chance: &mut Chance) -> Vec<(i64, Verb)> {
        let mut all = match self {
            Self::Draft => return vec![(0, Verb::Draft)],
            Self::Submitted => Self::first(1, chance),
            Self::Screened => Self::first(2, chance),
            Self::Forwarded => Self::first(3, chance),
            Self::Offered | Self::Declined => Self::first(4, chance),
            Self::Refused => Self::first([1, 1, 3][chance.place(3)], chance),
            Self::Expired => Self::first([1, 3, 4, 4][chance.place(4)], chance),
            Self::Withdrawn => Self::first([1, 2, 4, 5][chance.place(4)], chance),
            _ => Self::first(5, chance),
        };
        let many = all.len();
        let mut add = |from: u64, to: u64, verb| {
            let gap = hours(from, to, chance);
            all.push((gap, verb));
        };
        match self {
            Self::Refused if many < 3 => add(5, 80, Verb::Refuse(Side::Requester)),
            Self::Refused => add(5, 80, Verb::Refuse(Side::Target)),
            Self::Declined => add(8, 90, Verb::Decline),
            Self::Withdrawn => add(10, 80, Verb::Withdraw),
            _ => {}
        }
        let far = match self {
            Self::Met => 1,
            Self::Negotiating => 2,
            Self::Closed | Self::Good(_) | Self::Nothing(_) | Self::Said(_) | Self::Disputed(_) => 3,
            _ => 0,
        };
        if far > 0 {
            add(3, 20, Verb::Message);
            add(1, 4, Verb::Plan(24));
            add(6 * 24, 16 * 24, Verb::Meet);
        }
        if far > 1 {
            add(20, 90, Verb::Negotiate);
        }
        if far > 2 {
            add(1, 4, Verb::Plan(100));
            let (kind, obstacle) = match self {
                Self::Good(kind) | Self::Said(kind) | Self::Disputed(kind) => (kind, None),
                Self::Nothing(obstacle) => (Kind::None, Some(obstacle)),
                _ => (Kind::None, None),
            };
            let end = match self {
                Self::Closed => Verb::Close,
                _ => Verb::Record(kind, obstacle),
            };
            add(20 * 24, 75 * 24, end);
        }
        match self {
            Self::Good(_) => add(20, 9 * 24, Verb::Confirm),
            Self::Nothing(_) => {
                add(20, 9 * 24, Verb::Confirm);
                add(4 * 24, 14 * 24, Verb::Remedy);
            }
            Self::Disputed(_) => add(20, 4 * 24, Verb::Dispute),
            _ => {}
        }
        if all.len() > 3 && chance.percent(40) {
            all.insert(2, (HOUR, Verb::Note(Side::Requester)));
        }
        all
    }

    /// The way, the last step some time before `now`.
    pub(super) fn walk(self, now: i64, chance: &mut Chance) -> Vec<(i64, Verb)> {
        let verbs = self.verbs(chance);
        let (from, to) = self.last();
        anchored(verbs, now - hours(from, to, chance), now)
    }
}

fn hours(from: u64, to: u64, chance: &mut Chance) -> i64 {
    let minutes = chance.between(from * 60, to * 60);
    i64::try_from(minutes).unwrap_or(0) * (HOUR / 60)
}

/// Gaps become moments of working days, in their order, the last one at `last`; what is younger than some days is as it comes, or
/// it would not be over yet.
fn anchored<V>(verbs: Vec<(i64, V)>, last: i64, now: i64) -> Vec<(i64, V)> {
    let whole: i64 = verbs.iter().map(|(gap, _)| gap).sum();
    let (mut at, mut before) = (last - whole, i64::MIN);
    let mut all = Vec::new();
    for (gap, verb) in verbs {
        at += gap;
        let moment = match at < now - 5 * DAY {
            true => at_work(at),
            false => at,
        };
        before = moment.max(before.saturating_add(1_000_000));
        all.push((before, verb));
    }
    all
}

/// The same day between seven and sixteen in UTC, or the Monday after a weekend.
fn at_work(at: i64) -> i64 {
    let start = at - at.rem_euclid(DAY);
    let later = i64::from(day(at).weekday().num_days_from_monday().max(4)) - 4;
    let away = if later > 0 { (3 - later) * DAY } else { 0 };
    start + away + 7 * HOUR + at.rem_euclid(DAY) * 9 / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_works_at_night_or_on_sundays() {
        for hour in 0..24 * 30 {
            let at = 1_790_000_000_000_000 + hour * HOUR;
            let moved = at_work(at);
            let (of_day, weekday) = (
                moved.rem_euclid(DAY) / HOUR,
                day(moved).weekday().num_days_from_monday(),
            );
            assert!((7..16).contains(&of_day) && weekday < 5, "{of_day} {weekday}");
            assert!((-DAY..3 * DAY).contains(&(moved - at)), "{}", (moved - at) / HOUR);
        }
    }

    #[test]
    fn a_way_is_in_order_and_over() {
        let (now, mut chance) = (1_790_000_000_000_000, Chance::new(1, 1));
        for (fate, _) in Fate::WITHOUT.into_iter().cycle().take(400) {
            let way = fate.walk(now, &mut chance);
            assert!(way.is_sorted_by(|one, next| one.0 < next.0), "{fate:?} {way:?}");
            assert!(way.last().is_some_and(|(at, _)| *at < now), "{fate:?}");
            assert!(way[0].0 > now - 600 * DAY, "{fate:?}");
        }
        for (fate, _) in PostFate::ALL.into_iter().cycle().take(400) {
            let way = fate.walk(now, &mut chance);
            assert!(way.is_sorted_by(|one, next| one.0 < next.0), "{fate:?} {way:?}");
            assert!(way.last().is_some_and(|(at, _)| *at < now), "{fate:?}");
        }
    }
}

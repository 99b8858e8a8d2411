//! Random walks over the machine, beside a list of the steps domain.md allows (`tests/opportunity_steps.csv`), written by hand
//! and not derived from it.

use std::sync::LazyLock;

use proptest::prelude::*;
use uuid::Uuid;

use super::{Course, Refused, Scores, Step, step};
use crate::opportunities::model::State;
use crate::platform::clock::DAY;

/// 1 September 2026.
const START: i64 = 1_788_220_800_000_000;

/// From, step, to: everything else is refused.
static ALLOWED: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
    let lines = include_str!("../../../tests/opportunity_steps.csv").lines();
    let steps = lines.filter(|line| !line.starts_with('#')).skip(1);
    let steps = steps.map(|line| line.split(',').collect::<Vec<_>>().try_into().unwrap());
    steps.collect()
});

fn name(step: &Step) -> &'static str {
    match step {
        Step::Send => "send",
        Step::Take { .. } => "take",
        Step::Judge { .. } => "judge",
        Step::Extend => "extend",
        Step::Open(_) => "open",
        Step::Withdraw => "withdraw",
        Step::Remind => "remind",
        Step::Expire => "expire",
        Step::Archive => "archive",
    }
}

fn person() -> impl Strategy<Value = Uuid> {
    (1..=3_u128).prop_map(Uuid::from_u128)
}

fn scores() -> impl Strategy<Value = Scores> {
    // Most walks get beyond the review.
    prop_oneof![
        3 => Just(Scores([3, 3, 3, 3])),
        2 => prop::array::uniform4(0..=5_u8).prop_map(Scores),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Send),
        3 => (person(), any::<bool>()).prop_map(|(by, over)| Step::Take { by, over }),
        4 => (person(), scores()).prop_map(|(by, scores)| Step::Judge { by, scores }),
        2 => Just(Step::Extend),
        2 => any::<bool>().prop_map(Step::Open),
        1 => Just(Step::Withdraw),
        2 => Just(Step::Remind),
        2 => Just(Step::Expire),
        2 => Just(Step::Archive),
    ]
}

/// Hours, weeks, most of a year: what passes between two steps.
fn pause() -> impl Strategy<Value = i64> {
    prop_oneof![0..=DAY, 0..=20 * DAY, 320 * DAY..=370 * DAY]
}

fn fresh() -> Course {
    Course {
        state: State::Draft,
        open: false,
        reviewer: None,
        published_at: None,
        expires_at: None,
        extended: false,
        reminded: false,
    }
}

/// What must hold of every step that was taken.
fn check(before: &Course, one: &Step, after: &Course, now: i64) {
    let way = [before.state.code(), name(one), after.state.code()];
    assert!(ALLOWED.contains(&way), "{way:?} is no step of the machine");
    assert_eq!(after.state == State::UnderReview, after.reviewer.is_some());
    assert!(
        !after.open || after.state == State::Published,
        "open though not published"
    );
    let was_published = matches!(
        after.state,
        State::Published | State::Expired | State::Withdrawn | State::Archived
    );
    assert_eq!(was_published, after.published_at.is_some());
    assert_eq!(was_published, after.expires_at.is_some());
    if let (Some(from), Some(to)) = (after.published_at, after.expires_at) {
        let life = if after.extended { 730 } else { 365 };
        assert_eq!(to - from, life * DAY, "a year, and one more where it was extended");
    }
    match one {
        Step::Judge { by, scores } => {
            assert_eq!(before.reviewer, Some(*by), "who judges took it");
            let sum: u8 = scores.0.iter().sum();
            let good = sum >= 10 && scores.0.iter().all(|score| *score > 0);
            assert_eq!(after.state == State::Published, good);
            assert_eq!(after.state == State::Rejected, sum <= 4);
        }
        Step::Extend => {
            let ends = before.expires_at.unwrap();
            assert!(!before.extended && ends - 30 * DAY <= now && now < ends);
        }
        Step::Remind => {
            let ends = before.expires_at.unwrap();
            assert!(!before.reminded && ends - 30 * DAY <= now && now < ends);
        }
        Step::Expire => assert!(before.expires_at.unwrap() <= now),
        Step::Archive => assert!(before.published_at.unwrap() + 730 * DAY <= now),
        Step::Take { by, over } => assert!(before.reviewer.is_none_or(|other| other != *by && *over)),
        Step::Open(open) => assert!(after.open == *open && before.open != *open),
        Step::Send | Step::Withdraw => {}
    }
    if !matches!(one, Step::Extend | Step::Judge { .. }) {
        assert_eq!(after.expires_at, before.expires_at, "nothing else moves the clock");
    }
}

/// Ten thousand walks in four tests, so that two cores share them.
macro_rules! walks {
    ($($name:ident)+) => { $(
proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_500))]

    /// No forbidden step, right clocks, whatever people try in whatever order and at whatever time.
    #[test]
    fn $name(tried in prop::collection::vec((any_step(), pause()), 1..40)) {
        let (mut course, mut now) = (fresh(), START);
        for (one, passed) in tried {
            now += passed;
            let before = course.clone();
            match step(&course, &one, now) {
                Ok(after) => {
                    check(&before, &one, &after, now);
                    course = after;
                }
                // Whoever is refused for the state really has no such step from there, or came after the end.
                Err(Refused::State(state)) if state == before.state => {
                    let from = before.state.code();
                    prop_assert!(!ALLOWED.iter().any(|[a, b, _]| (*a, *b) == (from, name(&one))), "{} {}", from, name(&one));
                }
                Err(Refused::State(state)) => {
                    prop_assert_eq!(state, State::Expired);
                    prop_assert!(before.expires_at.unwrap() <= now);
                }
                Err(_) => {}
            }
        }
    }
}
    )+ };
}

walks!(first_quarter second_quarter third_quarter fourth_quarter);

/// Every way of the list can be gone: a machine that refuses everything would pass the walks.
#[test]
fn every_way_can_be_gone() {
    let me = Uuid::from_u128(1);
    let take = Step::Take { by: me, over: false };
    let judge = |scores| Step::Judge {
        by: me,
        scores: Scores(scores),
    };
    let publish = judge([5, 5, 5, 5]);
    let published = [(Step::Send, 0), (take.clone(), 1), (publish, 1)];
    let after = |more: &[(Step, i64)]| published.iter().cloned().chain(more.iter().cloned()).collect();
    let mut gone = Vec::new();
    for (steps, end) in [
        (
            after(&[(Step::Open(false), 1), (Step::Open(true), 1)]),
            State::Published,
        ),
        (after(&[(Step::Withdraw, 1), (Step::Archive, 730)]), State::Archived),
        (
            after(&[
                (Step::Remind, 340),
                (Step::Extend, 1),
                (Step::Remind, 360),
                (Step::Expire, 30),
            ]),
            State::Expired,
        ),
        (after(&[(Step::Expire, 365), (Step::Archive, 365)]), State::Archived),
        (
            vec![
                (Step::Send, 0),
                (take.clone(), 0),
                (judge([5, 0, 5, 5]), 0),
                (Step::Send, 3),
                (take.clone(), 1),
                (
                    Step::Take {
                        by: Uuid::from_u128(2),
                        over: true,
                    },
                    1,
                ),
            ],
            State::UnderReview,
        ),
        (
            vec![(Step::Send, 0), (take, 0), (judge([1, 1, 1, 1]), 0)],
            State::Rejected,
        ),
    ] {
        let (mut course, mut now) = (fresh(), START);
        for (one, days) in steps {
            now += days * DAY;
            let next = step(&course, &one, now).unwrap_or_else(|refused| panic!("{one:?}: {refused}"));
            gone.push([course.state.code(), name(&one), next.state.code()]);
            course = next;
        }
        assert_eq!(course.state, end);
    }
    for way in ALLOWED.iter() {
        assert!(gone.contains(way), "nobody went {way:?}");
    }
}

#[test]
fn a_colleague_is_told_who_has_it() {
    let (me, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let sent = step(&fresh(), &Step::Send, START).unwrap();
    let held = step(&sent, &Step::Take { by: me, over: false }, START).unwrap();
    for one in [
        Step::Take { by: other, over: false },
        Step::Judge {
            by: other,
            scores: Scores([5; 4]),
        },
    ] {
        assert_eq!(step(&held, &one, START), Err(Refused::Held(me)), "{one:?}");
    }
}

//! Random walks over the machine, beside a list of the steps domain.md allows (`tests/practice_steps.csv`), written by hand and
//! not derived from it.

use std::sync::LazyLock;

use proptest::prelude::*;
use uuid::Uuid;

use super::{Course, Refused, Step, step};
use crate::platform::clock::DAY;
use crate::practices::model::State;

/// 1 September 2026.
const START: i64 = 1_788_220_800_000_000;

/// From, step, to: everything else is refused.
static ALLOWED: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
    let lines = include_str!("../../../tests/practice_steps.csv").lines();
    let steps = lines.filter(|line| !line.starts_with('#')).skip(1);
    let steps = steps.map(|line| line.split(',').collect::<Vec<_>>().try_into().unwrap());
    steps.collect()
});

fn name(step: &Step) -> &'static str {
    match step {
        Step::Send => "send",
        Step::Validate { .. } => "validate",
        Step::Publish { .. } => "publish",
        Step::Return { .. } => "return",
        Step::Refuse { .. } => "refuse",
        Step::Withdraw => "withdraw",
        Step::Archive => "archive",
    }
}

fn person() -> impl Strategy<Value = Uuid> {
    (1..=3_u128).prop_map(Uuid::from_u128)
}

fn any_step() -> impl Strategy<Value = Step> {
    let chamber = prop_oneof!["home", "other", "third"];
    prop_oneof![
        3 => Just(Step::Send),
        4 => (person(), chamber).prop_map(|(by, expert)| Step::Validate { by, expert }),
        4 => person().prop_map(|by| Step::Publish { by }),
        2 => person().prop_map(|by| Step::Return { by }),
        1 => person().prop_map(|by| Step::Refuse { by }),
        1 => Just(Step::Withdraw),
        2 => Just(Step::Archive),
    ]
}

fn pause() -> impl Strategy<Value = i64> {
    prop_oneof![0..=DAY, 0..=60 * DAY, 700 * DAY..=760 * DAY]
}

fn fresh() -> Course {
    Course {
        state: State::Draft,
        chamber: "home".into(),
        expert: None,
        first: None,
        published_at: None,
        ended_at: None,
    }
}

/// What must hold of every step that was taken.
fn check(before: &Course, one: &Step, after: &Course, now: i64) {
    let way = [before.state.code(), name(one), after.state.code()];
    assert!(ALLOWED.contains(&way), "{way:?} is no step of the machine");
    let was_published = matches!(after.state, State::Published | State::Withdrawn | State::Archived);
    assert_eq!(was_published, after.published_at.is_some());
    assert_eq!(
        matches!(after.state, State::Withdrawn | State::Archived),
        after.ended_at.is_some()
    );
    if was_published || after.state == State::Validated {
        assert!(after.first.is_some(), "somebody found it good");
        assert!(
            after.expert.as_ref().is_some_and(|expert| *expert != after.chamber),
            "two chambers"
        );
    }
    if matches!(after.state, State::Draft | State::Submitted) {
        assert!(after.first.is_none() && after.expert.is_none(), "both look anew");
    }
    match one {
        Step::Publish { by } => assert_ne!(before.first, Some(*by), "two people"),
        Step::Return { by } | Step::Refuse { by } if before.state == State::Validated => {
            assert_ne!(before.first, Some(*by), "two people");
        }
        Step::Archive => assert!(before.ended_at.unwrap() + 730 * DAY <= now),
        _ => {}
    }
}

/// Ten thousand walks in four tests, so that two cores share them.
macro_rules! walks {
    ($($name:ident)+) => { $(
proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_500))]

    /// No forbidden step, whatever people try in whatever order and at whatever time.
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
                // Whoever is refused for the state really has no such step from there.
                Err(Refused::State(state)) => {
                    prop_assert_eq!(state, before.state);
                    let from = before.state.code();
                    prop_assert!(!ALLOWED.iter().any(|[a, b, _]| (*a, *b) == (from, name(&one))), "{} {}", from, name(&one));
                }
                Err(Refused::SameChamber) => {
                    let alone = matches!(&one, Step::Validate { expert, .. } if expert == "home");
                    prop_assert!(alone, "{:?}", one);
                }
                Err(Refused::SamePerson) => prop_assert!(before.state == State::Validated && before.first.is_some()),
                Err(Refused::Early) => prop_assert!(before.ended_at.unwrap() + 730 * DAY > now),
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
    let (me, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let validate = Step::Validate {
        by: me,
        expert: "other".into(),
    };
    let sent = [(Step::Send, 0), (validate, 3)];
    let after = |more: &[(Step, i64)]| sent.iter().cloned().chain(more.iter().cloned()).collect::<Vec<_>>();
    let mut gone = Vec::new();
    for (steps, end) in [
        (
            after(&[
                (Step::Publish { by: other }, 5),
                (Step::Withdraw, 100),
                (Step::Archive, 730),
            ]),
            State::Archived,
        ),
        (
            after(&[(Step::Return { by: other }, 1), (Step::Send, 4)]),
            State::Submitted,
        ),
        (after(&[(Step::Refuse { by: other }, 1)]), State::Refused),
        (vec![(Step::Send, 0), (Step::Return { by: me }, 1)], State::Returned),
        (vec![(Step::Send, 0), (Step::Refuse { by: me }, 1)], State::Refused),
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
fn two_chambers_and_two_people() {
    let (me, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let sent = step(&fresh(), &Step::Send, START).unwrap();
    let alone = Step::Validate {
        by: me,
        expert: "home".into(),
    };
    assert_eq!(step(&sent, &alone, START), Err(Refused::SameChamber));
    let held = step(
        &sent,
        &Step::Validate {
            by: me,
            expert: "other".into(),
        },
        START,
    )
    .unwrap();
    for one in [
        Step::Publish { by: me },
        Step::Return { by: me },
        Step::Refuse { by: me },
    ] {
        assert_eq!(step(&held, &one, START), Err(Refused::SamePerson), "{one:?}");
    }
    assert_eq!(
        step(&held, &Step::Publish { by: other }, START).unwrap().state,
        State::Published
    );
}

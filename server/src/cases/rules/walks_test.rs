//! Random walks over the machine, beside a list of the steps domain.md allows (`tests/case_steps.csv`), written by hand and
//! not derived from it.

use std::sync::LazyLock;

use proptest::prelude::*;
use uuid::Uuid;

use super::{Course, Fault, Step, step};
use crate::cases::model::{Decision, Kind, State, UNDO};
use crate::platform::clock::DAY;
use crate::platform::region::{Calendar, Region, Source};

static REGION: LazyLock<Region> = LazyLock::new(|| Region::load(Source::Embedded).unwrap());
const TERRITORIES: [&str; 6] = ["LU", "LOR", "SAR", "RLP", "WAL", "DG"];
/// 1 September 2026: some four months of a walk meet All Saints' Day, Christmas, Epiphany.
const START: i64 = 1_788_220_800_000_000;

/// From, step, to: everything else is refused.
static ALLOWED: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
    let lines = include_str!("../../../tests/case_steps.csv").lines();
    let steps = lines.filter(|line| !line.starts_with('#')).skip(1);
    let steps = steps.map(|line| line.split(',').collect::<Vec<_>>().try_into().unwrap());
    steps.collect()
});

fn name(step: &Step) -> &'static str {
    match step {
        Step::Take { .. } => "take",
        Step::HandOver { .. } => "hand_over",
        Step::Ask { .. } => "ask",
        Step::Answer => "answer",
        Step::Withdraw => "withdraw",
        Step::Decide { .. } => "decide",
        Step::Second { .. } => "second",
        Step::Return { .. } => "return",
        Step::Undo { .. } => "undo",
        Step::Appeal { .. } => "appeal",
        Step::Review { .. } => "review",
    }
}

fn person() -> impl Strategy<Value = Uuid> {
    (1..=3_u128).prop_map(Uuid::from_u128)
}

fn chamber() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned)
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (person(), any::<bool>()).prop_map(|(by, over)| Step::Take { by, over }),
        (person(), chamber(), 0..12_u16).prop_map(|(by, to, days)| Step::HandOver { by, to, days }),
        person().prop_map(|by| Step::Ask { by }),
        Just(Step::Answer),
        Just(Step::Withdraw),
        (person(), prop::sample::select(Decision::ALL)).prop_map(|(by, decision)| Step::Decide { by, decision }),
        person().prop_map(|by| Step::Second { by }),
        person().prop_map(|by| Step::Return { by }),
        person().prop_map(|by| Step::Undo { by }),
        (chamber(), 0..12_u16).prop_map(|(to, days)| Step::Appeal { to, days }),
        (person(), any::<bool>()).prop_map(|(by, upheld)| Step::Review { by, upheld }),
    ]
}

/// Minutes, hours, days, half a year: what passes between two steps.
fn pause() -> impl Strategy<Value = i64> {
    prop_oneof![0..=UNDO * 2, 0..=DAY, 0..=12 * DAY, 170 * DAY..=200 * DAY]
}

fn fresh(kind: Kind, calendar: &Calendar) -> Course {
    Course {
        kind,
        state: State::Open,
        chamber: "a".to_owned(),
        assignee: None,
        due_at: calendar.add_working_days(START, 5),
        waiting_since: None,
        proposal: None,
        decided: None,
        first_chamber: None,
    }
}

/// Working time that is left, negative where it is over.
fn left(calendar: &Calendar, now: i64, due: i64) -> i64 {
    calendar.working_micros_between(now, due) - calendar.working_micros_between(due, now)
}

/// What must hold of every step that was taken.
fn check(before: &Course, step: &Step, after: &Course, now: i64, calendar: &Calendar) {
    let way = [before.state.code(), name(step), after.state.code()];
    assert!(ALLOWED.contains(&way), "{way:?} is no step of the machine");
    assert_eq!(after.kind, before.kind);
    assert_eq!(after.state == State::Waiting, after.waiting_since.is_some());
    assert_eq!(after.state == State::Proposed, after.proposal.is_some());
    let is_decided = matches!(
        after.state,
        State::Decided | State::Appealed | State::Upheld | State::Overturned
    );
    assert_eq!(is_decided, after.decided.is_some());
    if let Some((_, decision, _)) = after.decided {
        assert!(after.kind.decisions().contains(&decision));
    }
    match step {
        Step::Second { by } => {
            assert_ne!(
                before.proposal.map(|(first, _)| first),
                Some(*by),
                "four eyes are two people's"
            );
        }
        Step::Decide { .. } => assert_eq!(after.state == State::Proposed, before.kind.needs_four_eyes()),
        Step::Undo { by } => {
            let (decider, _, at) = before.decided.unwrap();
            assert!(decider == *by && now - at <= UNDO);
        }
        Step::Appeal { to, .. } => {
            let (_, decision, at) = before.decided.unwrap();
            assert!(decision.is_negative() && now - at <= 185 * DAY);
            assert_ne!(
                before.first_chamber.as_deref(),
                Some(to.as_str()),
                "never the first chamber"
            );
            assert!(after.assignee.is_none() && after.due_at >= now - DAY);
        }
        Step::Review { by, .. } => {
            assert_ne!(before.first_chamber.as_deref(), Some(before.chamber.as_str()));
            assert_ne!(
                before.decided.map(|(who, ..)| who),
                Some(*by),
                "an appeal against one's own decision"
            );
        }
        Step::Answer => {
            let asked = before.waiting_since.unwrap();
            assert_eq!(
                left(calendar, asked, before.due_at),
                left(calendar, now, after.due_at),
                "the clock stood still while the applicant was asked"
            );
        }
        _ => {}
    }
    if !matches!(step, Step::Answer | Step::HandOver { .. } | Step::Appeal { .. }) {
        assert_eq!(after.due_at, before.due_at, "nothing else moves the clock");
    }
    if !matches!(step, Step::HandOver { .. } | Step::Appeal { .. }) {
        assert_eq!(after.chamber, before.chamber);
    }
}

/// Ten thousand walks in four tests, so that two cores share them.
macro_rules! walks {
    ($($name:ident)+) => { $(
proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_500))]

    /// No forbidden step, right clocks, whatever people try in whatever order and at whatever time.
    #[test]
    fn $name(
        kind in prop::sample::select(Kind::ALL),
        territory in prop::sample::select(&TERRITORIES[..]),
        tried in prop::collection::vec((any_step(), pause()), 1..30),
    ) {
        let calendar = REGION.calendar(territory);
        let (mut case, mut now) = (fresh(kind, calendar), START);
        for (one, passed) in tried {
            now += passed;
            let before = case.clone();
            match step(&case, &one, now, calendar) {
                Ok(after) => {
                    check(&before, &one, &after, now, calendar);
                    case = after;
                }
                // Whoever is refused for the state really has no such step from there.
                Err(Fault::State(state)) => {
                    prop_assert_eq!(state, before.state);
                    let from = before.state.code();
                    prop_assert!(!ALLOWED.iter().any(|[a, b, _]| (*a, *b) == (from, name(&one))), "{} {}", from, name(&one));
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
    let (calendar, me, other) = (REGION.calendar("LU"), Uuid::from_u128(1), Uuid::from_u128(2));
    let run = |kind, steps: &[Step]| {
        let mut case = fresh(kind, calendar);
        for (minutes, one) in (1..).zip(steps) {
            case = step(&case, one, START + minutes * 60_000_000, calendar)
                .unwrap_or_else(|fault| panic!("{one:?}: {fault}"));
        }
        case.state
    };
    let take = Step::Take { by: me, over: false };
    let decide = |decision| Step::Decide { by: me, decision };
    let appeal = Step::Appeal {
        to: "b".into(),
        days: 5,
    };
    let refuse = decide(Decision::Refused);
    for (kind, steps, end) in [
        (
            Kind::NewOrganisation,
            vec![
                take.clone(),
                Step::Ask { by: me },
                Step::Answer,
                decide(Decision::Approved),
            ],
            State::Decided,
        ),
        (
            Kind::NewOrganisation,
            vec![
                refuse.clone(),
                appeal.clone(),
                Step::Review {
                    by: other,
                    upheld: false,
                },
            ],
            State::Overturned,
        ),
        (
            Kind::NewOrganisation,
            vec![
                refuse.clone(),
                appeal.clone(),
                Step::Review {
                    by: other,
                    upheld: true,
                },
            ],
            State::Upheld,
        ),
        (
            Kind::NewOrganisation,
            vec![refuse.clone(), appeal, Step::Withdraw],
            State::Upheld,
        ),
        (
            Kind::NewOrganisation,
            vec![refuse, Step::Undo { by: me }],
            State::Assigned,
        ),
        (
            Kind::NewOrganisation,
            vec![
                take.clone(),
                Step::HandOver {
                    by: me,
                    to: "b".into(),
                    days: 5,
                },
                Step::Withdraw,
            ],
            State::Withdrawn,
        ),
        (
            Kind::ProtectedChange,
            vec![decide(Decision::Approved), Step::Second { by: other }],
            State::Decided,
        ),
        (
            Kind::ProtectedChange,
            vec![decide(Decision::Approved), Step::Return { by: other }],
            State::Assigned,
        ),
        (Kind::Content, vec![take, decide(Decision::Removed)], State::Decided),
    ] {
        assert_eq!(run(kind, &steps), end, "{steps:?}");
    }
}

/// A colleague's case is not taken by accident, and says who has it.
#[test]
fn the_second_adviser_is_told_who_has_it() {
    let (calendar, me, other) = (REGION.calendar("SAR"), Uuid::from_u128(1), Uuid::from_u128(2));
    let case = fresh(Kind::Claim, calendar);
    let held = step(&case, &Step::Take { by: me, over: false }, START, calendar).unwrap();
    for one in [
        Step::Take { by: other, over: false },
        Step::Ask { by: other },
        Step::Decide {
            by: other,
            decision: Decision::Approved,
        },
    ] {
        assert_eq!(step(&held, &one, START, calendar), Err(Fault::Held(me)), "{one:?}");
    }
    let over = step(&held, &Step::Take { by: other, over: true }, START, calendar).unwrap();
    assert_eq!(over.assignee, Some(other));
}

#[test]
fn nobody_looks_at_an_appeal_against_their_own_decision() {
    let (calendar, me, other) = (REGION.calendar("SAR"), Uuid::from_u128(1), Uuid::from_u128(2));
    let refuse = Step::Decide {
        by: me,
        decision: Decision::Refused,
    };
    let appeal = Step::Appeal {
        to: "b".into(),
        days: 5,
    };
    let refused = step(&fresh(Kind::Claim, calendar), &refuse, START, calendar).unwrap();
    let appealed = step(&refused, &appeal, START, calendar).unwrap();
    let review = |by| step(&appealed, &Step::Review { by, upheld: true }, START, calendar);
    assert_eq!(
        review(me),
        Err(Fault::OwnDecision),
        "also with a mandate in the other chamber"
    );
    assert_eq!(review(other).unwrap().state, State::Upheld);
}

//! Random walks over the machine, beside a list of the steps domain.md allows (`tests/introduction_steps.csv`), written by hand
//! and not derived from it.

use std::sync::LazyLock;

use proptest::prelude::*;
use uuid::Uuid;

use super::{Clocks, Course, Fault, Step, step, turn};
use crate::introductions::model::{PLAN_DAYS, Party, STEP_DAYS, Side, State, Turn};
use crate::platform::clock::DAY;
use crate::platform::region::{Region, Source};

static REGION: LazyLock<Region> = LazyLock::new(|| Region::load(Source::Embedded).unwrap());
const TERRITORIES: [&str; 6] = ["LU", "LOR", "SAR", "RLP", "WAL", "DG"];
/// 1 September 2026: some months of a walk meet All Saints' Day, Armistice, Christmas.
const START: i64 = 1_788_220_800_000_000;

/// From, step, by, to: everything else is refused.
static ALLOWED: LazyLock<Vec<[&str; 4]>> = LazyLock::new(|| {
    let lines = include_str!("../../../tests/introduction_steps.csv").lines();
    let steps = lines.filter(|line| !line.starts_with('#')).skip(1);
    let steps = steps.map(|line| line.split(',').collect::<Vec<_>>().try_into().unwrap());
    steps.collect()
});

/// Whether the list has a way from a state by a step; of somebody, where it is said of whom.
fn is_listed(from: State, step: Step, by: Option<Party>, to: Option<State>) -> bool {
    ALLOWED.iter().any(|[a, b, whose, c]| {
        *a == from.code()
            && *b == step.kind().code()
            && by.is_none_or(|by| whose.split('|').any(|one| one == by.code()))
            && to.is_none_or(|to| *c == to.code())
    })
}

fn person() -> impl Strategy<Value = Uuid> {
    (1..=3_u128).prop_map(Uuid::from_u128)
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Submit),
        Just(Step::Screen),
        Just(Step::Refuse),
        Just(Step::Forward),
        Just(Step::Offer),
        Just(Step::Accept),
        Just(Step::Decline),
        Just(Step::Meet),
        Just(Step::Negotiate),
        Just(Step::Close),
        Just(Step::GiveUp),
        Just(Step::Withdraw),
        person().prop_map(|to| Step::Name { to }),
        (-3..200_i64).prop_map(|days| Step::Plan { until: days * DAY }),
        Just(Step::Escalate),
        Just(Step::Expire),
    ]
}

/// Mostly what leads on, so that walks come far.
fn tried() -> impl Strategy<Value = (Option<Step>, Party, Uuid, i64)> {
    let pause = prop_oneof![4 => 0..=DAY, 2 => 0..=6 * DAY, 1 => 8 * DAY..=40 * DAY];
    let party = prop::sample::select(Party::ALL);
    (prop::option::weighted(0.6, any_step()), party, person(), pause)
}

/// The step that leads on from a state.
const fn onward(state: State, contact: bool) -> Option<(Step, Party)> {
    Some(match state {
        State::Draft => (Step::Submit, Party::Requester),
        State::Submitted => (Step::Screen, Party::RequesterChamber),
        State::Screened => (Step::Forward, Party::RequesterChamber),
        State::Forwarded => (Step::Offer, Party::TargetChamber),
        State::Offered if contact => (Step::Accept, Party::TargetChamber),
        State::Offered => (Step::Accept, Party::Target),
        State::Accepted => (Step::Meet, Party::Target),
        State::Met => (Step::Negotiate, Party::Requester),
        State::Negotiating => (Step::Close, Party::TargetChamber),
        _ => return None,
    })
}

fn clocks(requester: &str, target: &str) -> Clocks<'static> {
    Clocks {
        zone: REGION.zone,
        requester: REGION.calendar(requester),
        requester_chamber: REGION.calendar(requester),
        target: REGION.calendar(target),
        target_chamber: REGION.calendar(target),
    }
}

fn fresh(contact: bool) -> Course {
    Course {
        state: State::Draft,
        contact,
        due_at: None,
        escalated_at: None,
        requester_adviser: None,
        target_adviser: None,
        one_chamber: false,
    }
}

/// The day on which a clock of five working days ends, found by counting the days that are nobody's holiday.
fn due_by_hand(turn: Turn, now: i64, territories: [&str; 2]) -> chrono::NaiveDate {
    let counts: &[&str] = match turn {
        Turn::Requester | Turn::RequesterChamber => &territories[..1],
        Turn::Target | Turn::TargetChamber | Turn::Contact => &territories[1..],
        Turn::Both | Turn::Nobody => &territories,
    };
    let (mut day, mut left) = (REGION.zone.day(now), STEP_DAYS);
    while left > 0 {
        day = day.succ_opt().unwrap();
        let free = counts.iter().any(|code| !REGION.calendar(code).is_working(day));
        left -= u16::from(!free);
    }
    day
}

/// What must hold of every step that was taken.
fn check(before: &Course, taken: Step, by: Party, after: &Course, now: i64, territories: [&str; 2]) {
    assert!(
        is_listed(before.state, taken, Some(by), Some(after.state)),
        "{:?} {taken:?} of {by:?} to {:?} is no step of the machine",
        before.state,
        after.state
    );
    let running = after.state.is_open() && after.state != State::Draft;
    assert_eq!(
        after.due_at.is_some(),
        running,
        "a clock runs as long as somebody must act"
    );
    if before.state == State::Offered && after.state != before.state && by != Party::Platform {
        let answers = if before.contact {
            Party::TargetChamber
        } else {
            Party::Target
        };
        assert!(
            by == answers || taken == Step::Withdraw,
            "{by:?} answered for the target"
        );
    }
    let way = |state| State::WAY.iter().position(|one| *one == state);
    if let (Some(from), Some(to)) = (way(before.state), way(after.state)) {
        let ends = taken == Step::GiveUp && before.state.is_shared();
        assert!(to == from || to == from + 1 || ends, "no step is skipped");
    }
    if after.state as usize >= State::Accepted as usize && way(after.state).is_some() {
        assert!(
            after.requester_adviser.is_some() && after.target_adviser.is_some(),
            "an adviser on each side"
        );
    }
    if let (Some(one), Some(other), false) = (after.requester_adviser, after.target_adviser, after.one_chamber) {
        assert_ne!(one, other, "nobody accompanies both sides for two chambers");
    }
    match taken {
        Step::Name { to } => {
            let side = by.side().unwrap();
            assert_eq!(after.adviser(side), Some(to));
            assert_eq!(after.adviser(side.other()), before.adviser(side.other()));
            assert_eq!((after.due_at, after.escalated_at), (before.due_at, before.escalated_at));
        }
        Step::Plan { until } => {
            assert!(until >= now && until <= now + PLAN_DAYS * DAY);
            assert_eq!((after.due_at, after.escalated_at), (Some(until), None));
        }
        Step::Expire => {
            assert!(
                before.escalated_at.is_some() && before.due_at.unwrap() < now,
                "twice the time, not once"
            );
        }
        _ => {
            if taken == Step::Escalate {
                assert!(before.escalated_at.is_none() && before.due_at.unwrap() < now);
                assert_eq!(after.escalated_at, Some(now));
            } else {
                assert_eq!(after.escalated_at, None, "a step begins a clock of its own");
            }
            if let Some(due) = after.due_at {
                let whose = turn(after.state, after.contact);
                assert_eq!(REGION.zone.day(due), due_by_hand(whose, now, territories), "{whose:?}");
                assert_eq!(due, REGION.zone.end_of(REGION.zone.day(due)));
            }
        }
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
        contact in any::<bool>(),
        one_chamber in any::<bool>(),
        territories in prop::array::uniform2(prop::sample::select(&TERRITORIES[..])),
        tried in prop::collection::vec(tried(), 1..40),
    ) {
        let clocks = clocks(territories[0], territories[1]);
        let (mut course, mut now) = (Course { one_chamber, ..fresh(contact) }, START);
        for (other, party, person, passed) in tried {
            now += passed;
            let before = course.clone();
            let (one, by) = match (other, onward(before.state, contact)) {
                (None, Some(way)) => way,
                (Some(Step::Plan { until }), _) => (Step::Plan { until: now + until }, party),
                (Some(other), _) => (other, party),
                (None, None) => continue,
            };
            match step(&course, one, (by, Some(person)), now, &clocks) {
                Ok(after) => {
                    check(&before, one, by, &after, now, territories);
                    course = after;
                }
                // Whoever is refused for the state really has no such step from there; and whoever is told that it is not
                // theirs is not on the list, or answers for a target that answers for itself.
                Err(Fault::State(state)) => {
                    prop_assert_eq!(state, before.state);
                    prop_assert!(!is_listed(state, one, None, None), "{:?} {:?}", state, one);
                }
                Err(Fault::NotYours) => {
                    let answers = if contact { Party::Target } else { Party::TargetChamber };
                    let of_other = before.state == State::Offered && by == answers;
                    prop_assert!(of_other || !is_listed(before.state, one, Some(by), None), "{:?} {:?}", before.state, by);
                }
                Err(Fault::Held(other)) => {
                    prop_assert!(by.is_chamber() && other != person);
                    prop_assert_eq!(before.adviser(by.side().unwrap()), Some(other));
                }
                Err(Fault::OtherSide) => {
                    let meant = if let Step::Name { to } = one { to } else { person };
                    prop_assert!(by.is_chamber() && !one_chamber);
                    prop_assert_eq!(before.adviser(by.side().unwrap().other()), Some(meant));
                }
                Err(Fault::NotDue) => prop_assert_eq!(by, Party::Platform),
                Err(Fault::Day) => prop_assert!(matches!(one, Step::Plan { .. }), "{one:?}"),
            }
        }
    }
}
    )+ };
}

walks!(first_quarter second_quarter third_quarter fourth_quarter);

const ONE: Uuid = Uuid::from_u128(1);
const TWO: Uuid = Uuid::from_u128(2);

/// Takes the steps an hour apart, each by who it is said of.
fn run(contact: bool, steps: &[(Step, Party)]) -> Course {
    let clocks = clocks("LOR", "SAR");
    let mut course = fresh(contact);
    for (hours, (one, by)) in (1..).zip(steps) {
        let adviser = if by.side() == Some(Side::Requester) { ONE } else { TWO };
        course = step(
            &course,
            *one,
            (*by, Some(adviser)),
            START + hours * 3_600_000_000,
            &clocks,
        )
        .unwrap_or_else(|fault| panic!("{one:?}: {fault}"));
    }
    course
}

const TO_OFFERED: [(Step, Party); 4] = [
    (Step::Submit, Party::Requester),
    (Step::Screen, Party::RequesterChamber),
    (Step::Forward, Party::RequesterChamber),
    (Step::Offer, Party::TargetChamber),
];

/// Every way of the list can be gone, by everybody of whom it says so: a machine that refuses everything would pass the walks.
#[test]
fn every_way_can_be_gone() {
    let clocks = clocks("LOR", "SAR");
    let mut gone = 0;
    for [from, kind, whose, to] in ALLOWED.iter() {
        for by in whose.split('|') {
            let by = Party::from_code(by).unwrap();
            let contact = *from == "offered" && by == Party::TargetChamber && matches!(*kind, "accept" | "decline");
            let due_at = (*from != "draft").then_some(START);
            let course = Course {
                state: State::from_code(from).unwrap(),
                due_at,
                escalated_at: (*kind == "expire").then_some(START),
                ..fresh(contact)
            };
            let now = START + DAY;
            let tried = [
                Step::Submit,
                Step::Screen,
                Step::Refuse,
                Step::Forward,
                Step::Offer,
                Step::Accept,
                Step::Decline,
                Step::Meet,
                Step::Negotiate,
                Step::Close,
                Step::GiveUp,
                Step::Withdraw,
                Step::Escalate,
                Step::Expire,
                Step::Name { to: TWO },
                Step::Plan { until: now + DAY },
            ];
            let one = tried.into_iter().find(|one| one.kind().code() == *kind).unwrap();
            let after = step(&course, one, (by, Some(ONE)), now, &clocks);
            assert_eq!(after.map(|after| after.state.code()), Ok(*to), "{from} {kind} {by:?}");
            gone += 1;
        }
    }
    assert!(gone > 70, "only {gone} ways");
}

#[test]
fn one_that_goes_well_has_an_adviser_on_each_side() {
    let well = [
        (Step::Accept, Party::Target),
        (Step::Meet, Party::Requester),
        (Step::Negotiate, Party::TargetChamber),
        (Step::Close, Party::RequesterChamber),
    ];
    let closed = run(false, &[&TO_OFFERED[..], &well].concat());
    assert_eq!(closed.state, State::Closed);
    assert_eq!(
        (closed.requester_adviser, closed.target_adviser),
        (Some(ONE), Some(TWO))
    );
    assert_eq!(closed.due_at, None);
}

#[test]
fn the_second_adviser_is_told_who_has_it_and_can_be_named() {
    let (clocks, offered) = (clocks("LOR", "SAR"), run(true, &TO_OFFERED));
    let other = Uuid::from_u128(3);
    let accept = |course: &Course, by| step(course, Step::Accept, (Party::TargetChamber, Some(by)), START, &clocks);
    assert_eq!(accept(&offered, other), Err(Fault::Held(TWO)));
    let named = step(
        &offered,
        Step::Name { to: other },
        (Party::TargetChamber, Some(TWO)),
        START,
        &clocks,
    )
    .unwrap();
    assert_eq!(
        accept(&named, TWO),
        Err(Fault::Held(other)),
        "whoever handed over has it no more"
    );
    assert_eq!(accept(&named, other).unwrap().state, State::Accepted);
}

#[test]
fn nobody_accompanies_both_sides_for_two_chambers() {
    let clocks = clocks("LOR", "SAR");
    for (one_chamber, expected) in [(false, Some(Fault::OtherSide)), (true, None)] {
        let course = Course {
            state: State::Forwarded,
            due_at: Some(START),
            requester_adviser: Some(ONE),
            one_chamber,
            ..fresh(false)
        };
        for one in [Step::Offer, Step::Refuse, Step::Name { to: ONE }] {
            let taken = step(&course, one, (Party::TargetChamber, Some(ONE)), START, &clocks);
            assert_eq!(taken.err(), expected, "{one:?}");
        }
        let named = step(
            &course,
            Step::Name { to: TWO },
            (Party::TargetChamber, Some(ONE)),
            START,
            &clocks,
        );
        assert!(
            named.is_ok(),
            "whoever accompanies the one side may name somebody for the other"
        );
    }
}

#[test]
fn the_clock_runs_out_twice() {
    let (clocks, offered) = (clocks("LOR", "SAR"), run(false, &TO_OFFERED));
    let platform = |course: &Course, one, now| step(course, one, (Party::Platform, None), now, &clocks);
    let due = offered.due_at.unwrap();
    assert_eq!(
        platform(&offered, Step::Escalate, due),
        Err(Fault::NotDue),
        "its last moment is theirs"
    );
    assert_eq!(
        platform(&offered, Step::Expire, due + 1),
        Err(Fault::NotDue),
        "nothing expires at the first time"
    );
    let late = platform(&offered, Step::Escalate, due + 1).unwrap();
    assert_eq!((late.state, late.escalated_at), (State::Offered, Some(due + 1)));
    let again = late.due_at.unwrap();
    assert!(again > due + 6 * DAY);
    assert_eq!(
        platform(&late, Step::Escalate, again + 1),
        Err(Fault::NotDue),
        "the head is told once"
    );
    assert_eq!(platform(&late, Step::Expire, again + 1).unwrap().state, State::Expired);
    let saved = step(&late, Step::Accept, (Party::Target, None), again, &clocks).unwrap();
    assert_eq!(saved.escalated_at, None, "whoever acts in the second time saves it");
}

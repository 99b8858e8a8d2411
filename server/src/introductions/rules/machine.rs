//! The machine of domain.md, The innovation market: `draft → submitted → screened → forwarded → offered → accepted → met →
//! negotiating → closed`, with its exits. Which step is whose in which state is [`ways`] alone; everything else is refused.

use uuid::Uuid;

use super::clock::Clocks;
use crate::introductions::model::{PLAN_DAYS, Party, STEP_DAYS, Side, State, Turn};
use crate::platform::clock::DAY;

/// What the machine knows of an introduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Where it stands.
    pub state: State,
    /// Nobody of the target is here: its chamber makes contact and answers for it.
    pub contact: bool,
    /// Microseconds; none for a draft and at the end.
    pub due_at: Option<i64>,
    /// When the clock ran out the first time, in this step.
    pub escalated_at: Option<i64>,
    /// The adviser named on the requester's side.
    pub requester_adviser: Option<Uuid>,
    /// The adviser named on the target's side.
    pub target_adviser: Option<Uuid>,
    /// Whether one chamber answers for both: then one of its people may accompany both.
    pub one_chamber: bool,
}

impl Course {
    /// The adviser named on a side.
    #[must_use]
    pub const fn adviser(&self, side: Side) -> Option<Uuid> {
        match side {
            Side::Requester => self.requester_adviser,
            Side::Target => self.target_adviser,
        }
    }

    const fn name(&mut self, side: Side, adviser: Uuid) {
        match side {
            Side::Requester => self.requester_adviser = Some(adviser),
            Side::Target => self.target_adviser = Some(adviser),
        }
    }
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The requester sends it.
    Submit,
    /// The requester's chamber finds it good.
    Screen,
    /// A chamber does not pass it on.
    Refuse,
    /// The requester's chamber passes it on.
    Forward,
    /// The target's chamber asks the target.
    Offer,
    /// The target wants it.
    Accept,
    /// The target does not.
    Decline,
    /// They have met.
    Meet,
    /// They talk about what to do together.
    Negotiate,
    /// It is at its end.
    Close,
    /// It is at its end, and nothing came of it.
    GiveUp,
    /// One side goes.
    Withdraw,
    /// A chamber names its adviser, or hands over to another.
    Name {
        /// Whom.
        to: Uuid,
    },
    /// What comes next, and until when: the clock runs until then.
    Plan {
        /// The end of that day, microseconds.
        until: i64,
    },
    /// The clock has run out: the head of whoever has the turn is told.
    Escalate,
    /// It has run out again.
    Expire,
}

crate::words! {
    /// A step without what it carries.
    StepKind {
        /// See [`Step::Submit`].
        Submit = "submit",
        /// See [`Step::Screen`].
        Screen = "screen",
        /// See [`Step::Refuse`].
        Refuse = "refuse",
        /// See [`Step::Forward`].
        Forward = "forward",
        /// See [`Step::Offer`].
        Offer = "offer",
        /// See [`Step::Accept`].
        Accept = "accept",
        /// See [`Step::Decline`].
        Decline = "decline",
        /// See [`Step::Meet`].
        Meet = "meet",
        /// See [`Step::Negotiate`].
        Negotiate = "negotiate",
        /// See [`Step::Close`].
        Close = "close",
        /// See [`Step::GiveUp`].
        GiveUp = "give_up",
        /// See [`Step::Withdraw`].
        Withdraw = "withdraw",
        /// See [`Step::Name`].
        Name = "name",
        /// See [`Step::Plan`].
        Plan = "plan",
        /// See [`Step::Escalate`].
        Escalate = "escalate",
        /// See [`Step::Expire`].
        Expire = "expire",
    }
}

impl Step {
    /// Which it is.
    #[must_use]
    pub const fn kind(self) -> StepKind {
        match self {
            Self::Submit => StepKind::Submit,
            Self::Screen => StepKind::Screen,
            Self::Refuse => StepKind::Refuse,
            Self::Forward => StepKind::Forward,
            Self::Offer => StepKind::Offer,
            Self::Accept => StepKind::Accept,
            Self::Decline => StepKind::Decline,
            Self::Meet => StepKind::Meet,
            Self::Negotiate => StepKind::Negotiate,
            Self::Close => StepKind::Close,
            Self::GiveUp => StepKind::GiveUp,
            Self::Withdraw => StepKind::Withdraw,
            Self::Name { .. } => StepKind::Name,
            Self::Plan { .. } => StepKind::Plan,
            Self::Escalate => StepKind::Escalate,
            Self::Expire => StepKind::Expire,
        }
    }
}

/// Why a step cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It has moved on, or is not that far.
    #[error("the introduction is {}", .0.code())]
    State(State),
    /// It is for somebody else to do.
    #[error("this is for somebody else to do")]
    NotYours,
    /// A colleague is its adviser.
    #[error("somebody else is its adviser")]
    Held(Uuid),
    /// Who acts for a chamber accompanies the other side, for another chamber.
    #[error("nobody accompanies both sides")]
    OtherSide,
    /// The clock has not run out.
    #[error("it is not due")]
    NotDue,
    /// A day that is over, or too far away.
    #[error("not such a day")]
    Day,
}

/// Whose turn it is.
#[must_use]
pub const fn turn(state: State, contact: bool) -> Turn {
    match state {
        State::Draft => Turn::Requester,
        State::Submitted | State::Screened => Turn::RequesterChamber,
        State::Forwarded => Turn::TargetChamber,
        State::Offered if contact => Turn::Contact,
        State::Offered => Turn::Target,
        State::Accepted | State::Met | State::Negotiating => Turn::Both,
        State::Closed | State::RefusedByChamber | State::Declined | State::Expired | State::Withdrawn => Turn::Nobody,
    }
}

/// Where a step leads from a state, and who may take it. `None`: nobody.
#[must_use]
pub fn ways(state: State, kind: StepKind, contact: bool) -> Option<(State, &'static [Party])> {
    use Party::{Platform, Requester, RequesterChamber, Target, TargetChamber};
    let answering: &[Party] = if contact { &[TargetChamber] } else { &[Target] };
    let shared = state.is_shared();
    let found: (State, &[Party]) = match (state, kind) {
        (State::Draft, StepKind::Submit) => (State::Submitted, &[Requester]),
        (State::Submitted, StepKind::Screen) => (State::Screened, &[RequesterChamber]),
        (State::Submitted | State::Screened, StepKind::Refuse) => (State::RefusedByChamber, &[RequesterChamber]),
        (State::Screened, StepKind::Forward) => (State::Forwarded, &[RequesterChamber]),
        (State::Forwarded, StepKind::Refuse) => (State::RefusedByChamber, &[TargetChamber]),
        (State::Forwarded, StepKind::Offer) => (State::Offered, &[TargetChamber]),
        (State::Offered, StepKind::Accept) => (State::Accepted, answering),
        (State::Offered, StepKind::Decline) => (State::Declined, answering),
        (State::Accepted, StepKind::Meet) => (State::Met, &Party::PEOPLE),
        (State::Met, StepKind::Negotiate) => (State::Negotiating, &Party::PEOPLE),
        (State::Negotiating, StepKind::Close) => (State::Closed, &Party::PEOPLE),
        (_, StepKind::GiveUp) if shared => (State::Closed, &Party::PEOPLE),
        (_, StepKind::Plan) if shared => (state, &Party::PEOPLE),
        (_, StepKind::Withdraw) if shared => (State::Withdrawn, &[Requester, Target]),
        (_, StepKind::Withdraw) if state.is_open() => (State::Withdrawn, &[Requester]),
        (State::Submitted | State::Screened, StepKind::Name) => (state, &[RequesterChamber]),
        (State::Forwarded | State::Offered, StepKind::Name) => (state, &[RequesterChamber, TargetChamber]),
        (_, StepKind::Name) if shared => (state, &[RequesterChamber, TargetChamber]),
        (State::Draft, _) => return None,
        (_, StepKind::Escalate) if state.is_open() => (state, &[Platform]),
        (_, StepKind::Expire) if state.is_open() => (State::Expired, &[Platform]),
        _ => return None,
    };
    Some(found)
}

/// The introduction after a step of `party`, in the person of `by`, or why it cannot be taken. `now` in microseconds.
///
/// # Errors
/// See [`Fault`]; the introduction stays as it is.
pub fn step(
    course: &Course,
    step: Step,
    (party, by): (Party, Option<Uuid>),
    now: i64,
    clocks: &Clocks<'_>,
) -> Result<Course, Fault> {
    let Some((to, whose)) = ways(course.state, step.kind(), course.contact) else {
        return Err(Fault::State(course.state));
    };
    if !whose.contains(&party) {
        return Err(Fault::NotYours);
    }
    let mut next = course.clone();
    next.state = to;
    match step {
        Step::Escalate => return escalate(next, now, clocks),
        Step::Expire => return expire(next, now),
        Step::Name { to } => {
            if let Some(side) = party.side() {
                one_side(course, side, to)?;
                next.name(side, to);
            }
            return Ok(next);
        }
        _ => {}
    }
    hold(&mut next, party, by)?;
    next.escalated_at = None;
    next.due_at = match step {
        Step::Plan { until } if until < now || until > now + PLAN_DAYS * DAY => return Err(Fault::Day),
        Step::Plan { until } => Some(until),
        _ => clocks.due(turn(to, course.contact), now, STEP_DAYS),
    };
    Ok(next)
}

/// An adviser who acts on what has none is named by that; on what a colleague has, nobody acts beside them.
fn hold(next: &mut Course, party: Party, by: Option<Uuid>) -> Result<(), Fault> {
    is_free(next, party, by)?;
    if let (Some(side), Some(by), true) = (party.side(), by, party.is_chamber()) {
        next.name(side, by);
    }
    Ok(())
}

/// Whether nobody else accompanies the side for whose chamber somebody would act, nor they the other one.
///
/// # Errors
/// [`Fault::Held`] and [`Fault::OtherSide`].
pub fn is_free(course: &Course, party: Party, by: Option<Uuid>) -> Result<(), Fault> {
    let (Some(side), Some(by), true) = (party.side(), by, party.is_chamber()) else {
        return Ok(());
    };
    match course.adviser(side) {
        Some(other) if other != by => Err(Fault::Held(other)),
        _ => one_side(course, side, by),
    }
}

/// Whoever holds a mandate in both chambers accompanies one of the two sides.
fn one_side(course: &Course, side: Side, person: Uuid) -> Result<(), Fault> {
    if !course.one_chamber && course.adviser(side.other()) == Some(person) {
        return Err(Fault::OtherSide);
    }
    Ok(())
}

fn escalate(mut next: Course, now: i64, clocks: &Clocks<'_>) -> Result<Course, Fault> {
    if next.escalated_at.is_some() || next.due_at.is_none_or(|due| now <= due) {
        return Err(Fault::NotDue);
    }
    next.escalated_at = Some(now);
    next.due_at = clocks.due(turn(next.state, next.contact), now, STEP_DAYS);
    Ok(next)
}

fn expire(mut next: Course, now: i64) -> Result<Course, Fault> {
    if next.escalated_at.is_none() || next.due_at.is_none_or(|due| now <= due) {
        return Err(Fault::NotDue);
    }
    next.due_at = None;
    Ok(next)
}

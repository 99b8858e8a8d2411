//! The machine of domain.md, Moderation: `open → assigned ⇄ waiting → [proposed] → decided → appealed → upheld | overturned`,
//! withdrawn by the applicant, undone by the decider within ten minutes. One for all kinds; the clock of working days stands
//! still while the applicant is asked.

use chrono::{DateTime, Months};
use uuid::Uuid;

use crate::cases::model::{APPEAL_MONTHS, Decision, Kind, State, UNDO};
use crate::platform::region::Calendar;

/// What the machine knows of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Code of the chamber that must act.
    pub chamber: String,
    /// Who has it.
    pub assignee: Option<Uuid>,
    /// When it is to be decided, microseconds.
    pub due_at: i64,
    /// Since when the applicant is asked, microseconds.
    pub waiting_since: Option<i64>,
    /// Who proposed what.
    pub proposal: Option<(Uuid, Decision)>,
    /// Who decided what, and when.
    pub decided: Option<(Uuid, Decision, i64)>,
    /// The chamber that decided first: an appeal never comes back to it.
    pub first_chamber: Option<String>,
}

/// What somebody wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An adviser takes it; from a colleague only by saying so.
    Take {
        /// Who.
        by: Uuid,
        /// Although a colleague has it.
        over: bool,
    },
    /// To another chamber, which gets its own time.
    HandOver {
        /// Who.
        by: Uuid,
        /// Code of the other chamber.
        to: String,
        /// Its target in working days.
        days: u16,
    },
    /// A question to the applicant.
    Ask {
        /// Who.
        by: Uuid,
    },
    /// The applicant's answer.
    Answer,
    /// The applicant takes it back.
    Withdraw,
    /// A decision; a proposal where two people are needed.
    Decide {
        /// Who.
        by: Uuid,
        /// What.
        decision: Decision,
    },
    /// The second person agrees.
    Second {
        /// Who.
        by: Uuid,
    },
    /// The second person does not: back to work.
    Return {
        /// Who.
        by: Uuid,
    },
    /// The decider takes it back, within ten minutes.
    Undo {
        /// Who.
        by: Uuid,
    },
    /// The owner appeals; another chamber looks at it.
    Appeal {
        /// Code of that chamber.
        to: String,
        /// Its target in working days.
        days: u16,
    },
    /// The other chamber decides.
    Review {
        /// Who.
        by: Uuid,
        /// Whether the decision stays.
        upheld: bool,
    },
}

/// Why a step cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The case has moved on.
    #[error("the case is {}", .0.code())]
    State(State),
    /// A colleague has it.
    #[error("somebody else has it")]
    Held(Uuid),
    /// The kind knows no such decision.
    #[error("no such decision for this kind of case")]
    Decision,
    /// Who proposed cannot second.
    #[error("a second person is needed")]
    SamePerson,
    /// Nobody looks at an appeal against what they decided themselves.
    #[error("another person is needed")]
    OwnDecision,
    /// Only who decided can undo it.
    #[error("only who decided can undo it")]
    NotTheDecider,
    /// The ten minutes, or the six months, are over.
    #[error("too late")]
    TooLate,
    /// An appeal must go to another chamber, a hand-over too.
    #[error("another chamber is needed")]
    SameChamber,
}

/// The case after a step, or why it cannot be taken. `now` in microseconds.
///
/// # Errors
/// See [`Fault`]; the case stays as it is.
pub fn step(case: &Course, step: &Step, now: i64, calendar: &Calendar) -> Result<Course, Fault> {
    match step {
        Step::Take { by, over } => take(case, *by, *over),
        Step::HandOver { by, to, days } => hand_over(case, *by, to, calendar.add_working_days(now, *days)),
        Step::Ask { by } => ask(case, *by, now),
        Step::Answer => answer(case, now, calendar),
        Step::Withdraw => withdraw(case),
        Step::Decide { by, decision } => decide(case, *by, *decision, now),
        Step::Second { by } => second(case, *by, now),
        Step::Return { by } => send_back(case, *by),
        Step::Undo { by } => undo(case, *by, now),
        Step::Appeal { to, days } => appeal(case, to, now, calendar.add_working_days(now, *days)),
        Step::Review { by, upheld } => review(case, *by, *upheld),
    }
}

/// The case as it is, where its state is one of these.
fn from(case: &Course, states: &[State]) -> Result<Course, Fault> {
    if states.contains(&case.state) {
        Ok(case.clone())
    } else {
        Err(Fault::State(case.state))
    }
}

/// Whoever acts on a case nobody has, has it from then on.
fn hold(case: &mut Course, by: Uuid) -> Result<(), Fault> {
    match case.assignee {
        Some(other) if other != by => Err(Fault::Held(other)),
        _ => {
            case.assignee = Some(by);
            if case.state == State::Open {
                case.state = State::Assigned;
            }
            Ok(())
        }
    }
}

fn take(case: &Course, by: Uuid, over: bool) -> Result<Course, Fault> {
    let mut next = from(
        case,
        &[
            State::Open,
            State::Assigned,
            State::Waiting,
            State::Proposed,
            State::Appealed,
        ],
    )?;
    if over {
        next.assignee = None;
    }
    hold(&mut next, by)?;
    Ok(next)
}

fn hand_over(case: &Course, by: Uuid, to: &str, due_at: i64) -> Result<Course, Fault> {
    let mut next = from(case, &[State::Open, State::Assigned])?;
    hold(&mut next, by)?;
    if next.chamber == to {
        return Err(Fault::SameChamber);
    }
    next.chamber = to.to_owned();
    next.assignee = None;
    next.state = State::Open;
    next.due_at = due_at;
    Ok(next)
}

fn ask(case: &Course, by: Uuid, now: i64) -> Result<Course, Fault> {
    let mut next = from(case, &[State::Open, State::Assigned])?;
    hold(&mut next, by)?;
    next.state = State::Waiting;
    next.waiting_since = Some(now);
    Ok(next)
}

fn answer(case: &Course, now: i64, calendar: &Calendar) -> Result<Course, Fault> {
    let mut next = from(case, &[State::Waiting])?;
    let since = next.waiting_since.take().unwrap_or(now);
    // What was left, or over, before the question is left, or over, after the answer.
    let waited = calendar.working_micros_between(since, now.max(since));
    next.due_at = calendar.add_working_micros(next.due_at, waited);
    next.state = State::Assigned;
    Ok(next)
}

fn withdraw(case: &Course) -> Result<Course, Fault> {
    let mut next = from(
        case,
        &[
            State::Open,
            State::Assigned,
            State::Waiting,
            State::Proposed,
            State::Appealed,
        ],
    )?;
    // An appeal that is taken back leaves the decision as it was.
    next.state = if case.state == State::Appealed {
        State::Upheld
    } else {
        State::Withdrawn
    };
    next.waiting_since = None;
    next.proposal = None;
    Ok(next)
}

fn decide(case: &Course, by: Uuid, decision: Decision, now: i64) -> Result<Course, Fault> {
    let mut next = from(case, &[State::Open, State::Assigned, State::Waiting])?;
    hold(&mut next, by)?;
    if !case.kind.decisions().contains(&decision) {
        return Err(Fault::Decision);
    }
    next.waiting_since = None;
    if case.kind.needs_four_eyes() {
        next.state = State::Proposed;
        next.proposal = Some((by, decision));
        return Ok(next);
    }
    Ok(decided(next, by, decision, now))
}

fn decided(mut next: Course, by: Uuid, decision: Decision, now: i64) -> Course {
    next.state = State::Decided;
    next.decided = Some((by, decision, now));
    next.first_chamber = Some(next.chamber.clone());
    next
}

/// The second is another person than the first, and the case need not be theirs.
fn second(case: &Course, by: Uuid, now: i64) -> Result<Course, Fault> {
    let mut next = from(case, &[State::Proposed])?;
    let Some((first, decision)) = next.proposal.take() else {
        return Err(Fault::State(case.state));
    };
    if first == by {
        return Err(Fault::SamePerson);
    }
    Ok(decided(next, by, decision, now))
}

fn send_back(case: &Course, by: Uuid) -> Result<Course, Fault> {
    let mut next = from(case, &[State::Proposed])?;
    let first = next.proposal.take().map(|(first, _)| first);
    next.state = State::Assigned;
    // Who proposed goes on with it, also where they take their own proposal back.
    next.assignee = first.or(Some(by));
    Ok(next)
}

fn undo(case: &Course, by: Uuid, now: i64) -> Result<Course, Fault> {
    let mut next = from(case, &[State::Decided])?;
    match next.decided.take() {
        Some((decider, ..)) if decider != by => return Err(Fault::NotTheDecider),
        Some((.., at)) if now - at > UNDO => return Err(Fault::TooLate),
        _ => {}
    }
    next.state = State::Assigned;
    next.assignee = Some(by);
    next.first_chamber = None;
    Ok(next)
}

/// Until when a decision of `at` can be appealed against, microseconds.
pub fn appeal_until(at: i64) -> i64 {
    let Some(day) = DateTime::from_timestamp_micros(at) else {
        return at;
    };
    let end = day.checked_add_months(Months::new(APPEAL_MONTHS)).unwrap_or(day);
    end.timestamp_micros()
}

fn appeal(case: &Course, to: &str, now: i64, due_at: i64) -> Result<Course, Fault> {
    let mut next = from(case, &[State::Decided])?;
    let Some((_, decision, at)) = next.decided else {
        return Err(Fault::State(case.state));
    };
    if !decision.is_negative() {
        return Err(Fault::Decision);
    }
    if now > appeal_until(at) {
        return Err(Fault::TooLate);
    }
    if next.first_chamber.as_deref() == Some(to) {
        return Err(Fault::SameChamber);
    }
    next.state = State::Appealed;
    next.chamber = to.to_owned();
    next.assignee = None;
    next.due_at = due_at;
    Ok(next)
}

/// Whether somebody may look at an appeal against what was decided: not who decided it, also with a mandate in both chambers.
#[must_use]
pub fn may_review(decider: Option<Uuid>, by: Uuid) -> bool {
    decider != Some(by)
}

fn review(case: &Course, by: Uuid, upheld: bool) -> Result<Course, Fault> {
    let mut next = from(case, &[State::Appealed])?;
    if !may_review(case.decided.map(|(decider, ..)| decider), by) {
        return Err(Fault::OwnDecision);
    }
    hold(&mut next, by)?;
    next.state = if upheld { State::Upheld } else { State::Overturned };
    Ok(next)
}

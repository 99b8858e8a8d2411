//! The machine of domain.md: `draft → submitted → validated → published`; from both looks back as `returned` or `refused`;
//! `returned → submitted`; `published → withdrawn → archived`. Two chambers and two people: the first is the organisation's own,
//! the second another one.

use uuid::Uuid;

use crate::practices::model::{ARCHIVE, State};

/// What the machine knows of a practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Where it stands.
    pub state: State,
    /// The chamber that looks first.
    pub chamber: String,
    /// The chamber whose expert looks second; known once the first finds it good.
    pub expert: Option<String>,
    /// Who found it good first.
    pub first: Option<Uuid>,
    /// When it was published, microseconds.
    pub published_at: Option<i64>,
    /// When it was taken back, microseconds.
    pub ended_at: Option<i64>,
}

/// What somebody, or the clock, does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its organisation sends it to its chamber.
    Send,
    /// An adviser of the home chamber finds it good, and names the chamber whose expert is to look at it.
    Validate {
        /// Who.
        by: Uuid,
        /// Code of that chamber.
        expert: String,
    },
    /// The expert finds it good.
    Publish {
        /// Who.
        by: Uuid,
    },
    /// Whoever looks at it says what is missing.
    Return {
        /// Who.
        by: Uuid,
    },
    /// Whoever looks at it does not publish it.
    Refuse {
        /// Who.
        by: Uuid,
    },
    /// Its organisation takes it back.
    Withdraw,
    /// Two years after it was taken back.
    Archive,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No such step from here.
    #[error("not possible while it is {}", .0.code())]
    State(State),
    /// The expert must be of another chamber.
    #[error("the expert must be of another chamber")]
    SameChamber,
    /// Whoever found it good first does not look at it again.
    #[error("a second person must look at it")]
    SamePerson,
    /// It is not its time.
    #[error("not yet")]
    Early,
}

/// Takes a step.
///
/// # Errors
/// See [`Refused`]; nothing changes then.
pub fn step(course: &Course, step: &Step, now: i64) -> Result<Course, Refused> {
    match step {
        Step::Send => send(course),
        Step::Validate { by, expert } => validate(course, *by, expert),
        Step::Publish { by } => publish(course, *by, now),
        Step::Return { by } => end(course, *by, State::Returned),
        Step::Refuse { by } => end(course, *by, State::Refused),
        Step::Withdraw => {
            let mut next = from(course, &[State::Published])?;
            next.state = State::Withdrawn;
            next.ended_at = Some(now);
            Ok(next)
        }
        Step::Archive => archive(course, now),
    }
}

fn from(course: &Course, states: &[State]) -> Result<Course, Refused> {
    if states.contains(&course.state) {
        Ok(course.clone())
    } else {
        Err(Refused::State(course.state))
    }
}

fn send(course: &Course) -> Result<Course, Refused> {
    let mut next = from(course, &[State::Draft, State::Returned])?;
    next.state = State::Submitted;
    // What was mended is looked at by both again.
    next.expert = None;
    next.first = None;
    Ok(next)
}

fn validate(course: &Course, by: Uuid, expert: &str) -> Result<Course, Refused> {
    let mut next = from(course, &[State::Submitted])?;
    if expert == next.chamber {
        return Err(Refused::SameChamber);
    }
    next.state = State::Validated;
    next.first = Some(by);
    next.expert = Some(expert.to_owned());
    Ok(next)
}

/// Nobody looks at one twice, whatever comes of it.
fn second(course: &Course, by: Uuid) -> Result<(), Refused> {
    match (course.state, course.first) {
        (State::Validated, Some(first)) if first == by => Err(Refused::SamePerson),
        _ => Ok(()),
    }
}

fn publish(course: &Course, by: Uuid, now: i64) -> Result<Course, Refused> {
    let mut next = from(course, &[State::Validated])?;
    second(course, by)?;
    next.state = State::Published;
    next.published_at = Some(now);
    Ok(next)
}

fn end(course: &Course, by: Uuid, state: State) -> Result<Course, Refused> {
    let mut next = from(course, &[State::Submitted, State::Validated])?;
    second(course, by)?;
    next.state = state;
    Ok(next)
}

fn archive(course: &Course, now: i64) -> Result<Course, Refused> {
    let mut next = from(course, &[State::Withdrawn])?;
    match next.ended_at {
        Some(at) if at + ARCHIVE <= now => {
            next.state = State::Archived;
            Ok(next)
        }
        _ => Err(Refused::Early),
    }
}

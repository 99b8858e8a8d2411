//! The machine of domain.md: `draft → submitted → under_review → published | on_hold | rejected`; `on_hold → submitted`;
//! `published → expired | withdrawn → archived`; beside it, while it is published, a flag: open for interest.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Scores, Verdict, verdict};
use crate::opportunities::model::{ARCHIVE, LIFE, REMINDER, State};

/// What the machine knows of an opportunity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Where it stands.
    pub state: State,
    /// Whether interest can be shown.
    pub open: bool,
    /// Who looks at it.
    pub reviewer: Option<Uuid>,
    /// When it was published, microseconds.
    pub published_at: Option<i64>,
    /// When it expires, microseconds.
    pub expires_at: Option<i64>,
    /// Whether it was extended.
    pub extended: bool,
    /// Whether its organisation was reminded of its end.
    pub reminded: bool,
}

/// What somebody, or the clock, does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its organisation sends it to the chamber.
    Send,
    /// An adviser takes it; `over` from a colleague.
    Take {
        /// Who.
        by: Uuid,
        /// Although a colleague has it.
        over: bool,
    },
    /// The adviser who has it scores it; what comes of it the scores say.
    Judge {
        /// Who.
        by: Uuid,
        /// The scores.
        scores: Scores,
    },
    /// Its organisation lets it live once more, in its last days.
    Extend,
    /// Its organisation takes no more interest, or takes some again.
    Open(bool),
    /// Its organisation takes it back.
    Withdraw,
    /// Its organisation is reminded that it ends.
    Remind,
    /// Its time is over.
    Expire,
    /// Two years after it was published.
    Archive,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No such step from here.
    #[error("not possible while it is {}", .0.code())]
    State(State),
    /// A colleague has it.
    #[error("somebody else looks at it")]
    Held(Uuid),
    /// Nobody has taken it, or who judges did not.
    #[error("take it first")]
    NotTaken,
    /// It was extended before.
    #[error("it was extended before")]
    Extended,
    /// It is not its time.
    #[error("not yet")]
    Early,
    /// It is so already.
    #[error("it is so already")]
    Same,
    /// The last day on which interest can be shown is over.
    #[error("its last day is over")]
    Over,
}

/// Takes a step.
///
/// # Errors
/// See [`Refused`]; nothing changes then.
pub fn step(course: &Course, step: &Step, now: i64) -> Result<Course, Refused> {
    match step {
        Step::Send => send(course),
        Step::Take { by, over } => take(course, *by, *over),
        Step::Judge { by, scores } => judge(course, *by, *scores, now),
        Step::Extend => extend(course, now),
        Step::Open(open) => set_open(course, *open),
        Step::Withdraw => end(course, State::Withdrawn),
        Step::Remind => remind(course, now),
        Step::Expire => match from(course, &[State::Published])?.expires_at {
            Some(at) if at <= now => end(course, State::Expired),
            _ => Err(Refused::Early),
        },
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
    let mut next = from(course, &[State::Draft, State::OnHold])?;
    next.state = State::Submitted;
    next.reviewer = None;
    Ok(next)
}

fn take(course: &Course, by: Uuid, over: bool) -> Result<Course, Refused> {
    let mut next = from(course, &[State::Submitted, State::UnderReview])?;
    match next.reviewer {
        Some(other) if other == by => return Err(Refused::Same),
        Some(other) if !over => return Err(Refused::Held(other)),
        _ => {}
    }
    next.state = State::UnderReview;
    next.reviewer = Some(by);
    Ok(next)
}

fn judge(course: &Course, by: Uuid, scores: Scores, now: i64) -> Result<Course, Refused> {
    let mut next = from(course, &[State::UnderReview])?;
    match next.reviewer {
        Some(other) if other == by => {}
        Some(other) => return Err(Refused::Held(other)),
        None => return Err(Refused::NotTaken),
    }
    next.reviewer = None;
    match verdict(scores) {
        Verdict::Publish => {
            next.state = State::Published;
            next.open = true;
            next.published_at = Some(now);
            next.expires_at = Some(now + LIFE);
        }
        Verdict::Hold => next.state = State::OnHold,
        Verdict::Reject => next.state = State::Rejected,
    }
    Ok(next)
}

fn extend(course: &Course, now: i64) -> Result<Course, Refused> {
    let mut next = from(course, &[State::Published])?;
    if next.extended {
        return Err(Refused::Extended);
    }
    let Some(ends) = next.expires_at else {
        return Err(Refused::Early);
    };
    if now < ends - REMINDER {
        return Err(Refused::Early);
    }
    // Nobody was quick enough to end what is over; it is over none the less.
    if now >= ends {
        return Err(Refused::State(State::Expired));
    }
    next.expires_at = Some(ends + LIFE);
    next.extended = true;
    next.reminded = false;
    Ok(next)
}

fn set_open(course: &Course, open: bool) -> Result<Course, Refused> {
    let mut next = from(course, &[State::Published])?;
    if next.open == open {
        return Err(Refused::Same);
    }
    next.open = open;
    Ok(next)
}

/// Interest is opened again up to its last day and with it.
///
/// # Errors
/// [`Refused::Over`] after that.
pub fn may_open(last: Option<NaiveDate>, today: NaiveDate) -> Result<(), Refused> {
    match last {
        Some(last) if last < today => Err(Refused::Over),
        _ => Ok(()),
    }
}

fn end(course: &Course, state: State) -> Result<Course, Refused> {
    let mut next = from(course, &[State::Published])?;
    next.state = state;
    next.open = false;
    Ok(next)
}

fn remind(course: &Course, now: i64) -> Result<Course, Refused> {
    let mut next = from(course, &[State::Published])?;
    if next.reminded {
        return Err(Refused::Same);
    }
    match next.expires_at {
        Some(at) if at - REMINDER <= now && now < at => {
            next.reminded = true;
            Ok(next)
        }
        _ => Err(Refused::Early),
    }
}

fn archive(course: &Course, now: i64) -> Result<Course, Refused> {
    let mut next = from(course, &[State::Expired, State::Withdrawn])?;
    match next.published_at {
        Some(at) if at + ARCHIVE <= now => {
            next.state = State::Archived;
            Ok(next)
        }
        _ => Err(Refused::Early),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interest_is_opened_up_to_its_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (last, today, expected) in [
            (None, "2027-03-02", Ok(())),
            (Some("2027-03-02"), "2027-03-01", Ok(())),
            (Some("2027-03-02"), "2027-03-02", Ok(())),
            (Some("2027-03-02"), "2027-03-03", Err(Refused::Over)),
        ] {
            assert_eq!(may_open(last.map(day), day(today)), expected, "{last:?} on {today}");
        }
    }
}

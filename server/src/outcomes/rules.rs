//! The pure rules of outcomes: what may be said, who takes which step, when it is followed up, and what a link is good for.

use chrono::{DateTime, Months, NaiveDate};

use super::model::{
    Band, FollowupId, Kind, LINK_DAYS, LINK_LIMIT, MONTHS, OLDEST, Obstacle, State, TEXT_LEAST, TEXT_LIMIT,
};
use super::tables::outcome_followup;
use crate::introductions::Side;
use crate::platform::clock::DAY;
use crate::platform::seal;

/// Field, what is wrong with it, and the limit it is about.
pub type SaidFault = (&'static str, &'static str, usize);

/// An outcome as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Code of the kind.
    pub kind: String,
    /// Code of the band.
    pub band: String,
    /// The day.
    pub on: Option<NaiveDate>,
    /// What shows it.
    pub evidence: String,
    /// Where that can be read.
    pub link: String,
    /// Code of the obstacle.
    pub obstacle: String,
    /// And in words.
    pub obstacle_text: String,
    /// Whether this side lets itself be named beside it.
    pub names: bool,
}

/// An outcome that is as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What came of it.
    pub kind: Kind,
    /// How much it is about.
    pub band: Option<Band>,
    /// When.
    pub on: NaiveDate,
    /// What shows it.
    pub evidence: Option<String>,
    /// Where that can be read.
    pub link: Option<String>,
    /// What stood in the way.
    pub obstacle: Option<Obstacle>,
    /// And in words.
    pub obstacle_text: Option<String>,
    /// Whether this side lets itself be named beside it.
    pub names: bool,
}

/// A text within its limits; nothing where it is empty.
pub(super) fn text(field: &'static str, text: &str, least: usize) -> Result<Option<String>, SaidFault> {
    let text = text.trim();
    match text.chars().count() {
        0 => Ok(None),
        length if length < least => Err((field, "tooShort", least)),
        length if length > TEXT_LIMIT => Err((field, "tooLong", TEXT_LIMIT)),
        _ => Ok(Some(text.to_owned())),
    }
}

/// What was typed, where all of it is as it must be.
///
/// # Errors
/// All fields with what is wrong.
pub fn check(typed: &Typed, today: NaiveDate) -> Result<Said, Vec<SaidFault>> {
    let mut faults = Vec::new();
    let kind = Kind::from_code(&typed.kind);
    if kind.is_none() {
        faults.push(("kind", "missing", 0));
    }
    let band = Band::from_code(&typed.band);
    match kind {
        Some(Kind::Investment) if !typed.band.is_empty() => faults.push(("band", "investment", 0)),
        Some(kind) if kind.has_band() && band.is_none() => faults.push(("band", "missing", 0)),
        _ => {}
    }
    match typed.on {
        None => faults.push(("on", "missing", 0)),
        Some(on) if on > today || (today - on).num_days() > OLDEST => faults.push(("on", "day", 0)),
        Some(_) => {}
    }
    let mut kept = |field, typed: &str| match text(field, typed, TEXT_LEAST) {
        Ok(text) => text,
        Err(fault) => {
            faults.push(fault);
            None
        }
    };
    let evidence = kept("evidence", &typed.evidence);
    let obstacle_text = kept("obstacle-text", &typed.obstacle_text);
    let link = Some(typed.link.trim()).filter(|link| !link.is_empty());
    if link.is_some_and(|link| !is_address(link)) {
        faults.push(("link", "address", 0));
    }
    let obstacle = Obstacle::from_code(&typed.obstacle);
    match kind {
        Some(Kind::None) if obstacle.is_none() => faults.push(("obstacle", "missing", 0)),
        Some(kind) if kind != Kind::None && typed.evidence.trim().is_empty() && link.is_none() => {
            faults.push(("evidence", "missing", 0));
        }
        _ => {}
    }
    let (Some(kind), Some(on), true) = (kind, typed.on, faults.is_empty()) else {
        return Err(faults);
    };
    let nothing = kind == Kind::None;
    Ok(Said {
        kind,
        band: band.filter(|_| kind.has_band()),
        on,
        evidence,
        link: link.map(str::to_owned),
        obstacle: obstacle.filter(|_| nothing),
        obstacle_text: obstacle_text.filter(|_| nothing),
        names: typed.names,
    })
}

/// An address of the web with a host.
fn is_address(link: &str) -> bool {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let good = host.is_some_and(|host| host.contains('.') && !host.contains('@'));
    good && link.len() <= LINK_LIMIT && !link.contains(char::is_whitespace)
}

/// What is done with an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The side that said it says it anew.
    Correct,
    /// The other side says so too.
    Confirm,
    /// The other side says otherwise.
    Dispute,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It has moved on.
    #[error("the outcome is {}", .0.code())]
    State(State),
    /// It is for the other side to do.
    #[error("this is for the other side to do")]
    NotYours,
}

/// Where a step of a side leads.
///
/// # Errors
/// See [`Fault`].
pub fn step(state: State, recorded_by: Side, step: Step, by: Side) -> Result<State, Fault> {
    let next = match (state, step) {
        (State::Recorded | State::Disputed, Step::Correct) => State::Recorded,
        (State::Recorded, Step::Confirm) => State::Confirmed,
        (State::Recorded, Step::Dispute) => State::Disputed,
        _ => return Err(Fault::State(state)),
    };
    if (step == Step::Correct) == (by == recorded_by) {
        Ok(next)
    } else {
        Err(Fault::NotYours)
    }
}

/// Which letter is due: the last of 3, 6 and 12 months that have passed, if they have not passed long ago.
pub(super) fn months_due(confirmed_at: i64, now: i64) -> Option<u32> {
    let confirmed = DateTime::from_timestamp_micros(confirmed_at)?;
    let passed = |months: &u32| {
        let due = confirmed.checked_add_months(Months::new(*months));
        due.is_some_and(|due| due.timestamp_micros() <= now && now < due.timestamp_micros() + LINK_DAYS * DAY)
    };
    MONTHS.into_iter().rev().find(passed)
}

/// The token of the link about a row.
pub(super) fn token(secret: &[u8], row: &outcome_followup::Model) -> String {
    format!("{}.{}", FollowupId(row.id), sealed(secret, row))
}

/// The row a token is for; whether it is the row's own, [`is_of`] says.
pub(super) fn read(token: &str) -> Option<(FollowupId, &str)> {
    let (id, seal) = token.split_once('.')?;
    Some((id.parse().ok()?, seal))
}

/// Whether a seal is that of the row.
pub(super) fn is_of(secret: &[u8], row: &outcome_followup::Model, given: &str) -> bool {
    seal::is_same(&sealed(secret, row), given)
}

fn sealed(secret: &[u8], row: &outcome_followup::Model) -> String {
    let expires = row.expires_at.to_be_bytes();
    let months = row.months.to_be_bytes();
    let (id, outcome, person) = (row.id, row.outcome_id, row.person_id);
    let parts: [&[u8]; 6] = [
        b"follow-up",
        id.as_bytes(),
        outcome.as_bytes(),
        person.as_bytes(),
        &months,
        &expires,
    ];
    seal::seal(secret, &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn typed() -> Typed {
        Typed {
            kind: "pilot".into(),
            band: "10k_50k".into(),
            on: Some(day("2026-11-20")),
            evidence: "Rapport d’essai du pont de Metz".into(),
            ..Typed::default()
        }
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let today = day("2026-11-24");
        assert!(check(&typed(), today).is_ok());
        let faults = |change: &dyn Fn(&mut Typed)| {
            let mut one = typed();
            change(&mut one);
            let faults = check(&one, today).err().unwrap_or_default();
            faults
                .into_iter()
                .map(|(field, code, _)| format!("{field} {code}"))
                .collect::<Vec<_>>()
        };
        for (expected, change) in [
            (
                "band investment",
                &(|one: &mut Typed| one.kind = "investment".into()) as &dyn Fn(&mut Typed),
            ),
            ("kind missing", &|one| one.kind = "marriage".into()),
            ("band missing", &|one| one.band.clear()),
            ("on day", &|one| one.on = Some(day("2026-11-25"))),
            ("on day", &|one| one.on = Some(day("2024-01-01"))),
            ("on missing", &|one| one.on = None),
            ("evidence missing", &|one| one.evidence.clear()),
            ("evidence tooLong", &|one| one.evidence = "x".repeat(TEXT_LIMIT + 1)),
            ("link address", &|one| one.link = "javascript:alert(1)".into()),
            ("link address", &|one| one.link = "https://a b.example".into()),
            ("obstacle missing", &|one| one.kind = "none".into()),
        ] {
            assert_eq!(faults(change), [expected]);
        }
        let nothing = Typed {
            kind: "none".into(),
            obstacle: "language".into(),
            band: "over_1m".into(),
            evidence: String::new(),
            ..typed()
        };
        let said = check(&nothing, today).unwrap();
        assert_eq!(
            (said.obstacle, said.band),
            (Some(Obstacle::Language), None),
            "nothing is about no amount"
        );
        let invested = Typed {
            kind: "investment".into(),
            band: String::new(),
            ..typed()
        };
        assert_eq!(check(&invested, today).unwrap().band, None);
    }

    #[test]
    fn one_side_says_it_and_the_other_confirms() {
        use Side::{Requester, Target};
        for (state, one, by, expected) in [
            (State::Recorded, Step::Confirm, Target, Ok(State::Confirmed)),
            (State::Recorded, Step::Confirm, Requester, Err(Fault::NotYours)),
            (State::Recorded, Step::Dispute, Target, Ok(State::Disputed)),
            (State::Recorded, Step::Dispute, Requester, Err(Fault::NotYours)),
            (State::Recorded, Step::Correct, Requester, Ok(State::Recorded)),
            (State::Disputed, Step::Correct, Requester, Ok(State::Recorded)),
            (State::Disputed, Step::Correct, Target, Err(Fault::NotYours)),
            (
                State::Disputed,
                Step::Confirm,
                Target,
                Err(Fault::State(State::Disputed)),
            ),
            (
                State::Confirmed,
                Step::Correct,
                Requester,
                Err(Fault::State(State::Confirmed)),
            ),
            (
                State::Confirmed,
                Step::Dispute,
                Target,
                Err(Fault::State(State::Confirmed)),
            ),
        ] {
            assert_eq!(step(state, Requester, one, by), expected, "{state:?} {one:?} {by:?}");
        }
    }

    #[test]
    fn it_is_followed_up_thrice() {
        let at = DateTime::parse_from_rfc3339("2026-11-30T12:00:00Z")
            .unwrap()
            .timestamp_micros();
        let on = |text: &str| {
            let now = DateTime::parse_from_rfc3339(text).unwrap().timestamp_micros();
            months_due(at, now)
        };
        assert_eq!(on("2027-02-28T11:00:00Z"), None);
        assert_eq!(
            on("2027-02-28T12:00:00Z"),
            Some(3),
            "three months after 30 November is the end of February"
        );
        assert_eq!(
            on("2027-05-10T12:00:00Z"),
            None,
            "who was not asked in time is asked the next time"
        );
        assert_eq!(on("2027-05-30T12:00:00Z"), Some(6));
        assert_eq!(on("2027-11-30T12:00:01Z"), Some(12));
        assert_eq!(on("2029-01-01T12:00:00Z"), None);
    }
}

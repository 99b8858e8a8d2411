//! Whether the work of a node goes on: journal and its readers, index, letters, desks, and who runs the service.

use anyhow::Result;

use super::{Finding, span};
use crate::accounts::{self, Admin};
use crate::app;
use crate::chambers;
use crate::cli::node::Node;
use crate::directory::{self, IndexStanding};
use crate::platform::clock::DAY;
use crate::platform::journal::{self, Cursors};
use crate::platform::mail::standing::{self, Standing};

const MINUTE: i64 = 60_000_000;
/// How long an entry may wait for its place.
const LATE: i64 = 5 * MINUTE;
/// How long a letter may wait: a mail server asks for patience as a rule once, for some minutes.
const LETTER: i64 = 30 * MINUTE;
/// Letters given up within so long are told.
const RECENT: i64 = 7 * DAY;
/// How far the newest entry may lie in the future: nodes' clocks are a little apart.
const AHEAD: i64 = MINUTE;

pub(super) async fn look(node: &Node, now: i64) -> Result<Vec<Finding>> {
    let db = node.database().reader();
    let cursors = journal::cursors(db).await?;
    let mut found = journal_and_readers(&cursors, now);
    let at = directory::standing(&node.settings.data.join("index"), &node.region);
    found.push(index(at, &cursors, now));
    let sends = !node.settings.mail.smtp_url.is_empty();
    let standing = standing::standing(db, now, now - RECENT).await?;
    found.push(letters(&standing, sends, now));
    if standing.held > 0 {
        let advice = "a restored node waits for your word: `passerelle mail held`, then `mail release` or `mail release --discard`";
        found.push(Finding::note("letters held", standing.held.to_string(), advice));
    }
    let mut of_chambers = Vec::new();
    for chamber in chambers::operating(db).await? {
        let mut desk = Desk::of(chamber.code);
        for (person, _) in accounts::holders(db, &desk.chamber).await? {
            desk.people += 1;
            desk.ready += usize::from(accounts::has_second_factor(db, &person.mail).await?);
        }
        of_chambers.push(desk);
    }
    found.push(desks(&of_chambers));
    found.push(admins(&accounts::admins(db).await?));
    Ok(found)
}

fn journal_and_readers(cursors: &Cursors, now: i64) -> Vec<Finding> {
    let mut found = vec![match cursors.pending_since {
        Some(since) if now - since > LATE => Finding::wrong(
            "journal",
            format!("an entry has waited for its place for {}", span(now - since)),
            "a node moves them twice a second: is one running? Its log says what keeps it",
        ),
        _ if cursors.last_at > now + AHEAD => Finding::wrong(
            "journal",
            format!("its newest entry is of {} from now", span(cursors.last_at - now)),
            "the clock was set back, or is wrong: let the machine follow a time server",
        ),
        _ => Finding::ok("journal", format!("{} entries", cursors.head)),
    }];
    let behind = cursors.readers.iter().filter(|(_, at)| *at < cursors.head);
    let names: Vec<String> = behind
        .map(|(name, at)| format!("{name} {}", cursors.head - at))
        .collect();
    found.push(if names.is_empty() {
        Finding::ok(
            "readers of the journal",
            format!("{}, all at its end", cursors.readers.len()),
        )
    } else if cursors.readers.iter().any(|(_, at)| cursors.is_late(*at, now)) {
        Finding::wrong(
            "readers of the journal",
            format!("behind by so many entries: {}", names.join(", ")),
            "they read while a server runs; where one does, its log says what keeps them",
        )
    } else {
        Finding::ok(
            "readers of the journal",
            format!("at work, behind by: {}", names.join(", ")),
        )
    });
    found
}

fn index(at: Result<IndexStanding, String>, cursors: &Cursors, now: i64) -> Finding {
    match at {
        Err(error) => Finding::wrong("index", error, "the server builds a new one when it is started again"),
        Ok(IndexStanding { position: None, .. }) => {
            Finding::note("index", "none yet", "the server builds it when it is started")
        }
        Ok(IndexStanding {
            documents,
            position: Some(position),
        }) => {
            // What it committed last: entries that concern no organisation are read and not noted.
            let (position, says) = (
                i64::try_from(position).unwrap_or(i64::MAX),
                format!("{documents} documents"),
            );
            let behind = cursors.head.saturating_sub(position);
            if behind > app::BEHIND && cursors.is_late(position, now) {
                return Finding::wrong(
                    "index",
                    format!("{says}, {behind} entries behind"),
                    "is the server running? `passerelle index rebuild` builds it anew",
                );
            }
            Finding::ok("index", says)
        }
    }
}

fn letters(found: &Standing, sends: bool, now: i64) -> Finding {
    let id = "letters";
    let late = found.since.map_or(0, |since| now - since);
    let why = found
        .error
        .as_deref()
        .map_or_else(String::new, |error| format!(": {error}"));
    if !sends {
        return Finding::wrong(
            id,
            format!("no mail server is set, {} wait", found.waiting),
            "set `smtp_url`: without letters nobody signs in for the first time",
        );
    }
    if late > LETTER {
        return Finding::wrong(
            id,
            format!("{} wait, the oldest for {}{why}", found.waiting, span(late)),
            "`passerelle mail test ADDRESS` says what the mail server answers",
        );
    }
    if found.waiting > 0 && found.error.is_some() {
        let says = format!("{} wait, the mail server said last{why}", found.waiting);
        return Finding::note(
            id,
            says,
            "they are tried again; `passerelle mail test ADDRESS` says what it answers now",
        );
    }
    if found.given_up > 0 {
        let says = format!("{} given up within seven days", found.given_up);
        return Finding::note(id, says, "/fr/jobs says why, and tries them again");
    }
    Finding::ok(id, format!("{} on their way", found.waiting))
}

/// Who could open a chamber's desk.
#[derive(Debug)]
struct Desk {
    chamber: String,
    people: usize,
    /// Those of them who have a second factor, without which a mandate does nothing.
    ready: usize,
}

impl Desk {
    fn of(chamber: String) -> Self {
        let (people, ready) = (0, 0);
        Self { chamber, people, ready }
    }
}

fn desks(desks: &[Desk]) -> Finding {
    let id = "desks";
    let those = |which: fn(&Desk) -> bool| {
        let codes = desks
            .iter()
            .filter(|desk| which(desk))
            .map(|desk| desk.chamber.as_str());
        codes.collect::<Vec<_>>().join(", ")
    };
    if desks.is_empty() {
        return Finding::wrong(
            id,
            "no chamber operates here",
            "`passerelle chamber list`, then `chamber add CODE`",
        );
    }
    let empty = those(|desk| desk.people == 0);
    if !empty.is_empty() {
        return Finding::wrong(
            id,
            format!("nobody has a mandate for {empty}"),
            "what is sent there waits unread: `passerelle mandate grant ADDRESS CHAMBER adviser`",
        );
    }
    let closed = those(|desk| desk.ready == 0);
    if !closed.is_empty() {
        return Finding::wrong(
            id,
            format!("nobody of {closed} has a second factor yet"),
            "until one of them follows the letter that invited them and sets it, what is sent there waits unread: \
             `passerelle mandate list` shows who they are, `mandate grant` writes to them again",
        );
    }
    let (people, ready): (usize, usize) = (
        desks.iter().map(|desk| desk.people).sum(),
        desks.iter().map(|desk| desk.ready).sum(),
    );
    let says = format!("{} chambers, {people} people", desks.len());
    if ready < people {
        let advice = "they follow the letter that invited them; until then they can do nothing at the desk";
        return Finding::note(
            id,
            format!("{says}, {} without a second factor", people - ready),
            advice,
        );
    }
    Finding::ok(id, says)
}

fn admins(admins: &[Admin]) -> Finding {
    let id = "admins";
    let without: Vec<&str> = admins
        .iter()
        .filter(|admin| !admin.second)
        .map(|admin| admin.mail.as_str())
        .collect();
    match (admins.len(), without.as_slice()) {
        (0, _) => Finding::wrong(
            id,
            "nobody runs the service",
            "`passerelle setup --admin ADDRESS --chambers CODE`",
        ),
        (_, [_, ..]) => Finding::wrong(
            id,
            format!("without a second factor: {}", without.join(", ")),
            "they set it on the page behind their name; until then they can do nothing here",
        ),
        (1, _) => Finding::note(
            id,
            "one",
            "a second admin lets the first one in again: `passerelle setup --admin ADDRESS --chambers CODE`",
        ),
        (count, _) => Finding::ok(id, count.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    const NOW: i64 = 400 * DAY;

    fn cursors(last_at: i64, pending_since: Option<i64>, at: i64) -> Cursors {
        Cursors {
            head: 10,
            last_at,
            pending_since,
            readers: vec![("notices".to_owned(), at)],
        }
    }

    #[test]
    fn entries_that_wait_and_readers_that_do_not_read() {
        for (cursors, expected) in [
            (cursors(NOW - MINUTE, None, 10), [State::Ok, State::Ok]),
            (cursors(NOW - MINUTE, Some(NOW - MINUTE), 9), [State::Ok, State::Ok]),
            (cursors(NOW - DAY, Some(NOW - DAY), 10), [State::Wrong, State::Ok]),
            (cursors(NOW - DAY, None, 9), [State::Ok, State::Wrong]),
            (cursors(NOW + DAY, None, 10), [State::Wrong, State::Ok]),
        ] {
            let found = journal_and_readers(&cursors, NOW);
            let states: Vec<State> = found.iter().map(|finding| finding.state).collect();
            assert_eq!(states, expected, "{cursors:?}");
        }
    }

    #[test]
    fn letters_that_do_not_leave_are_told_with_why() {
        let waiting = Standing {
            waiting: 3,
            since: Some(NOW - DAY),
            error: Some("connection refused".to_owned()),
            ..Standing::default()
        };
        let found = letters(&waiting, true, NOW);
        assert_eq!(found.state, State::Wrong);
        assert_eq!(found.says, "3 wait, the oldest for 24 h: connection refused");
        let soon = Standing {
            since: Some(NOW - MINUTE),
            ..waiting.clone()
        };
        assert_eq!(
            letters(&soon, true, NOW).state,
            State::Note,
            "it said no, and may say yes"
        );
        let quiet = Standing {
            error: None,
            ..soon.clone()
        };
        assert_eq!(letters(&quiet, true, NOW).state, State::Ok);
        assert_eq!(letters(&soon, false, NOW).state, State::Wrong);
        let some = Standing {
            given_up: 2,
            ..Standing::default()
        };
        assert_eq!(letters(&some, true, NOW).state, State::Note);
    }

    #[test]
    fn a_second_admin_with_a_second_factor() {
        let admin = |second| Admin {
            mail: "a@b.example".to_owned(),
            second,
        };
        for (found, state) in [
            (vec![], State::Wrong),
            (vec![admin(true)], State::Note),
            (vec![admin(true), admin(false)], State::Wrong),
            (vec![admin(true), admin(true)], State::Ok),
        ] {
            assert_eq!(admins(&found).state, state);
        }
    }

    #[test]
    fn a_desk_needs_somebody_with_a_second_factor() {
        let desk = |people, ready| Desk {
            people,
            ready,
            ..Desk::of("cci-moselle".to_owned())
        };
        for (found, state) in [
            (vec![], State::Wrong),
            (vec![desk(1, 1), desk(0, 0)], State::Wrong),
            (vec![desk(1, 1), desk(2, 0)], State::Wrong),
            (vec![desk(1, 1), desk(2, 1)], State::Note),
            (vec![desk(1, 1), desk(2, 2)], State::Ok),
        ] {
            assert_eq!(desks(&found).state, state, "{found:?}");
        }
    }

    #[test]
    fn an_index_that_stays_behind() {
        let at = |position| Ok(IndexStanding { documents: 5, position });
        assert_eq!(index(at(Some(10)), &cursors(NOW - DAY, None, 10), NOW).state, State::Ok);
        let far = Cursors {
            head: 2000,
            ..cursors(NOW - DAY, None, 2000)
        };
        assert_eq!(index(at(Some(3)), &far, NOW).state, State::Wrong);
        assert_eq!(
            index(at(Some(3)), &cursors(NOW - DAY, None, 10), NOW).state,
            State::Ok,
            "entries that concern no organisation"
        );
        assert_eq!(
            index(at(Some(3)), &cursors(NOW - MINUTE, None, 10), NOW).state,
            State::Ok
        );
        assert_eq!(
            index(at(None), &cursors(NOW - MINUTE, None, 10), NOW).state,
            State::Note
        );
        assert_eq!(
            index(Err("damaged".to_owned()), &cursors(NOW, None, 10), NOW).state,
            State::Wrong
        );
    }
}

//! Fills a node that has organisations with introductions and outcomes at all steps and their entries, for `cargo xtask bench
//! observatory`, lets the observatory's reader read all of them, and counts the rows again: a folder or the address of a
//! database and a number of entries are its arguments, a line of JSON its answer. A helper of tests and no command.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking, and what they tell is a line of JSON"
)]

use std::path::PathBuf;
use std::time::Instant;

use passerelle::introductions::{IntroductionId, State};
use passerelle::observatory;
use passerelle::organisations::queries::documents_after;
use passerelle::outcomes::{Kind, Obstacle, OutcomeId};
use passerelle::platform::access::{self, Action, Actor, Node, Purpose};
use passerelle::platform::clock::{Clock, DAY};
use passerelle::platform::database::{Access, Database, DatabaseError, Insert, Place};
use passerelle::platform::journal::{Entry, Journal, append_all};
use sea_orm::Value;
use serde_json::json;
use uuid::Uuid;

/// Introductions of a transaction.
const BATCH: usize = 1000;
/// Years back.
const YEARS: i64 = 3;

const INTRODUCTIONS: Insert = Insert {
    table: "introduction",
    columns: &[
        "id",
        "version",
        "number",
        "state",
        "requester_id",
        "target_id",
        "requester_chamber",
        "target_chamber",
        "requester_territory",
        "target_territory",
        "language",
        "subject",
        "message",
        "requester_unnamed",
        "target_unnamed",
        "contact",
        "created_at",
        "submitted_at",
        "screened_at",
        "forwarded_at",
        "offered_at",
        "accepted_at",
        "met_at",
        "negotiating_at",
        "ended_at",
        "due_at",
        "changed_at",
        "open_key",
    ],
};
const OUTCOMES: Insert = Insert {
    table: "outcome",
    columns: &[
        "id",
        "version",
        "introduction_id",
        "number",
        "state",
        "kind",
        "happened_on",
        "obstacle",
        "language",
        "requester_id",
        "target_id",
        "requester_chamber",
        "target_chamber",
        "requester_territory",
        "target_territory",
        "recorded_by",
        "recorded_at",
        "recorder_names",
        "confirmer_names",
        "confirmed_at",
        "changed_at",
    ],
};

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip(1);
    let place = words.next().expect("a folder or the address of a database");
    let wanted: usize = words.next().and_then(|word| word.parse().ok()).expect("a number");
    let place = match place.starts_with("postgres://") {
        true => Place::Postgres(place),
        false => Place::Folder(PathBuf::from(place)),
    };
    let database = Database::open(&place, Access::Write).await.unwrap();
    let journal = Journal::new(database, Clock::system());
    let region = testkit::region();
    let scope = access::scope(&Actor::system(Purpose::Maintenance), Action::ReadOrganisation);
    let all = documents_after(&scope, journal.database(), None, 1000).await.unwrap();
    let there: Vec<(Uuid, String)> = all
        .into_iter()
        .map(|one| (one.summary.id.0, one.summary.territory))
        .collect();
    assert!(there.len() > 20, "organisations first");
    let begun = Instant::now();
    let (mut written, mut made) = (0, 0);
    while written < wanted {
        let many = BATCH.min((wanted - written).div_ceil(4));
        written += fill(&journal, &there, (made, many)).await;
        made += many;
    }
    journal.settle().await.unwrap();
    let filled = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    while observatory::count(&journal, &region).await.unwrap().read > 0 {}
    let read = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let differences = observatory::recount(&journal, &region)
        .await
        .unwrap()
        .expect("the reader is behind");
    let again = begun.elapsed().as_secs_f64();
    let tables = observatory::publish(&journal, &region).await.unwrap();
    println!(
        "{}",
        json!({ "entries": written, "introductions": made, "fillSeconds": filled, "readSeconds": read,
                "recountSeconds": again, "differences": differences.len(), "tables": tables })
    );
    journal.database().clone().close().await.unwrap();
}

/// One as it was made.
struct Made {
    row: Vec<Value>,
    outcome: Option<Vec<Value>>,
    entries: Vec<Entry>,
}

/// So many introductions with all their entries: how many entries.
async fn fill(journal: &Journal, there: &[(Uuid, String)], (first, many): (usize, usize)) -> usize {
    let clock = journal.clock();
    let now = clock.now();
    let made: Vec<Made> = (first..first + many)
        .map(|number| make(clock, there, number, now))
        .collect();
    let written = journal.batch(|tx| {
        let made = &made;
        async move {
            let rows = made.iter().flat_map(|one| one.row.clone()).collect();
            INTRODUCTIONS.run(tx.connection(), rows).await?;
            let outcomes: Vec<Value> = made.iter().filter_map(|one| one.outcome.clone()).flatten().collect();
            OUTCOMES.run(tx.connection(), outcomes).await?;
            let mut entries: Vec<Entry> = made.iter().flat_map(|one| one.entries.clone()).collect();
            let count = entries.len();
            let last = entries.pop().unwrap();
            let grant = access::decide(&Actor::system(Purpose::Maintenance), Action::Maintain, &Node).unwrap();
            Ok::<_, DatabaseError>((append_all(&tx, clock, grant, entries, last).await?, count))
        }
    });
    written.await.unwrap()
}

/// Numbers that are the same at each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn make(clock: &Clock, there: &[(Uuid, String)], number: usize, now: i64) -> Made {
    let mut chance = Chance(u64::try_from(number).unwrap().wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let (from, to) = (&there[chance.below(there.len())], &there[chance.below(there.len())]);
    let id = IntroductionId(clock.id());
    let sent = now - i64::try_from(chance.below(usize::try_from(YEARS * 365).unwrap())).unwrap() * DAY;
    // How many of the steps after the first were taken, a day or more between each two, and none in the future.
    let steps = chance.below(8);
    let mut times = vec![Some(sent)];
    for step in 1..8 {
        let before = times[step - 1].filter(|_| step <= steps);
        let at = before
            .map(|at| at + i64::try_from(1 + chance.below(9)).unwrap() * DAY)
            .filter(|at| *at < now);
        times.push(at);
    }
    let taken = times.iter().flatten().count();
    let closed = taken == 8;
    let gone = !closed && chance.below(2) == 0;
    let state = match (closed, gone) {
        (true, _) => State::Closed,
        (false, true) => State::Withdrawn,
        (false, false) => State::WAY[taken],
    };
    let last = times.iter().flatten().last().copied().unwrap_or(sent);
    let ended = (closed || gone).then_some(last);
    let label = format!("INT-B-{number}");
    let actions = [
        "submitted",
        "screened",
        "forwarded",
        "offered",
        "accepted",
        "met",
        "negotiating",
    ];
    let subject = format!("introduction:{id}");
    let say = |action: &'static str, subject: &str| {
        Entry::of(action, subject.to_owned(), None, &json!({ "introduction": label }))
    };
    let mut entries: Vec<Entry> = actions
        .iter()
        .take(taken.min(7))
        .map(|step| say(action(step), &subject))
        .collect();
    if closed || gone {
        entries.push(say(
            if closed {
                "introductions.closed"
            } else {
                "introductions.withdrawn"
            },
            &subject,
        ));
    }
    let mut row: Vec<Value> = vec![
        id.0.into(),
        1_i64.into(),
        label.clone().into(),
        state.code().into(),
        from.0.into(),
        to.0.into(),
        "a".into(),
        "b".into(),
        from.1.clone().into(),
        to.1.clone().into(),
        "fr".into(),
        "Essai".into(),
        "Essai".into(),
        false.into(),
        false.into(),
        false.into(),
        sent.into(),
    ];
    row.extend(times.iter().take(7).map(|at| Value::from(*at)));
    row.push(ended.into());
    row.push(ended.is_none().then_some(now + DAY).into());
    row.push(last.into());
    row.push(ended.is_none().then(|| label.clone()).into());
    let mut outcome = None;
    if closed {
        let came = OutcomeId(clock.id());
        let kind = Kind::ALL[chance.below(Kind::ALL.len())];
        let obstacle = (kind == Kind::None).then(|| Obstacle::ALL[chance.below(Obstacle::ALL.len())].code().to_owned());
        let confirmed = chance.below(3) > 0;
        let subject = format!("outcome:{came}");
        entries.push(say("outcomes.recorded", &subject));
        if confirmed {
            entries.push(say("outcomes.confirmed", &subject));
        }
        outcome = Some(vec![
            came.0.into(),
            1_i64.into(),
            id.0.into(),
            label.into(),
            if confirmed { "confirmed" } else { "recorded" }.into(),
            kind.code().into(),
            (last / DAY).into(),
            obstacle.into(),
            "fr".into(),
            from.0.into(),
            to.0.into(),
            "a".into(),
            "b".into(),
            from.1.clone().into(),
            to.1.clone().into(),
            "requester".into(),
            last.into(),
            false.into(),
            false.into(),
            confirmed.then_some(last).into(),
            last.into(),
        ]);
    }
    Made { row, outcome, entries }
}

fn action(step: &str) -> &'static str {
    match step {
        "submitted" => "introductions.submitted",
        "screened" => "introductions.screened",
        "forwarded" => "introductions.forwarded",
        "offered" => "introductions.offered",
        "accepted" => "introductions.accepted",
        "met" => "introductions.met",
        _ => "introductions.negotiating",
    }
}

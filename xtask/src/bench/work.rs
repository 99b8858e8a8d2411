//! `bench work`: what people do beside so many organisations, eight at a time without a thought between: founders join, advisers
//! decide cases, advisers take the steps of introductions. How long each answer takes, over HTTP.

use std::net::SocketAddr;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use serde_json::json;

use super::load::{CLIENTS, percentile};
use super::program::Program;
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::drill::browser::Browser;
use crate::drill::pace::Pace;
use crate::drill::{deciders, introductions};
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["organisations", "seconds", "database", "seed"];
/// Cases and introductions that wait, for each second.
const CASES_A_SECOND: usize = 200;
const INTRODUCTIONS_A_SECOND: usize = 60;

/// Microseconds of what was asked for, by what it was.
type Times = Vec<(&'static str, u64)>;

/// Fills, works, prints; false where an answer was not good or somebody had nothing to do.
///
/// # Errors
/// When the product does not build, start or take what is sent.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let organisations = options.number("organisations", 100_000)?;
    let seconds = options.number("seconds", 10)?;
    let time = Duration::from_secs(u64::try_from(seconds)?);
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-bench-").tempdir()?;
    let mut node = Node::new(&binary, &folder.path().join("data"));
    let cluster = Postgres::asked(options, Postgres::durable)?;
    node.database = cluster.as_ref().map(Postgres::url);
    let number = |count: usize| count.to_string();
    let (crowd, cases) = (number(CLIENTS), number(seconds * CASES_A_SECOND));
    let asked = number(seconds * INTRODUCTIONS_A_SECOND);
    let more = ["--crowd", &crowd, "--cases", &cases, "--introductions", &asked];
    let server = node.demo_among(organisations, &more)?;
    let log = server.log()?;
    let (owner, desks) = (node::link(&log, "owner")?, node::links(&log, "crowd"));
    println!("{organisations} organisations, {CLIENTS} people at a time without a thought between");
    println!(
        "{:<34} {:>8} {:>8} {:>9} {:>9} {:>9}",
        "", "a second", "requests", "p50 ms", "p95 ms", "p99 ms"
    );
    let address = server.address;
    // One after the other: whoever joins needs somebody's place.
    let owners = vec![owner; CLIENTS];
    let joined = together(&owners, &mut chance, |link, seed| join(address, link, seed, time))?;
    let mut holds = told(&["draft begun", "draft kept", "draft sent"], &joined, time);
    let decided = together(&desks, &mut chance, |link, seed| decide(address, link, seed, time))?;
    holds &= told(&["page of a case, or the queue", "decision"], &decided, time);
    let stepped = together(&desks, &mut chance, |link, seed| step(address, link, seed, time))?;
    holds &= told(&["step of an introduction"], &stepped, time);
    server.stop()?;
    Ok(holds)
}

/// All of them at once, each with a seed of their own; what they measured.
fn together(links: &[String], chance: &mut Chance, work: impl Fn(&str, u64) -> Result<Times> + Sync) -> Result<Times> {
    let done = thread::scope(|scope| {
        let workers: Vec<_> = links
            .iter()
            .map(|link| {
                let (work, seed) = (&work, chance.bits());
                scope.spawn(move || work(link, seed))
            })
            .collect();
        let joined = workers
            .into_iter()
            .map(|one| one.join().map_err(|_| anyhow!("somebody failed"))?);
        joined.collect::<Result<Vec<Times>>>()
    })?;
    Ok(done.concat())
}

/// A line for each; false where one was never done.
fn told(names: &[&str], times: &Times, time: Duration) -> bool {
    names.iter().fold(true, |holds, name| {
        let of_it = times.iter().filter(|(one, _)| one == name).map(|(_, micros)| *micros);
        let mut of_it: Vec<u64> = of_it.collect();
        of_it.sort_unstable();
        let [a, b, c] = [50, 95, 99].map(|percent| percentile(&of_it, percent));
        let rate = f64::from(u32::try_from(of_it.len()).unwrap_or(u32::MAX)) / time.as_secs_f64();
        println!("{name:<34} {rate:>8.0} {:>8} {a:>9.1} {b:>9.1} {c:>9.1}", of_it.len());
        holds && !of_it.is_empty()
    })
}

/// Does it and notes how long it took.
fn timed<T>(name: &'static str, times: &mut Times, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let begun = Instant::now();
    let done = work()?;
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    times.push((name, micros));
    Ok(done)
}

/// Companies that are not founded yet, each begun, filled and sent.
fn join(address: SocketAddr, link: &str, seed: u64, time: Duration) -> Result<Times> {
    let mut program = Program::enter(address, link)?;
    let mut chance = Chance::new(seed);
    let (mut times, begun) = (Times::new(), Instant::now());
    while begun.elapsed() < time {
        let name = format!("Prüfstand {}", chance.key());
        let begin = json!({ "name": name });
        let (draft, version) = timed("draft begun", &mut times, || {
            program.send("POST", "/api/v1/drafts", "", &begin)
        })?;
        let path = format!("/api/v1/drafts/{}", draft["id"].as_str().context("no draft")?);
        let said = json!({
            "name": name, "kind": "startup", "founded": false, "languages": ["fr", "de"],
            "seat": { "street": "1 rue du Pont", "postalCode": "57000", "municipality": "Metz", "country": "FR" },
            "facts": [{ "field": "summary", "language": "fr", "state": "original",
                        "value": "Nous mesurons la fatigue des ponts par des capteurs sans fil." }],
        });
        let (_, version) = timed("draft kept", &mut times, || program.send("PUT", &path, &version, &said))?;
        let sent = format!("{path}/submission");
        timed("draft sent", &mut times, || {
            program.send("POST", &sent, &version, &json!({}))
        })?;
    }
    Ok(times)
}

/// Cases opened, decided, and the next.
fn decide(address: SocketAddr, link: &str, seed: u64, time: Duration) -> Result<Times> {
    let mut browser = Browser::new(address);
    browser.enter(link, "/fr/desk")?;
    let (mut chance, shared, begun) = (Chance::new(seed), deciders::Shared::endless(), Instant::now());
    let mut done = deciders::Done::default();
    let mut desk = deciders::open(&mut browser, "/fr/desk", &mut done)?;
    while begun.elapsed() < time {
        desk = deciders::turn(&mut browser, &desk, (&mut chance, |_| ()), &shared, &mut done)?;
    }
    let pages = done
        .pages
        .iter()
        .map(|micros| ("page of a case, or the queue", *micros));
    Ok(pages
        .chain(done.times.iter().map(|micros| ("decision", *micros)))
        .collect())
}

/// Introductions opened and moved.
fn step(address: SocketAddr, link: &str, seed: u64, time: Duration) -> Result<Times> {
    let mut browser = Browser::new(address);
    browser.enter(link, "/fr/desk/introductions")?;
    let (mut chance, pace, begun) = (Chance::new(seed), Pace::endless(), Instant::now());
    let mut done = introductions::Done::default();
    while begun.elapsed() < time && introductions::turn(&mut browser, &mut chance, &pace, &mut done)? {}
    let steps = done.times.iter().map(|micros| ("step of an introduction", *micros));
    Ok(steps.collect())
}

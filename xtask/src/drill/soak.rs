//! `drill soak`: mixed load for long: searches, pages, reports, advisers who decide and move introductions, and an import now and
//! then. Memory, open files and the log of the database are looked at all the time: none may grow without end.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::browser::Browser;
use super::crash::ids;
use super::pace::Pace;
use super::reporters::{Insisted, Report};
use super::{Findings, deciders, introductions};
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::http::Client;
use crate::node::{self, Node, Server};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["minutes", "database", "seed"];

const READERS: usize = 3;
const ADVISERS: usize = 6;
/// Between two requests of a reader, and two steps of an adviser.
const THINKS: Duration = Duration::from_millis(50);
/// Between two imports.
const IMPORTS: Duration = Duration::from_secs(60);
/// Between two looks.
const LOOKS: Duration = Duration::from_secs(5);
/// The log of SQLite, bytes.
const LOG: u64 = 64 << 20;
/// How much more memory the last quarter may take than the second, in percent.
const GROWTH: u64 = 10;
const QUERIES: [&str; 6] = ["conseil", "beratung", "energie", "holz", "metz", "trier"];

/// What was seen at one time.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    memory: u64,
    files: usize,
    log: u64,
}

/// Carries the drill out; false where something grows, or was lost.
///
/// # Errors
/// When the product does not start.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let minutes = options.number("minutes", 20)?;
    let time = Duration::from_secs(u64::try_from(minutes)? * 60);
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let cluster = Postgres::asked(options, Postgres::durable)?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let mut node = Node::new(&node::build(root)?, &folder.path().join("data"));
    node.database = cluster.as_ref().map(Postgres::url);
    // Enough for hours at the pace of people.
    let work = (minutes * 60).to_string();
    let crowd = ADVISERS.to_string();
    let server = node.demo(&[
        "--organisations",
        "20000",
        "--crowd",
        &crowd,
        "--cases",
        &work,
        "--introductions",
        &work,
    ])?;
    let links = node::links(&server.log()?, "crowd");
    let organisations = Arc::new(ids(&mut Client::new(server.address, false), 2000)?);
    let (over, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let cases = deciders::Shared::of(&node)?;
    let steps = Pace::of(usize::MAX);
    let (looks, failed) = thread::scope(|scope| {
        let mut running = Vec::new();
        for number in 0..READERS {
            let (over, done, organisations, seed) = (&over, &done, &organisations, chance.bits());
            let address = server.address;
            running
                .push(scope.spawn(move || read(Client::new(address, true), number, organisations, (over, done), seed)));
        }
        for link in &links {
            let (over, done, cases, steps, seed) = (&over, &done, &cases, &steps, chance.bits());
            let address = server.address;
            running.push(scope.spawn(move || advise(address, link, (cases, steps), (over, done), seed)));
        }
        running.push(scope.spawn(|| import(&node, folder.path(), &over)));
        let looks = look(&server, &node.data, time);
        over.store(true, Ordering::Relaxed);
        let failed: Vec<String> = running
            .into_iter()
            .filter_map(|one| match one.join() {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(format!("{error:#}")),
                Err(_) => Some("somebody failed".to_owned()),
            })
            .collect();
        (looks, failed)
    });
    let mut findings = Findings::default();
    findings.tell("minutes", minutes);
    findings.tell("requests and steps", done.load(Ordering::Relaxed));
    for text in failed.iter().take(5) {
        println!("not as it must be: {text:.600}");
    }
    findings.check("who did not come to the end", failed.len(), failed.is_empty());
    judge(&looks, node.database.is_none(), &mut findings);
    server.stop()?;
    findings.holds(&node)?;
    Ok(findings.print())
}

fn look(server: &Server, data: &Path, time: Duration) -> Vec<Look> {
    let (begun, mut looks) = (Instant::now(), Vec::new());
    while begun.elapsed() < time {
        sleep(LOOKS.min(time));
        let files = fs::read_dir(format!("/proc/{}/fd", server.process())).map_or(0, Iterator::count);
        let log = fs::metadata(data.join("passerelle.sqlite-wal")).map_or(0, |log| log.len());
        let memory = server.own_memory().unwrap_or_default();
        looks.push(Look { memory, files, log });
        if looks.len().is_multiple_of(24) {
            println!(
                "{:.0} min: {} MiB, {files} files, log {} MiB",
                begun.elapsed().as_secs_f64() / 60.0,
                memory >> 20,
                log >> 20
            );
        }
    }
    looks
}

/// The first quarter is for warming up; from then on nothing may grow.
fn judge(looks: &[Look], sqlite: bool, findings: &mut Findings) {
    let quarter = (looks.len() / 4).max(1);
    let median = |of: fn(&Look) -> u64, from: usize| {
        let mut some: Vec<u64> = looks.iter().skip(from).take(quarter).map(of).collect();
        some.sort_unstable();
        some.get(some.len() / 2).copied().unwrap_or_default()
    };
    let (second, last) = (quarter, looks.len().saturating_sub(quarter));
    let memory = |look: &Look| look.memory;
    let (then, now) = (median(memory, second), median(memory, last));
    findings.check(
        "memory of its own, MiB, second and last quarter",
        format!("{}, {}", then >> 20, now >> 20),
        now <= then + then * GROWTH / 100,
    );
    let files = |look: &Look| u64::try_from(look.files).unwrap_or(u64::MAX);
    let (then, now) = (median(files, second), median(files, last));
    findings.check(
        "open files, second and last quarter",
        format!("{then}, {now}"),
        now <= then + then / 4,
    );
    if sqlite {
        let longest = looks.iter().map(|look| look.log).max().unwrap_or_default();
        findings.check("log of SQLite at most, MiB (below 64)", longest >> 20, longest < LOG);
    }
}

/// Searches, pages, and a report now and then.
fn read(
    mut client: Client,
    number: usize,
    organisations: &[String],
    (over, done): (&AtomicBool, &AtomicUsize),
    seed: u64,
) -> Result<()> {
    let mut chance = Chance::new(seed);
    let mut reports = Insisted::default();
    while !over.load(Ordering::Relaxed) {
        let query = chance.one(&QUERIES).copied().unwrap_or_default();
        let organisation = chance.one(organisations).cloned().unwrap_or_default();
        let page = format!("/en/organisations/{organisation}");
        // Advisers decide meanwhile that some are to be seen no more: nothing is reported of those either.
        let mut gone = false;
        for path in [
            "/fr".to_owned(),
            format!("/de/organisations?q={query}"),
            format!("/api/v1/organisations?q={query}&limit=20"),
            page.clone(),
            "/fr/opportunities".to_owned(),
        ] {
            let answer = client.get(&path)?;
            if path == page && matches!(answer.status, 404 | 410) {
                gone = true;
            } else if !matches!(answer.status, 200 | 301 | 303 | 308) {
                bail!("{path}: {}", answer.status);
            }
            done.fetch_add(1, Ordering::Relaxed);
            sleep(THINKS);
        }
        if !gone && chance.below(20) == 0 {
            let report = Report {
                organisation,
                key: chance.key(),
                by_page: number.is_multiple_of(2),
            };
            reports.insist(&mut client, report, over, || {});
            done.fetch_add(1, Ordering::Relaxed);
        }
    }
    Ok(())
}

/// Decides cases and moves introductions, at the pace of people.
fn advise(
    address: std::net::SocketAddr,
    link: &str,
    (cases, steps): (&deciders::Shared, &Pace),
    (over, done): (&AtomicBool, &AtomicUsize),
    seed: u64,
) -> Result<()> {
    let mut chance = Chance::new(seed);
    let mut browser = Browser::new(address);
    browser.enter(link, "/fr/desk")?;
    let (mut decided, mut moved) = (deciders::Done::default(), introductions::Done::default());
    let mut desk = deciders::open(&mut browser, "/fr/desk", &mut decided)?;
    while !over.load(Ordering::Relaxed) {
        desk = deciders::turn(
            &mut browser,
            &desk,
            (&mut chance, |_: &mut Chance| sleep(Duration::from_secs(2))),
            cases,
            &mut decided,
        )?;
        introductions::turn(&mut browser, &mut chance, steps, &mut moved)?;
        done.fetch_add(2, Ordering::Relaxed);
        sleep(Duration::from_secs(1));
    }
    Ok(())
}

/// A register's file each minute: the same with other values, and some new.
fn import(node: &Node, folder: &Path, over: &AtomicBool) -> Result<()> {
    let mut after = 20_000;
    while !over.load(Ordering::Relaxed) {
        let file = folder.join("more.jsonl");
        node.write(
            &["generate", "--organisations", "1000", "--after", &after.to_string()],
            &file,
        )?;
        node.run(&["import", "jsonl", &file.display().to_string()])?;
        after += 500;
        let begun = Instant::now();
        while begun.elapsed() < IMPORTS && !over.load(Ordering::Relaxed) {
            sleep(Duration::from_millis(200));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(memory: impl Fn(u64) -> u64) -> Vec<Look> {
        let one = |number| Look {
            memory: memory(number) << 20,
            files: 40,
            log: 8 << 20,
        };
        (0..40).map(one).collect()
    }

    #[test]
    fn what_grows_is_found() {
        let holds = |looks: &[Look]| {
            let mut findings = Findings::default();
            judge(looks, true, &mut findings);
            findings.print()
        };
        assert!(
            holds(&looks(|number| if number < 10 { 100 + number * 10 } else { 200 })),
            "warming up is no growth"
        );
        assert!(!holds(&looks(|number| 100 + number * 3)));
        let mut long = looks(|_| 100);
        long[20].log = 70 << 20;
        assert!(!holds(&long));
    }
}

//! `drill nodes`: two nodes on one PostgreSQL. Fifty people at the desks of all chambers move introductions and decide cases by way
//! of whichever node takes the request; each node is killed once meanwhile and started again. Nothing acknowledged may be lost, no
//! step be taken twice, nobody be written to twice.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use super::browser::{Browser, UNANSWERED};
use super::crash::compare_answers;
use super::pace::Pace;
use super::{Findings, deciders, introductions};
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::needs;
use crate::node::{self, Node, Server};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["people", "introductions", "cases", "seed"];

/// How long a node is away after it was killed.
const AWAY: Duration = Duration::from_secs(3);

/// What they share.
struct Shared {
    introductions: Pace,
    cases: deciders::Shared,
    /// Everything anybody was told.
    steps: AtomicUsize,
    failed: AtomicBool,
}

impl Shared {
    fn is_over(&self) -> bool {
        self.failed.load(Ordering::Relaxed) || (self.introductions.is_over() && self.cases.pace.is_over())
    }
}

/// What one of them did.
#[derive(Debug, Default)]
struct Done {
    moved: introductions::Done,
    decided: deciders::Done,
    unanswered: usize,
}

/// Carries the drill out; false where something was lost or done twice.
///
/// # Errors
/// When the product does not start or make the cases and introductions.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let (people, cases) = (options.number("people", 50)?, options.number("cases", 5000)?);
    let all = options.number("introductions", 1000)?;
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let cluster = Postgres::durable(&needs::postgres().context("PostgreSQL is not installed")?)?;
    let binary = node::build(root)?;
    let make = |name: &str| {
        let mut node = Node::new(&binary, &folder.path().join(name));
        node.database = Some(cluster.url());
        node.settings = vec![("PASSERELLE_SECRET", "a secret both nodes of the drill have".to_owned())];
        node
    };
    let nodes = [make("one"), make("two")];
    let words = [people, cases, all].map(|number| number.to_string());
    let [people_word, cases_word, all_word] = &words;
    let words = [
        "--crowd",
        people_word,
        "--cases",
        cases_word,
        "--introductions",
        all_word,
    ];
    let first = nodes[0].demo(&words)?;
    println!(
        "{cases} cases, {all} introductions and {people} people made in {:.1} s",
        first.start.as_secs_f64()
    );
    let links = node::links(&first.log()?, "crowd");
    if links.len() != people {
        bail!("{} links for {people} people:\n{}", links.len(), first.log()?);
    }
    // The second finds all of it there.
    let mut servers = [Some(first), Some(nodes[1].demo(&[])?)];
    let begun = introductions::submitted(&nodes[0])?;
    let shared = Shared {
        introductions: Pace::of(begun),
        cases: deciders::Shared::of(&nodes[0])?,
        steps: AtomicUsize::new(0),
        failed: AtomicBool::new(false),
    };
    let addresses: Vec<SocketAddr> = servers.iter().flatten().map(|server| server.address).collect();
    // A step of each introduction and a decision of each case, at least.
    let third = (all * 7 + cases) / 3;
    let (done, away) = thread::scope(|scope| {
        let workers: Vec<_> = links
            .iter()
            .map(|link| {
                let (shared, addresses, seed) = (&shared, &addresses, chance.bits());
                scope.spawn(move || worker(addresses, link, shared, seed))
            })
            .collect();
        let away = kill_each(&nodes, &mut servers, &shared, third);
        if away.is_err() {
            shared.failed.store(true, Ordering::Relaxed);
        }
        let joined = workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| anyhow!("somebody failed")));
        (joined.collect::<Result<Vec<Done>>>(), away)
    });
    let (done, away) = (done?, away?);
    let mut findings = Findings::default();
    findings.tell("people", people);
    findings.check("introductions to move", begun, begun == all);
    findings.check(
        "cases to decide",
        shared.cases.cases.len(),
        shared.cases.cases.len() == cases,
    );
    findings.tell(
        "nodes killed, each away for",
        format!("{}, {:.1} s at most", away.len(), longest(&away)),
    );
    findings.tell(
        "forms nobody answered",
        done.iter().map(|done| done.unanswered).sum::<usize>(),
    );
    // Letters are written by a reader of the journal, which may be a moment behind.
    sleep(Duration::from_secs(5));
    for server in servers.into_iter().flatten() {
        server.kill()?;
    }
    judge(&nodes, &cluster, done, (&shared, begun), &mut findings)?;
    Ok(findings.print())
}

fn longest(away: &[Duration]) -> f64 {
    away.iter().max().map_or(0.0, Duration::as_secs_f64)
}

/// Kills the second node after a third of the work, the first after two; each is started again at its address.
fn kill_each(
    nodes: &[Node; 2],
    servers: &mut [Option<Server>; 2],
    shared: &Shared,
    third: usize,
) -> Result<Vec<Duration>> {
    let mut away = Vec::new();
    for (number, after) in [(1, third), (0, 2 * third)] {
        while shared.steps.load(Ordering::Relaxed) < after {
            if shared.is_over() {
                return Ok(away);
            }
            sleep(Duration::from_millis(20));
        }
        let Some(server) = servers[number].take() else {
            bail!("a node is not there")
        };
        let (address, begun) = (server.address, Instant::now());
        server.kill()?;
        sleep(AWAY);
        servers[number] = Some(nodes[number].demo_at(address, &[])?);
        away.push(begun.elapsed());
        println!(
            "node {} was away for {:.1} s",
            number + 1,
            begun.elapsed().as_secs_f64()
        );
    }
    Ok(away)
}

fn worker(addresses: &[SocketAddr], link: &str, shared: &Shared, seed: u64) -> Done {
    let mut done = Done::default();
    let mut chance = Chance::new(seed);
    let mut browser = Browser::over(addresses);
    let entered = browser.enter(link, "/fr/desk");
    let worked = entered.and_then(|()| work(&mut browser, &mut chance, shared, &mut done));
    if let Err(error) = worked {
        shared.failed.store(true, Ordering::Relaxed);
        done.decided.odd.push(format!("{error:#}"));
    }
    done
}

/// By turns a case and an introduction, as long as there are any.
fn work(browser: &mut Browser, chance: &mut Chance, shared: &Shared, done: &mut Done) -> Result<()> {
    let mut desk = deciders::open(browser, "/fr/desk", &mut done.decided)?;
    while !shared.is_over() {
        if !shared.cases.pace.is_over() {
            match deciders::turn(
                browser,
                &desk,
                (chance, |_: &mut Chance| {}),
                &shared.cases,
                &mut done.decided,
            ) {
                Ok(page) => desk = page,
                Err(error) if is_unanswered(&error) => {
                    done.decided.unanswered += 1;
                    done.unanswered += 1;
                    desk = deciders::open(browser, "/fr/desk", &mut done.decided)?;
                }
                Err(error) => return Err(error),
            }
            shared.steps.fetch_add(1, Ordering::Relaxed);
        }
        if !shared.introductions.is_over() {
            match introductions::turn(browser, chance, &shared.introductions, &mut done.moved) {
                Ok(true) => drop(shared.steps.fetch_add(1, Ordering::Relaxed)),
                Ok(false) => sleep(Duration::from_millis(300)),
                Err(error) if is_unanswered(&error) => done.unanswered += 1,
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

fn is_unanswered(error: &anyhow::Error) -> bool {
    error.to_string() == UNANSWERED
}

/// What they were told, set against the journal, the letters and both indexes.
fn judge(
    nodes: &[Node; 2],
    cluster: &Postgres,
    done: Vec<Done>,
    (shared, begun): (&Shared, usize),
    findings: &mut Findings,
) -> Result<()> {
    let (moved, decided): (Vec<_>, Vec<_>) = done.into_iter().map(|done| (done.moved, done.decided)).unzip();
    println!("\nintroductions:");
    introductions::tell(&moved, shared.introductions.seconds(), findings);
    introductions::compare(&nodes[0], &moved, begun, findings)?;
    deciders::tell(&decided, &shared.cases.cases, shared.cases.pace.seconds(), findings);
    deciders::compare(&nodes[0], &decided, &shared.cases.cases, findings)?;
    let twice = cluster.ask(
        "SELECT count(*) FROM (SELECT 1 FROM mail WHERE entry_seq IS NOT NULL
         GROUP BY entry_seq, address, kind HAVING count(*) > 1) AS twice",
    )?;
    findings.check("letters there twice", &twice, twice == "0");
    findings.tell("letters", cluster.ask("SELECT count(*) FROM mail")?);
    for node in nodes {
        compare_answers(node, findings)?;
    }
    Ok(())
}

//! `drill failover`: two nodes on a primary and a synchronous standby. While readers report mistakes at both nodes the primary is
//! killed, frozen or cut off, the standby is made primary a second later, as whoever watches over it would, and the old one comes
//! back where it can. Advisers move introductions by way of both nodes, and a program of a chamber is told of each step. Nothing
//! acknowledged may be lost, nothing be there twice, and both nodes must serve again in time.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::browser::Browser;
use super::crash::{compare_answers, ids};
use super::hooks::Hooks;
use super::letters::Letters;
use super::pace::Pace;
use super::reporters::{self, Insisted};
use super::{Findings, crowd, introductions};
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::http::Client;
use crate::needs;
use crate::node::{self, Node, Server};
use crate::options::Options;
use crate::proxy::Proxy;

/// What it can be told.
pub const OPTIONS: &[&str] = &["kills", "freezes", "cuts", "seed", "organisations"];

/// Reporters at each node.
const REPORTERS: usize = 3;
/// Advisers who move introductions, how many of these there are, and how long one thinks.
const MOVERS: usize = 8;
const INTRODUCTIONS: usize = 2000;
const THINKS: Duration = Duration::from_millis(300);
/// How long what was begun may take to leave.
const LAST: Duration = Duration::from_secs(20);
/// After the fault, until the standby is made primary.
const NOTICED: Duration = Duration::from_secs(1);
/// How soon a node must have kept a report again.
const BACK: Duration = Duration::from_secs(20);
/// What is asked for.
const GIVEN_UP: Duration = Duration::from_secs(90);

const SENT: &str = "SELECT count(*) FROM mail WHERE sent_at IS NOT NULL";

/// What happens to a primary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Killed,
    Frozen,
    CutOff,
}

/// Two servers and the ways to them. The nodes know the ways only.
struct Servers {
    /// The one that is primary, and by which of the ways it is reached.
    primary: Postgres,
    way: usize,
    standby: Postgres,
    ways: [Proxy; 2],
}

/// An adviser at work: what was done, and how often nobody answered.
type Moving = JoinHandle<(introductions::Done, usize)>;

/// When each node kept a report.
type Kept = Arc<Mutex<Vec<(usize, Instant)>>>;

struct Drill {
    servers: Servers,
    nodes: Vec<(Node, Server)>,
    letters: Letters,
    hooks: Hooks,
    /// Advisers who are signed in.
    movers: Vec<Browser>,
    /// Rows of letters that count as sent before the nodes start.
    told: usize,
    chance: Chance,
    kept: Kept,
    findings: Findings,
}

/// Carries the drill out; false where something was lost or doubled, or took too long.
///
/// # Errors
/// When a command refuses that must not.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let faults = [
        (Fault::Killed, options.number("kills", 10)?),
        (Fault::Frozen, options.number("freezes", 3)?),
        (Fault::CutOff, options.number("cuts", 3)?),
    ];
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let mut drill = Drill::new(root, folder.path(), options)?;
    let stop = Arc::new(AtomicBool::new(false));
    let load = drill.load(&stop)?;
    let moving = drill.moving(&stop);
    for (fault, rounds) in faults {
        let mut longest = Duration::ZERO;
        for round in 1..=rounds {
            let took = drill
                .round(fault)
                .with_context(|| format!("{fault:?}, round {round}"))?;
            println!(
                "{fault:?} {round}: both nodes keep reports again after {:.1} s",
                took.as_secs_f64()
            );
            longest = longest.max(took);
        }
        let told = format!("{rounds}, back after {:.1} s at most", longest.as_secs_f64());
        drill
            .findings
            .check(&format!("primary {fault:?}"), told, longest <= BACK);
    }
    sleep(Duration::from_secs(2));
    stop.store(true, Ordering::Relaxed);
    drill.close(load, moving)
}

impl Drill {
    fn new(root: &Path, folder: &Path, options: &Options) -> Result<Self> {
        let binary = node::build(root)?;
        let letters = Letters::start()?;
        let servers = Servers::start()?;
        let url = servers.url();
        let make = |name: &str| {
            let mut node = Node::new(&binary, &folder.join(name));
            node.database = Some(url.clone());
            node.settings = vec![
                ("PASSERELLE_SMTP_URL", letters.url()),
                ("PASSERELLE_MAIL_FROM", "drill@passerelle.example".to_owned()),
                ("PASSERELLE_WEBHOOK_NETWORKS", "127.0.0.0/8".to_owned()),
                // What a node makes of its own would differ.
                ("PASSERELLE_SECRET", "a secret both nodes of the drill have".to_owned()),
            ];
            node
        };
        let (one, two) = (make("one"), make("two"));
        let hooks = Hooks::start()?;
        let mut movers = sign_in(&one, &hooks, options)?;
        // What the demonstration tells as past left nowhere.
        let told = servers.primary.ask(SENT)?.parse()?;
        let nodes = [one, two].into_iter().map(|node| {
            let server = node.serve()?;
            Ok((node, server))
        });
        let nodes: Vec<(Node, Server)> = nodes.collect::<Result<_>>()?;
        let addresses: Vec<_> = nodes.iter().map(|(_, server)| server.address).collect();
        for mover in &mut movers {
            mover.go_to(&addresses);
        }
        Ok(Self {
            servers,
            nodes,
            letters,
            hooks,
            movers,
            told,
            chance: Chance::new(u64::try_from(options.number("seed", 1)?)?),
            kept: Arc::default(),
            findings: Findings::default(),
        })
    }

    /// Advisers who take a step after the other by way of both nodes; what nobody answers is looked at again.
    fn moving(&mut self, stop: &Arc<AtomicBool>) -> Vec<Moving> {
        let pace = Arc::new(Pace::of(usize::MAX));
        let movers = std::mem::take(&mut self.movers).into_iter();
        movers
            .map(|mut browser| {
                let (stop, pace, mut chance) = (Arc::clone(stop), Arc::clone(&pace), Chance::new(self.chance.bits()));
                thread::spawn(move || {
                    let (mut done, mut broken) = (introductions::Done::default(), 0);
                    while !stop.load(Ordering::Relaxed) {
                        if introductions::turn(&mut browser, &mut chance, &pace, &mut done).is_err() {
                            broken += 1;
                        }
                        sleep(THINKS);
                    }
                    (done, broken)
                })
            })
            .collect()
    }

    /// Readers at both nodes who send a report again, with its key, until it is acknowledged.
    fn load(&mut self, stop: &Arc<AtomicBool>) -> Result<Vec<JoinHandle<Insisted>>> {
        let mut load = Vec::new();
        for (number, (_, server)) in self.nodes.iter().enumerate() {
            let organisations = Arc::new(ids(&mut Client::new(server.address, false), 2000)?);
            let kept = Arc::clone(&self.kept);
            let told = move || {
                if let Ok(mut kept) = kept.lock() {
                    kept.push((number, Instant::now()));
                }
            };
            load.extend(reporters::insisting(
                server.address,
                REPORTERS,
                &organisations,
                &mut self.chance,
                stop,
                told,
            ));
        }
        Ok(load)
    }

    /// A fault, and how long until both nodes kept something again.
    fn round(&mut self, fault: Fault) -> Result<Duration> {
        sleep(Duration::from_millis(1500 + u64::try_from(self.chance.below(1000))?));
        let begun = Instant::now();
        self.servers.break_down(fault)?;
        sleep(NOTICED);
        self.servers.standby.promote()?;
        let back = self.back(begun)?;
        // The old primary is there again, and both are reached: nobody may take it for the one that counts.
        self.servers.come_back(fault)?;
        sleep(Duration::from_secs(2));
        self.servers.change_over()?;
        Ok(back)
    }

    fn back(&self, begun: Instant) -> Result<Duration> {
        let promoted = Instant::now();
        while begun.elapsed() < GIVEN_UP {
            let kept = self.kept.lock().map_err(|_| anyhow::anyhow!("a reporter failed"))?;
            let first = |node: usize| {
                let after = kept.iter().rev().take_while(|(_, at)| *at > promoted);
                after.filter(|(of, _)| *of == node).last().map(|(_, at)| *at)
            };
            if let (Some(one), Some(two)) = (first(0), first(1)) {
                return Ok(one.max(two) - begun);
            }
            drop(kept);
            sleep(Duration::from_millis(20));
        }
        for (_, server) in &self.nodes {
            println!("{}", server.log()?);
        }
        bail!("a node keeps nothing {} s after the fault", GIVEN_UP.as_secs())
    }

    fn close(mut self, load: Vec<JoinHandle<Insisted>>, moving: Vec<Moving>) -> Result<bool> {
        let came = crowd::ended(load)?;
        let findings = &mut self.findings;
        findings.tell("tries without an acknowledgement", came.tries);
        findings.tell("acknowledged at a later try, though kept before", came.replayed);
        let (mut moved, mut broken) = (Vec::new(), 0);
        for mover in moving {
            let (done, failed) = mover.join().map_err(|_| anyhow::anyhow!("an adviser failed"))?;
            moved.push(done);
            broken += failed;
        }
        findings.tell(
            "steps of introductions taken, as they were told",
            moved.iter().map(|done| done.taken.len()).sum::<usize>(),
        );
        findings.tell("pages and forms of advisers that nobody answered", broken);
        // Letters and deliveries of the last of them leave as well.
        sleep(LAST);
        deliveries(&self.hooks, &self.servers.primary, findings)?;
        let rows = self.servers.primary.ask(SENT)?.parse::<usize>()? - self.told;
        let messages = self.letters.messages();
        let once: std::collections::HashSet<_> = messages.iter().collect();
        findings.tell("letters sent, and rows of them", format!("{}, {rows}", messages.len()));
        findings.check("letters with a Message-ID of their own", once.len(), once.len() == rows);
        findings.tell(
            "of these sent more than once, with the same Message-ID",
            messages.len() - once.len(),
        );
        let mut nodes = Vec::new();
        for (node, server) in self.nodes {
            server.kill()?;
            nodes.push(node);
        }
        for node in &nodes {
            compare_answers(node, findings)?;
        }
        let Some(node) = nodes.first() else { bail!("no node") };
        introductions::kept_once(&introductions::steps(node)?, &moved, findings);
        came.acknowledged.compare(node, findings)?;
        findings.holds(node)?;
        Ok(findings.print())
    }
}

/// Fills the database as a demonstration, has the webhook registered, and signs the advisers in. Their sessions stay when
/// the real nodes start.
fn sign_in(node: &Node, hooks: &Hooks, options: &Options) -> Result<Vec<Browser>> {
    let organisations = options.number("organisations", 2000)?.to_string();
    let (crowd, introductions) = (MOVERS.to_string(), INTRODUCTIONS.to_string());
    let server = node.demo(&[
        "--organisations",
        &organisations,
        "--crowd",
        &crowd,
        "--introductions",
        &introductions,
    ])?;
    let log = server.log()?;
    let mut movers = Vec::new();
    for link in node::links(&log, "crowd") {
        let mut browser = Browser::new(server.address);
        browser.enter(&link, "/fr/desk/introductions")?;
        movers.push(browser);
    }
    let mut browser = Browser::new(server.address);
    browser.enter(&node::link(&log, "head")?, "/fr/webhooks")?;
    hooks.register(&mut browser)?;
    server.stop()?;
    Ok(movers)
}

/// What the program of the chamber was told, beside the rows of it.
fn deliveries(hooks: &Hooks, primary: &Postgres, findings: &mut Findings) -> Result<()> {
    let taken = hooks.taken();
    let count = |sql: &str| -> Result<usize> { Ok(primary.ask(sql)?.parse()?) };
    let delivered = count("SELECT count(*) FROM webhook_delivery WHERE state = 'delivered'")?;
    let waiting = count("SELECT count(*) FROM webhook_delivery WHERE state = 'waiting'")?;
    let failed = count("SELECT count(*) FROM webhook_delivery WHERE state = 'failed'")?;
    findings.check(
        "deliveries to the webhook, and waiting",
        format!("{delivered}, {waiting}"),
        delivered > 0 && failed == 0,
    );
    // One that was taken and could not be marked as such is sent again when its lease has ended.
    findings.check(
        "different webhook-ids taken",
        taken.len(),
        (delivered..=delivered + waiting).contains(&taken.len()),
    );
    findings.tell(
        "of these more than once, with the same id",
        taken.values().filter(|times| **times > 1).count(),
    );
    Ok(())
}

impl Servers {
    fn start() -> Result<Self> {
        let bin = needs::postgres().context("PostgreSQL is not installed")?;
        let primary = Postgres::durable(&bin)?;
        let one = Proxy::start(primary.port())?;
        let standby = primary.standby(one.port())?;
        primary.wait_for_standby()?;
        let two = Proxy::start(standby.port())?;
        Ok(Self {
            primary,
            way: 0,
            standby,
            ways: [one, two],
        })
    }

    /// Both, as a node knows them.
    fn url(&self) -> String {
        let [one, two] = &self.ways;
        format!(
            "postgres://passerelle@127.0.0.1:{},127.0.0.1:{}/postgres",
            one.port(),
            two.port()
        )
    }

    fn break_down(&mut self, fault: Fault) -> Result<()> {
        match fault {
            Fault::Killed => self.primary.kill(),
            Fault::Frozen => self.primary.freeze(true),
            Fault::CutOff => {
                self.ways[self.way].cut(true);
                Ok(())
            }
        }
    }

    fn come_back(&self, fault: Fault) -> Result<()> {
        match fault {
            Fault::Killed => Ok(()),
            Fault::Frozen => self.primary.freeze(false),
            Fault::CutOff => {
                self.ways[self.way].cut(false);
                Ok(())
            }
        }
    }

    /// The old primary goes; where it was a new standby follows the new primary.
    fn change_over(&mut self) -> Result<()> {
        let new = self.standby.standby(self.ways[1 - self.way].port())?;
        let primary = std::mem::replace(&mut self.standby, new);
        self.ways[self.way].lead_to(self.standby.port());
        self.primary = primary;
        self.way = 1 - self.way;
        self.primary.wait_for_standby()
    }
}

//! `drill mover`: two nodes on one PostgreSQL take turns at giving committed entries their place in the journal. Whichever is at it is
//! killed, or frozen and thawed later, in the midst of a batch, while readers report mistakes at both. The chain may have neither gap
//! nor double, and what is written meanwhile must be in the index of the other node within five seconds.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::crash::{compare_answers, ids};
use super::reporters::{self, Insisted};
use super::{Findings, crowd};
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::http::Client;
use crate::needs;
use crate::node::{self, Node, Server};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["kills", "freezes", "seed", "organisations"];

/// Reporters at each node.
const REPORTERS: usize = 2;
/// The users of the database by which the nodes are told apart.
const USERS: [&str; 2] = ["one", "two"];
/// How soon the other node must find what was written.
const FOUND: Duration = Duration::from_secs(5);
/// How long a frozen node stands still.
const FROZEN: Duration = Duration::from_secs(8);
/// What is asked for.
const GIVEN_UP: Duration = Duration::from_secs(60);
/// A batch takes so long that somebody who looks finds it.
const SLOWLY: &str = "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(0.2); RETURN NULL; END $$;
    CREATE TRIGGER slowly BEFORE INSERT ON entry FOR EACH STATEMENT EXECUTE FUNCTION slowly()";
/// Who holds the lock of the chain (`journal/settle.rs`).
const HOLDER: &str = "SELECT a.usename FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.objid = 7211002 AND l.granted AND a.usename IN ('one', 'two')";

/// Everything the index knows.
const ALL: &str = "/api/v1/organisations?standing=all&status=all&age=all&territory=all&limit=1";

/// What happens to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Killed,
    Frozen,
}

struct Drill {
    cluster: Postgres,
    nodes: Vec<Node>,
    servers: Vec<Option<Server>>,
    /// Writes beside both, as an operator's command.
    operator: Node,
    chance: Chance,
    /// Numbers of organisations that were used.
    made: usize,
    in_the_midst: usize,
    findings: Findings,
}

/// Carries the drill out; false where the chain is not whole, or the other node is late.
///
/// # Errors
/// When a command refuses that must not.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let faults = [
        (Fault::Killed, options.number("kills", 5)?),
        (Fault::Frozen, options.number("freezes", 5)?),
    ];
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let mut drill = Drill::new(root, folder.path(), options)?;
    let stop = Arc::new(AtomicBool::new(false));
    let load = drill.load(&stop)?;
    for (fault, rounds) in faults {
        let mut longest = Duration::ZERO;
        for round in 1..=rounds {
            let took = drill
                .round(fault, folder.path())
                .with_context(|| format!("{fault:?}, round {round}"))?;
            println!(
                "{fault:?} {round}: the other node finds what was written after {:.1} s",
                took.as_secs_f64()
            );
            longest = longest.max(took);
        }
        let told = format!("{rounds}, found after {:.1} s at most", longest.as_secs_f64());
        drill
            .findings
            .check(&format!("node at the chain {fault:?}"), told, longest <= FOUND);
    }
    stop.store(true, Ordering::Relaxed);
    drill.close(load)
}

impl Drill {
    fn new(root: &Path, folder: &Path, options: &Options) -> Result<Self> {
        let cluster = Postgres::durable(&needs::postgres().context("PostgreSQL is not installed")?)?;
        let binary = node::build(root)?;
        let organisations = options.number("organisations", 2000)?;
        let make = |name: &str, url: String| {
            let mut node = Node::new(&binary, &folder.join(name));
            node.database = Some(url);
            node.settings = vec![("PASSERELLE_SECRET", "a secret both nodes of the drill have".to_owned())];
            node
        };
        let operator = make("operator", cluster.url());
        operator.fill(organisations)?;
        super::backup::staff(&operator)?;
        cluster.ask(SLOWLY)?;
        let mut nodes = Vec::new();
        for user in USERS {
            nodes.push(make(user, cluster.url_of(user)?));
        }
        let servers = nodes.iter().map(|node| node.serve().map(Some)).collect::<Result<_>>()?;
        Ok(Self {
            cluster,
            nodes,
            servers,
            operator,
            chance: Chance::new(u64::try_from(options.number("seed", 1)?)?),
            made: organisations,
            in_the_midst: 0,
            findings: Findings::default(),
        })
    }

    fn load(&mut self, stop: &Arc<AtomicBool>) -> Result<Vec<JoinHandle<Insisted>>> {
        let mut load = Vec::new();
        for server in self.servers.iter().flatten() {
            let organisations = Arc::new(ids(&mut Client::new(server.address, false), 2000)?);
            load.extend(reporters::insisting(
                server.address,
                REPORTERS,
                &organisations,
                &mut self.chance,
                stop,
                || {},
            ));
        }
        Ok(load)
    }

    /// A fault in the midst of a batch; how long until the other node finds an organisation that was written after it.
    fn round(&mut self, fault: Fault, folder: &Path) -> Result<Duration> {
        sleep(Duration::from_millis(500 + u64::try_from(self.chance.below(500))?));
        let at_it = self.who_is_at_it()?;
        let server = self.servers[at_it]
            .take()
            .context("the node that is at it does not run")?;
        let address = server.address;
        match fault {
            Fault::Killed => server.kill()?,
            Fault::Frozen => {
                server.freeze(true)?;
                self.servers[at_it] = Some(server);
            }
        }
        let still = self.cluster.ask(HOLDER)?;
        self.in_the_midst += usize::from(still.lines().any(|user| user == USERS[at_it]));
        let took = self.found_by(1 - at_it, folder)?;
        match fault {
            Fault::Killed => self.servers[at_it] = Some(self.nodes[at_it].serve_at(address)?),
            Fault::Frozen => {
                sleep(FROZEN.saturating_sub(took));
                self.servers[at_it].as_ref().context("the frozen node")?.freeze(false)?;
            }
        }
        Ok(took)
    }

    /// The node that holds the lock of the chain.
    fn who_is_at_it(&self) -> Result<usize> {
        let begun = Instant::now();
        while begun.elapsed() < GIVEN_UP {
            let holder = self.cluster.ask(HOLDER)?;
            if let Some(at) = USERS.iter().position(|user| holder.lines().any(|line| line == *user)) {
                return Ok(at);
            }
        }
        bail!("no node gives entries their place")
    }

    /// Writes an organisation beside the nodes and waits until one of them finds it.
    fn found_by(&mut self, node: usize, folder: &Path) -> Result<Duration> {
        let file = folder.join("one.jsonl");
        let after = self.made.to_string();
        self.operator
            .write(&["generate", "--organisations", "1", "--after", &after], &file)?;
        self.made += 1;
        let address = self.servers[node]
            .as_ref()
            .context("the other node does not run")?
            .address;
        let mut client = Client::new(address, false);
        let before = client.get(ALL)?.json()?["total"].clone();
        // Told to be kept: from then on somebody waits for it.
        self.operator.run(&["import", "jsonl", &file.display().to_string()])?;
        let begun = Instant::now();
        while begun.elapsed() < GIVEN_UP {
            if client.get(ALL)?.json()?["total"] != before {
                return Ok(begun.elapsed());
            }
            sleep(Duration::from_millis(50));
        }
        bail!("the other node does not find what was written")
    }

    fn close(mut self, load: Vec<JoinHandle<Insisted>>) -> Result<bool> {
        let came = crowd::ended(load)?;
        // The nodes give the last of them their place, those too that readers of the journal write of what they read.
        let begun = Instant::now();
        while self.cluster.ask("SELECT count(*) FROM pending")? != "0" && begun.elapsed() < GIVEN_UP {
            sleep(Duration::from_millis(200));
        }
        let findings = &mut self.findings;
        findings.tell("faults while the lock was held", self.in_the_midst);
        findings.tell("tries without an acknowledgement", came.tries);
        let chain = self.cluster.ask(
            "SELECT count(*) || ' ' || coalesce(max(seq), 0) || ' ' || count(DISTINCT entry_id) || ' ' || (SELECT count(*) FROM pending)
             FROM entry",
        )?;
        let numbers: Vec<&str> = chain.split(' ').collect();
        let whole = matches!(numbers.as_slice(), [all, last, ids, "0"] if all == last && all == ids);
        findings.check("entries, the last number, different ids, waiting", &chain, whole);
        for server in self.servers.into_iter().flatten() {
            server.kill()?;
        }
        for node in &self.nodes {
            compare_answers(node, findings)?;
        }
        came.acknowledged.compare(&self.operator, findings)?;
        findings.holds(&self.operator)?;
        Ok(findings.print())
    }
}

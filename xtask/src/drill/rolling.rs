//! `drill rolling`: three nodes on one PostgreSQL are stopped and started one after the other, as for an upgrade, while readers report
//! mistakes and read pages. Readers come by way of something that knows all three, as a reverse proxy does: where a node takes no
//! connection, or closes one before it has answered a byte, the request goes to the next. Nothing else may fail.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Findings;
use super::acknowledged::Acknowledged;
use super::crash::{fsck, ids};
use super::letters::Letters;
use super::reporters::{self, Report};
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::http::{Answer, Client, IN_THE_MIDST};
use crate::needs;
use crate::node::{self, Node, Server};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["rounds", "seed", "organisations"];

const NODES: usize = 3;
const READERS: usize = 4;

/// What one reader met.
#[derive(Debug, Default)]
pub(super) struct Met {
    answered: usize,
    pub(super) acknowledged: Vec<(Report, String)>,
    /// Requests that went to another node.
    elsewhere: usize,
    /// Asked to come again in a moment.
    later: usize,
    failed: Vec<String>,
}

/// Carries the drill out; false where a request failed or something was lost.
///
/// # Errors
/// When a command refuses that must not.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let rounds = options.number("rounds", 3)?;
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let cluster = Postgres::durable(&needs::postgres().context("PostgreSQL is not installed")?)?;
    let letters = Letters::start()?;
    let nodes = nodes(root, folder.path(), &cluster, &letters, options)?;
    let mut servers = nodes.iter().map(Node::serve).collect::<Result<Vec<_>>>()?;
    let addresses: Vec<_> = servers.iter().map(|server| server.address).collect();
    let Some(first) = addresses.first() else {
        bail!("no node")
    };
    let organisations = Arc::new(ids(&mut Client::new(*first, false), 2000)?);
    let readers = Readers::start(&addresses, &organisations, &mut chance);
    let begun = Instant::now();
    let mut longest = Duration::ZERO;
    for _ in 0..rounds {
        for (number, node) in nodes.iter().enumerate() {
            sleep(Duration::from_millis(500));
            let server = servers.remove(number);
            let (address, down) = (server.address, Instant::now());
            server.stop()?;
            servers.insert(number, node.serve_at(address)?);
            longest = longest.max(down.elapsed());
        }
    }
    let all = readers.end()?;
    let mut findings = Findings::default();
    findings.tell(
        "nodes stopped and started",
        format!("{} in {:.0} s", rounds * NODES, begun.elapsed().as_secs_f64()),
    );
    findings.tell("a node was away for at most", format!("{:.2} s", longest.as_secs_f64()));
    all.tell(&mut findings);
    sleep(Duration::from_secs(5));
    close(&nodes, servers, &cluster, &letters, all, findings)
}

fn close(
    nodes: &[Node],
    servers: Vec<Server>,
    cluster: &Postgres,
    letters: &Letters,
    all: Met,
    mut findings: Findings,
) -> Result<bool> {
    // Stopped first: what is on its way is noted by then.
    for server in servers {
        server.stop()?;
    }
    let rows: usize = cluster
        .ask("SELECT count(*) FROM mail WHERE sent_at IS NOT NULL")?
        .parse()?;
    let sent = letters.count();
    findings.check(
        "letters sent, and rows of them",
        format!("{sent}, {rows}"),
        sent == rows && sent > 0,
    );
    let Some(node) = nodes.first() else { bail!("no node") };
    let mut acknowledged = Acknowledged::default();
    for (report, reference) in all.acknowledged {
        acknowledged.add(report, reference);
    }
    acknowledged.compare(node, &mut findings)?;
    let (text, clean) = fsck(node)?;
    if !clean {
        println!("{text}");
    }
    findings.check("fsck", if clean { "clean" } else { "BAD" }, clean);
    Ok(findings.print())
}

fn nodes(root: &Path, folder: &Path, cluster: &Postgres, letters: &Letters, options: &Options) -> Result<Vec<Node>> {
    let binary = node::build(root)?;
    let make = |number: usize| {
        let mut node = Node::new(&binary, &folder.join(format!("node-{number}")));
        node.database = Some(cluster.url());
        node.settings = vec![
            ("PASSERELLE_SMTP_URL", letters.url()),
            ("PASSERELLE_MAIL_FROM", "drill@passerelle.example".to_owned()),
            ("PASSERELLE_SECRET", "a secret all nodes of the drill have".to_owned()),
        ];
        node
    };
    let nodes: Vec<_> = (1..=NODES).map(make).collect();
    let Some(first) = nodes.first() else { bail!("no node") };
    first.fill(options.number("organisations", 2000)?)?;
    super::backup::staff(first)?;
    Ok(nodes)
}

/// Those who read and report meanwhile.
pub(super) struct Readers {
    stop: Arc<AtomicBool>,
    running: Vec<JoinHandle<Met>>,
}

impl Readers {
    /// Four of them, by way of all these nodes.
    pub(super) fn start(addresses: &[SocketAddr], organisations: &Arc<Vec<String>>, chance: &mut Chance) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let running = (0..READERS).map(|number| {
            let mut reader = Reader::new(addresses, number, Chance::new(chance.bits()), organisations);
            let stop = Arc::clone(&stop);
            thread::spawn(move || reader.go_on(&stop))
        });
        Self {
            running: running.collect(),
            stop,
        }
    }

    /// Ends them; what they met together.
    pub(super) fn end(self) -> Result<Met> {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = Met::default();
        for reader in self.running {
            all.add(reader.join().map_err(|_| anyhow::anyhow!("a reader failed"))?);
        }
        Ok(all)
    }
}

/// Somebody who reads and reports, by way of whichever node takes the request.
struct Reader {
    clients: Vec<Client>,
    at: usize,
    number: usize,
    chance: Chance,
    organisations: Arc<Vec<String>>,
    met: Met,
}

impl Reader {
    fn new(addresses: &[SocketAddr], number: usize, chance: Chance, organisations: &Arc<Vec<String>>) -> Self {
        Self {
            clients: addresses.iter().map(|address| Client::new(*address, true)).collect(),
            at: number % addresses.len().max(1),
            number,
            chance,
            organisations: Arc::clone(organisations),
            met: Met::default(),
        }
    }

    fn go_on(&mut self, stop: &AtomicBool) -> Met {
        while !stop.load(Ordering::Relaxed) {
            let organisation = self.chance.one(&self.organisations).cloned().unwrap_or_default();
            let page = self.by_any(|client| client.get("/fr/organisations"));
            self.judge(page, 200);
            let report = Report {
                organisation,
                key: self.chance.key(),
                by_page: self.number.is_multiple_of(2),
            };
            let answer = self.by_any(|client| reporters::send(client, &report));
            let expected = if report.by_page { 303 } else { 201 };
            if let Some(answer) = self.judge(answer, expected)
                && let Ok(reference) = reporters::reference(&answer)
            {
                self.met.acknowledged.push((report, reference));
            }
            // Each request may go to another node, as those of a proxy do.
            self.at = (self.at + 1) % self.clients.len();
        }
        std::mem::take(&mut self.met)
    }

    /// Sends to one node after the other until one answers; what broke in the midst of an answer is not sent again.
    fn by_any(&mut self, mut send: impl FnMut(&mut Client) -> Result<Answer>) -> Result<Answer> {
        let mut last = anyhow::anyhow!("no node");
        for _ in 0..self.clients.len() * 2 {
            match send(&mut self.clients[self.at]) {
                Ok(answer) => return Ok(answer),
                Err(error) if error.to_string() == IN_THE_MIDST => return Err(error),
                Err(error) => {
                    last = error;
                    self.met.elsewhere += 1;
                    self.at = (self.at + 1) % self.clients.len();
                }
            }
        }
        Err(last)
    }

    fn judge(&mut self, answer: Result<Answer>, expected: u16) -> Option<Answer> {
        match answer {
            Ok(answer) if answer.status == expected => {
                self.met.answered += 1;
                return Some(answer);
            }
            Ok(answer) if answer.status == 503 && answer.header("retry-after").is_some() => self.met.later += 1,
            Ok(answer) => self.met.failed.push(format!("status {}", answer.status)),
            Err(error) => self.met.failed.push(format!("{error:#}")),
        }
        None
    }
}

impl Met {
    fn add(&mut self, other: Self) {
        self.answered += other.answered;
        self.acknowledged.extend(other.acknowledged);
        self.elsewhere += other.elsewhere;
        self.later += other.later;
        self.failed.extend(other.failed);
    }

    pub(super) fn tell(&self, findings: &mut Findings) {
        findings.check("requests answered", self.answered, self.answered > 0);
        findings.tell("of these by another node than the first that was tried", self.elsewhere);
        findings.tell("asked to come again in a moment (503, Retry-After)", self.later);
        for text in self.failed.iter().take(5) {
            println!("failed: {text}");
        }
        findings.check("requests that failed", self.failed.len(), self.failed.is_empty());
    }
}

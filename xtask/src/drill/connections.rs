//! `drill connections`: others take all connections PostgreSQL has, those of a node are ended, and it finds none for a while. It says so
//! in time and clearly, and once there are some again it goes on by itself; nothing is lost.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Findings;
use super::crash::compare_answers;
use super::crowd::Crowd;
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::http::Client;
use crate::needs;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["rounds", "seconds", "seed"];

const REPORTERS: usize = 4;
/// Connections there are, and others who want them.
const CONNECTIONS: usize = 30;
const OTHERS: usize = 40;
/// A page without a connection says so within this time: three seconds to wait for one, and what the machine needs.
const SAYS_SO: Duration = Duration::from_secs(5);
/// Reports are kept again within this time after there are connections.
const BACK: Duration = Duration::from_secs(10);

/// Carries the drill out; false where something was lost, or a page was left waiting.
///
/// # Errors
/// When a command refuses that must not.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let rounds = options.number("rounds", 3)?;
    let time = Duration::from_secs(u64::try_from(options.number("seconds", 8)?)?);
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let most = format!("max_connections={CONNECTIONS}");
    let bin = needs::postgres().context("PostgreSQL is not installed")?;
    let cluster = Arc::new(Postgres::start_with(&bin, &[&most])?);
    for name in ["node", "others"] {
        cluster.ask(&format!("CREATE ROLE {name} LOGIN"))?;
    }
    cluster.ask("CREATE DATABASE node OWNER node")?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let mut node = Node::new(&node::build(root)?, &folder.path().join("data"));
    node.database = Some(format!("postgres://node@127.0.0.1:{}/node", cluster.port()));
    node.fill(2000)?;
    let server = node.serve()?;
    let crowd = Crowd::start(server.address, REPORTERS, &mut chance)?;
    let mut findings = Findings::default();
    let (mut told, mut slowest, mut longest, mut odd) = (0, Duration::ZERO, Duration::ZERO, Vec::new());
    for round in 1..=rounds {
        sleep(Duration::from_secs(2));
        let others = Others::take_all(&cluster)?;
        let begun = Instant::now();
        let mut client = Client::new(server.address, false);
        while begun.elapsed() < time {
            let asked = Instant::now();
            let page = client.get("/fr/opportunities")?;
            let live = client.get("/health/live")?.status;
            let organisation = chance.one(&crowd.organisations).cloned().unwrap_or_default();
            let other = client.get(&format!("/api/v1/organisations/{organisation}"))?;
            slowest = slowest.max(asked.elapsed());
            for answer in [&page, &other] {
                match answer.status {
                    503 => told += 1,
                    200 => {}
                    status => odd.push(format!("status {status}")),
                }
            }
            if live != 200 {
                odd.push(format!("alive: {live}"));
            }
        }
        others.let_go()?;
        let (kept, begun) = (crowd.acknowledged(), Instant::now());
        while crowd.acknowledged() == kept {
            if begun.elapsed() > Duration::from_secs(60) {
                bail!("nothing is kept a minute after there were connections");
            }
            sleep(Duration::from_millis(20));
        }
        longest = longest.max(begun.elapsed());
        println!("round {round}: kept again after {:.1} s", begun.elapsed().as_secs_f64());
    }
    let came = crowd.end()?;
    findings.tell(
        "rounds without a connection",
        format!("{rounds} of {} s", time.as_secs()),
    );
    findings.check("answers that said there is none", told, told > 0);
    findings.check(
        "answers that were neither that nor good",
        format!("{odd:?}"),
        odd.is_empty(),
    );
    // Two questions of the database and one that asks nothing.
    findings.check(
        "three answers one after the other took at most, s",
        format!("{:.1}", slowest.as_secs_f64()),
        slowest <= 2 * SAYS_SO,
    );
    findings.check(
        "kept again after at most, s",
        format!("{:.1}", longest.as_secs_f64()),
        longest <= BACK,
    );
    findings.tell("tries without an acknowledgement", came.tries);
    server.stop()?;
    came.acknowledged.compare(&node, &mut findings)?;
    compare_answers(&node, &mut findings)?;
    findings.holds(&node)?;
    Ok(findings.print())
}

/// Those who hold every connection.
struct Others {
    over: Arc<AtomicBool>,
    holding: Vec<JoinHandle<()>>,
    cluster: Arc<Postgres>,
}

impl Others {
    /// Each holds one as soon as there is one; those of the node are ended until it has none.
    fn take_all(cluster: &Arc<Postgres>) -> Result<Self> {
        let over = Arc::<AtomicBool>::default();
        let url = format!("postgres://others@127.0.0.1:{}/postgres", cluster.port());
        let hold = |_| {
            let (over, cluster, url) = (Arc::clone(&over), Arc::clone(cluster), url.clone());
            thread::spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    // It is refused until somebody else's connection ends.
                    let _ = silent(cluster.psql(&url, "SELECT pg_sleep(600)")).status();
                    sleep(Duration::from_millis(20));
                }
            })
        };
        let others = Self {
            holding: (0..OTHERS).map(hold).collect(),
            over: Arc::clone(&over),
            cluster: Arc::clone(cluster),
        };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            cluster.ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'node'")?;
            sleep(Duration::from_millis(300));
            if cluster.ask("SELECT count(*) FROM pg_stat_activity WHERE usename = 'node'")? == "0" {
                return Ok(others);
            }
        }
        bail!("the node keeps its connections")
    }

    fn let_go(self) -> Result<()> {
        self.over.store(true, Ordering::Relaxed);
        // One of them may just have got another.
        while !self.holding.iter().all(JoinHandle::is_finished) {
            self.cluster
                .ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'others'")?;
            sleep(Duration::from_millis(20));
        }
        for one in self.holding {
            one.join().map_err(|_| anyhow::anyhow!("one of the others failed"))?;
        }
        Ok(())
    }
}

fn silent(mut command: Command) -> Command {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

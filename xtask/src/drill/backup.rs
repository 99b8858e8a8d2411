//! `drill backup`: a backup is taken while readers report mistakes and people sign up, the server is killed, and the backup is
//! restored in another folder with the same mail server. What was acknowledged before the backup must be there, everything
//! must hold, and no letter may leave a second time.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Findings;
use super::acknowledged::kept;
use super::crash::{fsck, ids};
use super::letters::Letters;
use super::reporters::{self, Done, Report};
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::http::Client;
use crate::node::{self, Node, Server};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["seconds", "database", "seed", "organisations"];

const REPORTERS: usize = 4;
/// How long a node is given to send what it must not send.
const PATIENCE: Duration = Duration::from_secs(15);

/// The node that is lost, and the one that takes its place.
struct Drill {
    node: Node,
    other: Node,
    /// Kept as long as the databases are used.
    _clusters: Vec<Postgres>,
    letters: Letters,
    chance: Chance,
    organisations: Arc<Vec<String>>,
    backup: PathBuf,
}

/// Load on a server.
struct Load {
    stop: Arc<AtomicBool>,
    reporters: Vec<JoinHandle<Done>>,
    joining: JoinHandle<usize>,
    begun: Instant,
}

/// What a load came to.
struct Came {
    references: Vec<String>,
    asked: usize,
    refused: Vec<String>,
    seconds: f64,
}

/// Carries the drill out; false where something was lost, or a letter left twice.
///
/// # Errors
/// When a command refuses that must not.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let seconds = Duration::from_secs(u64::try_from(options.number("seconds", 10)?)?);
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let mut drill = Drill::new(root, folder.path(), options)?;
    let mut findings = Findings::default();
    let server = drill.node.serve()?;
    drill.organisations = Arc::new(ids(&mut Client::new(server.address, false), 2000)?);
    let first = drill.load(&server).end_after(seconds)?;
    let second = drill.load(&server);
    sleep(seconds / 4);
    let begun = Instant::now();
    let said = drill.node.run(&["backup", &drill.backup.display().to_string()])?;
    let took = begun.elapsed().as_secs_f64();
    let second = second.end_after(seconds / 4)?;
    server.kill()?;
    for text in first.refused.iter().chain(&second.refused).take(3) {
        println!("refused: {text}");
    }
    let refused = first.refused.len() + second.refused.len();
    findings.check("refused reports", refused, refused == 0);
    let rate = |came: &Came| came.references.len() as f64 / came.seconds;
    findings.tell(
        "reports a second before, and around the backup",
        format!("{:.0}, {:.0}", rate(&first), rate(&second)),
    );
    findings.tell("links to sign in asked for", first.asked + second.asked);
    findings.tell("backup", said.trim().rsplit('/').next().unwrap_or_default());
    findings.tell("backup took", format!("{took:.2} s"));
    drill.restore(&first, &second, &mut findings)?;
    drill.letters_of_the_other(&mut findings)?;
    Ok(findings.print())
}

impl Drill {
    fn new(root: &Path, folder: &Path, options: &Options) -> Result<Self> {
        let letters = Letters::start()?;
        let binary = node::build(root)?;
        let mut node = Node::new(&binary, &folder.join("one"));
        let mut other = Node::new(&binary, &folder.join("other"));
        let mut clusters = Vec::new();
        match options.text("database").unwrap_or("sqlite") {
            "sqlite" => {}
            "postgres" => {
                let bin = crate::needs::postgres().context("PostgreSQL is not installed")?;
                for node in [&mut node, &mut other] {
                    let cluster = Postgres::start(&bin)?;
                    node.database = Some(cluster.url());
                    clusters.push(cluster);
                }
            }
            other => bail!("--database {other}: sqlite or postgres is expected"),
        }
        for node in [&mut node, &mut other] {
            node.settings = vec![
                ("PASSERELLE_SMTP_URL", letters.url()),
                ("PASSERELLE_MAIL_FROM", "drill@passerelle.example".to_owned()),
                // Each person who signs up comes from an address of their own.
                ("PASSERELLE_PROXIES", "127.0.0.0/8".to_owned()),
            ];
        }
        node.fill(options.number("organisations", 2000)?)?;
        staff(&node)?;
        Ok(Self {
            node,
            other,
            _clusters: clusters,
            letters,
            chance: Chance::new(u64::try_from(options.number("seed", 1)?)?),
            organisations: Arc::new(Vec::new()),
            backup: folder.join("backup"),
        })
    }

    /// Reports by page and API, and people who ask for links.
    fn load(&mut self, server: &Server) -> Load {
        let stop = Arc::new(AtomicBool::new(false));
        let reporters = (0..REPORTERS)
            .map(|number| {
                let (organisations, stop) = (Arc::clone(&self.organisations), Arc::clone(&stop));
                reporters::start(
                    server.address,
                    organisations,
                    number % 2 == 0,
                    None,
                    self.chance.bits(),
                    stop,
                )
            })
            .collect();
        let (address, stopped, mut chance) = (server.address, Arc::clone(&stop), Chance::new(self.chance.bits()));
        let joining = thread::spawn(move || {
            let mut client = Client::new(address, true);
            let mut asked = 0;
            while !stopped.load(Ordering::Relaxed) {
                let body = format!("mail={}%40drill.example", chance.key());
                let from = format!("10.{}.{}.7", chance.below(250), chance.below(250));
                let headers = [
                    ("content-type", "application/x-www-form-urlencoded"),
                    ("sec-fetch-site", "same-origin"),
                    ("x-forwarded-for", from.as_str()),
                ];
                let answer = client.send("POST", "/fr/sign-in/link", &headers, body.as_bytes());
                asked += usize::from(answer.is_ok_and(|answer| answer.status == 303));
                sleep(Duration::from_millis(20));
            }
            asked
        });
        Load {
            stop,
            reporters,
            joining,
            begun: Instant::now(),
        }
    }

    /// Puts the backup where nothing was, and compares.
    fn restore(&self, first: &Came, second: &Came, findings: &mut Findings) -> Result<()> {
        let backup = self.backup.display().to_string();
        let said = self.other.run(&["restore", "--json", &backup])?;
        let settled: Value = serde_json::from_str(said.trim())?;
        findings.tell(
            "sessions and links ended, letters held",
            format!("{}, {}, {}", settled["sessions"], settled["links"], settled["letters"]),
        );
        let (text, clean) = fsck(&self.other)?;
        if !clean {
            println!("{text}");
        }
        findings.check("fsck of the restored node", if clean { "clean" } else { "BAD" }, clean);
        let verified = self.other.run(&["journal", "verify"])?;
        findings.tell("journal verify", verified.trim().replace('\n', " "));
        let there = kept(&self.other.run(&["journal", "export"])?);
        let lost = first.references.iter().filter(|one| !there.contains_key(*one)).count();
        findings.check(
            "acknowledged before the backup",
            first.references.len(),
            !first.references.is_empty(),
        );
        findings.check("of these not in the restored node", lost, lost == 0);
        let during = second.references.iter().filter(|one| there.contains_key(*one)).count();
        findings.check(
            "acknowledged around the backup, and in it",
            format!("{}, {during}", second.references.len()),
            during < second.references.len(),
        );
        let twice = there.values().filter(|count| **count > 1).count();
        findings.check("in the restored journal twice", twice, twice == 0);
        Ok(())
    }

    /// The restored node has a mail server and letters that wait: none of them leaves. What happens anew is told.
    fn letters_of_the_other(&mut self, findings: &mut Findings) -> Result<()> {
        let before = self.letters.count();
        findings.check("letters the lost node sent", before, before > 0);
        let server = self.other.serve()?;
        sleep(PATIENCE);
        let again = self.letters.count() - before;
        findings.check("letters the restored node sent by itself", again, again == 0);
        let mut client = Client::new(server.address, true);
        let report = Report {
            organisation: self.organisations.first().cloned().unwrap_or_default(),
            key: self.chance.key(),
            by_page: false,
        };
        reporters::reference(&reporters::send(&mut client, &report)?)?;
        let begun = Instant::now();
        while self.letters.count() == before && begun.elapsed() < PATIENCE {
            sleep(Duration::from_millis(100));
        }
        let new = self.letters.count() - before;
        findings.check("letters of a new report", new, new > 0);
        let held = self.other.run(&["mail", "held"])?;
        findings.tell("mail held", held.trim().lines().last().unwrap_or_default());
        let dropped = self.other.run(&["mail", "release", "--discard"])?;
        findings.tell("mail release --discard", dropped.trim());
        sleep(Duration::from_secs(3));
        let messages = self.letters.messages();
        let once: HashSet<_> = messages.iter().collect();
        let repeated = messages.len() - once.len();
        findings.check("letters that left twice", repeated, repeated == 0);
        server.kill()
    }
}

impl Load {
    /// Lets it go on for a while, then ends it.
    fn end_after(self, more: Duration) -> Result<Came> {
        sleep(more);
        self.stop.store(true, Ordering::Relaxed);
        let seconds = self.begun.elapsed().as_secs_f64();
        let mut came = Came {
            references: Vec::new(),
            asked: self
                .joining
                .join()
                .map_err(|_| anyhow::anyhow!("who signs up failed"))?,
            refused: Vec::new(),
            seconds,
        };
        for reporter in self.reporters {
            let done = reporter.join().map_err(|_| anyhow::anyhow!("a reporter failed"))?;
            came.references
                .extend(done.acknowledged.into_iter().map(|(_, reference)| reference));
            came.refused.extend(done.refused);
            came.refused.extend(done.open.map(|_| "no answer".to_owned()));
        }
        Ok(came)
    }
}

/// Somebody in each chamber, who is written to about what comes.
///
/// # Errors
/// When a command refuses.
pub fn staff(node: &Node) -> Result<()> {
    let list = node.run(&["chamber", "list"])?;
    // The first line says what the columns are.
    for code in list.lines().skip(1).filter_map(|line| line.split_whitespace().next()) {
        node.run(&["chamber", "add", code])?;
        let mail = format!("adviser@{code}.example");
        node.run(&["mandate", "grant", &mail, code, "adviser"])?;
    }
    Ok(())
}

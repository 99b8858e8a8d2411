//! `drill crash`: the server is killed again and again while readers report mistakes by page and API and an import runs.
//! With PostgreSQL the import writes beside the server, with SQLite the server writes for it; it is killed with the server.

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::Findings;
use super::acknowledged::Acknowledged;
use super::reporters::{self, Report};
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::http::Client;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["rounds", "database", "seed", "organisations"];

const REPORTERS: usize = 4;
/// Organisations that are reported on: of each at most fifty reports a day are taken.
const REPORTED: usize = 8000;
/// Entries an index may have read beyond the place its last commit tells, as the server has it.
const UNSAID: u64 = 5000;
const QUERIES: [&str; 20] = [
    "conseil",
    "beratung",
    "metz",
    "trier",
    "luxembourg",
    "software",
    "bois",
    "holz",
    "energie",
    "santé",
    "atelier",
    "labor",
    "lüttich",
    "liège",
    "école",
    "transport",
    "namur",
    "kaiserslautern",
    "eau",
    "gmbh",
];

struct Drill {
    node: Node,
    file: PathBuf,
    chance: Chance,
    organisations: Arc<Vec<String>>,
    acknowledged: Acknowledged,
    open: Vec<Option<Report>>,
    sent_again: usize,
    replayed: usize,
    imports_killed: usize,
    refused: Vec<String>,
}

/// Carries the drill out; false where something was lost or doubled.
///
/// # Errors
/// When a command refuses that must not, such as a start after a kill.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let rounds = options.number("rounds", 50)?;
    let organisations = options.number("organisations", 100_000)?;
    let cluster = Postgres::asked(options, Postgres::start)?;
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let mut node = Node::new(&binary, &folder.path().join("data"));
    node.database = cluster.as_ref().map(Postgres::url);
    let mut drill = Drill::new(node, folder.path(), organisations, options.number("seed", 1)?)?;
    for round in 1..=rounds {
        drill.round().with_context(|| format!("round {round}"))?;
        if round % 10 == 0 {
            println!("{round} rounds");
        }
    }
    drill.close(rounds)
}

impl Drill {
    fn new(node: Node, folder: &Path, organisations: usize, seed: usize) -> Result<Self> {
        let first = folder.join("first.jsonl");
        let file = folder.join("more.jsonl");
        node.write(&["generate", "--organisations", &REPORTED.to_string()], &first)?;
        node.write(&["generate", "--organisations", &organisations.to_string()], &file)?;
        node.run(&["migrate"])?;
        node.run(&["import", "jsonl", &first.display().to_string()])?;
        Ok(Self {
            node,
            file,
            chance: Chance::new(u64::try_from(seed)?),
            organisations: Arc::new(Vec::new()),
            acknowledged: Acknowledged::default(),
            open: vec![None; REPORTERS],
            sent_again: 0,
            replayed: 0,
            imports_killed: 0,
            refused: Vec::new(),
        })
    }

    /// Start, reports, kill; and an import that is killed as well.
    fn round(&mut self) -> Result<()> {
        let server = self.node.serve()?;
        if self.organisations.is_empty() {
            self.organisations = Arc::new(ids(&mut Client::new(server.address, false), REPORTED)?);
        }
        let mut import = self.import()?;
        let stop = Arc::new(AtomicBool::new(false));
        let mut running = Vec::new();
        for (number, open) in self.open.iter_mut().enumerate() {
            let (begin_with, seed) = (open.take(), self.chance.bits());
            self.sent_again += usize::from(begin_with.is_some());
            let (organisations, stop) = (Arc::clone(&self.organisations), Arc::clone(&stop));
            let by_page = number % 2 == 0;
            running.push(reporters::start(
                server.address,
                organisations,
                by_page,
                begin_with,
                seed,
                stop,
            ));
        }
        sleep(self.moment()?);
        let ended = import.try_wait()?;
        server.kill()?;
        match ended {
            // One that has read everything ends by itself: that is no kill.
            Some(status) if status.success() => {}
            Some(status) => bail!("the import ended by itself: {status}"),
            None => {
                import.kill()?;
                import.wait()?;
                self.imports_killed += 1;
            }
        }
        for (number, reporter) in running.into_iter().enumerate() {
            let done = reporter.join().map_err(|_| anyhow::anyhow!("a reporter failed"))?;
            self.replayed += done.replayed;
            self.open[number] = done.open;
            self.refused.extend(done.refused);
            for (report, reference) in done.acknowledged {
                self.acknowledged.add(report, reference);
            }
        }
        Ok(())
    }

    /// 0.3 to 2 seconds.
    fn moment(&mut self) -> Result<Duration> {
        Ok(Duration::from_millis(300 + u64::try_from(self.chance.below(1700))?))
    }

    fn import(&self) -> Result<Child> {
        let file = self.file.display().to_string();
        let mut command = self.node.command(&["import", "jsonl", &file]);
        Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
    }

    fn close(mut self, rounds: usize) -> Result<bool> {
        let mut findings = Findings::default();
        findings.tell("rounds, each with kill -9 of the server", rounds);
        findings.tell("imports killed", self.imports_killed);
        self.send_open()?;
        findings.tell("sent again with the same key after the kill", self.sent_again);
        findings.tell("of these kept before the kill", self.replayed);
        findings.check("refused reports", self.refused.len(), self.refused.is_empty());
        for text in self.refused.iter().take(3) {
            println!("refused: {text}");
        }
        self.node
            .run(&["import", "jsonl", &self.file.display().to_string()])
            .context("the last import")?;
        self.acknowledged.compare(&self.node, &mut findings)?;
        let (text, clean) = fsck(&self.node)?;
        if !clean {
            println!("{text}");
        }
        findings.check("fsck", if clean { "clean" } else { "BAD" }, clean);
        compare_index(&self.node, &mut findings)?;
        Ok(findings.print())
    }

    /// What the last kill left unanswered.
    fn send_open(&mut self) -> Result<()> {
        let server = self.node.serve()?;
        let mut client = Client::new(server.address, false);
        for report in self.open.iter_mut().filter_map(Option::take) {
            let answer = reporters::send(&mut client, &report)?;
            self.sent_again += 1;
            self.replayed += usize::from(answer.header("idempotency-replayed").is_some());
            self.acknowledged.add(report, reporters::reference(&answer)?);
        }
        Ok(())
    }
}

/// The output of `fsck`, and whether everything holds.
///
/// # Errors
/// When it cannot be started.
pub fn fsck(node: &Node) -> Result<(String, bool)> {
    let output = node.command(&["fsck"]).output()?;
    Ok((
        String::from_utf8_lossy(&output.stdout).into_owned(),
        output.status.success(),
    ))
}

/// Ids of at most `most` organisations, from the API.
///
/// # Errors
/// When it gives none.
pub fn ids(client: &mut Client, most: usize) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    let mut path = "/api/v1/organisations?standing=all&sort=name&limit=100".to_owned();
    while ids.len() < most {
        let answer = client.get(&path)?.json()?;
        let items = answer["items"]
            .as_array()
            .with_context(|| format!("{path}: no items: {answer}"))?;
        ids.extend(items.iter().filter_map(|item| item["id"].as_str()).map(str::to_owned));
        let Some(next) = answer["next"].as_str() else { break };
        let after_host = next.find("/api/").context("an address of the API")?;
        path = next[after_host..].to_owned();
    }
    if ids.is_empty() {
        bail!("the API lists no organisation");
    }
    Ok(ids)
}

/// The index as the kills left it and one built anew must answer alike, of as many organisations. How far it had read it need not
/// say while nothing it read concerns an organisation; never may more than [`UNSAID`] entries be read twice.
///
/// # Errors
/// When a command refuses.
pub fn compare_index(node: &Node, findings: &mut Findings) -> Result<()> {
    let (before, after) = compare_answers(node, findings)?;
    let (kept, anew) = (Standing::read(&before)?, Standing::read(&after)?);
    let holds = kept.documents == anew.documents && kept.entry <= anew.entry && anew.entry - kept.entry <= UNSAID;
    findings.check("index rebuilt", after.trim(), holds);
    Ok(())
}

/// What `index status` says: `100000 documents, entry 100522 of 100546`.
#[derive(Debug, PartialEq, Eq)]
struct Standing {
    documents: u64,
    entry: u64,
}

impl Standing {
    fn read(text: &str) -> Result<Self> {
        let parts = text.split_once(" documents, entry ");
        let read = |(documents, rest): (&str, &str)| {
            let (documents, entry) = (documents.trim().parse().ok()?, rest.split(' ').next()?.parse().ok()?);
            Some(Self { documents, entry })
        };
        parts
            .and_then(read)
            .with_context(|| format!("no standing of an index: {text}"))
    }
}

/// The same for an index that need not have said where it stands: what has nothing for it, it reads again at the next start.
///
/// # Errors
/// When a command refuses.
pub fn compare_answers(node: &Node, findings: &mut Findings) -> Result<(String, String)> {
    let first = answers(node)?;
    let before = node.run(&["index", "status"])?;
    node.run(&["index", "rebuild"])?;
    let after = node.run(&["index", "status"])?;
    let second = answers(node)?;
    let different = first.iter().zip(&second).filter(|(a, b)| a != b).count();
    for ((query, a), b) in QUERIES.iter().zip(&first).zip(&second).filter(|((_, a), b)| a != b) {
        println!("{query}: {a:.300}\nrebuilt: {b:.300}");
    }
    findings.tell("index", before.trim());
    findings.check("queries of 20 that answer otherwise", different, different == 0);
    Ok((before, after))
}

/// Totals and, by name, the first ids of each query.
fn answers(node: &Node) -> Result<Vec<String>> {
    let server = node.serve()?;
    let mut client = Client::new(server.address, false);
    QUERIES
        .iter()
        .map(|query| {
            let word = crate::http::encoded(query);
            let path = format!("/api/v1/organisations?standing=all&sort=name&limit=100&q={word}");
            let answer = client.get(&path)?.json()?;
            let items = answer["items"]
                .as_array()
                .with_context(|| format!("{path}: {answer}"))?;
            let ids: Vec<_> = items.iter().filter_map(|item| item["id"].as_str()).collect();
            Ok(format!("{} {ids:?}", answer["total"]))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standing_of_an_index() -> Result<()> {
        let (documents, entry) = (100_000, 100_522);
        let read = Standing::read("100000 documents, entry 100522 of 100546\n")?;
        assert_eq!(read, Standing { documents, entry });
        assert!(Standing::read("no index").is_err());
        Ok(())
    }
}

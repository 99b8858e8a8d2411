//! `drill disk-full`: readers report mistakes while the disk of a node fills up, database, index and log on it. What is
//! refused must be refused clearly, reading must go on, and once there is room the same process must take reports
//! again. The disk is a small one in memory, so that no other is touched.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Findings;
use super::acknowledged::Acknowledged;
use super::crash::{compare_index, fsck, ids};
use super::reporters::{self, Done, Report};
use crate::chance::Chance;
use crate::http::{Answer, Client};
use crate::node::{self, Node, Server};
use crate::options::Options;
use crate::{needs, steps};

/// What it can be told.
pub const OPTIONS: &[&str] = &["organisations", "mebibytes", "rounds", "seed"];

const LANGUAGES: [&str; 3] = ["fr", "de", "en"];
const REPORTERS: usize = 4;
/// How long reports come in before the disk fills, and while it is full.
const MOMENT: Duration = Duration::from_millis(1500);
/// Within this time after there is room, reports succeed again.
const RECOVERS_WITHIN: Duration = Duration::from_secs(10);
const MEBIBYTE: usize = 1 << 20;

/// A file system of its own in memory; dropping it takes it away.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: &Path, mebibytes: usize) -> Result<Self> {
        let needed = "drill disk-full mounts a small file system in memory: it needs root and Linux \
                      (`sudo -E cargo xtask drill disk-full`, or a container with CAP_SYS_ADMIN)";
        fs::create_dir_all(at)?;
        let size = format!("size={mebibytes}m,mode=700");
        let mut mount = needs::command("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "passerelle-drill"]).arg(at);
        if !steps::succeeds(&mut mount).context(needed)? {
            bail!("{needed}");
        }
        Ok(Self(at.to_owned()))
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    /// Writes until not one byte more fits.
    fn fill(&self) -> Result<()> {
        let mut file = File::options().create(true).append(true).open(self.ballast())?;
        let block = vec![0; MEBIBYTE];
        for size in [MEBIBYTE, 4096, 1] {
            while file.write_all(&block[..size]).is_ok() {}
        }
        Ok(())
    }

    fn make_room(&self) -> Result<()> {
        fs::remove_file(self.ballast()).context("the ballast")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a server that was just killed may still hold a file.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

struct Drill {
    disk: Disk,
    chance: Chance,
    organisations: Arc<Vec<String>>,
    acknowledged: Acknowledged,
    refused: usize,
    odd: Vec<String>,
    resent: usize,
    slowest: Duration,
}

/// Carries the drill out; false where something was lost, unclear or did not recover.
///
/// # Errors
/// When the disk cannot be mounted, or the server ends.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let organisations = options.number("organisations", 2000)?;
    let rounds = options.number("rounds", 3)?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let disk = Disk::mount(&folder.path().join("disk"), options.number("mebibytes", 64)?)?;
    let binary = node::build(root)?;
    let node = Node::new(&binary, &disk.0.join("data"));
    let file = folder.path().join("organisations.jsonl");
    node.write(&["generate", "--organisations", &organisations.to_string()], &file)?;
    node.run(&["migrate"])?;
    node.run(&["import", "jsonl", &file.display().to_string()])?;
    let server = node.serve()?;
    let mut drill = Drill {
        organisations: Arc::new(ids(&mut Client::new(server.address, false), organisations)?),
        disk,
        chance: Chance::new(u64::try_from(options.number("seed", 1)?)?),
        acknowledged: Acknowledged::default(),
        refused: 0,
        odd: Vec::new(),
        resent: 0,
        slowest: Duration::ZERO,
    };
    for round in 1..=rounds {
        drill.round(&server).with_context(|| format!("round {round}"))?;
        println!("round {round}: {} refused so far", drill.refused);
    }
    // It ran through all of it, or this fails.
    server.kill()?;
    drill.close(&node, rounds)
}

impl Drill {
    /// Reports, a full disk under them, room again.
    fn round(&mut self, server: &Server) -> Result<()> {
        let stop = Arc::new(AtomicBool::new(false));
        let running: Vec<_> = (0..REPORTERS)
            .map(|number| self.reporter(server, number, &stop))
            .collect();
        sleep(MOMENT);
        self.disk.fill()?;
        sleep(MOMENT);
        stop.store(true, Ordering::Relaxed);
        for reporter in running {
            self.take(reporter.join().map_err(|_| anyhow::anyhow!("a reporter failed"))?);
        }
        // What the database gave free meanwhile is filled as well.
        self.disk.fill()?;
        let mut client = Client::new(server.address, false);
        let refused = self.refusals(&mut client)?;
        self.reads(&mut client)?;
        self.disk.make_room()?;
        self.recover(&mut client, refused)
    }

    fn reporter(&mut self, server: &Server, number: usize, stop: &Arc<AtomicBool>) -> JoinHandle<Done> {
        let organisations = Arc::clone(&self.organisations);
        let seed = self.chance.bits();
        reporters::start(
            server.address,
            organisations,
            number.is_multiple_of(2),
            None,
            seed,
            Arc::clone(stop),
        )
    }

    fn take(&mut self, done: Done) {
        if let Some(report) = done.open {
            self.odd.push(format!("no answer to {report:?}"));
        }
        for (report, reference) in done.acknowledged {
            self.acknowledged.add(report, reference);
        }
        for text in done.refused {
            if !text.starts_with("status 503") && !text.starts_with("status 507") {
                self.odd.push(text);
            }
            self.refused += 1;
        }
    }

    /// One report by page and one by API in each language while nothing fits; those that were refused.
    ///
    /// A few may still fit into what the database holds already, so each is repeated until one is refused.
    fn refusals(&mut self, client: &mut Client) -> Result<Vec<Report>> {
        let mut refused = Vec::new();
        for (language, by_page) in LANGUAGES
            .iter()
            .flat_map(|language| [(*language, true), (*language, false)])
        {
            let mut tries = 0;
            loop {
                let report = Report {
                    organisation: self.chance.one(&self.organisations).cloned().unwrap_or_default(),
                    key: self.chance.key(),
                    by_page,
                };
                let answer = reporters::send_in(client, &report, language)?;
                if let Ok(reference) = reporters::reference(&answer) {
                    self.acknowledged.add(report, reference);
                    tries += 1;
                    if tries > 10_000 {
                        bail!("reports are taken though the disk is full");
                    }
                    continue;
                }
                let faults = if by_page {
                    of_page(&answer, language)
                } else {
                    of_problem(&answer, language)
                };
                self.odd.extend(
                    faults
                        .into_iter()
                        .map(|fault| format!("{language}, {}: {fault}", if by_page { "page" } else { "API" })),
                );
                self.refused += 1;
                refused.push(report);
                break;
            }
        }
        Ok(refused)
    }

    /// Pages and answers that only read.
    fn reads(&mut self, client: &mut Client) -> Result<()> {
        let id = self.chance.one(&self.organisations).cloned().unwrap_or_default();
        let moved = client.get(&format!("/de/organisations/{id}"))?;
        let page = moved.header("location").unwrap_or_default();
        for path in [
            "/fr".to_owned(),
            "/de/organisations?standing=all&q=holz".to_owned(),
            page.find("/de/")
                .map_or_else(|| page.to_owned(), |at| page[at..].to_owned()),
            format!("/en/organisations/{id}/report"),
            format!("/api/v1/organisations/{id}"),
            "/api/v1/organisations?standing=all&q=bois".to_owned(),
        ] {
            let status = client.get(&path)?.status;
            if status != 200 {
                self.odd
                    .push(format!("reading {path} while the disk is full: {status}"));
            }
        }
        Ok(())
    }

    /// Sends what was refused again, with the same keys, until the server takes it.
    fn recover(&mut self, client: &mut Client, refused: Vec<Report>) -> Result<()> {
        let begun = Instant::now();
        for report in refused {
            loop {
                let answer = reporters::send(client, &report)?;
                if let Ok(reference) = reporters::reference(&answer) {
                    if answer.header("idempotency-replayed").is_some() {
                        self.odd.push("a report that was refused had been kept".to_owned());
                    }
                    self.acknowledged.add(report, reference);
                    self.resent += 1;
                    break;
                }
                if begun.elapsed() > RECOVERS_WITHIN {
                    bail!("there is room, and reports are still refused: status {}", answer.status);
                }
                sleep(Duration::from_millis(50));
            }
        }
        self.slowest = self.slowest.max(begun.elapsed());
        Ok(())
    }

    fn close(self, node: &Node, rounds: usize) -> Result<bool> {
        let mut findings = Findings::default();
        findings.tell("rounds, each with a full disk", rounds);
        findings.check("reports refused while it was full", self.refused, self.refused > 0);
        findings.check("of these not as they must be", self.odd.len(), self.odd.is_empty());
        for text in self.odd.iter().take(10) {
            println!("not as it must be: {text}");
        }
        findings.tell("refused, and kept when sent again", self.resent);
        findings.tell(
            "seconds until they were kept, at most",
            format!("{:.2}", self.slowest.as_secs_f64()),
        );
        self.acknowledged.compare(node, &mut findings)?;
        let (text, clean) = fsck(node)?;
        if !clean {
            println!("{text}");
        }
        findings.check("fsck", if clean { "clean" } else { "BAD" }, clean);
        compare_index(node, &mut findings)?;
        Ok(findings.print())
    }
}

/// What is wrong with a refusal as a person sees it.
fn of_page(answer: &Answer, language: &str) -> Vec<String> {
    let text = String::from_utf8_lossy(&answer.body);
    let mut faults = of_any(answer, &text);
    if !text.contains(&format!("<html lang=\"{language}\"")) || !text.contains("<h1") {
        faults.push(format!("no page in that language: {text:.200}"));
    }
    faults
}

/// What is wrong with a refusal as a program sees it.
fn of_problem(answer: &Answer, language: &str) -> Vec<String> {
    let text = String::from_utf8_lossy(&answer.body);
    let mut faults = of_any(answer, &text);
    let is_problem = answer.header("content-type") == Some("application/problem+json");
    if !is_problem || answer.header("content-language") != Some(language) {
        faults.push(format!("no problem+json in that language: {text:.200}"));
    }
    faults
}

fn of_any(answer: &Answer, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !matches!(answer.status, 503 | 507) {
        faults.push(format!("status {}", answer.status));
    }
    if answer.header("retry-after").is_none() {
        faults.push("it does not say when to try again".to_owned());
    }
    if text.contains("SqliteError") || text.contains("(code:") {
        faults.push("it shows the error of the database".to_owned());
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Answer {
            status,
            headers: headers.iter().map(own).collect(),
            body: body.as_bytes().to_vec(),
        }
    }

    #[test]
    fn a_refusal_is_clear_in_the_language_of_its_reader() {
        let wait = ("retry-after", "2");
        let page = answer(503, &[wait], "<html lang=\"de\"><h1>Gerade ausgelastet</h1>");
        assert_eq!(of_page(&page, "de"), [""; 0]);
        assert_eq!(of_page(&page, "fr").len(), 1, "another language");
        let bare = answer(500, &[], "error returned from database: (code: 13)");
        assert_eq!(of_page(&bare, "de").len(), 4, "status, wait, cause, page");
        let kind = ("content-type", "application/problem+json");
        let problem = answer(507, &[wait, kind, ("content-language", "en")], "{}");
        assert_eq!(of_problem(&problem, "en"), [""; 0]);
        assert_eq!(of_problem(&problem, "de").len(), 1);
    }
}

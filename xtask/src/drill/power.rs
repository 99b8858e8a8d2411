//! `drill power-loss`: what a machine keeps that loses its power. First the server is watched by `strace`: between the last byte of
//! a report's rows and the answer to its reader stands a flush to the disk. Then, under reports, its processes are stopped where
//! they are, the database is copied as it lies there with its log, and they go on. Every copy must open, hold, and have every
//! report in it that had been acknowledged.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::Findings;
use super::acknowledged::kept;
use super::crash::{fsck, ids};
use super::reporters::{self, Report};
use crate::chance::Chance;
use crate::http::Client;
use crate::needs;
use crate::node::{self, Node, Server};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["rounds", "seed", "organisations"];

const REPORTERS: usize = 4;
/// Reports whose way to the disk is watched.
const WATCHED: usize = 20;

/// Carries the drill out; false where something was lost.
///
/// # Errors
/// When a command refuses that must not.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let rounds = options.number("rounds", 30)?;
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let node = Node::new(&node::build(root)?, &folder.path().join("data"));
    node.fill(options.number("organisations", 2000)?)?;
    let mut findings = Findings::default();
    let server = node.serve()?;
    let organisations = Arc::new(ids(&mut Client::new(server.address, false), 2000)?);
    flushed(&server, &organisations, &mut chance, folder.path(), &mut findings)?;
    copied(&node, server, rounds, &organisations, &mut chance, &mut findings)?;
    Ok(findings.print())
}

/// Looks at each report's way: its rows are flushed before its answer leaves.
fn flushed(
    server: &Server,
    organisations: &[String],
    chance: &mut Chance,
    folder: &Path,
    findings: &mut Findings,
) -> Result<()> {
    let strace = needs::or_debian("strace", "strace", || needs::program("strace"))?;
    let trace = folder.join("trace");
    let mut watching = Command::new(strace)
        .args([
            "-f",
            "-qq",
            "-y",
            "-s",
            "16",
            "-e",
            "trace=pwrite64,fdatasync,fsync,write,writev,sendto",
            "-o",
        ])
        .arg(&trace)
        .args(["-p", &server.process().to_string()])
        .stderr(Stdio::null())
        .spawn()
        .context("strace")?;
    sleep(Duration::from_secs(1));
    let mut client = Client::new(server.address, false);
    for number in 0..WATCHED {
        let report = Report {
            organisation: chance.one(organisations).cloned().unwrap_or_default(),
            key: chance.key(),
            by_page: number % 2 == 0,
        };
        reporters::reference(&reporters::send(&mut client, &report)?)?;
    }
    sleep(Duration::from_millis(300));
    // It hears the signal, lets go of the server, and writes the rest.
    Command::new("kill").arg(watching.id().to_string()).status()?;
    watching.wait()?;
    let (answers, unflushed) = before_answers(&fs::read_to_string(&trace)?);
    findings.check("answers watched", answers, answers >= WATCHED);
    findings.check(
        "of these sent before their rows were on the disk",
        unflushed,
        unflushed == 0,
    );
    Ok(())
}

/// Answers to reports in a trace; and those before which something of the log was written and not flushed.
fn before_answers(trace: &str) -> (usize, usize) {
    let (mut answers, mut unflushed, mut written, mut flushes) = (0, 0, false, 0);
    for line in trace.lines() {
        let of_the_log = line.contains("passerelle.sqlite-wal>");
        if of_the_log && line.contains("pwrite64(") {
            written = true;
            flushes = 0;
        } else if (of_the_log && (line.contains("fdatasync(") || line.contains("fsync(")))
            || line.contains("sync resumed>")
        {
            flushes += 1;
            written = false;
        } else if line.contains("HTTP/1.1 201") || line.contains("HTTP/1.1 303") {
            answers += 1;
            unflushed += usize::from(written || flushes == 0);
        }
    }
    (answers, unflushed)
}

/// Stops, copies, goes on; and looks at the copies.
fn copied(
    node: &Node,
    server: Server,
    rounds: usize,
    organisations: &Arc<Vec<String>>,
    chance: &mut Chance,
    findings: &mut Findings,
) -> Result<()> {
    let (mut acknowledged, mut lost, mut bad) = (HashMap::<String, usize>::new(), 0, 0);
    let mut copy = node.clone();
    copy.data = node.data.with_extension("copy");
    for round in 1..=rounds {
        let stop = Arc::new(AtomicBool::new(false));
        let running: Vec<_> = (0..REPORTERS)
            .map(|number| {
                let (organisations, stop) = (Arc::clone(organisations), Arc::clone(&stop));
                reporters::start(
                    server.address,
                    organisations,
                    number % 2 == 0,
                    None,
                    chance.bits(),
                    stop,
                )
            })
            .collect();
        sleep(Duration::from_millis(200 + u64::try_from(chance.below(800))?));
        server.freeze(true)?;
        // Whoever has an answer has it by now; nobody gets another one before the copy is made.
        stop.store(true, Ordering::Relaxed);
        sleep(Duration::from_millis(50));
        take(&node.data, &copy.data)?;
        server.freeze(false)?;
        for reporter in running {
            let done = reporter.join().map_err(|_| anyhow::anyhow!("a reporter failed"))?;
            let mut answered: Vec<_> = done.acknowledged.into_iter().map(|(_, reference)| reference).collect();
            // The last answer of each may have come after the server went on.
            answered.pop();
            acknowledged.extend(answered.into_iter().map(|reference| (reference, round)));
        }
        let there = kept(&copy.run(&["journal", "export"])?);
        lost += acknowledged.keys().filter(|one| !there.contains_key(*one)).count();
        let (text, clean) = fsck(&copy)?;
        if !clean {
            println!("round {round}:\n{text}");
            bad += 1;
        }
    }
    server.kill()?;
    findings.tell("copies of a running database with its log", rounds);
    findings.check(
        "acknowledged before the copies",
        acknowledged.len(),
        !acknowledged.is_empty(),
    );
    findings.check("acknowledged and not in the copy", lost, lost == 0);
    findings.check("copies whose invariants do not hold", bad, bad == 0);
    Ok(())
}

/// Database and log as they lie there; what a machine makes anew at its start is left.
fn take(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for name in ["passerelle.sqlite", "passerelle.sqlite-wal"] {
        let file = from.join(name);
        if !file.exists() {
            bail!("{} is not there", file.display());
        }
        fs::copy(&file, to.join(name))?;
    }
    fs::write(to.join("lock"), "running")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_before_its_flush_is_seen() {
        let write = "7 pwrite64(9</d/passerelle.sqlite-wal>, \"x\", 4096, 0) = 4096\n";
        let flush = "7 fdatasync(9</d/passerelle.sqlite-wal>) = 0\n";
        let answer = "8 writev(12<socket:[1]>, [{iov_base=\"HTTP/1.1 303 See\"...}], 1) = 20\n";
        assert_eq!(before_answers(&format!("{write}{flush}{answer}")), (1, 0));
        assert_eq!(before_answers(&format!("{write}{answer}{flush}")), (1, 1));
        assert_eq!(before_answers(answer), (1, 1));
    }
}

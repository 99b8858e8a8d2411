//! `drill index-deleted`: the files of a running node's index are taken away under searches and reports. Searches go on in what is open,
//! and with the next change the node builds the index anew by itself.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use super::Findings;
use super::crash::compare_answers;
use super::crowd::Crowd;
use super::slow;
use crate::bench::load::percentile;
use crate::chance::Chance;
use crate::http::Client;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["rounds", "organisations", "seed"];

const REPORTERS: usize = 2;
/// What was written is found within this time, though the index is built anew first.
const FOUND: Duration = Duration::from_secs(20);
const ALL: &str = "/api/v1/organisations?standing=all&territory=all&status=all&age=all&limit=1";

/// What is taken away.
#[derive(Clone, Copy, Debug)]
enum Gone {
    Files,
    AllButTheList,
    Folder,
}

/// Carries the drill out; false where a search failed, or what was written is not found.
///
/// # Errors
/// When the product does not start.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let rounds = options.number("rounds", 3)?;
    let organisations = options.number("organisations", 20_000)?;
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let node = Node::new(&node::build(root)?, &folder.path().join("data"));
    node.fill(organisations)?;
    let server = node.serve()?;
    let mut client = Client::new(server.address, false);
    wait_for(&mut client, organisations)?;
    let crowd = Crowd::start(server.address, REPORTERS, &mut chance)?;
    let over = AtomicBool::new(false);
    let address: SocketAddr = server.address;
    let (longest, pages) = thread::scope(|scope| -> Result<_> {
        let reading = scope.spawn(|| slow::pages(address, Duration::from_secs(600), &over));
        let mut longest = Duration::ZERO;
        let mut rounds_of = || -> Result<()> {
            for round in 0..rounds {
                let gone = [Gone::Files, Gone::AllButTheList, Gone::Folder][round % 3];
                sleep(Duration::from_secs(2));
                take_away(&node.data.join("index"), gone)?;
                let took = found(&node, &mut client, folder.path(), organisations + round)?;
                println!(
                    "{gone:?} gone: what was written is found after {:.1} s",
                    took.as_secs_f64()
                );
                longest = longest.max(took);
            }
            Ok(())
        };
        let done = rounds_of();
        over.store(true, Ordering::Relaxed);
        let pages = reading.join().map_err(|_| anyhow!("the reader failed"))?;
        done?;
        Ok((longest, pages?))
    })?;
    let came = crowd.end()?;
    let mut findings = Findings::default();
    findings.tell("times the index was taken away", rounds);
    findings.check(
        "what was written is found after at most, s",
        format!("{:.1}", longest.as_secs_f64()),
        longest <= FOUND,
    );
    findings.tell(
        "searches meanwhile, all answered, p99 ms",
        format!("{}, {:.1}", pages.len(), percentile(&pages, 99)),
    );
    findings.check("tries without an acknowledgement", came.tries, came.tries == 0);
    server.kill()?;
    came.acknowledged.compare(&node, &mut findings)?;
    compare_answers(&node, &mut findings)?;
    findings.holds(&node)?;
    Ok(findings.print())
}

fn take_away(index: &Path, gone: Gone) -> Result<()> {
    if matches!(gone, Gone::Folder) {
        return Ok(fs::remove_dir_all(index)?);
    }
    for entry in fs::read_dir(index)?.flatten() {
        if matches!(gone, Gone::Files) || entry.file_name() != "meta.json" {
            // One that the writer has just dropped itself need not be there.
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// Writes one more organisation and waits until all there are are found.
fn found(node: &Node, client: &mut Client, folder: &Path, after: usize) -> Result<Duration> {
    let file = folder.join("one.jsonl");
    node.write(
        &["generate", "--organisations", "1", "--after", &after.to_string()],
        &file,
    )?;
    node.run(&["import", "jsonl", &file.display().to_string()])?;
    let begun = Instant::now();
    wait_for(client, after + 1)?;
    Ok(begun.elapsed())
}

fn wait_for(client: &mut Client, organisations: usize) -> Result<()> {
    let begun = Instant::now();
    let mut last = 0;
    while begun.elapsed() < Duration::from_secs(120) {
        last = client.get(ALL)?.json()?["total"].as_u64().unwrap_or_default();
        if usize::try_from(last)? >= organisations {
            return Ok(());
        }
        sleep(Duration::from_millis(50));
    }
    bail!("{last} organisations are found, there are {organisations}")
}

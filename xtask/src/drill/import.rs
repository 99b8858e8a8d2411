//! `drill import-kill`: an import is killed at random moments and resumed by the same command each time. What it
//! leaves must be what an undisturbed import leaves.

use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Findings;
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::needs;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["organisations", "kills", "seed", "database"];

/// Carries the drill out; false where the two differ.
///
/// # Errors
/// When a command refuses.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let organisations = options.number("organisations", 100_000)?;
    let kills = options.number("kills", 10)?;
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let mut whole = Node::new(&binary, &folder.path().join("whole"));
    let mut broken = Node::new(&binary, &folder.path().join("broken"));
    let _clusters = clusters(options, [&mut whole, &mut broken])?;
    let file = folder.path().join("organisations.jsonl");
    whole.write(&["generate", "--organisations", &organisations.to_string()], &file)?;
    let words = ["import", "jsonl", &file.display().to_string(), "--json"];

    let begun = Instant::now();
    let outcome: Value = serde_json::from_str(&whole.run(&words)?)?;
    let undisturbed = begun.elapsed();
    println!("undisturbed: {:.1} s", undisturbed.as_secs_f64());
    let mut findings = Findings::default();
    findings.tell("seconds undisturbed", format!("{:.1}", undisturbed.as_secs_f64()));
    findings.check(
        "created undisturbed",
        &outcome["created"],
        outcome["created"] == organisations,
    );

    let begun = Instant::now();
    let hits = kill_often(&broken, &words, kills, undisturbed, &mut chance)?;
    findings.check("killed in its work", hits, hits == kills);
    let outcome: Value = serde_json::from_str(&broken.run(&words)?)?;
    findings.tell("records the last run began after", &outcome["resumed_after"]);
    findings.tell(
        "seconds with the kills",
        format!("{:.1}", begun.elapsed().as_secs_f64()),
    );
    compare(&whole, &broken, &mut findings)?;
    let again: Value = serde_json::from_str(&broken.run(&words)?)?;
    let written = ["created", "changed", "attached"].map(|name| again[name].as_u64().unwrap_or(1));
    findings.check(
        "written by one more run",
        written.iter().sum::<u64>(),
        written == [0; 3],
    );
    Ok(findings.print())
}

/// Gives each node a PostgreSQL of its own, where that is asked for.
fn clusters(options: &Options, nodes: [&mut Node; 2]) -> Result<Vec<Postgres>> {
    match options.text("database").unwrap_or("sqlite") {
        "sqlite" => Ok(Vec::new()),
        "postgres" => {
            let bin = needs::postgres().context("PostgreSQL is not installed")?;
            let start = |node: &mut Node| {
                let cluster = Postgres::start(&bin)?;
                node.database = Some(cluster.url());
                Ok(cluster)
            };
            nodes.into_iter().map(start).collect()
        }
        other => bail!("--database {other}: sqlite or postgres is expected"),
    }
}

/// Starts the command and kills it, until that hit its work `kills` times.
///
/// Each run lives for a share of what is left on average, so that the kills spread over the whole import; a run that
/// was done before its kill is an error, for then there is nothing left to interrupt.
fn kill_often(node: &Node, words: &[&str], kills: usize, whole: Duration, chance: &mut Chance) -> Result<usize> {
    let share = whole.as_secs_f64() / f64::from(u32::try_from(kills + 1)?);
    for kill in 1..=kills {
        let part = f64::from(u32::try_from(chance.below(1000))?) / 1000.0;
        let life = Duration::from_secs_f64(share * (0.3 + 1.2 * part));
        let mut child = node
            .command(words)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        sleep(life);
        if let Some(status) = child.try_wait()? {
            bail!("the import ended before kill {kill}: {status}; take more organisations");
        }
        child.kill()?;
        child.wait()?;
        println!("kill {kill:>2} after {:.2} s", life.as_secs_f64());
    }
    Ok(kills)
}

fn compare(whole: &Node, broken: &Node, findings: &mut Findings) -> Result<()> {
    let hash = |node: &Node| {
        node.run(&["fsck", "--hash", "content"])
            .map(|text| text.trim().to_owned())
    };
    let (a, b) = (hash(whole)?, hash(broken)?);
    findings.tell("content undisturbed", &a);
    findings.check("content after the kills", &b, a == b);
    for (name, node) in [("undisturbed", whole), ("after the kills", broken)] {
        let (text, clean) = super::crash::fsck(node)?;
        if !clean {
            println!("{text}");
        }
        findings.check(&format!("fsck {name}"), if clean { "clean" } else { "BAD" }, clean);
    }
    let rows = |node: &Node| -> Result<String> {
        let tables = node.run(&["fsck", "--hash", "rows"])?;
        let line = tables.lines().find(|line| line.starts_with("organisation\t"));
        Ok(line.and_then(|line| line.split('\t').nth(1)).unwrap_or("0").to_owned())
    };
    let (a, b) = (rows(whole)?, rows(broken)?);
    findings.tell("organisations undisturbed", &a);
    findings.check("organisations after the kills", &b, a == b && a != "0");
    Ok(())
}

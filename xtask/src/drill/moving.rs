//! `drill move`: the filled demonstration and generated organisations go from SQLite to PostgreSQL and back. Each way is cut off
//! by `kill -9` a few times and goes on. All three databases must hold the same rows, and the chain must verify.

use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Findings;
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::needs;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["organisations", "kills", "seed"];

/// Carries the drill out; false where a row was lost or changed.
///
/// # Errors
/// When a command refuses that must not.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let organisations = options.number("organisations", 100_000)?;
    let mut drill = Drill {
        cluster: Postgres::durable(&needs::postgres().context("PostgreSQL is not installed")?)?,
        kills: options.number("kills", 3)?,
        chance: Chance::new(u64::try_from(options.number("seed", 1)?)?),
        findings: Findings::default(),
    };
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let demo = Node::new(&binary, &folder.path().join("demo"));
    // Served once, it is filled.
    demo.demo(&[])?.kill()?;
    drill.there_and_back("demo", demo)?;
    let many = Node::new(&binary, &folder.path().join("many"));
    many.fill(organisations)?;
    drill.there_and_back(&format!("{organisations} organisations"), many)?;
    Ok(drill.findings.print())
}

struct Drill {
    cluster: Postgres,
    kills: usize,
    chance: Chance,
    findings: Findings,
}

impl Drill {
    fn there_and_back(&mut self, what: &str, mut node: Node) -> Result<()> {
        let hash = |node: &Node| node.run(&["fsck", "--hash", "rows"]);
        let before = hash(&node)?;
        let rows: usize = before
            .lines()
            .filter_map(|line| line.split('\t').nth(1)?.parse::<usize>().ok())
            .sum();
        self.findings.check(&format!("{what}: rows"), rows, rows > 0);
        let url = self.cluster.database(&format!("moved-{}", rows))?;
        self.moved(&format!("{what}: to PostgreSQL"), &node, &url)?;
        node.database = Some(url);
        let there = hash(&node)?;
        self.moved(&format!("{what}: back to SQLite"), &node, "sqlite")?;
        node.database = None;
        let back = hash(&node)?;
        self.same(&format!("{what}: on PostgreSQL"), &before, &there);
        self.same(&format!("{what}: back on SQLite"), &before, &back);
        let verified = node.run(&["journal", "verify"])?;
        self.findings
            .tell(&format!("{what}: journal verify"), verified.trim().replace('\n', " "));
        Ok(())
    }

    /// Moves, killed a few times on the way.
    fn moved(&mut self, what: &str, node: &Node, to: &str) -> Result<()> {
        let (mut killed, mut longest) = (0, Duration::from_millis(400));
        let begun = Instant::now();
        for _ in 0..self.kills {
            let mut child = node
                .command(&["move", "--to", to])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()?;
            sleep(longest.mul_f64(self.chance.below(1000) as f64 / 1000.0));
            longest *= 3;
            if let Some(status) = child.try_wait()? {
                if status.success() {
                    // It was quicker than the kill.
                    self.findings
                        .tell(what, format!("{killed} kills, {:.1} s", begun.elapsed().as_secs_f64()));
                    return Ok(());
                }
                bail!("{what}: it refused to go on");
            }
            child.kill()?;
            child.wait()?;
            killed += 1;
        }
        let last = Instant::now();
        let said = node.run(&["move", "--to", to])?;
        let clean = said.contains("the same on both sides") && !said.contains("BAD");
        self.findings.check(
            what,
            format!(
                "{killed} kills, {:.1} s, the last part {:.1} s",
                begun.elapsed().as_secs_f64(),
                last.elapsed().as_secs_f64()
            ),
            clean,
        );
        Ok(())
    }

    fn same(&mut self, what: &str, one: &str, other: &str) {
        let differing: Vec<&str> = one
            .lines()
            .zip(other.lines())
            .filter(|(one, other)| one != other)
            .filter_map(|(one, _)| one.split('\t').next())
            .collect();
        let equal = one == other;
        let value = if equal {
            "the same rows".to_owned()
        } else {
            differing.join(", ")
        };
        self.findings.check(what, value, equal);
    }
}

//! `drill upgrade`: two nodes of the version before the last change of the schema, with data and under load on PostgreSQL, are replaced
//! one after the other by those of today; where the new schema lets the old version go on, back and forth once more. Then the same on
//! SQLite with one node, whose way back is the backup it made itself. No request may fail, nothing acknowledged be lost.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Findings;
use super::acknowledged::Acknowledged;
use super::crash::{compare_answers, ids};
use super::rolling::Readers;
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::http::Client;
use crate::needs;
use crate::node::{self, Node, Server};
use crate::options::Options;
use crate::steps;

/// What it can be told.
pub const OPTIONS: &[&str] = &["before", "seed", "organisations"];

const MIGRATIONS: &str = "server/migrations/sqlite";
/// Between two nodes, so that each works for a while beside the other.
const BETWEEN: Duration = Duration::from_secs(2);
const SECRET: &str = "a secret both nodes of the drill have";

/// Carries the drill out; false where a request failed or something was lost.
///
/// # Errors
/// When a command refuses that must not.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let new = node::build(root)?;
    let old = match options.text("before") {
        Some(binary) => PathBuf::from(binary),
        None => build_before(root)?,
    };
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let mut findings = Findings::default();
    postgres(folder.path(), (&old, &new), options, &mut findings)?;
    sqlite(folder.path(), (&old, &new), options, &mut findings)?;
    Ok(findings.print())
}

/// The commit before the last migration came, built for release in a tree of its own.
fn build_before(root: &Path) -> Result<PathBuf> {
    let git = |words: &[&str]| -> Result<String> {
        let output = Command::new("git")
            .current_dir(root)
            .args(words)
            .output()
            .context("git")?;
        if !output.status.success() {
            bail!("git {}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let commit = git(&["log", "-1", "--format=%H", "--diff-filter=A", "--", MIGRATIONS])?;
    let tree = root.join("target/before");
    if !tree.exists() {
        git(&[
            "worktree",
            "add",
            "--detach",
            &tree.display().to_string(),
            &format!("{commit}^"),
        ])?;
    }
    println!("building {commit}^ in {}", tree.display());
    let mut cargo = needs::command("cargo");
    cargo
        .current_dir(&tree)
        .args(["build", "--release", "--quiet", "--package", "passerelle"])
        .env("CARGO_TARGET_DIR", tree.join("target"));
    if !steps::succeeds(&mut cargo)? {
        bail!("the version before does not build");
    }
    Ok(tree.join("target/release/passerelle"))
}

/// Fills a node with the old version.
fn fill(node: &Node, options: &Options) -> Result<()> {
    node.fill(options.number("organisations", 20_000)?)?;
    super::backup::staff(node)
}

fn with(node: &Node, binary: &Path) -> Node {
    let mut other = Node::new(binary, &node.data);
    other.database.clone_from(&node.database);
    other.settings.clone_from(&node.settings);
    other
}

fn postgres(folder: &Path, (old, new): (&Path, &Path), options: &Options, findings: &mut Findings) -> Result<()> {
    let cluster = Postgres::durable(&needs::postgres().context("PostgreSQL is not installed")?)?;
    let make = |name: &str| {
        let mut node = Node::new(old, &folder.join(name));
        node.database = Some(cluster.url());
        node.settings = vec![("PASSERELLE_SECRET", SECRET.to_owned())];
        node
    };
    let nodes = [make("one"), make("two")];
    fill(&nodes[0], options)?;
    let mut servers = vec![nodes[0].serve()?, nodes[1].serve()?];
    let addresses: Vec<SocketAddr> = servers.iter().map(|server| server.address).collect();
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let organisations = Arc::new(ids(&mut Client::new(addresses[0], false), 2000)?);
    let check = with(&nodes[0], new).run(&["migrate", "--check"])?;
    println!("{check}");
    let readers = Readers::start(&addresses, &organisations, &mut chance);
    let mut longest = Duration::ZERO;
    replace(&nodes, new, &mut servers, &mut longest)?;
    // The old version starts on the new schema where that lets it.
    let goes_back = with(&nodes[0], old).run(&["index", "status"]).is_ok();
    if goes_back {
        replace(&nodes, old, &mut servers, &mut longest)?;
        replace(&nodes, new, &mut servers, &mut longest)?;
    }
    // Started once more, as after any night.
    replace(&nodes, new, &mut servers, &mut longest)?;
    let met = readers.end()?;
    findings.tell(
        "PostgreSQL: the old version goes on on the new schema",
        if goes_back { "yes" } else { "no" },
    );
    findings.tell("a node was away for at most", format!("{:.2} s", longest.as_secs_f64()));
    met.tell(findings);
    for server in servers {
        server.stop()?;
    }
    let mut acknowledged = Acknowledged::default();
    for (report, reference) in met.acknowledged {
        acknowledged.add(report, reference);
    }
    let today: Vec<Node> = nodes.iter().map(|node| with(node, new)).collect();
    acknowledged.compare(&today[0], findings)?;
    for node in &today {
        compare_answers(node, findings)?;
    }
    findings.holds(&today[0])
}

/// Stops the nodes one after the other and starts them again in another version.
fn replace(nodes: &[Node; 2], binary: &Path, servers: &mut Vec<Server>, longest: &mut Duration) -> Result<()> {
    for (number, node) in nodes.iter().enumerate() {
        sleep(BETWEEN);
        let server = servers.remove(number);
        let (address, down) = (server.address, Instant::now());
        server.stop()?;
        servers.insert(number, with(node, binary).serve_at(address)?);
        *longest = (*longest).max(down.elapsed());
    }
    Ok(())
}

/// One machine: upgraded, back by the backup it made, upgraded again, and started twice.
fn sqlite(folder: &Path, (old, new): (&Path, &Path), options: &Options, findings: &mut Findings) -> Result<()> {
    let backups = folder.join("backups");
    let mut before = Node::new(old, &folder.join("single"));
    before.settings = vec![("PASSERELLE_SECRET", SECRET.to_owned())];
    fill(&before, options)?;
    let hash = before.run(&["fsck", "--hash", "content"])?;
    let mut today = with(&before, new);
    today
        .settings
        .push(("PASSERELLE_BACKUP_FOLDER", backups.display().to_string()));
    let begun = Instant::now();
    today.serve()?.stop()?;
    findings.tell(
        "SQLite: upgraded and stopped in",
        format!("{:.2} s", begun.elapsed().as_secs_f64()),
    );
    let made: Vec<_> = fs::read_dir(&backups)?.flatten().map(|entry| entry.path()).collect();
    let before_schema = made
        .iter()
        .find(|path| path.display().to_string().contains("-before-schema-"));
    let backup = before_schema
        .context("no backup was made before the schema changed")?
        .display()
        .to_string();
    before.run(&["restore", "--replace", &backup])?;
    let back = before.run(&["fsck", "--hash", "content"])?;
    findings.check(
        "SQLite: the old version reads its backup",
        if back == hash { "the same" } else { "OTHER" },
        back == hash,
    );
    before.serve()?.stop()?;
    for _ in 0..2 {
        today.serve()?.stop()?;
    }
    let again = today.run(&["fsck", "--hash", "content"])?;
    findings.check(
        "SQLite: upgraded again",
        if again == hash { "the same" } else { "OTHER" },
        again == hash,
    );
    findings.holds(&today)
}

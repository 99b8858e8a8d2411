//! `drill corruption`: a server is killed, bytes of its database are changed, and it starts again. Where the structure of the file
//! is hit it must refuse and say what to do. A value that became another one is nothing SQLite can see: how often that was so, and
//! whether `fsck` knew, is told. Then the backup is put back.

use std::fs::{self, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::Findings;
use super::crash::fsck;
use crate::chance::Chance;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["rounds", "seed", "organisations"];

/// How long a start may take until it has refused or serves.
const START: Duration = Duration::from_secs(60);

#[derive(Debug, Default)]
struct Seen {
    refused: usize,
    refused_without_advice: usize,
    harmless: usize,
    served_known: usize,
    served_unknown: usize,
    restored: usize,
}

/// Carries the drill out; false where something damaged was served, or the backup does not bring it back.
///
/// # Errors
/// When a command refuses that must not.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let rounds = options.number("rounds", 40)?;
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let node = Node::new(&node::build(root)?, &folder.path().join("data"));
    node.fill(options.number("organisations", 2000)?)?;
    let backup = folder.path().join("backup").display().to_string();
    node.run(&["backup", &backup])?;
    let before = node.run(&["fsck", "--hash", "rows"])?;
    let mut seen = Seen::default();
    for round in 0..rounds {
        // Killed, so that the next start looks before it serves.
        node.serve()?.kill()?;
        flip(&node.data, &mut chance, round)?;
        round_of(&node, &before, &mut seen).with_context(|| format!("round {round}"))?;
        node.run(&["restore", "--replace", &backup])?;
        seen.restored += usize::from(fsck(&node)?.1);
    }
    let mut findings = Findings::default();
    findings.tell("databases with changed bytes", rounds);
    findings.check("starts that refused", seen.refused, seen.refused > 0);
    findings.check(
        "of these without a word of what to do",
        seen.refused_without_advice,
        seen.refused_without_advice == 0,
    );
    findings.tell("hit nothing that is read: all rows as before", seen.harmless);
    findings.tell("served with a changed value, and `fsck` says so", seen.served_known);
    findings.tell("served with a changed value no check knows", seen.served_unknown);
    findings.check("whole again from the backup", seen.restored, seen.restored == rounds);
    Ok(findings.print())
}

/// Changes a run of bytes somewhere in the file; every fourth time in its first page.
fn flip(data: &Path, chance: &mut Chance, round: usize) -> Result<()> {
    let path = data.join("passerelle.sqlite");
    let length = usize::try_from(fs::metadata(&path)?.len())?;
    let at = if round.is_multiple_of(4) {
        chance.below(4096)
    } else {
        chance.below(length)
    };
    let mut bytes = vec![0; 64.min(length - at)];
    let mut file = OpenOptions::new().read(true).write(true).open(&path)?;
    file.seek(SeekFrom::Start(at as u64))?;
    file.read_exact(&mut bytes)?;
    for byte in &mut bytes {
        *byte ^= 0xa5;
    }
    file.seek(SeekFrom::Start(at as u64))?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    Ok(())
}

fn round_of(node: &Node, before: &str, seen: &mut Seen) -> Result<()> {
    let mut child = node
        .command(&["serve", "--address", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut log = child.stderr.take().context("its log")?;
    let begun = Instant::now();
    let mut said = String::new();
    let mut buffer = [0; 4096];
    // It says that it serves, or ends.
    while !said.contains("serving") && begun.elapsed() < START {
        match log.read(&mut buffer)? {
            0 => break,
            read => said.push_str(&String::from_utf8_lossy(buffer.get(..read).unwrap_or_default())),
        }
    }
    if said.contains("serving") {
        child.kill()?;
        child.wait()?;
        // A changed text in a row is no fault SQLite could see; the hash of the rows tells whether one was hit.
        let same = node.run(&["fsck", "--hash", "rows"]).is_ok_and(|after| after == before);
        if same {
            seen.harmless += 1;
        } else if fsck(node)?.1 {
            seen.served_unknown += 1;
        } else {
            seen.served_known += 1;
        }
        return Ok(());
    }
    child.wait()?;
    seen.refused += 1;
    if !said.contains("restore") {
        println!("{said}");
        seen.refused_without_advice += 1;
    }
    Ok(())
}

//! `cargo xtask fuzz`: the fuzz targets of all packages, two at a time, a while each. What a run adds to a corpus goes to a
//! folder of its own, never to the committed one; an input that does not hold stays in `artifacts` of its package.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, bail};

use crate::needs;
use crate::options::Options;
use crate::tree::Tree;

/// What may be asked for.
pub const OPTIONS: &[&str] = &["seconds", "target"];

/// Targets that run at a time.
const AT_A_TIME: usize = 2;
/// Memory a target may take, in MiB.
const MEMORY: usize = 2048;
/// Seconds one input may take.
const TIME: usize = 20;

/// A target: the folder of its package and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// From the root: `server/fuzz`.
    pub folder: String,
    /// As `cargo fuzz run` takes it.
    pub name: String,
}

/// Every target there is, by package and name.
///
/// ```
/// let tree = xtask::tree::Tree::of(&[("server/fuzz/fuzz_targets/cursor.rs", "//! Any bytes.")]);
/// let found = xtask::fuzz::targets(&tree);
/// assert_eq!((found[0].folder.as_str(), found[0].name.as_str()), ("server/fuzz", "cursor"));
/// ```
#[must_use]
pub fn targets(tree: &Tree) -> Vec<Target> {
    let target = |path: &str| {
        let (folder, file) = path.split_once("/fuzz_targets/")?;
        Some(Target {
            folder: folder.to_owned(),
            name: file.strip_suffix(".rs")?.to_owned(),
        })
    };
    tree.rust().filter_map(|file| target(&file.path)).collect()
}

/// What a run came to, read from what it printed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Said {
    /// Inputs that were run.
    pub inputs: u64,
    /// How many a second.
    pub a_second: u64,
    /// What does not hold, or what there was too much of.
    pub found: Option<String>,
    /// The input it was found with.
    pub kept: Option<String>,
}

impl Said {
    /// Reads what libFuzzer and the target printed.
    ///
    /// ```
    /// let said = xtask::fuzz::Said::of("stat::number_of_executed_units: 12\nstat::average_exec_per_sec: 4\n");
    /// assert_eq!((said.inputs, said.a_second, said.found), (12, 4, None));
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Self {
        let behind = |start: &str| text.lines().find_map(|line| line.trim().strip_prefix(start));
        let number = |start: &str| behind(start).and_then(|text| text.trim().parse().ok()).unwrap_or(0);
        let mut lines = text.lines().skip_while(|line| !line.contains("panicked at "));
        let panic = lines.next().and_then(|line| line.split_once("panicked at "));
        let panic = panic.map(|(_, place)| format!("{place} {}", lines.next().unwrap_or_default()));
        let summary = || behind("SUMMARY: ").map(str::to_owned);
        let kept = text.lines().find_map(|line| line.split_once("Test unit written to "));
        Self {
            inputs: number("stat::number_of_executed_units:"),
            a_second: number("stat::average_exec_per_sec:"),
            found: panic.or_else(summary),
            kept: kept.map(|(_, path)| path.trim().to_owned()),
        }
    }

    fn row(&self, target: &Target) -> String {
        let found = self.found.as_deref().unwrap_or("nothing");
        let found: String = found.chars().take(120).collect();
        let name = format!("{} {}", target.folder, target.name);
        format!("{name:<44} {:>10} {:>9}  {found}", self.inputs, self.a_second)
    }
}

/// Runs the targets, all or those of a name; true when nothing was found.
///
/// # Errors
/// When there is no such target, or one does not build.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let seconds = options.number("seconds", 120)?;
    let all = targets(&Tree::read(root)?);
    let only = options.text("target");
    let chosen = |target: &&Target| only.is_none_or(|only| only == target.name);
    let chosen: Vec<Target> = all.iter().filter(chosen).cloned().collect();
    if chosen.is_empty() {
        let names: Vec<&str> = all.iter().map(|target| target.name.as_str()).collect();
        bail!("there is no such target; there are {}", names.join(", "));
    }
    let beside = tempfile::Builder::new().prefix("passerelle-fuzz-").tempdir()?.keep();
    let bench = Bench {
        root,
        tool: needs::cargo_fuzz(&needs::target(root))?,
        seconds,
        beside,
    };
    for target in &chosen {
        bench.build(target)?;
    }
    let said = bench.all(&chosen)?;
    println!("\n{:<44} {:>10} {:>9}  found", "target", "inputs", "a second");
    for (target, said) in chosen.iter().zip(&said) {
        println!("{}", said.row(target));
    }
    for kept in said.iter().filter_map(|said| said.kept.as_ref()) {
        println!("found with {kept}");
    }
    println!("what the runs added and printed is in {}", bench.beside.display());
    Ok(said.iter().all(|said| said.found.is_none()))
}

/// What runs are made with.
struct Bench<'a> {
    root: &'a Path,
    tool: PathBuf,
    seconds: usize,
    beside: PathBuf,
}

impl Bench<'_> {
    /// The compiler of this repository takes what only nightly ones do; all packages build into one folder.
    fn command(&self, verb: &str, target: &Target) -> Command {
        let mut command = needs::command(&self.tool);
        command.args([verb, "--fuzz-dir", &target.folder, &target.name]);
        command.current_dir(self.root).stdin(Stdio::null());
        command.env("RUSTC_BOOTSTRAP", "1");
        command.env("CARGO_TARGET_DIR", needs::target(self.root).join("fuzz"));
        command
    }

    fn build(&self, target: &Target) -> Result<()> {
        if !self.command("build", target).status()?.success() {
            bail!("{} of {} does not build", target.name, target.folder);
        }
        Ok(())
    }

    /// What each came to, in their order.
    fn all(&self, targets: &[Target]) -> Result<Vec<Said>> {
        let waiting = Mutex::new(targets.iter().enumerate());
        let done = Mutex::new(Vec::new());
        let work = || loop {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((place, target)) = next else { break };
            let said = self.one(target);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((place, said));
        };
        thread::scope(|scope| {
            for _ in 0..AT_A_TIME {
                scope.spawn(work);
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(place, _)| *place);
        done.into_iter().map(|(_, said)| said).collect()
    }

    fn one(&self, target: &Target) -> Result<Said> {
        println!("{} of {} for {} s", target.name, target.folder, self.seconds);
        let added = self.beside.join(&target.name);
        fs::create_dir_all(&added)?;
        let log = added.with_extension("log");
        let file = File::create(&log).with_context(|| log.display().to_string())?;
        let mut command = self.command("run", target);
        command
            .arg(&added)
            .arg(format!("{}/corpus/{}", target.folder, target.name));
        command.args(["--", "-print_final_stats=1"]);
        command.args([
            format!("-max_total_time={}", self.seconds),
            format!("-rss_limit_mb={MEMORY}"),
            format!("-timeout={TIME}"),
        ]);
        command.stdout(file.try_clone()?).stderr(file);
        let well = command.status()?.success();
        let mut said = Said::of(&String::from_utf8_lossy(&fs::read(&log)?));
        if !well && said.found.is_none() {
            said.found = Some(format!("it did not end well: {}", log.display()));
        }
        Ok(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_of_every_package() {
        let tree = Tree::of(&[
            ("server/fuzz/fuzz_targets/upload.rs", ""),
            ("server/fuzz/fuzz_targets/cursor.rs", ""),
            ("server/fuzz/holds/mod.rs", ""),
            ("crates/search/fuzz/fuzz_targets/query.rs", ""),
            ("crates/search/fuzz/fuzz_targets/notes.md", ""),
        ]);
        let found = targets(&tree);
        let found: Vec<_> = found.iter().map(|one| (&*one.folder, &*one.name)).collect();
        assert_eq!(
            found,
            [
                ("crates/search/fuzz", "query"),
                ("server/fuzz", "cursor"),
                ("server/fuzz", "upload")
            ]
        );
    }

    #[test]
    fn what_a_run_says() {
        let said = Said::of(
            "#4\tNEW cov: 3\nthread '<unnamed>' panicked at holds/pages.rs:7:9:\n<b> in html\nnote: run with\n\
             ==7== ERROR: libFuzzer: deadly signal\nSUMMARY: libFuzzer: deadly signal\n\
             artifact_prefix='/x/'; Test unit written to /x/crash-1\n\
             stat::number_of_executed_units: 70\nstat::average_exec_per_sec:     35\n",
        );
        let expected = Said {
            inputs: 70,
            a_second: 35,
            found: Some("holds/pages.rs:7:9: <b> in html".into()),
            kept: Some("/x/crash-1".into()),
        };
        assert_eq!(said, expected);
        let slow = Said::of("SUMMARY: libFuzzer: timeout\n");
        assert_eq!(slow.found.as_deref(), Some("libFuzzer: timeout"));
        assert_eq!(Said::of("").found, None);
    }
}

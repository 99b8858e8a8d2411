//! `bench registers`: a whole register into both databases with its index, as long as a bare load of the same records takes, and
//! again without a change. Prints seconds, ratios, memory and sizes, and how well the places of the samples are known.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::cluster::Postgres;
use crate::drill::Findings;
use crate::needs;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["register", "file", "database", "few"];

/// How often memory is looked at.
const LOOK: Duration = Duration::from_millis(50);
/// Seconds an import with its index may take, by database.
const MOST: [(&str, f64); 2] = [("sqlite", 240.0), ("postgres", 360.0)];
/// Memory of our process, its own and shared pages, MiB.
const MEMORY: f64 = 700.0;
/// Times of a bare load an import with its index may take.
const RATIO: f64 = 30.0;
/// How many times quicker a second run must be.
const AGAIN: f64 = 3.0;
/// How much slower a record may become from a few to all of them.
const GROWTH: f64 = 1.5;

/// Measures and prints; false where a bound does not hold.
///
/// # Errors
/// When the product does not build or refuses the file.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let register = options.text("register").unwrap_or("offeneregister");
    let samples = std::env::var_os("PASSERELLE_SAMPLES").map(PathBuf::from);
    let file = match (options.text("file"), &samples) {
        (Some(file), _) => PathBuf::from(file),
        (None, Some(samples)) => samples.join("offeneregister/companies.jsonl.gz"),
        (None, None) => bail!("PASSERELLE_SAMPLES, or --file FILE"),
    };
    let file = fs::canonicalize(&file).with_context(|| file.display().to_string())?;
    let few = options.number("few", 100_000)?;
    let binary = node::build(root)?;
    let mut findings = Findings::default();
    let (bare, growth) = bare_load(root, register, &file)?;
    findings.tell("bare load, s", format!("{bare:.1}"));
    findings.tell("bare load: a record, of all to the first", format!("{growth:.2}"));
    for (database, most) in MOST {
        if options.text("database").is_some_and(|only| only != database) {
            continue;
        }
        let cluster = match database {
            "postgres" => Some(Postgres::durable(
                &needs::postgres().context("PostgreSQL is not installed")?,
            )?),
            _ => None,
        };
        let folder = tempfile::Builder::new().prefix("passerelle-bench-").tempdir()?;
        let mut node = Node::new(&binary, &folder.path().join("few"));
        node.database = cluster.as_ref().map(|cluster| cluster.database("few")).transpose()?;
        let words = ["import", register, &file.display().to_string(), "--json"].map(str::to_owned);
        let limit = few.to_string();
        let start = import(&node, &[words.as_slice(), &["--limit".to_owned(), limit]].concat())?;
        node.data = folder.path().join("all");
        node.database = cluster.as_ref().map(|cluster| cluster.database("all")).transpose()?;
        let all = measure(&node, &words)?;
        tell(database, &start, &all, &mut findings);
        let seconds = all.first.seconds + all.index.seconds;
        findings.check(
            &format!("{database}: with its index, s (at most {most})"),
            format!("{seconds:.1}"),
            seconds <= most,
        );
        let ratio = seconds / bare;
        findings.check(
            &format!("{database}: times of a bare load (at most {RATIO}, aim 15)"),
            format!("{ratio:.1}"),
            ratio <= RATIO,
        );
        sizes(&node, cluster.as_ref(), all.records, &mut findings)?;
    }
    let hold = findings.print();
    let Some(samples) = samples.filter(|_| options.text("file").is_none()) else {
        return Ok(hold);
    };
    let folder = tempfile::Builder::new().prefix("passerelle-bench-").tempdir()?;
    Ok(super::places::run(&binary, &samples, folder.path())? && hold)
}

/// One command of the product: what it said, how long it took, the most memory it had.
struct Ran {
    said: Value,
    seconds: f64,
    /// Anonymous and shared pages, MiB.
    memory: f64,
}

/// The whole register.
struct All {
    records: f64,
    first: Ran,
    index: Ran,
    again: Ran,
}

fn measure(node: &Node, words: &[String]) -> Result<All> {
    let first = import(node, words)?;
    let index = ran(node, &["index".into(), "rebuild".into()])?;
    let again = import(node, words)?;
    let records = number(&first.said, "created")?;
    Ok(All {
        records,
        first,
        index,
        again,
    })
}

fn import(node: &Node, words: &[String]) -> Result<Ran> {
    let mut ran = ran(node, words)?;
    ran.said = serde_json::from_value(ran.said)?;
    Ok(ran)
}

fn tell(database: &str, few: &Ran, all: &All, findings: &mut Findings) {
    let said = |ran: &Ran, name: &str| number(&ran.said, name).unwrap_or(f64::NAN);
    let skipped: f64 = all.first.said["skipped"]
        .as_object()
        .map_or(0.0, |reasons| reasons.values().filter_map(Value::as_f64).sum());
    let read = said(&all.first, "read");
    let counts = format!("{read} = {} + {skipped}", all.records);
    let name = |what: &str| format!("{database}: {what}");
    findings.check(
        &name("read = created + skipped"),
        counts,
        (read - all.records - skipped).abs() < 0.5,
    );
    findings.tell(&name("import, s"), format!("{:.1}", all.first.seconds));
    findings.tell(&name("records a second"), format!("{:.0}", read / all.first.seconds));
    findings.tell(&name("index, s"), format!("{:.1}", all.index.seconds));
    let memory = all.first.memory.max(all.index.memory).max(all.again.memory);
    findings.check(
        &name(&format!("memory, MiB (at most {MEMORY})")),
        format!("{memory:.0}"),
        memory <= MEMORY,
    );
    let growth = (all.first.seconds / read) / (few.seconds / said(few, "read"));
    findings.check(
        &name(&format!("a record, of all to the first (at most {GROWTH})")),
        format!("{growth:.2}"),
        growth <= GROWTH,
    );
    let changed: f64 = ["created", "changed", "attached"]
        .map(|name| said(&all.again, name))
        .iter()
        .sum();
    findings.check(&name("changes of a second run"), changed, changed == 0.0);
    let quicker = all.first.seconds / all.again.seconds;
    findings.check(
        &name(&format!("times quicker (at least {AGAIN})")),
        format!("{quicker:.1}"),
        quicker >= AGAIN,
    );
}

/// Bytes an organisation takes in the database and in the index.
fn sizes(node: &Node, cluster: Option<&Postgres>, records: f64, findings: &mut Findings) -> Result<()> {
    let (name, rows) = match cluster {
        Some(cluster) => ("postgres", cluster.size("all")?),
        None => ("sqlite", fs::metadata(node.data.join("passerelle.sqlite"))?.len()),
    };
    let index: u64 = fs::read_dir(node.data.join("index"))?
        .filter_map(|entry| Some(entry.ok()?.metadata().ok()?.len()))
        .sum();
    for (what, bytes) in [("database", rows), ("index", index)] {
        let each = as_number(bytes)? / records.max(1.0);
        findings.tell(&format!("{name}: {what}, bytes an organisation"), format!("{each:.0}"));
    }
    Ok(())
}

fn number(said: &Value, name: &str) -> Result<f64> {
    said[name].as_f64().with_context(|| format!("{name} of {said}"))
}

/// Exact up to 2^53, far above any of these.
fn as_number(bytes: u64) -> Result<f64> {
    Ok(f64::from(u32::try_from(bytes >> 10)?) * 1024.0)
}

/// Runs a command and looks at its memory meanwhile.
fn ran(node: &Node, words: &[String]) -> Result<Ran> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let begun = Instant::now();
    let mut child = node.command(&words).stdout(Stdio::piped()).spawn()?;
    let mut memory: f64 = 0.0;
    while child.try_wait()?.is_none() {
        memory = memory.max(pages(child.id()));
        sleep(LOOK);
    }
    let seconds = begun.elapsed().as_secs_f64();
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("passerelle {}: {}", words.join(" "), output.status);
    }
    Ok(Ran {
        said: serde_json::from_slice(&output.stdout).unwrap_or_default(),
        seconds,
        memory,
    })
}

/// Anonymous and shared pages of a process in MiB; what it maps of files is the system's.
fn pages(process: u32) -> f64 {
    let text = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let kib = text
        .lines()
        .filter(|line| line.starts_with("RssAnon:") || line.starts_with("RssShmem:"))
        .filter_map(|line| line.split_whitespace().nth(1)?.parse::<u32>().ok())
        .map(f64::from);
    kib.sum::<f64>() / 1024.0
}

/// Seconds of parsing and one indexed table, by a program of its own, and how much dearer a record of all is than one of the
/// first hundred thousand: what a database's trees and the machine's memory do by themselves.
fn bare_load(root: &Path, register: &str, file: &Path) -> Result<(f64, f64)> {
    const EXAMPLE: [&str; 6] = [
        "--quiet",
        "--release",
        "--package",
        "registers",
        "--example",
        "bare_load",
    ];
    let mut build = needs::command("cargo");
    if !build.current_dir(root).arg("build").args(EXAMPLE).status()?.success() {
        bail!("the bare load does not build");
    }
    let folder = tempfile::Builder::new().prefix("passerelle-bench-").tempdir()?;
    let mut bare: Command = needs::command("cargo");
    bare.current_dir(root).arg("run").args(EXAMPLE).args(["--", register]);
    let output = bare.arg(file).arg(folder.path()).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().find(|line| line.contains(" records in "));
    // `1002584 records in 52.70 s, the first 100000 in 4.10 s`; of a shorter file there are no first ones.
    let figures = line.and_then(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let figure = |at: usize| words.get(at)?.parse::<f64>().ok();
        Some((figure(0)?, figure(3)?, figure(7)?, figure(9)?))
    });
    let of = |(records, seconds, few, first): (f64, f64, f64, f64)| {
        let growth = if first > 0.0 {
            (seconds / records) / (first / few)
        } else {
            1.0
        };
        (seconds, growth)
    };
    figures
        .map(of)
        .with_context(|| format!("the bare load said: {said}{}", String::from_utf8_lossy(&output.stderr)))
}

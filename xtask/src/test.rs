//! `cargo xtask test` and its quick form `check`: formats, lints, tidy, `web/`, all Rust tests on
//! both databases, documentation tests, browser tests. The order is cheap first.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::cluster::Postgres;
use crate::generated;
use crate::needs;
use crate::report::{self, Case};
use crate::steps::{Run, Tally, listen, succeeds};
use crate::tidy;

/// Where tests find PostgreSQL.
const POSTGRES: &str = "PASSERELLE_TEST_POSTGRES";

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All there is.
    All,
    /// No PostgreSQL, no documentation tests, no browser.
    Quick,
}

/// Runs the steps and prints the sum; true when nothing failed.
///
/// # Errors
/// None of its own: what fails is a failed step.
pub fn run(root: &Path, extent: Extent) -> Result<bool> {
    let mut run = Run::default();
    run.step("rustfmt", |_| {
        Ok(Tally::one(succeeds(cargo(root).args(["fmt", "--all", "--check"]))?))
    });
    run.step("clippy", |_| Ok(Tally::one(succeeds(&mut lints(root))?)));
    run.step("tidy", |_| Ok(Tally::one(tidy::run(root)?)));
    run.step("web", |_| web(root, extent));
    run.step("tests", |cases| rust(root, extent, cases));
    if extent == Extent::All {
        run.step("doctests", |_| {
            let (said, well) = listen(cargo(root).args(["test", "--doc", "--workspace", "--locked"]))?;
            let (passed, failed) = report::cargo_test(&said);
            Ok(Tally::of_runner(passed, failed, well))
        });
        run.step("generated", |_| generated::compare(root));
        run.step("browser", |cases| browser(root, cases));
    }
    println!("\n{}", run.summary());
    Ok(run.is_good())
}

/// Clippy over everything. Where it already stands in the compiler's place (`.ci/run`), all that is built is looked at, and
/// what the tests need is built by the way.
fn lints(root: &Path) -> Command {
    let mut command = cargo(root);
    if env::var_os("RUSTC_WORKSPACE_WRAPPER").is_some_and(|wrapper| wrapper == "clippy-driver") {
        command.args(["build", "--workspace", "--all-targets", "--locked"]);
    } else {
        command.args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]);
    }
    command
}

fn cargo(root: &Path) -> Command {
    let mut command = needs::command("cargo");
    command.current_dir(root);
    command
}

/// The checks of `web/` itself.
fn web(root: &Path, extent: Extent) -> Result<Tally> {
    needs::node()?;
    let folder = root.join("web");
    if (extent == Extent::All || !has_modules(&folder)) && !install_modules(&folder)? {
        return Ok(Tally::one(false));
    }
    let (said, well) = listen(needs::command("npm").args(["run", "check"]).current_dir(&folder))?;
    let (passed, failed) = report::node_test(&said);
    Ok(Tally::of_runner(passed, failed, well))
}

fn install_modules(folder: &Path) -> Result<bool> {
    succeeds(
        needs::command("npm")
            .args(["ci", "--ignore-scripts"])
            .current_dir(folder),
    )
}

/// Whether what is installed is not older than the lock file.
fn has_modules(folder: &Path) -> bool {
    let changed = |name: &str| fs::metadata(folder.join(name)).and_then(|about| about.modified());
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Ok(installed), Ok(locked)) => installed >= locked,
        _ => false,
    }
}

/// All Rust tests but those of the documentation.
fn rust(root: &Path, extent: Extent, cases: &mut Vec<Case>) -> Result<Tally> {
    let target = needs::target(root);
    let nextest = needs::nextest(&target)?;
    let mut command = needs::command(nextest);
    command.current_dir(root);
    command.args(["nextest", "run", "--workspace", "--locked", "--profile", "ci"]);
    command.env("TMPDIR", needs::scratch());
    // Kept until the tests have ended.
    let _postgres = match extent {
        Extent::Quick => {
            command.env_remove(POSTGRES);
            command.args(["-E", "not test(/(^|::)postgres::/)"]);
            None
        }
        Extent::All if env::var_os(POSTGRES).is_some() => None,
        Extent::All => {
            let bin = needs::or_debian("PostgreSQL", "postgresql", needs::postgres)?;
            let postgres = Postgres::for_tests(&bin)?;
            command.env(POSTGRES, postgres.url());
            Some(postgres)
        }
    };
    let report = target.join("nextest/ci/junit.xml");
    let _ = fs::remove_file(&report); // of an earlier run; may not be there
    let well = succeeds(&mut command)?;
    let ran = report::junit(&fs::read_to_string(&report).unwrap_or_default());
    Ok(add(cases, ran, well))
}

fn add(cases: &mut Vec<Case>, ran: Vec<Case>, well: bool) -> Tally {
    let passed = ran.iter().filter(|case| case.passed).count();
    let failed = ran.len() - passed;
    cases.extend(ran);
    Tally::of_runner(passed, failed, well)
}

/// Tests in a real browser, against the program itself.
fn browser(root: &Path, cases: &mut Vec<Case>) -> Result<Tally> {
    let folder = root.join("web");
    if !has_specs(&folder.join("tests")) {
        println!("there are no browser tests in web/tests yet");
        return Ok(Tally::default());
    }
    needs::node()?;
    let chromium = needs::chromium()?;
    if !has_modules(&folder) && !install_modules(&folder)? {
        return Ok(Tally::one(false));
    }
    let passerelle = needs::passerelle(root)?;
    let report = needs::target(root).join("playwright.json");
    let _ = fs::remove_file(&report); // of an earlier run; may not be there
    let well = succeeds(
        needs::command("npx")
            .args(["--no", "playwright", "test", "--reporter=list,json"])
            .current_dir(&folder)
            .env("TMPDIR", needs::scratch())
            .env("PASSERELLE_CHROMIUM", chromium)
            .env("PASSERELLE_BINARY", passerelle)
            .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    let text = fs::read_to_string(&report).context("Playwright wrote no report")?;
    let ran = report::playwright(&serde_json::from_str(&text)?);
    Ok(add(cases, ran, well))
}

fn has_specs(folder: &Path) -> bool {
    let mut entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.any(|entry| entry.file_name().to_string_lossy().ends_with(".spec.ts"))
}

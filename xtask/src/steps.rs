//! A run as a list of steps: each is timed, each counts what held and what did not, and one that
//! fails does not keep the next from running. The sum is the last line of a run.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::report::{self, Case};

/// What one step came to.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tests or checks that held.
    pub passed: usize,
    /// Those that did not.
    pub failed: usize,
}

impl Tally {
    /// One check.
    #[must_use]
    pub fn one(passed: bool) -> Self {
        Self {
            passed: usize::from(passed),
            failed: usize::from(!passed),
        }
    }

    /// Tests counted by a runner that ended well or not: a bad end without a failed test (it did
    /// not build, it was stopped) counts as one failure.
    #[must_use]
    pub fn of_runner(passed: usize, failed: usize, ended_well: bool) -> Self {
        let failed = if ended_well { failed } else { failed.max(1) };
        Self { passed, failed }
    }
}

struct Step {
    name: String,
    seconds: f64,
    tally: Tally,
    problem: Option<String>,
}

/// The steps of a run so far.
#[derive(Default)]
pub struct Run {
    steps: Vec<Step>,
    cases: Vec<Case>,
}

impl Run {
    /// Carries one step out; an error is a failure of that name.
    pub fn step(&mut self, name: &str, work: impl FnOnce(&mut Vec<Case>) -> Result<Tally>) {
        println!("\n== {name}");
        let since = Instant::now();
        let (tally, problem) = match work(&mut self.cases) {
            Ok(tally) => (tally, None),
            Err(error) => (Tally::one(false), Some(format!("{error:#}"))),
        };
        if let Some(problem) = &problem {
            println!("{name} failed: {problem}");
        }
        self.steps.push(Step {
            name: name.to_owned(),
            seconds: since.elapsed().as_secs_f64(),
            tally,
            problem,
        });
    }

    /// Whether nothing failed.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.steps.iter().all(|step| step.tally.failed == 0)
    }

    /// Seconds of each step, the slowest tests, tests on each database, and the closing line.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut out = String::new();
        for step in &self.steps {
            let Tally { passed, failed } = step.tally;
            let problem = step.problem.as_deref().unwrap_or_default();
            let first = problem.lines().next().unwrap_or_default();
            let line = format!(
                "{:<10} {:>7.1} s  {passed} passed, {failed} failed  {first}",
                step.name, step.seconds
            );
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{}", line.trim_end());
        }
        let _ = writeln!(out, "\nslowest tests");
        for case in report::slowest(&self.cases, 10) {
            let _ = writeln!(out, "{:>9.3} s  {}", case.seconds, case.name);
        }
        let sqlite = report::on_database(&self.cases, "sqlite");
        let postgres = report::on_database(&self.cases, "postgres");
        let _ = writeln!(out, "\ntests on SQLite: {sqlite}, on PostgreSQL: {postgres}");
        let passed: usize = self.steps.iter().map(|step| step.tally.passed).sum();
        let failed: usize = self.steps.iter().map(|step| step.tally.failed).sum();
        let _ = write!(out, "{passed} passed, {failed} failed");
        out
    }
}

/// Runs a command and says whether it ended well.
///
/// # Errors
/// When it cannot be started.
pub fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command.stdin(Stdio::null()).status();
    let status = status.with_context(|| command.get_program().to_string_lossy().into_owned())?;
    Ok(status.success())
}

/// Runs a command, shows what it prints, and returns it with whether it ended well.
///
/// # Errors
/// When it cannot be started.
pub fn listen(command: &mut Command) -> Result<(String, bool)> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| name.clone())?;
    let Some(out) = child.stdout.take() else {
        bail!("{name}: no output to read");
    };
    let mut said = String::new();
    for line in BufReader::new(out).lines() {
        let line = line?;
        println!("{line}");
        said.push_str(&line);
        said.push('\n');
    }
    Ok((said, child.wait()?.success()))
}

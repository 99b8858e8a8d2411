//! The commands people type in this repository: `cargo xtask test | check | tidy | gen | measure`.
//! A library, so that its checks are tested over small fixtures; `main.rs` only reads the command
//! line. Nothing of the product is here, and the product knows nothing of it.

#![allow(clippy::print_stdout)] // speaking to a terminal is what this crate is for

use anyhow::Result;

pub mod cluster;
pub mod generated;
pub mod measure;
pub mod needs;

pub mod report;
pub mod source;
pub mod steps;
pub mod test;
pub mod tidy;
pub mod tree;

/// What was asked for on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Everything, as it must pass before a change is taken.
    Test,
    /// The quick part of it for daily work: one database, no browser.
    Check,
    /// What clippy cannot see.
    Tidy,
    /// Writes the files under `docs/` that follow from the code.
    Gen,
    /// Figures of the code itself.
    Measure,
}

impl Command {
    /// The command these words name, or nothing.
    #[must_use]
    pub fn read(words: &[&str]) -> Option<Self> {
        match words {
            ["test"] => Some(Self::Test),
            ["check"] => Some(Self::Check),
            ["tidy"] => Some(Self::Tidy),
            ["gen"] => Some(Self::Gen),
            ["measure"] => Some(Self::Measure),
            _ => None,
        }
    }
}

/// The help text.
#[must_use]
pub fn usage() -> &'static str {
    "cargo xtask COMMAND\n\
     \n\
     test      formats, lints, tidy, all tests: rules, SQLite, PostgreSQL, HTTP, browser\n\
     check     the quick part of it: SQLite only, no browser\n\
     tidy      lengths, headers, migrations, messages, templates, dependencies\n\
     gen       rewrites docs/openapi.json and docs/settings.md from the code\n\
     measure   figures of the code: lengths, tests, documentation, an incremental check"
}

/// Carries a command out; false when a check did not hold.
///
/// # Errors
/// When the command itself cannot work, for example outside of the repository.
pub fn run(command: Command) -> Result<bool> {
    let root = tree::root()?;
    match command {
        Command::Test => test::run(&root, test::Extent::All),
        Command::Check => test::run(&root, test::Extent::Quick),
        Command::Tidy => tidy::run(&root),
        Command::Gen => generated::run(&root),
        Command::Measure => measure::run(&root),
    }
}

//! The commands people type in this repository: `cargo xtask test | check | tidy | gen | measure | bench | drill`.
//! A library, so that its checks are tested over small fixtures; `main.rs` only reads the command
//! line. Nothing of the product is here, and the product knows nothing of it.

#![allow(clippy::print_stdout)] // speaking to a terminal is what this crate is for

use anyhow::Result;

use crate::options::Options;

pub mod bench;
pub mod chance;
pub mod cluster;
pub mod drill;
pub mod generated;
pub mod http;
pub mod measure;
pub mod needs;
pub mod node;
pub mod options;
pub mod report;
pub mod source;
pub mod steps;
pub mod test;
pub mod tidy;
pub mod tree;

/// What was asked for on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Figures of the running product under load.
    Bench(Options),
    /// Takes a backup under load and restores it elsewhere.
    Backup(Options),
    /// How fast a long journal is verified.
    BenchJournal(Options),
    /// Who answers already, shown while people write.
    BenchTyping(Options),
    /// How fast the observatory reads a long journal, and whether it counts right.
    BenchObservatory(Options),
    /// How fast a whole register is read in.
    BenchRegisters(Options),
    /// Kills an import again and again.
    ImportKill(Options),
    /// Kills the server again and again under reports.
    Crash(Options),
    /// Fills the server's disk under reports.
    DiskFull(Options),
    /// People decide cases all at once.
    Deciders(Options),
    /// Wrong passwords from everywhere.
    Storm(Options),
    /// Many more random walks than the tests take.
    Walks(Options),
    /// Many people move introductions at once.
    Introductions(Options),
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
            ["bench", "journal", rest @ ..] => Options::read(rest, bench::journal::OPTIONS).map(Self::BenchJournal),
            ["bench", "registers", rest @ ..] => {
                Options::read(rest, bench::registers::OPTIONS).map(Self::BenchRegisters)
            }
            ["bench", "observatory", rest @ ..] => {
                Options::read(rest, bench::observatory::OPTIONS).map(Self::BenchObservatory)
            }
            ["bench", "typing", rest @ ..] => Options::read(rest, bench::typing::OPTIONS).map(Self::BenchTyping),
            ["bench", rest @ ..] => Options::read(rest, bench::OPTIONS).map(Self::Bench),
            ["drill", "backup", rest @ ..] => Options::read(rest, drill::backup::OPTIONS).map(Self::Backup),
            ["drill", "import-kill", rest @ ..] => Options::read(rest, drill::import::OPTIONS).map(Self::ImportKill),
            ["drill", "disk-full", rest @ ..] => Options::read(rest, drill::disk_full::OPTIONS).map(Self::DiskFull),
            ["drill", "deciders", rest @ ..] => Options::read(rest, drill::deciders::OPTIONS).map(Self::Deciders),
            ["drill", "introductions", rest @ ..] => {
                Options::read(rest, drill::introductions::OPTIONS).map(Self::Introductions)
            }
            ["drill", "sign-in-storm", rest @ ..] => Options::read(rest, drill::storm::OPTIONS).map(Self::Storm),
            ["drill", "walks", rest @ ..] => Options::read(rest, drill::walks::OPTIONS).map(Self::Walks),
            ["drill", "crash", rest @ ..] => Options::read(rest, drill::crash::OPTIONS).map(Self::Crash),
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
     measure   figures of the code: lengths, tests, documentation, an incremental check\n\
     bench     figures of the product under load: --organisations 100000 --seconds 5 --json FILE\n\
     drill backup        a backup under load, restored elsewhere: --seconds 10 --database sqlite|postgres --seed N\n\
     bench journal       how fast a long journal is verified: --entries 1000000 --folder KEPT\n\
     bench observatory   the counts of a long journal, counted again, and their page: --entries 1000000 --database sqlite|postgres\n\
     bench registers     a whole register into both databases beside a bare load: --file FILE --database sqlite|postgres\n\
     bench typing        who answers already, shown while people write: --organisations 100000 --seconds 15\n\
     drill import-kill   kill -9 during an import: --organisations 100000 --kills 10 --database sqlite|postgres --seed N\n\
     drill crash         kill -9 under reports: --rounds 50 --database sqlite|postgres --seed N\n\
     drill disk-full     a full disk under reports, as root: --rounds 3 --mebibytes 64 --seed N\n\
     drill deciders      people decide at all desks: --people 200 --cases 5000 --beside-import 100000 --database sqlite|postgres\n\
     drill introductions people move introductions at all desks: --people 50 --introductions 1000 --database sqlite|postgres\n\
     drill sign-in-storm wrong passwords from everywhere: --attempts 10000 --a-second 500 --database sqlite|postgres\n\
     drill walks         random walks through the actions on both databases: --walks 10000"
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
        Command::Bench(options) => bench::run(&root, &options),
        Command::Backup(options) => drill::backup::run(&root, &options),
        Command::BenchRegisters(options) => bench::registers::run(&root, &options),
        Command::BenchJournal(options) => bench::journal::run(&root, &options),
        Command::BenchTyping(options) => bench::typing::run(&root, &options),
        Command::BenchObservatory(options) => bench::observatory::run(&root, &options),
        Command::ImportKill(options) => drill::import::run(&root, &options),
        Command::Crash(options) => drill::crash::run(&root, &options),
        Command::DiskFull(options) => drill::disk_full::run(&root, &options),
        Command::Deciders(options) => drill::deciders::run(&root, &options),
        Command::Introductions(options) => drill::introductions::run(&root, &options),
        Command::Storm(options) => drill::storm::run(&root, &options),
        Command::Walks(options) => drill::walks::run(&root, &options),
    }
}

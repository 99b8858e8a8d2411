//! The command line: one file a command. Exit codes: 0 done, 1 refused with a reason on stderr, 2 wrong usage.
//! With `--json` stdout is one JSON document and nothing else.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command's answer goes to stdout, its complaints to stderr"
)]

/// A line of a command's answer. Where nobody reads any more (`… | head`) the command goes on without it: `println!` would
/// panic.
macro_rules! say {
    ($($line:tt)*) => {{
        use std::io::Write as _;
        // Who closed the pipe has read enough.
        let _ = writeln!(std::io::stdout(), $($line)*);
    }};
}

mod backup;
mod control;
mod doctor;
mod erase;
mod files;
mod fsck;
mod generate;
mod identifiers;
mod import;
mod index;
mod journal;
mod mail;
mod metrics;
mod moving;
mod node;
mod objection;
mod region;
mod report;
mod restore;
mod runs;
mod search;
mod secret;
mod serve;
mod settings;
mod setup;
mod staff;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::platform::settings::Settings;

/// Passerelle: the virtual incubator of a cross-border region.
#[derive(Debug, Parser)]
#[command(name = "passerelle", version, about)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
struct Common {
    /// Folder of database and index [default: ./data]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// PostgreSQL instead of SQLite: postgres://user@host/name
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// File of settings (TOML)
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Common {
    /// The settings in force, flags of the command on top.
    fn settings(&self, more: &[(&'static str, Option<String>)]) -> Result<Settings> {
        let mut flags = Vec::new();
        if let Some(data) = &self.data {
            flags.push(("data", data.display().to_string()));
        }
        if let Some(database) = &self.database {
            flags.push(("database", database.clone()));
        }
        flags.extend(more.iter().filter_map(|(key, value)| Some((*key, value.clone()?))));
        Ok(Settings::load(self.config.as_deref(), std::env::vars(), &flags)?)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A filled, fictional region on SQLite in ./demo-data, kept between runs
    Demo(serve::Demo),
    /// The real thing: SQLite in ./data, or --database postgres://…
    Serve(serve::Serve),
    /// A new node: settings, chambers, first admin, a test letter; asks for what is missing
    Setup(setup::Arguments),
    /// Which chambers operate here
    #[command(subcommand)]
    Chamber(staff::Chamber),
    /// Who works for a chamber
    #[command(subcommand)]
    Mandate(staff::MandateCommand),
    /// Who runs the service
    #[command(subcommand)]
    Admin(staff::AdminCommand),
    /// Letters
    #[command(subcommand)]
    Mail(mail::Command),
    /// Search the directory
    Search(search::Arguments),
    /// Print fictional organisations as JSON lines
    Generate(generate::Arguments),
    /// Where addresses lie: lists of places
    #[command(subcommand)]
    Region(region::Command),
    /// The search index of this node
    #[command(subcommand)]
    Index(index::Command),
    /// Read an official register or JSON lines: kbo, sirene, offeneregister, gleif, ror, cordis, kohesio, jsonl
    Import(import::Arguments),
    /// Imports: where they stand, and stopping one
    #[command(subcommand)]
    Runs(runs::Command),
    /// Check legal numbers: tab-separated scheme and value on stdin
    #[command(subcommand)]
    Identifiers(identifiers::Command),
    /// The audit chain
    #[command(subcommand)]
    Journal(journal::Command),
    /// What the law asks to be handed in: statements of reasons, counts of a year
    #[command(subcommand)]
    Report(report::Command),
    /// What is wrong with this installation, and what to do
    Doctor(doctor::Arguments),
    /// Check the invariants of the database
    Fsck(fsck::Arguments),
    /// Erase a person who asked for it
    Erase(erase::Arguments),
    /// Who objected to being here, by a number
    #[command(subcommand)]
    Objection(objection::Command),
    /// Where what people laid in lies: data folder or bucket
    #[command(subcommand)]
    Files(files::Command),
    /// Copy all a node is to a folder, while it runs
    Backup(backup::Backup),
    /// Put a backup back: erased people stay erased, sessions end, letters are held
    Restore(restore::Restore),
    /// Move all rows from SQLite to an empty PostgreSQL, or back; what was cut off goes on
    Move(moving::Arguments),
    /// Bring the database's schema up to date
    Migrate(node::Migrate),
    /// Print the description of the API: OpenAPI 3.1
    Openapi,
    /// Print the settings in force and where they come from
    Settings(settings::Arguments),
}

/// Runs the command that was typed.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    // Databases, backups and lists of rejected rows hold what not every user of the machine may read.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refused(&error.into()),
    };
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => refused(&error),
    }
}

async fn run(cli: Cli) -> Result<ExitCode> {
    let common = &cli.common;
    match cli.command {
        Command::Demo(arguments) => serve::demo(common, arguments).await,
        Command::Serve(arguments) => serve::serve(common, arguments).await,
        Command::Setup(arguments) => setup::run(common, arguments).await,
        Command::Chamber(command) => staff::chamber(common, command).await,
        Command::Mandate(command) => staff::mandate(common, command).await,
        Command::Admin(command) => staff::admin_command(common, command).await,
        Command::Mail(command) => mail::run(common, command).await,
        Command::Search(arguments) => search::run(common, arguments).await,
        Command::Generate(arguments) => generate::run(common, &arguments),
        Command::Region(command) => region::run(common, command).await,
        Command::Index(command) => index::run(common, command).await,
        Command::Import(arguments) => import::run(common, arguments).await,
        Command::Runs(command) => runs::run(common, command).await,
        Command::Identifiers(command) => identifiers::run(&command),
        Command::Journal(command) => journal::run(common, command).await,
        Command::Report(command) => report::run(common, command).await,
        Command::Doctor(arguments) => doctor::run(common, arguments).await,
        Command::Fsck(arguments) => fsck::run(common, arguments).await,
        Command::Files(command) => files::run(common, command).await,
        Command::Backup(arguments) => backup::backup(common, arguments).await,
        Command::Erase(arguments) => erase::run(common, arguments).await,
        Command::Objection(command) => objection::run(common, command).await,
        Command::Restore(arguments) => restore::restore(common, arguments).await,
        Command::Move(arguments) => moving::run(common, arguments).await,
        Command::Migrate(arguments) => node::migrate(common, arguments).await,
        Command::Openapi => {
            say!("{}", serde_json::to_string_pretty(&crate::reference::description())?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Settings(arguments) => settings::run(common, &arguments),
    }
}

/// What went wrong and why; a cause that repeats what was said is left out.
fn with_causes(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

/// Whether it failed because who read the answer has read enough of it (`… | head`). Another pipe may have broken too: then
/// the answer can still be written to.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    use std::io::{ErrorKind, Write};
    let broken = error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(ErrorKind::BrokenPipe)
    });
    let mut out = std::io::stdout();
    broken && matches!(writeln!(out).and_then(|()| out.flush()), Err(error) if error.kind() == ErrorKind::BrokenPipe)
}

fn refused(error: &anyhow::Error) -> ExitCode {
    eprintln!("passerelle: {}", with_causes(error));
    ExitCode::from(1)
}

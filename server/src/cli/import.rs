//! `import REGISTER PATH`: reads a file into the register, with progress, and goes on where it was interrupted.

use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use chrono::NaiveDate;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::Common;
use super::control::{self, Order, Watch};
use crate::platform::access::{Actor, Purpose};
use crate::platform::journal::Journal;
use crate::platform::region::Region;
use crate::registry::{self, Kind, Outcome, Request, Step};

#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Arguments {
    /// kbo (folder or zip, full or update), sirene (a folder, CSV, zip or Parquet), cordis (a folder), offeneregister, gleif, ror, kohesio (a file), jsonl (what `generate` prints)
    register: String,
    /// Folder or file
    path: PathBuf,
    /// Say what would happen, change nothing
    #[arg(long)]
    dry_run: bool,
    /// Stop after that many records
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Leave out what has no place in the region
    #[arg(long)]
    region_only: bool,
    /// List every rejected row there: file, line, code, reason, excerpt, separated by tabs
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// The day the data hold for, where they do not say: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// Print the outcome as JSON
    #[arg(long)]
    json: bool,
    /// The file as this command sees it: device and number.
    #[arg(skip)]
    #[serde(default)]
    seen: Option<(u64, u64)>,
}

pub(super) async fn run(common: &Common, mut arguments: Arguments) -> Result<ExitCode> {
    kind_of(&arguments)?;
    // A server that carries it out stands in another folder.
    arguments.path = std::path::absolute(&arguments.path)?;
    arguments.rejects = arguments.rejects.map(std::path::absolute).transpose()?;
    arguments.seen = match number_of(&arguments.path) {
        Err(error) if error.kind() == ErrorKind::NotFound => bail!("there is no {}", arguments.path.display()),
        // The server may be allowed to read what this user is not.
        seen => seen.ok(),
    };
    let json = arguments.json;
    let bar = bar("{bar:30} {bytes}/{total_bytes} {msg} {eta}");
    let watch = |step: Step| {
        bar.set_length(step.total);
        bar.set_position(step.done);
        bar.set_message(format!("{} records", step.records));
    };
    let stop = CancellationToken::new();
    let interrupts = tokio::spawn(stop_at_interrupt(stop.clone()));
    let done = control::give_watched(common.settings(&[])?, &Order::Import(arguments), (&watch, &stop)).await;
    interrupts.abort();
    bar.finish_and_clear();
    let done = done?;
    if json {
        say!("{done}");
    } else {
        print(&serde_json::from_value(done)?);
    }
    Ok(ExitCode::SUCCESS)
}

fn number_of(path: &Path) -> std::io::Result<(u64, u64)> {
    let found = std::fs::metadata(path)?;
    Ok((found.dev(), found.ino()))
}

/// Refuses what the server that was handed the order cannot read or write: it may run as another user, or with a `/tmp` of
/// its own, in which the same name is another file.
pub(super) fn within_reach(arguments: &Arguments) -> Result<()> {
    let path = &arguments.path;
    let theirs = number_of(path);
    if arguments.seen.is_some() && arguments.seen != theirs.ok() || std::fs::File::open(path).is_err() {
        bail!(
            "the server that holds this folder carries the import out, and cannot read {}: put the file where it can, \
             such as its own folder of data",
            path.display()
        );
    }
    let folder = arguments.rejects.as_deref().and_then(Path::parent);
    let writable = |folder: &Path| rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok();
    if let Some(folder) = folder.filter(|folder| !writable(folder)) {
        bail!(
            "the server that holds this folder carries the import out, and cannot write in {}: name a place for --rejects where it can",
            folder.display()
        );
    }
    Ok(())
}

/// The first Ctrl-C stops the import behind the batch it is at, the second one at once.
async fn stop_at_interrupt(stop: CancellationToken) {
    if tokio::signal::ctrl_c().await.is_err() {
        return;
    }
    stop.cancel();
    eprintln!("stopping after this batch; once more to stop at once");
    if tokio::signal::ctrl_c().await.is_ok() {
        std::process::exit(130);
    }
}

/// Imports with a database this process may write.
pub(super) async fn carry_out(
    arguments: &Arguments,
    journal: &Journal,
    region: &Region,
    (watch, stop): (Watch<'_>, &CancellationToken),
) -> Result<Value> {
    let scratch = registry::scratch(journal)?;
    let request = Request {
        dry_run: arguments.dry_run,
        limit: arguments.limit,
        region_only: arguments.region_only,
        rejects: arguments.rejects.clone(),
        as_of: arguments.as_of,
        scratch: scratch.path().into(),
        stop: stop.clone(),
        ..Request::of(kind_of(arguments)?, arguments.path.clone())
    };
    let actor = Actor::system(Purpose::Import);
    let outcome = registry::import(journal, region, &actor, &request, watch).await?;
    Ok(serde_json::to_value(outcome)?)
}

fn kind_of(arguments: &Arguments) -> Result<Kind> {
    Kind::from_code(&arguments.register).ok_or_else(|| {
        let register = &arguments.register;
        anyhow!("{register} is no register this version reads; it reads kbo, sirene, offeneregister, gleif, ror, cordis, kohesio and jsonl")
    })
}

/// Drawn on stderr, and only where that is a terminal.
pub(super) fn bar(template: &str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

fn print(outcome: &Outcome) {
    if outcome.resumed_after > 0 {
        say!("resumed after {} records of an interrupted run", outcome.resumed_after);
    }
    say!("{} records read in {:.1} s", outcome.read, outcome.seconds);
    say!("  created    {:>9}", outcome.created);
    say!("  changed    {:>9}", outcome.changed);
    say!("  attached   {:>9}", outcome.attached);
    say!("  unchanged  {:>9}", outcome.unchanged);
    for (reason, count) in &outcome.skipped {
        say!("  skipped    {count:>9}  {reason}");
    }
    for (place, count) in &outcome.places {
        say!("  places     {count:>9}  {place}");
    }
    say!("{} rows rejected", outcome.rejected);
    for (file, rows) in &outcome.rows {
        say!("  {file:<20} {:>9} rows, {:>7} rejected", rows.read, rows.rejected);
    }
    for file in &outcome.ignored {
        say!("  {file:<20} not read: not an official name");
    }
    if outcome.dry_run {
        say!("dry run: nothing was written");
    } else if outcome.created + outcome.changed + outcome.attached == 0 {
        say!("nothing changed");
    }
}

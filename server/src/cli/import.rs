//! `import REGISTER PATH`: reads a file into the register, with progress, and goes on where it was interrupted.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
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
}

pub(super) async fn run(common: &Common, mut arguments: Arguments) -> Result<ExitCode> {
    kind_of(&arguments)?;
    // A server that carries it out stands in another folder.
    arguments.path = std::path::absolute(&arguments.path)?;
    arguments.rejects = arguments.rejects.map(std::path::absolute).transpose()?;
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
        println!("{done}");
    } else {
        print(&serde_json::from_value(done)?);
    }
    Ok(ExitCode::SUCCESS)
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
        println!("resumed after {} records of an interrupted run", outcome.resumed_after);
    }
    println!("{} records read in {:.1} s", outcome.read, outcome.seconds);
    println!("  created    {:>9}", outcome.created);
    println!("  changed    {:>9}", outcome.changed);
    println!("  attached   {:>9}", outcome.attached);
    println!("  unchanged  {:>9}", outcome.unchanged);
    for (reason, count) in &outcome.skipped {
        println!("  skipped    {count:>9}  {reason}");
    }
    for (place, count) in &outcome.places {
        println!("  places     {count:>9}  {place}");
    }
    println!("{} rows rejected", outcome.rejected);
    for (file, rows) in &outcome.rows {
        println!("  {file:<20} {:>9} rows, {:>7} rejected", rows.read, rows.rejected);
    }
    for file in &outcome.ignored {
        println!("  {file:<20} not read: not an official name");
    }
    if outcome.dry_run {
        println!("dry run: nothing was written");
    } else if outcome.created + outcome.changed + outcome.attached == 0 {
        println!("nothing changed");
    }
}

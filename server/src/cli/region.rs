//! `region places FILE… | recompute | locate`: where addresses lie, by a list an operator hands in.

use std::fs::File;
use std::io::{BufRead, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::Common;
use super::control::{self, Order, Watch};
use super::{import, node};
use crate::organisations::bulk::{self, Recomputed};
use crate::platform::access::{Actor, Purpose};
use crate::platform::journal::Journal;
use crate::platform::region::{Asked, Located, Provenance, Region, keep, read_geonames};
use crate::registry::Step;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Take over dumps of GeoNames (postal codes, all places), unpacked, and place all organisations by them
    Places(Places),
    /// Compute places and territories of all organisations anew: after the region pack changed
    Recompute,
    /// Where addresses lie: tab-separated country, postal code and municipality on stdin
    Locate,
}

#[derive(Debug, Args)]
pub(super) struct Places {
    /// DE.txt, FR.txt … of the dump of postal codes or of that of all places; those of one kind take the place of the last ones
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// What a server carries out for the command.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RegionOrder {
    /// Where the places lie.
    data: PathBuf,
}

pub(super) async fn run(common: &Common, command: Command) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    match command {
        Command::Places(Places { files }) => {
            let region = node::region(&settings)?;
            take_over(&region, &settings.data, &files)?;
        }
        Command::Recompute => {}
        Command::Locate => return locate(&node::region(&settings)?),
    }
    let data = std::path::absolute(&settings.data)?;
    let bar = import::bar("{bar:30} {pos}/{len} organisations {msg} {eta}");
    let watch = |step: Step| {
        bar.set_length(step.total);
        bar.set_position(step.done);
        bar.set_message(format!("{} changed", step.records));
    };
    let order = Order::Region(RegionOrder { data });
    let done = control::give_watched(settings, &order, (&watch, &CancellationToken::new())).await;
    bar.finish_and_clear();
    let done: Recomputed = serde_json::from_value(done?)?;
    say!("{} organisations looked at, {} changed", done.seen, done.changed);
    Ok(ExitCode::SUCCESS)
}

/// Reads all files before any is kept: what is refused leaves everything as it was.
fn take_over(region: &Region, data: &std::path::Path, files: &[PathBuf]) -> Result<()> {
    let mut kept: Vec<(Provenance, String)> = Vec::new();
    for path in files {
        let name = path
            .file_name()
            .map_or_else(|| path.display(), |name| std::path::Path::new(name).display())
            .to_string();
        let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let dump = read_geonames(file, region)
            .map_err(|error| anyhow::anyhow!("{}: {error}; the places in use stay", path.display()))?;
        say!(
            "{name}: {} lines, {} of them in the region and around it",
            dump.read,
            dump.kept
        );
        match kept.iter_mut().find(|(known, _)| known.kind == dump.kind) {
            Some((known, rows)) => {
                known.rows += dump.kept;
                known.file = format!("{}, {name}", known.file);
                rows.push_str(&dump.rows);
            }
            None => kept.push((
                Provenance {
                    kind: dump.kind,
                    file: name,
                    on: crate::platform::clock::Clock::system().today(),
                    rows: dump.kept,
                },
                dump.rows,
            )),
        }
    }
    for (provenance, rows) in kept {
        keep(data, &provenance, &rows).with_context(|| format!("{} cannot be written", data.display()))?;
    }
    say!("places: GeoNames (geonames.org), CC BY 4.0");
    Ok(())
}

/// Takes the places in use and computes everything anew, with a database this process may write.
pub(super) async fn carry_out(
    order: &RegionOrder,
    journal: &Journal,
    region: &Arc<Region>,
    watch: Watch<'_>,
) -> Result<Value> {
    region.use_places(&order.data)?;
    let told = |done: Recomputed, total| {
        watch(Step {
            done: done.seen,
            total,
            records: done.changed,
        });
    };
    let actor = Actor::system(Purpose::Import);
    let done = bulk::recompute(journal, region, &actor, told).await?;
    Ok(serde_json::to_value(done)?)
}

/// Answers each line with territory, latitude, longitude and precision, or why there is no point; last the pace on stderr.
fn locate(region: &Region) -> Result<ExitCode> {
    let lines: Vec<String> = std::io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let questions: Vec<[&str; 3]> = lines
        .iter()
        .map(|line| {
            let mut cells = line.split('\t').chain(std::iter::repeat(""));
            std::array::from_fn(|_| cells.next().unwrap_or_default())
        })
        .collect();
    let begun = Instant::now();
    let answers: Vec<Located<'_>> = questions
        .iter()
        .map(|[country, postal_code, name]| {
            let names: &[&str] = if name.is_empty() { &[] } else { &[name] };
            region.locate(Asked {
                country,
                postal_code,
                names,
                ..Asked::default()
            })
        })
        .collect();
    let seconds = begun.elapsed().as_secs_f64();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for located in &answers {
        let territory = located.territory.unwrap_or("outside");
        match located.position {
            Ok(position) => writeln!(
                out,
                "{territory}\t{:.5}\t{:.5}\t{}",
                position.point.lat,
                position.point.lon,
                position.precision.code()
            )?,
            Err(why) => writeln!(out, "{territory}\t\t\t{}", why.code())?,
        }
    }
    out.flush()?;
    #[expect(clippy::cast_precision_loss, reason = "a pace")]
    let pace = answers.len() as f64 / seconds;
    eprintln!(
        "{}",
        json!({ "lookups": answers.len(), "seconds": seconds, "perSecond": pace.round() })
    );
    Ok(ExitCode::SUCCESS)
}

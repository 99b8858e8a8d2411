//! `generate`: the demonstration's organisations as JSON lines, any size, for load and for tests.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;

use super::Common;
use crate::demo::{self, Mix};
use crate::platform::clock::Clock;
use crate::platform::region::Region;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// How many
    #[arg(long, value_name = "N")]
    organisations: usize,
    /// Another seed, other organisations
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many numbers to leave out before the first: each number is an organisation, whatever the seed, and the demonstration has the first ones
    #[arg(long, value_name = "N", default_value_t = 0)]
    after: u64,
    /// The day they are made for: YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<NaiveDate>,
}

pub(super) fn run(common: &Common, arguments: &Arguments) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    let parts = demo::Parts::load(&Region::demo_parts(settings.region.as_deref())?)?;
    let today = arguments.today.unwrap_or_else(|| Clock::system().today());
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    let lines = demo::generate(&parts, arguments.organisations, arguments.seed, today, Mix::Register);
    for line in lines.after(arguments.after) {
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

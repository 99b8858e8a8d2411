//! `settings`: what is in force and where it comes from.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::Common;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Print a reference in Markdown instead
    #[arg(long)]
    reference: bool,
}

pub(super) fn run(common: &Common, arguments: &Arguments) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    if arguments.reference {
        say!("| setting | environment | default | meaning |\n| --- | --- | --- | --- |");
        let defaults = crate::platform::settings::Settings::load(None, std::iter::empty(), &[])?;
        for listed in defaults.listed {
            let variable = format!("PASSERELLE_{}", listed.key.to_uppercase());
            say!(
                "| `{}` | `{variable}` | {} | {} |",
                listed.key,
                listed.value,
                listed.about
            );
        }
        return Ok(ExitCode::SUCCESS);
    }
    // Not by `println!`, which panics where a pipe is closed early.
    let mut out = std::io::stdout().lock();
    for listed in settings.listed {
        writeln!(out, "{:<20} {:<32} {}", listed.key, listed.value, listed.origin)?;
    }
    Ok(ExitCode::SUCCESS)
}

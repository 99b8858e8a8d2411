//! `identifiers check`: one verdict a line, for scripts and for advisers with a list.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;
use identifiers::Scheme;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Tab-separated scheme and value on stdin; scheme, value, true or false, canonical form, reason on stdout
    Check,
}

pub(super) fn run(command: &Command) -> Result<ExitCode> {
    let Command::Check = command;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (scheme, value) = line.split_once('\t').unwrap_or((line.as_str(), ""));
        let verdict = match scheme.parse::<Scheme>() {
            Ok(known) => match identifiers::parse(known, value) {
                Ok(found) => format!("true\t{}\t", found.canonical()),
                Err(reason) => format!("false\t\t{}", reason.code()),
            },
            Err(_) => "false\t\tunknownScheme".to_owned(),
        };
        writeln!(out, "{scheme}\t{value}\t{verdict}")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

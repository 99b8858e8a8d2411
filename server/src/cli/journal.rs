//! `journal verify | export`: the audit chain for whoever wants to check it.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use super::Common;
use super::node::Node;
use crate::platform::clock::rfc3339;
use crate::platform::database::Access;
use crate::platform::journal::{Read, entries_after, of_request, verify};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Recompute every hash from the first entry
    Verify {
        /// Print the outcome as JSON
        #[arg(long)]
        json: bool,
    },
    /// Print all entries as JSON lines
    Export {
        /// Only those written for one request: its id in the log, or the first digits of it that a page of an error shows
        #[arg(long, value_name = "ID")]
        request: Option<String>,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<ExitCode> {
    let node = Node::open(common.settings(&[])?, Access::Read).await?;
    match command {
        Command::Verify { json } => {
            let verified = verify(node.database().reader()).await?;
            if json {
                say!("{}", serde_json::to_string(&verified)?);
            } else if let Some(bad) = verified.first_bad {
                say!("{} entries looked at, entry {bad} does not fit", verified.entries);
            } else {
                say!("{} entries, all hold", verified.entries);
            }
            Ok(if verified.valid {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(1)
            })
        }
        Command::Export { request } => {
            match request {
                Some(id) => print(&of_request(node.database().reader(), &id).await?)?,
                None => export(&node).await?,
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn export(node: &Node) -> Result<()> {
    let mut after = 0;
    loop {
        let entries = entries_after(node.database().reader(), after, 500).await?;
        if entries.is_empty() {
            return Ok(());
        }
        after = entries.last().map_or(after, |last| last.seq);
        print(&entries)?;
    }
}

fn print(entries: &[Read]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for entry in entries {
        let parts = entry.parts.iter();
        let says: Vec<serde_json::Value> = parts.filter_map(|part| serde_json::from_slice(part).ok()).collect();
        let mut line = serde_json::json!({
            "seq": entry.seq, "at": rfc3339(entry.at), "actor": entry.actor,
            "action": entry.action, "subject": entry.subject, "says": says,
        });
        if let Some(request) = entry.request {
            line["request"] = request.to_string().into();
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

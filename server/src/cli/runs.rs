//! `runs`: the newest imports and where they stand; `runs cancel`: stops one, whichever process drives it.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Common;
use super::control::{self, Order};
use super::node::Node;
use crate::platform::access::{Actor, Purpose};
use crate::platform::database::Access;
use crate::platform::journal::Journal;
use crate::registry::{self, RunId};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The newest imports, the newest first, and why one failed
    List {
        /// Print them as JSON
        #[arg(long)]
        json: bool,
    },
    /// Stop an import behind the batch it is at; the command or page that began it goes on from there
    Cancel {
        /// As `runs list` prints it
        run: RunId,
    },
}

/// What is handed to a server that holds the folder.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CancelOrder {
    run: RunId,
}

pub(super) async fn run(common: &Common, command: Command) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    match command {
        Command::List { json } => {
            let node = Node::open(settings, Access::Read).await?;
            let lines = registry::queries::lines(node.database().reader(), node.journal.clock().now()).await?;
            if json {
                say!("{}", serde_json::to_string(&lines)?);
                return Ok(ExitCode::SUCCESS);
            }
            say!(
                "{:<26}  {:<11}  {:<14}  {:>9}  {:>8}  FILE",
                "ID",
                "STATE",
                "REGISTER",
                "READ",
                "REJECTED"
            );
            for line in &lines {
                say!(
                    "{}  {:<11}  {:<14}  {:>9}  {:>8}  {}",
                    line.id,
                    line.state,
                    line.register,
                    line.read,
                    line.rejected,
                    line.source
                );
                if let Some(reason) = &line.reason {
                    say!("{:<26}  {reason}", "");
                }
            }
        }
        Command::Cancel { run } => {
            control::give(settings, &Order::Cancel(CancelOrder { run })).await?;
            say!("it stops behind the batch it is at");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks with a database this process may write.
pub(super) async fn carry_out(order: &CancelOrder, journal: &Journal) -> Result<Value> {
    registry::cancel(journal, &Actor::system(Purpose::Operator), order.run).await?;
    Ok(json!({}))
}

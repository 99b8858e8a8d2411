//! `index rebuild | status`: the search index of this node.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::Subcommand;

use super::Common;
use super::node::Node;
use crate::platform::database::Access;
use crate::platform::journal::head;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build it anew from the rows and put it in the place of the old one
    Rebuild,
    /// How far it has read
    Status,
}

pub(super) async fn run(common: &Common, command: Command) -> Result<ExitCode> {
    let node = Node::open(common.settings(&[])?, Access::Read).await?;
    let directory = node.directory()?;
    match command {
        Command::Rebuild => {
            let begun = Instant::now();
            directory.rebuild().await?;
            let (documents, seconds) = (directory.index().documents(), begun.elapsed().as_secs_f64());
            say!("{documents} documents in {seconds:.1} s");
        }
        Command::Status => {
            let head = head(node.database().reader()).await?;
            say!(
                "{} documents, entry {} of {head}",
                directory.index().documents(),
                directory.position()
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

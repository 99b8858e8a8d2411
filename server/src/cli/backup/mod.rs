//! `backup`: a folder with all a node is, made while it runs and checked before it is trusted.
//!
//! The order matters. The database comes first: bytes that a row of the copy names are in the store since before. The ledger of
//! erasures comes last: whoever is erased meanwhile stands in it, and is erased again before the copy is opened.

mod keep;
mod make;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::Common;

pub(super) use keep::{before_migrating, follow, newest};
use make::make;
pub(super) use make::private_folder;

/// The copy of a database of SQLite, in a backup.
pub(super) const SQLITE: &str = "passerelle.sqlite";
/// The dump of one of PostgreSQL.
pub(super) const POSTGRES: &str = "passerelle.dump";
/// The secret of the data folder, where there is one.
pub(super) const SECRET: &str = "secret";

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The folder it goes to; must not exist yet
    folder: PathBuf,
    /// Leave out what people laid in, where it is copied in another way
    #[arg(long)]
    without_files: bool,
}

pub(super) async fn backup(common: &Common, arguments: Backup) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    let to = &arguments.folder;
    if to.exists() {
        bail!("{} exists already; give a new name", to.display());
    }
    let made = make(&settings, to, !arguments.without_files, None).await?;
    match made.files {
        Some(files) => say!("{}: journal up to {}, {files} files", to.display(), made.journal),
        None => say!("{}: journal up to {}, without files", to.display(), made.journal),
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a program of PostgreSQL.
pub(super) fn run(name: &str, arguments: &[&str]) -> Result<()> {
    let status = std::process::Command::new(name)
        .args(arguments)
        // Where the address names several hosts.
        .env("PGTARGETSESSIONATTRS", "primary")
        .stdout(std::process::Stdio::null())
        .status()
        .with_context(|| format!("{name} cannot be started; install PostgreSQL's client programs"))?;
    if status.success() {
        Ok(())
    } else {
        bail!("{name} failed; its message is above")
    }
}

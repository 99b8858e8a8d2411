//! `backup` and `restore`: a consistent copy of the database, checked before it is trusted.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::Common;
use crate::platform::database::{Access, Database, Place, copy};

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// Where the copy goes; must not exist yet
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The copy
    file: PathBuf,
    /// Replace the database that is there
    #[arg(long)]
    replace: bool,
}

pub(super) async fn backup(common: &Common, arguments: Backup) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    if arguments.file.exists() {
        bail!("{} exists already; give a new name", arguments.file.display());
    }
    match settings.place() {
        Place::Folder(_) => {
            let database = Database::open(&settings.place(), Access::Read).await?;
            copy::to_file(&database, &arguments.file).await?;
            database.close().await?;
        }
        Place::Postgres(url) => {
            tool("pg_dump", &["--format=custom", "--file"], &arguments.file, &url)?;
        }
    }
    println!("{}", arguments.file.display());
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn restore(common: &Common, arguments: Restore) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    match settings.place() {
        Place::Folder(folder) => {
            let there = folder.join("passerelle.sqlite");
            if there.exists() && !arguments.replace {
                bail!(
                    "{} exists already; add --replace to put the copy in its place",
                    there.display()
                );
            }
            copy::from_file(&arguments.file, &folder).await?;
        }
        Place::Postgres(url) => {
            if !arguments.file.is_file() {
                bail!("{} is no file", arguments.file.display());
            }
            let clean: &[&str] = if arguments.replace {
                &["--clean", "--if-exists"]
            } else {
                &[]
            };
            let options = [
                &["--single-transaction", "--no-owner"],
                clean,
                &["--dbname", url.as_str()],
            ]
            .concat();
            run(
                "pg_restore",
                &[options.as_slice(), &[&arguments.file.display().to_string()]].concat(),
            )?;
        }
    }
    println!("restored; the index is built anew at the next start");
    Ok(ExitCode::SUCCESS)
}

fn tool(name: &str, options: &[&str], file: &Path, url: &str) -> Result<()> {
    run(name, &[options, &[&file.display().to_string(), url]].concat())
}

fn run(name: &str, arguments: &[&str]) -> Result<()> {
    let status = std::process::Command::new(name)
        .args(arguments)
        .status()
        .with_context(|| format!("{name} cannot be started; install PostgreSQL's client programs"))?;
    if status.success() {
        Ok(())
    } else {
        bail!("{name} failed; its message is above")
    }
}

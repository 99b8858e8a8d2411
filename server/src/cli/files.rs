//! `files`: what people laid in, copied to where it is to lie from now on.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use super::Common;
use crate::platform::files::{Copied, Files, FilesPlace};
use crate::platform::settings::Settings;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Copy them to a bucket, or from the bucket of the settings to the data folder; also while a server runs
    Copy(Arguments),
}

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// s3://bucket/prefix; or `folder`, that of the data
    #[arg(long, value_name = "PLACE")]
    to: String,
}

pub(super) async fn run(common: &Common, command: Command) -> Result<ExitCode> {
    let Command::Copy(Arguments { to }) = command;
    let settings = common.settings(&[])?;
    let (from, to) = (settings.files_place(), place(&settings, &to)?);
    if from == to {
        bail!("the settings name {to} already: there is nothing to copy");
    }
    let Copied { copied, there } = Files::open(&from)?.copy_all(&Files::open(&to)?).await?;
    say!("{copied} files copied from {from} to {to}, {there} were there already");
    if copied > 0 {
        say!("where a server runs: stop it, run this again, set `files` in the settings, and start it");
    }
    Ok(ExitCode::SUCCESS)
}

fn place(settings: &Settings, to: &str) -> Result<FilesPlace> {
    Ok(match to {
        "folder" => FilesPlace::Folder(settings.data.clone()),
        bucket => FilesPlace::Bucket(bucket.parse()?, settings.aws.clone()),
    })
}

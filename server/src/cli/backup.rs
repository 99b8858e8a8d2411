//! `backup`: a folder with all a node is, made while it runs and checked before it is trusted.
//!
//! The order matters. The database comes first: bytes that a row of the copy names are in the store since before. The ledger of
//! erasures comes last: whoever is erased meanwhile stands in it, and is erased again before the copy is opened.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::Common;
use crate::platform::clock::{Clock, rfc3339};
use crate::platform::database::{Access, Database, LATEST, Place, copy};
use crate::platform::files::Files;
use crate::platform::hash::{hex, unhex};
use crate::platform::journal::head;
use crate::platform::settings::Settings;
use crate::privacy::Ledger;

/// The copy of a database of SQLite, in a backup.
pub(super) const SQLITE: &str = "passerelle.sqlite";
/// The dump of one of PostgreSQL.
pub(super) const POSTGRES: &str = "passerelle.dump";
/// The secret of the data folder, where there is one.
pub(super) const SECRET: &str = "secret";
/// What it is.
const ABOUT: &str = "backup.json";

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
    // Made beside it: a backup that was cut off is never taken for one.
    let mut part = to.clone().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    if part.exists() {
        fs::remove_dir_all(&part).with_context(|| part.display().to_string())?;
    }
    private_folder(&part).with_context(|| part.display().to_string())?;
    let (position, files) = match fill(&settings, &part, !arguments.without_files).await {
        Ok(done) => done,
        Err(error) => {
            // What is no backup is in nobody's way; why it is none matters more than whether it could be removed.
            let _ = fs::remove_dir_all(&part);
            return Err(error);
        }
    };
    fs::rename(&part, to).with_context(|| to.display().to_string())?;
    match files {
        Some(files) => say!("{}: journal up to {position}, {files} files", to.display()),
        None => say!("{}: journal up to {position}, without files", to.display()),
    }
    Ok(ExitCode::SUCCESS)
}

/// Everything a backup holds: up to which entry of the journal it reaches, and how many files are in it.
async fn fill(settings: &Settings, part: &Path, with_files: bool) -> Result<(i64, Option<usize>)> {
    let position = database(settings, part).await?;
    let files = match with_files {
        true => Some(files(settings, part).await?),
        false => None,
    };
    beside(settings, part)?;
    let about = json!({
        "format": "passerelle-backup/1", "version": env!("CARGO_PKG_VERSION"), "schema": LATEST,
        "at": rfc3339(Clock::system().now()), "journal": position, "files": files,
    });
    write(&part.join(ABOUT), about.to_string().as_bytes())?;
    Ok((position, files))
}

/// Copies the database, opens the copy and says up to which entry of the journal it reaches.
async fn database(settings: &Settings, part: &Path) -> Result<i64> {
    match settings.place() {
        Place::Folder(_) => {
            let database = Database::open(&settings.place(), Access::Read).await?;
            copy::to_file(&database, &part.join(SQLITE)).await?;
            database.close().await?;
            let copied = Database::open(&Place::Folder(part.into()), Access::Read).await?;
            let position = head(copied.reader()).await?;
            copied.close().await?;
            for beside in ["-wal", "-shm"] {
                let _ = fs::remove_file(part.join(format!("{SQLITE}{beside}")));
            }
            Ok(position)
        }
        Place::Postgres(url) => {
            let database = Database::open(&settings.place(), Access::Read).await?;
            let position = head(database.reader()).await?;
            database.close().await?;
            let dump = part.join(POSTGRES).display().to_string();
            run("pg_dump", &["--format=custom", "--file", &dump, &url])?;
            // What cannot be listed cannot be put back.
            run("pg_restore", &["--list", "--file=/dev/null", &dump])?;
            Ok(position)
        }
    }
}

/// Copies what people laid in; each file is what its name says, or it is named.
async fn files(settings: &Settings, part: &Path) -> Result<usize> {
    let store = Files::open(&settings.data)?;
    let to = Files::open(part)?;
    let mut copied = 0;
    for hash in store.all().await? {
        // Somebody may have taken it out meanwhile.
        let Some(bytes) = store.read(&hash).await? else {
            continue;
        };
        if Sha256::digest(&bytes).as_slice() != hash {
            bail!("the file {} is damaged; bring it back from an older backup", hex(&hash));
        }
        to.keep(bytes.to_vec()).await?;
        copied += 1;
    }
    Ok(copied)
}

/// The secret, where it lies with the data, and the ledger of erasures.
fn beside(settings: &Settings, part: &Path) -> Result<()> {
    let secret = settings.data.join(SECRET);
    if settings.secret.is_empty() && secret.exists() {
        let text = fs::read(&secret).with_context(|| secret.display().to_string())?;
        write(&part.join(SECRET), &text)?;
    }
    Ledger::open(&settings.data, &Clock::system())?.copy_to(part)?;
    Ok(())
}

/// A file only this user reads.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.with_context(|| path.display().to_string())
}

/// A folder only this user enters.
pub(super) fn private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Whether bytes are what a hash says: a file of a backup that was damaged is not put back.
pub(super) fn is_whole(name: &str, bytes: &[u8]) -> bool {
    unhex(name).is_some_and(|hash| Sha256::digest(bytes).as_slice() == hash)
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

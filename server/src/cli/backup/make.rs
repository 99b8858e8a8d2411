//! What a backup holds, and how it is made: beside its name, and renamed once all of it is there.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{POSTGRES, SECRET, SQLITE, run};
use crate::platform::clock::{Clock, rfc3339};
use crate::platform::database::{Access, Database, Place, copy};
use crate::platform::files::{Files, FilesPlace, place_of};
use crate::platform::journal::head;
use crate::platform::settings::Settings;
use crate::privacy::Ledger;

/// What it is.
const ABOUT: &str = "backup.json";

/// A backup that was made.
pub(super) struct Made {
    /// Up to which entry of the journal it reaches.
    pub(super) journal: i64,
    /// How many files are in it, where they are.
    pub(super) files: Option<usize>,
}

/// Makes a backup. Files that lie in the one before need no room again, where that is on the same disk.
pub(super) async fn make(settings: &Settings, to: &Path, with_files: bool, before: Option<&Path>) -> Result<Made> {
    // Made beside it: a backup that was cut off is never taken for one.
    let mut part = to.to_owned().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    if part.exists() {
        fs::remove_dir_all(&part).with_context(|| part.display().to_string())?;
    }
    private_folder(&part).with_context(|| part.display().to_string())?;
    let made = match fill(settings, &part, with_files, before).await {
        Ok(made) => made,
        Err(error) => {
            // What is no backup is in nobody's way; why it is none matters more than whether it could be removed.
            let _ = fs::remove_dir_all(&part);
            return Err(error);
        }
    };
    fs::rename(&part, to).with_context(|| to.display().to_string())?;
    Ok(made)
}

async fn fill(settings: &Settings, part: &Path, with_files: bool, before: Option<&Path>) -> Result<Made> {
    let (journal, schema) = database(settings, part).await?;
    let files = match with_files {
        true => Some(files(settings, part, before).await?),
        false => None,
    };
    beside(settings, part)?;
    let about = json!({
        "format": "passerelle-backup/1", "version": env!("CARGO_PKG_VERSION"), "schema": schema,
        "at": rfc3339(Clock::system().now()), "journal": journal, "files": files,
    });
    write(&part.join(ABOUT), about.to_string().as_bytes())?;
    Ok(Made { journal, files })
}

/// Copies the database, opens the copy and says up to which entry of the journal it reaches, and its schema.
async fn database(settings: &Settings, part: &Path) -> Result<(i64, i64)> {
    let place = settings.place();
    let database = Database::open(&place, Access::Copy).await?;
    let schema = database.standing().await?.found;
    match place {
        Place::Folder(_) => {
            copy::to_file(&database, &part.join(SQLITE)).await?;
            database.close().await?;
            let copied = Database::open(&Place::Folder(part.into()), Access::Copy).await?;
            let position = head(copied.reader()).await?;
            copied.close().await?;
            for beside in ["-wal", "-shm"] {
                let _ = fs::remove_file(part.join(format!("{SQLITE}{beside}")));
            }
            Ok((position, schema))
        }
        Place::Postgres(url) => {
            let position = head(database.reader()).await?;
            database.close().await?;
            let dump = part.join(POSTGRES).display().to_string();
            run("pg_dump", &["--format=custom", "--file", &dump, &url])?;
            // What cannot be listed cannot be put back.
            run("pg_restore", &["--list", "--file=/dev/null", &dump])?;
            Ok((position, schema))
        }
    }
}

/// Copies what people laid in, wherever it lies; each file is what its name says, or it is named.
async fn files(settings: &Settings, part: &Path, before: Option<&Path>) -> Result<usize> {
    let store = Files::open(&settings.files_place())?;
    let to = Files::open(&FilesPlace::Folder(part.into()))?;
    let is_taken_over = |hash: &Vec<u8>| before.is_some_and(|before| is_taken_over(before, part, hash));
    let (taken_over, rest): (Vec<_>, Vec<_>) = store.all().await?.into_iter().partition(is_taken_over);
    Ok(taken_over.len() + store.copy(rest, &to).await?)
}

/// Whether a file of the backup before is the same, and could be given a second name here.
fn is_taken_over(before: &Path, part: &Path, hash: &[u8]) -> bool {
    let (there, here) = (place_of(before, hash), place_of(part, hash));
    let is_whole = fs::read(&there).is_ok_and(|bytes| Sha256::digest(&bytes).as_slice() == hash);
    is_whole
        && here.parent().is_some_and(|folder| fs::create_dir_all(folder).is_ok())
        && fs::hard_link(&there, &here).is_ok()
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
pub(in crate::cli) fn private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

//! Copies of a SQLite database: made while it is in use, checked before they are trusted.

use std::path::Path;

use super::lock::Lock;
use super::{Access, Database, DatabaseError, Place, Sql};

const INTO: Sql = Sql::both("VACUUM INTO $1");

/// Writes a consistent copy to a file that does not exist yet, and checks it.
///
/// # Errors
/// When it cannot be written, or the copy does not pass SQLite's check.
pub async fn to_file(database: &Database, file: &Path) -> Result<(), DatabaseError> {
    INTO.run(database.maintenance(), vec![file.display().to_string().into()])
        .await?;
    super::connect::check_file(file).await
}

/// Puts a checked copy in the place of a folder's database. The index beside it goes: it is built anew.
///
/// # Errors
/// When the copy is damaged or of a newer version, or the folder is in use; what was there stays then.
pub async fn from_file(file: &Path, folder: &Path) -> Result<(), DatabaseError> {
    let held = hold(folder)?;
    into(&held, file, folder).await
}

/// A folder no other process may open as long as this is there.
#[derive(Debug)]
pub struct Held(#[expect(dead_code, reason = "held, not read")] Lock);

/// Keeps others out of a folder whose database is to be replaced.
///
/// # Errors
/// When another process has it.
pub fn hold(folder: &Path) -> Result<Held, DatabaseError> {
    Ok(Held(Lock::take(folder)?.0))
}

/// As [`from_file`], in a folder that is held already.
///
/// # Errors
/// When the copy is damaged or of a newer version; what was there stays then.
pub async fn into(_: &Held, file: &Path, folder: &Path) -> Result<(), DatabaseError> {
    check(file).await?;
    let failed = |source| DatabaseError::Folder {
        folder: folder.into(),
        source,
    };
    let part = folder.join("passerelle.sqlite.part");
    std::fs::copy(file, &part).map_err(failed)?;
    std::fs::File::open(&part)
        .and_then(|copy| copy.sync_all())
        .map_err(failed)?;
    clear_beside(folder).map_err(failed)?;
    std::fs::rename(&part, folder.join("passerelle.sqlite")).map_err(failed)?;
    Ok(())
}

/// Removes a folder's database and the index beside it.
///
/// # Errors
/// When another process has it, or it cannot be removed.
pub fn remove(folder: &Path) -> Result<(), DatabaseError> {
    let (_lock, _) = Lock::take(folder)?;
    clear_beside(folder)
        .and_then(|()| absent(std::fs::remove_file(folder.join("passerelle.sqlite"))))
        .map_err(|source| DatabaseError::Folder {
            folder: folder.into(),
            source,
        })
}

/// The name of a database whose rows were moved elsewhere.
const SET_ASIDE: &str = "passerelle.sqlite.moved";

/// Gives a folder's database another name, so that nobody serves from it by mistake. The index stays: it is of the same rows.
///
/// # Errors
/// When another process has it, or the folder cannot be written.
pub fn set_aside(folder: &Path) -> Result<(), DatabaseError> {
    let (_lock, _) = Lock::take(folder)?;
    std::fs::rename(folder.join("passerelle.sqlite"), folder.join(SET_ASIDE)).map_err(|source| DatabaseError::Folder {
        folder: folder.into(),
        source,
    })
}

/// Whether a folder's database was moved elsewhere.
pub(super) fn is_set_aside(folder: &Path) -> bool {
    folder.join(SET_ASIDE).exists()
}

/// What belongs to a database file and to no other: its log, and the index, which is built anew from whatever comes.
fn clear_beside(folder: &Path) -> std::io::Result<()> {
    for name in ["passerelle.sqlite-wal", "passerelle.sqlite-shm"] {
        absent(std::fs::remove_file(folder.join(name)))?;
    }
    clear_index(folder)
}

/// Removes the index of a folder: it is built anew from whatever rows there are.
///
/// # Errors
/// When it cannot be removed.
pub fn clear_index(folder: &Path) -> std::io::Result<()> {
    absent(std::fs::remove_file(folder.join("index.day")))?;
    absent(std::fs::remove_dir_all(folder.join("index")))
}

/// What is not there need not be removed.
fn absent(removed: std::io::Result<()>) -> std::io::Result<()> {
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Opens a copy of whatever origin in a scratch folder, so that its schema and pages are looked at.
async fn check(file: &Path) -> Result<(), DatabaseError> {
    let damaged = |detail: String| DatabaseError::Damaged {
        file: file.into(),
        detail,
    };
    let scratch = tempfile::tempdir().map_err(|error| damaged(error.to_string()))?;
    std::fs::copy(file, scratch.path().join("passerelle.sqlite")).map_err(|error| damaged(error.to_string()))?;
    let place = Place::Folder(scratch.path().into());
    // Opened to write, so that a copy of an earlier version is brought up to date, and one that cannot be is refused.
    let database = Database::open(&place, Access::Write).await?;
    super::connect::quick_check(database.reader(), file).await?;
    database.close().await
}

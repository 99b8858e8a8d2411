//! What was erased leaves the file too. SQLite overwrites what is deleted, but not what moved within a page before: where the
//! bytes of a text still stand in the file it is written anew. PostgreSQL does that by itself, when it vacuums.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use sea_orm::DbBackend;

use super::{Database, DatabaseError, Sql};

const FOLD: Sql = Sql::both("PRAGMA wal_checkpoint(TRUNCATE)");
const ANEW: Sql = Sql::both("VACUUM");
/// Below this size the file is written anew without looking: it takes less than a second.
const SMALL: u64 = 128 << 20;
/// How often the log is folded while somebody reads what is in it.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(200);
const BLOCK: usize = 1 << 20;

/// Folds the log into the file and writes the file anew where one of these texts is still in it. `false`: a reader kept the
/// log open, and it has to be done again.
///
/// # Errors
/// When the database refuses, or its file cannot be read.
pub async fn wipe(database: &Database, texts: &[Vec<u8>]) -> Result<bool, DatabaseError> {
    let Some(folder) = database.folder().filter(|_| database.backend() == DbBackend::Sqlite) else {
        return Ok(true);
    };
    if !fold(database).await? {
        return Ok(false);
    }
    let file = folder.join("passerelle.sqlite");
    let failed = |source| DatabaseError::Folder {
        folder: folder.into(),
        source,
    };
    let size = std::fs::metadata(&file).map_err(failed)?.len();
    let texts = texts.to_vec();
    let looking =
        tokio::task::spawn_blocking(move || -> std::io::Result<bool> { Ok(size < SMALL || holds(&file, &texts)?) });
    let anew = looking
        .await
        .map_err(|error| failed(std::io::Error::other(error)))?
        .map_err(failed)?;
    if anew {
        ANEW.run(database.maintenance(), vec![]).await?;
        return fold(database).await;
    }
    Ok(true)
}

async fn fold(database: &Database) -> Result<bool, DatabaseError> {
    for _ in 0..TRIES {
        let row = FOLD.one(database.maintenance(), vec![]).await?;
        let busy: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        if busy == 0 {
            return Ok(true);
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(false)
}

/// Whether one of these texts stands in a file.
///
/// # Errors
/// When it cannot be read.
pub fn holds(file: &Path, texts: &[Vec<u8>]) -> std::io::Result<bool> {
    let finders: Vec<_> = texts
        .iter()
        .filter(|text| !text.is_empty())
        .map(memchr::memmem::Finder::new)
        .collect();
    let overlap = texts.iter().map(Vec::len).max().unwrap_or(0);
    let mut file = File::open(file)?;
    let mut window = Vec::with_capacity(BLOCK + overlap);
    loop {
        let keep = window.len().min(overlap);
        window.drain(..window.len() - keep);
        let read = file.by_ref().take(BLOCK as u64).read_to_end(&mut window)?;
        if finders.iter().any(|finder| finder.find(&window).is_some()) {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_across_blocks() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        let mut bytes = vec![b'.'; BLOCK + 100];
        bytes[BLOCK - 3..BLOCK + 3].copy_from_slice(b"canary");
        std::fs::write(&file, &bytes).unwrap();
        assert!(holds(&file, &[b"nothing".to_vec(), b"canary".to_vec()]).unwrap());
        assert!(!holds(&file, &[b"canaries".to_vec(), Vec::new()]).unwrap());
    }
}

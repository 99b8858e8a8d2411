//! One process a data folder: an exclusive lock on a file, which the system frees when the process dies.
//! The file also says whether the last stop was clean.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use super::DatabaseError;

/// The held lock. Dropped, the stop counts as clean.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    /// Takes the lock; tells whether the process that had it before stopped cleanly.
    pub(super) fn take(folder: &Path) -> Result<(Self, bool), DatabaseError> {
        let failed = |source| DatabaseError::Folder {
            folder: folder.into(),
            source,
        };
        std::fs::create_dir_all(folder).map_err(failed)?;
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join("lock"))
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(DatabaseError::InUse { folder: folder.into() });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        let mut state = String::new();
        file.read_to_string(&mut state).map_err(failed)?;
        let mut lock = Self(file);
        lock.note("running").map_err(failed)?;
        Ok((lock, state != "running"))
    }

    fn note(&mut self, state: &str) -> std::io::Result<()> {
        self.0.set_len(0)?;
        self.0.rewind()?;
        self.0.write_all(state.as_bytes())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A failure only costs a check of the file at the next start.
        let _ = self.note("stopped");
    }
}

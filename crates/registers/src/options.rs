//! How to read: where to keep what does not fit into memory, and how much of it there may be.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

/// Options of [`open`](crate::open).
///
/// ```
/// use registers::Options;
/// let options = Options { run_bytes: 8 << 20, ..Options::new("/var/tmp") };
/// assert_eq!(options.row_limit, 1 << 20);
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    /// An existing folder for what is being sorted. The files in it have no name where the system
    /// allows that, so nothing stays behind when the process is killed.
    pub scratch: PathBuf,
    /// The day the data describe; goes before what the register says itself.
    pub as_of: Option<NaiveDate>,
    /// Bytes a row may have; a longer one is rejected and takes no more memory than this.
    pub row_limit: usize,
    /// Bytes that may be held for sorting before they go to the scratch folder.
    pub run_bytes: usize,
}

impl Options {
    /// 1 MiB a row, 64 MiB for sorting, the day by the register.
    #[must_use]
    pub fn new(scratch: impl AsRef<Path>) -> Self {
        Self {
            scratch: scratch.as_ref().to_owned(),
            as_of: None,
            row_limit: 1 << 20,
            run_bytes: 64 << 20,
        }
    }
}

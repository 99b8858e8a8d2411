//! What can go wrong, by what was being done. Each message names the thing and the mend; the
//! caller adds the command that does it.

use std::path::PathBuf;

use thiserror::Error;

use crate::definition::MAX_VALUES;
use crate::document::DocumentError;
use crate::query::{MAX_BYTES, MAX_LIMIT, MAX_WORDS};

/// Why an index cannot be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The folder cannot be made or written.
    #[error("the index folder {} cannot be written: {reason}; give a folder that this user may write", folder.display())]
    Unwritable {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// What lies in the folder is incomplete or garbled.
    #[error("the index in {} is damaged: {reason}; rebuild the index", folder.display())]
    Damaged {
        /// The folder.
        folder: PathBuf,
        /// What was found.
        reason: String,
    },
    /// The folder was made for other facets or by another version of this crate.
    #[error("the index in {} is of another make ({found}, wanted {wanted}); rebuild the index", folder.display())]
    OtherMake {
        /// The folder.
        folder: PathBuf,
        /// The fingerprint found.
        found: String,
        /// The fingerprint of the definition.
        wanted: String,
    },
    /// There is an index where none was expected.
    #[error("there is an index in {} already; wipe it first or take another folder", folder.display())]
    Exists {
        /// The folder.
        folder: PathBuf,
    },
    /// A facet of the definition has no value or too many.
    #[error("facet {name:?} has {values} values; 1 to {MAX_VALUES} are possible")]
    Facet {
        /// Its name.
        name: String,
        /// Its values.
        values: usize,
    },
}

/// Why a change was not written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// Another writer holds the folder.
    #[error("another process writes to the index in {}; stop it first", folder.display())]
    Busy {
        /// The folder.
        folder: PathBuf,
    },
    /// The document cannot be indexed.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The folder cannot be written (full, read-only, gone).
    #[error("writing the index in {} failed: {reason}; nothing since the last commit is kept", folder.display())]
    Storage {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        reason: String,
    },
}

/// Why a query is not answered.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SearchError {
    /// The text has too many bytes.
    #[error("the query has {bytes} bytes; at most {MAX_BYTES} are read: ask with fewer words")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// The text has too many words.
    #[error("the query has {words} words; at most {MAX_WORDS} are read: ask with fewer words")]
    TooManyWords {
        /// Its words.
        words: usize,
    },
    /// The page is too large.
    #[error("{limit} hits to a page are too many; at most {MAX_LIMIT}")]
    Limit {
        /// What was asked for.
        limit: usize,
    },
    /// More filters than make sense.
    #[error("too many filters; put the values of one facet into one filter")]
    TooManyFilters,
    /// No such facet.
    #[error("there is no facet number {facet}")]
    Facet {
        /// What was asked for.
        facet: usize,
    },
    /// No such value.
    #[error("facet {facet:?} has no such value")]
    Value {
        /// The name of the facet.
        facet: String,
    },
    /// A rectangle inside out, or not of numbers.
    #[error("the rectangle is empty or not of numbers; south before north, west before east")]
    BBox,
    /// The place to go on from is garbled or belongs to another order.
    #[error("the page mark does not belong to this list; start at its first page")]
    After,
    /// The index could not be read.
    #[error("the index cannot be read: {reason}; rebuild the index")]
    Index {
        /// What was found.
        reason: String,
    },
}

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        Self::Index {
            reason: error.to_string(),
        }
    }
}

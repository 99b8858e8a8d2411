//! The one reader for every register: an iterator of items, and what it knows about its files.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use crate::gleif::Gleif;
use crate::kbo::{Kbo, Known, Update};
use crate::offeneregister::OffeneRegister;
use crate::ror::Ror;
use crate::{Item, Options, ReadError, Register, RowCounts};

/// Opens the files of a register: a folder or zip for KBO and SIRENE, one file for the others, any of
/// them for CORDIS and Kohesio.
///
/// Names, headers, formats and the scratch folder are looked at here, so that most faults show
/// before anything is read.
///
/// # Errors
/// Whatever makes the input unreadable as a whole, with what to do about it.
///
/// ```
/// use registers::{Options, Register, open};
/// let folder = std::env::temp_dir();
/// let fault = open(Register::Demo, &folder, Options::new(&folder)).unwrap_err();
/// assert_eq!(fault.code(), "no_files");
/// ```
pub fn open(register: Register, path: &Path, options: Options) -> Result<Reader, ReadError> {
    let format: Box<dyn Format> = match register {
        Register::Kbo => Box::new(Kbo::open(path, &options)?),
        Register::Ror => Box::new(Ror::open(path, &options)?),
        Register::OffeneRegister => Box::new(OffeneRegister::open(path, &options)?),
        Register::Gleif => Box::new(Gleif::open(path, &options)?),
        Register::Cordis => Box::new(crate::cordis::open(path, &options)?),
        Register::Kohesio => Box::new(crate::kohesio::open(path, &options)?),
        Register::Sirene => Box::new(crate::sirene::open(path, &options)?),
        Register::Demo => return Err(ReadError::NoFiles { register }),
    };
    Ok(Reader {
        register,
        format,
        over: false,
    })
}

/// Opens an update of the KBO, whose items are whole records again: what `known` has of an enterprise, changed.
///
/// An enterprise the update deletes is struck off: its record comes with the status ceased. Whether the
/// update follows what was read last is for the caller to ask [`extract_of`](crate::extract_of).
///
/// # Errors
/// As those of [`open`]; [`ReadError::NoUpdate`] where it is none.
pub fn open_update(path: &Path, options: Options, known: Box<dyn Known>) -> Result<Reader, ReadError> {
    Ok(Reader {
        register: Register::Kbo,
        format: Box::new(Update::open(path, &options, known)?),
        over: false,
    })
}

/// Reads a register; see [`open`].
///
/// Items of one input come in one order: rejected rows and natural persons as the files are read,
/// then (KBO) enterprises by ascending number. After an error, and after the end, nothing comes.
pub struct Reader {
    register: Register,
    format: Box<dyn Format>,
    over: bool,
}

/// How the files of one register are read. What it hands out is described at the methods of [`Reader`].
pub(crate) trait Format: Send {
    /// The next item, nothing at the end.
    fn advance(&mut self) -> Result<Option<Item>, ReadError>;
    /// What became of the rows of each file so far.
    fn rows(&self) -> &BTreeMap<String, RowCounts>;
    /// Bytes done and bytes to do.
    fn progress(&self) -> (u64, u64);
    /// Whether an interrupted import has the same input before it.
    fn fingerprint(&self) -> [u8; 32];
    /// Names in a folder that are none of the register's.
    fn ignored(&self) -> &[String] {
        &[]
    }
    /// How many natural persons were left out, by the rule that knew them.
    fn persons(&self) -> &[(&'static str, u64)] {
        &[]
    }
    /// Ends the reading: closes files of the scratch folder as soon as they are not needed.
    fn stop(&mut self) {}
}

impl Reader {
    /// The register read.
    #[must_use]
    pub const fn register(&self) -> Register {
        self.register
    }

    /// What became of the rows of each file so far. The rejected ones have all been yielded.
    ///
    /// After the last item of KBO, `enterprise.csv` has read = records and skipped + rejected.
    #[must_use]
    pub fn rows(&self) -> &BTreeMap<String, RowCounts> {
        self.format.rows()
    }

    /// Names in the folder that are none of the register's, sorted: they are not read.
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        self.format.ignored()
    }

    /// How many entries were skipped as natural persons so far, by the rule that knew them; empty
    /// for registers that mark their persons themselves.
    ///
    /// OffeneRegister: `sole_trader`, `owner_named`, `no_company`; see the README.
    /// GLEIF: `sole_proprietor`.
    #[must_use]
    pub fn persons(&self) -> &[(&'static str, u64)] {
        self.format.persons()
    }

    /// Bytes done and bytes to do. KBO is half done when its files are read; the rest is the join.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        self.format.progress()
    }

    /// SHA-256 over names, sizes, first and last 64 KiB of the files: whether an import that was
    /// interrupted has the same input before it. No proof against someone who means harm.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        self.format.fingerprint()
    }
}

impl Iterator for Reader {
    type Item = Result<Item, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let next = self.format.advance();
        self.over = !matches!(next, Ok(Some(_)));
        if self.over {
            self.format.stop();
        }
        next.transpose()
    }
}

impl std::iter::FusedIterator for Reader {}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (done, total) = self.progress();
        write!(f, "Reader({}, {done} of {total} bytes)", self.register)
    }
}

//! Rejected rows. Whoever asked for it finds all of them in a file, one line of tab-separated text each: file, line, code,
//! reason, excerpt. The first of them are kept with the run as well, without the excerpt: that may be about a person.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use registers::Reject;

use super::model::ImportError;

/// Rejected rows that are kept with a run; more are only counted.
pub const KEPT_REJECTS: usize = 10_000;

/// A rejected row as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeptReject {
    pub(super) file: String,
    pub(super) line: u64,
    pub(super) code: &'static str,
    /// The sentence for logs.
    pub(super) reason: String,
}

impl From<&Reject> for KeptReject {
    fn from(reject: &Reject) -> Self {
        Self {
            file: plain(&reject.file),
            line: reject.line,
            code: reject.reason.code(),
            reason: reject.reason.to_string(),
        }
    }
}

/// Where rejected rows are listed, if anybody asked for it.
pub(super) struct Rejects(Option<(BufWriter<File>, PathBuf)>);

impl Rejects {
    pub(super) fn open(path: Option<&Path>) -> Result<Self, ImportError> {
        let Some(path) = path else { return Ok(Self(None)) };
        match File::create(path) {
            Ok(file) => Ok(Self(Some((BufWriter::new(file), path.into())))),
            Err(source) => Err(ImportError::File {
                path: path.into(),
                source,
            }),
        }
    }

    pub(super) fn add(&mut self, reject: &Reject) -> Result<(), ImportError> {
        let excerpt = plain(&reject.excerpt);
        let (file, line, reason) = (&reject.file, reject.line, &reject.reason);
        self.with(|out| writeln!(out, "{file}\t{line}\t{}\t{reason}\t{excerpt}", reason.code()))
    }

    pub(super) fn flush(&mut self) -> Result<(), ImportError> {
        self.with(Write::flush)
    }

    fn with(&mut self, work: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>) -> Result<(), ImportError> {
        let Some((file, path)) = &mut self.0 else { return Ok(()) };
        work(file).map_err(|source| ImportError::File {
            path: path.clone(),
            source,
        })
    }
}

/// Without what would break a line or a column.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

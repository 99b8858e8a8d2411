//! The list of rejected rows: one line of tab-separated text each, file, line, code, reason, excerpt.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use registers::Reject;

use super::model::ImportError;

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
        let excerpt: String = reject
            .excerpt
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
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

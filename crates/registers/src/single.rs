//! A register that is one file: its name, its mark, and what became of its rows.

use std::collections::BTreeMap;
use std::path::Path;

use crate::item::Refused;
use crate::values::excerpt;
use crate::{Item, ReadError, Reject, RowCounts};

/// The one file of a register.
pub(crate) struct Single {
    /// As it stands in rejects and counts.
    name: String,
    rows: BTreeMap<String, RowCounts>,
    pub(crate) fingerprint: [u8; 32],
    /// Bytes to do.
    pub(crate) total: u64,
    over: bool,
}

impl Single {
    /// Marks the file; its rows are still to be read.
    pub(crate) fn of(path: &Path) -> Result<Self, ReadError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (fingerprint, total) = crate::fingerprint(std::iter::once((name.as_str(), path)))?;
        Ok(Self {
            rows: BTreeMap::from([(name.clone(), RowCounts::default())]),
            name,
            fingerprint,
            total,
            over: false,
        })
    }

    /// Counts a row that was read, and tells one that was refused.
    pub(crate) fn count(&mut self, line: u64, read: Result<Item, Refused>) -> Item {
        let mut none = RowCounts::default();
        let counts = self.rows.get_mut(&self.name).unwrap_or(&mut none);
        counts.read += 1;
        read.unwrap_or_else(|(reason, value)| {
            counts.rejected += 1;
            Item::Rejected(Reject {
                file: self.name.clone(),
                line,
                reason,
                excerpt: excerpt(&value),
            })
        })
    }

    /// Nothing more comes.
    pub(crate) fn end(&mut self) {
        self.over = true;
    }

    pub(crate) const fn rows(&self) -> &BTreeMap<String, RowCounts> {
        &self.rows
    }

    /// Bytes done, of which the reader knows, and bytes to do.
    pub(crate) fn progress(&self, done: u64) -> (u64, u64) {
        let done = if self.over { self.total } else { done.min(self.total) };
        (done, self.total)
    }
}

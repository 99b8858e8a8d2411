//! Extracts of a register that follow one another: which may be read next, and what was read before.

use std::error::Error;

use registers::{Extract, Known, Record, Register};
use tokio::runtime::Handle;

use crate::organisations::bulk;
use crate::platform::database::Connections;

/// An update that cannot be read now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    /// It changes what was never read.
    #[error(
        "this is update {found}, and no full extract was read before it; import the file ending in _Full.zip first"
    )]
    NothingBefore {
        /// Its number.
        found: u32,
    },
    /// Others belong between.
    #[error(
        "this is update {found}, but the last extract read is {last}; import update {next} first, or a full extract from {found} on",
        next = last + 1
    )]
    Gap {
        /// Its number.
        found: u32,
        /// The last one read.
        last: u32,
    },
    /// It would set back what is newer.
    #[error(
        "this is update {found}, and extract {last} was read after it; import update {next} next",
        next = last + 1
    )]
    Older {
        /// Its number.
        found: u32,
        /// The last one read.
        last: u32,
    },
    /// It does not say which it is.
    #[error("the update says no ExtractNumber in its meta.csv; download it again")]
    NoNumber,
}

impl ExtractError {
    /// A stable code of the reason; a page translates it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::NothingBefore { .. } => "update_extract",
            Self::Gap { .. } => "update_gap",
            Self::Older { .. } => "update_older",
            Self::NoNumber => "update_number",
        }
    }
}

/// Whether the extract may be read after `last`. The last update itself may: it changes nothing.
pub(super) fn check(extract: Extract, last: Option<u32>) -> Result<(), ExtractError> {
    if !extract.is_update {
        return Ok(());
    }
    let found = extract.number.ok_or(ExtractError::NoNumber)?;
    let last = last.ok_or(ExtractError::NothingBefore { found })?;
    if found > last.saturating_add(1) {
        Err(ExtractError::Gap { found, last })
    } else if found < last {
        Err(ExtractError::Older { found, last })
    } else {
        Ok(())
    }
}

/// The records of the KBO in the database, asked for by the reading thread.
pub(super) struct Stored {
    runtime: Handle,
    db: Connections,
}

impl Stored {
    /// To be called where the runtime is known; used on a thread that may wait.
    pub(super) fn new(db: &Connections) -> Self {
        Self {
            runtime: Handle::current(),
            db: db.clone(),
        }
    }
}

impl Known for Stored {
    fn owners(&mut self, units: &[String]) -> Result<Vec<(String, String)>, Box<dyn Error + Send + Sync>> {
        let found = bulk::owners(&self.db, Register::Kbo.code(), units);
        Ok(self.runtime.block_on(found)?)
    }

    fn records(&mut self, numbers: &[String]) -> Result<Vec<Record>, Box<dyn Error + Send + Sync>> {
        let found = bulk::stored(&self.db, Register::Kbo.code(), numbers);
        Ok(self.runtime.block_on(found)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn updates_follow_one_another() {
        let update = |number| Extract {
            number,
            is_update: true,
            as_of: None,
        };
        let full = Extract::default();
        for (extract, last, answer) in [
            (full, None, Ok(())),
            (full, Some(7), Ok(())),
            (update(Some(8)), Some(7), Ok(())),
            (update(Some(7)), Some(7), Ok(())),
            (update(Some(9)), Some(7), Err(ExtractError::Gap { found: 9, last: 7 })),
            (update(Some(6)), Some(7), Err(ExtractError::Older { found: 6, last: 7 })),
            (update(Some(8)), None, Err(ExtractError::NothingBefore { found: 8 })),
            (update(None), Some(7), Err(ExtractError::NoNumber)),
        ] {
            assert_eq!(check(extract, last), answer, "{extract:?} after {last:?}");
        }
        let gap = ExtractError::Gap { found: 9, last: 7 }.to_string();
        assert!(
            gap.contains("update 9") && gap.contains("is 7") && gap.contains("import update 8 first"),
            "{gap}"
        );
    }
}

//! How the refusals of this feature look from outside.

use super::actions::FileError;
use super::model::{CELL_LIMIT, FILE_LIMIT, MOST_COLUMNS, MOST_ROWS};
use super::reading::SheetFault;
use super::rules::Why;
use crate::platform::texts::T;
use crate::platform::web::{Detail, Error, FieldError};

impl From<FileError> for Error {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Refused(refusal) => refusal.into(),
            FileError::Sheet(fault) => {
                Self::Validation(vec![FieldError::new("file", "unreadable", sheet_detail(fault))])
            }
            FileError::Moved => Self::Conflict(Detail::new("chamber-file-moved")),
            FileError::Gone => Self::Conflict(Detail::new("chamber-file-gone")),
            FileError::Database(error) => error.into(),
            error @ (FileError::Bulk(_) | FileError::Files(_) | FileError::Table(_) | FileError::Json(_)) => {
                Self::from(anyhow::Error::new(error))
            }
        }
    }
}

/// Why a file is no table, and what to do.
pub(super) fn sheet_detail(fault: SheetFault) -> Detail {
    let detail = Detail::new;
    match fault {
        SheetFault::Empty => detail("chamber-file-empty"),
        SheetFault::NoRows => detail("chamber-file-no-rows"),
        SheetFault::TooLarge => detail("chamber-file-too-large").with("megabytes", FILE_LIMIT / 1024 / 1024),
        SheetFault::Kind => detail("chamber-file-kind"),
        SheetFault::OtherFormat => detail("chamber-file-other-format"),
        SheetFault::Renamed => detail("chamber-file-renamed"),
        SheetFault::Page => detail("chamber-file-page"),
        SheetFault::Locked => detail("chamber-file-locked"),
        SheetFault::Broken => detail("chamber-file-broken"),
        SheetFault::Bomb => detail("chamber-file-bomb"),
        SheetFault::Columns => detail("chamber-file-columns").with("most", MOST_COLUMNS),
        SheetFault::Rows => detail("chamber-file-rows").with("most", MOST_ROWS),
        SheetFault::Cell(line) => detail("chamber-file-cell")
            .with("line", line)
            .with("most", CELL_LIMIT / 1024),
    }
}

/// What is wrong with a cell, in words.
pub(super) fn why(why: &Why, t: T) -> String {
    let detail = Detail::new;
    let said = match why {
        Why::Number(_, reason) => {
            let language = identifiers::Language::from_code(t.locale.code()).unwrap_or(identifiers::Language::English);
            return reason.text(language).to_string();
        }
        Why::Missing(column) => {
            detail("chamber-cell-missing").with("column", t.term("chamber-column", column.code()).into_owned())
        }
        Why::TooLong(limit) => detail("chamber-cell-too-long").with("limit", *limit),
        Why::Country => detail("chamber-cell-country"),
        Why::PostalCode => detail("chamber-cell-postal-code"),
        Why::Url => detail("chamber-cell-url"),
        Why::Mail => detail("chamber-cell-mail"),
        Why::Phone => detail("chamber-cell-phone"),
        Why::Count => detail("chamber-cell-count"),
        Why::Year => detail("chamber-cell-year"),
        Why::Future => detail("chamber-cell-future"),
        Why::Kind => detail("chamber-cell-kind"),
        Why::Duplicate(line) => detail("chamber-cell-duplicate").with("line", *line),
        Why::Two => detail("chamber-cell-two"),
        Why::Elsewhere(name) => detail("chamber-cell-elsewhere").with("name", name.clone()),
        Why::Owned(name) => detail("chamber-cell-owned").with("name", name.clone()),
        Why::OutOfSight => detail("chamber-cell-out-of-sight"),
        Why::Erased => detail("chamber-cell-erased"),
        Why::Example => detail("chamber-cell-example"),
    };
    said.text(t)
}

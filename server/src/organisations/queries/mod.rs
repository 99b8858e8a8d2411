//! Every read of this feature, each with the scope it was allowed as its first argument.

mod figures;
mod lists;
mod one;

pub use figures::{Figures, figures};
pub use lists::{Source, Summary, SummaryText, documents_after, documents_of, due_for_ageing, newest, summaries};
pub use one::{ChangeNote, Found, Organisation, PlaceView, find_organisation, find_receipt};

use super::tables::organisation::Column;
use crate::platform::access::ScopeColumns;

/// The columns of an organisation a scope looks at.
const COLUMNS: ScopeColumns<Column> = ScopeColumns { public: Column::Public };

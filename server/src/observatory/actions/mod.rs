//! Every write of this feature: counts kept from the journal, counted again, and published.

mod again;
mod publish;
mod read;

use chrono::{Datelike, NaiveDate};

pub use again::{Difference, compare, recount};
pub use publish::publish;
pub use read::count;

use crate::platform::access::{self, Action, Actor, Grant, Node, Purpose, Refusal};
use crate::platform::database::{AsDatabaseError, DatabaseError};
use crate::platform::region::Region;

/// Name of the reader.
pub(super) const READER: &str = "observatory";

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ObservatoryError {
    /// There is nothing to write now.
    #[error("nothing to write")]
    Nothing,
    /// The platform may not: never.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<Refusal> for ObservatoryError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl AsDatabaseError for ObservatoryError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

/// The platform itself counts and publishes.
fn own() -> Result<Grant, Refusal> {
    access::decide(&Actor::system(Purpose::Maintenance), Action::Maintain, &Node)
}

/// The year of a moment, as the region's calendar has it.
fn year_of(region: &Region, at: i64) -> i32 {
    region.zone.day(at).year()
}

/// From the first moment of a year to that of the next.
fn bounds_of(region: &Region, year: i32) -> (i64, i64) {
    let begin = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).map_or(i64::MAX, |day| region.zone.start_of(day));
    (begin(year), begin(year + 1))
}

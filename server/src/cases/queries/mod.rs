//! Every read of this feature, each with its scope.

mod state;

pub use state::{ownership_of, state_of};

use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult};

use super::rules::Candidate;
use crate::platform::database::{DatabaseError, Sql, Tx};
use crate::platform::region::Region;

const APPEALS: Sql = Sql::both(
    "SELECT chamber, CAST(sum(CASE WHEN state = 'appealed' THEN 1 ELSE 0 END) AS BIGINT), max(appealed_at)
     FROM case_file WHERE appealed_at IS NOT NULL GROUP BY chamber",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[APPEALS];

/// The chambers that could look at an appeal, with what they have of them already.
pub(super) async fn appeal_candidates(tx: &Tx, region: &Region) -> Result<Vec<Candidate>, DatabaseError> {
    let rows = APPEALS.all(tx.connection(), vec![]).await?;
    let mut known = std::collections::HashMap::new();
    for row in &rows {
        let (chamber, open, last): (String, i64, Option<i64>) = (
            row.try_get_by_index(0)?,
            row.try_get_by_index(1)?,
            row.try_get_by_index(2)?,
        );
        known.insert(chamber, (u64::try_from(open).unwrap_or_default(), last));
    }
    let candidate = |chamber: &crate::platform::region::Chamber| {
        let (open, last) = known.get(&chamber.code).copied().unwrap_or_default();
        Candidate {
            chamber: chamber.code.clone(),
            open,
            last,
        }
    };
    Ok(region.chambers.iter().map(candidate).collect())
}

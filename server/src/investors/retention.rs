//! How long this feature keeps what is of no more use: what was said before, and changes nobody is shown any more.

use crate::platform::database::Sql;
use crate::platform::retention::Rule;

const SAID: Sql = Sql::both(
    "DELETE FROM funding_interest WHERE (organisation_id, version) IN
     (SELECT organisation_id, version FROM funding_interest WHERE superseded_at < $1 LIMIT 500)",
);
const CHANGES: Sql = Sql::both(
    "DELETE FROM startup_change WHERE (entry_seq, place) IN
     (SELECT entry_seq, place FROM startup_change WHERE at < $1 LIMIT 500)",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[SAID, CHANGES];

/// The rules of this feature, in days.
pub const RULES: &[Rule] = &[
    Rule::rows("fundingSaidBefore", 365, SAID),
    Rule::rows("startupChanges", 120, CHANGES),
];

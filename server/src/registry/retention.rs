//! How long rejected rows are kept. The runs themselves stay: a record names the one that read it.

use crate::platform::database::Sql;
use crate::platform::retention::Rule;

const REJECTS: Sql = Sql::both(
    "DELETE FROM import_reject WHERE (run_id, position) IN
       (SELECT j.run_id, j.position FROM import_reject j JOIN import_run r ON r.id = j.run_id
        WHERE r.seen_at < $1 LIMIT 500)",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[REJECTS];

/// The rules of this feature.
pub const RULES: &[Rule] = &[Rule::rows("rejected rows", 365, REJECTS)];

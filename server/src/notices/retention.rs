//! How long notices are kept.

use crate::platform::database::Sql;
use crate::platform::retention::Rule;

const NOTICES: Sql = Sql::both("DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE at < $1 LIMIT 500)");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[NOTICES];

/// The rules of this feature.
pub const RULES: &[Rule] = &[Rule::rows("notices", 730, NOTICES)];

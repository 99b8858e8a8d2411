//! How long this feature keeps what was asked: until nobody would follow the link any more. The journal knows what was said.

use crate::platform::database::Sql;
use crate::platform::retention::Rule;

const LETTERS: Sql =
    Sql::both("DELETE FROM reconfirmation WHERE id IN (SELECT id FROM reconfirmation WHERE expires_at < $1 LIMIT 500)");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[LETTERS];

/// The rules of this feature.
pub const RULES: &[Rule] = &[Rule::rows("reconfirmations", 365, LETTERS)];

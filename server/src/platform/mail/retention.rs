//! How long it is known that a letter left. Its text is dropped when it leaves.

use crate::platform::database::Sql;
use crate::platform::retention::Rule;

const LETTERS: Sql =
    Sql::both("DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE coalesce(sent_at, failed_at) < $1 LIMIT 500)");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[LETTERS];

/// The rules of letters.
pub const RULES: &[Rule] = &[Rule::rows("letters", 30, LETTERS)];

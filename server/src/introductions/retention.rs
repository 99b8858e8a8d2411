//! How long an introduction keeps what was written in it. Number, sides, times and how it ended stay: they are counted.

use crate::platform::database::Sql;
use crate::platform::retention::Rule;

const MESSAGES: Sql = Sql::both(
    "DELETE FROM introduction_message WHERE id IN
       (SELECT m.id FROM introduction_message m JOIN introduction i ON i.id = m.introduction_id WHERE i.ended_at < $1 LIMIT 500)",
);
const TEXTS: Sql = Sql::both(
    "UPDATE introduction SET subject = number, message = '', reason_text = NULL, next_step = NULL WHERE id IN
       (SELECT id FROM introduction WHERE ended_at < $1 AND message <> '' LIMIT 500)",
);
const DRAFTS: Sql = Sql::both(
    "DELETE FROM introduction WHERE id IN (SELECT id FROM introduction WHERE state = 'draft' AND changed_at < $1 LIMIT 500)",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[MESSAGES, TEXTS, DRAFTS];

/// The rules of this feature.
pub const RULES: &[Rule] = &[
    Rule::rows("introduction messages", 3 * 365, MESSAGES),
    Rule::rows("introduction texts", 3 * 365, TEXTS),
    Rule::rows("introduction drafts", 365, DRAFTS),
];

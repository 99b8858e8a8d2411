//! How long this feature keeps what is of no more use: drafts nobody went on with, what was not published, what is archived.

use crate::platform::database::Sql;
use crate::platform::retention::Rule;

const DRAFTS: Sql = Sql::both(
    "DELETE FROM opportunity WHERE id IN
     (SELECT id FROM opportunity WHERE state IN ('draft', 'on_hold') AND changed_at < $1 LIMIT 500)",
);
const REJECTED: Sql = Sql::both(
    "DELETE FROM opportunity WHERE id IN
     (SELECT id FROM opportunity WHERE state = 'rejected' AND changed_at < $1 LIMIT 500)",
);
const ARCHIVED: Sql = Sql::both(
    "DELETE FROM opportunity WHERE id IN
     (SELECT id FROM opportunity WHERE state = 'archived' AND changed_at < $1 LIMIT 500)",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[DRAFTS, REJECTED, ARCHIVED];

/// The rules of this feature, in days after the last change.
pub const RULES: &[Rule] = &[
    Rule::rows("opportunityDrafts", 365, DRAFTS),
    Rule::rows("opportunitiesRejected", 2 * 365, REJECTED),
    Rule::rows("opportunitiesArchived", 5 * 365, ARCHIVED),
];

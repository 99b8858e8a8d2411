//! How long this feature keeps what is of no more use: drafts nobody went on with, what was refused, what is archived, adoptions
//! that were not so.

use crate::platform::database::Sql;
use crate::platform::retention::Rule;

const DRAFTS: Sql = Sql::both(
    "DELETE FROM practice WHERE id IN
     (SELECT id FROM practice WHERE state IN ('draft', 'returned') AND changed_at < $1 LIMIT 500)",
);
const REFUSED: Sql = Sql::both(
    "DELETE FROM practice WHERE id IN (SELECT id FROM practice WHERE state = 'refused' AND changed_at < $1 LIMIT 500)",
);
const ARCHIVED: Sql = Sql::both(
    "DELETE FROM practice WHERE id IN (SELECT id FROM practice WHERE state = 'archived' AND changed_at < $1 LIMIT 500)",
);
const ADOPTIONS: Sql = Sql::both(
    "DELETE FROM practice_adoption WHERE id IN
     (SELECT id FROM practice_adoption WHERE state IN ('declined', 'withdrawn') AND changed_at < $1 LIMIT 500)",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[DRAFTS, REFUSED, ARCHIVED, ADOPTIONS];

/// The rules of this feature, in days after the last change.
pub const RULES: &[Rule] = &[
    Rule::rows("practiceDrafts", 365, DRAFTS),
    Rule::rows("practicesRefused", 2 * 365, REFUSED),
    Rule::rows("practicesArchived", 5 * 365, ARCHIVED),
    Rule::rows("practiceAdoptionsOver", 2 * 365, ADOPTIONS),
];

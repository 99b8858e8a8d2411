//! What must hold of this feature's rows: used by `passerelle fsck`.

use crate::organisations::fsck::Check;
use crate::platform::database::{Database, DatabaseError, Sql};

const CLOCKLESS: Sql = Sql::both(
    "SELECT count(*) FROM introduction
     WHERE (state IN ('submitted', 'screened', 'forwarded', 'offered', 'accepted', 'met', 'negotiating')) <> (due_at IS NOT NULL)",
);
const ENDS: Sql = Sql::both(
    "SELECT count(*) FROM introduction
     WHERE (ended_at IS NULL) <> (open_key IS NOT NULL)
        OR (ended_at IS NULL) <> (state IN ('draft', 'submitted', 'screened', 'forwarded', 'offered', 'accepted', 'met', 'negotiating'))",
);
const SKIPPED: Sql = Sql::both(
    "SELECT count(*) FROM introduction
     WHERE (negotiating_at IS NOT NULL AND met_at IS NULL) OR (met_at IS NOT NULL AND accepted_at IS NULL)
        OR (accepted_at IS NOT NULL AND offered_at IS NULL) OR (offered_at IS NOT NULL AND forwarded_at IS NULL)
        OR (forwarded_at IS NOT NULL AND screened_at IS NULL) OR (screened_at IS NOT NULL AND submitted_at IS NULL)",
);
const EARLY: Sql = Sql::both(
    "SELECT count(*) FROM introduction_message m JOIN introduction i ON i.id = m.introduction_id
     WHERE m.kind = 'message' AND (i.accepted_at IS NULL OR m.at < i.accepted_at)",
);

const LETTERS: Sql = Sql::both(
    "SELECT count(*) FROM (SELECT entry_seq, address FROM mail WHERE entry_seq IS NOT NULL AND kind LIKE 'introduction_%'
       GROUP BY entry_seq, address HAVING count(*) > 1) AS twice",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[CLOCKLESS, ENDS, SKIPPED, EARLY, LETTERS];

/// All invariants of this feature.
///
/// # Errors
/// When the database refuses.
pub async fn checks(database: &Database) -> Result<Vec<Check>, DatabaseError> {
    let mut checks = Vec::new();
    for (id, statement) in [
        ("introductions that wait for somebody have a clock", CLOCKLESS),
        ("introductions are open or at their end", ENDS),
        ("introductions took every step", SKIPPED),
        ("introductions have messages since they were accepted", EARLY),
        ("introductions are told once in a letter", LETTERS),
    ] {
        let found: i64 = match statement.one(database.reader(), vec![]).await? {
            Some(row) => row.try_get_by_index(0)?,
            None => 0,
        };
        checks.push(Check {
            id,
            ok: found == 0,
            detail: format!("{found} break it"),
        });
    }
    Ok(checks)
}

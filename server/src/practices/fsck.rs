//! What must hold of this feature's rows: used by `passerelle fsck`.

use crate::organisations::fsck::Check;
use crate::platform::database::{Database, DatabaseError, Sql};

const COUNTED: Sql = Sql::both(
    "SELECT count(*) FROM practice p WHERE p.adoptions <>
       (SELECT count(*) FROM practice_adoption a WHERE a.practice_id = p.id AND a.state = 'confirmed')",
);
const LOOKED_AT: Sql = Sql::both(
    "SELECT count(*) FROM practice p WHERE p.public AND 2 >
       (SELECT count(DISTINCT r.reviewer) FROM practice_review r
        WHERE r.practice_id = p.id AND r.verdict = 'good' AND r.chamber IN (p.chamber, p.expert))",
);
const ONESELF: Sql = Sql::both(
    "SELECT count(*) FROM practice_adoption a JOIN practice p ON p.id = a.practice_id
     WHERE a.organisation_id = p.organisation_id",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[COUNTED, LOOKED_AT, ONESELF];

/// All invariants of this feature.
///
/// # Errors
/// When the database refuses.
pub async fn checks(database: &Database) -> Result<Vec<Check>, DatabaseError> {
    let mut checks = Vec::new();
    for (id, statement) in [
        ("practices count the adoptions that are confirmed", COUNTED),
        (
            "practices everybody sees were found good by two people of two chambers",
            LOOKED_AT,
        ),
        ("nobody takes up their own practice", ONESELF),
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

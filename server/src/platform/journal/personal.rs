//! What the journal says about somebody. Its entries stay; what they say of a person is erased beside the chain.

use serde_json::{Value, json};
use uuid::Uuid;

use super::verify::erase;
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Sql, Tx};
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose};

const ABOUT: Sql = Sql::both(
    "SELECT e.at, e.action, e.subject, p.bytes FROM entry_payload p JOIN entry e ON e.entry_id = p.entry_id
     WHERE p.about_person = $1 AND p.bytes IS NOT NULL ORDER BY e.seq",
);
const SAID: Sql = Sql::both(
    "SELECT p.entry_id, p.part, p.bytes FROM entry_payload p WHERE p.bytes IS NOT NULL
     AND p.entry_id IN (SELECT entry_id FROM entry WHERE subject = $1
                        UNION ALL SELECT entry_id FROM pending WHERE subject = $1)",
);
const ERASE_WRITTEN: Sql = Sql::both(
    "UPDATE entry_payload SET salt = NULL, bytes = NULL WHERE about_person IS NOT NULL AND bytes IS NOT NULL
     AND entry_id IN (SELECT entry_id FROM entry WHERE subject = $1
                      UNION ALL SELECT entry_id FROM pending WHERE subject = $1)",
);
const ERASE_PART: Sql =
    Sql::both("UPDATE entry_payload SET salt = NULL, bytes = NULL WHERE entry_id = $1 AND part = $2");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[ABOUT, SAID, ERASE_WRITTEN, ERASE_PART];

/// The journal's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "journal"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose.id))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move {
            erase(tx, whose.id).await?;
            Ok(Erased::default())
        })
    }
}

/// Erases what entries about a subject say where it names somebody: parts that are about no person, such as the change of an
/// organisation's address.
///
/// # Errors
/// When the database refuses.
pub async fn erase_naming(tx: &Tx, subject: &str, whose: &Whose) -> Result<(), DatabaseError> {
    erase_saying(tx, subject, |text| whose.without(text).is_some()).await
}

/// Erases what people wrote in entries about a subject, whoever it was: what the platform itself says of it stays.
///
/// # Errors
/// When the database refuses.
pub async fn erase_written(tx: &Tx, subject: &str) -> Result<(), DatabaseError> {
    ERASE_WRITTEN.run(tx.connection(), vec![subject.into()]).await?;
    Ok(())
}

/// Erases those parts of what entries about a subject say that are chosen.
///
/// # Errors
/// When the database refuses.
pub async fn erase_saying(
    tx: &Tx,
    subject: &str,
    chosen: impl Fn(&str) -> bool + Send + Sync,
) -> Result<(), DatabaseError> {
    for row in SAID.all(tx.connection(), vec![subject.into()]).await? {
        let bytes: Vec<u8> = row.try_get_by_index(2)?;
        if chosen(&String::from_utf8_lossy(&bytes)) {
            let (entry, part): (Uuid, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            ERASE_PART.run(tx.connection(), vec![entry.into(), part.into()]).await?;
        }
    }
    Ok(())
}

async fn export(db: &Connections, person: Uuid) -> Result<Share, DatabaseError> {
    let mut entries = Vec::new();
    for row in ABOUT.all(db, vec![person.into()]).await? {
        let (at, action, subject): (i64, String, String) = (
            row.try_get_by_index(0)?,
            row.try_get_by_index(1)?,
            row.try_get_by_index(2)?,
        );
        let bytes: Vec<u8> = row.try_get_by_index(3)?;
        let says: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        entries.push(json!({ "at": rfc3339(at), "action": action, "subject": subject, "says": says }));
    }
    let mut share = Share::default();
    share.data.insert("entries".into(), entries.into());
    Ok(share)
}

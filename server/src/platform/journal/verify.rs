//! Checking the chain from its first entry, and erasing what it says about a person without breaking it.

use sea_orm::ConnectionTrait;
use serde::Serialize;
use uuid::Uuid;

use super::chain::{self, Last};
use super::tables;
use crate::platform::database::{DatabaseError, Tx};

/// What `journal verify` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Entries looked at.
    pub entries: i64,
    /// Whether all of them hold.
    pub valid: bool,
    /// The number of the first that does not.
    pub first_bad: Option<i64>,
}

/// Recomputes every hash, and the digest of every part that was not erased.
///
/// # Errors
/// When the database refuses.
pub async fn verify(db: &impl ConnectionTrait) -> Result<Verified, DatabaseError> {
    let mut last: Option<Last> = None;
    let mut entries = 0;
    loop {
        let after = last.as_ref().map_or(0, |last| last.seq);
        let rows = tables::AFTER.all(db, vec![after.into(), 500_i64.into()]).await?;
        if rows.is_empty() {
            return Ok(Verified {
                entries,
                valid: true,
                first_bad: None,
            });
        }
        for row in rows {
            let entry = tables::entry_of(&row)?;
            entries += 1;
            let expected = chain::next(last.as_ref(), entry.link.clone());
            if expected != entry || !payload_holds(db, &entry.link).await? {
                return Ok(Verified {
                    entries,
                    valid: false,
                    first_bad: Some(entry.seq),
                });
            }
            last = Some(entry.last());
        }
    }
}

async fn payload_holds(db: &impl ConnectionTrait, link: &chain::Link) -> Result<bool, DatabaseError> {
    let mut digests = Vec::new();
    for row in tables::PARTS.all(db, vec![link.entry_id.into()]).await? {
        let salt: Option<Vec<u8>> = row.try_get_by_index(2)?;
        let bytes: Option<Vec<u8>> = row.try_get_by_index(3)?;
        let kept: Vec<u8> = row.try_get_by_index(4)?;
        let Ok(kept) = chain::Hash::try_from(kept) else {
            return Ok(false);
        };
        if let (Some(salt), Some(bytes)) = (salt, bytes)
            && chain::part_digest(&salt, &bytes) != kept
        {
            return Ok(false);
        }
        digests.push(kept);
    }
    Ok(chain::payload_digest(&digests) == link.payload_digest)
}

/// Erases every part that is about a person: salt and bytes go, the digest stays, the chain holds.
///
/// # Errors
/// When the database refuses.
pub async fn erase(tx: &Tx, person: Uuid) -> Result<u64, DatabaseError> {
    Ok(tables::ERASE.run(tx.connection(), vec![person.into()]).await?)
}

//! Checking the chain from its first entry, and erasing what it says about a person without breaking it.

use sea_orm::ConnectionTrait;
use serde::Serialize;
use uuid::Uuid;

use super::chain::{self, Last};
use super::tables::{self, StoredPart};
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
        let page = rows.iter().map(tables::entry_of).collect::<Result<Vec<_>, _>>()?;
        let until = page.last().map_or(after, |entry| entry.seq);
        let parts = tables::PARTS_AFTER.all(db, vec![after.into(), until.into()]).await?;
        let mut parts = tables::parts_of(&parts)?;
        for entry in page {
            entries += 1;
            let expected = chain::next(last.as_ref(), entry.link.clone());
            let said = parts.remove(&entry.seq).unwrap_or_default();
            if expected != entry || !payload_holds(&said, &entry.link) {
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

/// The digests of the parts give that of the entry, and each part that was not erased gives its own.
fn payload_holds(parts: &[StoredPart], link: &chain::Link) -> bool {
    let mut digests = Vec::new();
    for part in parts {
        let Ok(kept) = chain::Hash::try_from(part.digest.as_slice()) else {
            return false;
        };
        if let (Some(salt), Some(bytes)) = (&part.salt, &part.bytes)
            && chain::part_digest(salt, bytes) != kept
        {
            return false;
        }
        digests.push(kept);
    }
    chain::payload_digest(&digests) == link.payload_digest
}

/// Erases every part that is about a person: salt and bytes go, the digest stays, the chain holds.
///
/// # Errors
/// When the database refuses.
pub async fn erase(tx: &Tx, person: Uuid) -> Result<u64, DatabaseError> {
    Ok(tables::ERASE.run(tx.connection(), vec![person.into()]).await?)
}

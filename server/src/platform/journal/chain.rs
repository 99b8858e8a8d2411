//! The chain's arithmetic: what is hashed, in which order. Pure; the rows are `tables.rs`.
//! An entry's hash covers the one before it, so that none can be changed, taken out or put in unseen.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A SHA-256.
pub type Hash = [u8; 32];

/// The columns of an entry before it has its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its id, which its payload carries too.
    pub entry_id: Uuid,
    /// Microseconds.
    pub at: i64,
    /// `guest`, `system:import`, later a person's id.
    pub actor: String,
    /// The verb.
    pub action: String,
    /// What it is about.
    pub subject: String,
    /// Covers the digests of all parts.
    pub payload_digest: Hash,
    /// The request it was written for, where there was one. It leads to the log and proves nothing: no hash covers it.
    pub request: Option<Uuid>,
}

/// An entry in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chained {
    /// From 1, without gaps.
    pub seq: i64,
    /// Its columns; `at` is never before that of the entry before.
    pub link: Link,
    /// The hash of the entry before; zeros for the first.
    pub prev: Hash,
    /// Its own.
    pub hash: Hash,
}

/// The last entry, as far as the next one needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last {
    /// Its number.
    pub seq: i64,
    /// Its time.
    pub at: i64,
    /// Its hash.
    pub hash: Hash,
}

impl Chained {
    /// What the next entry needs.
    #[must_use]
    pub const fn last(&self) -> Last {
        Last {
            seq: self.seq,
            at: self.link.at,
            hash: self.hash,
        }
    }
}

/// Puts a link behind the last entry. Time never runs backwards in the chain, whatever the clocks do.
#[must_use]
pub fn next(last: Option<&Last>, mut link: Link) -> Chained {
    let (seq, prev) = last.map_or((1, [0; 32]), |last| (last.seq + 1, last.hash));
    if let Some(last) = last {
        link.at = link.at.max(last.at);
    }
    let hash = hash(&prev, seq, &link);
    Chained { seq, link, prev, hash }
}

/// SHA-256 of the hash before and each column with its length in front.
#[must_use]
pub fn hash(prev: &Hash, seq: i64, link: &Link) -> Hash {
    let mut sha = Sha256::new();
    sha.update(prev);
    for column in [
        seq.to_be_bytes().as_slice(),
        link.entry_id.as_bytes(),
        link.at.to_be_bytes().as_slice(),
        link.actor.as_bytes(),
        link.action.as_bytes(),
        link.subject.as_bytes(),
        &link.payload_digest,
    ] {
        let length = u64::try_from(column.len()).unwrap_or(u64::MAX);
        sha.update(length.to_be_bytes());
        sha.update(column);
    }
    sha.finalize().into()
}

/// Digest of one part, salted so that it tells nothing once salt and bytes are erased.
#[must_use]
pub fn part_digest(salt: &[u8], bytes: &[u8]) -> Hash {
    Sha256::new().chain_update(salt).chain_update(bytes).finalize().into()
}

/// Digest over the digests of all parts in order.
#[must_use]
pub fn payload_digest(parts: &[Hash]) -> Hash {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update(part);
    }
    sha.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(at: i64, actor: &str, action: &str) -> Link {
        Link {
            entry_id: Uuid::from_u128(7),
            at,
            actor: actor.into(),
            action: action.into(),
            subject: String::new(),
            payload_digest: [1; 32],
            request: None,
        }
    }

    #[test]
    fn time_never_runs_backwards() {
        let first = next(None, link(100, "guest", "x"));
        let second = next(Some(&first.last()), link(50, "guest", "x"));
        assert_eq!((second.seq, second.link.at, second.prev), (2, 100, first.hash));
    }

    #[test]
    fn columns_cannot_be_shifted_into_each_other() {
        assert_ne!(
            hash(&[0; 32], 1, &link(1, "ab", "c")),
            hash(&[0; 32], 1, &link(1, "a", "bc"))
        );
    }
}

//! Which numbers a list has had, in 9 to 18 bytes each.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Numbers kept at most: three times the entries of the longest list, some 300 MB.
const MOST: usize = 16_000_000;

/// What became of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// It had not been there, and is now.
    New,
    /// It had been there.
    Twice,
    /// It cannot be kept: there are `limit` already.
    Full {
        /// The most numbers kept.
        limit: usize,
    },
}

/// Numbers by 64 bits of their hash: among five million, the chance that two of them share one, so
/// that the second is taken for the first, is less than one in a million.
#[derive(Default)]
pub(crate) struct Seen(HashSet<u64, BuildHasherDefault<AsIs>>);

impl Seen {
    pub(crate) fn insert(&mut self, number: &str) -> Known {
        let mut hasher = DefaultHasher::new();
        number.hash(&mut hasher);
        let hash = hasher.finish();
        if self.0.contains(&hash) {
            return Known::Twice;
        }
        if self.0.len() >= MOST {
            return Known::Full { limit: MOST };
        }
        self.0.insert(hash);
        Known::New
    }
}

/// The hash of a hash is itself.
#[derive(Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

//! The seal of a link that a letter carries: whoever made it knows the node's secret, and it is good for what is sealed only.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::hash::hex;

/// The seal over these parts. The first names what the link is for, so that no seal is good for something else; all but
/// one at most are of a fixed length.
#[must_use]
pub fn seal(secret: &[u8], parts: &[&[u8]]) -> String {
    // Keys of any length are taken; an empty seal is nobody's.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        return String::new();
    };
    for part in parts {
        mac.update(part);
    }
    let bytes = mac.finalize().into_bytes();
    hex(bytes.get(..16).unwrap_or_default())
}

/// A key for these parts that nobody else can make, and that lies nowhere. The same rules hold for the parts.
#[must_use]
pub fn key(secret: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        return [0; 32];
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Whether a seal is the one that was made, compared in constant time.
#[must_use]
pub fn is_same(made: &str, given: &str) -> bool {
    let differing = made.bytes().zip(given.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    made.len() == given.len() && differing == 0 && !made.is_empty()
}

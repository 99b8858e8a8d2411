//! The signed link that stops letters without a sign-in: good for this and nothing else, on this node.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::platform::hash::hex;
use crate::platform::id::{decode, encode};

/// The token of a person's link.
#[must_use]
pub fn token(secret: &[u8], person: Uuid) -> String {
    format!("{}.{}", encode(person), seal(secret, person))
}

/// Whose token it is, unless it was forged.
pub(super) fn read(secret: &[u8], token: &str) -> Option<Uuid> {
    let (person, sealed) = token.split_once('.')?;
    let person = decode(person)?;
    let made = seal(secret, person);
    // Compared in constant time.
    let differing = made.bytes().zip(sealed.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    (made.len() == sealed.len() && differing == 0 && !made.is_empty()).then_some(person)
}

fn seal(secret: &[u8], person: Uuid) -> String {
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(secret) else {
        return String::new();
    };
    mac.update(b"passerelle notices stop 1");
    mac.update(person.as_bytes());
    let bytes = mac.finalize().into_bytes();
    hex(bytes.get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_one_persons() {
        let (secret, person) = (b"0123456789abcdef".as_slice(), Uuid::from_u128(7));
        let link = token(secret, person);
        assert_eq!(read(secret, &link), Some(person));
        assert_eq!(read(b"another secret!!", &link), None);
        let (_, sealed) = link.split_once('.').unwrap();
        assert_eq!(read(secret, &format!("{}.{sealed}", encode(Uuid::from_u128(8)))), None);
        for bad in ["", ".", "x", &link[..30], &format!("{link}0")] {
            assert_eq!(read(secret, bad), None, "{bad}");
        }
    }
}

//! The signed link that stops letters without a sign-in: good for this and nothing else, on this node.

use uuid::Uuid;

use crate::platform::id::{decode, encode};
use crate::platform::seal;

/// The token of a person's link.
#[must_use]
pub fn token(secret: &[u8], person: Uuid) -> String {
    format!("{}.{}", encode(person), sealed(secret, person))
}

/// Whose token it is, unless it was forged.
pub(super) fn read(secret: &[u8], token: &str) -> Option<Uuid> {
    let (person, given) = token.split_once('.')?;
    let person = decode(person)?;
    seal::is_same(&sealed(secret, person), given).then_some(person)
}

fn sealed(secret: &[u8], person: Uuid) -> String {
    seal::seal(secret, &[b"passerelle notices stop 1", person.as_bytes()])
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

//! Ids: UUIDv7 inside, 26 characters of Crockford base32 outside.
//! A feature makes its own type with [`id_type!`](crate::id_type), so that ids cannot be mixed up.

use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The 26 characters of an id, most significant first.
#[must_use]
pub fn encode(id: Uuid) -> String {
    let mut rest = id.as_u128();
    let mut text = [b'0'; 26];
    for place in text.iter_mut().rev() {
        let digit = usize::try_from(rest & 31).unwrap_or_default();
        *place = ALPHABET.get(digit).copied().unwrap_or(b'0');
        rest >>= 5;
    }
    text.iter().map(|byte| char::from(*byte)).collect()
}

/// Reads 26 characters, upper or lower case, with the confusable `I L O` read as `1 1 0`.
///
/// `None` for another length, another character or a value beyond 128 bits.
#[must_use]
pub fn decode(text: &str) -> Option<Uuid> {
    if text.len() != 26 {
        return None;
    }
    let mut value: u128 = 0;
    for byte in text.bytes() {
        let plain = match byte.to_ascii_uppercase() {
            b'I' | b'L' => b'1',
            b'O' => b'0',
            other => other,
        };
        let digit = ALPHABET.iter().position(|known| *known == plain)?;
        value = value.checked_mul(32)?.checked_add(u128::try_from(digit).ok()?)?;
    }
    Some(Uuid::from_u128(value))
}

/// Makes a public id type over a [`Uuid`] with the outside form of this module.
#[macro_export]
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::platform::id::encode(self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::platform::id::NotAnId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::platform::id::decode(text)
                    .map(Self)
                    .ok_or($crate::platform::id::NotAnId)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// The text is no id of 26 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id: 26 characters 0-9 A-Z without I, L, O, U are expected")]
pub struct NotAnId;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_and_confusables() {
        let id = Uuid::from_u128(0x0192_a3b4_c5d6_7e8f_9012_3456_789a_bcde);
        let text = encode(id);
        assert_eq!(text.len(), 26);
        assert_eq!(decode(&text), Some(id));
        assert_eq!(decode(&text.to_lowercase()), Some(id));
        assert_eq!(decode("0000000000000000000000000I"), Some(Uuid::from_u128(1)));
    }

    #[test]
    fn what_is_no_id() {
        for text in [
            "",
            "short",
            "ZZZZZZZZZZZZZZZZZZZZZZZZZZ",
            "0000000000000000000000000U",
            "é0000000000000000000000000",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}

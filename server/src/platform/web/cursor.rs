//! Cursors of pages of a collection: opaque, sealed with the node's secret, good for one set of filters only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::{Detail, Error};

const SEAL: usize = 16;
/// Longer than any position of ours.
const LONGEST: usize = 2048;

/// Seals and opens positions.
pub struct Cursor;

impl Cursor {
    /// The position as text that only this node (or one with the same secret) can have written for these filters.
    pub fn seal(position: &[u8], secret: &[u8], filters: &[u8]) -> String {
        let mut bytes = mac(position, secret, filters).to_vec();
        bytes.extend_from_slice(position);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The position, unless it was forged or belongs to other filters.
    pub fn open(cursor: &str, secret: &[u8], filters: &[u8]) -> Result<Vec<u8>, Error> {
        let refused = || Error::Malformed(Detail::new("error-cursor"));
        if cursor.len() > LONGEST {
            return Err(refused());
        }
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| refused())?;
        let (seal, position) = bytes.split_at_checked(SEAL).ok_or_else(refused)?;
        // Compared in constant time.
        let differing = mac(position, secret, filters)
            .iter()
            .zip(seal)
            .fold(0, |all, (a, b)| all | (a ^ b));
        if differing == 0 {
            Ok(position.to_vec())
        } else {
            Err(refused())
        }
    }
}

/// A hash of the filters a cursor belongs to; the caller writes them in one order.
pub fn filter_hash(filters: &str) -> [u8; 32] {
    Sha256::digest(filters.as_bytes()).into()
}

/// The query of a page of a collection, with `?` where there is any: its filters as they were written, how many a page has where
/// somebody asked, and the cursor where one goes on.
pub fn page_query(filters: String, limit: Option<u64>, cursor: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::new(filters);
    if let Some(limit) = limit {
        query.append_pair("limit", &limit.to_string());
    }
    if let Some(cursor) = cursor {
        query.append_pair("cursor", cursor);
    }
    let query = query.finish();
    match query.trim_start_matches('&') {
        "" => String::new(),
        query => format!("?{query}"),
    }
}

fn mac(position: &[u8], secret: &[u8], filters: &[u8]) -> [u8; SEAL] {
    // The filters go in as a hash of fixed length, so that position and filters cannot run into each other.
    let mut sealed = [0; SEAL];
    if let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(secret) {
        mac.update(b"passerelle cursor 1");
        mac.update(&Sha256::digest(filters));
        mac.update(position);
        for (to, from) in sealed.iter_mut().zip(mac.finalize().into_bytes()) {
            *to = from;
        }
    }
    sealed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_what_it_sealed_and_nothing_else() {
        let cursor = Cursor::seal(b"position", b"secret of the node", b"q=a");
        assert_eq!(
            Cursor::open(&cursor, b"secret of the node", b"q=a").unwrap(),
            b"position"
        );
        for (cursor, secret, filters) in [
            (cursor.as_str(), b"secret of another!", b"q=a"),
            (cursor.as_str(), b"secret of the node", b"q=b"),
            ("", b"secret of the node", b"q=a"),
            ("AAAAAAAAAAAAAAAAAAAAAAAA", b"secret of the node", b"q=a"),
            ("not base64!", b"secret of the node", b"q=a"),
        ] {
            assert!(matches!(
                Cursor::open(cursor, secret, filters),
                Err(Error::Malformed(_))
            ));
        }
    }
}

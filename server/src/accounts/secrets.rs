//! What nobody else may know: keys that follow from the node's secret, tokens and their hashes, texts that are sealed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::platform::clock::Clock;
use crate::platform::id::encode;

/// Keys of this feature, each good for one thing.
#[derive(Clone)]
pub struct Keys {
    form: [u8; 32],
    attempt: [u8; 32],
    code: [u8; 32],
    seal: [u8; 32],
    demo: [u8; 32],
    recovery: [u8; 32],
    calendar: [u8; 32],
}

impl Keys {
    /// From the node's secret.
    #[must_use]
    pub fn of(secret: &[u8]) -> Self {
        let key = |label: &str| mac(secret, label.as_bytes());
        Self {
            form: key("accounts form"),
            attempt: key("accounts attempt"),
            code: key("accounts code"),
            seal: key("accounts seal"),
            demo: key("accounts demo"),
            recovery: key("accounts recovery"),
            calendar: key("accounts calendar"),
        }
    }

    /// What each form of a session carries.
    #[must_use]
    pub fn form_token(&self, session: Uuid) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.form, session.as_bytes()))
    }

    /// The key under which failures of an address are counted: the table of them names nobody.
    #[must_use]
    pub fn attempt(&self, mail: &str) -> Vec<u8> {
        mac(&self.attempt, mail.as_bytes()).to_vec()
    }

    /// The same for a link.
    #[must_use]
    pub fn attempt_on(&self, link: &[u8]) -> Vec<u8> {
        mac(&self.attempt, &[b"link", link].concat()).to_vec()
    }

    /// The eight digits that stand for a link in another browser. Who holds the link can be shown them; they lie nowhere.
    #[must_use]
    pub fn code(&self, token: &str) -> String {
        let digest = mac(&self.code, token.as_bytes());
        let number = digest
            .iter()
            .take(8)
            .fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        format!("{:08}", number % 100_000_000)
    }

    /// How a code lies in its row: eight digits alone could be tried out by whoever reads the table.
    #[must_use]
    pub fn code_hash(&self, code: &str) -> Vec<u8> {
        mac(&self.code, &[b"row", code.as_bytes()].concat()).to_vec()
    }

    /// What a link of the demonstration ends with.
    #[must_use]
    pub fn demo(&self, person: Uuid) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.demo, person.as_bytes()))
    }

    /// What the link about a lost second factor ends with.
    #[must_use]
    pub fn recovery(&self, id: Uuid) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.recovery, id.as_bytes()))
    }

    /// What the address of a calendar ends with: its row, and a seal nobody else can make.
    #[must_use]
    pub fn calendar(&self, row: Uuid) -> String {
        format!(
            "{}.{}",
            encode(row),
            URL_SAFE_NO_PAD.encode(mac(&self.calendar, row.as_bytes()))
        )
    }

    /// Seals a secret for its owner's row; nobody opens it for another's.
    #[must_use]
    pub fn seal(&self, clock: &Clock, owner: Uuid, plain: &[u8]) -> Option<Vec<u8>> {
        let random = clock.secret();
        let nonce: [u8; 24] = random.first_chunk().copied()?;
        let payload = Payload {
            msg: plain,
            aad: owner.as_bytes(),
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).ok()?;
        Some([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Keys::seal`] made.
    #[must_use]
    pub fn open(&self, owner: Uuid, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_first_chunk::<24>()?;
        let payload = Payload {
            msg: rest,
            aad: owner.as_bytes(),
        };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.seal.into())
    }
}

/// 43 characters nobody can guess.
#[must_use]
pub fn token(clock: &Clock) -> String {
    URL_SAFE_NO_PAD.encode(clock.secret())
}

/// How a token lies in its row. It is long and random, so nothing slower is needed.
#[must_use]
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Whether two texts are the same; the time taken tells nothing of where they differ.
#[must_use]
pub fn same(one: &str, two: &str) -> bool {
    Sha256::digest(one.as_bytes()) == Sha256::digest(two.as_bytes())
}

fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length, so this never fails; the digest alone would still be no worse than a hash.
    match <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key) {
        Ok(mut mac) => {
            mac.update(message);
            mac.finalize().into_bytes().into()
        }
        Err(_) => Sha256::digest([key, message].concat()).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_owner_only() {
        let (keys, clock) = (Keys::of(b"secret of a node"), Clock::set(0, 1));
        let (one, two) = (clock.id(), clock.id());
        let sealed = keys.seal(&clock, one, b"JBSWY3DP").unwrap();
        assert_eq!(keys.open(one, &sealed).unwrap(), b"JBSWY3DP");
        assert_eq!(keys.open(two, &sealed), None);
        assert_eq!(Keys::of(b"another secret").open(one, &sealed), None);
        assert_eq!(keys.open(one, &[]), None);
    }

    #[test]
    fn a_code_is_eight_digits_and_no_other_links() {
        let keys = Keys::of(b"secret of a node");
        let code = keys.code("a token");
        assert!(code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit()));
        assert_ne!(code, keys.code("another token"));
        assert_ne!(keys.attempt("a@b.example"), keys.attempt_on(b"a@b.example"));
    }
}

//! Passwords: what makes a good one, and its slow hash, on half of the processors at most, so that pages go on in a storm.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use zxcvbn::Score;
use zxcvbn::feedback::Warning;

use super::model::{AccountError, Fault};
use crate::platform::clock::Clock;
use crate::platform::web::Detail;

/// Characters without a second factor.
pub const LEAST_ALONE: usize = 15;
/// Characters with one.
pub const LEAST: usize = 8;
/// Characters at most.
pub const MOST: usize = 128;

/// The hash of nothing anybody knows: an unknown address costs the same time as a known one.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$cGFzc2VyZWxsZS1kdW1teQ$3qcLnDkAjLA6ZlPYLP0Nn0ZNDCzrrGt44m1cCqFYEJM";

/// Passwords that may wait for their turn at the hash.
const WAITING: usize = 64;

/// Computes hashes; clones share the limits.
#[derive(Clone, Debug)]
pub struct Hasher {
    running: Arc<Semaphore>,
    /// Who is to be verified and waits or runs.
    seats: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, NonZeroUsize::get);
        Self {
            running: Arc::new(Semaphore::new(cores.div_ceil(2))),
            seats: Arc::new(Semaphore::new(WAITING)),
        }
    }
}

impl Hasher {
    /// The PHC string of a password.
    pub(super) async fn hash(&self, clock: &Clock, password: &str) -> Result<String, AccountError> {
        let (password, salt) = (password.to_owned(), clock.salt());
        let hashed = self.run(move |argon| {
            let hash: PasswordHash = argon.hash_password_with_salt(password.as_bytes(), &salt).ok()?;
            Some(hash.to_string())
        });
        let failed = || AccountError::Setup("a password could not be hashed".into());
        hashed.await?.ok_or_else(failed)
    }

    /// Whether the password is the one behind the hash; takes the same time where there is none. On a machine too slow for
    /// all who ask, those beyond the queue are told to come again instead of waiting for ever.
    pub(super) async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, AccountError> {
        let _seat = self
            .seats
            .try_acquire()
            .map_err(|_| AccountError::Rests(Duration::from_secs(2)))?;
        let known = hash.is_some();
        let (password, hash) = (password.to_owned(), hash.unwrap_or(DUMMY).to_owned());
        let verified = self.run(move |argon| {
            let hash = PasswordHash::new(&hash).ok()?;
            Some(argon.verify_password(password.as_bytes(), &hash).is_ok())
        });
        Ok(verified.await?.unwrap_or(false) && known)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'_>) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>, AccountError> {
        let failed = |text: &str| AccountError::Setup(text.to_owned());
        let turn = Arc::clone(&self.running).acquire_owned().await;
        let turn = turn.map_err(|_| failed("the node is stopping"))?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let params = Params::new(19_456, 2, 1, None).ok()?;
            work(&Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
        });
        done.await.map_err(|_| failed("a password could not be hashed"))
    }
}

/// Whether a password will do. `context` are words that are guessed first: name, address, this service.
///
/// # Errors
/// What is wrong with it.
pub fn check(password: &str, second_factor: bool, context: &[&str]) -> Result<(), Fault> {
    let length = password.chars().count();
    let least = if second_factor { LEAST } else { LEAST_ALONE };
    let fault = |code, key, limit: usize| Fault {
        field: "password",
        code,
        detail: Detail::new(key).with("limit", limit),
    };
    if length < least {
        return Err(fault("tooShort", "accounts-password-short", least));
    }
    if length > MOST {
        return Err(fault("tooLong", "accounts-password-long", MOST));
    }
    let mut words: Vec<&str> = vec!["passerelle", "incubator", "incubateur", "inkubator"];
    words.extend_from_slice(context);
    words.extend(
        context
            .iter()
            .flat_map(|text| text.split(|c: char| !c.is_alphanumeric())),
    );
    words.retain(|word| word.chars().count() > 2);
    // Brings its lists of common passwords along; a password on one of them never reaches this score.
    let guessed = zxcvbn::zxcvbn(password, &words);
    if guessed.score() < Score::Three {
        let warning = guessed.feedback().and_then(|feedback| feedback.warning());
        return Err(Fault::new("password", "tooWeak", advice(warning)));
    }
    Ok(())
}

/// Whether a password is good together with a second factor only.
#[must_use]
pub fn is_short(password: &str) -> bool {
    password.chars().count() < LEAST_ALONE
}

/// What makes a password easy to guess, and what would not.
fn advice(warning: Option<Warning>) -> &'static str {
    match warning {
        Some(
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword,
        ) => "accounts-password-common",
        Some(
            Warning::StraightRowsOfKeysAreEasyToGuess
            | Warning::ShortKeyboardPatternsAreEasyToGuess
            | Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess
            | Warning::SequencesLikeAbcAreEasyToGuess,
        ) => "accounts-password-pattern",
        Some(
            Warning::RecentYearsAreEasyToGuess
            | Warning::DatesAreOftenEasyToGuess
            | Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
            | Warning::CommonNamesAndSurnamesAreEasyToGuess,
        ) => "accounts-password-names",
        Some(Warning::AWordByItselfIsEasyToGuess) | None => "accounts-password-weak",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_will_do() {
        for (password, second, code) in [
            ("correct horse battery", false, None),
            ("viergrünekühe", false, Some("tooShort")),
            ("viergrünekühe", true, None),
            ("kurz", true, Some("tooShort")),
            ("password1234567", false, Some("tooWeak")),
            ("aaaaaaaaaaaaaaaaaaaa", false, Some("tooWeak")),
            ("passerellepasserelle", false, Some("tooWeak")),
            ("annemuellerannemueller", false, Some("tooWeak")),
            ("anne.mueller@example.org", false, Some("tooWeak")),
            ("Anne.Mueller@example.org1", false, Some("tooWeak")),
            (&"xY7 ".repeat(33), false, Some("tooLong")),
        ] {
            let found = check(password, second, &["Anne Mueller", "anne.mueller@example.org"]);
            assert_eq!(found.err().map(|fault| fault.code), code, "{password}");
        }
    }

    #[tokio::test]
    async fn only_the_password_opens_its_hash() {
        let (hasher, clock) = (Hasher::default(), Clock::set(0, 1));
        let hash = hasher.hash(&clock, "correct horse battery").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(hasher.verify("correct horse battery", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("correct horse", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("anything", None).await.unwrap());
        assert!(PasswordHash::new(DUMMY).is_ok());
    }
}

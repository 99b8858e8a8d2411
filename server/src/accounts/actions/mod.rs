//! Every write of this feature that a person makes: one function a verb, one transaction with its entry in the journal.

pub mod calendar;
mod credentials;
pub mod invite;
pub mod link;
pub mod passkeys;
pub mod password;
pub mod profile;
pub mod recovery;
pub mod reset;
pub mod second;
pub mod sign_out;
pub mod tokens;

use serde_json::{Value, json};

use super::model::PersonId;
use crate::platform::journal::Entry;

/// An entry about a person. What it says can be erased with them; it never holds an address or a secret.
pub(super) fn entry(action: &'static str, person: PersonId, said: Value) -> Entry {
    Entry::of(action, format!("person:{person}"), Some(person.0), &said)
}

/// The entry of a sign-in.
pub(super) fn signed_in(person: PersonId, method: &str, level: crate::platform::access::Level) -> Entry {
    entry(
        "accounts.sign_in",
        person,
        json!({ "method": method, "level": level.code() }),
    )
}

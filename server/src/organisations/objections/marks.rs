//! Keyed hashes of numbers: whoever has the key can ask whether a number is among them, nobody can read one out of them.

use hmac::{Hmac, KeyInit, Mac};
use identifiers::{Scheme, bridges, parse};
use registers::Record;
use sha2::Sha256;

/// A keyed hash of a number.
pub type Mark = Vec<u8>;

/// The scheme of a number that only its register gives: a record may have no other.
const RECORD: &str = "record:";

/// The mark of a number.
pub(super) fn mark(key: &[u8], scheme: &str, value: &str) -> Mark {
    keyed(key, &[b"objection", scheme.as_bytes(), value.as_bytes()])
}

/// Tells whether a key is the one marks were made with.
#[must_use]
pub fn check_of(key: &[u8]) -> Mark {
    keyed(key, &[b"objection key"])
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> Mark {
    // HMAC takes keys of any length, so this never fails.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Mark::new();
    };
    for part in parts {
        mac.update(&[0]);
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

/// The marks of numbers, each once.
#[must_use]
pub fn marks_of(key: &[u8], numbers: &[(String, String)]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = numbers.iter().map(|(scheme, value)| mark(key, scheme, value)).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// A number and all that follow from it: a register may know it by any of them.
pub(super) fn following(scheme: &str, value: &str) -> Vec<(String, String)> {
    let read = scheme
        .parse::<Scheme>()
        .ok()
        .and_then(|scheme| parse(scheme, value).ok());
    let further = read.iter().flat_map(bridges);
    let further = further.map(|id| (id.scheme().code().to_owned(), id.into_canonical()));
    [(scheme.to_owned(), value.to_owned())]
        .into_iter()
        .chain(further)
        .collect()
}

/// The number of a record within its register.
pub(super) fn of_record(register: &str, number: &str) -> (String, String) {
    (format!("{RECORD}{register}"), number.to_owned())
}

/// The marks by which a record may be meant.
pub(super) fn of_incoming(key: &[u8], record: &Record) -> Vec<Mark> {
    let (scheme, number) = of_record(record.register.code(), &record.number);
    let own = mark(key, &scheme, &number);
    let others = record
        .identifiers
        .iter()
        .map(|(scheme, value)| mark(key, scheme, value));
    [own].into_iter().chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_of_one_number_by_one_key() {
        let key = b"a secret of a test";
        let one = mark(key, "be_enterprise", "0203201340");
        assert_eq!(one, mark(key, "be_enterprise", "0203201340"));
        assert_eq!(one.len(), 32);
        for other in [
            mark(b"another secret", "be_enterprise", "0203201340"),
            mark(key, "be_vat", "0203201340"),
            mark(key, "be_enterprise0", "203201340"),
            check_of(key),
        ] {
            assert_ne!(one, other);
        }
        assert_ne!(check_of(key), check_of(b"another secret"));
    }

    #[test]
    fn all_that_follow_are_meant() {
        let all = following("be_enterprise", "0203201340");
        let schemes: Vec<&str> = all.iter().map(|(scheme, _)| scheme.as_str()).collect();
        assert_eq!(schemes, ["be_enterprise", "be_vat", "euid"]);
        assert_eq!(following("nothing", "7"), [("nothing".to_owned(), "7".to_owned())]);
    }

    #[test]
    fn a_record_is_meant_by_any_of_its_numbers_or_its_own() {
        let key = b"a secret of a test";
        let mut record = Record::new(registers::Register::Kbo, "0203201340");
        record.identifiers.push(("be_enterprise".into(), "0203201340".into()));
        let found = of_incoming(key, &record);
        assert_eq!(found.len(), 2);
        assert!(found.contains(&mark(key, "be_enterprise", "0203201340")));
        assert!(found.contains(&mark(key, "record:kbo", "0203201340")));
    }
}

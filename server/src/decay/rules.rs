//! Which letter is due, what it asks about, and what its link is good for. No database, no clock.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::model::{Link, ReconfirmationId};
use super::tables::reconfirmation;
use crate::organisations::model::Class;
use crate::organisations::queries::Held;
use crate::platform::seal;

/// Which letter is due, from 0: the first so many days before, one more after. None where it is too early.
pub(super) fn stage(days_before: &[u16], due_on: NaiveDate, today: NaiveDate) -> Option<usize> {
    let left = (due_on - today).num_days();
    if left < 0 {
        return Some(days_before.len());
    }
    days_before.iter().rposition(|days| left <= i64::from(*days))
}

/// What an organisation can confirm: all it said itself, and of what its chamber attested the core facts it says nothing of.
/// Confirmed, these are declared: nobody but a chamber attests. Each field once a language.
pub(super) fn asked(held: &[Held]) -> Vec<&Held> {
    let own = newest(held, |one| one.own && one.class == Class::Declared);
    let said = |other: &Held| own.iter().any(|one| is_same(one, other));
    let attested = newest(held, |one| one.class == Class::Attested && one.is_core());
    let attested = attested.into_iter().filter(|one| !said(one));
    own.iter().copied().chain(attested).collect()
}

/// What a chamber can attest anew: of a field that its own file states too, what was stated last.
pub(super) fn attested(held: &[Held]) -> Vec<&Held> {
    newest(held, |one| one.class == Class::Attested)
}

/// Of those, the one that was stated last of each field and language, in the order they are in.
fn newest(held: &[Held], of: impl Fn(&Held) -> bool) -> Vec<&Held> {
    let those: Vec<&Held> = held.iter().filter(|one| of(one)).collect();
    let is_last = |one: &&&Held| {
        let mut same = those.iter().filter(|other| is_same(one, other));
        same.all(|other| (other.stated, other.id) <= (one.stated, one.id))
    };
    those.iter().filter(is_last).copied().collect()
}

fn is_same(one: &Held, other: &Held) -> bool {
    (&one.field, &one.language) == (&other.field, &other.language)
}

/// The last day on which all of them hold.
pub(super) fn due_on(values: &[&Held]) -> Option<NaiveDate> {
    values.iter().map(|one| one.valid_until).min()
}

/// Names these very values: one that is said anew is another.
pub(super) fn digest(values: &[&Held]) -> Vec<u8> {
    let mut ids: Vec<_> = values.iter().map(|one| one.id).collect();
    ids.sort_unstable();
    let mut sha = Sha256::new();
    for id in ids {
        sha.update(id.as_bytes());
    }
    sha.finalize().to_vec()
}

/// The token of the link about a row.
pub(super) fn token(secret: &[u8], row: &reconfirmation::Model) -> String {
    format!("{}.{}", ReconfirmationId(row.id), sealed(secret, row))
}

/// The row a token is for; whether it is the row's own, [`is_of`] says.
pub(super) fn read(token: &str) -> Option<(ReconfirmationId, &str)> {
    let (id, seal) = token.split_once('.')?;
    Some((id.parse().ok()?, seal))
}

/// Whether a seal is that of the row.
pub(super) fn is_of(secret: &[u8], row: &reconfirmation::Model, given: &str) -> bool {
    seal::is_same(&sealed(secret, row), given)
}

fn sealed(secret: &[u8], row: &reconfirmation::Model) -> String {
    let expires = row.expires_at.to_be_bytes();
    let (id, organisation, person) = (row.id, row.organisation_id, row.person_id);
    let parts: [&[u8]; 6] = [
        b"reconfirm",
        id.as_bytes(),
        organisation.as_bytes(),
        person.as_bytes(),
        &expires,
        &row.facts,
    ];
    seal::seal(secret, &parts)
}

/// Where a link stands: `speaks` is whether its reader still speaks for an organisation in sight.
pub(super) fn standing(row: &reconfirmation::Model, now: i64, speaks: bool, facts: &[u8]) -> Link {
    match row.used_at {
        Some(at) => Link::Used(at),
        None if !speaks => Link::Gone,
        None if row.expires_at <= now => Link::Expired,
        None if row.facts != facts => Link::Superseded,
        None => Link::Good,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::platform::clock::DAY;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn held(number: u128, field: &str, value: &str, class: Class, until: &str) -> Held {
        Held {
            id: Uuid::from_u128(number),
            field: field.into(),
            class,
            own: class == Class::Declared,
            language: None,
            value: value.into(),
            stated: day("2026-01-01"),
            valid_until: day(until),
            state: None,
        }
    }

    fn row() -> reconfirmation::Model {
        reconfirmation::Model {
            id: Uuid::from_u128(1),
            organisation_id: Uuid::from_u128(2),
            person_id: Uuid::from_u128(3),
            due_on: 20_000,
            stage: 0,
            facts: vec![1, 2, 3],
            created_at: 0,
            expires_at: 60 * DAY,
            used_at: None,
        }
    }

    #[test]
    fn one_letter_at_a_time_and_one_after() {
        let days = [30, 14, 3];
        for (today, expected) in [
            ("2026-05-31", None),
            ("2026-06-01", Some(0)),
            ("2026-06-16", Some(0)),
            ("2026-06-17", Some(1)),
            ("2026-06-27", Some(1)),
            ("2026-06-28", Some(2)),
            ("2026-07-01", Some(2)),
            ("2026-07-02", Some(3)),
            ("2030-01-01", Some(3)),
        ] {
            assert_eq!(stage(&days, day("2026-07-01"), day(today)), expected, "{today}");
        }
    }

    #[test]
    fn an_owner_confirms_what_was_said_and_vouches_for_what_was_attested() {
        let all = [
            held(1, "website", "https://a.example", Class::Declared, "2026-07-01"),
            held(2, "name", "Atelier", Class::Attested, "2026-06-01"),
            held(3, "summary", "Wir bauen.", Class::Attested, "2026-05-01"),
            held(4, "email", "post@a.example", Class::Attested, "2026-04-01"),
            held(5, "email", "post@a.example", Class::Declared, "2026-08-01"),
        ];
        let numbers = |values: Vec<&Held>| values.iter().map(|one| one.id.as_u128()).collect::<Vec<_>>();
        assert_eq!(numbers(asked(&all)), [1, 5, 2]);
        assert_eq!(due_on(&asked(&all)), Some(day("2026-06-01")));
        assert_eq!(numbers(attested(&all)), [2, 3, 4]);
        assert_eq!(due_on(&[]), None);
        let (one, two) = (&all[0], &all[1]);
        assert_eq!(digest(&[one, two]), digest(&[two, one]), "the order says nothing");
        assert_ne!(digest(&[one]), digest(&[two]));
    }

    #[test]
    fn a_field_is_confirmed_once_whoever_stated_it() {
        let mut all = [
            held(1, "name", "Atelier", Class::Attested, "2026-06-01"),
            held(2, "name", "Atelier GmbH", Class::Attested, "2027-06-01"),
            held(3, "website", "https://a.example", Class::Attested, "2026-06-01"),
        ];
        all[1].stated = day("2026-02-01");
        let numbers = |values: Vec<&Held>| values.iter().map(|one| one.id.as_u128()).collect::<Vec<_>>();
        assert_eq!(
            numbers(attested(&all)),
            [2, 3],
            "the file of a chamber and the chamber: the later one"
        );
        assert_eq!(numbers(asked(&all))[..1], [2]);
        all[0] = held(1, "name", "Atelier & Söhne", Class::Declared, "2026-06-01");
        assert_eq!(numbers(asked(&all))[..1], [1], "its own words");
        assert!(!numbers(asked(&all)).contains(&2));
    }

    #[test]
    fn a_link_is_good_for_what_it_was_sent_about() {
        let (secret, row) = (b"0123456789abcdef".as_slice(), row());
        let link = token(secret, &row);
        let (id, seal) = read(&link).unwrap();
        assert_eq!(id.0, row.id);
        assert!(is_of(secret, &row, seal));
        assert!(!is_of(b"another secret!!", &row, seal));
        let others = [
            reconfirmation::Model {
                id: Uuid::from_u128(9),
                ..row.clone()
            },
            reconfirmation::Model {
                organisation_id: Uuid::from_u128(9),
                ..row.clone()
            },
            reconfirmation::Model {
                person_id: Uuid::from_u128(9),
                ..row.clone()
            },
            reconfirmation::Model {
                expires_at: 61 * DAY,
                ..row.clone()
            },
            reconfirmation::Model {
                facts: vec![1, 2, 4],
                ..row.clone()
            },
        ];
        assert!(others.iter().all(|other| !is_of(secret, other, seal)));
        assert!(read("nothing").is_none() && read("x.y").is_none());
    }

    #[test]
    fn where_a_link_stands() {
        let row = row();
        assert_eq!(standing(&row, DAY, true, &[1, 2, 3]), Link::Good);
        assert_eq!(standing(&row, DAY, true, &[1]), Link::Superseded);
        assert_eq!(standing(&row, 60 * DAY, true, &[1, 2, 3]), Link::Expired);
        assert_eq!(standing(&row, DAY, false, &[1, 2, 3]), Link::Gone);
        let used = reconfirmation::Model {
            used_at: Some(5),
            ..row
        };
        assert_eq!(
            standing(&used, 99 * DAY, false, &[]),
            Link::Used(5),
            "told to whoever comes again"
        );
    }
}

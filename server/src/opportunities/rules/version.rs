//! Language versions: what one must say, and whether the original changed since it was written.

use sha2::{Digest, Sha256};

use crate::opportunities::model::{Content, State, Text};
use crate::organisations::dossier::Version;
use crate::platform::hash::hex;
use crate::platform::web::{Fault, Why};

/// The texts of an original as one word, by which a version knows whether they changed.
#[must_use]
pub fn digest(original: &Content) -> String {
    let mut digest = Sha256::new();
    for text in Text::ALL {
        let text = original.text(*text).as_bytes();
        digest.update(text.len().to_be_bytes());
        digest.update(text);
    }
    hex(&digest.finalize())
}

/// How a version stands to what the original says now.
#[must_use]
pub fn standing(original: &Content, written_of: &str) -> Version {
    if digest(original) == written_of {
        Version::Human
    } else {
        Version::Stale
    }
}

/// Whether somebody may still enter a version: its organisation while it is written, its chamber while it looks at it and while
/// everybody sees it. What the chamber published is not said otherwise without it.
#[must_use]
pub const fn is_entered(state: State, by_chamber: bool) -> bool {
    match by_chamber {
        true => matches!(state, State::Submitted | State::UnderReview | State::Published),
        false => state.is_written(),
    }
}

/// Everything that is missing or too long, in the order of the form: a version says all that the original says, and nothing
/// more.
#[must_use]
pub fn check_version(original: &Content, version: &Content) -> Vec<Fault> {
    let mut faults = Vec::new();
    for text in Text::ALL {
        let length = version.text(*text).chars().count();
        let why = match (original.text(*text).is_empty(), length) {
            (false, 0) => Why::Missing,
            (true, 1..) => Why::Unknown,
            _ if length > text.limit() => Why::TooLong(length, text.limit()),
            _ => continue,
        };
        faults.push(Fault {
            field: text.code(),
            why,
        });
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(title: &str, role: &str) -> Content {
        Content {
            title: title.into(),
            role: role.into(),
            goals: vec![9],
            ..Content::default()
        }
    }

    #[test]
    fn a_version_is_stale_once_a_text_changed_and_nothing_else() {
        let original = said("Sensoren", "Ein Betreiber");
        let written_of = digest(&original);
        let other_goal = Content {
            goals: vec![3],
            ..original.clone()
        };
        assert_eq!(standing(&other_goal, &written_of), Version::Human);
        for changed in [said("Sensoren!", "Ein Betreiber"), said("SensorenEin", " Betreiber")] {
            assert_eq!(standing(&changed, &written_of), Version::Stale);
        }
    }

    #[test]
    fn a_version_says_what_the_original_says() {
        let original = said("Sensoren für Brücken", "Ein Betreiber");
        let faults = |version: &Content| {
            let found = check_version(&original, version);
            found.into_iter().map(|one| (one.field, one.why)).collect::<Vec<_>>()
        };
        assert_eq!(faults(&said("Capteurs", "Un exploitant")), []);
        assert_eq!(faults(&said("Capteurs", "")), [("role", Why::Missing)]);
        let long = said(&"c".repeat(151), "Un exploitant");
        assert_eq!(faults(&long), [("title", Why::TooLong(151, 150))]);
        let more = Content {
            advantages: "Mieux".into(),
            ..said("Capteurs", "Un exploitant")
        };
        assert_eq!(faults(&more), [("advantages", Why::Unknown)]);
    }

    #[test]
    fn what_is_published_is_the_chambers_to_say() {
        for (state, owner, chamber) in [
            (State::Draft, true, false),
            (State::OnHold, true, false),
            (State::Submitted, false, true),
            (State::UnderReview, false, true),
            (State::Published, false, true),
            (State::Expired, false, false),
        ] {
            assert_eq!(
                [is_entered(state, false), is_entered(state, true)],
                [owner, chamber],
                "{state:?}"
            );
        }
    }
}

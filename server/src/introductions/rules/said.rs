//! What people may write: lengths, reasons, and what would name a side to the other one before it is accepted.

use crate::introductions::model::{
    ASK_LEAST, ASK_LIMIT, MESSAGE_LEAST, MESSAGE_LIMIT, Reason, SUBJECT_LEAST, SUBJECT_LIMIT,
};
use crate::organisations::{Passage, Traces, passages};

/// Field, what is wrong with it, and the limit it is about.
pub type SaidFault = (&'static str, &'static str, usize);

/// What is asked for, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What it is about, one line.
    pub subject: String,
    /// What is wanted of the other one.
    pub message: String,
    /// Whether the requester stays unnamed until the target accepts.
    pub unnamed: bool,
    /// Its writer has looked at the passages that may name the requester, and they do not.
    pub looked: bool,
}

/// A passage that names a side, or may, and in which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// Name of the field.
    pub field: &'static str,
    /// The passage.
    pub passage: Passage,
}

/// A text within its limits, without what surrounds it.
///
/// # Errors
/// The field with what is wrong.
pub fn check_text(field: &'static str, text: &str, least: usize, limit: usize) -> Result<String, SaidFault> {
    let text = text.trim();
    let length = text.chars().count();
    match length {
        0 => Err((field, "missing", 0)),
        _ if length < least => Err((field, "tooShort", least)),
        _ if length > limit => Err((field, "tooLong", limit)),
        _ => Ok(text.to_owned()),
    }
}

/// A request whose fields are as they must be.
///
/// # Errors
/// All fields with what is wrong.
pub fn check_asked(asked: &Asked) -> Result<Asked, Vec<SaidFault>> {
    let subject = check_text("subject", &asked.subject, SUBJECT_LEAST, SUBJECT_LIMIT);
    let message = check_text("message", &asked.message, ASK_LEAST, ASK_LIMIT);
    match (subject, message) {
        (Ok(subject), Ok(message)) => Ok(Asked {
            subject,
            message,
            ..*asked
        }),
        (subject, message) => Err([subject.err(), message.err()].into_iter().flatten().collect()),
    }
}

/// The passages by which the other side would learn whose texts these are. None where there is nothing certain and their writer
/// has looked at the rest.
#[must_use]
pub fn telling(texts: &[(&'static str, &str)], of: &Traces, looked: bool) -> Vec<Telling> {
    let mut found = Vec::new();
    for (field, text) in texts {
        let all = passages(text, of).into_iter();
        found.extend(all.map(|passage| Telling { field, passage }));
    }
    if found.iter().all(|one| looked && !one.passage.certain) {
        found.clear();
    }
    found
}

/// Why it does not go on: one of the reasons that make sense, with words where it is another.
///
/// # Errors
/// All fields with what is wrong.
pub fn check_reason(code: &str, text: &str, of: &[Reason]) -> Result<(Reason, Option<String>), Vec<SaidFault>> {
    let Some(reason) = Reason::from_code(code).filter(|reason| of.contains(reason)) else {
        return Err(vec![("reason", "missing", 0)]);
    };
    if text.trim().is_empty() && reason != Reason::Other {
        return Ok((reason, None));
    }
    let text = check_text("text", text, MESSAGE_LEAST, MESSAGE_LIMIT).map_err(|fault| vec![fault])?;
    Ok((reason, Some(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_tell_whose_it_is_is_found_until_it_was_looked_at() {
        let of = Traces {
            names: vec!["Saarkorr Sensorik GmbH".into()],
            places: vec!["Dillingen".into()],
            ..Traces::default()
        };
        for (text, looked, expected) in [
            ("Wir suchen einen Betreiber von Brücken, ab 01.02.2027 08:00.", false, 0),
            ("Seit 2019, mit 40 Leuten, für 250 000 €", false, 0),
            ("Wir, die SAARKORR Sensorik, suchen", false, 1),
            ("Wir, die SAARKORR Sensorik, suchen", true, 1),
            ("Wir sitzen in Dillingen.", false, 1),
            ("Wir sitzen in Dillingen.", true, 0),
            ("Saarkorr Sensorik in Dillingen", true, 2),
            ("Tel. 0681 95 20 1", false, 1),
            ("+352 42 39 39 1", true, 1),
        ] {
            let found = telling(&[("message", text)], &of, looked);
            assert_eq!(found.len(), expected, "{text}: {found:?}");
            assert!(found.iter().all(|one| one.field == "message"));
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let asked = |subject: &str, message: &str, unnamed| Asked {
            subject: subject.into(),
            message: message.into(),
            unnamed,
            looked: false,
        };
        let good = asked(" Korrosion an Brücken ", &"Wir suchen Sensoren. ".repeat(3), true);
        let kept = check_asked(&good).unwrap();
        assert_eq!((kept.subject.as_str(), kept.unnamed), ("Korrosion an Brücken", true));
        let long = "x".repeat(SUBJECT_LIMIT + 1);
        let faults = check_asked(&asked(&long, "", false)).unwrap_err();
        assert_eq!(
            faults,
            [("subject", "tooLong", SUBJECT_LIMIT), ("message", "missing", 0)]
        );
        assert!(check_asked(&asked(&"x".repeat(SUBJECT_LIMIT), &"y".repeat(ASK_LIMIT), false)).is_ok());
    }

    #[test]
    fn another_reason_needs_words() {
        let of = &Reason::OF_TARGET;
        assert_eq!(check_reason("timing", "", of), Ok((Reason::Timing, None)));
        assert_eq!(check_reason("other", " ", of), Err(vec![("text", "missing", 0)]));
        assert_eq!(
            check_reason("advertising", "", of),
            Err(vec![("reason", "missing", 0)]),
            "a chamber's only"
        );
        assert_eq!(check_reason("", "", of), Err(vec![("reason", "missing", 0)]));
    }
}

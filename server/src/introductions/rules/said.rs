//! What people may write: lengths, reasons, and what would tell who asks where they asked to stay unnamed.

use crate::introductions::model::{
    ASK_LEAST, ASK_LIMIT, MESSAGE_LEAST, MESSAGE_LIMIT, Reason, SUBJECT_LEAST, SUBJECT_LIMIT,
};

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

/// A request whose fields are as they must be. `name` is the requester's.
///
/// # Errors
/// All fields with what is wrong.
pub fn check_asked(asked: &Asked, name: &str) -> Result<Asked, Vec<SaidFault>> {
    let subject = check_text("subject", &asked.subject, SUBJECT_LEAST, SUBJECT_LIMIT);
    let message = check_text("message", &asked.message, ASK_LEAST, ASK_LIMIT);
    let told = |field, text: &Result<String, SaidFault>| {
        let tells = asked.unnamed && text.as_ref().is_ok_and(|text| tells(text, name));
        tells.then_some((field, "identifies", 0))
    };
    let identifying = [told("subject", &subject), told("message", &message)];
    let mut faults: Vec<SaidFault> = identifying.into_iter().flatten().collect();
    match (subject, message) {
        (Ok(subject), Ok(message)) if faults.is_empty() => Ok(Asked {
            subject,
            message,
            unnamed: asked.unnamed,
        }),
        (subject, message) => {
            faults.extend([subject.err(), message.err()].into_iter().flatten());
            Err(faults)
        }
    }
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

/// Whether a text tells who wrote it: its own name, an address of mail or the web, a telephone number.
#[must_use]
pub fn tells(text: &str, name: &str) -> bool {
    let lower = text.to_lowercase();
    names(&lower, &name.to_lowercase()) || lower.split_whitespace().any(is_address) || has_number(&lower)
}

/// What an organisation is by law, at the end of its name: nobody writes it in a sentence.
const FORMS: [&str; 17] = [
    "gmbh", "ag", "kg", "ug", "ohg", "gbr", "mbh", "sa", "sas", "sarl", "sàrl", "srl", "sprl", "bv", "nv", "asbl", "se",
];

/// The whole name, without what it is by law, word after word.
fn names(text: &str, name: &str) -> bool {
    let words = |of: &str| -> Vec<String> {
        let split = of.split(|letter: char| !letter.is_alphanumeric());
        split.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let mut name = words(name);
    while name.len() > 1 && name.last().is_some_and(|last| FORMS.contains(&last.as_str())) {
        name.pop();
    }
    !name.is_empty() && words(text).windows(name.len()).any(|part| part == name)
}

fn is_address(word: &str) -> bool {
    let of_mail = word
        .split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    of_mail || word.contains("://") || word.starts_with("www.")
}

/// Seven digits or more, however they are parted.
fn has_number(text: &str) -> bool {
    let mut digits = 0;
    for letter in text.chars() {
        match letter {
            '0'..='9' => digits += 1,
            ' ' | '.' | '-' | '/' | '(' | ')' | '+' | '\u{a0}' | '\u{202f}' => {}
            _ => digits = 0,
        }
        if digits >= 7 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_tell_who_asks_is_found() {
        let name = "Saarkorr Sensorik GmbH";
        for (text, tells_it) in [
            ("Wir suchen einen Betreiber von Brücken.", false),
            ("Wir, die SAARKORR Sensorik, suchen", true),
            ("saarkorr-sensorik gmbh", true),
            ("Sensorik für Brücken", false),
            ("Schreiben Sie an info@example.org", true),
            ("Siehe https://example.org", true),
            ("siehe www.example.org", true),
            ("Tel. 0681 95 20 1", true),
            ("+352 42 39 39 1", true),
            ("Seit 2019, mit 40 Leuten, für 250 000 €", false),
            ("Seit 2019 mit 40 Leuten", false),
            ("50 % @ 20 Grad", false),
        ] {
            assert_eq!(tells(text, name), tells_it, "{text}");
        }
        assert!(!tells("Ein Text", ""), "who has no name is not named by everything");
        assert!(tells("Nous, Holzbau, cherchons", "Holzbau SARL"));
        assert!(
            !tells("Nous exploitons deux ponts", "Ponts et Haubans SA"),
            "words of a name are everybody's"
        );
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let asked = |subject: &str, message: &str, unnamed| Asked {
            subject: subject.into(),
            message: message.into(),
            unnamed,
        };
        let good = asked(" Korrosion an Brücken ", &"Wir suchen Sensoren. ".repeat(3), true);
        let kept = check_asked(&good, "Pont SA").unwrap();
        assert_eq!(kept.subject, "Korrosion an Brücken");
        let long = "x".repeat(SUBJECT_LIMIT + 1);
        let faults = check_asked(&asked(&long, "", false), "Pont SA").unwrap_err();
        assert_eq!(
            faults,
            [("subject", "tooLong", SUBJECT_LIMIT), ("message", "missing", 0)]
        );
        let named = asked("Korrosion an Brücken", "Rufen Sie uns an: 0681 9520 110, danke!", true);
        assert_eq!(check_asked(&named, "Pont SA"), Err(vec![("message", "identifies", 0)]));
        let open = Asked {
            unnamed: false,
            ..named
        };
        assert!(
            check_asked(&open, "Pont SA").is_ok(),
            "who shows their name may show their number"
        );
        assert!(check_asked(&asked(&"x".repeat(SUBJECT_LIMIT), &"y".repeat(ASK_LIMIT), false), "").is_ok());
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

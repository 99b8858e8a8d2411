//! What a report must hold to be taken: the limits of its fields, each refusal with the field and a code.

use crate::organisations::model::{
    REPORT_MAIL_LIMIT, REPORT_PLACE_LIMIT, REPORT_REASON_LEAST, REPORT_REASON_LIMIT, ReportForm, ReportSubject,
};

/// A report whose fields were checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportInput {
    /// What is wrong.
    pub subject: ReportSubject,
    /// Where; may be empty.
    pub place: String,
    /// Why.
    pub reason: String,
    /// For questions.
    pub mail: Option<String>,
}

/// A field that is not as it must be: its name, a code, and the limit the code speaks of.
pub type Fault = (&'static str, &'static str, usize);

/// Checks all fields and says of each what is wrong with it.
///
/// # Errors
/// Every fault, in the order of the form; never an empty list.
pub fn check_report(form: &ReportForm) -> Result<ReportInput, Vec<Fault>> {
    let mut faults = Vec::new();
    let subject = ReportSubject::from_code(form.subject.trim());
    if subject.is_none() {
        faults.push((
            "subject",
            if form.subject.trim().is_empty() {
                "missing"
            } else {
                "unknown"
            },
            0,
        ));
    }
    let place = clean(&form.place);
    if place.chars().count() > REPORT_PLACE_LIMIT {
        faults.push(("place", "tooLong", REPORT_PLACE_LIMIT));
    }
    let reason = clean(&form.reason);
    match reason.chars().count() {
        0 => faults.push(("reason", "missing", 0)),
        length if length < REPORT_REASON_LEAST => faults.push(("reason", "tooShort", REPORT_REASON_LEAST)),
        length if length > REPORT_REASON_LIMIT => faults.push(("reason", "tooLong", REPORT_REASON_LIMIT)),
        _ => {}
    }
    let mail = clean(&form.mail);
    if mail.chars().count() > REPORT_MAIL_LIMIT {
        faults.push(("mail", "tooLong", REPORT_MAIL_LIMIT));
    } else if !mail.is_empty() && !looks_like_mail(&mail) {
        faults.push(("mail", "notAMail", 0));
    }
    match (subject, faults.is_empty()) {
        (Some(subject), true) => Ok(ReportInput {
            subject,
            place,
            reason,
            mail: (!mail.is_empty()).then_some(mail),
        }),
        _ => Err(faults),
    }
}

/// Without surrounding white space and without control characters other than line breaks.
fn clean(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

/// One `@` with something before it and a dotted name behind: more can only be known by writing to it.
#[must_use]
pub fn looks_like_mail(text: &str) -> bool {
    let Some((who, host)) = text.split_once('@') else {
        return false;
    };
    let labels: Vec<&str> = host.split('.').collect();
    !who.is_empty()
        && labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
        && !host.contains('@')
        && !text
            .chars()
            .any(|c| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(subject: &str, reason: &str, mail: &str) -> ReportForm {
        ReportForm {
            subject: subject.into(),
            place: String::new(),
            reason: reason.into(),
            mail: mail.into(),
        }
    }

    #[test]
    fn a_good_one() {
        let input = check_report(&form("place", " It moved to Metz. ", "")).unwrap();
        assert_eq!((input.reason.as_str(), input.mail), ("It moved to Metz.", None));
    }

    #[test]
    fn faults_by_field() {
        for (subject, reason, mail, expected) in [
            ("", "long enough text", "", ("subject", "missing", 0)),
            ("spam", "long enough text", "", ("subject", "unknown", 0)),
            ("other", "  ", "", ("reason", "missing", 0)),
            ("other", "short", "", ("reason", "tooShort", REPORT_REASON_LEAST)),
            ("other", "long enough text", "nobody", ("mail", "notAMail", 0)),
            ("other", "long enough text", "a b@c.de", ("mail", "notAMail", 0)),
            ("other", "long enough text", "a@b@c.de", ("mail", "notAMail", 0)),
        ] {
            assert_eq!(
                check_report(&form(subject, reason, mail)),
                Err(vec![expected]),
                "{subject} {reason} {mail}"
            );
        }
        let long = "x".repeat(REPORT_REASON_LIMIT + 1);
        assert_eq!(
            check_report(&form("other", &long, "")),
            Err(vec![("reason", "tooLong", REPORT_REASON_LIMIT)])
        );
    }

    proptest::proptest! {
        #[test]
        fn whatever_comes_nothing_breaks(subject in ".{0,30}", place in ".{0,300}", reason in ".{0,40}", mail in ".{0,30}") {
            if let Err(faults) = check_report(&ReportForm { subject, place, reason, mail }) {
                proptest::prop_assert!(!faults.is_empty());
            }
        }
    }
}

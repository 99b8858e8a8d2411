//! What people write in a case: questions, answers, and the statement of reasons a negative decision must carry.

use crate::cases::model::{
    Decision, FACTS_LEAST, FACTS_LIMIT, Ground, Kind, MESSAGE_LEAST, MESSAGE_LIMIT, REMEDY_LIMIT, Statement,
};

/// A field that is not as it must be: its name, a code, and the limit the code speaks of.
pub type SaidFault = (&'static str, &'static str, usize);

/// Without surrounding white space and without control characters other than line breaks.
fn clean(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

/// A question, an answer, a note: what is kept of it.
///
/// # Errors
/// The field with what is wrong.
pub fn check_message(field: &'static str, text: &str) -> Result<String, Vec<SaidFault>> {
    let text = clean(text);
    match text.chars().count() {
        0 => Err(vec![(field, "missing", 0)]),
        length if length < MESSAGE_LEAST => Err(vec![(field, "tooShort", MESSAGE_LEAST)]),
        length if length > MESSAGE_LIMIT => Err(vec![(field, "tooLong", MESSAGE_LIMIT)]),
        _ => Ok(text),
    }
}

/// The reasons of a decision: none for a positive one, complete for a negative one.
///
/// # Errors
/// Every fault, in the order of the form.
pub fn check_statement(kind: Kind, decision: Decision, said: &Statement) -> Result<Option<Statement>, Vec<SaidFault>> {
    if !decision.is_negative() {
        return Ok(None);
    }
    let mut faults = Vec::new();
    let ground = said.ground.filter(|ground| Ground::of(kind).contains(ground));
    if ground.is_none() {
        faults.push(("ground", "missing", 0));
    }
    let (facts, remedy) = (clean(&said.facts), clean(&said.remedy));
    match facts.chars().count() {
        0 => faults.push(("facts", "missing", 0)),
        length if length < FACTS_LEAST => faults.push(("facts", "tooShort", FACTS_LEAST)),
        length if length > FACTS_LIMIT => faults.push(("facts", "tooLong", FACTS_LIMIT)),
        _ => {}
    }
    if remedy.chars().count() > REMEDY_LIMIT {
        faults.push(("remedy", "tooLong", REMEDY_LIMIT));
    }
    if faults.is_empty() {
        Ok(Some(Statement { ground, facts, remedy }))
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_decision_says_why() {
        let said = |ground, facts: &str| Statement {
            ground,
            facts: facts.into(),
            remedy: String::new(),
        };
        let good = said(Some(Ground::Duplicate), "It is listed since 2024 under another name.");
        let check = |said: &Statement| check_statement(Kind::NewOrganisation, Decision::Refused, said);
        assert_eq!(check(&good).unwrap().as_ref(), Some(&good));
        assert_eq!(check(&said(None, "")).unwrap_err().len(), 2);
        assert_eq!(
            check(&said(Some(Ground::Illegal), &good.facts)).unwrap_err(),
            [("ground", "missing", 0)],
            "a ground of another kind of case is none"
        );
        assert_eq!(
            check(&said(Some(Ground::Duplicate), "short")).unwrap_err(),
            [("facts", "tooShort", FACTS_LEAST)]
        );
        assert_eq!(
            check_statement(Kind::NewOrganisation, Decision::Approved, &said(None, "")),
            Ok(None)
        );
    }

    #[test]
    fn messages_have_limits() {
        assert_eq!(check_message("body", "  Which one?\u{7} "), Ok("Which one?".to_owned()));
        assert_eq!(check_message("body", " \n "), Err(vec![("body", "missing", 0)]));
        let long = "x".repeat(MESSAGE_LIMIT + 1);
        assert_eq!(
            check_message("body", &long),
            Err(vec![("body", "tooLong", MESSAGE_LIMIT)])
        );
    }
}

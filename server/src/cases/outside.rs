//! What pages and API have in common: how the refusals of this feature look from outside, and the signed link of an appeal.

use super::actions::CaseError;
use super::model::CaseId;
use super::rules::{Fault, SaidFault};
use crate::organisations::bulk::BulkError;
use crate::platform::seal;
use crate::platform::web::{Detail, Error, FieldError};

/// The token of the link by which a decision is appealed against: good for this decision of this case only, so that one
/// that was undone leaves no link behind.
#[must_use]
pub fn appeal_token(secret: &[u8], case: CaseId, decided_at: i64) -> String {
    format!("{case}.{}", sealed(secret, case, decided_at))
}

/// The case a token is for; whoever has it must still compare the seal with the decision.
pub(super) fn read_token(token: &str) -> Option<(CaseId, &str)> {
    let (case, seal) = token.split_once('.')?;
    Some((case.parse().ok()?, seal))
}

/// Whether the seal is that of the decision, compared in constant time.
pub(super) fn is_sealed(secret: &[u8], case: CaseId, decided_at: i64, token: &str) -> bool {
    seal::is_same(&sealed(secret, case, decided_at), token)
}

fn sealed(secret: &[u8], case: CaseId, decided_at: i64) -> String {
    seal::seal(secret, &[b"appeal", case.0.as_bytes(), &decided_at.to_be_bytes()])
}

impl From<CaseError> for Error {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Hidden => Self::NotFound,
            CaseError::Refused(refusal) => refusal.into(),
            CaseError::Step(fault) => Self::Conflict(Detail::new(step_text(&fault))),
            CaseError::Changed => Self::Conflict(Detail::new("case-changed")),
            CaseError::Faults(faults) => Self::Validation(faults.into_iter().map(field_error).collect()),
            CaseError::Unheard => Self::Conflict(Detail::new("case-nobody-to-ask")),
            CaseError::NoOtherChamber => Self::Conflict(Detail::new("case-no-other-chamber")),
            CaseError::Effect(_) | CaseError::Bulk(BulkError::Rule(_)) => {
                let key = match &error {
                    CaseError::Bulk(BulkError::Rule("number-taken")) => "case-effect-number-taken",
                    CaseError::Bulk(BulkError::Rule("listed-already")) => "case-effect-listed-already",
                    _ => "case-effect-gone",
                };
                Self::Conflict(Detail::new(key))
            }
            CaseError::Bulk(error) => Self::from(anyhow::Error::new(error)),
            CaseError::Database(error) => error.into(),
        }
    }
}

fn step_text(fault: &Fault) -> &'static str {
    match fault {
        Fault::State(_) => "case-fault-state",
        Fault::Held(_) => "case-fault-held",
        Fault::Decision => "case-fault-decision",
        Fault::SamePerson => "case-fault-same-person",
        Fault::OwnDecision => "case-fault-own-decision",
        Fault::NotTheDecider => "case-fault-not-the-decider",
        Fault::TooLate => "case-fault-too-late",
        Fault::SameChamber => "case-fault-same-chamber",
    }
}

fn field_error((field, code, limit): SaidFault) -> FieldError {
    let detail = match (field, code) {
        ("ground", _) => Detail::new("case-ground-missing"),
        ("chamber", _) => Detail::new("case-chamber-missing"),
        (_, "missing") => Detail::new("case-text-missing"),
        (_, "tooShort") => Detail::new("case-text-short").with("limit", limit),
        _ => Detail::new("case-text-long").with("limit", limit),
    };
    FieldError::new(field, code, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_good_for_one_decision() {
        let (secret, case) = (b"0123456789abcdef".as_slice(), CaseId(uuid::Uuid::from_u128(7)));
        let token = appeal_token(secret, case, 5);
        let (read, seal) = read_token(&token).unwrap();
        assert_eq!(read, case);
        assert!(is_sealed(secret, case, 5, seal));
        assert!(!is_sealed(secret, case, 6, seal), "another decision");
        assert!(!is_sealed(b"another secret!!", case, 5, seal));
        assert!(!is_sealed(secret, CaseId(uuid::Uuid::from_u128(8)), 5, seal));
        assert!(read_token("nothing").is_none() && read_token("x.y").is_none());
    }
}

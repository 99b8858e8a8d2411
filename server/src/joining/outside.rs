//! How the refusals of this feature look from outside, by page and API alike.

use super::actions::JoinError;
use super::rules::{Fault, Why};
use crate::attachments;
use crate::cases::CaseError;
use crate::organisations::bulk::BulkError;
use crate::platform::access::Refusal;
use crate::platform::web::{Detail, Error, FieldError};

impl From<JoinError> for Error {
    fn from(error: JoinError) -> Self {
        let conflict = |key| Self::Conflict(Detail::new(key));
        match error {
            JoinError::Faults(faults) => Self::Validation(faults.into_iter().map(field_error).collect()),
            JoinError::Unready(faults) => {
                Self::Validation(faults.into_iter().map(|(_, fault)| field_error(fault)).collect())
            }
            JoinError::Refused(refusal) => refusal.into(),
            JoinError::Stale => Self::PreconditionFailed,
            JoinError::Sent | JoinError::Done(_) => conflict("join-sent-already"),
            JoinError::Taken => conflict("join-taken"),
            JoinError::Listed(_) => conflict("join-listed"),
            JoinError::TooMany(limit) => Self::Conflict(Detail::new("join-too-many").with("limit", limit)),
            JoinError::File(name, fault) => Self::Validation(vec![FieldError::new(
                "file",
                fault.code(),
                attachments::file_detail(&name, fault),
            )]),
            JoinError::Spent => conflict("join-spent"),
            JoinError::LastOwner => conflict("join-last-owner"),
            JoinError::Lately => conflict("members-lately"),
            JoinError::NoAddress => conflict("letter-no-address"),
            JoinError::Waiting(_) => conflict("own-change-waiting"),
            JoinError::Case(error) => case_error(error),
            JoinError::Files(error) => Self::from(anyhow::Error::new(error)),
            JoinError::Bulk(BulkError::Rule("gone")) => Self::NotFound,
            JoinError::Bulk(BulkError::Rule("changed")) => Self::PreconditionFailed,
            JoinError::Bulk(BulkError::Rule("not-shown" | "not-withdrawn")) => conflict("own-moved-meanwhile"),
            JoinError::Bulk(error) => Self::from(anyhow::Error::new(error)),
            JoinError::Database(error) => error.into(),
        }
    }
}

/// What may come back from the desk when an application is sent or taken back.
fn case_error(error: CaseError) -> Error {
    match error {
        CaseError::Hidden => Refusal::Hidden.into(),
        CaseError::Refused(refusal) => refusal.into(),
        CaseError::Database(error) => error.into(),
        CaseError::Bulk(error) => Error::from(anyhow::Error::new(error)),
        _ => Error::Conflict(Detail::new("join-decided-meanwhile")),
    }
}

pub(super) fn field_error(fault: Fault) -> FieldError {
    let detail = detail(&fault.why);
    FieldError::new(fault.field, fault.why.code(), detail)
}

/// What is wrong, in words.
pub(super) fn detail(why: &Why) -> Detail {
    match why {
        Why::Missing => Detail::new("join-fault-missing"),
        Why::TooLong(limit) => Detail::new("join-fault-too-long").with("limit", *limit),
        Why::Unknown => Detail::new("join-fault-unknown"),
        Why::NotHere => Detail::new("join-fault-not-here"),
        Why::NotUrl => Detail::new("join-fault-url"),
        Why::NotMail => Detail::new("join-fault-mail"),
        Why::NotPhone => Detail::new("join-fault-phone"),
        Why::NotANumber => Detail::new("join-fault-number"),
        Why::PostalCode => Detail::new("join-fault-postal-code"),
        Why::Number(fault) => number_detail(fault),
        Why::NumberKnown => Detail::new("join-fault-number-known"),
        Why::NotAsked => Detail::new("join-fault-not-asked"),
        Why::NumberTaken => Detail::new("own-change-number-taken"),
        Why::MemberAlready => Detail::new("members-already"),
        Why::NotTheCode => Detail::new("claim-code-wrong"),
        Why::TooOften => Detail::new("claim-code-often"),
        Why::Unchanged => Detail::new("own-change-nothing"),
        Why::Length(least, most) => Detail::new("own-reason-length")
            .with("least", *least)
            .with("most", *most),
    }
}

/// What is wrong with a number, named as people of its country name it.
pub fn number_detail(fault: &super::rules::NumberFault) -> Detail {
    use identifiers::{Reason, Scheme};
    let label = match fault.scheme {
        Scheme::FrSiren => "SIREN",
        Scheme::FrSiret => "SIRET",
        Scheme::FrVat => "TVA (FR)",
        Scheme::FrRcs => "RCS",
        Scheme::BeEnterprise | Scheme::BeEstablishment | Scheme::BeBranch => "BCE / ZDU",
        Scheme::BeVat => "TVA / MwSt. (BE)",
        Scheme::LuVat => "TVA / MwSt. (LU)",
        Scheme::LuRcs => "RCS Luxembourg",
        Scheme::DeVat => "USt-IdNr.",
        Scheme::DeEconomic => "W-IdNr.",
        Scheme::DeRegister => "HRA / HRB",
        Scheme::Lei => "LEI",
        Scheme::Ror => "ROR",
        _ => "EUID",
    };
    let key = match fault.reason {
        Reason::CheckDigit => "join-number-check-digit",
        Reason::Length { .. } => "join-number-length",
        Reason::Character { .. } => "join-number-character",
        Reason::Placeholder => "join-number-placeholder",
        Reason::MissingCourt | Reason::UnknownCourt => "join-number-court",
        _ => "join-number-unreadable",
    };
    let detail = Detail::new(key).with("scheme", label);
    match fault.reason {
        Reason::Length { expected, found } => detail.with("expected", expected).with("found", found),
        Reason::Character { found } => detail.with("found", found.to_string()),
        _ => detail,
    }
}

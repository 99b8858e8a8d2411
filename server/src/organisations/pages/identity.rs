//! The block of legal numbers: as people write them, whether they verify, what follows from them, where to look them up.

use identifiers::{Identifier, Scheme, bridges, parse};

use super::Reader;
use super::facts::{Provenance, of_register};
use crate::organisations::queries::Organisation;

/// A number of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub scheme: String,
    pub human: String,
    /// What was verified; empty where nothing can be.
    pub check: Option<String>,
    /// From what it follows, where no register says it.
    pub derived: Option<String>,
    /// Where its register shows it.
    pub href: Option<String>,
    pub provenance: Option<Provenance>,
}

/// The numbers registers give, then those that follow from them.
pub(super) fn numbers(organisation: &Organisation, reader: Reader<'_>) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut derived: Vec<Number> = Vec::new();
    let has = |scheme: Scheme| organisation.identifiers.iter().any(|(code, ..)| code == scheme.code());
    for (code, value, register) in &organisation.identifiers {
        let read = code.parse::<Scheme>().ok().and_then(|scheme| parse(scheme, value).ok());
        for further in read.iter().flat_map(bridges) {
            let scheme = reader.t.term("scheme", further.scheme().code()).into_owned();
            if !has(further.scheme()) && !derived.iter().any(|known| known.scheme == scheme) {
                derived.push(follows(&further, code, reader));
            }
        }
        numbers.push(Number {
            scheme: reader.t.term("scheme", code).into_owned(),
            human: read.as_ref().map_or_else(|| value.clone(), unbroken),
            check: read.as_ref().map(|id| check(id.scheme(), reader)),
            derived: None,
            href: link(organisation, register, value, reader),
            provenance: of_register(organisation, "identity", register, reader),
        });
    }
    numbers.extend(derived);
    numbers
}

fn follows(id: &Identifier, from: &str, reader: Reader<'_>) -> Number {
    let t = reader.t;
    let message = match id.scheme() {
        Scheme::FrVat | Scheme::BeVat | Scheme::LuVat | Scheme::DeVat => "organisations-derived-vat",
        _ => "organisations-derived",
    };
    let from = t.term("scheme", from);
    Number {
        scheme: t.term("scheme", id.scheme().code()).into_owned(),
        human: unbroken(id),
        check: None,
        derived: Some(t.with(message, &[("scheme", from.into())]).into_owned()),
        href: None,
        provenance: None,
    }
}

/// No number is broken in two at the end of a line.
fn unbroken(id: &Identifier) -> String {
    id.human().replace(' ', "\u{a0}")
}

/// Some schemes have no check digits: there only the form can be right.
fn check(scheme: Scheme, reader: Reader<'_>) -> String {
    let message = match scheme {
        Scheme::LuRcs | Scheme::DeRegister | Scheme::Euid => "organisations-check-form",
        _ => "organisations-check-digits",
    };
    reader.t.get(message).into_owned()
}

/// Only the number under which the register keeps its record leads there.
fn link(organisation: &Organisation, register: &str, value: &str, reader: Reader<'_>) -> Option<String> {
    let mut records = organisation.records.iter();
    records.find(|(code, number, _)| code == register && number == value)?;
    let template = reader.region.register(register)?.record_url.as_ref()?;
    Some(template.replace("{number}", value))
}

//! What somebody typed: a number, one with a slip in it, or a name.

use identifiers::{Identifier, Reason, Scheme, bridges, guess, parse};

/// Why a text that looks like a number is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberFault {
    /// What it looks like.
    pub scheme: Scheme,
    /// What is wrong with it.
    pub reason: Reason,
}

/// A text in the one field "name or number".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Numbers it can be, with those that follow from them.
    Number(Vec<Identifier>),
    /// A number with a slip in it.
    Wrong(NumberFault),
    /// Words.
    Name,
}

/// Fewest digits of a text that is taken for a number without a label.
const DIGITS: usize = 7;
/// Most letters of one: a country and a section, no name.
const LETTERS: usize = 4;
/// Marks of registers that no name begins with.
const LABELS: [&str; 12] = [
    "HRA", "HRB", "GNR", "VR ", "SIREN", "SIRET", "RCS", "R.C.S", "LEI", "EUID", "BCE", "KBO",
];

/// What a text is.
#[must_use]
pub fn recognise(text: &str) -> Typed {
    let found = guess(text);
    if !found.is_empty() {
        return Typed::Number(with_bridges(found));
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let upper = text.trim_start().to_uppercase();
    let labelled = digits > 0 && LABELS.iter().any(|label| upper.starts_with(label));
    if labelled || (digits >= DIGITS && letters <= LETTERS) {
        fault(text).map_or(Typed::Name, Typed::Wrong)
    } else {
        Typed::Name
    }
}

/// The number somebody typed where only a number is asked for.
///
/// # Errors
/// What is wrong with it, for the kind of number it comes nearest to.
pub fn read_number(text: &str, country: &str) -> Result<Identifier, NumberFault> {
    let found = guess(text);
    let at_home = found.iter().find(|id| id.scheme().country() == Some(country));
    if let Some(id) = at_home.or(found.first()) {
        return Ok(id.clone());
    }
    Err(fault(text).unwrap_or(NumberFault {
        scheme: Scheme::Euid,
        reason: Reason::Empty,
    }))
}

fn with_bridges(found: Vec<Identifier>) -> Vec<Identifier> {
    let mut all = found.clone();
    for further in found.iter().flat_map(bridges) {
        if !all.contains(&further) {
            all.push(further);
        }
    }
    all
}

/// Of all that is wrong by all schemes, what tells most: a wrong check digit means that all the rest fits.
fn fault(text: &str) -> Option<NumberFault> {
    let upper = text.trim().to_uppercase();
    let country = ["FR", "BE", "LU", "DE"]
        .into_iter()
        .find(|code| upper.starts_with(code));
    let schemes = Scheme::ALL
        .into_iter()
        .filter(|scheme| match (country, scheme.country()) {
            (Some(wanted), Some(of)) => wanted == of,
            _ => true,
        });
    let faults = schemes.filter_map(|scheme| {
        let reason = parse(scheme, text).err()?;
        Some(NumberFault { scheme, reason })
    });
    faults.min_by_key(|fault| rank(fault, &upper))
}

fn rank(fault: &NumberFault, upper: &str) -> usize {
    let court = upper.contains("HR") || upper.contains("VR") || upper.contains("GNR");
    match fault.reason {
        Reason::CheckDigit | Reason::Placeholder => 0,
        Reason::MissingCourt | Reason::UnknownCourt | Reason::Number if court => 1,
        Reason::Length { expected, found } => 10 + expected.abs_diff(found),
        Reason::Character { .. } => 40,
        _ => 50,
    }
}

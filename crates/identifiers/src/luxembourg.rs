//! Luxembourg: VAT number and entry in the trade and companies register (RCS).
//! The national identification number (matricule) is no public identifier and is not read here.

use crate::compact::Compact;
use crate::identifier::Parsed;
use crate::text::Text;
use crate::{Identifier, Reason, Scheme, checks};

/// 8 digits, the last two the first six modulo 89.
///
/// `15027442`: 150274 mod 89 = 42. One wrong number in a hundred gets through.
pub(crate) fn vat(input: &str) -> Parsed {
    let compact = Compact::read(input)?.without_labels(&["NTVA", "TVA", "MWST", "VAT"])?;
    let compact = compact.without_country("LU")?;
    let digits = compact.digits(8)?;
    let (body, check) = digits.split_at(6);
    if checks::modulo(body, 89) != check.parse().ok() {
        return Err(Reason::CheckDigit);
    }
    Ok(Identifier::new(Scheme::LuVat, digits))
}

/// A letter for the kind (B: commercial companies) and 1 to 7 digits.
///
/// There is no check digit: any letter with any number holds. Before comparing two sources by
/// it, know that a slip of the pen gives another company's entry.
pub(crate) fn rcs(input: &str) -> Parsed {
    let compact = Compact::read(input)?.without_labels(&["RCSLUXEMBOURG", "RCSL", "RCS"])?;
    let [letter, digits @ ..] = compact.bytes() else {
        return Err(Reason::Empty);
    };
    if !letter.is_ascii_alphabetic() {
        return Err(Reason::Prefix { expected: "A-Z" });
    }
    if let Some(stray) = digits.iter().find(|byte| !byte.is_ascii_digit()) {
        return Err(Reason::Character {
            found: char::from(*stray),
        });
    }
    if compact.len() > 8 {
        return Err(Reason::Length {
            expected: 8,
            found: compact.len(),
        });
    }
    // Zeros in front are typists' padding: B007479 is B7479.
    let significant = compact.as_str().get(1..).unwrap_or_default();
    match significant.trim_start_matches('0') {
        "" if digits.is_empty() => Err(Reason::Number),
        "" => Err(Reason::Placeholder),
        number => Ok(Identifier::new(
            Scheme::LuRcs,
            Text::of(format_args!("{}{number}", char::from(*letter))),
        )),
    }
}

//! Belgium: the numbers of the Crossroads Bank for Enterprises (KBO/BCE) and the VAT number.
//! One check for all four, modulo 97; the first digit tells them apart.

use crate::compact::Compact;
use crate::identifier::Parsed;
use crate::text::Text;
use crate::{Identifier, Reason, Scheme, checks};

/// 10 digits from 0 or 1; 9 digits are the older writing and get their 0.
pub(crate) fn enterprise(input: &str) -> Parsed {
    let compact = Compact::read(input)?
        .without_labels(&["KBO", "BCE", "ZDU", "CBE", "RPM", "RPR", "TVA", "BTW", "MWST", "VAT"])?;
    number(Scheme::BeEnterprise, compact.without_country("BE")?)
}

/// The enterprise number with `BE` before it. That the enterprise is liable to VAT is not known here.
pub(crate) fn vat(input: &str) -> Parsed {
    let compact = Compact::read(input)?.without_labels(&["TVA", "BTW", "MWST", "VAT", "BCE", "KBO"])?;
    number(Scheme::BeVat, compact.without_country("BE")?)
}

/// 10 digits from 2.
pub(crate) fn establishment(input: &str) -> Parsed {
    number(Scheme::BeEstablishment, Compact::read(input)?)
}

/// 10 digits from 9.
pub(crate) fn branch(input: &str) -> Parsed {
    number(Scheme::BeBranch, Compact::read(input)?)
}

/// Reads the ten digits of any of the four.
///
/// Only the enterprise's number may lack its leading zero: the others begin with 2 or 9. A first
/// digit that belongs to another of them is named before the check digits are looked at, because
/// the check would hold: someone gave the number of the place for that of the enterprise.
fn number(scheme: Scheme, compact: Compact) -> Parsed {
    let (first, expected) = match scheme {
        Scheme::BeEstablishment => (b"2".as_slice(), "2"),
        Scheme::BeBranch => (b"9".as_slice(), "9"),
        _ => (b"01".as_slice(), "0, 1"),
    };
    let may_be_short = first.contains(&b'0');
    let canonical = if may_be_short && compact.len() == 9 {
        Text::of(format_args!("0{}", compact.digits(9)?))
    } else {
        let digits = compact.digits(10)?;
        if !digits.bytes().next().is_some_and(|d| first.contains(&d)) {
            return Err(Reason::Prefix { expected });
        }
        Text::from(digits)
    };
    if !check_fits(canonical.as_str()) {
        return Err(Reason::CheckDigit);
    }
    Ok(Identifier::new(scheme, canonical))
}

/// The last two digits are 97 less the first eight modulo 97.
///
/// `0403449823`: 4034498 mod 97 = 74 and 97 − 74 = 23. The check is between 01 and 97, never 00.
fn check_fits(digits: &str) -> bool {
    let Some((body, check)) = digits.split_at_checked(8) else {
        return false;
    };
    let (Some(rest), Ok(check)) = (checks::modulo(body, 97), check.parse::<u32>()) else {
        return false;
    };
    check == 97 - rest
}

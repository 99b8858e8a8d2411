//! Identifiers without a country: LEI and ROR. The EUID, which wraps national ones, is in `euid`.

use crate::compact::Compact;
use crate::identifier::Parsed;
use crate::text::Text;
use crate::{Identifier, Reason, Scheme, checks};

/// 20 characters, the last two digits; the whole modulo 97 is 1 (ISO 17442, ISO 7064 MOD 97-10).
///
/// The first four characters tell who issued it; old ones tell nothing, so nothing is read from them.
pub(crate) fn lei(input: &str) -> Parsed {
    let compact = Compact::read(input)?.without_labels(&["LEI"])?;
    let text = compact.text(20)?;
    let (_, check) = text.split_at(18);
    if let Some(found) = check.chars().find(|c| !c.is_ascii_digit()) {
        return Err(Reason::Character { found });
    }
    if checks::modulo(text, 97) != Some(1) {
        return Err(Reason::CheckDigit);
    }
    Ok(Identifier::new(Scheme::Lei, text))
}

/// A zero, six characters of Crockford's base 32, two check digits: 98 less the value · 100
/// modulo 97 (ISO 7064 MOD 97-10). The address form `https://ror.org/…` is read too.
///
/// Base 32 leaves out `i`, `l`, `o` and `u`. They are refused, not read as `1` and `0`,
/// so that one organisation has one text.
pub(crate) fn ror(input: &str) -> Parsed {
    let mut rest = input.trim();
    for part in ["https://", "http://", "www.", "ror.org/", "ror:", "ror "] {
        if let Some((start, behind)) = rest.split_at_checked(part.len())
            && start.eq_ignore_ascii_case(part)
        {
            rest = behind;
        }
    }
    let rest = rest.trim().trim_end_matches('/');
    if rest.is_empty() {
        return Err(Reason::Empty);
    }
    let found = rest.chars().count();
    if found != 9 {
        return Err(Reason::Length { expected: 9, found });
    }
    let mut lower = Text::new();
    rest.chars().for_each(|c| lower.push(c.to_ascii_lowercase()));
    let rest = lower.as_str();
    if !rest.starts_with('0') {
        return Err(Reason::Prefix { expected: "0" });
    }
    let stray = |text: &str| text.chars().find(|&c| checks::crockford_digit(c).is_none());
    let (Some((body, check)), None) = (rest.split_at_checked(7), stray(rest)) else {
        let found = stray(rest).unwrap_or_default();
        return Err(Reason::Character { found });
    };
    if let Some(found) = check.chars().find(|c| !c.is_ascii_digit()) {
        return Err(Reason::Character { found });
    }
    let expected = checks::crockford(body).map(|value| 98 - value * 100 % 97);
    if expected != check.parse().ok() {
        return Err(Reason::CheckDigit);
    }
    Ok(Identifier::new(Scheme::Ror, rest))
}

//! The European Unique Identifier: country, register, stop, the number within that register.
//! Read fully for FR, LU, DE and BE; for the other countries only the form is held to.

use crate::identifier::Parsed;
use crate::text::Text;
use crate::{Identifier, Reason, Scheme, belgium, france, germany, luxembourg};

/// Countries whose registers are interconnected: the EU and the EEA's other three. Greece stands
/// twice, as the EU's codes and ISO 3166 differ.
const COUNTRIES: [&str; 31] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
    "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Longest EUID that is believed; a bound of this crate, far above those of the four countries.
const LONGEST: usize = 48;

/// `LURCSL.B186284`, `BEKBOBCE.0656727414`, `FR7501.798662797`, `DET2304V.HRB12345`.
///
/// | country | register | number |
/// | --- | --- | --- |
/// | BE | `KBOBCE` | an enterprise number, with its check |
/// | DE | the XJustiz code of a court, `K1101R` or `V1109` | register, number, suffix in one |
/// | FR | four digits of the registry | a SIREN, with its check |
/// | LU | `RCSL` | an RCS number |
/// | others | any letters and digits | any, with `_` before check characters |
///
/// A German court need not be in this crate's table, as it is the code that identifies it.
pub(crate) fn euid(input: &str) -> Parsed {
    let mut text = Text::new();
    input.split_whitespace().for_each(|part| text.push_str(part));
    let text = match text.as_str().split_at_checked(4) {
        Some((label, rest)) if label.eq_ignore_ascii_case("EUID") => rest.trim_start_matches(':'),
        _ => text.as_str(),
    };
    if text.is_empty() {
        return Err(Reason::Empty);
    }
    let found = text.chars().count();
    if found > LONGEST {
        return Err(Reason::Length {
            expected: LONGEST,
            found,
        });
    }
    let (register, number) = text.split_once('.').ok_or(Reason::Number)?;
    let register = upper(register);
    let register = register.as_str();
    if let Some(found) = register.chars().find(|c| !c.is_ascii_alphanumeric()) {
        return Err(Reason::Character { found });
    }
    let (country, register) = register
        .split_at_checked(2)
        .filter(|(country, _)| COUNTRIES.contains(country))
        .ok_or(Reason::Prefix {
            expected: "AT, BE, … SK",
        })?;
    let number = match country {
        "BE" if register == "KBOBCE" => Text::from(belgium::enterprise(number)?.canonical()),
        "LU" if register == "RCSL" => Text::from(luxembourg::rcs(number)?.canonical()),
        "FR" if is_registry(register) => Text::from(france::siren(number)?.canonical()),
        "DE" if is_court(register) => germany::signed_number(number)?,
        "BE" | "LU" | "FR" | "DE" => return Err(Reason::UnknownRegister),
        _ if register.is_empty() => return Err(Reason::UnknownRegister),
        _ => other(number)?,
    };
    let canonical = Text::of(format_args!("{country}{register}.{number}"));
    Ok(Identifier::new(Scheme::Euid, canonical))
}

/// Number of a commercial court's registry: 4 digits.
fn is_registry(register: &str) -> bool {
    register.len() == 4 && register.bytes().all(|byte| byte.is_ascii_digit())
}

/// XJustiz code of a court: letter, 4 digits, sometimes another letter.
fn is_court(register: &str) -> bool {
    let letter = |place: usize| {
        let byte = register.as_bytes().get(place);
        byte.is_none_or(u8::is_ascii_alphabetic)
    };
    let digits = register.get(1..5).unwrap_or_default();
    (5..=6).contains(&register.len()) && letter(0) && is_registry(digits) && letter(5)
}

/// Any other register's number, its check characters behind `_` included.
fn other(number: &str) -> Result<Text, Reason> {
    let allowed = |c: &char| c.is_ascii_alphanumeric() || "_-/.".contains(*c);
    if let Some(found) = number.chars().find(|c| !allowed(c)) {
        return Err(Reason::Character { found });
    }
    if !number.contains(|c: char| c.is_ascii_alphanumeric()) {
        return Err(Reason::Number);
    }
    Ok(upper(number))
}

/// ASCII letters in upper case, all else as it is: what is not ASCII is refused as it was typed.
fn upper(text: &str) -> Text {
    let mut upper = Text::new();
    text.chars().for_each(|c| upper.push(c.to_ascii_uppercase()));
    upper
}

//! The check-digit procedures, on ASCII texts of any length, written from their public definitions.
//! Each gives `false` for a character it cannot read; lengths are the caller's to check.

/// Luhn (ISO/IEC 7812-1, annex B): from the right every second digit counts double, with the
/// digits of the double added up; the total is a multiple of 10.
///
/// `552008443`: 3 + (4·2) + 4 + (8·2 → 7) + 0 + (0·2) + 2 + (5·2 → 1) + 5 = 30.
/// It notices every single wrong digit and every exchange of neighbours but 0 and 9.
pub(crate) fn luhn(digits: &str) -> bool {
    let mut total = 0;
    for (place, byte) in digits.bytes().rev().enumerate() {
        let Some(digit) = digit(byte) else {
            return false;
        };
        total += match (place % 2, digit) {
            (0, _) => digit,
            (_, 5..) => digit * 2 - 9,
            _ => digit * 2,
        };
    }
    total % 10 == 0
}

/// Whether these are nine ASCII digits that obey Luhn: the same answer as [`luhn`], at its quickest.
pub(crate) fn luhn_nine(text: &[u8]) -> bool {
    /// A digit that counts double, with the digits of the double added up.
    const DOUBLED: [u8; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let Ok(digits) = <&[u8; 9]>::try_from(text) else {
        return false;
    };
    let mut total = 0;
    for (place, byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        let Some(doubled) = DOUBLED.get(usize::from(digit)) else {
            return false;
        };
        total += if place % 2 == 1 { *doubled } else { digit };
    }
    total % 10 == 0
}

/// Sum of the digits, for the numbers of La Poste; other characters count nothing.
pub(crate) fn digit_sum(digits: &str) -> u32 {
    digits.bytes().filter_map(digit).sum()
}

/// The number written, letters as 10 to 35 (two digits each), modulo `modulus`.
/// `None` for any character but ASCII letters and digits. A modulus is below 1000.
///
/// Taken digit by digit, so that the 20 characters of a LEI, up to 40 digits, need no wide integer:
/// the remainder so far is shifted by as many places as the next character brings.
pub(crate) fn modulo(text: &str, modulus: u32) -> Option<u32> {
    text.chars().try_fold(0, |rest, character| {
        let value = character.to_digit(36)?;
        let shift = if value < 10 { 10 } else { 100 };
        Some((rest * shift + value) % modulus)
    })
}

/// ISO 7064, MOD 11,10: the hybrid system of the German VAT number.
///
/// A product starts at 10. Each digit is added to it modulo 10 (with 10 for 0), the sum doubled
/// modulo 11. The check digit is what the last product lacks to 11, modulo 10.
pub(crate) fn mod_11_10(digits: &str) -> bool {
    let mut product = 10;
    let Some((body, check)) = digits.split_at_checked(digits.len().saturating_sub(1)) else {
        return false;
    };
    for byte in body.bytes() {
        let Some(digit) = digit(byte) else {
            return false;
        };
        let sum = match (digit + product) % 10 {
            0 => 10,
            sum => sum,
        };
        product = sum * 2 % 11;
    }
    check.bytes().next().and_then(digit) == Some((11 - product) % 10)
}

/// Value of one character of Crockford's base 32 in lower case, which leaves out `i`, `l`, `o`, `u`.
pub(crate) fn crockford_digit(character: char) -> Option<u64> {
    const ALPHABET: &str = "0123456789abcdefghjkmnpqrstvwxyz";
    u64::try_from(ALPHABET.find(character)?).ok()
}

/// Value of a Crockford base-32 text in lower case, up to 12 characters.
pub(crate) fn crockford(text: &str) -> Option<u64> {
    text.chars().try_fold(0_u64, |value, character| {
        let digit = crockford_digit(character)?;
        value.checked_mul(32)?.checked_add(digit)
    })
}

fn digit(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_luhn_is_luhn() {
        for number in (0..1_000_000_000_u32).step_by(7_919) {
            let text = format!("{number:09}");
            assert_eq!(luhn_nine(text.as_bytes()), luhn(&text), "{text}");
        }
        for text in ["", "55200844", "5520084430", "55200844/", "55200844:", "5520 8443"] {
            assert!(!luhn_nine(text.as_bytes()), "{text}");
        }
    }
}

//! France: SIREN, SIRET, VAT number, entry in a commercial register (RCS).
//! Rules: INSEE for SIREN and SIRET (La Poste's exception with them), the tax administration for the key.

use crate::compact::Compact;
use crate::identifier::Parsed;
use crate::place::place;
use crate::text::Text;
use crate::{Identifier, Reason, Scheme, checks};

/// La Poste: its establishments outgrew the Luhn numbers of one SIREN.
const LA_POSTE: &str = "356000000";
const LA_POSTE_HEAD_OFFICE: &str = "35600000000048";

/// Characters of a French VAT key; I and O are left out, being too like 1 and 0.
const KEY_ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Words that begin the next item of a letter-head and stand in no registry's name.
const NO_SEAT: [&str; 7] = ["TVA", "FR", "SIRET", "APE", "NAF", "LEI", "EUID"];

/// Longest name of a registry that is believed, in words: "La Roche-sur-Yon" has two.
const MOST_WORDS: usize = 5;

/// 9 digits that obey Luhn.
///
/// Faults in this order: stray character, length, all zeros, check digit.
pub(crate) fn siren(input: &str) -> Parsed {
    // Registers write nine bare digits, millions of them; whatever else is left to the slower way.
    if checks::luhn_nine(input.as_bytes()) && input != "000000000" {
        return Ok(Identifier::new(Scheme::FrSiren, input));
    }
    let compact = Compact::read(input)?.without_labels(&["NSIREN", "SIREN"])?;
    let digits = compact.digits(9)?;
    if !checks::luhn(digits) {
        return Err(Reason::CheckDigit);
    }
    Ok(Identifier::new(Scheme::FrSiren, digits))
}

/// 14 digits that obey Luhn and begin with a SIREN; La Poste's own rule after its head office.
///
/// La Poste's other establishments have a plain digit sum that is a multiple of 5:
/// `35600000049837` sums up to 45. Both parts are checked, since a wrong SIREN may still give
/// fourteen digits that obey.
pub(crate) fn siret(input: &str) -> Parsed {
    let compact = Compact::read(input)?.without_labels(&["NSIRET", "SIRET"])?;
    let digits = compact.digits(14)?;
    let (siren, _) = digits.split_at(9);
    let fits = if siren == LA_POSTE && digits != LA_POSTE_HEAD_OFFICE {
        checks::digit_sum(digits).is_multiple_of(5)
    } else {
        checks::luhn(digits)
    };
    if !fits || !checks::luhn(siren) {
        return Err(Reason::CheckDigit);
    }
    Ok(Identifier::new(Scheme::FrSiret, digits))
}

/// Key of two characters and a SIREN.
///
/// A key of two digits is (12 + 3 · (SIREN mod 97)) mod 97. A key with a letter comes from an
/// alphabet of 34 characters and counts modulo 11 (see [`key_fits`]). Monaco's numbers (`000…`) carry no SIREN, only the key holds.
///
/// The key `FR` is refused: without its prefix such a number could not be told from a SIREN
/// behind the country code, which people do type; in practice keys are numeric.
pub(crate) fn vat(input: &str) -> Parsed {
    let compact = Compact::read(input)?.without_labels(&["NTVA", "TVAINTRACOMMUNAUTAIRE", "TVAINTRA", "TVA", "VAT"])?;
    let compact = if compact.begins_with("FR") {
        compact.skip(2)?
    } else {
        compact
    };
    let text = compact.text(11)?;
    let (key, digits) = text.split_at(2);
    let stray = key
        .bytes()
        .find(|byte| !KEY_ALPHABET.contains(byte))
        .or_else(|| digits.bytes().find(|byte| !byte.is_ascii_digit()));
    if let Some(byte) = stray {
        return Err(Reason::Character { found: byte.into() });
    }
    if digits.bytes().all(|digit| digit == b'0') {
        return Err(Reason::Placeholder);
    }
    if key == "FR" || !key_fits(key, digits) {
        return Err(Reason::CheckDigit);
    }
    if !is_monaco(text) && !checks::luhn(digits) {
        return Err(Reason::CheckDigit);
    }
    Ok(Identifier::new(Scheme::FrVat, text))
}

/// Whether a canonical VAT number is one of Monaco's, which hold no SIREN.
pub(crate) fn is_monaco(vat: &str) -> bool {
    vat.get(2..5) == Some("000")
}

/// The numeric key of a SIREN: (12 + 3 · (SIREN mod 97)) mod 97.
pub(crate) fn vat_key(siren: &str) -> Option<u32> {
    Some((12 + 3 * checks::modulo(siren, 97)?) % 97)
}

/// Whether the key belongs to the SIREN.
///
/// Keys with a letter are numbered c = 24 · first + second − 10 if the first is a digit, else
/// c = 34 · first + second − 100, each character counting by its place in the alphabet; the key
/// fits if (SIREN + 1 + ⌊c/11⌋) and c are equal modulo 11. So a SIREN has about a hundred keys of
/// that form, and such a number is a weaker proof than one with a numeric key.
fn key_fits(key: &str, siren: &str) -> bool {
    if let Ok(number) = key.parse::<u32>() {
        return vat_key(siren) == Some(number);
    }
    let index = |byte| {
        KEY_ALPHABET
            .iter()
            .position(|&known| known == byte)
            .and_then(|place| u32::try_from(place).ok())
    };
    let &[first, second] = key.as_bytes() else {
        return false;
    };
    let (Some(high), Some(low), Some(rest)) = (index(first), index(second), checks::modulo(siren, 11)) else {
        return false;
    };
    // Two letters-and-digits alphabets of different width share one numbering of keys.
    let value = if first.is_ascii_digit() {
        (24 * high + low).checked_sub(10)
    } else {
        (34 * high + low).checked_sub(100)
    };
    value.is_some_and(|value| (rest + 1 + value / 11) % 11 == value % 11)
}

/// `RCS Metz B 342 376 332` or `342 376 332 RCS Metz`: the registry's seat, the section letter
/// of older entries, the SIREN.
///
/// All that identifies is in the SIREN; the seat is kept because people quote it. It stands on
/// one side of the number, never on both: what follows the number in
/// `RCS Metz B 342 376 332, TVA FR …` is no part of the entry. The seat is taken as written; there is no list of registries here.
pub(crate) fn rcs(input: &str) -> Parsed {
    let mut seat: Vec<&str> = Vec::new();
    let mut section = None;
    let mut digits = Text::new();
    let mut digits_ended = false;
    let mut seat_before = false;
    for word in input.split_whitespace().filter(|word| !is_filler(word)) {
        let (letter, number) = section_and_digits(word);
        if !number.is_empty() {
            if digits_ended || (letter.is_some() && !digits.as_str().is_empty()) {
                return Err(Reason::Number);
            }
            section = letter.or(section);
            number
                .chars()
                .filter(char::is_ascii_digit)
                .for_each(|digit| digits.push(digit));
            continue;
        }
        if !digits_ended && !digits.as_str().is_empty() {
            digits_ended = true;
            seat_before = !seat.is_empty();
        }
        match letter {
            Some(letter) => section = Some(letter),
            None if digits_ended && seat_before => return Err(Reason::UnknownCourt),
            None => seat.push(word),
        }
    }
    if digits.as_str().is_empty() && seat.is_empty() {
        return Err(Reason::Empty);
    }
    let siren = siren(digits.as_str())?;
    let seat = seat_name(&seat)?;
    let digits = siren.canonical();
    let canonical = match section {
        Some(letter) => Text::of(format_args!("{seat} {letter} {digits}")),
        None => Text::of(format_args!("{seat} {digits}")),
    };
    Ok(Identifier::new(Scheme::FrRcs, canonical))
}

/// Words around the parts that say nothing about them.
fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 9] = [
        "rcs", "r.c.s.", "r.c.s", "sous", "numéro", "numero", "n°", "no", "siren",
    ];
    let word = word.trim_matches([',', ':', ';']);
    let is = |filler: &&str| word.eq_ignore_ascii_case(filler);
    FILLERS.iter().any(is) || !word.contains(char::is_alphanumeric)
}

/// `B342` is section B and `342`; `B` is section B; `342.376` is digits; anything else neither.
fn section_and_digits(word: &str) -> (Option<char>, &str) {
    let word = word.trim_matches([',', ';', ':']);
    let (letter, rest) = match word.chars().next() {
        Some(first @ ('A'..='D' | 'a'..='d')) => (Some(first.to_ascii_uppercase()), word.get(1..).unwrap_or_default()),
        _ => (None, word),
    };
    if rest.chars().all(|c| c.is_ascii_digit() || c == '.') {
        (letter, rest)
    } else {
        (None, "")
    }
}

/// The name of the registry's seat, in one spelling of case.
///
/// Bounded in words and held to letters, so that a sentence is not taken for a town.
fn seat_name(words: &[&str]) -> Result<String, Reason> {
    // "RCS de Metz", "RCS Metz sous le numéro …": the article is of the sentence, not of the name.
    // As often as they stand there, in any case: what is left is read again as it is.
    let mut words = words;
    while let [first, rest @ ..] = words
        && first.eq_ignore_ascii_case("de")
    {
        words = rest;
    }
    while let [rest @ .., last] = words
        && !rest.is_empty()
        && last.eq_ignore_ascii_case("le")
    {
        words = rest;
    }
    if words.is_empty() {
        return Err(Reason::MissingCourt);
    }
    let is_label = |word: &&str| NO_SEAT.contains(word);
    if words.len() > MOST_WORDS || words.iter().any(is_label) {
        return Err(Reason::UnknownCourt);
    }
    let name = words.join(" ");
    let name = name.trim_matches([',', ';', ':']);
    if let Some(found) = name
        .chars()
        .find(|c| !(c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’')))
    {
        return Err(Reason::Character { found });
    }
    Ok(place(name))
}

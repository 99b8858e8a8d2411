//! Germany: VAT number and entry in a court's register (commercial, cooperative, partnership,
//! association). The courts themselves are in `courts`.

use std::fmt;

use crate::compact::Compact;
use crate::courts::Court;
use crate::identifier::Parsed;
use crate::place::place;
use crate::text::Text;
use crate::{Identifier, Reason, Scheme, checks};

/// 9 digits, the first no zero, the last by ISO 7064 MOD 11,10.
///
/// The number of the tax office (Steuernummer) is another one, with 10 to 13 digits, and is
/// nothing to publish; it is refused for its length.
pub(crate) fn vat(input: &str) -> Parsed {
    let compact = Compact::read(input)?.without_labels(&["USTIDNR", "USTID", "UIDNR", "UID", "VAT"])?;
    let compact = compact.without_country("DE")?;
    let digits = compact.digits(9)?;
    if digits.starts_with('0') {
        return Err(Reason::Prefix { expected: "1-9" });
    }
    if !checks::mod_11_10(digits) {
        return Err(Reason::CheckDigit);
    }
    Ok(Identifier::new(Scheme::DeVat, digits))
}

/// `DE`, the nine digits of a VAT number, five that tell the holder's activities apart.
///
/// The prefix is part of the number and must be there: fourteen bare digits are more often a
/// SIRET. The first activity is `00001`; `00000` is nobody's.
pub(crate) fn economic(input: &str) -> Parsed {
    let compact = Compact::read(input)?.without_labels(&["WIRTSCHAFTSIDENTIFIKATIONSNUMMER", "WIDNR", "WID"])?;
    if !compact.begins_with("DE") {
        return Err(Reason::Prefix { expected: "DE" });
    }
    let compact = compact.skip(2)?;
    let (number, activity) = compact.digits(14)?.split_at(9);
    if number.starts_with('0') {
        return Err(Reason::Prefix { expected: "DE1-DE9" });
    }
    if !checks::mod_11_10(number) {
        return Err(Reason::CheckDigit);
    }
    if activity == "00000" {
        return Err(Reason::Placeholder);
    }
    let canonical = Text::of(format_args!("DE{number}-{activity}"));
    Ok(Identifier::new(Scheme::DeEconomic, canonical))
}

/// The registers a court may keep, as they are abbreviated: commercial (A: partnerships and sole
/// traders, B: companies), cooperatives, professional partnerships, associations, and since 2024
/// civil-law partnerships.
const SIGNS: [&str; 6] = ["HRA", "HRB", "GnR", "PR", "VR", "GsR"];

/// Words around the parts that say nothing about them.
const FILLERS: [&str; 10] = [
    "amtsgericht",
    "amtsgerichts",
    "ag",
    "registergericht",
    "handelsregister",
    "beim",
    "des",
    "unter",
    "nr",
    "nummer",
];

/// Most words of an entry once the fillers are gone: two long names of courts, register, number
/// in two groups, suffix.
const MOST_WORDS: usize = 20;

/// Most words of a former court's name: "Neustadt a. Rbge." has three.
const MOST_FORMER_WORDS: usize = 8;

/// The parts of an entry, borrowed where the text allows it.
pub(crate) struct Entry {
    pub(crate) court: &'static Court,
    /// The court that kept this series of numbers before: its entries were taken over with
    /// their numbers, so "Paderborn früher Höxter HRB 8" is another company than "Paderborn HRB 8".
    pub(crate) former: Option<Text>,
    pub(crate) sign: &'static str,
    pub(crate) number: u32,
    /// Up to three letters in upper case, or nothing.
    pub(crate) suffix: Text,
}

impl fmt::Display for Entry {
    /// The canonical text: `Saarbrücken HRB 12345`, `Paderborn früher Höxter HRB 8`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.court.name)?;
        if let Some(former) = &self.former {
            write!(f, " früher {former}")?;
        }
        write!(f, " {} {}", self.sign, self.number)?;
        if !self.suffix.as_str().is_empty() {
            write!(f, " {}", self.suffix)?;
        }
        Ok(())
    }
}

/// Court and number in either order, or OffeneRegister's `T2304V_HRB12345`.
pub(crate) fn register(input: &str) -> Parsed {
    let entry = if input.contains('_') {
        key(input.trim())?
    } else {
        entry(input)?
    };
    Ok(Identifier::new(Scheme::DeRegister, Text::of(format_args!("{entry}"))))
}

fn is_filler(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler))
}

/// Reads an entry as people write it, in either order.
///
/// The register's abbreviation is the pivot: what stands before it is the court, the digits behind
/// it the number. If nothing stood before, the court is looked for behind the number, after a
/// suffix of up to three letters. Fillers ("Amtsgericht", "Nr.") are dropped first.
///
/// Forms: `<court> <register> <number> [suffix]` or `<register> <number> [suffix] <court>`.
pub(crate) fn entry(input: &str) -> Result<Entry, Reason> {
    let words = input
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'))
        .filter(|word| word.contains(char::is_alphanumeric))
        .filter(|word| !is_filler(word));
    let mut kept = [""; MOST_WORDS];
    let mut count = 0;
    for word in words {
        // No court's name is that long, whatever stands where.
        *kept.get_mut(count).ok_or(Reason::UnknownCourt)? = word;
        count += 1;
    }
    let words = kept.get(..count).unwrap_or_default();
    if words.is_empty() {
        return Err(Reason::Empty);
    }
    let (place, sign, glued) = words
        .iter()
        .enumerate()
        .find_map(|(place, word)| sign_of(word).map(|(sign, rest)| (place, sign, rest)))
        .ok_or(Reason::UnknownRegister)?;
    let (before, after) = words.split_at(place);
    let after = after.get(1..).unwrap_or_default();
    let (number, suffix, after) = number_of(glued, after)?;
    let (suffix, court) = match (before, suffix, after) {
        ([], _, []) => return Err(Reason::MissingCourt),
        ([], suffix, [_, ..]) => suffix_before_court(suffix, after)?,
        (before, suffix, []) => (suffix, before),
        (before, "", [word]) if is_suffix(word) => (*word, before),
        (_, _, [word, ..]) => {
            let found = word.chars().last().unwrap_or_default();
            return Err(Reason::Character { found });
        }
    };
    let (court, former) = court_of(court)?;
    Ok(Entry {
        court,
        former,
        sign,
        number,
        suffix: Text::upper(suffix),
    })
}

/// `HRB` or `HRB12345`: the register and what is glued to it.
fn sign_of(word: &str) -> Option<(&'static str, &str)> {
    SIGNS.into_iter().find_map(|sign| {
        let (start, rest) = word.split_at_checked(sign.len())?;
        let ends = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit());
        (start.eq_ignore_ascii_case(sign) && ends).then_some((sign, rest))
    })
}

/// The number, a suffix glued to it, and the words behind. `104 233` and `104.233` are one number.
fn number_of<'a, 'b>(glued: &'a str, words: &'b [&'a str]) -> Result<(u32, &'a str, &'b [&'a str]), Reason> {
    let (first, mut rest) = match (glued, words) {
        ("", [first, rest @ ..]) => (*first, rest),
        ("", []) => return Err(Reason::Number),
        (glued, rest) => (glued, rest),
    };
    let (digits, mut suffix) = digits_and_letters(first);
    let mut number = Digits::default();
    number.add(digits);
    let grouped = number.count <= 3;
    while let [word, behind @ ..] = rest {
        let (group, letters) = digits_and_letters(word);
        if !grouped || !suffix.is_empty() || group.len() != 3 || group.contains('.') {
            break;
        }
        number.add(group);
        suffix = letters;
        rest = behind;
    }
    let number = number.value()?;
    // A suffix like "Nr" would be dropped as a filler when its own canonical text is read.
    if !suffix.is_empty() && (!is_suffix(suffix) || is_filler(suffix)) {
        let found = suffix.chars().last().unwrap_or_default();
        return Err(Reason::Character { found });
    }
    Ok((number, suffix, rest))
}

/// The digits of a number as they are found group by group.
#[derive(Default)]
struct Digits {
    value: u32,
    count: usize,
    /// The first is a zero.
    padded: bool,
}

impl Digits {
    /// Adds the digits of a group; its stops count nothing.
    fn add(&mut self, group: &str) {
        for digit in group.bytes().filter(u8::is_ascii_digit) {
            self.padded |= self.count == 0 && digit == b'0';
            self.count += 1;
            let value = self.value.saturating_mul(10);
            self.value = value.saturating_add(u32::from(digit - b'0'));
        }
    }

    /// One to six digits, the first no zero.
    fn value(&self) -> Result<u32, Reason> {
        let fits = (1..=6).contains(&self.count) && !self.padded;
        fits.then_some(self.value).ok_or(Reason::Number)
    }
}

/// `12065HL` is `12065` and `HL`; stops between digits stay with them.
fn digits_and_letters(word: &str) -> (&str, &str) {
    let end = word
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(word.len());
    word.split_at(end)
}

/// One to three letters, umlauts among them: Lübeck has `MÖ`.
fn is_suffix(word: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphabetic() || matches!(c, 'ä' | 'ö' | 'ü' | 'Ä' | 'Ö' | 'Ü');
    (1..=3).contains(&word.chars().count()) && word.chars().all(letter)
}

/// `HL Lübeck` and `Hof`: a short first word is a suffix only if it is no part of the court's name.
fn suffix_before_court<'a, 'b>(suffix: &'a str, words: &'b [&'a str]) -> Result<(&'a str, &'b [&'a str]), Reason> {
    match words {
        [first, rest @ ..] if suffix.is_empty() && is_suffix(first) && court_of(words).is_err() => {
            if rest.is_empty() {
                return Err(Reason::MissingCourt);
            }
            Ok((first, rest))
        }
        _ => Ok((suffix, words)),
    }
}

/// `Paderborn früher Höxter`: the court, and the one before it.
fn court_of(words: &[&str]) -> Result<(&'static Court, Option<Text>), Reason> {
    let split = words
        .iter()
        .position(|word| ["früher", "frueher"].iter().any(|known| lower(word).eq(known.chars())));
    let (now, former) = match split {
        Some(split) => words.split_at(split),
        None => (words, [].as_slice()),
    };
    let court = Court::by_words(now).ok_or(Reason::UnknownCourt)?;
    let Some((_, former)) = former.split_first() else {
        return Ok((court, None));
    };
    let names_register = |word: &&str| sign_of(word).is_some();
    if former.is_empty() || former.len() > MOST_FORMER_WORDS || former.iter().any(names_register) {
        return Err(Reason::UnknownCourt);
    }
    let stray = |c: &char| !(c.is_alphabetic() || " -.()/".contains(*c));
    if let Some(found) = former.iter().flat_map(|word| word.chars()).find(stray) {
        return Err(Reason::Character { found });
    }
    let former = match Court::by_words(former) {
        Some(known) => Text::from(known.name),
        None => Text::from(place(&former.join(" ")).as_str()),
    };
    Ok((court, Some(former)))
}

fn lower(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// OffeneRegister's number: `T2304V_HRB12345`, `X1517R_HRB100KI`, `R1608_R1105_HRB4`.
fn key(input: &str) -> Result<Entry, Reason> {
    let mut parts = input.split('_');
    let court = |code: &str| Court::by_code(code).ok_or(Reason::UnknownCourt);
    let now = court(parts.next().unwrap_or_default())?;
    let (former, number) = match (parts.next(), parts.next(), parts.next()) {
        (Some(number), None, None) => (None, number),
        (Some(former), Some(number), None) => (Some(Text::from(court(former)?.name)), number),
        _ => return Err(Reason::Number),
    };
    let (sign, glued) = sign_of(number).ok_or(Reason::UnknownRegister)?;
    let (number, suffix, _) = number_of(glued, &[])?;
    Ok(Entry {
        court: now,
        former,
        sign,
        number,
        suffix: Text::upper(suffix),
    })
}

/// The part of a EUID behind the stop, or of OffeneRegister's number behind the underscore.
pub(crate) fn signed_number(text: &str) -> Result<Text, Reason> {
    let (sign, glued) = sign_of(text).ok_or(Reason::UnknownRegister)?;
    let (number, suffix, _) = number_of(glued, &[])?;
    Ok(Text::of(format_args!("{sign}{number}{}", Text::upper(suffix))))
}

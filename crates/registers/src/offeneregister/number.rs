//! The number of a company, `T2304V_HRB12345`: the court, the register it keeps, the entry. Where the
//! series of another court was taken over, that court stands between: `R1608_R1105_HRB4`.

use identifiers::{Identifier, Reason, Scheme, offeneregister_number, parse};

use super::Refused;
use crate::RejectReason;

/// The registers of a court, as the number has them.
const SIGNS: [&str; 6] = ["HRA", "HRB", "GnR", "GsR", "PR", "VR"];

/// A number with what follows from it.
pub(crate) struct Number {
    /// In the one writing.
    pub(crate) text: String,
    /// Entry in the register and EUID, by scheme; none if the court is not in the table.
    pub(crate) identifiers: Vec<(String, String)>,
}

/// Reads a number, with the entry in words (`native`) to help where a code is not known.
///
/// A court that is not in the table of `identifiers` costs the identifiers at most, not the
/// company: the full file has more courts than are known.
pub(crate) fn read(text: &str, native: &str) -> Result<Number, Refused> {
    let refused = || (RejectReason::NumberFormat, text.to_owned());
    let entry = match (parse(Scheme::DeRegister, text), parts(text)) {
        (Ok(entry), _) => Some(entry),
        (Err(Reason::UnknownCourt), Some((_, former, entry))) => in_words(native, former, entry),
        _ => return Err(refused()),
    };
    let text = match (parts(text), &entry) {
        (None, Some(entry)) => offeneregister_number(entry).ok_or_else(refused)?,
        _ => text.to_owned(),
    };
    let euid = entry.as_ref().and_then(|_| euid(&text));
    let entry = entry.map(|entry| (Scheme::DeRegister.code().to_owned(), entry.into_canonical()));
    let identifiers = entry.into_iter().chain(euid).collect();
    Ok(Number { text, identifiers })
}

/// `Paderborn früher Höxter HRB 53`, if it says the same as the number it stands beside.
fn in_words(native: &str, former: Option<&str>, entry: &str) -> Option<Identifier> {
    let found = parse(Scheme::DeRegister, native).ok()?;
    let words = found.canonical();
    let at = words.rfind(|c: char| c.is_ascii_digit())?;
    let head = words.get(..=at)?.trim_end_matches(|c: char| c.is_ascii_digit());
    let sign = head.trim_end().rsplit(' ').next()?;
    let behind = words.get(head.len()..)?.replace(' ', "");
    let same = entry.strip_prefix(sign) == Some(behind.as_str()) && former.is_some() == words.contains(" früher ");
    same.then_some(found)
}

/// The EUID of an entry that its court numbered itself; one taken over has none that could be told.
fn euid(number: &str) -> Option<(String, String)> {
    let (court, former, entry) = parts(number)?;
    if former.is_some() || !entry.is_ascii() {
        return None;
    }
    let euid = parse(Scheme::Euid, &format!("DE{court}.{entry}")).ok()?;
    Some((Scheme::Euid.code().to_owned(), euid.into_canonical()))
}

/// Whether the number is one of the commercial register's part A, where sole traders are.
pub(crate) fn is_hra(number: &str) -> bool {
    number.rsplit('_').next().is_some_and(|entry| entry.starts_with("HRA"))
}

/// Court, former court and entry of a number in the one writing.
fn parts(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let (courts, entry) = text.rsplit_once('_')?;
    let (court, former) = match courts.split_once('_') {
        Some((court, former)) => (court, Some(former)),
        None => (courts, None),
    };
    let fits = is_court(court) && former.is_none_or(is_court) && is_entry(entry);
    fits.then_some((court, former, entry))
}

/// `B1204`, `T2304V`.
fn is_court(code: &str) -> bool {
    match code.as_bytes() {
        [land, digits @ .., kind] if digits.len() == 4 => {
            land.is_ascii_uppercase() && digits.iter().all(u8::is_ascii_digit) && kind.is_ascii_uppercase()
        }
        [land, digits @ ..] => land.is_ascii_uppercase() && digits.len() == 4 && digits.iter().all(u8::is_ascii_digit),
        [] => false,
    }
}

/// `HRB12345`, `HRB100KI`, `VR7MÖ`.
fn is_entry(entry: &str) -> bool {
    let Some(rest) = SIGNS.iter().find_map(|sign| entry.strip_prefix(sign)) else {
        return false;
    };
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, suffix) = rest.split_at(end);
    let upper = |c: char| c.is_ascii_uppercase() || matches!(c, 'Ä' | 'Ö' | 'Ü');
    (1..=6).contains(&digits.len())
        && !digits.starts_with('0')
        && suffix.chars().count() <= 3
        && suffix.chars().all(upper)
}

//! The free text `registered_address`. It was cut out of announcements, so that behind the address
//! there may be a sentence on managing directors with their days of birth: what is not surely an
//! address is dropped, and so is whom the letters are sent in care of.

use crate::values::clean;
use crate::{Address, Texts};

/// Words an announcement goes on with behind the municipality.
const ON: [&str; 34] = [
    "allein",
    "alleininhaber",
    "aufgrund",
    "ausgeschieden",
    "bestellt",
    "das",
    "der",
    "die",
    "dies",
    "durch",
    "ein",
    "einzelprokura",
    "firma",
    "gegenstand",
    "geschäftsführer",
    "geschäftsführerin",
    "gesellschafter",
    "inhaber",
    "inhaberin",
    "ist",
    "kapital",
    "liquidator",
    "mit",
    "nach",
    "nicht",
    "persönlich",
    "prokura",
    "rechtsform",
    "rechtsverhaeltnis",
    "rechtsverhältnis",
    "stammkapital",
    "vertretungsregelung",
    "vorstand",
    "änderung",
];

/// Characters a municipality's name has at most: the longest of Germany has some 40.
const LONGEST: usize = 50;

/// The address, and its text as far as it is one.
///
/// Without a postal code the text is a street at best, and the `office` (the municipality the court
/// gives) is where it is.
pub(crate) fn read(text: &str, office: Option<&str>) -> (Address, Option<String>) {
    let mut address = Address {
        country: Some("DE".to_owned()),
        municipality: german(office),
        ..Address::default()
    };
    let Some(text) = clean(text) else {
        return (address, None);
    };
    let Some((before, code, behind)) = split(&text) else {
        let street = text
            .split(',')
            .filter(|part| !in_care_of(part))
            .collect::<Vec<_>>()
            .join(",");
        let street = Some(tidy(&street)).filter(|street| is_street(street));
        if let Some(street) = &street {
            lines(&mut address, street);
        }
        return (address, street);
    };
    let (municipality, district) = municipality(behind, office);
    if municipality.is_some() {
        address.municipality = german(municipality);
    }
    address.postal_code = Some(code.to_owned());
    let parts: Vec<&str> = before
        .split(',')
        .map(str::trim)
        .filter(|p| !p.is_empty() && !in_care_of(p))
        .collect();
    let before = parts.join(", ");
    let before = if is_street(&before) { before.as_str() } else { "" };
    lines(&mut address, before);
    let extra: Vec<&str> = address.extra.as_deref().into_iter().chain(district).collect();
    address.extra = (!extra.is_empty()).then(|| extra.join(", "));
    let place = [Some(code), municipality, district]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let whole = [before, place.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    (address, Some(whole.join(", ")))
}

fn german(text: Option<&str>) -> Texts {
    text.map(|text| ("de".to_owned(), text.to_owned()))
        .into_iter()
        .collect()
}

/// What stands before the postal code, the code, and what stands behind.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let begins = std::iter::once(0).chain(text.match_indices(", ").map(|(at, _)| at + 2));
    for at in begins {
        let (before, rest) = text.split_at_checked(at)?;
        let Some((code, behind)) = rest.split_at_checked(5) else {
            continue;
        };
        if code.bytes().all(|b| b.is_ascii_digit()) && behind.starts_with(' ') {
            return Some((before, code, behind.trim_start()));
        }
    }
    None
}

fn in_care_of(part: &str) -> bool {
    let part = part.trim_start().to_lowercase();
    ["c/o", "co/", "c./o", "z.hd", "z. hd", "bei "]
        .iter()
        .any(|mark| part.starts_with(mark))
        || part.contains(" c/o ")
}

/// No street has a colon or a day of birth in it, or is a sentence.
fn is_street(text: &str) -> bool {
    (2..=100).contains(&text.chars().count()) && !text.contains([':', '*', ';'])
}

fn tidy(text: &str) -> String {
    let text = text.trim().trim_matches(',').trim();
    match text.strip_suffix('.') {
        Some(head) if !head.ends_with("tr") => head.to_owned(),
        _ => text.to_owned(),
    }
}

/// The municipality, and the part of it (`OT Rodleben`).
///
/// Nothing if the text goes on with something else and it does not show where: then the seat is
/// what is known.
fn municipality<'a>(behind: &'a str, office: Option<&str>) -> (Option<&'a str>, Option<&'a str>) {
    let stop = |c: char| matches!(c, ',' | ';' | '"' | '*' | ':') || c.is_ascii_digit();
    let ends = [behind.find(stop), behind.find(". "), sentence(behind)];
    let end = ends.into_iter().flatten().min();
    let (head, rest) = behind.split_at(end.unwrap_or(behind.len()));
    let cut = on(head);
    // `Lübeck:` is a municipality; of several words before a colon some are none of its name.
    let several = head.trim().contains(' ') || ON.contains(&head.trim().to_lowercase().as_str());
    let unclear = cut.is_none() && several && rest.starts_with([':', '*']);
    let head = head
        .get(..cut.unwrap_or(head.len()))
        .unwrap_or(head)
        .trim()
        .trim_end_matches(['.', ' ']);
    if unclear || head.chars().count() > LONGEST {
        let office = office.filter(|office| head.strip_prefix(*office).is_some_and(|rest| rest.starts_with(' ')));
        return (office.and_then(|office| behind.get(..office.len())), None);
    }
    if head.is_empty() {
        return (None, None);
    }
    let district = head.find(" OT ").map(|at| head.split_at(at));
    match district {
        Some((town, part)) => (Some(town), Some(part.trim())),
        None => (Some(head), None),
    }
}

/// The stop of `Strausberg.Persönlich haftend`, but none of `St.Ingbert`.
fn sentence(text: &str) -> Option<usize> {
    let mut stops = text.match_indices('.').map(|(at, _)| at);
    stops.find(|at| {
        let (before, behind) = (
            text.get(..*at).unwrap_or_default(),
            text.get(at + 1..).unwrap_or_default(),
        );
        let word = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
        word > 3 && behind.starts_with(char::is_uppercase)
    })
}

/// Where an announcement goes on: never with the first word, and not within `Rothenburg ob der
/// Tauber`, whose `der` is small.
fn on(head: &str) -> Option<usize> {
    let words = head.match_indices(' ').map(|(at, _)| at);
    words.into_iter().find(|at| {
        let word = head
            .get(at + 1..)
            .unwrap_or_default()
            .split([' ', '.'])
            .next()
            .unwrap_or_default();
        word.starts_with(char::is_uppercase) && ON.contains(&word.to_lowercase().as_str())
    })
}

/// Street, house number and whatever stands before them.
fn lines(address: &mut Address, text: &str) {
    let mut parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let Some(last) = parts.pop() else {
        return;
    };
    let numbered = last.starts_with(|c: char| c.is_ascii_digit());
    let (street, number) = match parts.pop() {
        // The squares of Mannheim: `S 6, 20`.
        Some(street) if numbered => (street, Some(last)),
        before => {
            parts.extend(before);
            house(last)
        }
    };
    address.street = german(Some(street));
    address.number = number.map(str::to_owned);
    address.extra = (!parts.is_empty()).then(|| parts.join(", "));
}

/// `Rosseer Weg 19-23` is a street and a number; `Straße des 17. Juni 135` too, and `Platz 3 Eichen`
/// a street only: the number is the last run of words that begins with digits and is short.
fn house(text: &str) -> (&str, Option<&str>) {
    let mut ends = text.match_indices(' ').map(|(at, _)| at).collect::<Vec<_>>();
    ends.reverse();
    for at in ends {
        let Some((street, number)) = text.split_at_checked(at) else {
            continue;
        };
        let number = number.trim();
        if number.starts_with(|c: char| c.is_ascii_digit()) {
            return if is_house(number) {
                (street.trim(), Some(number))
            } else {
                (text, None)
            };
        }
    }
    (text, None)
}

/// `12`, `12 e`, `139-147`, `5/7`, `3 a - c`.
fn is_house(number: &str) -> bool {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '/' | '+' | '–' | '.');
    let letters = number.split(|c: char| !c.is_alphabetic());
    number.len() <= 20
        && number.chars().all(|c| plain(c) || c.is_ascii_alphabetic())
        && letters.into_iter().all(|word| word.len() <= 1)
}

#[cfg(test)]
mod tests;

//! Names of organisations that do not exist: a stem of the trade, an ending, a noun of the trade, a legal form.
//! Which one comes is counted by trade, so that a name returns only when all of them have been used.

use super::chance::Chance;
use super::parts::{Form, LANGUAGES, Names, Town, Trade};
use super::template::Filling;

/// The name of one organisation.
pub(super) struct Naming {
    /// What its texts call it.
    pub(super) brand: String,
    /// The full name with the legal form.
    pub(super) legal: String,
    /// The name it trades under, where that is not the brand alone.
    pub(super) trade: Option<String>,
    /// The host of its website.
    pub(super) host: String,
}

/// Names the `turn`-th organisation of a trade.
pub(super) fn name(
    names: &Names,
    trade: &Trade,
    form: Option<&Form>,
    town: &Town,
    language: usize,
    turn: usize,
    chance: &mut Chance,
) -> Naming {
    let (brand, round) = brand(names, trade, turn);
    let shown = if round == 0 {
        brand.clone()
    } else {
        format!("{brand} {}", town.name(language))
    };
    let full = match (&trade.title, &trade.noun) {
        (Some(title), _) => {
            let mut filled = String::new();
            let mut filling = Filling {
                french: language == 0,
                ..Filling::default()
            };
            filling.values[0] = &shown;
            filling.values[1] = town.name(language);
            if let Some(template) = title.get(language) {
                template.fill(&filling, &mut filled);
            }
            filled
        }
        (None, Some(noun)) if chance.percent(55) => with_noun(noun.get(language), &shown, language),
        _ => shown.clone(),
    };
    let form = form.map_or("", |form| form.name.as_str());
    Naming {
        host: format!("{}.example", slug(&shown)),
        legal: if form.is_empty() {
            full.clone()
        } else {
            format!("{full} {form}")
        },
        trade: (full != brand && chance.percent(40)).then_some(shown),
        brand,
    }
}

/// A brand, and how many times all brands of the trade have been used before.
fn brand(names: &Names, trade: &Trade, turn: usize) -> (String, usize) {
    let stems = trade.stems.len();
    let stem = trade
        .stems
        .get(turn.checked_rem(stems).unwrap_or(0))
        .map_or("", String::as_str);
    let vowel = stem.chars().last().is_some_and(|last| "aeiouyéè".contains(last));
    let endings = if vowel {
        &names.after_vowel
    } else {
        &names.after_consonant
    };
    let turn = turn.checked_div(stems).unwrap_or(0);
    // One more than there are endings: the first turn is the bare stem.
    let ways = endings.len() + 1;
    let ending = match (turn % ways).checked_sub(1) {
        // Each trade begins elsewhere in the list, or neighbours would end alike.
        Some(place) => endings.get((place + trade.code.len() * 5) % endings.len().max(1)),
        None => None,
    };
    (format!("{stem}{}", ending.map_or("", String::as_str)), turn / ways)
}

/// French puts the noun first, German and English put it behind.
fn with_noun(noun: &str, brand: &str, language: usize) -> String {
    match LANGUAGES.get(language) {
        Some(&"fr") => format!("{noun} {brand}"),
        _ => format!("{brand} {noun}"),
    }
}

/// Lower-case ASCII letters and digits, hyphens between words.
pub(super) fn slug(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let folded: String = text
        .to_lowercase()
        .replace('ß', "ss")
        .nfd()
        .filter(|c| c.is_ascii())
        .collect();
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    #[test]
    fn hosts_are_plain() {
        assert_eq!(super::slug("Épura Saint-Dié"), "epura-saint-die");
        assert_eq!(super::slug("Größe"), "grosse");
    }
}

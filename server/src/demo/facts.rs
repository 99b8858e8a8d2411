//! Texts, figures and dates of one organisation: what it says about itself, in which language, and how long ago.

use chrono::{Days, NaiveDate};

use super::chance::Chance;
use super::parts::{Closing, LANGUAGES, Territory, Town, Trade};
use super::template::{self, Filling};
use crate::registry::line::{DeclaredFact, FactClass};

/// The most words of a description.
const MOST_WORDS: usize = 80;

/// All that the sentences of one organisation speak of.
pub(super) struct Story<'a> {
    pub(super) trade: &'a Trade,
    pub(super) closings: Vec<&'a Closing>,
    pub(super) brand: &'a str,
    pub(super) town: &'a Town,
    pub(super) home: Option<&'a Territory>,
    pub(super) other: Option<&'a Territory>,
    pub(super) year: String,
    pub(super) staff: u64,
    pub(super) choices: [usize; template::CHOICES],
}

impl Story<'_> {
    /// First sentence, and all that follows it up to 80 words.
    pub(super) fn tell(&self, language: usize) -> (String, String) {
        let staff = grouped(self.staff, language);
        let within =
            |territory: Option<&Territory>| territory.map_or(String::new(), |t| t.within.get(language).to_owned());
        let (here, there) = (within(self.home), within(self.other));
        let filling = Filling {
            values: [self.brand, self.town.name(language), &self.year, &staff, &here, &there],
            choices: self.choices,
            french: language == 0,
        };
        let own = self.trade.sentences.get(language).map_or(&[][..], Vec::as_slice);
        let closings = self
            .closings
            .iter()
            .filter_map(|closing| closing.sentence.get(language));
        let mut summary = String::new();
        let mut description = String::new();
        for (place, sentence) in own.iter().chain(closings).enumerate() {
            let mut filled = String::new();
            sentence.fill(&filling, &mut filled);
            if place == 0 {
                summary = filled;
            } else if words(&description) + words(&filled) <= MOST_WORDS {
                if !description.is_empty() {
                    description.push(' ');
                }
                description.push_str(&filled);
            }
        }
        (summary, description)
    }
}

/// Number of words, as white space divides them.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// A number as the language groups its digits.
fn grouped(number: u64, language: usize) -> String {
    let separator = match LANGUAGES.get(language) {
        Some(&"fr") => "\u{202f}",
        Some(&"de") => ".",
        _ => ",",
    };
    match number / 1000 {
        0 => number.to_string(),
        thousands => format!("{thousands}{separator}{:03}", number % 1000),
    }
}

/// Staff by kind: most are small, a few are not.
pub(super) fn staff(kind: &str, chance: &mut Chance) -> u64 {
    let (low, high) = match kind {
        "startup" => (3, 28),
        "sme" => (6, 120),
        "corporate" => (260, 2400),
        "research" => (18, 240),
        "public" => (8, 90),
        _ => (3, 18),
    };
    // The smaller of two draws: small ones are the rule.
    chance.between(low, high).min(chance.between(low, high))
}

/// Age in years by kind.
pub(super) fn years(kind: &str, chance: &mut Chance) -> u64 {
    let (low, high) = match kind {
        "startup" => (1, 8),
        "sme" => (6, 75),
        "corporate" => (22, 130),
        "research" | "public" => (8, 60),
        _ => (4, 24),
    };
    chance.between(low, high).min(chance.between(low, high))
}

/// A day from today back to 20 months ago, so that some facts are stale by either shelf life.
pub(super) fn day(today: NaiveDate, chance: &mut Chance) -> NaiveDate {
    let days = match chance.below(100) {
        0..=54 => chance.between(0, 175),
        55..=79 => chance.between(176, 364),
        _ => chance.between(365, 605),
    };
    before(today, days)
}

/// A day that many days ago.
pub(super) fn before(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_sub_days(Days::new(days)).unwrap_or(today)
}

/// One fact; what a member's chamber has checked counts as attested.
pub(super) fn fact(
    field: &str,
    language: Option<usize>,
    value: String,
    class: FactClass,
    on: NaiveDate,
) -> DeclaredFact {
    DeclaredFact {
        field: field.to_owned(),
        language: language
            .and_then(|place| LANGUAGES.get(place))
            .map(|code| (*code).to_owned()),
        value,
        class,
        on,
    }
}

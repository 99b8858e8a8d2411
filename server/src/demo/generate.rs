//! The stream of organisations: one line at a time, nothing kept but the decks and a count by trade.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use registers::{
    Activity, Establishment, Founded, LegalForm, LegalStatus, NaceVersion, Name, NameKind, Record, Register,
};

use super::chance::Chance;
use super::deck::Deck;
use super::facts::{self, Story};
use super::names::{self, Naming};
use super::parts::{Closing, Form, LANGUAGES, Parts, Territory, Town, Trade};
use super::{KINDS, numbers, seats, template};
use crate::registry::line::Line;

/// What the organisations are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mix {
    /// The demonstration: all listed or members, all described.
    Demo,
    /// A register at any size: most only registered, about a third described, some no longer active, some outside.
    Register,
}

/// Fictional organisations, as many as asked for.
///
/// The same arguments give the same lines; `today` bounds every date.
pub fn generate(parts: &Parts, count: usize, seed: u64, today: NaiveDate, mix: Mix) -> Lines<'_> {
    let deck = |list: Vec<usize>| Deck::new(list);
    let places = |fits: &dyn Fn(&str) -> Vec<usize>| KINDS.map(|(kind, _)| deck(fits(kind)));
    let has = |kinds: &[String], kind: &str| kinds.iter().any(|own| own == kind);
    let trades = places(&|kind| {
        (0..parts.trades.len())
            .filter(|i| has(&parts.trades[*i].kinds, kind))
            .collect()
    });
    let closings = places(&|kind| {
        (0..parts.closings.len())
            .filter(|i| has(&parts.closings[*i].kinds, kind))
            .collect()
    });
    Lines {
        parts,
        next: 0,
        end: u64::try_from(count).unwrap_or(u64::MAX),
        seed,
        today,
        founding: today,
        mix,
        trades,
        closings,
        turns: vec![0; parts.trades.len()],
        last: None,
        last_closing: None,
        decks: Chance::new(seed, u64::MAX),
    }
}

/// The stream [`generate`] gives.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    parts: &'a Parts,
    /// The index of the next, from which its numbers are made.
    next: u64,
    end: u64,
    seed: u64,
    pub(super) today: NaiveDate,
    /// The day from which ages are counted back.
    founding: NaiveDate,
    mix: Mix,
    trades: [Deck; KINDS.len()],
    closings: [Deck; KINDS.len()],
    /// How many organisations each trade has had.
    turns: Vec<usize>,
    last: Option<usize>,
    last_closing: Option<usize>,
    /// Shuffles the decks; apart from the chance of each organisation.
    decks: Chance,
}

/// What is drawn of one organisation before anything is written.
pub(super) struct Draft<'a> {
    pub(super) index: u64,
    pub(super) kind: &'static str,
    pub(super) trade: &'a Trade,
    pub(super) home: Option<&'a Territory>,
    pub(super) town: &'a Town,
    pub(super) language: usize,
    pub(super) form: Option<&'a Form>,
    pub(super) naming: Naming,
    pub(super) founded: NaiveDate,
    pub(super) staff: u64,
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.next >= self.end {
            return None;
        }
        let index = self.next;
        self.next += 1;
        let mut chance = Chance::new(self.seed, index);
        let listed = self.mix == Mix::Demo || chance.percent(2);
        let draft = self.draft(index, listed, &mut chance)?;
        let mut record = self.record(&draft, &mut chance);
        let described = listed || chance.percent(36);
        let listing = if described {
            let story = self.story(&draft, &mut chance)?;
            if listed {
                Some(self.listing(&draft, &story, &record, &mut chance))
            } else {
                let (summary, description) = story.tell(draft.language);
                let code = LANGUAGES.get(draft.language).copied().unwrap_or("fr");
                let mut text = summary;
                if facts::words(&text) + facts::words(&description) <= 80 {
                    text = format!("{text} {description}");
                } else {
                    text = description;
                }
                record
                    .other
                    .insert("description".into(), serde_json::json!({ code: text }));
                None
            }
        } else {
            None
        };
        Some(Line {
            record,
            listed: listing,
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let rest = usize::try_from(self.end - self.next).unwrap_or(usize::MAX);
        (rest, Some(rest))
    }
}

impl<'a> Lines<'a> {
    /// As many, with other numbers: those of the first `index` organisations are left to others.
    #[must_use]
    pub const fn after(mut self, index: u64) -> Self {
        self.next = self.next.saturating_add(index);
        self.end = self.end.saturating_add(index);
        self
    }

    /// The same organisations as a reader of an earlier day finds them: founded when they were, and what is said of them as old by
    /// then as it is now.
    #[must_use]
    pub const fn founded_by(mut self, day: NaiveDate) -> Self {
        self.founding = day;
        self
    }

    /// The place of the last line's trade among [`Parts::trades`].
    #[must_use]
    pub const fn last_trade(&self) -> Option<usize> {
        self.last
    }

    /// A line of the demonstration and its texts in all languages, for people who read the parts.
    #[cfg(test)]
    pub(super) fn next_in_every_language(&mut self) -> Option<(Line, [(String, String); 3])> {
        let index = self.next;
        self.next += 1;
        let mut chance = Chance::new(self.seed, index);
        let draft = self.draft(index, true, &mut chance)?;
        let record = self.record(&draft, &mut chance);
        let story = self.story(&draft, &mut chance)?;
        let listed = Some(self.listing(&draft, &story, &record, &mut chance));
        Some((Line { record, listed }, [0, 1, 2].map(|language| story.tell(language))))
    }

    fn draft(&mut self, index: u64, listed: bool, chance: &mut Chance) -> Option<Draft<'a>> {
        let parts = self.parts;
        let weight = |(kind, share): &(&str, u64)| match (listed, *kind) {
            (true, _) => *share,
            (false, "startup") => 20,
            (false, "sme") => 70,
            (false, _) => 2,
        };
        let kind = chance.weighted(&KINDS, weight)?.0;
        let place = KINDS.iter().position(|(known, _)| *known == kind)?;
        let card = self.trades.get_mut(place)?.draw(&mut self.decks, self.last)?;
        self.last = Some(card);
        let trade = parts.trades.get(card)?;
        let turns = self.turns.get_mut(card)?;
        let turn = *turns;
        *turns += 1;
        let home = match listed || !chance.percent(3) {
            true => chance.weighted(&parts.territories, |territory| territory.share),
            false => None,
        };
        let towns = town_list(parts, home.map_or("outside", |territory| territory.code.as_str()));
        let town = *chance.one(&towns).or(towns.first())?;
        let language = language(home, town, chance);
        let fits = |form: &&Form| {
            form.country == town.country
                && (form.territory.is_empty() || form.territory == town.territory)
                && form.kinds.iter().any(|own| own == kind)
        };
        let forms: Vec<&Form> = parts.names.form.iter().filter(fits).collect();
        let form = chance.one(&forms).copied();
        let naming = names::name(&parts.names, trade, form, town, language, turn, chance);
        let days = facts::years(kind, chance) * 365 + chance.below(365);
        Some(Draft {
            index,
            kind,
            trade,
            home,
            town,
            language,
            form,
            naming,
            founded: facts::before(self.founding, days),
            staff: facts::staff(kind, chance),
        })
    }

    /// The register's record; some values are left out, as in any register.
    fn record(&self, draft: &Draft<'_>, chance: &mut Chance) -> Record {
        let mut record = Record::new(Register::Demo, numbers::own(draft.index));
        let code = LANGUAGES.get(draft.language).map(|code| (*code).to_owned());
        record.as_of = Some(facts::day(self.today, chance).max(draft.founded));
        record.names.push(Name {
            value: draft.naming.legal.clone(),
            language: code.clone(),
            kind: NameKind::Legal,
        });
        if let Some(value) = draft.naming.trade.clone() {
            record.names.push(Name {
                value,
                language: code,
                kind: NameKind::Trade,
            });
        }
        record.legal_status = self.status(chance);
        let form = draft.form.filter(|form| !form.name.is_empty());
        record.legal_form = form.map(|form| LegalForm {
            code: form.name.clone(),
            labels: BTreeMap::new(),
        });
        record.founded = match chance.below(10) {
            0 => None,
            1 | 2 => Some(Founded::Year(draft.founded.year())),
            _ => Some(Founded::Day(draft.founded)),
        };
        let (series, court) = (
            draft.form.map_or("", |form| form.series.as_str()),
            draft.town.court.as_str(),
        );
        record
            .identifiers
            .extend(numbers::national(&draft.town.country, series, court, draft.index));
        record.seat = Some(seats::address(&self.parts.names, draft.town, draft.language, chance));
        if chance.percent(92) {
            record.activities.push(activity(&draft.trade.nace));
        }
        if chance.percent(if self.mix == Mix::Demo { 85 } else { 30 }) {
            record.websites.push(format!("https://{}", draft.naming.host));
            record.emails.push(format!("contact@{}", draft.naming.host));
        }
        let several = match draft.kind {
            "corporate" => 60,
            "sme" | "research" => 18,
            _ => 4,
        };
        if chance.percent(several) {
            record.establishments.extend(self.branch(draft, &record.number, chance));
        }
        record
    }

    fn status(&self, chance: &mut Chance) -> LegalStatus {
        let (ceased, winding_up) = if self.mix == Mix::Demo { (0, 1) } else { (8, 3) };
        match chance.below(100) {
            drawn if drawn < ceased => LegalStatus::Ceased,
            drawn if drawn < ceased + winding_up => LegalStatus::InLiquidation,
            _ => LegalStatus::Active,
        }
    }

    /// A second place, half of the time in another territory.
    fn branch(&self, draft: &Draft<'_>, number: &str, chance: &mut Chance) -> Option<Establishment> {
        let territory = match chance.percent(50) {
            true => draft.home?,
            false => chance.one(&self.parts.territories)?,
        };
        let towns = town_list(self.parts, &territory.code);
        let town = *chance.one(&towns)?;
        let language = language(Some(territory), town, chance);
        Some(Establishment {
            number: format!("{number}-1"),
            address: Some(seats::address(&self.parts.names, town, language, chance)),
            activities: vec![activity(&draft.trade.nace)],
            ..Establishment::default()
        })
    }

    fn story<'d>(&mut self, draft: &'d Draft<'a>, chance: &mut Chance) -> Option<Story<'d>>
    where
        'a: 'd,
    {
        let place = KINDS.iter().position(|(kind, _)| *kind == draft.kind)?;
        let wanted = usize::try_from(chance.between(1, 2)).unwrap_or(1);
        let mut closings: Vec<&'a Closing> = Vec::new();
        // A few draws more than wanted: what does not fit the trade or repeats what is said goes back.
        for _ in 0..8 {
            if closings.len() == wanted {
                break;
            }
            let card = self.closings.get_mut(place)?.draw(&mut self.decks, self.last_closing)?;
            self.last_closing = Some(card);
            let drawn = self.parts.closings.get(card)?;
            if fits(draft.trade, &closings, drawn) {
                closings.push(drawn);
            }
        }
        let own = draft.home.map(|territory| territory.code.as_str());
        let others: Vec<_> = self
            .parts
            .territories
            .iter()
            .filter(|t| Some(t.code.as_str()) != own)
            .collect();
        Some(Story {
            trade: draft.trade,
            closings,
            brand: &draft.naming.brand,
            town: draft.town,
            home: draft.home,
            other: chance.one(&others).copied(),
            year: draft.founded.year().to_string(),
            staff: draft.staff,
            choices: template::choices(chance),
        })
    }
}

fn town_list<'p>(parts: &'p Parts, territory: &str) -> Vec<&'p Town> {
    parts.towns.iter().filter(|town| town.territory == territory).collect()
}

/// The language an organisation of that place writes in.
fn language(home: Option<&Territory>, town: &Town, chance: &mut Chance) -> usize {
    let Some(home) = home else {
        return if town.country == "FR" { 0 } else { 2 };
    };
    let weights: Vec<(usize, u64)> = LANGUAGES
        .iter()
        .enumerate()
        .map(|(place, code)| (place, home.languages.get(*code).copied().unwrap_or(0)))
        .collect();
    chance
        .weighted(&weights, |(_, weight)| *weight)
        .map_or(0, |(place, _)| *place)
}

/// Whether a closing sentence suits the trade and says nothing that is already said.
fn fits(trade: &Trade, before: &[&Closing], drawn: &Closing) -> bool {
    let said = |value| trade.speaks_of(value) || before.iter().any(|closing| closing.speaks_of(value));
    let repeats = ["staff", "year", "other"]
        .iter()
        .any(|value| drawn.speaks_of(value) && said(value));
    let same_place = drawn.speaks_of("place") && before.iter().any(|closing| closing.speaks_of("place"));
    !repeats && !same_place && (trade.technical() || !drawn.technical)
}

fn activity(class: &str) -> Activity {
    Activity {
        nace: NaceVersion::Rev21,
        code: class.replace('.', ""),
        main: true,
        groups: BTreeMap::new(),
    }
}

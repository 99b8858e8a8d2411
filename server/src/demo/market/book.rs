//! The hand-written pieces of the market: what is offered and looked for by theme, what people write to each other, their names.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::demo::chance::Chance;
use crate::demo::error::PartsError;
use crate::demo::parts::Trio;
use crate::demo::shapes::{alike, fault, file};
use crate::demo::template::{CHOICES, Filling, Template};
use crate::opportunities::model::{Content, Partnership, Text, Type};

const FILE: &str = "market.toml";
/// Lines of a theme: title, summary, description, what is better or asked for, what the partner does.
const LINES: usize = 5;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    theme: Vec<RawTheme>,
    ask: Vec<Trio>,
    said: Vec<Said>,
    people: People,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTheme {
    code: String,
    partners: Vec<String>,
    goals: Vec<u8>,
    types: Vec<Type>,
    trades: Vec<String>,
    technologies: Vec<String>,
    markets: Vec<String>,
    partnerships: Vec<Partnership>,
    fr: String,
    de: String,
    en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    what: String,
    #[serde(flatten)]
    text: Trio,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    fr: Names,
    de: Names,
    en: Names,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    first: Vec<String>,
    last: Vec<String>,
}

/// What organisations of some trades offer or look for.
#[derive(Debug)]
pub(super) struct Theme {
    pub(super) code: String,
    /// Codes of the themes whose organisations answer it.
    pub(super) partners: Vec<String>,
    pub(super) types: Vec<Type>,
    /// Codes of the trades that would say so.
    pub(super) trades: Vec<String>,
    goals: Vec<u8>,
    technologies: Vec<String>,
    markets: Vec<String>,
    partnerships: Vec<Partnership>,
    lines: [Vec<Template>; 3],
}

/// All pieces. [`Book::load`] is the only way to get them.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) themes: Vec<Theme>,
    asks: Vec<[Vec<Template>; 3]>,
    said: BTreeMap<String, Vec<Trio>>,
    people: [Names; 3],
}

impl Book {
    pub(super) fn load(files: &BTreeMap<String, String>) -> Result<Self, PartsError> {
        let raw: File = file(files, FILE)?;
        let themes: Vec<Theme> = raw.theme.into_iter().map(theme).collect::<Result<_, _>>()?;
        for one in &themes {
            let unknown = one
                .partners
                .iter()
                .find(|code| themes.iter().all(|other| other.code != **code));
            if let Some(code) = unknown {
                return fault(format!("theme {}", one.code), format!("there is no theme {code:?}"));
            }
        }
        let asks = raw.ask.into_iter().map(|ask| lines("ask", ask, 2));
        let mut said: BTreeMap<String, Vec<Trio>> = BTreeMap::new();
        for one in raw.said {
            said.entry(one.what).or_default().push(one.text);
        }
        Ok(Self {
            asks: asks.collect::<Result<_, _>>()?,
            themes,
            said,
            people: [raw.people.fr, raw.people.de, raw.people.en],
        })
    }

    /// What is asked for: the subject and the message.
    pub(super) fn ask(&self, place: usize, choices: [usize; CHOICES], language: usize) -> (String, String) {
        let ask = self.asks.get(place.checked_rem(self.asks.len()).unwrap_or(0));
        let line = |at: usize| {
            let lines = ask.and_then(|ask| ask.get(language));
            filled(lines.and_then(|lines| lines.get(at)), choices, language)
        };
        (line(0), line(1))
    }

    /// One of the short texts of a kind; nothing where there is none.
    pub(super) fn said(&self, what: &str, place: usize, language: usize) -> &str {
        let all = self.said.get(what).map_or(&[][..], Vec::as_slice);
        let one = all.get(place.checked_rem(all.len()).unwrap_or(0));
        one.map_or("", |text| text.get(language))
    }

    /// A name: no two in `first × last` turns are the same.
    pub(super) fn name(&self, turn: usize, language: usize) -> Option<(&str, &str)> {
        let names = self.people.get(language)?;
        let (firsts, lasts) = (names.first.len(), names.last.len());
        let first = names.first.get(turn.checked_rem(firsts)?)?;
        // Another step on with each round, or the same two would meet again.
        let last = names.last.get((turn + turn.checked_div(firsts)?).checked_rem(lasts)?)?;
        Some((first, last))
    }
}

impl Theme {
    /// All it says in a language.
    pub(super) fn texts(&self, kind: Type, choices: [usize; CHOICES], language: usize) -> Content {
        let mut content = Content::default();
        let better = match kind.is_offer() {
            true => Text::Advantages,
            false => Text::Specification,
        };
        let fields = [Text::Title, Text::Summary, Text::Description, better, Text::Role];
        let lines = self.lines.get(language).map_or(&[][..], Vec::as_slice);
        for (field, line) in fields.into_iter().zip(lines) {
            *content.text_mut(field) = filled(Some(line), choices, language);
        }
        content
    }

    /// What goes with the texts in every language.
    pub(super) fn facts(&self, mut content: Content, chance: &mut Chance) -> Content {
        content.goals.clone_from(&self.goals);
        content.technologies.clone_from(&self.technologies);
        content.markets.clone_from(&self.markets);
        content.partnerships.clone_from(&self.partnerships);
        content.technologies.truncate(1 + chance.place(self.technologies.len()));
        content
    }
}

fn filled(line: Option<&Template>, choices: [usize; CHOICES], language: usize) -> String {
    let mut text = String::new();
    if let Some(line) = line {
        let filling = Filling {
            choices,
            french: language == 0,
            ..Filling::default()
        };
        line.fill(&filling, &mut text);
    }
    text
}

fn lines(place: &str, texts: Trio, many: usize) -> Result<[Vec<Template>; 3], PartsError> {
    let texts = [texts.fr, texts.de, texts.en].map(|text| text.trim().lines().map(str::to_owned).collect::<Vec<_>>());
    if let Some(wrong) = texts.iter().find(|lines| lines.len() != many) {
        return fault(place.to_owned(), format!("has {} lines instead of {many}", wrong.len()));
    }
    alike(place, texts)
}

fn theme(raw: RawTheme) -> Result<Theme, PartsError> {
    let place = format!("theme {}", raw.code);
    if raw.types.is_empty() || raw.trades.is_empty() || raw.partners.is_empty() {
        return fault(place, "needs types, trades and partners".into());
    }
    let texts = Trio {
        fr: raw.fr,
        de: raw.de,
        en: raw.en,
    };
    Ok(Theme {
        lines: lines(&place, texts, LINES)?,
        code: raw.code,
        partners: raw.partners,
        types: raw.types,
        trades: raw.trades,
        goals: raw.goals,
        technologies: raw.technologies,
        markets: raw.markets,
        partnerships: raw.partnerships,
    })
}

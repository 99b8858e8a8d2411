//! What the form of an opportunity sends.

use chrono::NaiveDate;

use crate::opportunities::actions::Keeping;
use crate::opportunities::model::{Content, Ipr, Partnership, Size, Stage, Text, Type};
use crate::opportunities::queries::Own;
use crate::platform::texts::Locale;
use crate::platform::web::{Detail, Error, FromPairs, Pairs, Result};

/// Everything the form has.
#[derive(Clone, Debug, Default)]
pub(in crate::opportunities) struct Typed {
    pub(super) version: i64,
    pub(super) kind: Option<Type>,
    pub(super) anonymous: bool,
    pub(super) language: Option<Locale>,
    pub(super) content: Content,
    /// The day as it was typed.
    pub(super) deadline: String,
    /// Its author has looked at the passages that may name the organisation.
    pub(super) looked: bool,
    /// Words by which concepts are looked for.
    pub(super) search: Search,
    /// The button.
    pub(super) go: Option<String>,
}

/// What concepts are looked for by.
#[derive(Clone, Debug, Default)]
pub(in crate::opportunities) struct Search {
    pub(super) technologies: String,
    pub(super) markets: String,
}

impl FromPairs for Search {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut typed =
            |name| -> Result<String> { Ok(pairs.one(name)?.unwrap_or_default().chars().take(100).collect()) };
        Ok(Self {
            technologies: typed("technologies-q")?,
            markets: typed("markets-q")?,
        })
    }
}

impl Search {
    /// The same as a query, with `?` where there is any.
    pub(super) fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("technologies-q", &self.technologies), ("markets-q", &self.markets)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

fn refused(name: &'static str) -> Error {
    Error::Malformed(Detail::new("error-parameter-value").with("name", name))
}

fn word<W>(pairs: &mut Pairs, name: &'static str, read: impl Fn(&str) -> Option<W>) -> Result<Option<W>> {
    let code = pairs.one(name)?;
    code.map(|code| read(&code).ok_or_else(|| refused(name))).transpose()
}

fn words<W>(pairs: &mut Pairs, name: &'static str, read: impl Fn(&str) -> Option<W>) -> Result<Vec<W>> {
    let codes = pairs.many(name);
    codes
        .iter()
        .map(|code| read(code).ok_or_else(|| refused(name)))
        .collect()
}

impl FromPairs for Typed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut content = Content::default();
        for text in Text::ALL {
            *content.text_mut(*text) = pairs.one(text.code())?.unwrap_or_default();
        }
        content.stage = word(pairs, "stage", Stage::from_code)?;
        content.ipr = word(pairs, "ipr", Ipr::from_code)?;
        content.partnerships = words(pairs, "partnerships", Partnership::from_code)?;
        content.sizes = words(pairs, "sizes", Size::from_code)?;
        content.technologies = pairs.many("technologies");
        content.markets = pairs.many("markets");
        content.territories = pairs.many("territories");
        content.goals = words(pairs, "goals", |goal| goal.parse().ok())?;
        let deadline = pairs.one("deadline")?.unwrap_or_default().trim().to_owned();
        content.deadline = deadline.parse::<NaiveDate>().ok();
        Ok(Self {
            version: pairs.parsed("version")?.unwrap_or_default(),
            kind: word(pairs, "type", Type::from_code)?,
            anonymous: pairs.one("anonymous")?.is_some(),
            language: word(pairs, "language", Locale::from_code)?,
            content,
            deadline,
            looked: pairs.one("looked")?.is_some(),
            search: Search::from_pairs(pairs)?,
            go: pairs.one("go")?,
        })
    }
}

impl Typed {
    /// Whether a day was typed that is none.
    pub(super) fn is_no_day(&self) -> bool {
        !self.deadline.is_empty() && self.content.deadline.is_none()
    }

    /// What is to be kept; what the form does not say stays.
    pub(super) fn keeping(&self, own: &Own) -> Keeping {
        Keeping {
            version: self.version,
            kind: self.kind.unwrap_or(own.kind),
            anonymous: self.anonymous,
            language: self.language.unwrap_or(own.language),
            content: self.content.clone(),
        }
    }

    /// The opportunity as it was typed, for the form to be shown again.
    pub(super) fn over(&self, own: &Own) -> Own {
        Own {
            kind: self.kind.unwrap_or(own.kind),
            anonymous: self.anonymous,
            language: self.language.unwrap_or(own.language),
            content: self.content.clone(),
            ..own.clone()
        }
    }
}

//! What the forms of a practice and of an adoption send.

use chrono::NaiveDate;

use crate::outcomes::OutcomeId;
use crate::platform::texts::Locale;
use crate::platform::web::{Detail, Error, FromPairs, Pairs, Result};
use crate::practices::actions::Keeping;
use crate::practices::model::{Content, Cost, Grade, Need, PRECONDITIONS, Precondition, Taken, Text};
use crate::practices::queries::Own;

/// Everything the form of a practice has.
#[derive(Clone, Debug, Default)]
pub(in crate::practices) struct Typed {
    pub(super) version: i64,
    pub(super) language: Option<Locale>,
    pub(super) content: Content,
    /// The days as they were typed.
    pub(super) days: Days,
    /// The button.
    pub(super) go: Option<String>,
}

/// Days as they were typed, by the name of their field.
#[derive(Clone, Debug, Default)]
pub(super) struct Days(pub(super) Vec<(&'static str, String)>);

impl Days {
    /// What was typed in a field.
    pub(super) fn of(&self, field: &str) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| *name == field);
        found.map(|(_, typed)| typed.as_str()).filter(|typed| !typed.is_empty())
    }

    /// The fields in which something was typed that is no day.
    pub(super) fn wrong(&self) -> Vec<&'static str> {
        let wrong = self
            .0
            .iter()
            .filter(|(_, typed)| !typed.is_empty() && typed.parse::<NaiveDate>().is_err());
        wrong.map(|(name, _)| *name).collect()
    }

    fn take(&mut self, pairs: &mut Pairs, name: &'static str) -> Result<Option<NaiveDate>> {
        let typed = pairs.one(name)?.unwrap_or_default().trim().to_owned();
        let day = typed.parse().ok();
        self.0.push((name, typed));
        Ok(day)
    }
}

pub(super) fn refused(name: &'static str) -> Error {
    Error::Malformed(Detail::new("error-parameter-value").with("name", name))
}

fn word<W>(pairs: &mut Pairs, name: &'static str, read: impl Fn(&str) -> Option<W>) -> Result<Option<W>> {
    let code = pairs.one(name)?;
    code.map(|code| read(&code).ok_or_else(|| refused(name))).transpose()
}

impl FromPairs for Typed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut content = Content::default();
        for text in Text::ALL {
            *content.text_mut(*text) = pairs.one(text.code())?.unwrap_or_default();
        }
        let mut days = Days::default();
        content.grade = word(pairs, "grade", Grade::from_code)?;
        content.territory = pairs.one("territory")?.unwrap_or_default();
        content.municipality = pairs.one("municipality")?.unwrap_or_default();
        content.from = days.take(pairs, "from")?;
        content.to = days.take(pairs, "to")?;
        for row in 0..PRECONDITIONS {
            let mut part = |name: &str| pairs.one(&format!("pre-{row}-{name}")).map(Option::unwrap_or_default);
            let (territory, kind, text) = (part("territory")?, part("kind")?, part("text")?);
            if !text.trim().is_empty() {
                let kind = Need::from_code(&kind).unwrap_or(Need::Legal);
                content.preconditions.push(Precondition { territory, kind, text });
            }
        }
        let organisations = pairs.one("organisations")?.unwrap_or_default();
        let organisations = organisations.lines().map(str::trim).filter(|line| !line.is_empty());
        content.organisations = organisations.map(str::to_owned).collect();
        let outcomes = pairs.many("outcomes");
        let outcomes = outcomes
            .iter()
            .map(|id| id.parse::<OutcomeId>().map_err(|_| refused("outcomes")));
        content.outcomes = outcomes.collect::<Result<_>>()?;
        content.programme = pairs.one("programme")?.unwrap_or_default();
        content.programme_link = pairs.one("programmeLink")?.unwrap_or_default();
        Ok(Self {
            version: pairs.parsed("version")?.unwrap_or_default(),
            language: word(pairs, "language", Locale::from_code)?,
            content,
            days,
            go: pairs.one("go")?,
        })
    }
}

impl Typed {
    /// What is to be kept; what the form does not say stays.
    pub(super) fn keeping(&self, own: &Own) -> Keeping {
        Keeping {
            version: self.version,
            language: self.language.unwrap_or(own.language),
            content: self.content.clone(),
        }
    }

    /// The practice as it was typed, for the form to be shown again.
    pub(super) fn over(&self, own: &Own) -> Own {
        Own {
            language: self.language.unwrap_or(own.language),
            content: self.content.clone(),
            ..own.clone()
        }
    }
}

/// Everything the form of an adoption has.
#[derive(Clone, Debug, Default)]
pub(in crate::practices) struct Told {
    pub(super) version: Option<i64>,
    /// Who took it up: an id, or the address of a page.
    pub(super) adopter: String,
    pub(super) language: Option<Locale>,
    pub(super) taken: Taken,
    pub(super) days: Days,
}

impl FromPairs for Told {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut days = Days::default();
        let since = days.take(pairs, "since")?;
        let mut text = |name| pairs.one(name).map(Option::unwrap_or_default);
        let taken = Taken {
            territory: text("territory")?,
            municipality: text("municipality")?,
            since,
            changed: text("changed")?,
            cost_text: text("costText")?,
            result: text("result")?,
            cost: None,
        };
        let adopter = text("adopter")?;
        Ok(Self {
            version: pairs.parsed("version")?,
            adopter,
            language: word(pairs, "language", Locale::from_code)?,
            taken: Taken {
                cost: word(pairs, "cost", Cost::from_code)?,
                ..taken
            },
            days,
        })
    }
}

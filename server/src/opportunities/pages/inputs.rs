//! The form as data: five groups of questions, one at a time on a phone.

use super::shown::label;
use super::typed::Search;
use crate::joining::{Choice, Input, What};
use crate::opportunities::model::{Ipr, Partnership, Size, Stage, Text, Type};
use crate::opportunities::queries::Own;
use crate::opportunities::rules::asks;
use crate::opportunities::vocabulary;
use crate::platform::region::Region;
use crate::platform::texts::{Locale, T};

/// Concepts that are proposed at a time.
const PROPOSED: usize = 12;

/// Fields whose name does not say all.
const HINTED: [&str; 9] = [
    "anonymous",
    "title",
    "summary",
    "description",
    "advantages",
    "role",
    "partnerships",
    "territories",
    "deadline",
];

/// A group of questions.
pub(super) struct Part {
    /// Its anchor.
    pub(super) code: &'static str,
    pub(super) name: String,
    pub(super) lead: String,
    pub(super) inputs: Vec<Input>,
    pub(super) concepts: Vec<Concepts>,
}

/// The choice of concepts of one kind.
pub(super) struct Concepts {
    /// Name of the field.
    pub(super) name: &'static str,
    /// What programs and the island ask for.
    pub(super) kind: &'static str,
    pub(super) label: String,
    pub(super) search: String,
    pub(super) chosen: Vec<Choice>,
    /// Not chosen: found by what was typed, or in the texts.
    pub(super) proposed: Vec<Choice>,
    /// Whether something was looked for and not found.
    pub(super) nothing: bool,
}

struct Maker<'a> {
    own: &'a Own,
    region: &'a Region,
    t: T,
}

/// The groups, in their order.
pub(super) fn parts(own: &Own, (region, t): (&Region, T), (search, deadline): (&Search, &str)) -> Vec<Part> {
    let make = Maker { own, region, t };
    let part = |code: &'static str, inputs, concepts| Part {
        code,
        name: t.term("opportunity-part", code).into_owned(),
        lead: t.term("opportunity-part-lead", code).into_owned(),
        inputs,
        concepts,
    };
    vec![
        part(
            "what",
            vec![
                make.kind(),
                make.anonymous(),
                make.language(),
                make.text(Text::Title, 0),
                make.text(Text::Summary, 4),
            ],
            vec![],
        ),
        part(
            "detail",
            vec![
                make.text(Text::Description, 10),
                make.text(Text::Advantages, 6),
                make.text(Text::Specification, 6),
                make.select(
                    "stage",
                    Stage::ALL.iter().map(|one| one.code()),
                    own.content.stage.map(Stage::code),
                ),
                make.select(
                    "ipr",
                    Ipr::ALL.iter().map(|one| one.code()),
                    own.content.ipr.map(Ipr::code),
                ),
            ],
            vec![],
        ),
        part(
            "partner",
            vec![
                make.text(Text::Role, 6),
                make.partnerships(),
                make.sizes(),
                make.territories(),
            ],
            vec![],
        ),
        part(
            "topics",
            vec![make.goals(), make.deadline(deadline)],
            vec![
                make.concepts("technologies", &search.technologies),
                make.concepts("markets", &search.markets),
            ],
        ),
    ]
}

impl Maker<'_> {
    fn input(&self, name: &str, what: What) -> Input {
        let hint = || self.t.term("opportunity-hint", name).into_owned();
        Input {
            name: name.to_owned(),
            label: self.t.term("opportunity-field", name).into_owned(),
            hint: HINTED.contains(&name).then(hint),
            what,
            ..Input::default()
        }
    }

    fn kind(&self) -> Input {
        let choice = |kind: &Type| Choice {
            code: kind.code().to_owned(),
            name: self.t.term("opportunity-type-long", kind.code()).into_owned(),
            chosen: *kind == self.own.kind,
        };
        self.input("type", What::Radio(Type::ALL.iter().map(choice).collect()))
    }

    fn anonymous(&self) -> Input {
        Input {
            value: if self.own.anonymous {
                "1".to_owned()
            } else {
                String::new()
            },
            ..self.input("anonymous", What::Tick)
        }
    }

    fn language(&self) -> Input {
        let choice = |locale: Locale| Choice {
            code: locale.code().to_owned(),
            name: self.t.term("language", locale.code()).into_owned(),
            chosen: locale == self.own.language,
        };
        let choices = Locale::ALL.map(choice).into();
        self.input("language", What::Select(vec![(String::new(), choices)]))
    }

    fn text(&self, text: Text, rows: usize) -> Input {
        let kind = self.own.kind;
        let what = match rows {
            0 => What::Line("text", "off"),
            rows => What::Area(rows),
        };
        Input {
            label: label(self.t, kind, text),
            value: self.own.content.text(text).to_owned(),
            limit: Some(text.limit()),
            optional: !asks(kind, text),
            lang: (self.own.language != self.t.locale).then(|| self.own.language.code().to_owned()),
            ..self.input(text.code(), what)
        }
    }

    fn select(&self, name: &str, codes: impl Iterator<Item = &'static str>, chosen: Option<&str>) -> Input {
        let none = Choice {
            code: String::new(),
            name: self.t.get("opportunity-choose").into_owned(),
            chosen: chosen.is_none(),
        };
        let choice = |code: &'static str| Choice {
            code: code.to_owned(),
            name: self.t.term(&format!("opportunity-{name}"), code).into_owned(),
            chosen: chosen == Some(code),
        };
        let choices = std::iter::once(none).chain(codes.map(choice)).collect();
        Input {
            optional: name == "ipr" || !self.own.kind.is_offer(),
            ..self.input(name, What::Select(vec![(String::new(), choices)]))
        }
    }

    fn partnerships(&self) -> Input {
        let choices = Partnership::ALL.iter().map(|one| Choice {
            code: one.code().to_owned(),
            name: self.t.term("opportunity-partnership", one.code()).into_owned(),
            chosen: self.own.content.partnerships.contains(one),
        });
        self.input("partnerships", What::Checks(choices.collect()))
    }

    fn sizes(&self) -> Input {
        let choices = Size::ALL.iter().map(|one| Choice {
            code: one.code().to_owned(),
            name: self.t.term("opportunity-size", one.code()).into_owned(),
            chosen: self.own.content.sizes.contains(one),
        });
        self.input("sizes", What::Checks(choices.collect()))
    }

    fn territories(&self) -> Input {
        let choices = self.region.territories.iter().map(|one| Choice {
            code: one.code.clone(),
            name: one.name.get(self.t.locale).to_owned(),
            chosen: self.own.content.territories.contains(&one.code),
        });
        self.input("territories", What::Checks(choices.collect()))
    }

    fn goals(&self) -> Input {
        let choices = (1..=17_u8).map(|goal| Choice {
            code: goal.to_string(),
            name: format!("{goal} {}", self.t.term("opportunity-goal", &goal.to_string())),
            chosen: self.own.content.goals.contains(&goal),
        });
        self.input("goals", What::Checks(choices.collect()))
    }

    fn deadline(&self, typed: &str) -> Input {
        let kept = self.own.content.deadline.map(|day| day.to_string());
        Input {
            value: if typed.is_empty() {
                kept.unwrap_or_default()
            } else {
                typed.to_owned()
            },
            optional: self.own.kind != Type::ResearchRequest,
            ..self.input("deadline", What::Short("date", "off"))
        }
    }

    fn concepts(&self, name: &'static str, typed: &str) -> Concepts {
        let (locale, technology) = (self.t.locale, name == "technologies");
        let content = &self.own.content;
        let kept = if technology {
            &content.technologies
        } else {
            &content.markets
        };
        let called = |code: &str| vocabulary::name(self.region, code, locale).unwrap_or_else(|| code.to_owned());
        let chosen = kept.iter().map(|code| Choice {
            code: code.clone(),
            name: called(code),
            chosen: true,
        });
        let mut found = match typed.trim() {
            "" => vocabulary::in_texts(self.region, content, self.own.language, technology),
            typed => vocabulary::suggest(self.region, typed, locale, technology, PROPOSED),
        };
        let nothing = found.is_empty() && !typed.trim().is_empty();
        found.retain(|code| !kept.contains(code));
        found.truncate(PROPOSED);
        let proposed = found.into_iter().map(|code| Choice {
            name: called(&code),
            code,
            chosen: false,
        });
        Concepts {
            name,
            kind: if technology { "technology" } else { "market" },
            label: self.t.term("opportunity-field", name).into_owned(),
            search: typed.to_owned(),
            chosen: chosen.collect(),
            proposed: proposed.collect(),
            nothing,
        }
    }
}

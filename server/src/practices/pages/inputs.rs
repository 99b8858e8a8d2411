//! The forms as data: that of a practice in five groups of questions, one at a time on a phone; that of an adoption in one.

use super::typed::Days;
use crate::joining::{Choice, Input, What};
use crate::outcomes::{OutcomeId, Public};
use crate::platform::region::Region;
use crate::platform::texts::{Locale, T};
use crate::practices::model::{Cost, Grade, Need, PRECONDITIONS, TAKEN_LIMIT, Taken, Text};
use crate::practices::queries::Own;

/// Fields whose name does not say all.
const HINTED: [&str; 12] = [
    "title",
    "summary",
    "done",
    "resources",
    "evidence",
    "difficulties",
    "transfer",
    "grade",
    "to",
    "organisations",
    "outcomes",
    "programmeLink",
];

/// A group of questions.
pub(super) struct Part {
    /// Its anchor.
    pub(super) code: &'static str,
    pub(super) name: String,
    pub(super) lead: String,
    pub(super) inputs: Vec<Input>,
    /// What must be there, a row each; of one group only.
    pub(super) needs: Vec<Row>,
}

/// A precondition in the form.
pub(super) struct Row {
    pub(super) number: usize,
    pub(super) territories: Vec<Choice>,
    pub(super) kinds: Vec<Choice>,
    pub(super) text: String,
}

/// What the form of a practice is made of.
pub(super) struct Maker<'a> {
    pub(super) own: &'a Own,
    pub(super) region: &'a Region,
    pub(super) t: T,
    pub(super) days: &'a Days,
    /// What came of introductions of this organisation.
    pub(super) outcomes: &'a [(OutcomeId, Public)],
}

impl Maker<'_> {
    /// The groups, in their order.
    pub(super) fn parts(&self) -> Vec<Part> {
        let part = |code: &'static str, inputs| Part {
            code,
            name: self.t.term("practice-part", code).into_owned(),
            lead: self.t.term("practice-part-lead", code).into_owned(),
            inputs,
            needs: Vec::new(),
        };
        let content = &self.own.content;
        let grades = Grade::ALL.iter().map(|one| one.code());
        let grades = self.words("practice-grade", grades, content.grade.map(Grade::code));
        let mut lessons = part(
            "lessons",
            vec![self.text(Text::Difficulties, 6), self.text(Text::Transfer, 6)],
        );
        lessons.needs = self.needs();
        vec![
            part(
                "what",
                vec![self.language(), self.text(Text::Title, 0), self.text(Text::Summary, 4)],
            ),
            part(
                "done-part",
                vec![self.text(Text::Done, 10), self.text(Text::Resources, 4)],
            ),
            part(
                "proof",
                vec![self.text(Text::Evidence, 6), self.input("grade", What::Radio(grades))],
            ),
            lessons,
            part(
                "where",
                vec![
                    self.territory(),
                    self.line("municipality", &content.municipality, false),
                    self.day("from", content.from.map(|day| day.to_string())),
                    self.day("to", content.to.map(|day| day.to_string())),
                ],
            ),
            part("links", self.links()),
        ]
    }

    fn links(&self) -> Vec<Input> {
        let content = &self.own.content;
        let organisations = Input {
            value: content.organisations.join("\n"),
            optional: true,
            ..self.input("organisations", What::Area(3))
        };
        let outcomes = self.outcomes.iter().map(|(id, public)| {
            let line = crate::outcomes::line(public.clone(), self.region, self.t);
            Choice {
                code: id.to_string(),
                name: format!("{} · {}", line.text, line.side),
                chosen: content.outcomes.contains(id),
            }
        });
        let outcomes = self.input("outcomes", What::Checks(outcomes.collect()));
        let offered = (!self.outcomes.is_empty()).then_some(outcomes);
        let programme = [
            self.line("programme", &content.programme, true),
            self.line("programmeLink", &content.programme_link, true),
        ];
        [organisations].into_iter().chain(offered).chain(programme).collect()
    }

    fn input(&self, name: &str, what: What) -> Input {
        input(self.t, "practice-field", name, what)
    }

    fn words(&self, prefix: &str, codes: impl Iterator<Item = &'static str>, chosen: Option<&str>) -> Vec<Choice> {
        let choice = |code: &'static str| Choice {
            code: code.to_owned(),
            name: self.t.term(prefix, code).into_owned(),
            chosen: chosen == Some(code),
        };
        codes.map(choice).collect()
    }

    fn language(&self) -> Input {
        language(self.t, self.own.language)
    }

    fn territory(&self) -> Input {
        territory(self.region, self.t, &self.own.content.territory)
    }

    fn text(&self, text: Text, rows: usize) -> Input {
        let what = match rows {
            0 => What::Line("text", "off"),
            rows => What::Area(rows),
        };
        Input {
            value: self.own.content.text(text).to_owned(),
            limit: Some(text.limit()),
            lang: (self.own.language != self.t.locale).then(|| self.own.language.code().to_owned()),
            ..self.input(text.code(), what)
        }
    }

    fn line(&self, name: &str, value: &str, optional: bool) -> Input {
        Input {
            value: value.to_owned(),
            optional,
            ..self.input(name, What::Line("text", "off"))
        }
    }

    fn day(&self, name: &str, kept: Option<String>) -> Input {
        Input {
            value: self.days.of(name).map(str::to_owned).or(kept).unwrap_or_default(),
            optional: name == "to",
            ..self.input(name, What::Short("date", "off"))
        }
    }

    /// Those that are kept, and two more.
    fn needs(&self) -> Vec<Row> {
        let kept = &self.own.content.preconditions;
        let rows = (kept.len() + 2).min(PRECONDITIONS.max(kept.len()));
        let row = |number: usize| {
            let one = kept.get(number);
            let chosen = one.map(|one| one.territory.as_str()).unwrap_or_default();
            let kind = one.map(|one| one.kind.code());
            Row {
                number,
                territories: territories(self.region, self.t, chosen),
                kinds: self.words("practice-need", Need::ALL.iter().map(|need| need.code()), kind),
                text: one.map(|one| one.text.clone()).unwrap_or_default(),
            }
        };
        (0..rows).map(row).collect()
    }
}

fn input(t: T, prefix: &str, name: &str, what: What) -> Input {
    let hinted = prefix == "practice-field" && HINTED.contains(&name) || prefix == "practice-taken";
    Input {
        name: name.to_owned(),
        label: t.term(prefix, name).into_owned(),
        hint: hinted.then(|| t.term(&format!("{prefix}-hint"), name).into_owned()),
        what,
        ..Input::default()
    }
}

fn language(t: T, chosen: Locale) -> Input {
    let choice = |locale: Locale| Choice {
        code: locale.code().to_owned(),
        name: t.term("language", locale.code()).into_owned(),
        chosen: locale == chosen,
    };
    let choices = Locale::ALL.map(choice).into();
    input(
        t,
        "practice-field",
        "language",
        What::Select(vec![(String::new(), choices)]),
    )
}

/// The territories of the region, and none.
fn territories(region: &Region, t: T, chosen: &str) -> Vec<Choice> {
    let none = Choice {
        code: String::new(),
        name: t.get("opportunity-choose").into_owned(),
        chosen: chosen.is_empty(),
    };
    let choice = region.territories.iter().map(|one| Choice {
        code: one.code.clone(),
        name: one.name.get(t.locale).to_owned(),
        chosen: chosen == one.code,
    });
    std::iter::once(none).chain(choice).collect()
}

fn territory(region: &Region, t: T, chosen: &str) -> Input {
    let choices = territories(region, t, chosen);
    input(
        t,
        "practice-field",
        "territory",
        What::Select(vec![(String::new(), choices)]),
    )
}

/// The form of an adoption, without who.
pub(super) fn taken(of: &Taken, chosen: Locale, days: &Days, (region, t): (&Region, T)) -> Vec<Input> {
    let make = |name: &str, what: What, value: &str| Input {
        value: value.to_owned(),
        ..input(t, "practice-taken", name, what)
    };
    let long = |name: &str, value: &str| Input {
        limit: Some(TAKEN_LIMIT),
        ..make(name, What::Area(5), value)
    };
    let none = Choice {
        code: String::new(),
        name: t.get("opportunity-choose").into_owned(),
        chosen: of.cost.is_none(),
    };
    let costs = Cost::ALL.iter().map(|cost| Choice {
        code: cost.code().to_owned(),
        name: t.term("practice-cost", cost.code()).into_owned(),
        chosen: of.cost == Some(*cost),
    });
    let costs = std::iter::once(none).chain(costs).collect();
    let kept = of.since.map(|day| day.to_string()).unwrap_or_default();
    let since = days.of("since").unwrap_or(&kept);
    vec![
        territory(region, t, &of.territory),
        Input {
            value: of.municipality.clone(),
            ..input(t, "practice-field", "municipality", What::Line("text", "off"))
        },
        make("since", What::Short("date", "off"), since),
        long("changed", &of.changed),
        make("cost", What::Select(vec![(String::new(), costs)]), ""),
        Input {
            optional: true,
            ..make("costText", What::Line("text", "off"), &of.cost_text)
        },
        long("result", &of.result),
        language(t, chosen),
    ]
}

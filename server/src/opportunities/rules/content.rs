//! What an opportunity must say before a chamber looks at it. A draft keeps anything.

use chrono::NaiveDate;

use crate::opportunities::model::{CONCEPTS, Content, KEPT_LIMIT, PARTNERSHIPS, Text, Type};
use crate::platform::web::{Fault, Why};

/// What the region knows: which codes there are.
#[derive(Clone, Copy)]
pub struct Codes<'a> {
    /// Whether there is a technology concept with that code.
    pub technology: &'a dyn Fn(&str) -> bool,
    /// Whether there is a market concept with that code.
    pub market: &'a dyn Fn(&str) -> bool,
    /// Whether there is a territory with that code.
    pub territory: &'a dyn Fn(&str) -> bool,
}

/// Whether a type asks for a text.
#[must_use]
pub const fn asks(kind: Type, text: Text) -> bool {
    match text {
        Text::Title | Text::Summary | Text::Description | Text::Role => true,
        Text::Advantages => kind.is_offer(),
        Text::Specification => matches!(kind, Type::TechnologyRequest | Type::ResearchRequest),
    }
}

/// The same without what says nothing: spaces around texts, a code twice. Longer than any mistake it is cut off nowhere.
#[must_use]
pub fn tidy(mut content: Content) -> Content {
    for text in Text::ALL {
        let said = content.text_mut(*text);
        *said = said.trim().replace("\r\n", "\n");
    }
    // A title is one line.
    content.title = content.title.split_whitespace().collect::<Vec<_>>().join(" ");
    once(&mut content.partnerships);
    once(&mut content.sizes);
    once(&mut content.technologies);
    once(&mut content.markets);
    once(&mut content.territories);
    content.goals.sort_unstable();
    content.goals.dedup();
    content
}

fn once<V: PartialEq>(values: &mut Vec<V>) {
    let mut kept: Vec<V> = Vec::with_capacity(values.len());
    for value in values.drain(..) {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    *values = kept;
}

/// What a draft does not even keep: texts of such a length, and more codes than any list has.
#[must_use]
pub fn unkept(content: &Content) -> Vec<Fault> {
    let mut faults = Vec::new();
    for text in Text::ALL {
        let length = content.text(*text).chars().count();
        if length > KEPT_LIMIT {
            faults.push(fault(text.code(), Why::TooLong(length, KEPT_LIMIT)));
        }
    }
    for (field, count) in [
        ("technologies", content.technologies.len()),
        ("markets", content.markets.len()),
        ("territories", content.territories.len()),
        ("goals", content.goals.len()),
    ] {
        if count > 50 {
            faults.push(fault(field, Why::TooMany(50)));
        }
    }
    faults
}

/// Everything that is missing or not as it must be, in the order of the form.
#[must_use]
pub fn check(kind: Type, content: &Content, codes: Codes<'_>, today: NaiveDate) -> Vec<Fault> {
    let mut faults = Vec::new();
    for text in Text::ALL {
        let limits = (text.least(), text.limit());
        let found = Fault::of_text(text.code(), content.text(*text), limits, asks(kind, *text));
        faults.extend(found);
    }
    if kind.is_offer() && content.stage.is_none() {
        faults.push(fault("stage", Why::Missing));
    }
    match content.partnerships.len() {
        0 => faults.push(fault("partnerships", Why::Missing)),
        count if count > PARTNERSHIPS => faults.push(fault("partnerships", Why::TooMany(PARTNERSHIPS))),
        _ => {}
    }
    concepts("technologies", &content.technologies, codes.technology, &mut faults);
    concepts("markets", &content.markets, codes.market, &mut faults);
    if content.concepts().next().is_none() {
        faults.push(fault("technologies", Why::Missing));
    }
    if !content.territories.iter().all(|code| (codes.territory)(code)) {
        faults.push(fault("territories", Why::Unknown));
    }
    if !content.goals.iter().all(|goal| (1..=17).contains(goal)) {
        faults.push(fault("goals", Why::Unknown));
    }
    match content.deadline {
        Some(day) if day < today => faults.push(fault("deadline", Why::Past)),
        None if kind == Type::ResearchRequest => faults.push(fault("deadline", Why::Missing)),
        _ => {}
    }
    faults
}

fn concepts(field: &'static str, chosen: &[String], known: &dyn Fn(&str) -> bool, faults: &mut Vec<Fault>) {
    if chosen.len() > CONCEPTS {
        faults.push(fault(field, Why::TooMany(CONCEPTS)));
    } else if !chosen.iter().all(|code| known(code)) {
        faults.push(fault(field, Why::Unknown));
    }
}

const fn fault(field: &'static str, why: Why) -> Fault {
    Fault::new(field, why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opportunities::model::{Partnership, Stage};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 1).unwrap()
    }

    fn codes<'a>() -> Codes<'a> {
        Codes {
            technology: &|code| code.starts_with('t'),
            market: &|code| code.starts_with('m'),
            territory: &|code| ["LU", "SAR"].contains(&code),
        }
    }

    fn whole() -> Content {
        Content {
            title: "Sensors that hear corrosion".into(),
            summary: "s".repeat(40),
            description: "d".repeat(100),
            advantages: "a".repeat(20),
            specification: "x".repeat(20),
            role: "r".repeat(20),
            stage: Some(Stage::Demonstrable),
            partnerships: vec![Partnership::Commercial],
            technologies: vec!["t1".into()],
            deadline: Some(today()),
            ..Content::default()
        }
    }

    fn faults(kind: Type, change: impl Fn(&mut Content)) -> Vec<(&'static str, Why)> {
        let mut content = whole();
        change(&mut content);
        let found = check(kind, &content, codes(), today());
        found.into_iter().map(|fault| (fault.field, fault.why)).collect()
    }

    #[test]
    fn what_is_whole_has_no_fault() {
        for kind in Type::ALL {
            assert_eq!(faults(*kind, |_| {}), [], "{kind:?}");
        }
    }

    #[test]
    fn each_limit_is_named_where_it_is_passed() {
        use Type::{BusinessOffer as BO, BusinessRequest as BR, ResearchRequest as RDR, TechnologyRequest as TR};
        type Case = (Type, fn(&mut Content), &'static [(&'static str, Why)]);
        let cases: &[Case] = &[
            (BO, |c| c.title = "t".repeat(150), &[]),
            (BO, |c| c.title = "t".repeat(151), &[("title", Why::TooLong(151, 150))]),
            (BO, |c| c.title = "é".repeat(150), &[]),
            (BO, |c| c.title.clear(), &[("title", Why::Missing)]),
            (BO, |c| c.title = "short".into(), &[("title", Why::TooShort(10))]),
            (
                BO,
                |c| c.summary = "s".repeat(501),
                &[("summary", Why::TooLong(501, 500))],
            ),
            (
                BO,
                |c| c.description = "s".repeat(4001),
                &[("description", Why::TooLong(4001, 4000))],
            ),
            (
                BO,
                |c| c.advantages = "s".repeat(2001),
                &[("advantages", Why::TooLong(2001, 2000))],
            ),
            (BO, |c| c.advantages.clear(), &[("advantages", Why::Missing)]),
            (BR, |c| c.advantages.clear(), &[]),
            (TR, |c| c.specification.clear(), &[("specification", Why::Missing)]),
            (BO, |c| c.specification.clear(), &[]),
            (BO, |c| c.role = "s".repeat(4001), &[("role", Why::TooLong(4001, 4000))]),
            (BO, |c| c.stage = None, &[("stage", Why::Missing)]),
            (BR, |c| c.stage = None, &[]),
            (BO, |c| c.partnerships.clear(), &[("partnerships", Why::Missing)]),
            (BO, |c| c.partnerships = Partnership::ALL[..3].to_vec(), &[]),
            (
                BO,
                |c| c.partnerships = Partnership::ALL[..4].to_vec(),
                &[("partnerships", Why::TooMany(3))],
            ),
            (BO, |c| c.technologies.clear(), &[("technologies", Why::Missing)]),
            (
                BO,
                |c| {
                    c.technologies.clear();
                    c.markets = vec!["m".into()];
                },
                &[],
            ),
            (BO, |c| c.technologies = (1..=5).map(|n| format!("t{n}")).collect(), &[]),
            (
                BO,
                |c| c.technologies = (1..=6).map(|n| format!("t{n}")).collect(),
                &[("technologies", Why::TooMany(5))],
            ),
            (
                BO,
                |c| c.technologies = vec!["m1".into()],
                &[("technologies", Why::Unknown)],
            ),
            (BO, |c| c.markets = vec!["t1".into()], &[("markets", Why::Unknown)]),
            (BO, |c| c.territories = vec!["LU".into(), "SAR".into()], &[]),
            (
                BO,
                |c| c.territories = vec!["XX".into()],
                &[("territories", Why::Unknown)],
            ),
            (BO, |c| c.goals = vec![1, 17], &[]),
            (BO, |c| c.goals = vec![0], &[("goals", Why::Unknown)]),
            (BO, |c| c.goals = vec![18], &[("goals", Why::Unknown)]),
            (BO, |c| c.deadline = None, &[]),
            (RDR, |c| c.deadline = None, &[("deadline", Why::Missing)]),
            (
                BO,
                |c| c.deadline = NaiveDate::from_ymd_opt(2026, 8, 31),
                &[("deadline", Why::Past)],
            ),
        ];
        for (number, (kind, change, expected)) in cases.iter().enumerate() {
            assert_eq!(faults(*kind, change), *expected, "case {number}");
        }
    }

    #[test]
    fn a_draft_keeps_what_is_too_long_and_not_what_is_endless() {
        let mut content = whole();
        content.summary = "s".repeat(KEPT_LIMIT);
        assert_eq!(unkept(&content), []);
        content.summary.push('s');
        content.technologies = (0..51).map(|n| n.to_string()).collect();
        let fields: Vec<_> = unkept(&content).iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["summary", "technologies"]);
    }

    #[test]
    fn tidying_changes_no_word() {
        let content = tidy(Content {
            title: "  Two\n words ".into(),
            description: " one\r\n\r\ntwo ".into(),
            technologies: vec!["t2".into(), "t1".into(), "t2".into()],
            goals: vec![9, 3, 9],
            ..Content::default()
        });
        assert_eq!(
            (content.title.as_str(), content.description.as_str()),
            ("Two words", "one\n\ntwo")
        );
        assert_eq!(
            (content.technologies, content.goals),
            (vec!["t2".into(), "t1".into()], vec![3, 9])
        );
    }
}

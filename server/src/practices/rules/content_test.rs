//! What is missing of a practice and of an adoption, field by field.

use super::*;
use crate::practices::model::{Cost, Grade, Need, Precondition};

const ID: &str = "01M4E7V8QK3T5N6P7R8S9TAVWX";

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn whole() -> Content {
    Content {
        title: "Ein Lotse für Grenzgänger".into(),
        summary: "s".repeat(40),
        done: "d".repeat(100),
        resources: "r".repeat(20),
        evidence: "e".repeat(20),
        difficulties: "f".repeat(40),
        transfer: "t".repeat(20),
        grade: Some(Grade::OutputData),
        territory: "SAR".into(),
        municipality: "Dillingen".into(),
        from: day("2025-03-01"),
        ..Content::default()
    }
}

fn faults(change: impl Fn(&mut Content)) -> Vec<(&'static str, Why)> {
    let mut content = whole();
    change(&mut content);
    let codes = Codes {
        territory: &|code| ["LU", "SAR"].contains(&code),
        organisation: &|id| id.to_string() == ID,
        outcome: &|_| false,
    };
    let today = day("2026-09-01").unwrap();
    let found = check(&tidy(content), codes, today);
    found.into_iter().map(|fault| (fault.field, fault.why)).collect()
}

#[test]
fn what_is_whole_has_no_faults() {
    assert_eq!(faults(|_| {}), []);
}

#[test]
fn what_failed_must_be_said() {
    assert_eq!(
        faults(|content| content.difficulties.clear()),
        [("difficulties", Why::Missing)]
    );
    assert_eq!(
        faults(|content| content.difficulties = "Nichts.".into()),
        [("difficulties", Why::TooShort(40))]
    );
}

#[test]
fn one_character_too_many() {
    for text in Text::ALL {
        let limit = text.limit();
        assert_eq!(
            faults(|content| *content.text_mut(*text) = "x".repeat(limit)),
            [],
            "{text:?}"
        );
        let long = faults(|content| *content.text_mut(*text) = "x".repeat(limit + 1));
        assert_eq!(long, [(text.code(), Why::TooLong(limit + 1, limit))]);
        assert_eq!(
            faults(|content| content.text_mut(*text).clear()),
            [(text.code(), Why::Missing)]
        );
    }
}

#[test]
fn where_and_when() {
    assert_eq!(
        faults(|content| content.territory.clear()),
        [("territory", Why::Missing)]
    );
    assert_eq!(
        faults(|content| content.territory = "XX".into()),
        [("territory", Why::Unknown)]
    );
    assert_eq!(
        faults(|content| content.municipality.clear()),
        [("municipality", Why::Missing)]
    );
    assert_eq!(faults(|content| content.from = None), [("from", Why::Missing)]);
    assert_eq!(
        faults(|content| content.from = day("2026-09-02")),
        [("from", Why::Future)]
    );
    assert_eq!(faults(|content| content.to = day("2025-02-28")), [("to", Why::Order)]);
    assert_eq!(faults(|content| content.to = day("2027-01-01")), []);
    assert_eq!(faults(|content| content.grade = None), [("grade", Why::Missing)]);
}

#[test]
fn preconditions_are_of_a_territory_and_in_words() {
    let one = |territory: &str, text: &str| Precondition {
        territory: territory.into(),
        kind: Need::Legal,
        text: text.into(),
    };
    let with = |many: Vec<Precondition>| faults(move |content| content.preconditions = many.clone());
    assert_eq!(with(vec![one("LU", "Eine Vereinbarung beider Kammern")]), []);
    assert_eq!(
        with(vec![one("XX", "Eine Vereinbarung")]),
        [("preconditions", Why::Unknown)]
    );
    assert_eq!(with(vec![one("LU", "Geld")]), [("preconditions", Why::TooShort(10))]);
    assert_eq!(with(vec![one("XX", "  ")]), [], "an empty row is none");
    let many = vec![one("LU", "Eine Vereinbarung beider Kammern"); 9];
    assert_eq!(with(many), [("preconditions", Why::TooMany(8))]);
}

#[test]
fn links_lead_somewhere() {
    let page = format!("https://passerelle.example/de/organisations/{ID}/sonotec?x=1");
    assert_eq!(
        tidy(Content {
            organisations: vec![page.clone(), ID.into()],
            ..whole()
        })
        .organisations,
        [ID]
    );
    assert_eq!(faults(|content| content.organisations = vec![page.clone()]), []);
    assert_eq!(
        faults(|content| content.organisations = vec!["Sonotec".into()]),
        [("organisations", Why::Unknown)]
    );
    let outcome = crate::outcomes::OutcomeId(uuid::Uuid::from_u128(1));
    assert_eq!(
        faults(|content| content.outcomes = vec![outcome]),
        [("outcomes", Why::Unknown)]
    );
    assert_eq!(faults(|content| content.programme = "Interreg".into()), []);
    let linked = faults(|content| content.programme_link = "https://interreg.example".into());
    assert_eq!(linked, [("programme", Why::Missing)]);
    let wrong = faults(|content| {
        content.programme = "Interreg".into();
        content.programme_link = "interreg".into();
    });
    assert_eq!(wrong, [("programmeLink", Why::Address)]);
}

#[test]
fn an_adoption_says_what_was_changed_and_what_came_of_it() {
    let whole = Taken {
        territory: "LU".into(),
        municipality: "Esch".into(),
        since: day("2026-01-10"),
        changed: "c".repeat(20),
        cost: Some(Cost::Tiny),
        cost_text: String::new(),
        result: "r".repeat(20),
    };
    let faults = |change: &dyn Fn(&mut Taken)| {
        let mut taken = whole.clone();
        change(&mut taken);
        let found = check_taken(&tidy_taken(taken), &|code| code == "LU", day("2026-09-01").unwrap());
        found
            .into_iter()
            .map(|fault| (fault.field, fault.why))
            .collect::<Vec<_>>()
    };
    assert_eq!(faults(&|_| {}), []);
    assert_eq!(faults(&|taken| taken.changed.clear()), [("changed", Why::Missing)]);
    assert_eq!(
        faults(&|taken| taken.result = "Gut.".into()),
        [("result", Why::TooShort(20))]
    );
    assert_eq!(faults(&|taken| taken.cost = None), [("cost", Why::Missing)]);
    assert_eq!(
        faults(&|taken| (taken.cost, taken.cost_text) = (None, "Zwei Tage".into())),
        []
    );
    assert_eq!(
        faults(&|taken| taken.since = day("2026-09-02")),
        [("since", Why::Future)]
    );
    assert_eq!(
        faults(&|taken| taken.territory = "XX".into()),
        [("territory", Why::Unknown)]
    );
}

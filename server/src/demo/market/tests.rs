//! The market's pieces and its plan, from the built-in region pack.

use std::collections::BTreeSet;

use super::book::Book;
use super::plan::{Member, Plan, plan};
use super::walk::Verb;
use crate::demo::chance::Chance;
use crate::demo::parts::LANGUAGES;
use crate::demo::{Mix, Parts, generate};
use crate::opportunities::model::{Text, Type};
use crate::platform::region::Region;

fn drawn(seed: u64) -> (Book, Vec<Member>, Plan) {
    let files = Region::demo_parts(None).unwrap();
    let parts = Parts::load(&files).unwrap();
    let book = Book::load(&files).unwrap();
    let codes: Vec<String> = parts.trades().map(|(code, ..)| code.to_owned()).collect();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let mut lines = generate(&parts, 1500, 1, today, Mix::Demo);
    let mut members = Vec::new();
    let mut turn = ["LU", "LOR", "SAR", "RLP", "WAL", "DG"].into_iter().cycle();
    while let Some(line) = lines.next() {
        let language = line
            .listed
            .and_then(|listing| listing.languages.first().cloned())
            .unwrap();
        members.push(Member {
            territory: turn.next().unwrap().to_owned(),
            trade: codes[lines.last_trade().unwrap()].clone(),
            language: LANGUAGES.iter().position(|code| *code == language).unwrap(),
            of_cast: false,
        });
    }
    let now = 1_790_000_000_000_000;
    let plan = plan(&members, &book, now, seed);
    (book, members, plan)
}

/// Whatever wordings are chosen, a chamber would take every text as it is.
#[test]
fn every_theme_is_whole_in_three_languages() {
    let (book, ..) = drawn(1);
    assert!(book.themes.len() >= 24);
    let mut titles = BTreeSet::new();
    for theme in &book.themes {
        for (language, round) in (0..3).flat_map(|language| (0..6).map(move |round| (language, round))) {
            for kind in &theme.types {
                let mut content = theme.texts(*kind, [round, round / 2, round / 3, 0], language);
                content = theme.facts(content, &mut Chance::new(1, 1));
                for text in Text::ALL {
                    let (said, length) = (content.text(*text), content.text(*text).chars().count());
                    let asked = !said.is_empty();
                    assert!(
                        !asked || (text.least()..=text.limit()).contains(&length),
                        "{length} {said}"
                    );
                    assert!(!said.contains(['{', '}', '|']) && !said.contains("  "), "{said}");
                }
                assert!(!content.description.is_empty() && !content.role.is_empty());
                assert_eq!(content.advantages.is_empty(), !kind.is_offer(), "{}", theme.code);
                titles.insert(content.title);
            }
        }
    }
    assert!(titles.len() > 300, "{}", titles.len());
    let types: BTreeSet<&str> = book
        .themes
        .iter()
        .flat_map(|theme| &theme.types)
        .map(|kind| kind.code())
        .collect();
    assert_eq!(types.len(), Type::ALL.len());
}

#[test]
fn the_plan_has_as_many_as_are_told_of_and_hangs_on_the_seed() {
    for seed in [1, 2, 3] {
        let (_, members, plan) = drawn(seed);
        assert_eq!((plan.posts.len(), plan.contacts.len()), (160, 210), "seed {seed}");
        let outcomes = plan.contacts.iter().flat_map(|contact| &contact.steps);
        assert_eq!(
            outcomes.filter(|(_, verb)| matches!(verb, Verb::Record(..))).count(),
            40
        );
        for contact in &plan.contacts {
            assert_ne!(contact.asks, contact.target);
            assert!(!contact.absent || !plan.speaks(contact.target), "nobody of it is here");
            let about = contact.about.map(|post| plan.posts[post].who);
            assert!(about.is_none_or(|who| who == contact.target));
        }
        let speaking = (0..members.len()).filter(|member| plan.speaks(*member)).count();
        assert!((80..240).contains(&speaking), "{speaking} speak for themselves");
        let (_, _, again) = drawn(seed);
        assert_eq!(format!("{plan:?}"), format!("{again:?}"));
    }
}

/// No two owners are called alike before all names were used.
#[test]
fn names_differ() {
    let (book, ..) = drawn(1);
    for (language, many) in [(0, 400), (1, 400), (2, 100)] {
        let names: BTreeSet<_> = (0..many).filter_map(|turn| book.name(turn, language)).collect();
        assert_eq!(names.len(), many, "{}", LANGUAGES[language]);
    }
}

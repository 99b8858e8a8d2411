//! Random walks through the actions on a real database: whatever people try, a step is one of the list or leaves no trace.

use std::sync::LazyLock;

use passerelle::accounts::PersonId;
use passerelle::cases::actions::{self, CaseError, Desk};
use passerelle::cases::model::{Decision, Ground, Statement};
use passerelle::cases::{CaseId, Kind};
use passerelle::platform::access::{Actor, Assurance, Level, Mandate, Standing};
use serde_json::json;
use testkit::{App, suite};

use super::{dossier, open};
use crate::walks;

suite!(three_hundred_walks);

const CHAMBERS: [&str; 3] = ["ihk-saarland", "cci-moselle", "cc-luxembourg"];

/// From, verb, to, as domain.md has them.
static ALLOWED: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
    let lines = include_str!("../../case_steps.csv").lines();
    let steps = lines.filter(|line| !line.starts_with('#')).skip(1);
    let steps = steps.map(|line| line.split(',').collect::<Vec<_>>().try_into().unwrap());
    steps.collect()
});

/// SplitMix64: the same walks on both databases and in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

fn actor(person: PersonId, mandates: &[&str]) -> Actor {
    Actor::person(
        person.0,
        Standing {
            mandates: mandates
                .iter()
                .map(|code| ((*code).to_owned(), Mandate::Moderator))
                .collect(),
            assurance: Assurance {
                level: Level::Two,
                fresh: true,
            },
            ..Standing::default()
        },
    )
}

struct People {
    applicant: Actor,
    advisers: Vec<Actor>,
}

async fn three_hundred_walks(app: App) {
    let chosen = walks::chosen();
    let walks = chosen.end - chosen.start;
    let applicant = app.person("applicant@example.org").make().await;
    let mut people = People {
        applicant: actor(applicant, &[]),
        advisers: Vec::new(),
    };
    for number in 0..4 {
        let person = app.person(&format!("adviser{number}@example.org")).make().await;
        people.advisers.push(actor(person, &CHAMBERS));
    }
    let (mut taken, mut refused) = (0, 0);
    for walk in chosen {
        let mut chance = Chance(walk);
        let kind = *chance.one(&[
            Kind::NewOrganisation,
            Kind::Claim,
            Kind::Content,
            Kind::Report,
            Kind::Dispute,
            Kind::ProtectedChange,
        ]);
        let asked = match kind {
            Kind::NewOrganisation => serde_json::to_value(dossier(&format!("Haus {walk}"), None)).unwrap(),
            _ => json!({ "name": format!("Haus {walk}") }),
        };
        let case = open(&app, kind, Some(applicant), asked).await;
        for _ in 0..chance.below(12) + 2 {
            app.clock()
                .advance(i64::try_from(chance.below(400_000_000_000)).unwrap() * i64::from(chance.below(3) == 0));
            let before = row(&app, case).await;
            let (verb, done) = attempt(&app, &people, &mut chance, case).await;
            let after = row(&app, case).await;
            match done {
                Ok(()) => {
                    taken += 1;
                    if verb == "note" {
                        assert_eq!(before.0, after.0);
                        continue;
                    }
                    let way = [before.0.as_str(), verb, after.0.as_str()];
                    assert!(ALLOWED.contains(&way), "walk {walk}: {way:?}");
                    assert_eq!(after.1, before.1 + 1, "one step, one version");
                }
                Err(CaseError::Database(error)) => panic!("walk {walk}: {error}"),
                Err(_) => {
                    refused += 1;
                    assert_eq!(before, after, "walk {walk}: a refused {verb} left a trace");
                }
            }
        }
    }
    assert!(taken > walks && refused > walks, "{taken} taken, {refused} refused");
    let verified = app.verify().await;
    assert!(verified.valid, "{verified:?}");
    let entries = app
        .count("SELECT count(*) FROM entry WHERE action LIKE 'cases.%'")
        .await;
    assert_eq!(
        u64::try_from(entries).unwrap(),
        taken + walks,
        "an entry for each step, none for a refused one"
    );
    let alone = app
        .count("SELECT count(*) FROM case_file WHERE first_chamber = chamber AND state IN ('appealed', 'upheld', 'overturned')")
        .await;
    assert_eq!(alone, 0, "an appeal never comes back to the first chamber");
}

/// State, version, and everything else that could have changed, as text.
async fn row(app: &App, case: CaseId) -> (String, i64, String) {
    let hex = case.0.simple().to_string();
    let id = if app.backend() == testkit::Backend::Sqlite {
        format!("x'{hex}'")
    } else {
        format!("'{}'", case.0)
    };
    let text = app
        .ask(&format!(
            "SELECT state || '|' || CAST(version AS TEXT) || '|' || chamber || '|' || CAST(due_at AS TEXT) || '|' || coalesce(decision, '')
             FROM case_file WHERE id = {id}"
        ))
        .await;
    let mut parts = text.splitn(3, '|');
    let mut next = || parts.next().unwrap().to_owned();
    (next(), next().parse().unwrap(), next())
}

async fn attempt(
    app: &App,
    people: &People,
    chance: &mut Chance,
    case: CaseId,
) -> (&'static str, Result<(), CaseError>) {
    let region = testkit::region();
    let adviser = chance.one(&people.advisers);
    let by = |actor| Desk {
        journal: app.journal(),
        region: &region,
        actor,
    };
    let (staff, own) = (by(adviser), by(&people.applicant));
    let said = Statement {
        ground: Some(*chance.one(Ground::ALL)),
        facts: "Die Unterlagen belegen es nicht hinreichend.".into(),
        remedy: String::new(),
    };
    match chance.below(13) {
        0 => ("take", actions::take(staff, case, None, chance.below(2) == 0).await),
        1 => ("ask", actions::ask(staff, case, None, "Können Sie das belegen?").await),
        2 | 3 => (
            "answer",
            actions::answer(own, case, None, "Ja, hier ist der Beleg.", None).await,
        ),
        4 => ("note", actions::note(staff, case, "Am Telefon geklärt.").await),
        5 => (
            "hand_over",
            actions::hand_over(staff, case, None, chance.one::<&str>(&CHAMBERS), "Dort sitzt sie.").await,
        ),
        6 | 7 => {
            let decision = *chance.one(Decision::ALL);
            (
                "decide",
                actions::decide(staff, case, None, decision, &said).await.map(drop),
            )
        }
        8 => ("second", actions::second(staff, case, None).await.map(drop)),
        9 => ("return", actions::send_back(staff, case, None).await),
        10 => ("undo", actions::undo(staff, case, None).await),
        11 => ("appeal", actions::appeal(own, case, "Das stimmt so nicht.").await),
        _ if chance.below(4) == 0 => ("withdraw", actions::withdraw(own, case, None).await),
        _ => (
            "review",
            actions::review(staff, case, None, chance.below(2) == 0, "So sehen wir es.")
                .await
                .map(drop),
        ),
    }
}

//! Random walks through the actions on a real database, two people at once: whatever they try, one of two that act on the same
//! version wins and the other is told, a step is one of the list, and what is refused leaves no trace.

use std::sync::LazyLock;

use passerelle::introductions::actions::{self, IntroductionError};
use passerelle::introductions::model::{Party, Side};
use passerelle::introductions::{IntroductionId, Office};
use passerelle::platform::access::{Actor, Mandate};
use passerelle::platform::clock::DAY;
use passerelle::platform::texts::Locale;
use testkit::{App, suite};

use super::{REQUESTER_CHAMBER, TARGET_CHAMBER, Two, adviser, ask, row};
use crate::walks;

suite!(three_hundred_walks);

/// From, verb, by, to, as domain.md has them.
static ALLOWED: LazyLock<Vec<[&str; 4]>> = LazyLock::new(|| {
    let lines = include_str!("../../introduction_steps.csv").lines();
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

struct People {
    all: Vec<(Actor, &'static [Party])>,
    named: Vec<uuid::Uuid>,
}

const VERBS: [&str; 15] = [
    "submit",
    "screen",
    "refuse",
    "forward",
    "offer",
    "accept",
    "decline",
    "meet",
    "negotiate",
    "close",
    "withdraw",
    "name",
    "plan",
    "message",
    "note",
];

/// The verb that leads on from a state, and who takes it.
fn onward(state: &str) -> Option<(&'static str, usize)> {
    Some(match state {
        "draft" => ("submit", 0),
        "submitted" => ("screen", 1),
        "screened" => ("forward", 1),
        "forwarded" => ("offer", 3),
        "offered" => ("accept", 2),
        "accepted" => ("meet", 0),
        "met" => ("negotiate", 2),
        "negotiating" => ("close", 3),
        _ => return None,
    })
}

async fn three_hundred_walks(app: App) {
    let chosen = walks::chosen();
    let walks = chosen.end - chosen.start;
    let two = Two::make(&app).await;
    let colleague = adviser(&app, "colleague@example.org", REQUESTER_CHAMBER, Mandate::Head).await;
    let other = adviser(&app, "other@example.org", TARGET_CHAMBER, Mandate::Moderator).await;
    let id = |actor: &Actor| actor.person_id().unwrap();
    let people = People {
        named: [&two.sender, &colleague, &two.receiver, &other, &two.asker]
            .map(id)
            .into(),
        all: vec![
            (two.asker.clone(), &[Party::Requester]),
            (two.sender.clone(), &[Party::RequesterChamber]),
            (two.answerer.clone(), &[Party::Target]),
            (two.receiver.clone(), &[Party::TargetChamber]),
            (colleague, &[Party::RequesterChamber]),
            (other, &[Party::TargetChamber]),
            (two.stranger.clone(), &[]),
        ],
    };
    let (mut taken, mut refused, mut raced, mut begun, mut noted) = (0, 0, 0, 0, 0);
    for walk in chosen {
        let mut chance = Chance(walk);
        let send = chance.below(4) > 0;
        let asked = two.asks(&format!("Affaire {walk}"));
        let introduction = match ask(&app, &two.asker, &passerelle::introductions::Ask { send, ..asked }).await {
            Ok(id) => id,
            Err(IntroductionError::Twice) => panic!("walk {walk}: the one before is open still"),
            Err(error) => panic!("walk {walk}: {error}"),
        };
        begun += 1;
        for _ in 0..chance.below(14) + 3 {
            let days = [0, 0, 0, 1, 9][usize::try_from(chance.below(5)).unwrap()];
            app.clock().advance(days * DAY + 1);
            if days > 1 {
                taken += u64::try_from(round(&app).await).unwrap();
            }
            let before = row(&app, introduction).await;
            let version = (chance.below(3) > 0).then_some(before.1);
            let first = attempt(&mut chance, &before.0);
            if chance.below(4) == 0 && version.is_some() {
                // Two at once on the same version.
                let second = attempt(&mut chance, &before.0);
                let both = tokio::join!(
                    carry(&app, &people, introduction, version, first),
                    carry(&app, &people, introduction, version, second)
                );
                let after = row(&app, introduction).await;
                let steps = [(first, &both.0), (second, &both.1)];
                let won = steps.iter().filter(|(tried, done)| done.is_ok() && tried.0 < 13);
                let won: Vec<_> = won.collect();
                noted += steps
                    .iter()
                    .filter(|(tried, done)| done.is_ok() && tried.0 >= 13)
                    .count() as u64;
                assert!(won.len() <= 1, "walk {walk}: both of {first:?} {second:?} won");
                assert_eq!(
                    after.1,
                    before.1 + won.len() as i64,
                    "walk {walk}: one step, one version"
                );
                if let [(tried, _)] = won.as_slice() {
                    check(walk, &people, &before.0, *tried, &after.0);
                    raced += 1;
                    taken += 1;
                }
                refused += steps.iter().filter(|(_, done)| done.is_err()).count() as u64;
                for (_, done) in steps {
                    assert!(
                        !matches!(done, Err(IntroductionError::Database(_))),
                        "walk {walk}: {done:?}"
                    );
                }
                continue;
            }
            let done = carry(&app, &people, introduction, version, first).await;
            let after = row(&app, introduction).await;
            match done {
                Ok(()) if first.0 >= 13 => {
                    assert_eq!(before, after, "walk {walk}: what is said is no step");
                    noted += 1;
                }
                Ok(()) => {
                    check(walk, &people, &before.0, first, &after.0);
                    assert_eq!(after.1, before.1 + 1, "walk {walk}: one step, one version");
                    taken += 1;
                }
                Err(IntroductionError::Database(error)) => panic!("walk {walk}: {error}"),
                Err(_) => {
                    refused += 1;
                    assert_eq!(before, after, "walk {walk}: a refused {first:?} left a trace");
                }
            }
        }
        // Room for the next one: only one of the same two is open at a time.
        let stands = row(&app, introduction).await.0;
        if onward(&stands).is_some() {
            carry(&app, &people, introduction, None, (10, 0)).await.unwrap();
            taken += 1;
        }
    }
    assert!(taken > walks * 3 && refused > walks, "{taken} taken, {refused} refused");
    assert!(raced > walks / 4, "only {raced} races");
    let verified = app.verify().await;
    assert!(verified.valid, "{verified:?}");
    let entries = app
        .count("SELECT count(*) FROM entry WHERE action LIKE 'introductions.%'")
        .await;
    let all = taken + begun + noted;
    assert_eq!(
        u64::try_from(entries).unwrap(),
        all,
        "an entry for each step, none for a refused one"
    );
    let broken = passerelle::introductions::fsck::checks(app.database()).await.unwrap();
    assert!(broken.iter().all(|check| check.ok), "{broken:?}");
    for state in ["closed", "refused_by_chamber", "declined", "expired", "withdrawn"] {
        let found = app
            .ask(&format!(
                "SELECT CAST(count(*) AS TEXT) FROM introduction WHERE state = '{state}'"
            ))
            .await;
        assert_ne!(found, "0", "no walk came to {state}");
    }
}

async fn round(app: &App) -> usize {
    actions::round(app.journal(), &testkit::region()).await.unwrap()
}

/// A step that was taken is on the list, of somebody it is said of.
fn check(walk: u64, people: &People, from: &str, (verb, who): (usize, usize), to: &str) {
    let verb = VERBS[verb];
    let parties = people.all[who].1;
    let found = ALLOWED.iter().any(|[a, b, whose, c]| {
        (*a, *b, *c) == (from, verb, to)
            && parties
                .iter()
                .any(|party| whose.split('|').any(|one| one == party.code()))
    });
    assert!(found, "walk {walk}: {from} {verb} by {parties:?} to {to}");
    let answers = matches!(verb, "accept" | "decline");
    assert!(
        !answers || parties == [Party::Target],
        "walk {walk}: the target answers for itself"
    );
}

/// Number of a verb, and of who tries it: mostly what leads on.
fn attempt(chance: &mut Chance, state: &str) -> (usize, usize) {
    if state == "offered" && chance.below(6) == 0 {
        return (VERBS.iter().position(|one| *one == "decline").unwrap(), 2);
    }
    match onward(state) {
        Some((verb, who)) if chance.below(3) > 0 => (VERBS.iter().position(|one| *one == verb).unwrap(), who),
        _ => (
            usize::try_from(chance.below(VERBS.len() as u64)).unwrap(),
            *chance.one(&[0, 1, 2, 3, 4, 5, 6]),
        ),
    }
}

async fn carry(
    app: &App,
    people: &People,
    id: IntroductionId,
    version: Option<i64>,
    (verb, who): (usize, usize),
) -> Result<(), IntroductionError> {
    let region = testkit::region();
    let actor = &people.all[who].0;
    let office = Office {
        journal: app.journal(),
        region: &region,
        actor,
    };
    let side = if who % 2 == 1 && who < 4 || who == 4 {
        Side::Requester
    } else {
        Side::Target
    };
    let side = if who == 3 || who == 5 { Side::Target } else { side };
    let today = region.zone.day(app.clock().now());
    match VERBS[verb] {
        "submit" => actions::submit(office, id, version).await,
        "screen" => actions::screen(office, id, version).await,
        "refuse" => actions::refuse(office, id, version, ("no_fit", "")).await,
        "forward" => actions::forward(office, id, version).await,
        "offer" => actions::offer(office, id, version).await,
        "accept" => actions::accept(office, id, version).await,
        "decline" => actions::decline(office, id, version, ("other", "Gerade nicht.")).await,
        "meet" => actions::meet(office, id, version).await,
        "negotiate" => actions::negotiate(office, id, version).await,
        "close" => actions::close(office, id, version).await,
        "withdraw" => actions::withdraw(office, id, version, "").await,
        "name" => {
            let to = people.named[(who + verb) % people.named.len()];
            actions::name(office, id, version, (side, to)).await
        }
        "plan" => {
            let on = today + chrono::Days::new(12);
            actions::plan(office, id, version, ("Un rendez-vous à Metz", Some(on))).await
        }
        "message" => actions::message(office, id, "Bonjour de Metz", Locale::Fr).await,
        _ => actions::note(office, id, side, ("Am Telefon geklärt", Locale::De)).await,
    }
}

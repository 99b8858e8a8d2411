//! Random walks through the actions on a real database, two people at once: a step is one of the list or leaves no trace, one
//! wins, and the other is told.

use std::sync::LazyLock;

use passerelle::opportunities::actions::{self, Judged, OpportunityError};
use passerelle::opportunities::model::Content;
use passerelle::opportunities::{OpportunityId, Scores, round};
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Actor, Role};
use passerelle::platform::clock::DAY;
use testkit::{App, organisation, suite};

use super::{CHAMBER, Chance, actor, beginning, hands, row, whole};
use crate::walks;

suite!(three_hundred_walks);

/// From, verb, to, as domain.md has them.
static ALLOWED: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
    let lines = include_str!("../../opportunity_steps.csv").lines();
    let steps = lines.filter(|line| !line.starts_with('#')).skip(1);
    let steps = steps.map(|line| line.split(',').collect::<Vec<_>>().try_into().unwrap());
    steps.collect()
});

/// What somebody tries.
#[derive(Clone, Copy, Debug)]
enum Try {
    Send,
    Take(usize, bool),
    Judge(usize, [u8; 4]),
    Extend,
    Open(bool),
    Withdraw,
    Round,
}

impl Try {
    fn any(chance: &mut Chance) -> Self {
        let who = usize::try_from(chance.below(2)).unwrap();
        let mut score = || u8::try_from(chance.below(6)).unwrap();
        let random = [score(), score(), score(), score()];
        match chance.below(13) {
            0..3 => Self::Send,
            3..6 => Self::Take(who, chance.below(2) == 0),
            6..8 => Self::Judge(who, [3, 3, 3, 3]),
            8 => Self::Judge(who, random),
            9 => Self::Extend,
            10 => Self::Open(chance.below(2) == 0),
            11 => Self::Withdraw,
            _ => Self::Round,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Take(..) => "take",
            Self::Judge(..) => "judge",
            Self::Extend => "extend",
            Self::Open(_) => "open",
            Self::Withdraw => "withdraw",
            Self::Round => "round",
        }
    }
}

struct People {
    writer: Actor,
    advisers: [Actor; 2],
}

async fn attempt(
    app: &App,
    people: &People,
    id: OpportunityId,
    what: Try,
    version: i64,
) -> Result<(), OpportunityError> {
    let writer = hands(app, &people.writer);
    let version = Some(version);
    match what {
        Try::Send => actions::send(writer, id, version, false).await,
        Try::Take(who, over) => actions::take(hands(app, &people.advisers[who]), id, version, over).await,
        Try::Judge(who, scores) => {
            let judged = Judged {
                version,
                scores: Scores::of(scores).unwrap(),
                expected: None,
                why: "Es fehlt noch, was der Partner davon hat.".into(),
            };
            actions::judge(hands(app, &people.advisers[who]), id, &judged)
                .await
                .map(drop)
        }
        Try::Extend => actions::extend(writer, id, version).await,
        Try::Open(open) => actions::set_open(writer, id, version, open).await,
        Try::Withdraw => actions::withdraw(writer, id, version).await,
        Try::Round => {
            round(app.journal(), &app.state.web).await?;
            Ok(())
        }
    }
}

/// State and version.
async fn stands(app: &App, id: OpportunityId) -> (String, i64, String) {
    let text = row(app, id).await;
    let mut parts = text.splitn(3, '|');
    let mut next = || parts.next().unwrap().to_owned();
    (next(), next().parse().unwrap(), next())
}

/// An organisation with somebody who writes for it, and the advisers of its chamber.
async fn writers(app: &App, number: u64, advisers: &[Actor; 2]) -> (OrganisationId, People) {
    let name = format!("Sonotec {number}");
    app.add([organisation(&name)]).await;
    let organisation = app.id(&name).await;
    let writer = app
        .person(&format!("writer{number}@example.org"))
        .role(organisation, Role::Editor)
        .make()
        .await;
    let people = People {
        writer: actor(writer, &[(organisation, Role::Editor)], &[]),
        advisers: advisers.clone(),
    };
    (organisation, people)
}

async fn three_hundred_walks(app: App) {
    let chosen = walks::chosen();
    let walks = chosen.end - chosen.start;
    let mut advisers = Vec::new();
    for number in 0..2 {
        let person = app.person(&format!("adviser{number}@example.org")).make().await;
        advisers.push(actor(person, &[], &[CHAMBER]));
    }
    let advisers: [Actor; 2] = advisers.try_into().unwrap();
    let (mut organisation, mut people) = writers(&app, 0, &advisers).await;
    let (mut taken, mut refused, mut raced) = (0_u64, 0_u64, 0_u64);
    for walk in chosen {
        // One organisation may not have more drafts than that at a time.
        if walk > 0 && walk % 100 == 0 {
            (organisation, people) = writers(&app, walk / 100, &advisers).await;
        }
        let mut chance = Chance(walk);
        let content = Content {
            deadline: None,
            ..whole(&format!("Sensoren für Brücken {walk}"))
        };
        let begun = beginning(organisation, content, walk % 2 == 0);
        let id = actions::begin(hands(&app, &people.writer), begun).await.unwrap();
        for _ in 0..chance.below(5) + 4 {
            let days = if chance.below(6) == 0 { 180 } else { 3 };
            app.clock().advance(i64::try_from(chance.below(days)).unwrap() * DAY);
            let before = stands(&app, id).await;
            let (one, other) = (Try::any(&mut chance), Try::any(&mut chance));
            let pair = tokio::join!(
                attempt(&app, &people, id, one, before.1),
                attempt(&app, &people, id, other, before.1),
            );
            let after = stands(&app, id).await;
            let mut done = Vec::new();
            for (what, result) in [(one, pair.0), (other, pair.1)] {
                match result {
                    Ok(()) if matches!(what, Try::Round) => {}
                    Ok(()) => done.push(what.name()),
                    Err(OpportunityError::Database(error)) => panic!("walk {walk}: {error}"),
                    Err(_) => refused += 1,
                }
            }
            // Both knew one version: one of them wins, whoever else was quicker is the clock.
            assert!(done.len() <= 1, "walk {walk}: {done:?} both won");
            taken += u64::try_from(done.len()).unwrap();
            raced += u64::from(one.name() == other.name() && done.len() == 1);
            let clock = matches!(one, Try::Round) || matches!(other, Try::Round);
            if done.is_empty() && !clock {
                assert_eq!(before, after, "walk {walk}: refused {one:?} {other:?} left a trace");
            }
            if let ([verb], false) = (done.as_slice(), clock) {
                let way = [before.0.as_str(), verb, after.0.as_str()];
                assert!(ALLOWED.contains(&way), "walk {walk}: {way:?}");
                assert_eq!(after.1, before.1 + 1, "one step, one version");
            }
        }
    }
    assert!(
        taken > walks && refused > walks && raced > 0,
        "{taken} taken, {refused} refused, {raced} raced"
    );
    let verified = app.verify().await;
    assert!(verified.valid, "{verified:?}");
    for sql in [
        "SELECT count(*) FROM opportunity WHERE interest AND state <> 'published'",
        "SELECT count(*) FROM opportunity WHERE extended AND expires_at - published_at <> 63072000000000",
        "SELECT count(*) FROM opportunity WHERE NOT extended AND expires_at - published_at <> 31536000000000",
        "SELECT count(*) FROM opportunity WHERE state = 'archived' AND changed_at - published_at < 63072000000000",
    ] {
        assert_eq!(app.count(sql).await, 0, "{sql}");
    }
    let steps = app
        .count("SELECT count(*) FROM entry WHERE action LIKE 'opportunities.%'")
        .await;
    let versions = app.count("SELECT CAST(sum(version) AS BIGINT) FROM opportunity").await;
    assert_eq!(steps, versions, "an entry for each version, none for what was refused");
}

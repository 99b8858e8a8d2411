//! Random walks through the actions on a real database, two people at once: a step is one of the list or leaves no trace, one
//! wins, and the other is told.

use std::sync::LazyLock;

use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Actor, Role};
use passerelle::platform::clock::DAY;
use passerelle::practices::actions::{self, Judged, PracticeError};
use passerelle::practices::model::{Sayer, State, Verdict};
use passerelle::practices::{PracticeId, round};
use testkit::{App, organisation, suite};

use super::{HOME, OTHER, adopting, beginning, hands, row, whole};
use crate::opportunities::{Chance, actor};
use crate::walks;

suite!(three_hundred_walks);

/// From, verb, to, as domain.md has them.
static ALLOWED: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
    let lines = include_str!("../../practice_steps.csv").lines();
    let steps = lines.filter(|line| !line.starts_with('#')).skip(1);
    let steps = steps.map(|line| line.split(',').collect::<Vec<_>>().try_into().unwrap());
    steps.collect()
});

/// What somebody tries.
#[derive(Clone, Copy, Debug)]
enum Try {
    Send,
    /// Who, and what they say.
    Judge(usize, Verdict),
    Withdraw,
    Adopt,
    Round,
}

impl Try {
    fn any(chance: &mut Chance) -> Self {
        let who = usize::try_from(chance.below(4)).unwrap();
        match chance.below(14) {
            0..3 => Self::Send,
            3..8 => Self::Judge(who, Verdict::Good),
            8 => Self::Judge(who, Verdict::Returned),
            9 => Self::Judge(who, Verdict::Refused),
            10 => Self::Withdraw,
            11 | 12 => Self::Adopt,
            _ => Self::Round,
        }
    }
}

struct People {
    writer: Actor,
    /// Two of the home chamber, one of the other, one of both.
    advisers: [Actor; 4],
    adopter: Actor,
    taker: passerelle::organisations::model::OrganisationId,
}

/// What was done, by the name of the list; nothing where the clock went round.
async fn attempt(
    app: &App,
    people: &People,
    id: PracticeId,
    what: Try,
    version: i64,
) -> Result<Option<&'static str>, PracticeError> {
    let writer = hands(app, &people.writer);
    let known = Some(version);
    match what {
        Try::Send => actions::send(writer, id, known).await.map(|()| Some("send")),
        Try::Withdraw => actions::withdraw(writer, id, known).await.map(|()| Some("withdraw")),
        Try::Judge(who, verdict) => {
            let judged = Judged {
                version: known,
                verdict,
                expert: Some(OTHER.to_owned()),
                why: "Es fehlt noch, was daran gescheitert ist.".into(),
            };
            let state = actions::judge(hands(app, &people.advisers[who]), id, &judged).await?;
            Ok(Some(match state {
                State::Validated => "validate",
                State::Published => "publish",
                State::Returned => "return",
                _ => "refuse",
            }))
        }
        Try::Adopt => {
            let asked = adopting(id, people.taker, Sayer::Adopter);
            actions::adopt(hands(app, &people.adopter), asked)
                .await
                .map(|_| Some("adopt"))
        }
        Try::Round => {
            round(app.journal(), &app.state.web).await?;
            Ok(None)
        }
    }
}

/// State, version, the rest.
async fn stands(app: &App, id: PracticeId) -> (String, i64, String) {
    let text = row(app, id).await;
    let mut parts = text.splitn(3, '|');
    let mut next = || parts.next().unwrap().to_owned();
    (next(), next().parse().unwrap(), next())
}

/// An organisation with somebody who writes for it.
async fn writer(app: &App, number: u64) -> (OrganisationId, Actor) {
    let name = format!("Ausbildung Saar {number}");
    app.add([organisation(&name)]).await;
    let of = app.id(&name).await;
    let person = app.person(&format!("writer{number}@example.org"));
    let person = person.role(of, Role::Editor).make().await;
    (of, actor(person, &[(of, Role::Editor)], &[]))
}

async fn people(app: &App) -> (People, OrganisationId) {
    app.add([organisation("Stadt Esch").territory("LU")]).await;
    let taker = app.id("Stadt Esch").await;
    let mut advisers = Vec::new();
    for (number, chambers) in [vec![HOME], vec![HOME], vec![OTHER], vec![HOME, OTHER]]
        .iter()
        .enumerate()
    {
        let person = app.person(&format!("adviser{number}@example.org")).make().await;
        advisers.push(actor(person, &[], chambers));
    }
    let (of, writer) = writer(app, 0).await;
    let adopter = app.person("adopter@example.org").role(taker, Role::Owner).make().await;
    let people = People {
        writer,
        advisers: advisers.try_into().unwrap(),
        adopter: actor(adopter, &[(taker, Role::Owner)], &[]),
        taker,
    };
    (people, of)
}

async fn three_hundred_walks(app: App) {
    let chosen = walks::chosen();
    let walks = chosen.end - chosen.start;
    let (mut people, mut of) = people(&app).await;
    let (mut taken, mut refused, mut raced, mut published) = (0_u64, 0_u64, 0_u64, 0_u64);
    for walk in chosen {
        // One organisation may not have more drafts than that at a time.
        if walk > 0 && walk % 100 == 0 {
            (of, people.writer) = writer(&app, walk / 100).await;
        }
        let mut chance = Chance(walk);
        let begun = beginning(of, whole(&format!("Ein Lotse für zwei Seiten {walk}")));
        let id = actions::begin(hands(&app, &people.writer), begun).await.unwrap();
        for _ in 0..chance.below(6) + 6 {
            let days = if chance.below(8) == 0 { 800 } else { 3 };
            app.clock().advance(i64::try_from(chance.below(days)).unwrap() * DAY);
            let before = stands(&app, id).await;
            let (one, other) = (Try::any(&mut chance), Try::any(&mut chance));
            let pair = tokio::join!(
                attempt(&app, &people, id, one, before.1),
                attempt(&app, &people, id, other, before.1),
            );
            let after = stands(&app, id).await;
            let mut done = Vec::new();
            for result in [pair.0, pair.1] {
                match result {
                    Ok(verb) => done.extend(verb),
                    Err(PracticeError::Database(error)) => panic!("walk {walk}: {error}"),
                    Err(_) => refused += 1,
                }
            }
            taken += u64::try_from(done.len()).unwrap();
            published += u64::from(done.contains(&"publish"));
            raced += u64::from(std::mem::discriminant(&one) == std::mem::discriminant(&other) && done.len() == 1);
            let (adopted, steps): (Vec<_>, Vec<_>) = done.into_iter().partition(|verb| *verb == "adopt");
            // Both knew one version: one of them wins; taking it up asks for none, and may come beside.
            assert!(
                steps.len() <= 1 && adopted.len() <= 1,
                "walk {walk}: {steps:?} both won"
            );
            let clock = matches!(one, Try::Round) || matches!(other, Try::Round);
            if steps.is_empty() && adopted.is_empty() && !clock {
                assert_eq!(before, after, "walk {walk}: refused {one:?} {other:?} left a trace");
            }
            if let ([verb], [], false) = (steps.as_slice(), adopted.as_slice(), clock) {
                let way = [before.0.as_str(), verb, after.0.as_str()];
                assert!(ALLOWED.contains(&way), "walk {walk}: {way:?}");
                assert_eq!(after.1, before.1 + 1, "one step, one version");
            }
        }
    }
    assert!(
        taken > walks && refused > walks && raced > 0 && published > walks / 20,
        "{taken} taken, {refused} refused, {raced} raced, {published} published"
    );
    let verified = app.verify().await;
    assert!(verified.valid, "{verified:?}");
    for check in passerelle::practices::fsck::checks(app.database()).await.unwrap() {
        assert!(check.ok, "{check:?}");
    }
    for sql in [
        "SELECT count(*) FROM practice WHERE published_at IS NOT NULL AND (first IS NULL OR second IS NULL OR first = second)",
        "SELECT count(*) FROM practice WHERE state = 'archived' AND changed_at - ended_at < 63072000000000",
        "SELECT count(*) FROM practice WHERE state IN ('draft', 'submitted') AND (first IS NOT NULL OR expert IS NOT NULL)",
    ] {
        assert_eq!(app.count(sql).await, 0, "{sql}");
    }
    let steps = app
        .count("SELECT count(*) FROM entry WHERE action LIKE 'practices.%'")
        .await;
    let versions = app.count("SELECT CAST(sum(version) AS BIGINT) FROM practice").await;
    assert_eq!(steps, versions, "an entry for each version, none for what was refused");
}

//! Each verb: what it does, who may not, what is wrong with what was said; two at a time.

use passerelle::opportunities::actions::{self, Judged, Keeping, OpportunityError};
use passerelle::opportunities::model::{Content, State, Type};
use passerelle::opportunities::queries::{self, Asked, By};
use passerelle::opportunities::{OpportunityId, Scores, Verdict};
use passerelle::platform::access::{Action, Actor, Refusal, Role, scope};
use passerelle::platform::texts::Locale;
use testkit::{App, organisation, suite};

use super::{CHAMBER, actor, beginning, good, hands, publish, row, whole};

suite!(
    from_a_draft_to_everybody,
    others_may_not,
    what_is_missing_is_said,
    an_anonymous_one_names_nobody,
    a_hold_comes_back,
    two_at_a_time,
    the_chamber_that_looks_after_it,
    what_was_kept_is_kept,
);

struct Cast {
    editor: Actor,
    viewer: Actor,
    stranger: Actor,
    adviser: Actor,
    elsewhere: Actor,
    both: Actor,
    organisation: passerelle::organisations::model::OrganisationId,
}

async fn cast(app: &App) -> Cast {
    app.add([
        organisation("Sonotec Dillingen GmbH").declared("website", None, "https://sonotec.example", "2026-10-01"),
        organisation("Andere"),
    ])
    .await;
    let organisation = app.id("Sonotec Dillingen GmbH").await;
    let other = app.id("Andere").await;
    let who = async |mail: &str| app.person(mail).make().await;
    let editor = app
        .person("editor@example.org")
        .role(organisation, Role::Editor)
        .make()
        .await;
    Cast {
        editor: actor(editor, &[(organisation, Role::Editor)], &[]),
        viewer: actor(who("viewer@example.org").await, &[(organisation, Role::Viewer)], &[]),
        stranger: actor(who("stranger@example.org").await, &[(other, Role::Owner)], &[]),
        adviser: actor(who("adviser@example.org").await, &[], &[CHAMBER]),
        elsewhere: actor(who("elsewhere@example.org").await, &[], &["cc-luxembourg"]),
        both: actor(
            who("both@example.org").await,
            &[(organisation, Role::Owner)],
            &[CHAMBER],
        ),
        organisation,
    }
}

async fn from_a_draft_to_everybody(app: App) {
    let cast = cast(&app).await;
    let guest = scope(&Actor::guest(), Action::ReadOpportunity);
    let id = actions::begin(
        hands(&app, &cast.editor),
        beginning(cast.organisation, Content::default(), false),
    )
    .await
    .unwrap();
    assert!(queries::find(&guest, app.database(), id).await.unwrap().is_none());
    let keeping = Keeping {
        version: 1,
        kind: Type::TechnologyOffer,
        anonymous: false,
        language: Locale::De,
        content: whole("Sensoren, die Korrosion hören"),
    };
    assert_eq!(actions::keep(hands(&app, &cast.editor), id, keeping).await.unwrap(), 2);
    actions::send(hands(&app, &cast.editor), id, Some(2), false)
        .await
        .unwrap();
    let queue = queries::queue(&scope(&cast.adviser, Action::ReviewOpportunity), app.database(), 10)
        .await
        .unwrap();
    assert_eq!(queue.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
    actions::take(hands(&app, &cast.adviser), id, Some(3), false)
        .await
        .unwrap();
    let verdict = actions::judge(hands(&app, &cast.adviser), id, &good()).await.unwrap();
    assert_eq!(verdict, Verdict::Publish);
    let shown = queries::find(&guest, app.database(), id).await.unwrap().unwrap();
    assert_eq!(shown.content.title, "Sensoren, die Korrosion hören");
    assert_eq!(
        shown.by,
        By::Organisation(cast.organisation, "Sonotec Dillingen GmbH".into(), None)
    );
    assert!(shown.interest);
    let letters = app.letters("editor@example.org").await;
    assert_eq!(
        letters.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(),
        ["opportunity_judged"]
    );
    assert!(
        letters[0].text.contains("Sensoren, die Korrosion hören"),
        "{}",
        letters[0].text
    );
    // Searched by a word of it, the beginning of one, the name of its concept in another language; not by others.
    for (text, found) in [("korrosion", 1), ("KORROS hor", 1), ("capteurs", 1), ("brot", 0)] {
        let asked = Asked {
            text: text.into(),
            ..Asked::default()
        };
        let page = queries::list(&guest, app.database(), &asked, (None, 20)).await.unwrap();
        assert_eq!(
            (page.total, page.items.len()),
            (found, usize::try_from(found).unwrap()),
            "{text}"
        );
    }
    actions::set_open(hands(&app, &cast.editor), id, None, false)
        .await
        .unwrap();
    let asked = Asked {
        interest: true,
        ..Asked::default()
    };
    let page = queries::list(&guest, app.database(), &asked, (None, 20)).await.unwrap();
    assert_eq!(page.total, 0, "it takes no interest");
    actions::withdraw(hands(&app, &cast.editor), id, None).await.unwrap();
    assert!(queries::find(&guest, app.database(), id).await.unwrap().is_none());
    let copy = actions::copy(hands(&app, &cast.editor), id).await.unwrap();
    let own = scope(&cast.editor, Action::ReadPrivate);
    let copied = queries::find_own(&own, app.database(), copy).await.unwrap().unwrap();
    assert_eq!(
        (copied.state, copied.content.title.as_str()),
        (State::Draft, "Sensoren, die Korrosion hören")
    );
    actions::discard(hands(&app, &cast.editor), copy, None).await.unwrap();
    assert!(queries::find_own(&own, app.database(), copy).await.unwrap().is_none());
    let refused = actions::discard(hands(&app, &cast.editor), id, None).await;
    assert!(
        matches!(refused, Err(OpportunityError::Fixed(State::Withdrawn))),
        "{refused:?}"
    );
    assert!(app.verify().await.valid);
}

async fn others_may_not(app: App) {
    let cast = cast(&app).await;
    let id = actions::begin(
        hands(&app, &cast.editor),
        beginning(cast.organisation, whole("Sensoren für Brücken"), false),
    )
    .await
    .unwrap();
    let before = row(&app, id).await;
    for (name, who, hidden) in [
        ("viewer", &cast.viewer, false),
        ("stranger", &cast.stranger, true),
        ("adviser", &cast.adviser, false),
        ("elsewhere", &cast.elsewhere, true),
    ] {
        let tried = [
            actions::send(hands(&app, who), id, None, true).await,
            actions::discard(hands(&app, who), id, None).await,
            actions::copy(hands(&app, who), id).await.map(drop),
            actions::withdraw(hands(&app, who), id, None).await,
        ];
        for refused in tried {
            match refused {
                Err(OpportunityError::Hidden) => assert!(hidden, "{name}"),
                Err(OpportunityError::Denied(Refusal::Forbidden)) => assert!(!hidden, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
        let of_them = scope(who, Action::ReadPrivate);
        let seen = queries::find_own(&of_them, app.database(), id).await.unwrap().is_some();
        assert_eq!(seen, !hidden, "{name}");
    }
    assert_eq!(row(&app, id).await, before);
    actions::send(hands(&app, &cast.editor), id, None, false).await.unwrap();
    for (name, who) in [
        ("editor", &cast.editor),
        ("both", &cast.both),
        ("elsewhere", &cast.elsewhere),
    ] {
        let taken = actions::take(hands(&app, who), id, None, false).await;
        let judged = actions::judge(hands(&app, who), id, &good()).await;
        assert!(taken.is_err() && judged.is_err(), "{name} reviews");
    }
    let weak = Actor::person(
        cast.adviser.person_id().unwrap(),
        passerelle::platform::access::Standing {
            mandates: vec![(CHAMBER.into(), passerelle::platform::access::Mandate::Head)],
            assurance: passerelle::platform::access::Assurance {
                level: passerelle::platform::access::Level::One,
                fresh: true,
            },
            ..Default::default()
        },
    );
    let refused = actions::take(hands(&app, &weak), id, None, false).await;
    assert!(
        matches!(refused, Err(OpportunityError::Denied(Refusal::StepUp(_)))),
        "{refused:?}"
    );
}

async fn what_is_missing_is_said(app: App) {
    let cast = cast(&app).await;
    let id = actions::begin(
        hands(&app, &cast.editor),
        beginning(cast.organisation, Content::default(), false),
    )
    .await
    .unwrap();
    let refused = actions::send(hands(&app, &cast.editor), id, None, false).await;
    let Err(OpportunityError::Faults(faults)) = refused else {
        panic!("{refused:?}")
    };
    let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
    assert_eq!(
        fields,
        [
            "title",
            "summary",
            "description",
            "advantages",
            "role",
            "stage",
            "partnerships",
            "technologies"
        ]
    );
    assert!(row(&app, id).await.starts_with("draft|1|"));
    // Too long is kept, so that it can be shortened; endless is not.
    let keeping = |length: usize| Keeping {
        version: 1,
        kind: Type::BusinessRequest,
        anonymous: true,
        language: Locale::Fr,
        content: Content {
            title: "t".repeat(length),
            ..Content::default()
        },
    };
    actions::keep(hands(&app, &cast.editor), id, keeping(151))
        .await
        .unwrap();
    let refused = actions::keep(hands(&app, &cast.editor), id, keeping(20_001)).await;
    assert!(matches!(refused, Err(OpportunityError::Faults(_))), "{refused:?}");
    let refused = actions::keep(hands(&app, &cast.editor), id, keeping(10)).await;
    assert!(
        matches!(refused, Err(OpportunityError::Changed)),
        "an old version: {refused:?}"
    );
}

async fn an_anonymous_one_names_nobody(app: App) {
    let cast = cast(&app).await;
    for (text, looked, sent) in [
        ("Wir sind die Sonotec-Dillingen.", true, false),
        ("Mehr auf sonotec.example", true, false),
        ("Rufen Sie an: +49 681 123456", true, false),
        ("Schreiben Sie an b@c.example", true, false),
        ("Ein Betrieb in Saarbrücken", false, false),
        ("Ein Betrieb in Saarbrücken", true, true),
        ("Ein Betrieb im Saarland", false, true),
    ] {
        let mut content = whole("Sensoren für Brücken");
        content.role = format!("Ein Betreiber von Brücken. {text}");
        let id = actions::begin(hands(&app, &cast.editor), beginning(cast.organisation, content, true))
            .await
            .unwrap();
        let done = actions::send(hands(&app, &cast.editor), id, None, looked).await;
        match done {
            Ok(()) => assert!(sent, "{text}"),
            Err(OpportunityError::Identifying(found)) => assert!(!sent && found.len() == 1, "{text}: {found:?}"),
            other => panic!("{text}: {other:?}"),
        }
        let state = if sent { "submitted|" } else { "draft|" };
        assert!(row(&app, id).await.starts_with(state), "{text}");
    }
    let mut content = whole("Sensoren für Brücken");
    content.description.push_str(" Ein Betrieb der Sonotec Dillingen GmbH.");
    let id = actions::begin(hands(&app, &cast.editor), beginning(cast.organisation, content, false))
        .await
        .unwrap();
    actions::send(hands(&app, &cast.editor), id, None, false).await.unwrap();
}

async fn a_hold_comes_back(app: App) {
    let cast = cast(&app).await;
    let id = actions::begin(
        hands(&app, &cast.editor),
        beginning(cast.organisation, whole("Sensoren für Brücken"), false),
    )
    .await
    .unwrap();
    actions::send(hands(&app, &cast.editor), id, None, false).await.unwrap();
    let judged = |scores, why: &str| Judged {
        version: None,
        scores: Scores::of(scores).unwrap(),
        expected: None,
        why: why.into(),
    };
    let held = judged([5, 0, 5, 5], "Bitte sagen Sie, was der Partner bekommt.");
    let refused = actions::judge(hands(&app, &cast.adviser), id, &held).await;
    assert!(
        matches!(refused, Err(OpportunityError::Step(_))),
        "nobody took it: {refused:?}"
    );
    actions::take(hands(&app, &cast.adviser), id, None, false)
        .await
        .unwrap();
    for (bad, field) in [
        (judged([5, 0, 5, 5], ""), "why"),
        (judged([5, 0, 5, 5], "kurz"), "why"),
        (judged([1, 0, 0, 0], &"x".repeat(4001)), "why"),
        (
            Judged {
                expected: Some(Verdict::Publish),
                ..held.clone()
            },
            "verdict",
        ),
    ] {
        let refused = actions::judge(hands(&app, &cast.adviser), id, &bad).await;
        let Err(OpportunityError::Faults(faults)) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(faults[0].field, field);
    }
    assert_eq!(
        actions::judge(hands(&app, &cast.adviser), id, &held).await.unwrap(),
        Verdict::Hold
    );
    let own = scope(&cast.editor, Action::ReadPrivate);
    let one = queries::find_own(&own, app.database(), id).await.unwrap().unwrap();
    assert_eq!(one.state, State::OnHold);
    let said = queries::reviews(app.database(), &one).await.unwrap();
    assert_eq!((said.len(), said[0].scores.0), (1, [5, 0, 5, 5]));
    let letters = app.letters("editor@example.org").await;
    assert!(
        letters[0].text.contains("was der Partner bekommt"),
        "{}",
        letters[0].text
    );
    let keeping = Keeping {
        version: one.version,
        kind: one.kind,
        anonymous: false,
        language: Locale::De,
        content: whole("Sensoren für Brücken und Tunnel"),
    };
    actions::keep(hands(&app, &cast.editor), id, keeping).await.unwrap();
    actions::send(hands(&app, &cast.editor), id, None, false).await.unwrap();
    actions::take(hands(&app, &cast.adviser), id, None, false)
        .await
        .unwrap();
    let rejected = judged([1, 1, 1, 1], "Das ist kein Angebot an andere Unternehmen.");
    assert_eq!(
        actions::judge(hands(&app, &cast.adviser), id, &rejected).await.unwrap(),
        Verdict::Reject
    );
    let refused = actions::send(hands(&app, &cast.editor), id, None, false).await;
    assert!(matches!(refused, Err(OpportunityError::Step(_))), "{refused:?}");
}

async fn two_at_a_time(app: App) {
    let cast = cast(&app).await;
    let second = actor(app.person("second@example.org").make().await, &[], &[CHAMBER]);
    let mut winners = [0; 2];
    for number in 0..12 {
        let content = whole(&format!("Sensoren für Brücken {number}"));
        let id = actions::begin(hands(&app, &cast.editor), beginning(cast.organisation, content, false))
            .await
            .unwrap();
        actions::send(hands(&app, &cast.editor), id, Some(1), false)
            .await
            .unwrap();
        let (one, other) = tokio::join!(
            actions::take(hands(&app, &cast.adviser), id, Some(2), false),
            actions::take(hands(&app, &second), id, Some(2), false),
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let lost = if one.is_ok() { other } else { one };
        assert!(matches!(lost, Err(OpportunityError::Changed)), "{lost:?}");
        assert!(row(&app, id).await.starts_with("under_review|3|"));
        let who = actions::judge(hands(&app, &cast.adviser), id, &good()).await;
        winners[usize::from(who.is_err())] += 1;
        if who.is_err() {
            actions::judge(hands(&app, &second), id, &good()).await.unwrap();
        }
        let (one, other) = tokio::join!(
            actions::withdraw(hands(&app, &cast.editor), id, Some(4)),
            actions::set_open(hands(&app, &cast.editor), id, Some(4), false),
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    }
    assert_eq!(winners.iter().sum::<i32>(), 12);
    assert!(app.verify().await.valid);
}

/// The chamber of its organisation reviews it, also after that changed.
async fn the_chamber_that_looks_after_it(app: App) {
    let cast = cast(&app).await;
    let id = actions::begin(
        hands(&app, &cast.editor),
        beginning(cast.organisation, whole("Sensoren für Brücken"), false),
    )
    .await
    .unwrap();
    actions::send(hands(&app, &cast.editor), id, None, false).await.unwrap();
    app.tamper(
        "UPDATE organisation SET home_chamber = 'cc-luxembourg', version = version + 1 WHERE name LIKE 'Sonotec%'",
    )
    .await
    .unwrap();
    assert!(
        actions::take(hands(&app, &cast.adviser), id, None, false)
            .await
            .is_err()
    );
    passerelle::opportunities::round(app.journal(), &app.state.web)
        .await
        .unwrap();
    let queue = queries::queue(&scope(&cast.elsewhere, Action::ReviewOpportunity), app.database(), 10)
        .await
        .unwrap();
    assert_eq!(queue.len(), 1);
    actions::take(hands(&app, &cast.elsewhere), id, None, false)
        .await
        .unwrap();
    // An organisation out of sight takes its opportunities with it.
    actions::judge(hands(&app, &cast.elsewhere), id, &good()).await.unwrap();
    // What is published goes with it as well: the chamber that was its home reads it no more.
    let within = async |who: &Actor| {
        let read = scope(who, Action::ReadPrivate);
        queries::find_own(&read, app.database(), id).await.unwrap().is_some()
    };
    assert_eq!(
        [within(&cast.adviser).await, within(&cast.elsewhere).await],
        [false, true]
    );
    app.tamper(
        "UPDATE organisation SET home_chamber = 'ihk-saarland', version = version + 1 WHERE name LIKE 'Sonotec%'",
    )
    .await
    .unwrap();
    let moves = async || {
        passerelle::opportunities::round(app.journal(), &app.state.web)
            .await
            .unwrap()
    };
    assert_eq!((moves().await, moves().await), (1, 0));
    assert_eq!(
        [within(&cast.adviser).await, within(&cast.elsewhere).await],
        [true, false]
    );
    let guest = scope(&Actor::guest(), Action::ReadOpportunity);
    assert!(queries::find(&guest, app.database(), id).await.unwrap().is_some());
    app.tamper("UPDATE organisation SET standing = 'suspended', version = version + 1 WHERE name LIKE 'Sonotec%'")
        .await
        .unwrap();
    assert!(queries::find(&guest, app.database(), id).await.unwrap().is_none());
    assert_eq!(queries::latest(&guest, app.database(), 5).await.unwrap(), []);
}

async fn what_was_kept_is_kept(app: App) {
    let cast = cast(&app).await;
    let mut newest = Vec::new();
    for number in 0..5 {
        let content = whole(&format!("Sensoren für Brücken {number}"));
        let id = publish(
            &app,
            &cast.editor,
            &cast.adviser,
            beginning(cast.organisation, content, number % 2 == 0),
        )
        .await;
        app.clock().advance(1_000_000);
        newest.insert(0, id);
    }
    let guest = scope(&Actor::guest(), Action::ReadOpportunity);
    let mut seen: Vec<OpportunityId> = Vec::new();
    let mut after = None;
    loop {
        let page = queries::list(&guest, app.database(), &Asked::default(), (after, 2))
            .await
            .unwrap();
        assert_eq!(page.total, 5);
        seen.extend(page.items.iter().map(|one| one.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, newest);
    let own = queries::shown_of(&guest, app.database(), cast.organisation, 10)
        .await
        .unwrap();
    assert_eq!(own.len(), 2, "its page shows what names it, and nothing else");
}

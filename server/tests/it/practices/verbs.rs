//! Each verb: what it does, who may not, what is wrong with what was said; two at a time.

use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Action, Actor, Refusal, Role, scope};
use passerelle::platform::clock::DAY;
use passerelle::platform::texts::Locale;
use passerelle::practices::actions::{self, Judged, Keeping, PracticeError};
use passerelle::practices::model::{Content, Grade, State, Verdict};
use passerelle::practices::queries::{self, Asked};
use passerelle::practices::round;
use testkit::{App, organisation, suite};

use super::{HOME, OTHER, beginning, good, hands, not, publish, row, whole};
use crate::opportunities::actor;

suite!(
    from_a_draft_to_everybody,
    two_chambers_and_two_people,
    others_may_not,
    what_is_missing_is_said,
    what_comes_back_is_looked_at_by_both_again,
    two_at_a_time,
    the_strongest_evidence_first,
    taken_back_and_archived,
    an_organisation_that_moves,
);

struct Cast {
    editor: Actor,
    viewer: Actor,
    stranger: Actor,
    adviser: Actor,
    expert: Actor,
    both: Actor,
    /// Works for both chambers.
    double: Actor,
    organisation: OrganisationId,
}

async fn cast(app: &App) -> Cast {
    app.add([organisation("Ausbildung Saar"), organisation("Andere")]).await;
    let organisation = app.id("Ausbildung Saar").await;
    let other = app.id("Andere").await;
    let who = async |mail: &str| app.person(mail).make().await;
    let editor = app.person("editor@example.org").role(organisation, Role::Editor);
    let editor = editor.make().await;
    Cast {
        editor: actor(editor, &[(organisation, Role::Editor)], &[]),
        viewer: actor(who("viewer@example.org").await, &[(organisation, Role::Viewer)], &[]),
        stranger: actor(who("stranger@example.org").await, &[(other, Role::Owner)], &[]),
        adviser: actor(who("adviser@example.org").await, &[], &[HOME]),
        expert: actor(who("expert@example.org").await, &[], &[OTHER]),
        both: actor(
            who("both@example.org").await,
            &[(organisation, Role::Owner)],
            &[HOME, OTHER],
        ),
        double: actor(who("double@example.org").await, &[], &[HOME, OTHER]),
        organisation,
    }
}

async fn from_a_draft_to_everybody(app: App) {
    let cast = cast(&app).await;
    let guest = scope(&Actor::guest(), Action::ReadPractice);
    let begun = beginning(cast.organisation, Content::default());
    let id = actions::begin(hands(&app, &cast.editor), begun).await.unwrap();
    let keeping = Keeping {
        version: 1,
        language: Locale::De,
        content: whole("Ein Lotse für zwei Seiten"),
    };
    assert_eq!(actions::keep(hands(&app, &cast.editor), id, keeping).await.unwrap(), 2);
    actions::send(hands(&app, &cast.editor), id, Some(2)).await.unwrap();
    let waits = async |actor: &Actor| {
        let found = queries::queue(&scope(actor, Action::ReviewPractice), app.database(), 10)
            .await
            .unwrap();
        found.iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(
        (waits(&cast.adviser).await, waits(&cast.expert).await),
        (vec![id], vec![])
    );
    let state = actions::judge(hands(&app, &cast.adviser), id, &good()).await.unwrap();
    assert_eq!(state, State::Validated);
    assert_eq!(
        (waits(&cast.adviser).await, waits(&cast.expert).await),
        (vec![], vec![id])
    );
    assert!(queries::find(&guest, app.database(), id).await.unwrap().is_none());
    let state = actions::judge(hands(&app, &cast.expert), id, &good()).await.unwrap();
    assert_eq!(state, State::Published);
    let shown = queries::find(&guest, app.database(), id).await.unwrap().unwrap();
    assert_eq!(shown.content.title, "Ein Lotse für zwei Seiten");
    assert_eq!(
        (shown.name.as_str(), shown.organisation),
        ("Ausbildung Saar", cast.organisation)
    );
    assert_eq!((shown.chamber.as_str(), shown.expert.as_str()), (HOME, OTHER));
    let letters = app.letters("editor@example.org").await;
    let kinds: Vec<_> = letters.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, ["practice_judged", "practice_judged"]);
    assert!(letters.iter().all(|one| one.text.contains("Ein Lotse für zwei Seiten")));
    // Searched by a word of it, the beginning of one, in any spelling; not by others.
    for (text, found) in [("lotse", 1), ("AUSZUBILD grenz", 1), ("Dillingen", 1), ("brot", 0)] {
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
    let counted = queries::by_territory(&guest, app.database(), &Asked::default())
        .await
        .unwrap();
    assert_eq!(counted.into_iter().collect::<Vec<_>>(), [("SAR".to_owned(), 1)]);
    let checks = passerelle::practices::fsck::checks(app.database()).await.unwrap();
    assert!(checks.iter().all(|check| check.ok), "{checks:?}");
    assert!(app.verify().await.valid);
}

async fn two_chambers_and_two_people(app: App) {
    let cast = cast(&app).await;
    let begun = beginning(cast.organisation, whole("Ein Lotse für zwei Seiten"));
    let id = actions::begin(hands(&app, &cast.editor), begun).await.unwrap();
    actions::send(hands(&app, &cast.editor), id, None).await.unwrap();
    let expert = |code: Option<&str>| Judged {
        expert: code.map(str::to_owned),
        ..good()
    };
    for (code, why) in [
        (None, "nobody"),
        (Some(HOME), "itself"),
        (Some("no-chamber"), "unknown"),
    ] {
        let refused = actions::judge(hands(&app, &cast.adviser), id, &expert(code)).await;
        assert!(matches!(refused, Err(PracticeError::Faults(_))), "{why}: {refused:?}");
    }
    // The second chamber does not come before the first.
    let refused = actions::judge(hands(&app, &cast.expert), id, &good()).await;
    assert!(matches!(refused, Err(PracticeError::Hidden)), "{refused:?}");
    actions::judge(hands(&app, &cast.double), id, &good()).await.unwrap();
    for judged in [good(), not(Verdict::Returned), not(Verdict::Refused)] {
        let refused = actions::judge(hands(&app, &cast.double), id, &judged).await;
        assert!(
            matches!(refused, Err(PracticeError::Step(_))),
            "the same person: {refused:?}"
        );
    }
    let refused = actions::judge(hands(&app, &cast.adviser), id, &good()).await;
    assert!(
        matches!(refused, Err(PracticeError::Hidden)),
        "the first chamber: {refused:?}"
    );
    let before = row(&app, id).await;
    assert_eq!(before, format!("validated|3|0|{OTHER}"));
    actions::judge(hands(&app, &cast.expert), id, &good()).await.unwrap();
    assert!(app.verify().await.valid);
}

async fn others_may_not(app: App) {
    let cast = cast(&app).await;
    let begun = beginning(cast.organisation, whole("Ein Lotse für zwei Seiten"));
    let id = actions::begin(hands(&app, &cast.editor), begun).await.unwrap();
    for (who, hidden) in [
        (&cast.viewer, false),
        (&cast.stranger, true),
        (&cast.expert, true),
        (&cast.adviser, false),
    ] {
        let refused = actions::send(hands(&app, who), id, None).await;
        let is_right = match &refused {
            Err(PracticeError::Hidden) => hidden,
            Err(PracticeError::Denied(Refusal::Forbidden)) => !hidden,
            _ => false,
        };
        assert!(is_right, "{refused:?}");
    }
    let refused = actions::send(hands(&app, &Actor::guest()), id, None).await;
    assert!(
        matches!(refused, Err(PracticeError::Denied(Refusal::SignIn))),
        "{refused:?}"
    );
    actions::send(hands(&app, &cast.editor), id, None).await.unwrap();
    // Nobody looks at one of an organisation they belong to.
    let refused = actions::judge(hands(&app, &cast.both), id, &good()).await;
    assert!(
        matches!(refused, Err(PracticeError::Denied(Refusal::Forbidden))),
        "{refused:?}"
    );
    actions::judge(hands(&app, &cast.adviser), id, &good()).await.unwrap();
    let refused = actions::judge(hands(&app, &cast.both), id, &good()).await;
    assert!(
        matches!(refused, Err(PracticeError::Denied(Refusal::Forbidden))),
        "{refused:?}"
    );
    // The expert's chamber reads it from within once it is asked, the stranger never.
    let sees = async |actor: &Actor| {
        let scope = scope(actor, Action::ReviewPractice);
        queries::find_own(&scope, app.database(), id).await.unwrap().is_some()
    };
    assert!(sees(&cast.expert).await && sees(&cast.adviser).await && !sees(&cast.stranger).await);
}

async fn what_is_missing_is_said(app: App) {
    let cast = cast(&app).await;
    let mut content = whole("Ein Lotse für zwei Seiten");
    content.difficulties.clear();
    content.from = "2999-01-01".parse().ok();
    content.organisations = vec!["Andere".into()];
    let begun = beginning(cast.organisation, content);
    let id = actions::begin(hands(&app, &cast.editor), begun).await.unwrap();
    match actions::send(hands(&app, &cast.editor), id, None).await {
        Err(PracticeError::Faults(faults)) => {
            let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
            assert_eq!(fields, ["difficulties", "from", "organisations"]);
        }
        other => panic!("{other:?}"),
    }
    assert!(row(&app, id).await.starts_with("draft|1|"), "nothing changed");
    let mut content = whole("Ein Lotse für zwei Seiten");
    content.organisations = vec![format!("/de/organisations/{}/andere", app.id("Andere").await)];
    let keeping = Keeping {
        version: 1,
        language: Locale::De,
        content,
    };
    actions::keep(hands(&app, &cast.editor), id, keeping).await.unwrap();
    actions::send(hands(&app, &cast.editor), id, None).await.unwrap();
    // A reason must be said where it is not found good.
    for verdict in [Verdict::Returned, Verdict::Refused] {
        let judged = Judged {
            why: "  Nein. ".into(),
            ..not(verdict)
        };
        let refused = actions::judge(hands(&app, &cast.adviser), id, &judged).await;
        assert!(matches!(refused, Err(PracticeError::Faults(_))), "{refused:?}");
    }
    let keeping = Keeping {
        version: 3,
        language: Locale::De,
        content: Content::default(),
    };
    let refused = actions::keep(hands(&app, &cast.editor), id, keeping).await;
    assert!(
        matches!(refused, Err(PracticeError::Fixed(State::Submitted))),
        "{refused:?}"
    );
}

async fn what_comes_back_is_looked_at_by_both_again(app: App) {
    let cast = cast(&app).await;
    let begun = beginning(cast.organisation, whole("Ein Lotse für zwei Seiten"));
    let id = actions::begin(hands(&app, &cast.editor), begun).await.unwrap();
    actions::send(hands(&app, &cast.editor), id, None).await.unwrap();
    actions::judge(hands(&app, &cast.adviser), id, &good()).await.unwrap();
    actions::judge(hands(&app, &cast.expert), id, &not(Verdict::Returned))
        .await
        .unwrap();
    let letters = app.letters("editor@example.org").await;
    assert!(
        letters[1].text.contains("wie viele abgebrochen haben"),
        "{}",
        letters[1].text
    );
    actions::send(hands(&app, &cast.editor), id, None).await.unwrap();
    let refused = actions::judge(hands(&app, &cast.expert), id, &good()).await;
    assert!(matches!(refused, Err(PracticeError::Hidden)), "{refused:?}");
    actions::judge(hands(&app, &cast.adviser), id, &not(Verdict::Refused))
        .await
        .unwrap();
    let refused = actions::send(hands(&app, &cast.editor), id, None).await;
    assert!(matches!(refused, Err(PracticeError::Step(_))), "{refused:?}");
    let copy = actions::copy(hands(&app, &cast.editor), id).await.unwrap();
    assert!(row(&app, copy).await.starts_with("draft|1|0"));
    actions::discard(hands(&app, &cast.editor), copy, None).await.unwrap();
}

async fn two_at_a_time(app: App) {
    let cast = cast(&app).await;
    let second = app.person("second@example.org").make().await;
    let second = actor(second, &[], &[HOME]);
    let begun = beginning(cast.organisation, whole("Ein Lotse für zwei Seiten"));
    let id = actions::begin(hands(&app, &cast.editor), begun).await.unwrap();
    actions::send(hands(&app, &cast.editor), id, None).await.unwrap();
    let judged = |verdict| Judged {
        version: Some(2),
        ..not(verdict)
    };
    let (good, bad) = (judged(Verdict::Good), judged(Verdict::Refused));
    let (one, other) = tokio::join!(
        actions::judge(hands(&app, &cast.adviser), id, &good),
        actions::judge(hands(&app, &second), id, &bad),
    );
    assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
    let lost = if one.is_ok() { other } else { one };
    assert!(
        matches!(lost, Err(PracticeError::Changed | PracticeError::Hidden)),
        "{lost:?}"
    );
    assert_eq!(
        app.letters("editor@example.org").await.len(),
        1,
        "one letter of one decision"
    );
}

async fn the_strongest_evidence_first(app: App) {
    let cast = cast(&app).await;
    let guest = scope(&Actor::guest(), Action::ReadPractice);
    for (title, grade) in [
        ("Nummer eins der Reihe", Grade::SelfReported),
        ("Nummer zwei der Reihe", Grade::ExternalEvaluation),
        ("Nummer drei der Reihe", Grade::SelfReported),
    ] {
        app.clock().advance(DAY);
        let content = Content {
            grade: Some(grade),
            ..whole(title)
        };
        publish(
            &app,
            &cast.editor,
            cast.organisation,
            [&cast.adviser, &cast.expert],
            content,
        )
        .await;
    }
    // A page at a time, and nothing twice or never.
    let (mut after, mut titles) = (None, Vec::new());
    loop {
        let page = queries::list(&guest, app.database(), &Asked::default(), (after, 1))
            .await
            .unwrap();
        assert_eq!(page.total, 3);
        titles.extend(page.items.into_iter().map(|one| one.content.title));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(
        titles,
        [
            "Nummer zwei der Reihe",
            "Nummer drei der Reihe",
            "Nummer eins der Reihe"
        ]
    );
    let asked = Asked {
        grades: vec![Grade::ExternalEvaluation],
        ..Asked::default()
    };
    assert_eq!(
        queries::list(&guest, app.database(), &asked, (None, 9))
            .await
            .unwrap()
            .total,
        1
    );
    let asked = Asked {
        territories: vec!["LU".into()],
        ..Asked::default()
    };
    assert_eq!(
        queries::list(&guest, app.database(), &asked, (None, 9))
            .await
            .unwrap()
            .total,
        0
    );
}

async fn taken_back_and_archived(app: App) {
    let cast = cast(&app).await;
    let two = [&cast.adviser, &cast.expert];
    let id = publish(
        &app,
        &cast.editor,
        cast.organisation,
        two,
        whole("Ein Lotse für zwei Seiten"),
    )
    .await;
    actions::withdraw(hands(&app, &cast.editor), id, None).await.unwrap();
    let guest = scope(&Actor::guest(), Action::ReadPractice);
    assert!(queries::find(&guest, app.database(), id).await.unwrap().is_none());
    app.clock().advance(729 * DAY);
    assert_eq!(round(app.journal(), &app.state.web).await.unwrap(), 0);
    app.clock().advance(DAY);
    assert_eq!(round(app.journal(), &app.state.web).await.unwrap(), 1);
    assert_eq!(
        round(app.journal(), &app.state.web).await.unwrap(),
        0,
        "again it does nothing"
    );
    assert!(row(&app, id).await.starts_with("archived|"));
}

async fn an_organisation_that_moves(app: App) {
    let cast = cast(&app).await;
    let begun = beginning(cast.organisation, whole("Ein Lotse für zwei Seiten"));
    let id = actions::begin(hands(&app, &cast.editor), begun).await.unwrap();
    actions::send(hands(&app, &cast.editor), id, None).await.unwrap();
    app.tamper("UPDATE organisation SET home_chamber = 'cc-luxembourg' WHERE name = 'Ausbildung Saar'")
        .await
        .unwrap();
    assert_eq!(round(app.journal(), &app.state.web).await.unwrap(), 1);
    let refused = actions::judge(hands(&app, &cast.adviser), id, &good()).await;
    assert!(matches!(refused, Err(PracticeError::Hidden)), "{refused:?}");
    let judged = Judged {
        expert: Some(HOME.into()),
        ..good()
    };
    actions::judge(hands(&app, &cast.expert), id, &judged).await.unwrap();
    assert_eq!(row(&app, id).await, format!("validated|4|0|{HOME}"));
}

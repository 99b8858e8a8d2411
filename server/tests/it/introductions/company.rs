//! Who sees what of an introduction: names, notes, messages; who may advise; what erasing leaves; bad input.

use passerelle::introductions::actions::{self, IntroductionError};
use passerelle::introductions::model::{Party, Side};
use passerelle::introductions::queries::{Turns, desk, mine};
use passerelle::introductions::{Ask, Asked, IntroductionId, Office, Whom};
use passerelle::platform::access::{Action, Actor, Mandate, Refusal, Role, scope};
use passerelle::platform::texts::Locale;
use testkit::{App, organisation, suite};

use super::{REQUESTER_CHAMBER, TARGET_CHAMBER, Two, actor, adviser, ask, owner, row, seen};

suite!(
    it_comes_to_each_in_its_turn,
    who_asked_to_stay_unnamed_is_named_when_it_is_accepted,
    notes_are_of_one_chamber,
    nobody_advises_for_their_own,
    a_target_without_members_is_contacted_by_its_chamber,
    who_claims_it_meanwhile_answers_for_it,
    bad_requests_leave_nothing,
    one_of_two_wins_and_the_other_is_told,
    a_draft_is_changed_and_sent,
    a_colleague_takes_it_over,
    nobody_accompanies_both_sides,
);

macro_rules! office {
    ($app:expr, $region:expr, $actor:expr) => {
        Office {
            journal: $app.journal(),
            region: &$region,
            actor: $actor,
        }
    };
}

async fn listed(app: &App, actor: &Actor) -> Vec<String> {
    let read = scope(actor, Action::ReadIntroduction);
    let found = mine(&read, app.database(), actor, None).await.unwrap();
    let mut all: Vec<String> = found.into_iter().map(|line| line.number).collect();
    let desk = desk(&read, app.database(), actor, Turns::Ours).await.unwrap();
    all.extend(desk.into_iter().map(|line| format!("desk {}", line.number)));
    all
}

async fn it_comes_to_each_in_its_turn(app: App) {
    let two = Two::make(&app).await;
    let draft = ask(
        &app,
        &two.asker,
        &Ask {
            send: false,
            ..two.asks("Un brouillon de demande")
        },
    )
    .await
    .unwrap();
    let region = testkit::region();
    let sees = async |id: IntroductionId| {
        let mut found = Vec::new();
        for one in [&two.asker, &two.sender, &two.receiver, &two.answerer, &two.stranger] {
            found.push(seen(&app, one, id).await.is_some());
        }
        found
    };
    assert_eq!(
        sees(draft).await,
        [true, false, false, false, false],
        "a draft is its writers'"
    );
    actions::submit(office!(app, region, &two.asker), draft, None)
        .await
        .unwrap();
    assert_eq!(sees(draft).await, [true, true, false, false, false]);
    assert_eq!(listed(&app, &two.sender).await, ["desk INT-2026-0001"]);
    assert!(listed(&app, &two.receiver).await.is_empty());
    actions::screen(office!(app, region, &two.sender), draft, None)
        .await
        .unwrap();
    let early = actions::offer(office!(app, region, &two.receiver), draft, None).await;
    assert!(matches!(early, Err(IntroductionError::Hidden)), "{early:?}");
    actions::forward(office!(app, region, &two.sender), draft, None)
        .await
        .unwrap();
    assert_eq!(sees(draft).await, [true, true, true, false, false]);
    assert!(
        listed(&app, &two.sender).await.is_empty(),
        "it is the other chamber's turn"
    );
    actions::offer(office!(app, region, &two.receiver), draft, None)
        .await
        .unwrap();
    assert_eq!(sees(draft).await, [true, true, true, true, false]);
    assert_eq!(listed(&app, &two.answerer).await, ["INT-2026-0001"]);
    assert_eq!(listed(&app, &two.stranger).await, [""; 0]);
    let viewer = app
        .person("viewer@example.org")
        .role(two.target, Role::Viewer)
        .make()
        .await;
    let viewer = actor(viewer, &[(two.target, Role::Viewer)], &[]);
    assert!(seen(&app, &viewer, draft).await.is_some());
    let refused = actions::accept(office!(app, region, &viewer), draft, None).await;
    assert!(
        matches!(refused, Err(IntroductionError::Refused(Refusal::Forbidden))),
        "{refused:?}"
    );
    let foreign = actions::accept(office!(app, region, &two.stranger), draft, Some(1)).await;
    assert!(
        matches!(foreign, Err(IntroductionError::Hidden)),
        "not even that it moved: {foreign:?}"
    );
}

async fn who_asked_to_stay_unnamed_is_named_when_it_is_accepted(app: App) {
    let two = Two::make(&app).await;
    let mut asked = two.asks("Surveillance de haubans");
    asked.said.unnamed = true;
    let id = ask(&app, &two.asker, &asked).await.unwrap();
    two.offer(&app, id).await;
    let before = seen(&app, &two.answerer, id).await.unwrap();
    assert_eq!(before.requester.named, None);
    assert_eq!(
        (before.requester.territory.as_str(), before.requester.chamber.as_deref()),
        ("LOR", None)
    );
    assert_eq!(before.requester.adviser, None);
    let told = format!("{before:?}");
    assert!(
        !told.contains("Ponts") && !told.contains(&two.requester.to_string()),
        "{told}"
    );
    for knows in [&two.asker, &two.sender, &two.receiver] {
        assert!(seen(&app, knows, id).await.unwrap().requester.named.is_some());
    }
    let list = scope(&two.answerer, Action::ReadIntroduction);
    let lines = mine(&list, app.database(), &two.answerer, None).await.unwrap();
    assert!(!format!("{lines:?}").contains("Ponts"));
    let region = testkit::region();
    actions::accept(office!(app, region, &two.answerer), id, None)
        .await
        .unwrap();
    let named = seen(&app, &two.answerer, id).await.unwrap().requester.named;
    assert_eq!(named.unwrap().1, "Ponts et Haubans SA");
}

async fn notes_are_of_one_chamber(app: App) {
    let two = Two::make(&app).await;
    let id = two.accepted(&app).await;
    let region = testkit::region();
    let note = ("Der Preis ist verhandelbar", Locale::De);
    actions::note(office!(app, region, &two.receiver), id, Side::Target, note)
        .await
        .unwrap();
    let foreign = actions::note(office!(app, region, &two.receiver), id, Side::Requester, note).await;
    assert!(matches!(foreign, Err(IntroductionError::Hidden)), "{foreign:?}");
    let own = actions::note(office!(app, region, &two.asker), id, Side::Requester, note).await;
    assert!(matches!(own, Err(IntroductionError::Hidden)), "{own:?}");
    actions::message(
        office!(app, region, &two.asker),
        id,
        "Accès dès la mi-décembre",
        Locale::Fr,
    )
    .await
    .unwrap();
    for (who, notes) in [
        (&two.receiver, 1),
        (&two.sender, 0),
        (&two.asker, 0),
        (&two.answerer, 0),
    ] {
        let messages = seen(&app, who, id).await.unwrap().messages;
        assert_eq!(messages.iter().filter(|one| one.is_note).count(), notes);
        assert_eq!(messages.iter().filter(|one| one.party == Party::Requester).count(), 1);
    }
}

async fn nobody_advises_for_their_own(app: App) {
    let two = Two::make(&app).await;
    let person = app
        .person("both@example.org")
        .role(two.target, Role::Viewer)
        .mandate(REQUESTER_CHAMBER, Mandate::Head)
        .make()
        .await;
    let both = actor(
        person,
        &[(two.target, Role::Viewer)],
        &[(REQUESTER_CHAMBER, Mandate::Head)],
    );
    let id = two.sent(&app).await;
    let region = testkit::region();
    assert!(
        seen(&app, &both, id).await.is_none(),
        "a member of the target learns of it when it is asked"
    );
    let refused = actions::screen(office!(app, region, &both), id, None).await;
    assert!(
        matches!(refused, Err(IntroductionError::Refused(Refusal::Forbidden))),
        "{refused:?}"
    );
    let to = |person| (Side::Requester, person);
    let office = office!(app, region, &two.sender);
    for wrong in [
        person.0,
        two.receiver.person_id().unwrap(),
        two.asker.person_id().unwrap(),
    ] {
        let named = actions::name(office, id, None, to(wrong)).await;
        assert!(matches!(named, Err(IntroductionError::Adviser)), "{named:?}");
    }
    let colleague = adviser(&app, "colleague@example.org", REQUESTER_CHAMBER, Mandate::Adviser).await;
    actions::name(office, id, None, to(colleague.person_id().unwrap()))
        .await
        .unwrap();
    let held = actions::screen(office, id, None).await;
    assert!(held.unwrap_err().to_string().contains("somebody else"));
    actions::screen(office!(app, region, &colleague), id, None)
        .await
        .unwrap();
    let wrong_chamber = actions::name(office, id, None, (Side::Target, two.receiver.person_id().unwrap())).await;
    assert!(wrong_chamber.is_err(), "a chamber names on its own side only");
}

async fn a_target_without_members_is_contacted_by_its_chamber(app: App) {
    let two = Two::make(&app).await;
    app.add([organisation("Stille Werke").territory("SAR").registered()])
        .await;
    let silent = app.id("Stille Werke").await;
    let id = ask(
        &app,
        &two.asker,
        &Ask {
            whom: Whom::Organisation(silent),
            ..two.asks("Une demande à froid")
        },
    )
    .await
    .unwrap();
    two.offer(&app, id).await;
    let region = testkit::region();
    let shown = seen(&app, &two.receiver, id).await.unwrap();
    assert_eq!(shown.turn.code(), "contact");
    assert_eq!(shown.target.chamber.as_deref(), Some(TARGET_CHAMBER));
    actions::accept(office!(app, region, &two.receiver), id, None)
        .await
        .unwrap();
    assert_eq!(row(&app, id).await.0, "accepted");
}

async fn who_claims_it_meanwhile_answers_for_it(app: App) {
    let two = Two::make(&app).await;
    app.add([organisation("Stille Werke").territory("SAR").registered()])
        .await;
    let silent = app.id("Stille Werke").await;
    let asked = Ask {
        whom: Whom::Organisation(silent),
        ..two.asks("Une demande à froid")
    };
    let id = ask(&app, &two.asker, &asked).await.unwrap();
    two.offer(&app, id).await;
    let come = owner(&app, "come@example.org", silent).await;
    let shown = seen(&app, &come, id).await.unwrap();
    assert_eq!(shown.turn.code(), "target");
    assert!(shown.is_yours());
    assert!(!seen(&app, &two.receiver, id).await.unwrap().is_yours());
    let read = scope(&come, Action::ReadIntroduction);
    let mine = mine(&read, app.database(), &come, None).await.unwrap();
    assert!(mine[0].yours);
    let region = testkit::region();
    actions::accept(office!(app, region, &come), id, None).await.unwrap();
    assert_eq!(row(&app, id).await.0, "accepted");
}

/// Whether it is refused for what it should be.
type Expected<'a> = &'a dyn Fn(&IntroductionError) -> bool;

async fn bad_requests_leave_nothing(app: App) {
    let two = Two::make(&app).await;
    app.add([organisation("Dritte GmbH").territory("SAR")]).await;
    let third = app.id("Dritte GmbH").await;
    let asks = |change: &dyn Fn(&mut Ask)| {
        let mut asked = two.asks("Surveillance de haubans");
        change(&mut asked);
        asked
    };
    let unknown = passerelle::organisations::model::OrganisationId(uuid::Uuid::from_u128(9));
    let cases: [(&str, Ask, Expected<'_>); 7] = [
        ("oneself", asks(&|a| a.whom = Whom::Organisation(two.requester)), &|e| {
            matches!(e, IntroductionError::Itself)
        }),
        ("nobody", asks(&|a| a.whom = Whom::Organisation(unknown)), &|e| {
            matches!(e, IntroductionError::Hidden)
        }),
        ("as another", asks(&|a| a.requester = third), &|e| {
            matches!(e, IntroductionError::Hidden)
        }),
        (
            "as its target",
            asks(&|a| (a.requester, a.whom) = (two.target, Whom::Organisation(two.requester))),
            &|e| matches!(e, IntroductionError::Hidden),
        ),
        ("too long", asks(&|a| a.said.subject = "x".repeat(151)), &|e| {
            matches!(e, IntroductionError::Faults(_))
        }),
        ("too short", asks(&|a| a.said.message = "x".into()), &|e| {
            matches!(e, IntroductionError::Faults(_))
        }),
        (
            "named",
            asks(&|a| {
                a.said = Asked {
                    unnamed: true,
                    message: "Nous, Ponts et Haubans SA, cherchons des capteurs.".into(),
                    ..a.said.clone()
                };
            }),
            &|e| matches!(e, IntroductionError::Identifying(..)),
        ),
    ];
    for (name, asked, expected) in cases {
        let refused = ask(&app, &two.asker, &asked).await.unwrap_err();
        assert!(expected(&refused), "{name}: {refused:?}");
    }
    two.sent(&app).await;
    let twice = ask(&app, &two.asker, &two.asks("Autre sujet")).await;
    assert!(matches!(twice, Err(IntroductionError::Twice)), "{twice:?}");
    app.tamper("UPDATE organisation SET standing = 'suspended', public = false WHERE name = 'Dritte GmbH'")
        .await
        .unwrap();
    let closed = ask(&app, &two.asker, &asks(&|a| a.whom = Whom::Organisation(third))).await;
    assert!(matches!(closed, Err(IntroductionError::Closed)), "{closed:?}");
    assert_eq!(app.count("SELECT count(*) FROM introduction").await, 1);
    assert_eq!(
        app.count("SELECT count(*) FROM entry WHERE action LIKE 'introductions.%'")
            .await,
        1
    );
}

async fn one_of_two_wins_and_the_other_is_told(app: App) {
    let two = Two::make(&app).await;
    let id = two.offered(&app).await;
    let region = testkit::region();
    let version = Some(seen(&app, &two.asker, id).await.unwrap().version);
    let (withdrawn, accepted) = tokio::join!(
        actions::withdraw(office!(app, region, &two.asker), id, version, ""),
        actions::accept(office!(app, region, &two.answerer), id, version)
    );
    assert!(withdrawn.is_ok() != accepted.is_ok(), "{withdrawn:?} {accepted:?}");
    let lost = withdrawn.err().or(accepted.err()).unwrap();
    assert!(matches!(lost, IntroductionError::Changed), "{lost:?}");
    assert_eq!(
        app.count("SELECT count(*) FROM entry WHERE action IN ('introductions.withdrawn', 'introductions.accepted')")
            .await,
        1
    );
}

async fn a_draft_is_changed_and_sent(app: App) {
    let two = Two::make(&app).await;
    let id = ask(
        &app,
        &two.asker,
        &Ask {
            send: false,
            ..two.asks("Un brouillon de demande")
        },
    )
    .await
    .unwrap();
    let region = testkit::region();
    let said = Asked {
        subject: "Un autre sujet".into(),
        message: "Nous cherchons de quoi surveiller la corrosion.".into(),
        unnamed: true,
        looked: false,
    };
    actions::edit(office!(app, region, &two.asker), id, Some(1), &said)
        .await
        .unwrap();
    let again = actions::edit(office!(app, region, &two.asker), id, Some(1), &said).await;
    assert!(matches!(again, Err(IntroductionError::Changed)), "{again:?}");
    actions::submit(office!(app, region, &two.asker), id, Some(2))
        .await
        .unwrap();
    let shown = seen(&app, &two.sender, id).await.unwrap();
    assert_eq!((shown.subject.as_str(), shown.unnamed), ("Un autre sujet", true));
    let late = actions::edit(office!(app, region, &two.asker), id, None, &said).await;
    assert!(matches!(late, Err(IntroductionError::Step(_))), "{late:?}");
}

async fn a_colleague_takes_it_over(app: App) {
    let two = Two::make(&app).await;
    let id = two.sent(&app).await;
    let region = testkit::region();
    let colleague = adviser(&app, "colleague@example.org", REQUESTER_CHAMBER, Mandate::Adviser).await;
    let holds = async |who: &Actor| seen(&app, who, id).await.unwrap().held().map(|(side, _)| side);
    assert_eq!(holds(&colleague).await, None, "nobody has it yet");
    actions::screen(office!(app, region, &two.sender), id, None)
        .await
        .unwrap();
    assert_eq!(holds(&colleague).await, Some(Side::Requester));
    for not_of_that_chamber in [&two.sender, &two.asker] {
        assert_eq!(holds(not_of_that_chamber).await, None);
    }
    let me = colleague.person_id().unwrap();
    actions::name(office!(app, region, &colleague), id, None, (Side::Requester, me))
        .await
        .unwrap();
    assert_eq!(holds(&colleague).await, None);
    assert_eq!(holds(&two.sender).await, Some(Side::Requester));
    actions::forward(office!(app, region, &colleague), id, None)
        .await
        .unwrap();
}

async fn nobody_accompanies_both_sides(app: App) {
    let two = Two::make(&app).await;
    let id = two.sent(&app).await;
    let region = testkit::region();
    let mandates = [(REQUESTER_CHAMBER, Mandate::Adviser), (TARGET_CHAMBER, Mandate::Head)];
    let person = app.person("both@example.org");
    let person = person.mandate(REQUESTER_CHAMBER, Mandate::Adviser);
    let person = person.mandate(TARGET_CHAMBER, Mandate::Head).make().await;
    let both = actor(person, &[], &mandates);
    actions::screen(office!(app, region, &both), id, None).await.unwrap();
    actions::forward(office!(app, region, &both), id, None).await.unwrap();
    let before = row(&app, id).await;
    let offered = actions::offer(office!(app, region, &both), id, None).await;
    let offered = offered.unwrap_err().to_string();
    assert_eq!(offered, "nobody accompanies both sides");
    let named = actions::name(office!(app, region, &two.receiver), id, None, (Side::Target, person.0)).await;
    assert_eq!(named.unwrap_err().to_string(), "nobody accompanies both sides");
    assert_eq!(row(&app, id).await, before);
    let to = (Side::Target, two.receiver.person_id().unwrap());
    actions::name(office!(app, region, &both), id, None, to).await.unwrap();
    actions::offer(office!(app, region, &two.receiver), id, None)
        .await
        .unwrap();
}

//! Taking a practice up: who may say so, who makes it count, and what it does to the order of the list.

use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Action, Actor, Node, Purpose, Refusal, Role, decide, scope};
use passerelle::platform::database::DatabaseError;
use passerelle::platform::journal::{self, Entry};
use passerelle::practices::PracticeId;
use passerelle::practices::actions::{self, PracticeError};
use passerelle::practices::model::{AdoptionState, Content, Grade, Sayer, Taken};
use passerelle::practices::queries::{self, Asked};
use testkit::{App, organisation, suite};

use super::{HOME, OTHER, adopting, hands, publish, row, taken, whole};
use crate::opportunities::actor;

suite!(
    it_counts_when_the_adopter_says_so,
    an_owner_who_enters_it_confirms_it,
    who_may_not,
    said_once,
    what_is_wrong_is_said,
    an_erased_adopter_counts_no_more,
);

struct Cast {
    editor: Actor,
    owner: Actor,
    colleague: Actor,
    stranger: Actor,
    /// Of both organisations.
    both: Actor,
    adopter: OrganisationId,
    practice: PracticeId,
}

async fn cast(app: &App) -> Cast {
    app.add([
        organisation("Ausbildung Saar"),
        organisation("Stadt Esch").territory("LU"),
        organisation("Nur gelistet").listed(),
    ])
    .await;
    let (of, adopter) = (app.id("Ausbildung Saar").await, app.id("Stadt Esch").await);
    let role = async |mail: &str, of: OrganisationId, role: Role| {
        actor(app.person(mail).role(of, role).make().await, &[(of, role)], &[])
    };
    let adviser = actor(app.person("adviser@example.org").make().await, &[], &[HOME]);
    let expert = actor(app.person("expert@example.org").make().await, &[], &[OTHER]);
    let editor = role("editor@example.org", of, Role::Editor).await;
    let both = app.person("both@example.org").make().await;
    let practice = publish(
        app,
        &editor,
        of,
        [&adviser, &expert],
        whole("Ein Lotse für zwei Seiten"),
    )
    .await;
    Cast {
        owner: role("owner@example.org", adopter, Role::Owner).await,
        colleague: role("colleague@example.org", adopter, Role::Editor).await,
        stranger: actor(app.person("stranger@example.org").make().await, &[], &[]),
        both: actor(both, &[(of, Role::Editor), (adopter, Role::Owner)], &[]),
        editor,
        adopter,
        practice,
    }
}

async fn adoptions(app: &App, id: PracticeId) -> String {
    row(app, id).await.split('|').nth(2).unwrap().to_owned()
}

async fn it_counts_when_the_adopter_says_so(app: App) {
    let cast = cast(&app).await;
    let asked = adopting(cast.practice, cast.adopter, Sayer::Owner);
    let (id, state) = actions::adopt(hands(&app, &cast.editor), asked).await.unwrap();
    assert_eq!(state, AdoptionState::Proposed);
    assert_eq!(adoptions(&app, cast.practice).await, "0");
    assert!(
        queries::confirmed_of(app.database(), cast.practice)
            .await
            .unwrap()
            .is_empty()
    );
    let letters = app.letters("owner@example.org").await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains(&id.to_string()), "{}", letters[0].text);
    // Whoever said it does not confirm it, a colleague who is no owner neither.
    for who in [&cast.editor, &cast.stranger] {
        let refused = actions::answer(hands(&app, who), id, None, true).await;
        assert!(matches!(refused, Err(PracticeError::Hidden)), "{refused:?}");
    }
    for who in [&cast.colleague, &cast.both] {
        let refused = actions::answer(hands(&app, who), id, None, true).await;
        let is_right = matches!(
            refused,
            Err(PracticeError::Denied(Refusal::Forbidden) | PracticeError::Oneself)
        );
        assert!(is_right, "{refused:?}");
    }
    let mended = Taken {
        changed: "Der Lotse spricht auch Luxemburgisch.".into(),
        ..taken()
    };
    let language = passerelle::platform::texts::Locale::De;
    actions::mend(hands(&app, &cast.colleague), id, Some(1), (language, mended))
        .await
        .unwrap();
    let stale = actions::answer(hands(&app, &cast.owner), id, Some(1), true).await;
    assert!(matches!(stale, Err(PracticeError::Changed)), "{stale:?}");
    let state = actions::answer(hands(&app, &cast.owner), id, Some(2), true)
        .await
        .unwrap();
    assert_eq!(state, AdoptionState::Confirmed);
    assert_eq!(adoptions(&app, cast.practice).await, "1");
    let shown = queries::confirmed_of(app.database(), cast.practice).await.unwrap();
    assert_eq!(shown.len(), 1);
    assert_eq!(
        (shown[0].name.as_str(), shown[0].taken.changed.as_str()),
        ("Stadt Esch", "Der Lotse spricht auch Luxemburgisch.")
    );
    assert_eq!(
        app.letters("editor@example.org").await.last().unwrap().kind,
        "practice_adoption"
    );
    let again = actions::answer(hands(&app, &cast.owner), id, None, false).await;
    assert!(matches!(again, Err(PracticeError::Adoption(_))), "{again:?}");
    // What is confirmed the adopter alone takes back.
    let refused = actions::take_back(hands(&app, &cast.editor), id, None).await;
    assert!(matches!(refused, Err(PracticeError::Adoption(_))), "{refused:?}");
    actions::take_back(hands(&app, &cast.owner), id, None).await.unwrap();
    assert_eq!(adoptions(&app, cast.practice).await, "0");
    assert!(app.verify().await.valid);
}

async fn an_owner_who_enters_it_confirms_it(app: App) {
    let cast = cast(&app).await;
    let guest = scope(&Actor::guest(), Action::ReadPractice);
    // A later one with stronger evidence stands above, until somebody took the first one up.
    let adviser = actor(app.person("adviser2@example.org").make().await, &[], &[HOME]);
    let expert = actor(app.person("expert2@example.org").make().await, &[], &[OTHER]);
    let content = Content {
        grade: Some(Grade::ExternalEvaluation),
        ..whole("Stärkere Belege als zuvor")
    };
    let of = app.id("Ausbildung Saar").await;
    let stronger = publish(&app, &cast.editor, of, [&adviser, &expert], content).await;
    let order = async || {
        let page = queries::list(&guest, app.database(), &Asked::default(), (None, 9))
            .await
            .unwrap();
        page.items.iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(order().await, [stronger, cast.practice]);
    let asked = adopting(cast.practice, cast.adopter, Sayer::Adopter);
    let (id, state) = actions::adopt(hands(&app, &cast.colleague), asked.clone())
        .await
        .unwrap();
    assert_eq!(state, AdoptionState::Proposed, "an editor only proposes");
    actions::take_back(hands(&app, &cast.colleague), id, None)
        .await
        .unwrap();
    let (_, state) = actions::adopt(hands(&app, &cast.owner), asked).await.unwrap();
    assert_eq!(state, AdoptionState::Confirmed);
    assert_eq!(order().await, [cast.practice, stronger]);
    let checks = passerelle::practices::fsck::checks(app.database()).await.unwrap();
    assert!(checks.iter().all(|check| check.ok), "{checks:?}");
    app.tamper("UPDATE practice SET adoptions = 7").await.unwrap();
    let checks = passerelle::practices::fsck::checks(app.database()).await.unwrap();
    assert!(!checks[0].ok, "a wrong count is found");
}

async fn who_may_not(app: App) {
    let cast = cast(&app).await;
    let of = app.id("Ausbildung Saar").await;
    let listed = app.id("Nur gelistet").await;
    let (practice, adopter) = (cast.practice, cast.adopter);
    let oneself = actions::adopt(hands(&app, &cast.editor), adopting(practice, of, Sayer::Owner)).await;
    assert!(matches!(oneself, Err(PracticeError::Oneself)), "{oneself:?}");
    let listed = actions::adopt(hands(&app, &cast.editor), adopting(practice, listed, Sayer::Owner)).await;
    assert!(matches!(listed, Err(PracticeError::NoMember)), "{listed:?}");
    for (who, said_by) in [
        (&cast.stranger, Sayer::Owner),
        (&cast.stranger, Sayer::Adopter),
        (&cast.owner, Sayer::Owner),
        (&cast.editor, Sayer::Adopter),
    ] {
        let refused = actions::adopt(hands(&app, who), adopting(practice, adopter, said_by)).await;
        let is_right = matches!(
            refused,
            Err(PracticeError::Hidden | PracticeError::Denied(Refusal::Forbidden))
        );
        assert!(is_right, "{said_by:?}: {refused:?}");
    }
    // Whoever belongs to both does not make it count alone.
    let (_, state) = actions::adopt(hands(&app, &cast.both), adopting(practice, adopter, Sayer::Adopter))
        .await
        .unwrap();
    assert_eq!(state, AdoptionState::Proposed);
    actions::withdraw(hands(&app, &cast.editor), practice, None)
        .await
        .unwrap();
    let gone = actions::adopt(hands(&app, &cast.owner), adopting(practice, adopter, Sayer::Adopter)).await;
    assert!(matches!(gone, Err(PracticeError::Hidden)), "{gone:?}");
}

async fn said_once(app: App) {
    let cast = cast(&app).await;
    let (owner, editor) = (hands(&app, &cast.owner), hands(&app, &cast.editor));
    let (one, other) = tokio::join!(
        actions::adopt(owner, adopting(cast.practice, cast.adopter, Sayer::Adopter)),
        actions::adopt(editor, adopting(cast.practice, cast.adopter, Sayer::Owner)),
    );
    assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
    let lost = one.err().or(other.err()).unwrap();
    assert!(matches!(lost, PracticeError::Twice), "{lost:?}");
    assert_eq!(app.count("SELECT count(*) FROM practice_adoption").await, 1);
}

async fn what_is_wrong_is_said(app: App) {
    let cast = cast(&app).await;
    let mut asked = adopting(cast.practice, cast.adopter, Sayer::Adopter);
    asked.taken.changed.clear();
    asked.taken.since = "2999-01-01".parse().ok();
    match actions::adopt(hands(&app, &cast.owner), asked).await {
        Err(PracticeError::Faults(faults)) => {
            let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
            assert_eq!(fields, ["since", "changed"]);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(app.count("SELECT count(*) FROM practice_adoption").await, 0);
}

async fn an_erased_adopter_counts_no_more(app: App) {
    let cast = cast(&app).await;
    let asked = adopting(cast.practice, cast.adopter, Sayer::Adopter);
    actions::adopt(hands(&app, &cast.owner), asked).await.unwrap();
    assert_eq!(adoptions(&app, cast.practice).await, "1");
    const WRITTEN: &str = "SELECT count(*) FROM entry_payload WHERE CAST(bytes AS TEXT) LIKE '%Portugiesisch%'";
    let forget = async |id: OrganisationId| {
        let app = &app;
        let run = app.journal().batch(|tx| async move {
            passerelle::practices::personal::forget_organisation(&tx, id).await?;
            let grant = decide(&Actor::system(Purpose::Maintenance), Action::Maintain, &Node).unwrap();
            let entry = Entry::of("practices.tested", "practice:none".into(), None, &serde_json::json!({}));
            let receipt = journal::append(&tx, app.clock(), grant, entry).await?;
            Ok::<_, DatabaseError>((receipt, ()))
        });
        run.await.unwrap();
    };
    if app.backend() == testkit::Backend::Sqlite {
        assert_eq!(app.count(WRITTEN).await, 1);
    }
    forget(cast.adopter).await;
    assert_eq!(adoptions(&app, cast.practice).await, "0");
    assert_eq!(app.count("SELECT count(*) FROM practice_adoption").await, 0);
    if app.backend() == testkit::Backend::Sqlite {
        assert_eq!(app.count(WRITTEN).await, 0, "nor does the journal say it");
    }
}

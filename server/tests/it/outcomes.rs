//! What came of introductions: said by one side, confirmed or disputed by the other, followed up by letter, shown and counted.

use passerelle::introductions::actions as introductions;
use passerelle::introductions::{Ask, IntroductionId, Office};
use passerelle::observatory::{self, bridges};
use passerelle::outcomes::{self, OutcomeError, Typed, confirmed_of, of_introduction};
use passerelle::platform::access::{Level, Mandate, Refusal, Role};
use passerelle::platform::clock::DAY;
use passerelle::platform::texts::Locale;
use serde_json::{Value, json};
use testkit::{App, Client, organisation, suite};

use super::introductions::{TARGET_CHAMBER, Two, adviser, ask, between, owner, row};

suite!(
    both_sides_say_it,
    what_is_disputed_is_a_case_and_counts_for_nobody,
    bad_outcomes_leave_nothing,
    it_is_followed_up_by_one_click,
    few_bridges_are_told_to_nobody,
    a_chamber_says_what_it_did,
    the_pages_show_it,
    nothing_may_come_of_it_early,
    programs_correct_it_and_say_what_was_done,
);

fn pilot() -> Typed {
    Typed {
        kind: "pilot".into(),
        band: "10k_50k".into(),
        on: Some("2026-11-20".parse().unwrap()),
        evidence: "Rapport d’essai du pont de Metz".into(),
        ..Typed::default()
    }
}

macro_rules! office {
    ($app:expr, $region:expr, $actor:expr) => {
        Office {
            journal: $app.journal(),
            region: &$region,
            actor: $actor,
        }
    };
}

/// One in which both negotiate.
async fn negotiated(app: &App, two: &Two) -> IntroductionId {
    let id = two.accepted(app).await;
    negotiate(app, two, id).await;
    id
}

async fn negotiate(app: &App, two: &Two, id: IntroductionId) {
    let region = testkit::region();
    introductions::meet(office!(app, region, &two.asker), id, None)
        .await
        .unwrap();
    introductions::negotiate(office!(app, region, &two.answerer), id, None)
        .await
        .unwrap();
}

async fn both_sides_say_it(app: App) {
    let two = Two::make(&app).await;
    let early = two.accepted(&app).await;
    let region = testkit::region();
    let by = |actor| Office {
        journal: app.journal(),
        region: &region,
        actor,
    };
    let refused = outcomes::record(by(&two.asker), early, &pilot(), Locale::Fr).await;
    assert!(matches!(refused, Err(OutcomeError::Early)), "{refused:?}");
    let foreign = outcomes::record(by(&two.stranger), early, &pilot(), Locale::Fr).await;
    assert!(matches!(foreign, Err(OutcomeError::Hidden)), "{foreign:?}");
    negotiate(&app, &two, early).await;
    let not_theirs = outcomes::record(by(&two.sender), early, &pilot(), Locale::Fr).await;
    assert!(
        matches!(not_theirs, Err(OutcomeError::Refused(Refusal::Forbidden))),
        "{not_theirs:?}"
    );
    outcomes::record(by(&two.asker), early, &pilot(), Locale::Fr)
        .await
        .unwrap();
    assert_eq!(row(&app, early).await.0, "closed", "what came of it ends it");
    let twice = outcomes::record(by(&two.answerer), early, &pilot(), Locale::Fr).await;
    assert!(matches!(twice, Err(OutcomeError::Twice)), "{twice:?}");
    let own = outcomes::confirm(by(&two.asker), early, None, true).await;
    assert!(
        matches!(own, Err(OutcomeError::Step(_))),
        "nobody confirms what they said: {own:?}"
    );
    assert!(
        confirmed_of(app.database(), two.target).await.unwrap().is_empty(),
        "one side alone counts for nothing"
    );
    outcomes::confirm(by(&two.answerer), early, Some(1), true)
        .await
        .unwrap();
    let again = outcomes::confirm(by(&two.answerer), early, Some(1), true).await;
    assert!(matches!(again, Err(OutcomeError::Changed)), "{again:?}");
    let shown = confirmed_of(app.database(), two.target).await.unwrap();
    assert_eq!((shown.len(), shown[0].kind.code()), (1, "pilot"));
    assert_eq!(shown[0].other, None, "named only where both allow it");
    let late = outcomes::correct(by(&two.asker), early, None, &pilot()).await;
    assert!(matches!(late, Err(OutcomeError::Step(_))), "{late:?}");
    let checks = outcomes::checks(app.database()).await.unwrap();
    assert!(checks.iter().all(|check| check.ok), "{checks:?}");
    assert!(app.verify().await.valid);
}

async fn what_is_disputed_is_a_case_and_counts_for_nobody(app: App) {
    let two = Two::make(&app).await;
    let id = negotiated(&app, &two).await;
    let region = testkit::region();
    let by = |actor| Office {
        journal: app.journal(),
        region: &region,
        actor,
    };
    outcomes::record(by(&two.answerer), id, &pilot(), Locale::De)
        .await
        .unwrap();
    let why = ("Nous n’avons rien testé.", Locale::Fr);
    let own = outcomes::dispute(by(&two.answerer), id, None, why).await;
    assert!(matches!(own, Err(OutcomeError::Step(_))), "{own:?}");
    assert_eq!(app.count("SELECT count(*) FROM case_file").await, 0);
    outcomes::dispute(by(&two.asker), id, Some(1), why).await.unwrap();
    let case = app
        .ask("SELECT kind || ' ' || chamber || ' ' || state FROM case_file")
        .await;
    assert_eq!(case, "outcome cci-moselle open");
    assert!(confirmed_of(app.database(), two.requester).await.unwrap().is_empty());
    let confirm = outcomes::confirm(by(&two.asker), id, None, true).await;
    assert!(matches!(confirm, Err(OutcomeError::Step(_))), "{confirm:?}");
    let corrected = Typed {
        kind: "none".into(),
        band: String::new(),
        obstacle: "timing".into(),
        ..pilot()
    };
    outcomes::correct(by(&two.answerer), id, None, &corrected)
        .await
        .unwrap();
    outcomes::confirm(by(&two.asker), id, None, false).await.unwrap();
    let shown = of_introduction(app.database(), id).await.unwrap().unwrap();
    assert_eq!(
        (shown.state.code(), shown.kind.code(), shown.band),
        ("confirmed", "none", None)
    );
    assert!(
        confirmed_of(app.database(), two.requester).await.unwrap().is_empty(),
        "nothing is no outcome to show"
    );
}

async fn bad_outcomes_leave_nothing(app: App) {
    let two = Two::make(&app).await;
    let id = negotiated(&app, &two).await;
    let region = testkit::region();
    let invested = Typed {
        kind: "investment".into(),
        ..pilot()
    };
    let future = Typed {
        on: Some("2026-12-24".parse().unwrap()),
        ..pilot()
    };
    for typed in [invested, future, Typed::default()] {
        let refused = outcomes::record(office!(app, region, &two.asker), id, &typed, Locale::Fr).await;
        assert!(matches!(refused, Err(OutcomeError::Faults(_))), "{refused:?}");
    }
    assert_eq!(row(&app, id).await.0, "negotiating", "what is refused ends nothing");
    assert_eq!(app.count("SELECT count(*) FROM outcome").await, 0);
    assert_eq!(
        app.count("SELECT count(*) FROM entry WHERE action LIKE 'outcomes.%'")
            .await,
        0
    );
}

async fn it_is_followed_up_by_one_click(app: App) {
    let two = Two::make(&app).await;
    let id = negotiated(&app, &two).await;
    let region = testkit::region();
    outcomes::record(office!(app, region, &two.asker), id, &pilot(), Locale::Fr)
        .await
        .unwrap();
    outcomes::confirm(office!(app, region, &two.answerer), id, None, false)
        .await
        .unwrap();
    let web = &app.state.web;
    let round = async || outcomes::round(app.journal(), web).await.unwrap();
    app.clock().advance(80 * DAY);
    assert_eq!(round().await, 0, "too early");
    app.clock().advance(13 * DAY);
    assert_eq!(round().await, 2, "an owner on each side");
    assert_eq!(round().await, 0, "once");
    let letters = app.letters("answerer@example.org").await;
    let letter = letters.iter().find(|letter| letter.kind == "outcome_followup").unwrap();
    let path = letter.path();
    let guest = app.client();
    for _ in 0..2 {
        guest.get(&path).await.expect(200);
    }
    assert_eq!(
        app.count("SELECT count(*) FROM outcome_followup WHERE used_at IS NOT NULL")
            .await,
        0,
        "a look changes nothing"
    );
    guest.post_form(&path, &[("answer", "grown")]).await.expect(303);
    let page = guest.get(&path).await.expect(200).page();
    assert!(page.has("#link-used"));
    guest.post_form(&path, &[("answer", "ended")]).await.expect(303);
    let shown = of_introduction(app.database(), id).await.unwrap().unwrap();
    let answers: Vec<_> = shown
        .answers
        .iter()
        .map(|(months, answer)| (*months, answer.code()))
        .collect();
    assert_eq!(answers, [(3, "grown")], "good once");
    let forged = path.replace(&path[path.len() - 4..], "AAAA");
    guest.get(&forged).await.expect(404);
    guest.post_form(&forged, &[("answer", "ended")]).await.expect(404);
    let other = app.letters("asker@example.org").await;
    let other = other
        .iter()
        .find(|letter| letter.kind == "outcome_followup")
        .unwrap()
        .path();
    app.clock().advance(61 * DAY);
    guest.get(&other).await.expect(410);
    guest.post_form(&other, &[("answer", "ended")]).await.expect(303);
    assert_eq!(
        app.count("SELECT count(*) FROM outcome_followup WHERE used_at IS NOT NULL")
            .await,
        1,
        "too old"
    );
}

/// What the home page draws is what the observatory has published, which hides what is fewer than five.
async fn few_bridges_are_told_to_nobody(app: App) {
    let two = Two::make(&app).await;
    let region = testkit::region();
    let agreed = async || {
        let id = negotiated(&app, &two).await;
        outcomes::record(office!(app, region, &two.asker), id, &pilot(), Locale::Fr)
            .await
            .unwrap();
        outcomes::confirm(office!(app, region, &two.answerer), id, None, false)
            .await
            .unwrap();
    };
    let month_later = async || {
        app.clock().advance(32 * DAY);
        assert!(observatory::publish(app.journal(), &region).await.unwrap() > 0);
        app.settle().await;
        app.client().get("/de").await.expect(200).page()
    };
    for _ in 0..4 {
        agreed().await;
    }
    let home = month_later().await;
    assert!(bridges(app.database()).await.unwrap().is_empty(), "four are too few");
    assert!(!home.has("path.map-arc") && !home.has("#bridges"), "four are no arc");
    agreed().await;
    app.settle().await;
    let home = app.client().get("/de").await.expect(200).page();
    assert!(!home.has("path.map-arc"), "the fifth was not published yet");
    let home = month_later().await;
    let told = bridges(app.database()).await.unwrap();
    assert_eq!(told, [("LOR".to_owned(), "SAR".to_owned(), 5)]);
    assert_eq!(home.count("path.map-arc"), 1);
    assert!(home.text("#bridges").contains('5'));
}

async fn a_chamber_says_what_it_did(app: App) {
    let two = Two::make(&app).await;
    let id = negotiated(&app, &two).await;
    let region = testkit::region();
    let by = |actor| Office {
        journal: app.journal(),
        region: &region,
        actor,
    };
    let nothing = Typed {
        kind: "none".into(),
        band: String::new(),
        obstacle: "certification".into(),
        obstacle_text: "Das Prüfzeichen gilt dort nicht.".into(),
        ..pilot()
    };
    outcomes::record(by(&two.answerer), id, &nothing, Locale::De)
        .await
        .unwrap();
    let done = ("Mit der Zulassungsstelle gesprochen.", Locale::De);
    outcomes::remedy(by(&two.receiver), id, done).await.unwrap();
    for wrong in [&two.asker, &two.stranger] {
        let refused = outcomes::remedy(by(wrong), id, done).await;
        assert!(refused.is_err(), "{refused:?}");
    }
    let person = app
        .person("both@example.org")
        .role(two.requester, Role::Viewer)
        .mandate(TARGET_CHAMBER, Mandate::Head);
    let person = person.make().await;
    let both = super::introductions::actor(
        person,
        &[(two.requester, Role::Viewer)],
        &[(TARGET_CHAMBER, Mandate::Head)],
    );
    let refused = outcomes::remedy(by(&both), id, done).await;
    assert!(
        matches!(refused, Err(OutcomeError::Refused(Refusal::Forbidden))),
        "{refused:?}"
    );
    let shown = of_introduction(app.database(), id).await.unwrap().unwrap();
    assert_eq!(shown.remedies.len(), 1);
    assert_eq!(shown.remedies[0].chamber, TARGET_CHAMBER);
    adviser(&app, "unused@example.org", TARGET_CHAMBER, Mandate::Adviser).await;
}

async fn the_pages_show_it(app: App) {
    app.add([
        organisation("Ponts et Haubans SA").territory("LOR"),
        organisation("Saarkorr Sensorik GmbH").territory("SAR"),
    ])
    .await;
    let two = Two::make(&app).await;
    let asked: Ask = between(two.requester, two.target, "Un essai de capteurs");
    let id = ask(&app, &two.asker, &asked).await.unwrap();
    two.offer(&app, id).await;
    let region = testkit::region();
    introductions::accept(office!(app, region, &two.answerer), id, None)
        .await
        .unwrap();
    negotiate(&app, &two, id).await;
    let browser = async |mail: &str, of| app.person(mail).role(of, Role::Owner).signed_in(Level::Two).await;
    let asker = browser("asks@example.org", two.requester).await;
    let answerer = browser("answers@example.org", two.target).await;
    let path = format!("/fr/introductions/{id}/outcome");
    let bad = [
        ("kind", "investment"),
        ("band", "over_1m"),
        ("on", "2026-11-20"),
        ("evidence", "Protocole signé"),
    ];
    let page = asker
        .post_form(&format!("{path}/record"), &bad)
        .await
        .expect(422)
        .page();
    assert!(page.has("#band-error") && page.text("#evidence").contains("Protocole signé"));
    let good = [
        ("kind", "pilot"),
        ("band", "over_1m"),
        ("on", "2026-11-20"),
        ("evidence", "Rapport"),
        ("names", "1"),
    ];
    asker.post_form(&format!("{path}/record"), &good).await.expect(303);
    let page = answerer.get(&path).await.expect(200).page();
    let version = page.attribute("#confirm input[name=version]", "value");
    let wrong = asker.post_form(&format!("{path}/confirm"), &[("version", "1")]).await;
    assert_eq!(wrong.status.as_u16(), 409, "the side that said it does not confirm it");
    let confirm = [("version", version.as_str()), ("names", "1")];
    answerer
        .post_form(&format!("{path}/confirm"), &confirm)
        .await
        .expect(303);
    let guest = app.client();
    let to = guest
        .get(&format!("/fr/organisations/{}", two.target))
        .await
        .header("location");
    let page = guest.get(&to).await.expect(200);
    let shown = page.page();
    assert!(shown.text("#outcomes").contains("pilote") && shown.text("#outcomes").contains("Ponts et Haubans SA"));
    assert!(!page.text().contains("M€"), "amounts are nobody else's");
    app.client().get(&path).await;
    let stranger = owner(&app, "unused@example.org", two.requester).await;
    assert!(stranger.person_id().is_some());
    app.person("nobody@example.org")
        .signed_in(Level::One)
        .await
        .get(&path)
        .await
        .expect(404);
}

async fn nothing_may_come_of_it_early(app: App) {
    let two = Two::make(&app).await;
    let region = testkit::region();
    let by = |actor| Office {
        journal: app.journal(),
        region: &region,
        actor,
    };
    let nothing = Typed {
        kind: "none".into(),
        band: String::new(),
        obstacle: "no_reply".into(),
        ..pilot()
    };
    let offered = two.offered(&app).await;
    let refused = outcomes::record(by(&two.asker), offered, &nothing, Locale::Fr).await;
    assert!(matches!(refused, Err(OutcomeError::Hidden)), "{refused:?}");
    introductions::accept(by(&two.answerer), offered, None).await.unwrap();
    for meets in [false, true] {
        let id = if meets { two.accepted(&app).await } else { offered };
        if meets {
            introductions::meet(by(&two.asker), id, None).await.unwrap();
        }
        let refused = outcomes::record(by(&two.asker), id, &pilot(), Locale::Fr).await;
        assert!(matches!(refused, Err(OutcomeError::Early)), "{refused:?}");
        let whole = Typed {
            obstacle: String::new(),
            ..nothing.clone()
        };
        let refused = outcomes::record(by(&two.asker), id, &whole, Locale::Fr).await;
        assert!(matches!(refused, Err(OutcomeError::Faults(_))), "{refused:?}");
        outcomes::record(by(&two.asker), id, &nothing, Locale::Fr)
            .await
            .unwrap();
        assert_eq!(row(&app, id).await.0, "closed");
        outcomes::confirm(by(&two.answerer), id, None, false).await.unwrap();
        let shown = of_introduction(app.database(), id).await.unwrap().unwrap();
        assert_eq!((shown.kind.code(), shown.state.code()), ("none", "confirmed"));
    }
    let checks = passerelle::introductions::fsck::checks(app.database()).await.unwrap();
    assert!(checks.iter().all(|check| check.ok), "{checks:?}");
    assert!(
        outcomes::checks(app.database())
            .await
            .unwrap()
            .iter()
            .all(|check| check.ok)
    );
    // The page says so, and offers nothing else.
    let id = two.accepted(&app).await;
    let asker = app.person("asks@example.org").role(two.requester, Role::Owner);
    let asker = asker.signed_in(Level::Two).await;
    let page = asker
        .get(&format!("/fr/introductions/{id}/outcome"))
        .await
        .expect(200)
        .page();
    assert_eq!(page.count("#kind option"), 2, "none, and nothing chosen");
    assert!(!page.has("#band") && page.has("#obstacle"));
}

async fn programs_correct_it_and_say_what_was_done(app: App) {
    let two = Two::make(&app).await;
    let id = negotiated(&app, &two).await;
    let program = async |mail: &str, of| {
        let browser = app.person(mail).role(of, Role::Owner).signed_in(Level::Two).await;
        app.program_of(&browser, "join read").await
    };
    let asker = program("asks@example.org", two.requester).await;
    let answerer = program("answers@example.org", two.target).await;
    let desk = app.person("desk@example.org").mandate(TARGET_CHAMBER, Mandate::Adviser);
    let desk = app.program_of(&desk.signed_in(Level::Two).await, "cases read").await;
    let path = format!("/api/v1/introductions/{id}/outcome");
    let put = async |client: &Client, tag: &str, said: &Value| {
        let client = client.clone().with("if-match", tag);
        let body = axum::body::Body::from(said.to_string());
        client
            .send(axum::http::Method::PUT, &path, Some("application/json"), body)
            .await
    };
    let mut said = json!({ "kind": "none", "on": "2026-11-20", "obstacle": "price", "language": "de" });
    let first = asker.post_json(&path, &said).await.expect(200);
    said["obstacle"] = "certification".into();
    said["obstacleText"] = "Das Prüfzeichen gilt dort nicht.".into();
    put(&answerer, &first.header("etag"), &said)
        .await
        .assert_problem("conflict");
    put(&asker, "\"9\"", &said).await.assert_problem("preconditionFailed");
    let second = put(&asker, &first.header("etag"), &said).await.expect(200).json();
    assert_eq!(
        (&second["state"], &second["obstacle"]),
        (&json!("recorded"), &json!("certification"))
    );

    let (remedies, done) = (
        format!("{path}/remedies"),
        json!({ "body": "Mit der Zulassungsstelle gesprochen.", "language": "de" }),
    );
    asker.post_json(&remedies, &done).await.assert_problem("forbidden");
    let short = json!({ "body": "ja", "language": "de" });
    desk.post_json(&remedies, &short).await.assert_problem("validation");
    let told = desk.post_json(&remedies, &done).await.expect(200).json();
    assert_eq!(
        (&told["remedies"][0]["chamber"], &told["remedies"][0]["body"]),
        (&json!(TARGET_CHAMBER), &done["body"])
    );
}

//! Whole stories through the pages: from the queue to the directory and back.

use passerelle::cases::{Kind, appeal_token};
use passerelle::platform::access::{Actor, Level, Mandate, Purpose};
use testkit::{App, organisation, suite};

use super::{act, dossier, open, staff, state, version};

suite!(
    joined_asked_answered_approved_and_found,
    refused_appealed_by_link_and_overturned,
    undone_within_ten_minutes,
    a_report_becomes_a_case,
    a_case_goes_to_a_chamber_that_operates,
    a_long_queue_shows_what_is_due_first,
);

const MINUTE: i64 = 60_000_000;

async fn joined_asked_answered_approved_and_found(app: App) {
    let founder = app.person("founder@neu.example").make().await;
    let case = open(
        &app,
        Kind::NewOrganisation,
        Some(founder),
        serde_json::to_value(dossier("Brückenfunk", None)).unwrap(),
    )
    .await;
    let adviser = staff(&app, "adviser@ihk.example", Mandate::Adviser).await;
    let owner = app.signed_in(founder, Level::One).await;
    let queue = adviser.get("/de/desk").await.expect(200);
    assert!(queue.text().contains("Brückenfunk"), "the queue shows it");
    let page = adviser.get(&format!("/de/desk/{case}")).await.expect(200);
    assert!(page.text().contains("Mainzer Straße 1, 66111 Saarbrücken, DE"));
    let version_now = version(&app).await;
    let asked = act(
        &adviser,
        case,
        "ask",
        &[("version", &version_now), ("body", "Gibt es eine Satzung?")],
    )
    .await;
    asked.expect(303);
    assert_eq!(state(&app).await, "waiting");
    let shown = owner.get(&format!("/de/cases/{case}")).await.expect(200);
    assert!(shown.text().contains("Gibt es eine Satzung?"));
    let due = app.ask("SELECT CAST(due_at AS TEXT) FROM case_file").await;
    app.clock().advance(3 * 24 * 60 * MINUTE);
    let owner = app.signed_in(founder, Level::One).await;
    let empty = owner
        .post_form(&format!("/de/cases/{case}/answer"), &[("body", " ")])
        .await;
    empty.expect(422);
    owner
        .post_form(&format!("/de/cases/{case}/answer"), &[("body", "Ja, sie liegt bei.")])
        .await
        .expect(303);
    assert!(
        app.ask("SELECT CAST(due_at AS TEXT) FROM case_file").await > due,
        "the clock stood still"
    );
    let adviser = app.person("adviser@ihk.example").signed_in(Level::Two).await;
    let version_now = version(&app).await;
    let decided = act(
        &adviser,
        case,
        "decide",
        &[("version", &version_now), ("decision", "approved")],
    )
    .await;
    decided.expect(303);
    app.settle().await;
    let found = app
        .client()
        .get("/api/v1/organisations?q=Br%C3%BCckenfunk")
        .await
        .json();
    assert_eq!(found["total"], 1, "{found}");
    assert_eq!(found["items"][0]["standing"], "member");
    let id = found["items"][0]["id"].as_str().unwrap().parse().unwrap();
    let path = passerelle::organisations::path(id, "Brückenfunk");
    let page = app.client().get(&format!("/de{path}")).await;
    assert!(page.text().contains("Mainzer Straße 1"), "{}", page.text());
    assert_eq!(
        app.count("SELECT count(*) FROM membership WHERE role = 'owner'").await,
        1
    );
    assert!(app.verify().await.valid);
}

async fn refused_appealed_by_link_and_overturned(app: App) {
    let case = open(
        &app,
        Kind::NewOrganisation,
        None,
        serde_json::to_value(dossier("Grenzwerk", None)).unwrap(),
    )
    .await;
    let adviser = staff(&app, "a@ihk.example", Mandate::Adviser).await;
    let said = [
        ("version", "1"),
        ("decision", "refused"),
        ("ground", "not_eligible"),
        ("facts", "Es ist kein Unternehmen, das wir kennen."),
    ];
    act(&adviser, case, "decide", &said).await.expect(303);
    let at: i64 = app
        .ask("SELECT CAST(decided_at AS TEXT) FROM case_file")
        .await
        .parse()
        .unwrap();
    let secret = &app.state.web.identity.secret;
    let token = appeal_token(secret, case, at);
    let guest = app.client();
    guest
        .get(&format!("/de/appeal/{token}x"))
        .await
        .assert_problem("notFound");
    guest
        .get(&format!("/de/appeal/{}", appeal_token(secret, case, at + 1)))
        .await
        .assert_problem("notFound");
    let page = guest.get(&format!("/de/appeal/{token}")).await.expect(200);
    assert!(page.text().contains("Es ist kein Unternehmen, das wir kennen."));
    guest
        .post_form(&format!("/de/appeal/{token}"), &[("body", "x")])
        .await
        .expect(422);
    guest
        .post_form(
            &format!("/de/appeal/{token}"),
            &[("body", "Wir sind eines, siehe Auszug.")],
        )
        .await
        .expect(303);
    let second = app.ask("SELECT chamber FROM case_file").await;
    assert_ne!(second, "ihk-saarland", "never the first chamber");
    adviser
        .get(&format!("/de/desk/{case}"))
        .await
        .assert_problem("notFound");
    let reviewer = app
        .person("b@kammer.example")
        .mandate(&second, Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    let version_now = version(&app).await;
    let review = [
        ("version", version_now.as_str()),
        ("decision", "overturned"),
        ("facts", "Der Auszug belegt das Unternehmen."),
    ];
    act(&reviewer, case, "review", &review).await.expect(303);
    assert_eq!(state(&app).await, "overturned");
    app.settle().await;
    let found = app.client().get("/api/v1/organisations?q=Grenzwerk").await.json();
    assert_eq!(found["total"], 1, "what was refused is done: {found}");
    guest
        .post_form(&format!("/de/appeal/{token}"), &[("body", "Noch einmal.")])
        .await
        .assert_problem("conflict");
}

async fn undone_within_ten_minutes(app: App) {
    let founder = app.person("founder@neu.example").make().await;
    let asked = serde_json::to_value(dossier("Moselholz", Some("0403101811"))).unwrap();
    let case = open(&app, Kind::NewOrganisation, Some(founder), asked).await;
    let adviser = staff(&app, "a@ihk.example", Mandate::Adviser).await;
    let decide = [("version", "1"), ("decision", "approved")];
    act(&adviser, case, "decide", &decide).await.expect(303);
    app.settle().await;
    assert_eq!(
        app.client().get("/api/v1/organisations?q=Moselholz").await.json()["total"],
        1
    );
    let other = staff(&app, "b@ihk.example", Mandate::Adviser).await;
    act(&other, case, "undo", &[("version", "2")])
        .await
        .assert_problem("conflict");
    act(&adviser, case, "undo", &[("version", "2")]).await.expect(303);
    app.settle().await;
    assert_eq!(
        app.client()
            .get("/api/v1/organisations?q=Moselholz&standing=all")
            .await
            .json()["total"],
        0
    );
    assert_eq!(app.count("SELECT count(*) FROM membership").await, 0);
    assert_eq!(
        app.count("SELECT count(*) FROM identifier").await,
        0,
        "its number is free again"
    );
    assert_eq!(state(&app).await, "assigned");
    let again = [("version", "3"), ("decision", "approved")];
    act(&adviser, case, "decide", &again).await.expect(303);
    app.clock().advance(11 * MINUTE);
    act(&adviser, case, "undo", &[("version", "4")])
        .await
        .assert_problem("conflict");
    app.settle().await;
    assert_eq!(
        app.client().get("/api/v1/organisations?q=Moselholz").await.json()["total"],
        1
    );
    assert!(app.verify().await.valid);
}

async fn a_report_becomes_a_case(app: App) {
    app.add([organisation("Testwerk")]).await;
    let id = app.id("Testwerk").await;
    let said = testkit::report("This text insults people by name.");
    let said = passerelle::organisations::model::ReportForm {
        subject: "content".into(),
        ..said
    };
    let form = testkit::form(&said);
    app.client()
        .post_form(&format!("/de/organisations/{id}/report"), &form)
        .await
        .expect(303);
    app.settle().await;
    let region = testkit::region();
    passerelle::cases::reports::read(app.journal(), &region).await.unwrap();
    passerelle::cases::reports::read(app.journal(), &region).await.unwrap();
    assert_eq!(
        app.count("SELECT count(*) FROM case_file WHERE kind = 'content'").await,
        1
    );
    let home = app.ask("SELECT chamber FROM case_file").await;
    let adviser = app
        .person("a@ihk.example")
        .mandate(&home, Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    let moderator = app
        .person("m@ihk.example")
        .mandate(&home, Mandate::Moderator)
        .signed_in(Level::Two)
        .await;
    let queue = moderator.get("/de/desk").await.expect(200).text();
    let (_, rest) = queue.split_once("href=\"/de/desk/0").expect("a case in the queue");
    let case: passerelle::cases::CaseId = format!("0{}", &rest[..25]).parse().unwrap();
    let decide = [
        ("version", "1"),
        ("decision", "removed"),
        ("ground", "illegal"),
        ("facts", "Der Text beleidigt namentlich genannte Personen."),
    ];
    act(&adviser, case, "decide", &decide).await.assert_problem("forbidden");
    act(&moderator, case, "decide", &decide).await.expect(303);
    app.settle().await;
    app.client()
        .get(&format!("/de/organisations/{id}"))
        .await
        .assert_problem("notFound");
    assert_eq!(
        app.client()
            .get("/api/v1/organisations?q=Testwerk&standing=all")
            .await
            .json()["total"],
        0
    );
}

/// The founder chose a chamber that does not operate here: the one of the territory that does has it on its desk.
async fn a_case_goes_to_a_chamber_that_operates(app: App) {
    let (region, system) = (testkit::region(), Actor::system(Purpose::Operator));
    passerelle::chambers::add(app.journal(), &region, &system, "hwk-saarland", Some(4), None)
        .await
        .unwrap();
    let asked = serde_json::to_value(dossier("Handwerk", None)).unwrap();
    open(&app, Kind::NewOrganisation, None, asked).await;
    assert_eq!(app.ask("SELECT chamber FROM case_file").await, "hwk-saarland");
}

async fn a_long_queue_shows_what_is_due_first(app: App) {
    let adviser = staff(&app, "adviser@ihk.example", Mandate::Adviser).await;
    let said = "Die 100 Vorgänge, die als Nächstes fällig sind";
    for number in 1..=100 {
        opened_as(&app, number).await;
    }
    let whole = adviser.get("/de/desk").await.expect(200).text();
    assert!(whole.contains("Vorgang Nr. 100") && !whole.contains(said), "{whole}");
    opened_as(&app, 101).await;
    let first = adviser.get("/de/desk").await.expect(200).text();
    assert!(first.contains(said) && first.contains("Vorgang Nr. 100"), "{first}");
    assert!(!first.contains("Vorgang Nr. 101"), "the last to become due is left out");
}

/// A case with a number in its title, opened a second after the one before.
async fn opened_as(app: &App, number: u32) {
    let named = serde_json::json!({ "name": format!("Vorgang Nr. {number}") });
    open(app, Kind::NewOrganisation, None, named).await;
    app.clock().advance(1_000_000);
}

//! Whole stories through the pages: from the queue to the directory and back.

use passerelle::cases::{Kind, appeal_token};
use passerelle::platform::access::{Level, Mandate, Role};
use serde_json::json;
use testkit::{App, organisation, suite};

use super::{dossier, open};

suite!(
    joined_asked_answered_approved_and_found,
    refused_appealed_by_link_and_overturned,
    undone_within_ten_minutes,
    four_eyes_are_two_people,
    two_advisers_on_one_case,
    nobody_decides_on_their_own,
    foreign_cases_are_not_there,
    a_mandate_needs_a_second_factor,
    a_refusal_says_why,
    a_number_is_given_once,
    a_report_becomes_a_case,
);

const MINUTE: i64 = 60_000_000;

async fn version(app: &App, id: impl std::fmt::Display) -> String {
    let _ = id;
    app.ask("SELECT CAST(version AS TEXT) FROM case_file ORDER BY opened_at DESC, id DESC LIMIT 1")
        .await
}

async fn state(app: &App) -> String {
    app.ask("SELECT state FROM case_file ORDER BY opened_at DESC, id DESC LIMIT 1")
        .await
}

async fn joined_asked_answered_approved_and_found(app: App) {
    let founder = app.person("founder@neu.example").make().await;
    let case = open(
        &app,
        Kind::NewOrganisation,
        Some(founder),
        serde_json::to_value(dossier("Brückenfunk", None)).unwrap(),
    )
    .await;
    let adviser = app
        .person("adviser@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    let owner = app.signed_in(founder, Level::One).await;
    let queue = adviser.get("/de/desk").await.expect(200);
    assert!(queue.text().contains("Brückenfunk"), "the queue shows it");
    let page = adviser.get(&format!("/de/desk/{case}")).await.expect(200);
    assert!(page.text().contains("Mainzer Straße 1, 66111 Saarbrücken, DE"));
    let version_now = version(&app, case).await;
    let asked = adviser
        .post_form(
            &format!("/de/desk/{case}/ask"),
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
    let version_now = version(&app, case).await;
    let decided = adviser
        .post_form(
            &format!("/de/desk/{case}/decide"),
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
    let adviser = app
        .person("a@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    let said = [
        ("version", "1"),
        ("decision", "refused"),
        ("ground", "not_eligible"),
        ("facts", "Es ist kein Unternehmen, das wir kennen."),
    ];
    adviser
        .post_form(&format!("/de/desk/{case}/decide"), &said)
        .await
        .expect(303);
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
    let version_now = version(&app, case).await;
    let review = [
        ("version", version_now.as_str()),
        ("decision", "overturned"),
        ("facts", "Der Auszug belegt das Unternehmen."),
    ];
    reviewer
        .post_form(&format!("/de/desk/{case}/review"), &review)
        .await
        .expect(303);
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
    let adviser = app
        .person("a@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    let decide = [("version", "1"), ("decision", "approved")];
    adviser
        .post_form(&format!("/de/desk/{case}/decide"), &decide)
        .await
        .expect(303);
    app.settle().await;
    assert_eq!(
        app.client().get("/api/v1/organisations?q=Moselholz").await.json()["total"],
        1
    );
    let other = app
        .person("b@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    other
        .post_form(&format!("/de/desk/{case}/undo"), &[("version", "2")])
        .await
        .assert_problem("conflict");
    adviser
        .post_form(&format!("/de/desk/{case}/undo"), &[("version", "2")])
        .await
        .expect(303);
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
    adviser
        .post_form(&format!("/de/desk/{case}/decide"), &again)
        .await
        .expect(303);
    app.clock().advance(11 * MINUTE);
    adviser
        .post_form(&format!("/de/desk/{case}/undo"), &[("version", "4")])
        .await
        .assert_problem("conflict");
    app.settle().await;
    assert_eq!(
        app.client().get("/api/v1/organisations?q=Moselholz").await.json()["total"],
        1
    );
    assert!(app.verify().await.valid);
}

async fn four_eyes_are_two_people(app: App) {
    app.add([organisation("Altname")]).await;
    let id = app.id("Altname").await;
    let asked = json!({ "organisation": id, "name": "Neuname" });
    let case = open(&app, Kind::ProtectedChange, None, asked).await;
    let first = app
        .person("a@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    let second = app
        .person("b@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    let decide = [("version", "1"), ("decision", "approved")];
    first
        .post_form(&format!("/de/desk/{case}/decide"), &decide)
        .await
        .expect(303);
    assert_eq!(state(&app).await, "proposed");
    first
        .post_form(&format!("/de/desk/{case}/second"), &[("version", "2")])
        .await
        .assert_problem("conflict");
    second
        .post_form(&format!("/de/desk/{case}/second"), &[("version", "2")])
        .await
        .expect(303);
    assert_eq!(state(&app).await, "decided");
    let facts = app
        .ask("SELECT value FROM fact WHERE field = 'name' AND class = 'attested' AND superseded_at IS NULL")
        .await;
    assert_eq!(facts, "Neuname");
}

async fn two_advisers_on_one_case(app: App) {
    let case = open(&app, Kind::Claim, None, json!({ "name": "Irgendwer" })).await;
    let mut advisers = Vec::new();
    for mail in ["anna@ihk.example", "bert@ihk.example"] {
        advisers.push(
            app.person(mail)
                .mandate("ihk-saarland", Mandate::Adviser)
                .signed_in(Level::Two)
                .await,
        );
    }
    let [first, second] = advisers.as_slice() else { panic!() };
    first
        .post_form(&format!("/de/desk/{case}/take"), &[("version", "1")])
        .await
        .expect(303);
    let stale = [("version", "1"), ("body", "Wer sind Sie?")];
    second
        .post_form(&format!("/de/desk/{case}/ask"), &stale)
        .await
        .assert_problem("conflict");
    let shown = second.get(&format!("/de/desk/{case}")).await.expect(200);
    assert!(shown.text().contains("anna"), "the second is told who has it");
    let fresh = [("version", "2"), ("body", "Wer sind Sie?")];
    second
        .post_form(&format!("/de/desk/{case}/ask"), &fresh)
        .await
        .assert_problem("conflict");
    second
        .post_form(&format!("/de/desk/{case}/take"), &[("version", "2"), ("over", "1")])
        .await
        .expect(303);
    second
        .post_form(
            &format!("/de/desk/{case}/ask"),
            &[("version", "3"), ("body", "Wer sind Sie?")],
        )
        .await
        .expect(303);
}

async fn nobody_decides_on_their_own(app: App) {
    app.add([organisation("Eigenwerk")]).await;
    let id = app.id("Eigenwerk").await;
    let case = open(
        &app,
        Kind::Claim,
        None,
        json!({ "organisation": id, "name": "Eigenwerk" }),
    )
    .await;
    let own = app
        .person("a@ihk.example")
        .mandate("ihk-saarland", Mandate::Head)
        .role(id, Role::Viewer)
        .signed_in(Level::Two)
        .await;
    let decide = [("version", "1"), ("decision", "approved")];
    own.post_form(&format!("/de/desk/{case}/decide"), &decide)
        .await
        .assert_problem("forbidden");
    assert_eq!(state(&app).await, "open");
}

async fn foreign_cases_are_not_there(app: App) {
    let founder = app.person("founder@neu.example").make().await;
    let case = open(
        &app,
        Kind::NewOrganisation,
        Some(founder),
        serde_json::to_value(dossier("Meins", None)).unwrap(),
    )
    .await;
    let elsewhere = app
        .person("x@cci.example")
        .mandate("cci-moselle", Mandate::Head)
        .signed_in(Level::Two)
        .await;
    let stranger = app.person("y@example.org").signed_in(Level::Two).await;
    let before = app.ask("SELECT CAST(version AS TEXT) || state FROM case_file").await;
    for client in [&elsewhere, &stranger] {
        client.get(&format!("/de/desk/{case}")).await.assert_problem("notFound");
        client
            .get(&format!("/de/cases/{case}"))
            .await
            .assert_problem("notFound");
        for verb in [
            "take",
            "ask",
            "decide",
            "note",
            "undo",
            "hand-over",
            "second",
            "return",
            "review",
        ] {
            let sent = client
                .post_form(&format!("/de/desk/{case}/{verb}"), &[("body", "Hallo zusammen")])
                .await;
            sent.assert_problem("notFound");
        }
        for verb in ["answer", "withdraw", "appeal"] {
            let sent = client
                .post_form(&format!("/de/cases/{case}/{verb}"), &[("body", "Hallo zusammen")])
                .await;
            sent.assert_problem("notFound");
        }
    }
    assert_eq!(
        app.ask("SELECT CAST(version AS TEXT) || state FROM case_file").await,
        before
    );
    assert_eq!(app.count("SELECT count(*) FROM case_message").await, 0);
}

async fn a_mandate_needs_a_second_factor(app: App) {
    let case = open(&app, Kind::Claim, None, json!({ "name": "Irgendwer" })).await;
    let weak = app
        .person("a@ihk.example")
        .mandate("ihk-saarland", Mandate::Head)
        .signed_in(Level::One)
        .await;
    for path in ["/de/desk".to_owned(), format!("/de/desk/{case}")] {
        let answer = weak.get(&path).await;
        assert!(
            [303, 403].contains(&answer.status.as_u16()),
            "{path}: {}",
            answer.status
        );
        assert!(!answer.text().contains("Irgendwer"));
    }
    let decide = [("version", "1"), ("decision", "approved")];
    let refused = weak.post_form(&format!("/de/desk/{case}/decide"), &decide).await;
    assert!([303, 403].contains(&refused.status.as_u16()));
    assert_eq!(state(&app).await, "open");
}

async fn a_refusal_says_why(app: App) {
    let case = open(
        &app,
        Kind::NewOrganisation,
        None,
        serde_json::to_value(dossier("Ohne Grund", None)).unwrap(),
    )
    .await;
    let adviser = app
        .person("a@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    let bare = [("version", "1"), ("decision", "refused")];
    adviser
        .post_form(&format!("/de/desk/{case}/decide"), &bare)
        .await
        .assert_problem("validation");
    assert_eq!(state(&app).await, "open");
    let page = adviser
        .get(&format!("/fr/desk/{case}?ground=duplicate"))
        .await
        .expect(200);
    assert!(
        page.text().contains("bereits verzeichnet"),
        "the text lies there in the applicant's language"
    );
}

async fn a_number_is_given_once(app: App) {
    let asked = serde_json::to_value(dossier("Eins", Some("0403101811"))).unwrap();
    let one = open(&app, Kind::NewOrganisation, None, asked.clone()).await;
    let two = open(&app, Kind::NewOrganisation, None, asked).await;
    let adviser = app
        .person("a@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    let decide = [("version", "1"), ("decision", "approved")];
    adviser
        .post_form(&format!("/de/desk/{one}/decide"), &decide)
        .await
        .expect(303);
    let refused = adviser.post_form(&format!("/de/desk/{two}/decide"), &decide).await;
    refused.assert_problem("conflict");
    assert_eq!(app.count("SELECT count(*) FROM organisation").await, 1);
}

/// "Something is wrong here" reaches the desk, once, however often the journal is read; removed, it is seen no more.
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
    let case = format!("0{}", &rest[..25]);
    let decide = [
        ("version", "1"),
        ("decision", "removed"),
        ("ground", "illegal"),
        ("facts", "Der Text beleidigt namentlich genannte Personen."),
    ];
    adviser
        .post_form(&format!("/de/desk/{case}/decide"), &decide)
        .await
        .assert_problem("forbidden");
    moderator
        .post_form(&format!("/de/desk/{case}/decide"), &decide)
        .await
        .expect(303);
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

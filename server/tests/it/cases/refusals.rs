//! What the desk refuses: to whom, when, and that nothing typed is lost by it.

use passerelle::cases::{Kind, appeal_token};
use passerelle::platform::access::{Level, Mandate, Role};
use serde_json::json;
use testkit::{App, organisation, suite};

use super::{act, dossier, open, staff, state};

suite!(
    four_eyes_are_two_people,
    two_advisers_on_one_case,
    nobody_is_asked_where_nobody_would_read_it,
    nobody_decides_on_their_own,
    only_who_may_decide_has_the_form,
    foreign_cases_are_not_there,
    a_mandate_needs_a_second_factor,
    a_refusal_says_why,
    a_number_is_given_once,
    what_was_typed_is_kept,
);

async fn four_eyes_are_two_people(app: App) {
    app.add([organisation("Altname")]).await;
    let id = app.id("Altname").await;
    let asked = json!({ "organisation": id, "name": "Neuname" });
    let case = open(&app, Kind::ProtectedChange, None, asked).await;
    let first = staff(&app, "a@ihk.example", Mandate::Adviser).await;
    let second = staff(&app, "b@ihk.example", Mandate::Adviser).await;
    let decide = [("version", "1"), ("decision", "approved")];
    act(&first, case, "decide", &decide).await.expect(303);
    assert_eq!(state(&app).await, "proposed");
    act(&first, case, "second", &[("version", "2")])
        .await
        .assert_problem("conflict");
    act(&second, case, "second", &[("version", "2")]).await.expect(303);
    assert_eq!(state(&app).await, "decided");
    let facts = app
        .ask("SELECT value FROM fact WHERE field = 'name' AND class = 'attested' AND superseded_at IS NULL")
        .await;
    assert_eq!(facts, "Neuname");
}

async fn two_advisers_on_one_case(app: App) {
    let claimant = app.person("claimant@neu.example").make().await;
    let case = open(&app, Kind::Claim, Some(claimant), json!({ "name": "Irgendwer" })).await;
    let mut advisers = Vec::new();
    for mail in ["anna@ihk.example", "bert@ihk.example"] {
        advisers.push(staff(&app, mail, Mandate::Adviser).await);
    }
    let [first, second] = advisers.as_slice() else { panic!() };
    act(first, case, "take", &[("version", "1")]).await.expect(303);
    let stale = [("version", "1"), ("body", "Wer sind Sie?")];
    act(second, case, "ask", &stale).await.assert_problem("conflict");
    let shown = second.get(&format!("/de/desk/{case}")).await.expect(200);
    assert!(shown.text().contains("anna"), "the second is told who has it");
    let fresh = [("version", "2"), ("body", "Wer sind Sie?")];
    act(second, case, "ask", &fresh).await.assert_problem("conflict");
    act(second, case, "take", &[("version", "2"), ("over", "1")])
        .await
        .expect(303);
    act(second, case, "ask", &[("version", "3"), ("body", "Wer sind Sie?")])
        .await
        .expect(303);
}

async fn nobody_is_asked_where_nobody_would_read_it(app: App) {
    app.add([organisation("Sprachlos")]).await;
    let id = app.id("Sprachlos").await;
    let asked = json!({ "name": "Sprachlos", "organisation": id.to_string() });
    let case = open(&app, Kind::Content, None, asked).await;
    let adviser = staff(&app, "anna@ihk.example", Mandate::Moderator).await;
    let shown = adviser.get(&format!("/de/desk/{case}")).await.expect(200).page();
    assert!(!shown.has("#case-ask") && shown.has("#case-approve"));
    assert!(
        shown.text("#case-nobody").contains("kein Konto"),
        "it is said why nobody can be asked"
    );
    let question = [("version", "1"), ("body", "Wer sind Sie?")];
    let told = act(&adviser, case, "ask", &question).await.expect(409).text();
    assert!(told.contains("kein Konto") && told.contains("Wer sind Sie?"), "{told}");
    assert_eq!(state(&app).await, "open");
    let owner = app.person("owner@sprachlos.example").role(id, Role::Owner);
    owner.make().await;
    let shown = adviser.get(&format!("/de/desk/{case}")).await.expect(200).page();
    assert!(shown.has("#case-ask") && !shown.has("#case-nobody"));
    act(&adviser, case, "ask", &question).await.expect(303);
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
    act(&own, case, "decide", &decide).await.assert_problem("forbidden");
    assert_eq!(state(&app).await, "open");
}

/// The page asks at the same place as the verbs do: nobody fills in what is refused afterwards.
async fn only_who_may_decide_has_the_form(app: App) {
    app.add([organisation("Eigenwerk")]).await;
    let id = app.id("Eigenwerk").await;
    let asked = json!({ "organisation": id, "name": "Eigenwerk" });
    let claim = open(&app, Kind::Claim, None, asked.clone()).await;
    let content = open(&app, Kind::Content, None, asked.clone()).await;
    let change = open(&app, Kind::ProtectedChange, None, asked).await;
    let own = app
        .person("own@ihk.example")
        .mandate("ihk-saarland", Mandate::Head)
        .role(id, Role::Viewer)
        .signed_in(Level::Two)
        .await;
    let adviser = staff(&app, "a@ihk.example", Mandate::Adviser).await;
    let moderator = staff(&app, "m@ihk.example", Mandate::Moderator).await;
    for (name, client, case, has) in [
        ("own", &own, claim, false),
        ("adviser", &adviser, claim, true),
        ("own content", &own, content, false),
        ("adviser of content", &adviser, content, false),
        ("moderator of content", &moderator, content, true),
    ] {
        let page = client.get(&format!("/de/desk/{case}")).await.expect(200).page();
        assert_eq!(page.has("#case-approve"), has, "{name}");
        assert_eq!(
            page.text("main").contains("können diesen Vorgang nicht"),
            !has,
            "{name}"
        );
    }
    let propose = [("version", "1"), ("decision", "approved")];
    act(&adviser, change, "decide", &propose).await.expect(303);
    for (name, client, verbs) in [("own", &own, 0), ("adviser", &adviser, 1), ("moderator", &moderator, 2)] {
        let page = client.get(&format!("/de/desk/{change}")).await.expect(200).page();
        let forms = page.count("form[action*=\"/second\"]") + page.count("form[action*=\"/return\"]");
        assert_eq!(forms, verbs, "{name}: who proposed may only take it back");
    }
    let said = [
        ("version", "1"),
        ("decision", "removed"),
        ("ground", "illegal"),
        ("facts", "Der Text beleidigt namentlich genannte Personen."),
    ];
    act(&moderator, content, "decide", &said).await.expect(303);
    let at = app.ask("SELECT CAST(decided_at AS TEXT) FROM case_file WHERE kind = 'content'");
    let token = appeal_token(&app.state.web.identity.secret, content, at.await.parse().unwrap());
    let reason = [("body", "Er nennt niemanden beim Namen.")];
    let sent = app.client().post_form(&format!("/de/appeal/{token}"), &reason).await;
    sent.expect(303);
    let second = app.ask("SELECT chamber FROM case_file WHERE kind = 'content'").await;
    let there = |mail| app.person(mail).mandate(&second, Mandate::Adviser);
    let reviewer = there("r@kammer.example").signed_in(Level::Two).await;
    let member = there("o@kammer.example").role(id, Role::Viewer);
    let member = member.signed_in(Level::Two).await;
    let path = format!("/de/desk/{content}");
    assert!(reviewer.get(&path).await.expect(200).page().has("#review-facts"));
    assert!(!member.get(&path).await.expect(200).page().has("#review-facts"));
    // A sign-in of the last minutes is asked for when the decision is sent.
    app.clock().advance(11 * 60_000_000);
    assert!(reviewer.get(&path).await.expect(200).page().has("#review-facts"));
    let review = [("version", "3"), ("decision", "upheld"), ("facts", "Er nennt zwei.")];
    let asked = act(&reviewer, content, "review", &review).await;
    assert!([303, 403].contains(&asked.status.as_u16()), "{}", asked.status);
    let state = app.ask("SELECT state FROM case_file WHERE kind = 'content'").await;
    assert_eq!(state, "appealed");
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
            let sent = act(client, case, verb, &[("body", "Hallo zusammen")]).await;
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
    let refused = act(&weak, case, "decide", &decide).await;
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
    let adviser = staff(&app, "a@ihk.example", Mandate::Adviser).await;
    let bare = [("version", "1"), ("decision", "refused")];
    act(&adviser, case, "decide", &bare).await.assert_problem("validation");
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
    let adviser = staff(&app, "a@ihk.example", Mandate::Adviser).await;
    let decide = [("version", "1"), ("decision", "approved")];
    act(&adviser, one, "decide", &decide).await.expect(303);
    let refused = act(&adviser, two, "decide", &decide).await;
    refused.assert_problem("conflict");
    assert_eq!(app.count("SELECT count(*) FROM organisation").await, 1);
}

/// Whatever is wrong with what was sent, it comes back with the reason: a fault in a field, a colleague who was quicker,
/// a case that went to another chamber meanwhile.
async fn what_was_typed_is_kept(app: App) {
    let asked = serde_json::to_value(dossier("Halbsatz", None)).unwrap();
    let founder = app.person("founder@neu.example").make().await;
    let case = open(&app, Kind::NewOrganisation, Some(founder), asked).await;
    let adviser = staff(&app, "a@ihk.example", Mandate::Adviser).await;
    let colleague = staff(&app, "b@ihk.example", Mandate::Adviser).await;
    let half = [
        ("version", "1"),
        ("decision", "refused"),
        ("ground", ""),
        ("facts", "Der Auszug nennt eine andere Person."),
    ];
    let page = act(&adviser, case, "decide", &half).await.expect(422).page();
    assert!(
        page.text("#decide-facts")
            .contains("Der Auszug nennt eine andere Person.")
    );
    assert!(page.has("#decide-ground-error"), "and the field says what is missing");
    act(&colleague, case, "take", &[("version", "1")]).await.expect(303);
    let question = [("version", "1"), ("body", "Wer zeichnet für die Gesellschaft?")];
    let page = act(&adviser, case, "ask", &question).await.expect(409).page();
    assert!(
        page.text("#ask-question")
            .contains("Wer zeichnet für die Gesellschaft?")
    );
    let over = [
        ("version", "2"),
        ("chamber", "cci-moselle"),
        ("body", "Der Sitz liegt dort."),
    ];
    act(&colleague, case, "hand-over", &over).await.expect(303);
    let late = act(&adviser, case, "ask", &question).await.expect(404).text();
    assert!(late.contains("Wer zeichnet für die Gesellschaft?") && !late.contains("Halbsatz"));
    assert_eq!(state(&app).await, "open");
}

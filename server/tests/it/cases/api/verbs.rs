//! Each verb at its address: whose it is, versions, keys, and what it leaves behind.

use passerelle::cases::Kind;
use passerelle::platform::access::{Level, Mandate};
use passerelle::platform::clock::DAY;
use serde_json::json;
use testkit::{App, suite};

use super::{KEY, TEXT, act, adviser, case, open, refusal, version};

suite!(
    a_case_is_worked_on_from_taking_to_undoing,
    applicants_read_answer_and_appeal,
    versions_are_asked_for_and_compared,
    the_same_with_the_same_key_is_done_once,
    a_content_case_asks_for_a_moderator,
    drafts_are_begun_once,
    a_chamber_that_does_not_operate_is_handed_nothing,
);

async fn a_case_is_worked_on_from_taking_to_undoing(app: App) {
    let founder = app.person("founder@neu.example").make().await;
    let case = case(&app, "Brückenfunk", Some(founder)).await;
    let (reads, works) = (adviser(&app, "read").await, adviser(&app, "cases").await);
    let path = format!("/api/v1/cases/{case}");
    let shown = reads.get(&path).await.expect(200);
    assert_eq!(shown.header("etag"), "\"1\"");
    assert_eq!(shown.header("cache-control"), "no-store");
    assert_eq!(shown.json()["dossier"]["seat"]["postalCode"], "66111");
    let taken = act(&works, case, "assignments", 1, json!({})).await.expect(200);
    assert_eq!(taken.json(), json!({ "id": case, "state": "assigned", "version": 2 }));
    act(&works, case, "notes", 2, json!({ "text": TEXT })).await.expect(200);
    let asked = act(&works, case, "questions", 2, json!({ "text": TEXT }))
        .await
        .expect(200);
    assert_eq!(asked.json()["state"], "waiting");
    let refused = act(&works, case, "decisions", 3, refusal()).await.expect(200);
    assert_eq!(refused.json()["decision"], "refused");
    let told = reads.get(&path).await.json();
    assert_eq!(told["decision"]["ground"], "duplicate");
    assert!(told["decision"]["undoUntil"].is_string(), "{told}");
    let sides: Vec<&str> = told["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|said| said["side"].as_str().unwrap())
        .collect();
    assert_eq!(sides, ["note", "question"]);
    let undone = act(&works, case, "undos", version(&refused), json!({}))
        .await
        .expect(200);
    assert_eq!(undone.json()["state"], "assigned");
    let wrong = act(
        &works,
        case,
        "decisions",
        5,
        json!({ "decision": "refused", "ground": "illegal", "facts": "kurz" }),
    )
    .await;
    let problem = wrong.assert_problem("validation");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 2, "{problem}");
    act(&works, case, "undos", 5, json!({}))
        .await
        .assert_problem("conflict");
    act(&works, case, "decisions", 5, json!({ "decision": "approved" }))
        .await
        .expect(200);
    act(&works, case, "decisions", 6, json!({ "decision": "maybe" }))
        .await
        .assert_problem("malformed");
    assert!(app.verify().await.valid);
}

async fn applicants_read_answer_and_appeal(app: App) {
    let founder = app.person("founder@neu.example").make().await;
    let case = case(&app, "Grenzwerk", Some(founder)).await;
    let works = adviser(&app, "cases").await;
    act(&works, case, "notes", 1, json!({ "text": TEXT })).await.expect(200);
    act(&works, case, "questions", 1, json!({ "text": TEXT }))
        .await
        .expect(200);
    let (reads, joins) = (
        app.program(founder, Level::One, "read").await,
        app.program(founder, Level::One, "join").await,
    );
    let told = reads.get(&format!("/api/v1/cases/{case}")).await.json();
    assert_eq!(told["messages"].as_array().unwrap().len(), 1, "no notes: {told}");
    act(&joins, case, "answers", 2, json!({ "text": "Ja." }))
        .await
        .assert_problem("validation");
    act(&joins, case, "answers", 2, json!({ "text": TEXT }))
        .await
        .expect(200);
    // What a chamber does is none of an applicant's.
    act(
        &app.program(founder, Level::Two, "cases").await,
        case,
        "decisions",
        3,
        json!({ "decision": "approved" }),
    )
    .await
    .assert_problem("forbidden");
    act(&works, case, "decisions", 3, refusal()).await.expect(200);
    let appealed = act(&joins, case, "appeals", 4, json!({ "text": TEXT }))
        .await
        .expect(200);
    assert_eq!(appealed.json()["state"], "appealed");
    act(&joins, case, "withdrawals", 5, json!({})).await.expect(200);
    assert_eq!(
        reads.get("/api/v1/cases?state=upheld").await.json()["items"][0]["id"],
        json!(case)
    );
}

async fn versions_are_asked_for_and_compared(app: App) {
    let case = case(&app, "Brückenfunk", None).await;
    let works = adviser(&app, "cases").await;
    let path = format!("/api/v1/cases/{case}/assignments");
    works
        .post_json(&path, &json!({}))
        .await
        .assert_problem("preconditionRequired");
    for other in ["\"2\"", "W/\"1\"", "*", "1"] {
        let client = works.clone().with("if-match", other);
        client
            .post_json(&path, &json!({}))
            .await
            .assert_problem("preconditionFailed");
    }
    act(&works, case, "assignments", 1, json!({})).await.expect(200);
    for (verb, body) in [
        ("assignments", json!({})),
        ("notes", json!({ "text": TEXT })),
        ("questions", json!({ "text": TEXT })),
        ("decisions", json!({ "decision": "approved" })),
        ("hand-overs", json!({ "chamber": "cc-luxembourg", "why": TEXT })),
    ] {
        act(&works, case, verb, 1, body)
            .await
            .assert_problem("preconditionFailed");
    }
    assert_eq!(app.ask("SELECT state FROM case_file").await, "assigned");
    let reads = adviser(&app, "read").await.with("if-none-match", "\"2\"");
    reads.get(&format!("/api/v1/cases/{case}")).await.expect(304);
}

async fn the_same_with_the_same_key_is_done_once(app: App) {
    let founder = app.person("founder@neu.example").make().await;
    let case = case(&app, "Brückenfunk", Some(founder)).await;
    let works = adviser(&app, "cases").await;
    let keyed = works.clone().with("idempotency-key", KEY);
    let entries = "SELECT count(*) FROM case_message";
    let first = act(&keyed, case, "questions", 1, json!({ "text": TEXT }))
        .await
        .expect(200);
    let again = act(&keyed, case, "questions", 1, json!({ "text": TEXT }))
        .await
        .expect(200);
    assert_eq!(
        (first.text(), first.header("etag")),
        (again.text(), again.header("etag"))
    );
    assert_eq!(
        (
            first.header("idempotency-replayed"),
            again.header("idempotency-replayed")
        ),
        (String::new(), "true".into())
    );
    assert_eq!(app.count(entries).await, 1);
    let other = act(
        &keyed,
        case,
        "questions",
        1,
        json!({ "text": "Ein anderer Satz dazu." }),
    )
    .await;
    assert_eq!(other.assert_problem("validation")["errors"][0]["code"], "reused");
    works
        .clone()
        .with("idempotency-key", "keiner")
        .with("if-match", "\"2\"")
        .post_json(&format!("/api/v1/cases/{case}/notes"), &json!({ "text": TEXT }))
        .await
        .assert_problem("malformed");
    // Without its key the same request is another one, and its version is past.
    act(&works, case, "questions", 1, json!({ "text": TEXT }))
        .await
        .assert_problem("preconditionFailed");
    // What was refused may come again, mended or not.
    let second = works
        .clone()
        .with("idempotency-key", "0191a0de-0000-7000-8000-000000000002");
    act(&second, case, "notes", 1, json!({ "text": TEXT }))
        .await
        .assert_problem("preconditionFailed");
    act(&second, case, "notes", 2, json!({ "text": TEXT }))
        .await
        .expect(200);
    assert_eq!(app.count("SELECT count(*) FROM request_key").await, 2);
    // One that never got its answer keeps others away for a minute.
    app.tamper("UPDATE request_key SET status = NULL").await.unwrap();
    act(&second, case, "notes", 2, json!({ "text": TEXT }))
        .await
        .assert_problem("conflict");
    app.clock().advance(60_000_000);
    act(&second, case, "notes", 2, json!({ "text": TEXT }))
        .await
        .expect(200);
    app.clock().advance(DAY);
    act(&keyed, case, "notes", 2, json!({ "text": TEXT })).await.expect(200);
    assert_eq!(
        app.count("SELECT count(*) FROM request_key").await,
        1,
        "a day later nothing is kept"
    );
    assert!(app.verify().await.valid);
}

async fn a_content_case_asks_for_a_moderator(app: App) {
    let case = open(&app, Kind::Content, None, json!({ "name": "Ein Eintrag" })).await;
    let works = adviser(&app, "cases").await;
    act(&works, case, "decisions", 1, json!({ "decision": "no_action" }))
        .await
        .assert_problem("forbidden");
    let moderator = app
        .person("moderator@ihk.example")
        .mandate("ihk-saarland", Mandate::Moderator)
        .make()
        .await;
    let works = app.program(moderator, Level::Two, "cases").await;
    act(&works, case, "decisions", 1, json!({ "decision": "no_action" }))
        .await
        .expect(200);
}

async fn drafts_are_begun_once(app: App) {
    let founder = app.person("founder@neu.example").make().await;
    let joins = app.program(founder, Level::One, "join").await;
    let keyed = joins.clone().with("idempotency-key", KEY);
    let first = keyed
        .post_json("/api/v1/drafts", &json!({ "name": "Atelier Nova" }))
        .await
        .expect(201);
    let again = keyed
        .post_json("/api/v1/drafts", &json!({ "name": "Atelier Nova" }))
        .await
        .expect(201);
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 1);
    let other = keyed.post_json("/api/v1/drafts", &json!({ "name": "Autre" })).await;
    other.assert_problem("validation");
    let (path, read) = (first.json(), first.header("etag"));
    let path = format!("/api/v1/drafts/{}", path["id"].as_str().unwrap());
    assert_eq!(joins.get(&path).await.expect(200).header("etag"), read);
    app.program(founder, Level::One, "read")
        .await
        .get(&path)
        .await
        .assert_problem("forbidden");
    joins
        .post_json(&format!("{path}/submission"), &json!({}))
        .await
        .assert_problem("preconditionRequired");
    let stale = joins.clone().with("if-match", "\"9\"");
    stale
        .post_json(&format!("{path}/submission"), &json!({}))
        .await
        .assert_problem("preconditionFailed");
}

async fn a_chamber_that_does_not_operate_is_handed_nothing(app: App) {
    let two = "INSERT INTO chamber (code, since, target_days, mail) VALUES ('ihk-saarland', 0, 3, NULL), ('cc-luxembourg', 0, 20, NULL)";
    app.tamper(two).await.unwrap();
    let case = case(&app, "Brückenfunk", None).await;
    let due = |app: App| async move {
        app.ask("SELECT CAST(due_at AS TEXT) FROM case_file")
            .await
            .parse::<i64>()
            .unwrap()
    };
    let region = testkit::region();
    let now = app.clock().now();
    assert_eq!(
        due(app.clone()).await,
        region.calendar("SAR").add_working_days(now, 3),
        "its own target, not the pack's"
    );
    let works = adviser(&app, "cases").await;
    let hand = |chamber: &str| json!({ "chamber": chamber, "why": TEXT });
    act(&works, case, "hand-overs", 1, hand("cci-moselle"))
        .await
        .assert_problem("validation");
    act(&works, case, "hand-overs", 1, hand("nowhere"))
        .await
        .assert_problem("validation");
    // An appeal has one chamber to go to.
    act(&works, case, "decisions", 1, refusal()).await.expect(200);
    let at: i64 = app
        .ask("SELECT CAST(decided_at AS TEXT) FROM case_file")
        .await
        .parse()
        .unwrap();
    let token = passerelle::cases::appeal_token(&app.state.web.identity.secret, case, at);
    let sent = app
        .client()
        .post_form(&format!("/de/appeal/{token}"), &[("body", TEXT)])
        .await;
    sent.expect(303);
    assert_eq!(app.ask("SELECT chamber FROM case_file").await, "cc-luxembourg");
    let expected = region.calendar("LU").add_working_days(app.clock().now(), 20);
    let calendars = [expected, region.calendar("SAR").add_working_days(app.clock().now(), 20)];
    assert!(calendars.contains(&due(app.clone()).await));
}

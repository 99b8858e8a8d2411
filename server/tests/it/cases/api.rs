//! Cases and drafts for programs: tokens of people, what they were made for, versions, keys.

use passerelle::accounts::PersonId;
use passerelle::cases::{CaseId, Kind};
use passerelle::platform::access::{Level, Mandate};
use passerelle::platform::clock::DAY;
use serde_json::{Value, json};
use testkit::{Answer, App, Client, suite};

use super::{dossier, open};

suite!(
    a_case_is_worked_on_from_taking_to_undoing,
    applicants_read_answer_and_appeal,
    what_a_token_was_not_made_for_is_forbidden,
    what_is_foreign_is_not_there,
    versions_are_asked_for_and_compared,
    the_same_with_the_same_key_is_done_once,
    lists_have_pages_and_filters,
    a_content_case_asks_for_a_moderator,
    drafts_are_begun_once,
    a_chamber_that_does_not_operate_is_handed_nothing,
);

const KEY: &str = "0191a0de-0000-7000-8000-000000000001";
const TEXT: &str = "Ein Satz, der lang genug ist.";

/// A program with a token made for that on the page of the account, as strong as the sign-in.
async fn program(app: &App, person: PersonId, scope: &str, level: Level) -> Client {
    let browser = app.signed_in(person, level).await;
    let fields = [("token", "Programm"), ("scope", scope), ("days", "30")];
    let made = browser.post_form("/de/account/tokens", &fields).await.expect(200);
    let token = made.page().text("#once code");
    app.client().with("authorization", &format!("Bearer {token}"))
}

async fn adviser(app: &App, scope: &str) -> Client {
    let person = app
        .person("adviser@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser);
    program(app, person.make().await, scope, Level::Two).await
}

/// A case of somebody's company.
async fn case(app: &App, name: &str, applicant: Option<PersonId>) -> CaseId {
    let asked = serde_json::to_value(dossier(name, None)).unwrap();
    open(app, Kind::NewOrganisation, applicant, asked).await
}

async fn act(client: &Client, case: CaseId, verb: &str, version: i64, body: Value) -> Answer {
    let client = client.clone().with("if-match", &format!("\"{version}\""));
    client.post_json(&format!("/api/v1/cases/{case}/{verb}"), &body).await
}

fn version(answer: &Answer) -> i64 {
    answer.header("etag").trim_matches('"').parse().unwrap()
}

fn refusal() -> Value {
    json!({ "decision": "refused", "ground": "duplicate", "facts": "Es steht seit 2024 unter anderem Namen da." })
}

async fn a_case_is_worked_on_from_taking_to_undoing(app: App) {
    let case = case(&app, "Brückenfunk", None).await;
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
        program(&app, founder, "read", Level::One).await,
        program(&app, founder, "join", Level::One).await,
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
        &program(&app, founder, "cases", Level::Two).await,
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

async fn what_a_token_was_not_made_for_is_forbidden(app: App) {
    let case = case(&app, "Brückenfunk", None).await;
    let path = format!("/api/v1/cases/{case}");
    for scope in ["read", "join"] {
        act(&adviser(&app, scope).await, case, "assignments", 1, json!({}))
            .await
            .assert_problem("forbidden");
    }
    for scope in ["join", "cases"] {
        let client = adviser(&app, scope).await;
        client.get(&path).await.assert_problem("forbidden");
        client.get("/api/v1/cases").await.assert_problem("forbidden");
    }
    // As strong as the sign-in that made it: a mandate asks for two factors.
    let person = app.person("adviser@ihk.example").make().await;
    let weak = program(&app, person, "cases", Level::One).await;
    let problem = act(&weak, case, "assignments", 1, json!({}))
        .await
        .assert_problem("stepUpRequired");
    assert_eq!(problem["acr"], "aal2");
    // An appeal is decided with a sign-in of the last minutes, which a token never is.
    act(&adviser(&app, "cases").await, case, "reviews", 1, json!({}))
        .await
        .assert_problem("notFound");
    app.client().get(&path).await.assert_problem("unauthenticated");
    let old = adviser(&app, "read").await;
    old.get(&path).await.expect(200);
    app.clock().advance(31 * DAY);
    old.get(&path).await.assert_problem("unauthenticated");
    act(&old, case, "assignments", 1, json!({}))
        .await
        .assert_problem("unauthenticated");
    // A cookie reads in the API and never writes.
    let browser = app.signed_in(person, Level::Two).await;
    browser.get(&path).await.expect(200);
    act(&browser, case, "assignments", 1, json!({}))
        .await
        .assert_problem("unauthenticated");
    assert_eq!(app.ask("SELECT state FROM case_file").await, "open");
}

async fn what_is_foreign_is_not_there(app: App) {
    let case = case(&app, "Brückenfunk", None).await;
    let elsewhere = app
        .person("adviser@cc.example")
        .mandate("cc-luxembourg", Mandate::Adviser)
        .make()
        .await;
    for scope in ["read", "join", "cases"] {
        let client = program(&app, elsewhere, scope, Level::Two).await;
        for id in [
            case.to_string(),
            "01JD0000000000000000000000".to_owned(),
            "x".to_owned(),
        ] {
            client
                .get(&format!("/api/v1/cases/{id}"))
                .await
                .assert_problem("notFound");
            for verb in ["assignments", "undos", "withdrawals"] {
                // Nor does a wrong version, or none, tell that there is something.
                let path = format!("/api/v1/cases/{id}/{verb}");
                client.post_json(&path, &json!({})).await.assert_problem("notFound");
                let other = client.clone().with("if-match", "\"7\"");
                other.post_json(&path, &json!({})).await.assert_problem("notFound");
            }
        }
    }
    let reads = program(&app, elsewhere, "read", Level::Two).await;
    assert_eq!(reads.get("/api/v1/cases").await.json()["items"], json!([]));
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
    let case = case(&app, "Brückenfunk", None).await;
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

async fn lists_have_pages_and_filters(app: App) {
    let mut made = Vec::new();
    for number in 0..5 {
        made.push(case(&app, &format!("Werk {number}"), None).await.to_string());
        app.clock().advance(1_000_000);
    }
    made.reverse();
    let reads = adviser(&app, "read").await;
    let mut found = Vec::new();
    let mut next = "/api/v1/cases?limit=2".to_owned();
    loop {
        let page = reads.get(&next).await.expect(200);
        let told = page.json();
        found.extend(
            told["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|case| case["id"].as_str().unwrap().to_owned()),
        );
        let Some(url) = told["next"].as_str() else { break };
        assert!(page.header("link").contains("rel=\"next\""));
        next = url[url.find("/api/").unwrap()..].to_owned();
    }
    assert_eq!(found, made);
    let (_, cursor) = next.split_once("cursor=").unwrap();
    let forged = format!("/api/v1/cases?kind=claim&cursor={cursor}");
    reads.get(&forged).await.assert_problem("malformed");
    for (query, count) in [
        ("", 5),
        (
            "?kind=new_organisation&territory=SAR&chamber=ihk-saarland&state=open",
            5,
        ),
        ("?kind=claim", 0),
        ("?chamber=cc-luxembourg", 0),
        ("?mine=true", 0),
        ("?overdue=true", 0),
    ] {
        let items = reads.get(&format!("/api/v1/cases{query}")).await.json()["items"].clone();
        assert_eq!(items.as_array().unwrap().len(), count, "{query}");
    }
    for query in [
        "?kind=nothing",
        "?state=x",
        "?limit=201",
        "?limit=0",
        "?other=1",
        "?cursor=AAAA",
        "?organisation=x",
    ] {
        reads
            .get(&format!("/api/v1/cases{query}"))
            .await
            .assert_problem("malformed");
    }
    app.clock().advance(60 * DAY);
    let reads = adviser(&app, "read").await;
    assert_eq!(
        reads.get("/api/v1/cases?overdue=true").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        5
    );
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
    let works = program(&app, moderator, "cases", Level::Two).await;
    act(&works, case, "decisions", 1, json!({ "decision": "no_action" }))
        .await
        .expect(200);
}

async fn drafts_are_begun_once(app: App) {
    let founder = app.person("founder@neu.example").make().await;
    let joins = program(&app, founder, "join", Level::One).await;
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
    program(&app, founder, "read", Level::One)
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
    let founder = app
        .signed_in(app.person("x@neu.example").make().await, Level::One)
        .await;
    drop(founder);
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

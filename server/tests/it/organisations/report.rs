//! "Something is wrong here": the first write of a person, by page and API. Kept once, refused by rule, by limit, by origin.

use std::num::NonZeroU32;

use axum::http::StatusCode;
use passerelle::organisations::model::REPORTS_A_DAY;
use passerelle::platform::clock::DAY;
use passerelle::platform::database::DatabaseError;
use passerelle::platform::journal::{entries_after, erase};
use passerelle::platform::web::Options;
use serde_json::json;
use testkit::{App, Backend, Setup, form, report, suite};
use uuid::Uuid;

use super::with_one;

suite!(
    by_page,
    a_wrong_form_keeps_what_was_typed,
    a_trap_catches_machines,
    by_api,
    wrong_json,
    sent_again_it_is_kept_once,
    at_the_same_time_it_is_kept_once,
    a_key_for_something_else,
    a_key_lives_a_day,
    a_flood_about_one_organisation,
    a_flood_from_one_address,
    the_journal_knows_no_mail_and_can_forget,
    a_receipt_is_for_its_organisation_only,
    on_a_full_disk,
);

const REASON: &str = "They moved to Metz in spring.";

async fn by_page(app: App) {
    let path = format!("/fr{}/report", with_one(&app).await);
    let page = app.client().get(&path).await.expect(200).page();
    assert_eq!(page.count("input[type=radio][name=subject]"), 8);
    assert_eq!(page.attribute("form[method=post]", "action"), path);
    let key = page.attribute("input[name=key]", "value");
    let said = report(REASON);
    let mut fields = form(&said);
    fields.push(("key", &key));
    let sent = app.client().post_form(&path, &fields).await.expect(303);
    let receipt = app.client().get(&sent.header("location")).await.expect(200);
    assert_eq!(receipt.header("cache-control"), "no-store");
    let reference = receipt.page().text(".reference-number");
    assert!(sent.header("location").ends_with(&reference));
    // Reloaded, the form is sent again: it is the same report.
    let again = app.client().post_form(&path, &fields).await.expect(303);
    assert_eq!(again.header("location"), sent.header("location"));
    assert_eq!(
        app.list("SELECT channel || ' ' || language || ' ' || reason FROM report")
            .await,
        [format!("page fr {REASON}")]
    );
    assert_eq!(app.broken().await, [""; 0]);
}

async fn a_wrong_form_keeps_what_was_typed(app: App) {
    let path = format!("/de{}/report", with_one(&app).await);
    let fields = [
        ("subject", "closed"),
        ("place", "<b>Sitz</b>"),
        ("reason", "kurz"),
        ("mail", "niemand"),
    ];
    let answer = app.client().post_form(&path, &fields).await.expect(422);
    let page = answer.page();
    assert_eq!(page.texts(".error-summary li").len(), 2);
    assert!(page.has(".error-summary a[href='#reason']") && page.has(".error-summary a[href='#mail']"));
    assert_eq!(page.text("textarea[name=reason][aria-invalid]"), "kurz");
    assert_eq!(page.attribute("input[name=place]", "value"), "<b>Sitz</b>");
    assert_eq!(page.attribute("input[name=mail]", "value"), "niemand");
    assert!(page.has("input[name=subject][value=closed][checked]"));
    let nothing = app.client().post_form(&path, &[]).await.expect(422).page();
    assert_eq!(nothing.texts(".error-summary li").len(), 2, "subject and reason");
    app.client()
        .post_form(&path, &[("boss", "1")])
        .await
        .assert_problem("malformed");
    app.client()
        .post_form(&path, &[("reason", "a"), ("reason", "b")])
        .await
        .assert_problem("malformed");
    assert_eq!(app.count("SELECT count(*) FROM report").await, 0);
}

async fn a_trap_catches_machines(app: App) {
    let path = format!("/en{}/report", with_one(&app).await);
    let said = report(REASON);
    let mut fields = form(&said);
    fields.push(("homepage", "https://spam.example"));
    app.client().post_form(&path, &fields).await.expect(422);
    assert_eq!(app.count("SELECT count(*) FROM report").await, 0);
}

async fn by_api(app: App) {
    let path = format!("/api/v1{}/reports", with_one(&app).await);
    let body = json!({ "subject": "closed", "reason": REASON, "mail": "me@example.org" });
    let client = app.client().with("accept-language", "de");
    let sent = client.post_json(&path, &body).await.expect(201);
    let reference = sent.json()["reference"].as_str().unwrap().to_owned();
    assert!(
        sent.header("location")
            .starts_with("https://passerelle.example/de/organisations/")
    );
    assert!(sent.header("location").ends_with(&reference));
    assert_eq!(sent.header("cache-control"), "no-store");
    assert_eq!(
        sent.header("access-control-allow-origin"),
        "",
        "writing is for the same origin and for programs"
    );
    client.post_json(&path, &body).await.expect(201);
    assert_eq!(
        app.count("SELECT count(*) FROM report").await,
        2,
        "without a key each counts"
    );
}

async fn wrong_json(app: App) {
    let path = format!("/api/v1{}/reports", with_one(&app).await);
    let client = app.client();
    let wrong = client
        .post_json(&path, &json!({ "subject": "spam", "reason": "x" }))
        .await;
    let problem = wrong.assert_problem("validation");
    let pointers: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| &error["pointer"])
        .collect();
    assert_eq!(pointers, ["#/subject", "#/reason"], "{problem}");
    client
        .post_json(&path, &json!({ "subject": "closed", "boss": 1 }))
        .await
        .assert_problem("malformed");
    client.post_json(&path, &json!([])).await.assert_problem("malformed");
    client
        .post_json(&path, &json!({ "subject": "closed", "reason": 7 }))
        .await
        .assert_problem("malformed");
    let keyed = client.with("idempotency-key", "no uuid");
    keyed
        .post_json(&path, &json!({ "subject": "closed", "reason": REASON }))
        .await
        .assert_problem("malformed");
    assert_eq!(app.count("SELECT count(*) FROM report").await, 0);
}

async fn sent_again_it_is_kept_once(app: App) {
    let path = format!("/api/v1{}/reports", with_one(&app).await);
    let body = serde_json::to_value(report(REASON)).unwrap();
    let client = app.client().with("idempotency-key", &Uuid::from_u128(5).to_string());
    let first = client.post_json(&path, &body).await.expect(201);
    app.clock().advance(60_000_000);
    let again = client.post_json(&path, &body).await.expect(201);
    assert_eq!(
        (
            first.header("idempotency-replayed"),
            again.header("idempotency-replayed")
        ),
        (String::new(), "true".into())
    );
    assert_eq!(first.json(), again.json());
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(app.count("SELECT count(*) FROM report").await, 1);
}

async fn at_the_same_time_it_is_kept_once(app: App) {
    let path = format!("/api/v1{}/reports", with_one(&app).await);
    let body = serde_json::to_value(report(REASON)).unwrap();
    let client = app.client().with("idempotency-key", &Uuid::from_u128(5).to_string());
    let all = futures::future::join_all((0..8).map(|_| client.post_json(&path, &body))).await;
    let mut references: Vec<String> = all
        .into_iter()
        .map(|one| one.expect(201).json()["reference"].to_string())
        .collect();
    references.dedup();
    assert_eq!(references.len(), 1, "{references:?}");
    assert_eq!(app.count("SELECT count(*) FROM report").await, 1);
    assert_eq!(app.broken().await, [""; 0]);
    assert!(app.verify().await.valid);
}

async fn a_key_for_something_else(app: App) {
    let path = format!("/api/v1{}/reports", with_one(&app).await);
    let client = app.client().with("idempotency-key", &Uuid::from_u128(5).to_string());
    client
        .post_json(&path, &json!({ "subject": "closed", "reason": REASON }))
        .await
        .expect(201);
    let other = client
        .post_json(&path, &json!({ "subject": "place", "reason": REASON }))
        .await;
    let problem = other.assert_problem("validation");
    assert_eq!(problem["errors"][0]["code"], "keyReused", "{problem}");
    assert_eq!(app.count("SELECT count(*) FROM report").await, 1);
}

async fn a_key_lives_a_day(app: App) {
    let path = format!("/api/v1{}/reports", with_one(&app).await);
    let client = app.client().with("idempotency-key", &Uuid::from_u128(5).to_string());
    let body = serde_json::to_value(report(REASON)).unwrap();
    let first = client.post_json(&path, &body).await.expect(201);
    app.clock().advance(DAY - 1);
    let again = client.post_json(&path, &body).await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    app.clock().advance(1);
    let anew = client.post_json(&path, &body).await.expect(201);
    assert_eq!(anew.header("idempotency-replayed"), "");
    assert_ne!(anew.json()["reference"], first.json()["reference"]);
    let repeated = client.post_json(&path, &body).await.expect(201);
    assert_eq!(repeated.json(), anew.json(), "the key stands for the new report");
    // A report without a key takes the old ones away as well.
    app.clock().advance(DAY);
    app.client().post_json(&path, &body).await.expect(201);
    let keyed = "SELECT count(*) FROM report WHERE idempotency_key IS NOT NULL OR request_hash IS NOT NULL";
    assert_eq!(app.count(keyed).await, 0);
    let other = json!({ "subject": "closed", "reason": REASON });
    client.post_json(&path, &other).await.expect(201);
    assert_eq!(app.count("SELECT count(*) FROM report").await, 4);
    assert_eq!(app.broken().await, [""; 0]);
}

async fn a_flood_about_one_organisation(app: App) {
    let path = with_one(&app).await;
    let body = serde_json::to_value(report(REASON)).unwrap();
    let api = format!("/api/v1{path}/reports");
    for _ in 0..REPORTS_A_DAY {
        app.client().post_json(&api, &body).await.expect(201);
    }
    let refused = app.client().post_json(&api, &body).await;
    refused.assert_problem("tooManyRequests");
    assert_ne!(refused.header("retry-after"), "");
    let said = report(REASON);
    let page = app
        .client()
        .post_form(&format!("/fr{path}/report"), &form(&said))
        .await
        .expect(429);
    assert_eq!(
        page.page().text("textarea[name=reason]"),
        REASON,
        "what was typed is not lost"
    );
    app.clock().advance(DAY + 1);
    app.client().post_json(&api, &body).await.expect(201);
}

async fn a_flood_from_one_address(app: App) {
    let options = Options {
        sends_an_hour: NonZeroU32::new(2),
        ..Options::default()
    };
    let setup = Setup {
        options,
        ..Setup::default()
    };
    let app = App::spawn_with(app.backend(), setup).await;
    let path = format!("/api/v1{}/reports", with_one(&app).await);
    let body = serde_json::to_value(report(REASON)).unwrap();
    let client = app.client().from([192, 0, 2, 7]);
    // What is refused for its content is free.
    client.post_json(&path, &json!({ "subject": "x" })).await.expect(422);
    let keyed = client
        .clone()
        .with("idempotency-key", "6a1f4b62-0000-4000-8000-000000000001");
    keyed.post_json(&path, &body).await.expect(201);
    for expected in [201, 429] {
        let status = client.post_json(&path, &body).await.status;
        assert_eq!(status, StatusCode::from_u16(expected).unwrap());
    }
    // Sent again because the answer was lost: nothing more is kept, and nothing is counted.
    let again = keyed.post_json(&path, &body).await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    app.client()
        .from([198, 51, 100, 7])
        .post_json(&path, &body)
        .await
        .expect(201);
}

async fn the_journal_knows_no_mail_and_can_forget(app: App) {
    let path = format!("/api/v1{}/reports", with_one(&app).await);
    let before = app.verify().await.entries;
    let body =
        json!({ "subject": "closed", "place": "Seat", "reason": "Ask Jeanne about it.", "mail": "jeanne@example.org" });
    app.client().post_json(&path, &body).await.expect(201);
    let entries = entries_after(app.database().reader(), before, 10).await.unwrap();
    assert_eq!(
        (entries.len(), entries[0].action.as_str(), entries[0].actor.as_str()),
        (1, "organisations.report", "guest")
    );
    let said = String::from_utf8(entries[0].parts.concat()).unwrap();
    assert!(said.contains("Ask Jeanne") && !said.contains("jeanne@"));
    let reports = app.list("SELECT mail FROM report").await;
    assert_eq!(reports, ["jeanne@example.org"]);
    let id: passerelle::organisations::model::ReportId =
        serde_json::from_slice::<serde_json::Value>(&entries[0].parts[0]).unwrap()["report"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
    let erased = app
        .database()
        .transaction(app.clock().now(), |tx| async move { erase(&tx, id.0).await });
    assert_eq!(erased.await.map_err(|error: DatabaseError| error.to_string()), Ok(1));
    let entries = entries_after(app.database().reader(), before, 10).await.unwrap();
    assert!(!String::from_utf8(entries[0].parts.concat()).unwrap().contains("Jeanne"));
    assert!(app.verify().await.valid);
}

async fn a_receipt_is_for_its_organisation_only(app: App) {
    let path = with_one(&app).await;
    app.add([testkit::organisation("Andere")]).await;
    let body = serde_json::to_value(report(REASON)).unwrap();
    let sent = app
        .client()
        .post_json(&format!("/api/v1{path}/reports"), &body)
        .await
        .expect(201);
    let reference = sent.json()["reference"].as_str().unwrap().to_owned();
    app.client()
        .get(&format!("/en{path}/report/{reference}"))
        .await
        .expect(200);
    let other = app.id("Andere").await;
    app.client()
        .get(&format!("/en/organisations/{other}/report/{reference}"))
        .await
        .assert_problem("notFound");
    app.client()
        .get(&format!("/en{path}/report/{other}"))
        .await
        .assert_problem("notFound");
    app.client()
        .get(&format!("/en{path}/report/x"))
        .await
        .assert_problem("notFound");
}

/// SQLite takes a transaction back by itself when nothing fits any more, which once left the connection in the belief that
/// one was open: from the next refusal on, nothing that was acknowledged was kept.
async fn on_a_full_disk(app: App) {
    if app.backend() == Backend::Postgres {
        return;
    }
    let path = with_one(&app).await;
    let api = format!("/api/v1{path}/reports");
    let body = serde_json::to_value(report(REASON)).unwrap();
    // No page more than there are: what fits into those is still taken.
    app.tamper("PRAGMA max_page_count = 1").await.unwrap();
    let long = report(&"They moved to Metz in spring. ".repeat(30));
    let refused = loop {
        let answer = app
            .client()
            .with("accept-language", "de")
            .post_json(&api, &serde_json::to_value(&long).unwrap())
            .await;
        if answer.status != StatusCode::CREATED {
            break answer;
        }
    };
    refused.assert_problem("unavailable");
    assert_eq!(
        (refused.header("retry-after"), refused.header("content-language")),
        ("2".into(), "de".into())
    );
    app.client().get(&format!("/api/v1{path}")).await.expect(200);
    app.tamper("PRAGMA max_page_count = 1").await.unwrap();
    let fields = form(&long);
    let page = app
        .client()
        .post_form(&format!("/fr{path}/report"), &fields)
        .await
        .expect(503)
        .page();
    assert_eq!(page.attribute("html", "lang"), "fr");
    assert_eq!(
        page.text("textarea[name=reason]"),
        long.reason.trim(),
        "what was typed is not lost"
    );
    app.tamper("PRAGMA max_page_count = 1000000").await.unwrap();
    // There is room: refusals take back their own and nothing else, and what is acknowledged others can read.
    let nobody = app.clock().id();
    let nowhere = format!(
        "/api/v1/organisations/{}/reports",
        passerelle::organisations::model::OrganisationId(nobody)
    );
    for _ in 0..3 {
        app.client().post_json(&nowhere, &body).await.expect(404);
        let kept = app.client().post_json(&api, &body).await.expect(201);
        let receipt = kept.header("location").replace("https://passerelle.example", "");
        app.client().get(&receipt).await.expect(200);
    }
    assert_eq!(app.broken().await, [""; 0]);
    assert!(app.verify().await.valid);
}

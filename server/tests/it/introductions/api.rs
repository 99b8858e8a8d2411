//! Introductions for programs: asked for, moved on and read with tokens; versions, keys, and who is not named.

use passerelle::accounts::PersonId;
use passerelle::platform::access::{Level, Mandate, Role};
use serde_json::{Value, json};
use testkit::{Answer, App, Client, organisation, suite};

use super::{REQUESTER_CHAMBER, TARGET_CHAMBER};

suite!(a_story_by_programs, a_token_does_what_it_was_made_for);

const KEY: &str = "0191a0de-0000-7000-8000-000000000001";

async fn act(client: &Client, path: &str, version: i64, body: Value) -> Answer {
    let client = client.clone().with("if-match", &format!("\"{version}\""));
    client.post_json(path, &body).await
}

async fn people(app: &App) -> (Value, [PersonId; 4]) {
    app.add([
        organisation("Ponts et Haubans SA").territory("LOR"),
        organisation("Saarkorr Sensorik GmbH").territory("SAR"),
    ])
    .await;
    let requester = app.id("Ponts et Haubans SA").await;
    let target = app.id("Saarkorr Sensorik GmbH").await;
    let asked = json!({
        "requester": requester, "target": target, "subject": "Surveillance de haubans", "language": "fr",
        "message": "Nous exploitons deux ponts et cherchons des capteurs.", "unnamed": true,
    });
    let ids = [
        app.person("asker@example.org")
            .role(requester, Role::Owner)
            .make()
            .await,
        app.person("answerer@example.org")
            .role(target, Role::Owner)
            .make()
            .await,
        app.person("sender@example.org")
            .mandate(REQUESTER_CHAMBER, Mandate::Adviser)
            .make()
            .await,
        app.person("receiver@example.org")
            .mandate(TARGET_CHAMBER, Mandate::Adviser)
            .make()
            .await,
    ];
    (asked, ids)
}

async fn a_story_by_programs(app: App) {
    let (asked, [asker, answerer, sender, receiver]) = people(&app).await;
    let writes = app.program(asker, Level::Two, "join").await;
    let made = writes.post_json("/api/v1/introductions", &asked).await.expect(201);
    let path = format!("/api/v1/introductions/{}", made.json()["id"].as_str().unwrap());
    assert!(made.header("location").ends_with(&path));
    writes.post_json("/api/v1/introductions", &asked).await.expect(409);
    let steps = format!("{path}/steps");
    let (near, far) = (
        app.program(sender, Level::Two, "cases").await,
        app.program(receiver, Level::Two, "cases").await,
    );
    act(&near, &steps, 7, json!({ "step": "screen" })).await.expect(412);
    near.post_json(&steps, &json!({ "step": "screen" })).await.expect(428);
    let keyed = near.clone().with("idempotency-key", KEY);
    let first = act(&keyed, &steps, 1, json!({ "step": "screen" })).await.expect(200);
    let again = act(&keyed, &steps, 1, json!({ "step": "screen" })).await.expect(200);
    assert_eq!(
        (again.header("idempotency-replayed").as_str(), again.json()),
        ("true", first.json())
    );
    act(&near, &steps, 2, json!({ "step": "offer" })).await.expect(409);
    act(&near, &steps, 2, json!({ "step": "leap" })).await.expect(422);
    act(&far, &steps, 2, json!({ "step": "offer" })).await.expect(404);
    act(&near, &steps, 2, json!({ "step": "forward" })).await.expect(200);
    act(&far, &steps, 3, json!({ "step": "offer" })).await.expect(200);
    let reads = app.program(answerer, Level::Two, "read").await;
    let read = reads.get(&path).await.expect(200);
    assert_eq!(read.header("etag"), "\"4\"");
    assert_eq!(
        (read.json()["requester"]["name"].clone(), read.json()["turn"].clone()),
        (Value::Null, json!("target"))
    );
    assert!(!read.text().contains("Ponts") && !read.text().contains(asked["requester"].as_str().unwrap()));
    let list = reads.get("/api/v1/introductions").await.expect(200);
    assert_eq!(list.json()["items"][0]["yours"], json!(true));
    assert!(!list.text().contains("Ponts"));
    let answers = app.program(answerer, Level::Two, "join").await;
    act(&answers, &steps, 4, json!({ "step": "accept" })).await.expect(200);
    let text = json!({ "text": "Wir brauchen Zugang zu zwei Seilen.", "language": "de" });
    act(&answers, &format!("{path}/messages"), 5, text).await.expect(200);
    let note = json!({ "side": "target", "text": "Preis noch offen", "language": "de" });
    act(&far, &format!("{path}/notes"), 5, note).await.expect(200);
    let read = reads.get(&path).await.expect(200);
    assert_eq!(read.json()["requester"]["name"], json!("Ponts et Haubans SA"));
    assert_eq!(
        read.json()["messages"].as_array().unwrap().len(),
        1,
        "notes are the chamber's"
    );
    let plan = json!({ "step": "plan", "next": "Visite du pont", "on": "2026-12-10" });
    act(&writes, &steps, 5, plan).await.expect(200);
    for (version, (client, step)) in (6..).zip([(&writes, "meet"), (&answers, "negotiate")]) {
        act(client, &steps, version, json!({ "step": step })).await.expect(200);
    }
    let outcome = format!("{path}/outcome");
    reads.get(&outcome).await.expect(404);
    let mut said = json!({
        "kind": "investment", "band": "over_1m", "on": "2026-11-20", "evidence": "Rapport d’essai", "language": "fr",
    });
    writes.post_json(&outcome, &said).await.expect(422);
    said["kind"] = json!("pilot");
    writes.post_json(&outcome, &said).await.expect(200);
    writes.post_json(&outcome, &said).await.expect(409);
    assert_eq!(
        reads.get(&path).await.json()["state"],
        json!("closed"),
        "what came of it ends it"
    );
    let confirmations = format!("{outcome}/confirmations");
    act(&writes, &confirmations, 1, json!({})).await.expect(409);
    act(&answers, &confirmations, 7, json!({})).await.expect(412);
    let confirmed = act(&answers, &confirmations, 1, json!({ "names": true }))
        .await
        .expect(200);
    assert_eq!(confirmed.json()["state"], json!("confirmed"));
    act(
        &answers,
        &format!("{outcome}/disputes"),
        2,
        json!({ "why": "Doch nicht.", "language": "de" }),
    )
    .await
    .expect(409);
    assert_eq!(reads.get(&outcome).await.expect(200).json()["band"], json!("over_1m"));
}

async fn a_token_does_what_it_was_made_for(app: App) {
    let (asked, [asker, _, sender, _]) = people(&app).await;
    let reads = app.program(asker, Level::Two, "read").await;
    reads.post_json("/api/v1/introductions", &asked).await.expect(403);
    let writes = app.program(asker, Level::Two, "join").await;
    let mut bad = asked.clone();
    bad["message"] = json!("Kurz");
    writes.post_json("/api/v1/introductions", &bad).await.expect(422);
    bad["subjet"] = json!("x");
    writes.post_json("/api/v1/introductions", &bad).await.expect(400);
    let made = writes.post_json("/api/v1/introductions", &asked).await.expect(201);
    let path = format!("/api/v1/introductions/{}", made.json()["id"].as_str().unwrap());
    writes.get(&path).await.expect(404);
    let step = json!({ "step": "screen" });
    let joins = app.program(sender, Level::Two, "join").await;
    act(&joins, &format!("{path}/steps"), 1, step.clone()).await.expect(403);
    act(&reads, &format!("{path}/steps"), 1, step.clone()).await.expect(403);
    app.client()
        .post_json(&format!("{path}/steps"), &step)
        .await
        .expect(401);
    let stranger = app
        .person("stranger@example.org")
        .mandate("cc-luxembourg", Mandate::Head)
        .make()
        .await;
    let stranger = app.program(stranger, Level::Two, "cases").await;
    act(&stranger, &format!("{path}/steps"), 1, step).await.expect(404);
    assert_eq!(
        app.count("SELECT count(*) FROM introduction WHERE version = 1").await,
        1
    );
}
